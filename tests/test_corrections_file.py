"""The file of corrections: nothing is lost between processes, nothing is deleted, and what is no such file is told."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import corrections_jsonl
from pipeline.corrections import Correction, standing
from pipeline.corrections_file import FILE, Fate, add, beside, history, load, merge, retire, undo
from pipeline.errors import InputError, OutputError

ONE = Correction("Haus 42, „Öl“", "House 42, “oil”", "Home", "Anna", "2026-11-25T08:00:00Z")
OTHER = Correction("Wien", "Vienna", at="2026-11-25T08:00:01Z", source="nl", target="fr")
LATER = replace(ONE, english="No 42, “oil”", by="Ben", at="2026-11-25T09:00:00Z")


def holding(file: Path) -> list[str]:
    return [each.english for each in load(file).values()]


def test_what_is_added_holds_and_comes_back_whole(tmp_path: Path) -> None:
    file = beside(tmp_path / "not there yet" / "cache.sqlite")
    assert file.name == "cache.corrections.sqlite"
    assert (load(file), history(file)) == ({}, [])
    assert not file.parent.exists()
    kept = add(file, [ONE, OTHER])
    assert [each.number for each in kept] == [1, 2]
    assert history(file) == kept
    assert load(file) == {ONE.about: ONE, OTHER.about: OTHER}


def test_a_later_one_holds_and_undoing_it_brings_the_older_back(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    add(file, [ONE])
    (later,) = add(file, [LATER])
    assert holding(file) == [LATER.english]
    assert undo(file, later.number, "2026-11-25T10:00:00Z") == later
    assert holding(file) == [ONE.english]
    undo(file, 1, "2026-11-25T10:00:01Z")
    assert load(file) == {}
    assert [(each.correction, each.undone) for each in history(file)] == [
        (ONE, "2026-11-25T10:00:01Z"), (LATER, "2026-11-25T10:00:00Z"),
    ]  # fmt: skip


def test_what_is_retired_is_undone_one_after_the_other_as_far_as_asked(tmp_path: Path) -> None:
    file, at = tmp_path / "c.sqlite", "2026-11-25T10:00:00Z"
    assert retire(file, {ONE.about: None}, at) == []
    assert not file.exists()
    third = replace(LATER, english="Forty-two", at="2026-11-25T09:30:00Z")
    for each in (ONE, LATER, third, OTHER):
        add(file, [each])
    assert retire(file, {ONE.about: frozenset({ONE.english, LATER.english})}, at) == []
    assert holding(file) == [third.english, OTHER.english]
    (gone,) = retire(file, {ONE.about: frozenset({third.english, LATER.english})}, at)
    assert gone.correction == third
    assert holding(file) == [ONE.english, OTHER.english]
    add(file, [replace(third, at="2026-11-25T11:00:00Z")])
    retire(file, {ONE.about: None}, at)
    assert holding(file) == [OTHER.english]
    assert [bool(each.undone) for each in history(file)] == [True, True, True, False, True]


def test_what_cannot_be_undone_is_said(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    with pytest.raises(InputError, match="no correction 1"):
        undo(file, 1, ONE.at)
    assert not file.exists()
    add(file, [ONE])
    undo(file, 1, ONE.at)
    with pytest.raises(InputError, match=f"already, at {ONE.at}"):
        undo(file, 1, LATER.at)
    assert history(file)[0].undone == ONE.at


def test_the_same_again_is_not_stored_twice(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    add(file, [ONE])
    assert add(file, [replace(ONE, at=LATER.at)]) == []
    assert len(history(file)) == 1


def test_the_last_word_holds_though_another_clock_was_ahead(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    add(file, [LATER])
    (kept,) = add(file, [ONE])
    assert kept.correction.at == "2026-11-25T09:00:01Z"
    assert holding(file) == [ONE.english]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    add(tmp_path / "c.sqlite", [ONE])
    assert stat.S_IMODE((tmp_path / "c.sqlite").stat().st_mode) == 0o600


@pytest.mark.parametrize("order", ["older first", "newer first"])
def test_the_newer_holds_in_whichever_order_they_come(tmp_path: Path, order: str) -> None:
    file = tmp_path / "c.sqlite"
    here, there = (ONE, LATER) if order == "older first" else (LATER, ONE)
    add(file, [here])
    (done,) = merge(file, [(there, "")])
    assert done.fate is (Fate.NEWER if there is LATER else Fate.OLDER)
    assert done.stood is not None
    assert done.stood.correction == here
    assert holding(file) == [LATER.english]
    assert len(history(file)) == 2


def test_what_is_known_is_not_stored_again_and_what_is_undone_is_undone(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    add(file, [ONE])
    fates = [each.fate for each in merge(file, [(ONE, ""), (OTHER, ""), (LATER, "2026-11-25T10:00:00Z")])]
    assert fates == [Fate.KNOWN, Fate.ADDED, Fate.UNDONE]
    assert holding(file) == [ONE.english, OTHER.english]
    assert [each.fate for each in merge(file, [(ONE, "2026-11-25T11:00:00Z")])] == [Fate.UNDONE]
    assert [each.fate for each in merge(file, [(ONE, "")])] == [Fate.KNOWN]
    assert holding(file) == [OTHER.english]


def test_two_stores_that_exchange_all_hold_the_same(tmp_path: Path) -> None:
    here, there = tmp_path / "here.sqlite", tmp_path / "there.sqlite"
    add(here, [ONE, OTHER])
    undo(here, 2, "2026-11-25T10:00:00Z")
    add(there, [LATER, OTHER])
    for source, target in ((here, there), (there, here), (here, there)):
        merge(target, corrections_jsonl.read(corrections_jsonl.write(history(source))))
    assert load(here) == load(there) == {LATER.about: LATER}


WRITE = """
import sys
from pathlib import Path
from pipeline.corrections import Correction
from pipeline.corrections_file import add
for n in range(20):
    add(Path(sys.argv[1]), [Correction(f"{sys.argv[2]} {n}", "x"), Correction("one for all", f"{sys.argv[2]} {n}")])
