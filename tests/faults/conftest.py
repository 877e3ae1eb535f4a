"""A place for each test, and at the end what was done."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.faults import counts
from tests.faults.place import ARTICLES, Done, Place

# Signals, terminals, user ids and limits are those of POSIX.
collect_ignore_glob = [] if os.name == "posix" else ["test_*.py"]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "place")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, Done]:
    """A run of ``ARTICLES``, done once."""
    place = Place(tmp_path_factory.mktemp("made") / "place")
    for number, name in enumerate(ARTICLES):
        place.write(name, seed=number)
    done = place.run(*ARTICLES)
    assert done.code == 0, done.err
    return place, done


@pytest.fixture
def right(place: Place, made: tuple[Place, Done]) -> Done:
    """The run of ``ARTICLES``, whose outputs and cache are in ``place`` as after it."""
    for name in ("work", "caches"):
        shutil.copytree(made[0].root / name, place.root / name, dirs_exist_ok=True)
    return made[1]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if counts.table:
        terminalreporter.section(f"faults done ({'whole' if counts.WHOLE else 'short version; make faults does all'})")
        for line in counts.lines():
            terminalreporter.write_line(line)
