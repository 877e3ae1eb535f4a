"""How sure a translator was of its words, in three bands, where it is shown that these tell good sentences from bad.

Scores of one model cannot be compared with those of another, so limits belong to a model: ``confidence.json`` in its
folder, or of that name in the user's cache folder for a model that the user calibrated (``evaluation/calibration.py``
makes the file). Nothing is said of a model without one, or whose table does not hold.
"""
from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from pipeline.engine import ModelRef
from pipeline.folders import user_cache_folder
from pipeline.values import Translation

Band = Literal["high", "middle", "low"]
BANDS: tuple[Band, ...] = ("high", "middle", "low")
FEWEST = 30
"""Sentences that each row of a table must have to prove anything."""
GROUPS = ("all", "short", "long")
"""What the bands must hold for, each by itself: a score must tell more than how long a sentence is."""
NUMBERS = ("int8", "float32")
"""Number types whose scores the margin makes up for; of others nothing is known."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a band's sentences were worth, in one group of one test set that took no part in setting the limits."""

    data: str
    group: str
    band: Band
    sentences: int
    chrf: float
    """Mean sentence chrF2 against one human translation, 0 to 100."""
    lowest: float
    """The ends of its 95% bootstrap interval."""
    highest: float
    good: int
    """Sentences of chrF 60 or more."""
    bad: int
    """Sentences under chrF 40."""
    flagged: int
    """Sentences that are nonsense by ``sanity``."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The limits of one model's bands, and the proof that they mean something."""

    weights: str
    """``Identity.weights`` of the model."""
    high: float
    """Log-probability a token from which on, the margin added, a sentence is in the high band."""
    low: float
    """The one under which, the margin added, it is in the low band."""
    margin: float
    """What a score may differ by in other number types and on other machines."""
    derived: str
    """What data and which search the limits are from, for people."""
    rows: tuple[Row, ...]

    def holds(self) -> bool:
        """Whether better bands had better sentences in every group of every test set, their intervals apart.

        A table without all groups, or with few sentences in some row, does not hold.
        """
        sets = {row.data for row in self.rows}
        ordered = math.isfinite(self.high) and self.low < self.high <= 0 <= self.margin
        return bool(sets) and ordered and all(self._parted(data, group) for data in sets for group in GROUPS)

    def _parted(self, data: str, group: str) -> bool:
        rows = {row.band: row for row in self.rows if (row.data, row.group) == (data, group)}
        if set(rows) != set(BANDS) or min(row.sentences for row in rows.values()) < FEWEST:
            return False
        return all(rows[better].lowest > rows[worse].highest for better, worse in pairwise(BANDS))

    def place(self, score: float) -> Band:
        """The band of a score whether or not the table holds: for calibrating. Within the margin the lower one."""
        if score >= self.high + self.margin:
            return "high"
        return "middle" if score >= self.low + self.margin else "low"


def band(score: float | None, calibration: Calibration | None) -> Band | None:
    """The band of a translation's score; None without a score, or without a calibration that holds."""
    if score is None or not math.isfinite(score) or calibration is None or not calibration.holds():
        return None
    return calibration.place(score)


def said(band: Band, calibration: Calibration) -> str:
    """What a band means, for people, counted over all test sets of the table."""
    rows = [row for row in calibration.rows if (row.group, row.band) == ("all", band)]
    sentences = sum(row.sentences for row in rows)
    good, bad = (round(100 * sum(counts) / sentences) for counts in ([r.good for r in rows], [r.bad for r in rows]))
    sure = {"high": "sure", "middle": "less sure", "low": "unsure"}[band]
    return (
        f"The translator was {sure} of its words. Of 100 such sentences in a test, {good} came close to a human "
        f"translation and {bad} were far from it. Being sure is not being right."
    )


def with_bands(translation: Translation, calibration: Calibration | None) -> Translation:
    """``translation`` with the band of each sentence; none for one that was tried again, as its search was another."""
    if calibration is None or not calibration.holds():
        return translation
    english = tuple(
        one if one.tries else replace(one, confidence=band(one.score, calibration)) for one in translation.english
    )
    return replace(translation, english=english)


def read(model: ModelRef) -> Calibration | None:
    """The calibration of ``model``, the user's own first; None if there is none of these weights that can be read."""
    if model.identity.compute.split()[-1] not in NUMBERS:
        return None
    for file in (own_file(model), model.folder / "confidence.json"):
        found = _read(file)
        if found is not None and found.weights == model.identity.weights:
            return found
    return None


def own_file(model: ModelRef) -> Path:
    """Where the user's own calibration of a model is kept."""
    return user_cache_folder() / "confidence" / f"{model.identity.weights}.json"


def _read(file: Path) -> Calibration | None:
    """What a file says; None if it is missing or is no such file: without it nothing is claimed."""
    try:
        plain: dict[str, Any] = json.loads(file.read_text("utf-8"))
        rows = tuple(Row(**row) for row in plain.pop("rows"))
        found = Calibration(**plain, rows=rows)
        if found.holds():  # these use every number, so a text among them is noticed here
            for each in BANDS:
                said(each, found)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return found
