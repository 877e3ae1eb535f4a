from __future__ import annotations

import hashlib
import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.hashes import digest


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of remembered digests, not there yet."""
    monkeypatch.setenv("PIPELINE_CACHE_FOLDER", str(tmp_path / "cache"))
    return tmp_path / "cache" / "hashes.json"


def old(file: Path, text: str) -> Path:
    """A file written an hour ago."""
    file.write_text(text)
    os.utime(file, (time.time() - 3600, time.time() - 3600))
    return file


def of(*pairs: tuple[str, str]) -> str:
    lines = "".join(f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in pairs)
    return hashlib.sha256(lines.encode()).hexdigest()


def test_names_and_contents_count_and_order_does_not(tmp_path: Path) -> None:
    a, b = old(tmp_path / "a", "one"), old(tmp_path / "b", "two")
    assert digest([a, b]) == digest([b, a]) == of(("a", "one"), ("b", "two"))


def test_a_remembered_file_is_not_read_again(tmp_path: Path, place: Path) -> None:
    file = old(tmp_path / "a", "one")
    digest([file])
    remembered = json.loads(place.read_text())
    remembered[str(file.resolve())][3] = hashlib.sha256(b"told").hexdigest()
    place.write_text(json.dumps(remembered))
    assert digest([file]) == of(("a", "told"))


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    file = old(tmp_path / "a", "one")
    digest([file])
    assert digest([old(tmp_path / "a", "two")]) == of(("a", "two"))
    swapped = old(tmp_path / "b", "six")
    os.utime(swapped, ns=(0, file.stat().st_mtime_ns))
    os.replace(swapped, file)
    assert digest([file]) == of(("a", "six"))


def test_a_file_changed_just_now_is_not_remembered(tmp_path: Path, place: Path) -> None:
    file = tmp_path / "a"
    file.write_text("one")
    os.utime(file, (time.time() + 60, time.time() + 60))
    digest([file])
    assert not place.exists()


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"a": 1}', '{"FILE": [1, 2, 3]}', "\0\xff"])
def test_a_broken_memory_reads_as_empty_and_is_replaced(tmp_path: Path, place: Path, broken: str) -> None:
    file = old(tmp_path / "a", "one")
    place.parent.mkdir()
    place.write_text(broken.replace("FILE", str(file.resolve())))
    assert digest([file]) == of(("a", "one"))
    assert list(json.loads(place.read_text())) == [str(file.resolve())]


def test_a_memory_that_cannot_be_written_costs_only_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("a file is no folder, even to root")
    monkeypatch.setenv("PIPELINE_CACHE_FOLDER", str(tmp_path / "file"))
    assert digest([old(tmp_path / "a", "one")]) == of(("a", "one"))


def test_many_at_once_never_leave_a_broken_memory(tmp_path: Path, place: Path) -> None:
    files = [old(tmp_path / f"file-{number}", str(number)) for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda file: digest([file]), files)) == [of((file.name, file.name[5:])) for file in files]
    assert json.loads(place.read_text())
    assert [item.name for item in place.parent.iterdir()] == ["hashes.json"]
