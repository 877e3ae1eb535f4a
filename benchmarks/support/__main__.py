"""Whether support is found, and what the fallback notices: the tables of docs/quality.md.

    python -m benchmarks.support pairs.tsv                        limits set on the first half, figures of the second
    python -m benchmarks.support pairs.tsv --tune                 figures of the first half
    ... --articles gold-dev.jsonl                                 human summaries, and the bundled model's own words too

Each line of the file holds German, a tab and English. The German is translated by the bundled model. rapidfuzz is
compared too where it is installed.
"""
from __future__ import annotations

import argparse
import itertools
import random
import time
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from benchmarks.support import spoiling, ways
from benchmarks.support.cases import Case, cases
from benchmarks.support.ways import Ranked, Way
from pipeline import find_model, support
from pipeline.evaluation.data import read_examples
from pipeline.faithfulness import doubts
from pipeline.sentences import split
from pipeline.stages.choose import Candidate
from pipeline.stages.fall_back import fall_back
from pipeline.stages.write import write
from pipeline.values import Severity

Choose = Callable[[Ranked, float, float], set[int]]


def covered(ranked: Ranked, enough: float, more: float) -> set[int]:
    """Sentences that each add ``more``, if together they cover ``enough``."""
    kept = ranked[:1] + list(itertools.takewhile(lambda row: row[1] >= more, ranked[1:]))
    return {place for place, _ in kept} if sum(value for _, value in kept) >= enough else set()


def alike(ranked: Ranked, enough: float, share: float) -> set[int]:
    """Sentences that are ``enough`` alike, and at least this share of the best."""
    return {place for place, value in ranked if value >= enough and value >= share * ranked[0][1]}


COVER = [(enough / 100, more / 100) for enough in range(14, 76, 2) for more in range(8, 32, 2)]
ALIKE = [(enough / 100, share / 100) for enough in range(5, 90, 3) for share in range(40, 101, 10)]
FIRST = [(enough / 100, 9.0) for enough in range(20, 80, 2)]


def compared() -> dict[str, tuple[Way, Choose, Sequence[tuple[float, float]]]]:
    """Name of a way, the way, how it chooses, and the limits to try."""
    rows = {
        "words, one sentence, half of them (as before)": (ways.covering(ways.words, rare=False), covered, [(0.5, 9.0)]),
        "words, one sentence": (ways.covering(ways.words, rare=False), covered, FIRST),
        "stems, covering (ROUGE-1 recall)": (ways.covering(ways.stems, rare=False), covered, COVER),
        "stems, covering, rare ones count more": (ways.covering(ways.stems), covered, COVER),
        "five letters of a word, covering": (ways.covering(ways.beginnings), covered, COVER),
        "**four characters, covering (used)**": (
            ways.covering(ways.characters(4)), covered, [(support.ENOUGH, support.MORE)],
        ),
        "three to five characters, covering": (ways.covering(ways.characters(3, 4, 5)), covered, COVER),
        "stems, TF-IDF cosine": (ways.comparing(ways.tfidf), alike, ALIKE),
        "stems, BM25": (ways.comparing(ways.bm25), alike, ALIKE),
        "stems, ROUGE-L recall": (ways.comparing(ways.rouge_l), alike, ALIKE),
        "two to five characters, chrF": (ways.comparing(ways.chrf), alike, ALIKE),
    }  # fmt: skip
    if find_spec("rapidfuzz"):
        rows["rapidfuzz token_set_ratio"] = (ways.comparing(ways.token_set), alike, ALIKE)
    return rows


def figures(rows: Sequence[Case], chosen: Iterable[set[int]]) -> dict[str, float]:
    """Shares, 0 to 1: see the heads of the table."""
    right = wrong = wanted = 0
    found: dict[str, list[bool]] = {}
    for case, places in zip(rows, chosen, strict=True):
        right, wrong = right + len(places & case.gold), wrong + len(places - case.gold) * bool(case.gold)
        wanted += len(case.gold)
        if not case.gold:
            found.setdefault(case.way, []).append(not places)
            continue
        found.setdefault("no support", []).append(not places)
        found.setdefault(case.way, []).append(case.gold <= places)
    shares = {name: sum(row) / len(row) for name, row in found.items()}
    return shares | {"precision": right / max(1, right + wrong), "recall": right / max(1, wanted)}


