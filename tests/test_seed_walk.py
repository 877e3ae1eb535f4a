"""Every trap of one sentence in the sample article, with right and wrong English, and what the checks say of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.checks import CHECKS, found
from pipeline.values import Severity

FILE = Path(__file__).parent / "cases" / "traps" / "seed.tsv"
ROWS = [line.split("\t") for line in FILE.read_text("utf-8").splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize(("german", "english", "said"), ROWS)
def test_right_english_passes_and_wrong_is_seen_or_known_not_to_be(german: str, english: str, said: str) -> None:
    flags = found(german, english)
    severe = {flag.name for flag in flags if flag.severity is Severity.SEVERE}
    if said in ("-", "blind"):
        assert severe == set()
    elif said.startswith("hint "):
        assert said.removeprefix("hint ") in {flag.name for flag in flags}
    else:
        assert said in CHECKS
        assert said in severe
