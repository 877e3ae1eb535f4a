"""Converted models appear whole or not at all, whoever is killed and however many ask at once."""
from __future__ import annotations

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import engines, hashes, models
from pipeline.engines import conversion, ctranslate2
from pipeline.engines.converted import MARK, Ended, converted, is_complete
from pipeline.errors import ModelError
from tests.tiny import marian_folder

ASK = """
import sys
from pathlib import Path
from pipeline.engines.converted import converted
with converted(Path(sys.argv[1]), "name") as place:
    print(place, (place / "model.bin").stat().st_size)
"""


def ask(model: Path, cache: Path) -> subprocess.Popen[str]:
    """Another process that wants ``model`` converted; it leads a group of its own, so that all of it can be killed."""
    return subprocess.Popen(
        [sys.executable, "-c", ASK, str(model)],
        env={**os.environ, "PIPELINE_CACHE_FOLDER": str(cache), "PYTHONPATH": os.getcwd()},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_for(folder: Path, pattern: str) -> Path:
    """The first file or folder of that pattern, as soon as there is one."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for found in folder.glob(pattern):
            return found
        time.sleep(0.01)
    raise AssertionError(f"no {pattern} in {folder}")


def visible(folder: Path) -> list[str]:
    return sorted(item.name for item in folder.iterdir() if not item.name.endswith(".lock"))


def test_after_a_kill_in_mid_conversion_two_at_once_share_one_whole_folder(tiny: Path, tmp_path: Path) -> None:
    kept = tmp_path / "converted"
    first = ask(tiny, tmp_path)
    wait_for(kept, ".name.part-*")
    os.killpg(first.pid, signal.SIGKILL)
    first.communicate()
    assert [name[:11] for name in visible(kept)] == [".name.part-"]

    pair = [ask(tiny, tmp_path) for _ in range(2)]
    said = {process.communicate(timeout=120)[0] for process in pair}
    assert [process.returncode for process in pair] == [0, 0]
    assert len(said) == 1
    assert visible(kept) == ["name"]
    assert is_complete(kept / "name")


def test_a_damaged_folder_is_noticed_and_made_again(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIPELINE_CACHE_FOLDER", str(tmp_path))
    place = tmp_path / "converted" / "name"
    place.mkdir(parents=True)
    (place / "model.bin").write_bytes(b"half")
    assert not is_complete(place)
    with converted(tiny, "name") as made:
        assert made == place
        assert is_complete(place)
        size = (place / "model.bin").stat().st_size
    os.truncate(place / "model.bin", size - 1)
    assert not is_complete(place)
    with converted(tiny, "name"), (place / "model.bin").open("r+b") as stream:
        stream.seek(size // 2)
        stream.write(b"other bytes, as many")
    assert not is_complete(place)
    (place / MARK).write_text("[]")
    assert not is_complete(place)


def test_a_folder_that_cannot_be_loaded_is_made_again(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIPELINE_CACHE_FOLDER", str(tmp_path))
    ref = models.find(str(tiny), task="translation", unchecked=True)
    ctranslate2.load(ref.folder, identity=ref.identity, threads=1)
    (place,) = (tmp_path / "converted").glob("[!.]*")
    (place / "model.bin").write_bytes(b"whole, as far as its hash can tell")
    mark = json.loads((place / MARK).read_bytes())
    mark["sha256"] = hashes.digest([file for file in place.iterdir() if file.name != MARK])
    (place / MARK).write_text(json.dumps(mark))
    assert is_complete(place)
    ctranslate2.load(ref.folder, identity=ref.identity, threads=1)
    assert (place / "model.bin").stat().st_size > 10_000


def test_what_was_made_from_a_folder_is_forgotten_with_it(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIPELINE_CACHE_FOLDER", str(tmp_path))
    with converted(tiny, "name") as place:
        assert engines.forget(tmp_path) == 0
        assert engines.forget(tiny) > 10_000
        assert not place.exists()


def test_how_it_ends_says_whether_the_model_or_the_disk_is_to_blame(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    broken = Path(shutil.copytree(tiny, tmp_path / "broken"))
    (broken / "vocab.json").write_text("null")
    assert conversion.main([str(tiny), str(tmp_path / "file" / "x"), "int8"]) == Ended.NO_PLACE
    assert conversion.main([str(broken), str(tmp_path / "y"), "int8"]) == Ended.NO_MODEL


def test_a_disk_that_fills_up_is_one_line(tiny: Path, tmp_path: Path) -> None:
    code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n{ASK}"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tiny)], env={**os.environ, "PIPELINE_CACHE_FOLDER": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "for this run only" in done.stderr
    assert "can hold it (File too large)" in done.stderr.splitlines()[-1]
    assert visible(tmp_path / "converted") == []


def test_without_a_place_to_keep_it_the_conversion_lasts_for_one_run(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("a file is no folder, even to root")
    monkeypatch.setenv("PIPELINE_CACHE_FOLDER", str(tmp_path / "file"))
    with caplog.at_level(logging.WARNING), converted(tiny, "name") as place:
        assert (place / "model.bin").stat().st_size > 10_000
    assert not place.exists()
    assert len(caplog.records) == 1
    assert "for this run only" in caplog.text


def test_a_model_that_cannot_be_converted_says_why_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIPELINE_CACHE_FOLDER", str(tmp_path))
    model = marian_folder(tmp_path / "model")
    (model / "vocab.json").write_text('{"</s>": 0, "<unk>": 1}')
    with pytest.raises(ModelError, match="do not belong together"), converted(model, "name"):
        pass
    assert visible(tmp_path / "converted") == []