def worth(row: dict[str, float]) -> float:
    """What limits are chosen by: F1 of support, and unsupported sentences noticed, for equal parts."""
    f1 = 2 * row["precision"] * row["recall"] / max(1e-9, row["precision"] + row["recall"])
    return f1 + (row["other"] + row["gone"]) / 2


def table(tune: Sequence[Case], shown: Sequence[Case]) -> None:
    """Print how each way does on ``shown``, with its limits set on ``tune``."""
    heads = ("precision", "recall", "paraphrase", "fused", "no support", "other", "gone")
    print("| way | limits | " + " | ".join(heads) + " | ms |\n" + "| --- " * (len(heads) + 3) + "|")
    for name, (way, choose, limits) in compared().items():
        ranked = [way(case.written, case.article) for case in tune]
        best = max(limits, key=lambda pair: worth(figures(tune, (choose(row, *pair) for row in ranked))))
        begun = time.perf_counter()
        ranked = [way(case.written, case.article) for case in shown]
        each = 1000 * (time.perf_counter() - begun) / len(shown)
        row = figures(shown, (choose(line, *best) for line in ranked))
        values = " | ".join(f"{100 * row[head]:.1f}" for head in heads)
        print(f"| {name} | {best[0]:.2f}, {best[1]:.2f} | {values} | {each:.2f} |")


def caught(texts: Sequence[str], name: str) -> None:
    """Print what share of spoiled sentences is refused, and of true ones."""
    chance = random.Random(name)
    names = spoiling.names_in(texts)
    refused: dict[str, list[bool]] = {"untouched": []}
    for written, article in spoiling.true_sentences(texts, chance):
        before = _refused(written, article)
        refused["untouched"].append(before)
        for way, text in spoiling.spoiled(written, article, names, chance):
            if not before:
                refused.setdefault(way, []).append(_refused(text, article))
    print("\n| sentence | number | refused |\n| --- | --- | --- |")
    for way, row in refused.items():
        print(f"| {way} | {len(row)} | {sum(row) / len(row):.1%} |")


def _refused(written: str, article: Sequence[str]) -> bool:
    (found,) = support.supports([written], article)
    flags = doubts(written, found.places, article)
    return not found.places or any(flag.severity is Severity.SEVERE for flag in flags)


def summaries(file: Path) -> None:
    """Print what becomes of human summaries, and of what the bundled model writes freely."""
    examples = read_examples(file, group="src")
    articles = [_sentences(example.article) for example in examples]
    model = find_model("auto", task="summarization")
    free = dict(write(model.load(), dict(enumerate(articles)), model.search))
    human = zip(examples, articles, strict=True)
    rows = [(example.group, article, _sentences(example.summary)) for example, article in human]
    rows += [("the bundled model's", article, list(free[k].sentences)) for k, article in enumerate(articles)]
    rows += [("first three of the article", article, article[:3]) for article in articles]
    print("\n| summaries | sentences | kept | replaced | left out | ms an article |\n" + "| --- " * 6 + "|")
    for group in dict.fromkeys(group for group, _, _ in rows):
        count = kept = replaced = left = 0
        begun, own = time.perf_counter(), [row for row in rows if row[0] == group]
        for _, article, written in own:
            printed, dropped = fall_back(written, [Candidate(text) for text in article])
            count, left = count + len(written), left + dropped
            replaced += sum(one.replaced is not None for one in printed)
            kept += sum(one.replaced is None for one in printed)
        each = 1000 * (time.perf_counter() - begun) / len(own)
        shares = " | ".join(f"{value / count:.0%}" for value in (kept, replaced, left))
        print(f"| {group} | {count} | {shares} | {each:.1f} |")


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text, "en")]


def main() -> None:
    """Measure, and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--tune", action="store_true")
    parser.add_argument("--articles", type=Path)
    options = parser.parse_args()
    pairs = [line.split("\t")[:2] for line in options.file.read_text("utf-8").splitlines() if "\t" in line]
    model = find_model("auto", task="translation")
    machine = {k: output.text for k, output in model.load().generate([german for german, _ in pairs], model.search)}
    lines = [(human, machine[k]) for k, (_, human) in enumerate(pairs)]
    half = len(lines) // 2
    tune = list(cases(lines[:half], "tune"))
    shown, name = (lines[:half], "tune") if options.tune else (lines[half:], "report")
    table(tune, tune if options.tune else list(cases(shown, name)))
    caught([human for human, _ in shown], name)
    if options.articles:
        summaries(options.articles)


if __name__ == "__main__":
    main()
