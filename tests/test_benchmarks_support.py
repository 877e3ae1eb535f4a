"""The sentences on which support is measured have the support they are said to have."""
from __future__ import annotations

import random

from benchmarks.support import spoiling
from benchmarks.support.cases import cases

TOWNS = [f"{start}{end}" for start in ("Baden", "Linz", "Wels", "Horn", "Krems") for end in "abcdefgh"]
LINES = [(f"Person{n} did not buy {n + 10} red houses in {TOWNS[n]} again.", f"P{n} machine {n}.") for n in range(40)]


def test_gold_support_is_where_the_sentence_comes_from() -> None:
    rows = list(cases(LINES, "x"))
    assert {case.way for case in rows} == {"paraphrase", "fused", "other", "gone"}
    for case in rows:
        humans = {human for human, _ in LINES}
        own = [place for place, text in enumerate(case.article) if f"Person{text.split()[0][1:]} " in case.written]
        if case.way == "paraphrase":
            assert case.written in humans
        assert case.gold == frozenset(own)


def test_true_sentences_keep_negations_and_spoiled_ones_differ_in_one_thing() -> None:
    texts = [human for human, _ in LINES]
    chance = random.Random(1)
    ways = set()
    for written, article in spoiling.true_sentences(texts, chance):
        assert written.count(" not ") == len([text for text in article if text.split()[0] in written.split()])
        for way, text in spoiling.spoiled(written, article, spoiling.names_in(texts), chance):
            ways.add(way)
            assert text != written
    assert {"a digit changed", "a negation left out", "a name from another article"} <= ways