"""


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    first = "2026-11-25T08:00:00Z"
    code = WRITE.replace('"x")', f'"x", at="{first}")').replace('{n}")])', f'{{n}}", at="{first}")])')
    writers = [subprocess.Popen([sys.executable, "-c", code, str(file), str(name)]) for name in range(4)]
    while any(writer.poll() is None for writer in writers):
        load(file)
    assert [writer.returncode for writer in writers] == [0, 0, 0, 0]
    kept = history(file)
    assert {each.correction.german for each in kept} >= {f"{name} {n}" for name in range(4) for n in range(20)}
    shared = [each for each in kept if each.correction.german == "one for all"]
    assert len(shared) == 80
    assert [each for each in standing(kept) if each.correction.german == "one for all"] == [shared[-1]]


def test_what_a_killed_process_had_not_stored_whole_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    add(file, [ONE])
    code = """
import os, signal, sys
from pathlib import Path
from pipeline.corrections_file import FILE, _insert
from pipeline.corrections import Correction
with FILE.write(Path(sys.argv[1])) as file:
    _insert(file, Correction("half", "done"), "")
    print("in the middle", flush=True)
    signal.pause()
"""
    with subprocess.Popen([sys.executable, "-c", code, str(file)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
    assert [each.correction for each in history(file)] == [ONE]
    add(file, [OTHER])
    assert len(history(file)) == 2


def _database(file: Path, *statements: str) -> None:
    with sqlite3.connect(file) as made:
        for statement in statements:
            made.execute(statement)
    made.close()


def _broken(file: Path, way: str) -> None:
    add(file, [ONE])
    data = file.read_bytes()
    if way == "text":
        file.write_text("Wien is Vienna\n" * 100, "utf-8")
    elif way == "cut":
        file.write_bytes(data[: len(data) // 2 + 1])
    elif way == "table gone":
        _database(file, "DROP TABLE corrections")
    elif way == "other program":
        file.unlink()
        _database(file, "CREATE TABLE photos (name TEXT)")
    elif way == "dismissed flags":
        _database(file, f"PRAGMA application_id = {FILE.application + 3}")
    elif way == "newer":
        _database(file, "PRAGMA user_version = 9")


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("text", "damaged"), ("cut", "damaged"), ("table gone", "cannot be used"),
        ("other program", "no file of corrections"), ("dismissed flags", "no file of corrections"),
        ("newer", "update german-briefs"),
    ],
)  # fmt: skip
def test_a_broken_file_is_one_line_and_left_alone(tmp_path: Path, way: str, said: str) -> None:
    file = tmp_path / "c.sqlite"
    _broken(file, way)
    before = file.read_bytes()
    with pytest.raises(InputError, match=said) as caught:
        load(file)
    assert str(caught.value).startswith(str(file))
    assert "\n" not in str(caught.value)
    with pytest.raises((InputError, OutputError)):
        add(file, [OTHER])
    assert file.read_bytes() == before


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        add(tmp_path / "file" / "c.sqlite", [ONE])


def test_lines_come_back_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    add(file, [ONE, OTHER])
    undo(file, 2, LATER.at)
    assert corrections_jsonl.read(corrections_jsonl.write(history(file))) == [(ONE, ""), (OTHER, LATER.at)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2"), ("[]", "no object"), ('{"german": "a", "english": "b"}', "lacks 'at'"),
        ('{"german": "a", "english": " ", "at": "2026-01-01T00:00:00Z"}', "empty"),
        ('{"german": "a", "english": "b", "at": "yesterday"}', "must be a time"),
        ('{"german": "a", "english": "b", "at": "2926-01-01T00:00:00Z"}', "no time at which"),
        ('{"german": "a", "english": 1, "at": "2026-01-01T00:00:00Z"}', "english must be a text"),
        ('{"german": "a", "english": "\\ud800", "at": "2026-01-01T00:00:00Z"}', "surrogates"),
        ('{"german": "a", "english": "b", "at": "2026-01-01T00:00:00Z", "colour": "red"}', "no field 'colour'"),
        ('{"german": "a", "english": "b", "at": "2026-01-01T00:00:00Z", "source": "x"}', "code of a language"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_correction_is_named(line: str, said: str) -> None:
    good = corrections_jsonl.write([])
    with pytest.raises(InputError, match=said) as caught:
        corrections_jsonl.read(f"{good}\n{line}\n")
    assert "line 2 is no correction" in str(caught.value)
    assert "\n" not in str(caught.value)
