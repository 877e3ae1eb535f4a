"""Limits for the bands of ``pipeline.confidence``, found on one set of pairs and proved on others."""
from __future__ import annotations

import dataclasses
import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.confidence import BANDS, GROUPS, Band, Calibration, Row
from pipeline.engine import ModelRef
from pipeline.errors import InputError
from pipeline.evaluation.data import Pair
from pipeline.evaluation.figures import mean, missing
from pipeline.sanity import doubts
from pipeline.stages.generate import generate

GOOD = 60.0
"""Sentence chrF from which on a translation is called close to the human one."""
BAD = 40.0
"""Sentence chrF under which it is called far from it."""
SMALLEST = 0.2
"""The least share of the sentences that limits are found on which each band must have."""
GRID = 0.05
"""Limits are looked for at every such share of them, so that single sentences decide nothing."""
SAME = 0.99
"""The share of differences between number types that the margin covers."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One translated sentence of a test set."""

    words: int
    """Of the source."""
    text: str
    score: float
    chrf: float
    nonsense: bool


def scored(model: ModelRef, pairs: Sequence[Pair]) -> list[Scored]:
    """Translate ``pairs`` as the model's makers search, and hold each against its reference.

    Raises InputError if sacrebleu is not installed, or the engine gives no scores.
    """
    try:
        from sacrebleu.metrics.chrf import CHRF
    except ImportError as error:
        raise missing("sacrebleu") from error
    alone = CHRF()
    made = dict(generate(model.load(), [pair.source for pair in pairs], model.search, model.token))
    rows = []
    for index, pair in enumerate(pairs):
        output = made[index]
        if output.score is None:
            raise InputError(f"{model.identity.model} gave no score for {pair.source[:60]!r}")
        chrf = float(alone.sentence_score(output.text, [pair.reference]).score)
        nonsense = bool(doubts(pair.source, output.text, reached_limit=output.reached_limit))
        rows.append(Scored(len(pair.source.split()), output.text, output.score, chrf, nonsense))
    return rows


def limits(rows: Sequence[Scored]) -> tuple[float, float]:
    """The scores that part ``rows`` in three such that chrF differs least inside the parts, the lower limit first.

    Fisher's grouping for maximum homogeneity (1958), the quality grouped in the order of the scores.
    Raises InputError for under 100 rows, of which nothing can be told.
    """
    if len(rows) < 100:
        raise InputError(f"{len(rows)} sentences are too few to find limits on; at least 100 are wanted")
    order = sorted(rows, key=lambda row: row.score)
    sums = [0.0]
    for row in order:
        sums.append(sums[-1] + row.chrf)
    steps = round(1 / GRID)
    least = round(SMALLEST * steps)
    cuts = [len(order) * step // steps for step in range(steps + 1)]

    def explained(start: int, end: int) -> float:
        return (sums[cuts[end]] - sums[cuts[start]]) ** 2 / (cuts[end] - cuts[start])

    _, first, second = max(
        (explained(0, one) + explained(one, two) + explained(two, steps), one, two)
        for one in range(least, steps - 2 * least + 1)
        for two in range(one + least, steps - least + 1)
    )
    return round(order[cuts[first]].score, 3), round(order[cuts[second]].score, 3)


def margin(rows: Sequence[Scored], others: Sequence[Scored]) -> float:
    """What the scores of the same words in another number type differ by at most, up to the next 0.005.

    Raises InputError if no sentence came out in the same words.
    """
    pairs = zip(rows, others, strict=True)
    apart = sorted(abs(one.score - other.score) for one, other in pairs if one.text == other.text)
    if not apart:
        raise InputError("No sentence comes out the same in both number types; the margin cannot be told")
    return math.ceil(apart[int(SAME * (len(apart) - 1))] * 200) / 200


def calibrated(
    weights: str, tuned: Sequence[Scored], margin: float, proof: Mapping[str, Sequence[Scored]], derived: str
) -> Calibration:
    """Limits from ``tuned``, and what their bands are worth in each set of ``proof``. Short is up to median length."""
    low, high = limits(tuned)
    bare = Calibration(weights, high, low, margin, derived, ())
    table = (row for name, rows in proof.items() for row in rows_of(bare, name, rows))
    return dataclasses.replace(bare, rows=tuple(table))


def rows_of(bare: Calibration, name: str, rows: Sequence[Scored]) -> list[Row]:
    """What each band is worth among ``rows``, all of them, short ones and long ones; nothing of none."""
    if not rows:
        return []
    middle = sorted(row.words for row in rows)[len(rows) // 2]
    split = {
        "all": rows,
        "short": [row for row in rows if row.words <= middle],
        "long": [row for row in rows if row.words > middle],
    }
    return [
        _row(name, group, band, chosen)
        for group in GROUPS
        for band in BANDS
        if (chosen := [row for row in split[group] if bare.place(row.score) == band])
    ]


def _row(name: str, group: str, band: Band, rows: Sequence[Scored]) -> Row:
    chrf = [row.chrf for row in rows]
    figure = mean(chrf)
    good, bad = sum(value >= GOOD for value in chrf), sum(value < BAD for value in chrf)
    return Row(
        name, group, band, len(rows), round(figure.value, 1), round(figure.low, 1), round(figure.high, 1),
        good, bad, sum(row.nonsense for row in rows),
    )  # fmt: skip


def write(calibration: Calibration, file: Path) -> None:
    """Keep a calibration where ``pipeline.confidence.read`` looks for it. Raises OSError if it cannot be written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(dataclasses.asdict(calibration), indent=1) + "\n", "utf-8")


def markdown(calibration: Calibration) -> str:
    """The table for people."""
    head = (
        f"Limits {calibration.low} and {calibration.high}, margin {calibration.margin}; from {calibration.derived}.\n\n"
        "| data | sentences | band | share | mean chrF (95%) | chrF 60 or more | under 40 | nonsense |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
    )
    totals: Counter[tuple[str, str]] = Counter()
    for row in calibration.rows:
        totals[row.data, row.group] += row.sentences
    lines = [
        f"| {row.data} | {row.group} | {row.band} "
        f"| {row.sentences} ({row.sentences / totals[row.data, row.group]:.0%}) "
        f"| {row.chrf} ({row.lowest} to {row.highest}) | {row.good / row.sentences:.0%} "
        f"| {row.bad / row.sentences:.0%} | {row.flagged / row.sentences:.1%} |\n"
        for row in calibration.rows
    ]
    verdict = "The calibration holds." if calibration.holds() else "The calibration DOES NOT HOLD: no bands are shown."
    return head + "".join(lines) + f"\n{verdict}\n"


def beyond_length(rows: Sequence[Scored]) -> tuple[float, float, float]:
    """Rank correlations with chrF: of the score, of the source's length, and of the score with length held fixed."""
    ranks = [_ranks(values) for values in ([r.score for r in rows], [r.words for r in rows], [r.chrf for r in rows])]
    score, words, chrf = ranks
    with_chrf, length, between = _correlation(score, chrf), _correlation(words, chrf), _correlation(score, words)
    partial = (with_chrf - between * length) / math.sqrt((1 - between**2) * (1 - length**2))
    return with_chrf, length, partial


def _ranks(values: Sequence[float]) -> list[float]:
    """The place of each value, equal ones sharing the mean of theirs."""
    places: dict[float, list[int]] = {}
    for place, value in enumerate(sorted(values)):
        places.setdefault(value, []).append(place)
    return [sum(places[value]) / len(places[value]) for value in values]


def _correlation(one: Sequence[float], other: Sequence[float]) -> float:
    from statistics import correlation

    return correlation(one, other)
