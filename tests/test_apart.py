"""Work in a process apart ends: with items, with the module's own error, or stopped at its limits."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import pytest

from pipeline.apart import items, spooled
from pipeline.errors import InputError

ODD = """
import os, sys
from pipeline.errors import InputError


def items(file, asked):
    yield "first"
    if asked == "error":
        raise InputError("is not good")
    if asked == "fault":
        raise ValueError("two\\nlines")
    if asked == "hang":
        while True:
            pass
    if asked == "sleep":
        import time
        time.sleep(600)
    if asked == "memory":
        big = []
        while True:
            big.append(bytearray(50_000_000))
    if asked == "deep":
        def down():
            down()
        down()
    if asked == "die":
        os.kill(os.getpid(), 11)
    if asked == "print":
        print("noise")
    if asked == "flood":
        while True:
            yield "x" * 1_000_000
    yield file.read().decode()
"""


@pytest.fixture(autouse=True)
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "odd_reader.py").write_text(ODD, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))


def ask(asked: str, **limits: float) -> list[str]:
    with tempfile.TemporaryFile() as file:
        file.write(b"data")
        file.flush()
        return [*items("odd_reader", file, asked, **limits)]  # type: ignore[arg-type]


@pytest.mark.parametrize("asked", ["", "print"])
def test_items_come_in_order(asked: str) -> None:
    assert ask(asked) == ["first", "data"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("error", r"^is not good$"),
        ("fault", r"^is damaged: two lines$"),
        ("deep", "nested too deeply"),
        ("hang", "in 2 s"),
        ("sleep", "in 2 s"),
        ("memory", "within 1 GB of memory"),
        ("die", "could not be read"),
        ("flood", "could not be read"),
    ],
)
def test_every_other_end_is_one_clear_error(asked: str, said: str) -> None:
    began = time.monotonic()
    with pytest.raises(InputError, match=said):
        ask(asked, seconds=2, megabytes=1000)
    assert time.monotonic() - began < 60


def test_who_stops_asking_ends_the_process() -> None:
    with tempfile.TemporaryFile() as file:
        asked = items("odd_reader", file, "sleep")
        assert next(asked) == "first"
        began = time.monotonic()
        asked.close()  # type: ignore[attr-defined]
        assert time.monotonic() - began < 30


def test_what_cannot_be_sought_in_is_copied_up_to_a_limit(tmp_path: Path) -> None:
    import io
    import os

    out, into = os.pipe()
    os.write(into, b"abc")
    os.close(into)
    with open(out, "rb") as pipe, spooled(pipe, 10) as copy:
        assert copy.read() == b"abc"
    with pytest.raises(InputError, match="more than"), spooled(io.BytesIO(b"abc"), 2):
        pass
