"""A place for each test, and at the end what was done."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import counts
from tests.faults.place import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "place")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if counts.table:
        terminalreporter.section(f"faults done ({'whole' if counts.WHOLE else 'short version; make faults does all'})")
        for line in counts.lines():
            terminalreporter.write_line(line)
