from __future__ import annotations

import subprocess
from pathlib import Path

from pipeline.hub import records
from pipeline.hub.records import Kept, Listed, Record


def test_hashes_are_those_of_git_and_of_sha256sum(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"some bytes\n" * 1000)
    git = subprocess.run(["git", "hash-object", str(file)], capture_output=True, text=True, check=True).stdout.strip()
    said = subprocess.run(["sha256sum", str(file)], capture_output=True, text=True, check=True).stdout.split()[0]
    assert records.digest(file, git) == git
    assert records.sha256(file) == said
    assert Listed("file", 11_000, git).matches(file)
    assert Listed("file", 11_000, said).matches(file)
    file.write_bytes(b"other bytes" * 1000)
    assert not Listed("file", 11_000, git).matches(file)
    assert not Listed("file", 11_000, said).matches(tmp_path / "missing")


def test_a_record_is_read_back_and_a_broken_one_is_none(tmp_path: Path) -> None:
    record = Record("a/b", "c" * 40, "http://127.0.0.1", {"config.json": Kept(3, "d" * 64, "e" * 40)})
    place = tmp_path / "inner" / "record.json"
    assert records.read(place) is None
    records.write(record, place)
    assert records.read(place) == record
    assert [file.name for file in place.parent.iterdir()] == ["record.json"]
    place.write_bytes(place.read_bytes()[:-3])
    assert records.read(place) is None
