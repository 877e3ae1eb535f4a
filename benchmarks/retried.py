"""What the scores of sentences that were tried again are worth, in the bands of those that were not.

    python -m benchmarks.retried pairs.tsv more.tsv ...

Each line holds a German sentence, a tab and its human translation. A sentence counts that is one for the program too,
and that has a score still. For bands to be shown, each must have 30 sentences or more in each group, and better ones
the better mean chrF with 95% intervals that do not touch, as ``Calibration.holds`` asks of all bands.
"""
from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline import Article, Failure, Translate, find_model, read_bytes, translate_articles
from pipeline.confidence import BANDS, FEWEST, GROUPS, Calibration, read
from pipeline.evaluation.calibration import Scored, rows_of
from pipeline.evaluation.data import Pair, read_pairs
from pipeline.values import English


def main() -> None:
    """Translate the pairs as articles of one sentence, and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path, nargs="+")
    options = parser.parse_args()
    pairs = [pair for file in options.pairs for pair in read_pairs(file)]
    model = find_model("auto", task="translation")
    calibration = read(model)
    if calibration is None:
        parser.error(f"{model.identity.model} has no limits for bands yet: see python -m benchmarks.confidence --help")
    ways: Counter[str] = Counter()
    retried: list[Scored] = []
    once: list[Scored] = []
    for pair, english in _translated(Translate(model), pairs):
        (retried if english.tries else once).append(_scored(pair, english))
        if english.tries:
            ways[next(one.how for one in english.tries if one.text == english.text)] += 1
    kept = ", ".join(f"{way} {count}" for way, count in ways.items())
    print(f"{len(pairs)} pairs; tried again and kept: {kept or 'none'}")
    print("\n| sentences | group | band | number | mean chrF (95%) |\n| --- | --- | --- | --- | --- |")
    for name, rows in (("tried once", once), ("tried again", retried)):
        for row in rows_of(calibration, name, rows):
            interval = f"{row.chrf} ({row.lowest} to {row.highest})"
            print(f"| {name} | {row.group} | {row.band} | {row.sentences} | {interval} |")
    print(_verdict(calibration, retried))


def _verdict(calibration: Calibration, rows: Sequence[Scored]) -> str:
    table = {(row.group, row.band): row.sentences for row in rows_of(calibration, "tried again", rows)}
    least = min(table.get((group, band), 0) for group in GROUPS for band in BANDS)
    enough = "enough" if least >= FEWEST else "too few"
    return f"\nThe smallest band has {least} sentences; {FEWEST} are wanted: {enough}."


def _translated(translate: Translate, pairs: Sequence[Pair]) -> Iterator[tuple[Pair, English]]:
    for pair, done in zip(pairs, translate_articles(_articles(pairs), translate), strict=True):
        if not isinstance(done, Failure) and len(done.english) == 1 and done.english[0].score is not None:
            yield pair, done.english[0]


def _articles(pairs: Sequence[Pair]) -> Iterator[Article | Failure]:
    for number, pair in enumerate(pairs):
        yield next(iter(read_bytes(pair.source.encode(), f"pair {number}")))


def _scored(pair: Pair, english: English) -> Scored:
    from sacrebleu.metrics.chrf import CHRF

    chrf = float(CHRF().sentence_score(english.text, [pair.reference]).score)
    return Scored(len(pair.source.split()), english.text, english.score or 0.0, chrf, nonsense=False)


if __name__ == "__main__":
    main()
