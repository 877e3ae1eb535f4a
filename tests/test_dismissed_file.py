"""The file of dismissals: nothing is lost between processes, and what is no such file is one clear line."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.dismissed import Dismissal
from pipeline.dismissed_file import add, beside, load, remove, rows
from pipeline.errors import InputError, OutputError
from pipeline.values import Severity

ONE = Dismissal("numbers", "Haus 42, „Öl“", "House", Severity.HINT, "No 42.", "it is the door", "2026-11-25T08:00:00Z")
OTHER = Dismissal("names", "Wien", "Rome", at="2026-11-25T08:00:01Z")


def test_what_is_added_is_there_until_it_is_removed(tmp_path: Path) -> None:
    file = beside(tmp_path / "not there yet" / "cache.sqlite")
    assert file.name == "cache.dismissed.sqlite"
    assert (load(file), rows(file)) == ({}, [])
    assert not file.parent.exists()
    add(file, [OTHER, ONE])
    assert rows(file) == [ONE, OTHER]
    assert load(file)[ONE.about] == ONE
    remove(file, [ONE])
    assert rows(file) == [OTHER]


def test_the_last_reason_holds(tmp_path: Path) -> None:
    file = tmp_path / "d.sqlite"
    add(file, [ONE])
    add(file, [Dismissal(*ONE.about, reason="better")])
    assert [each.reason for each in rows(file)] == ["better"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    add(tmp_path / "d.sqlite", [ONE])
    assert stat.S_IMODE((tmp_path / "d.sqlite").stat().st_mode) == 0o600


WRITE = """
import sys
from pathlib import Path
from pipeline.dismissed import Dismissal
from pipeline.dismissed_file import add
for n in range(20):
    add(Path(sys.argv[1]), [Dismissal("numbers", f"{sys.argv[2]} {n}", "x")])
"""


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "d.sqlite"
    writers = [subprocess.Popen([sys.executable, "-c", WRITE, str(file), str(name)]) for name in range(4)]
    while any(writer.poll() is None for writer in writers):
        load(file)
    assert [writer.returncode for writer in writers] == [0, 0, 0, 0]
    assert {each.german for each in rows(file)} == {f"{name} {n}" for name in range(4) for n in range(20)}


def test_an_empty_file_is_one_that_nothing_was_written_to_yet(tmp_path: Path) -> None:
    file = tmp_path / "d.sqlite"
    file.touch()
    assert rows(file) == []
    add(file, [ONE])
    assert rows(file) == [ONE]


def _database(file: Path, *statements: str) -> None:
    with sqlite3.connect(file) as made:
        for statement in statements:
            made.execute(statement)
    made.close()


def _broken(file: Path, way: str) -> None:
    add(file, [ONE])
    data = file.read_bytes()
    if way == "text":
        file.write_text("numbers: dismissed\n" * 100, "utf-8")
    elif way == "cut":
        file.write_bytes(data[: len(data) // 2 + 1])
    elif way == "damaged":
        file.write_bytes(data[:100] + b"\xff" * (len(data) - 100))
    elif way == "odd":
        _database(file, "UPDATE dismissals SET severity = 'grave'")
    elif way == "table gone":
        _database(file, "DROP TABLE dismissals")
    elif way == "folder":
        file.unlink()
        file.mkdir()
    elif way == "other program":
        file.unlink()
        _database(file, "CREATE TABLE photos (name TEXT)")
    elif way == "newer":
        _database(file, "PRAGMA user_version = 9")


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("text", "damaged"), ("cut", "damaged"), ("damaged", "damaged"), ("odd", "damaged"),
        ("table gone", "cannot be used"), ("folder", "cannot be used"),
        ("other program", "no file of dismissed flags"), ("newer", "update german-briefs"),
    ],
)  # fmt: skip
def test_a_broken_file_is_one_line_and_left_alone(tmp_path: Path, way: str, said: str) -> None:
    file = tmp_path / "d.sqlite"
    _broken(file, way)
    before = file.read_bytes() if file.is_file() else b""
    with pytest.raises(InputError, match=said) as caught:
        load(file)
    assert str(caught.value).startswith(str(file))
    assert "\n" not in str(caught.value)
    if way not in ("odd", "folder"):
        with pytest.raises((InputError, OutputError)):
            add(file, [OTHER])
        assert file.read_bytes() == before


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        add(tmp_path / "file" / "d.sqlite", [ONE])
