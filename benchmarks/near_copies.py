"""How well the same story of several outlets is found: made-up near copies, and all pairs of different articles.

    python benchmarks/near_copies.py FILE.jsonl... [--articles 400]

Each line has the German under "text". Prints found of each kind of copy, false pairs, and the time of a pair.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
import time
from collections.abc import Callable
from pathlib import Path

from pipeline import read_bytes
from pipeline.newsletter.grouping import Text, alike
from pipeline.values import Article

COPIES = 100


def article(text: str) -> Text:
    """As a reader gives it."""
    (read,) = read_bytes(text.encode(), "a.txt")
    assert isinstance(read, Article)
    return Text(read)


def cut(text: str) -> list[str]:
    """Its sentences, roughly."""
    return re.split(r"(?<=[.!?])\s+", text)


def kinds(texts: list[str], dice: random.Random) -> dict[str, Callable[[str], str]]:
    """What an outlet does to an agency's text."""

    def some_of_another(text: str) -> str:
        other = cut(dice.choice(texts))
        return " ".join(dice.choice(other) if dice.random() < 0.25 else sentence for sentence in cut(text))

    def in_another_order(text: str) -> str:
        parts = cut(text)
        dice.shuffle(parts)
        return " ".join(parts)

    def a_part_with_another_beginning(text: str) -> str:
        parts = cut(text)
        return " ".join([*cut(dice.choice(texts))[:3], *parts[: max(4, len(parts) // 2)]])

    return {
        "first half": lambda text: " ".join(cut(text)[: max(3, len(cut(text)) // 2)]),
        "a quarter of the sentences from elsewhere": some_of_another,
        "sentences in another order": in_another_order,
        "all numbers changed": lambda text: re.sub(r"\d+", lambda number: str(int(number[0]) + 7), text),
        "every eighth word gone": lambda text: " ".join(word for word in text.split() if dice.random() > 0.125),
        "first half behind another beginning": a_part_with_another_beginning,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--articles", type=int, default=400)
    asked = parser.parse_args()
    texts = [json.loads(line)["text"] for file in asked.files for line in file.read_text("utf-8").splitlines()]
    texts = [text for text in texts if len(text) > 400]
    dice = random.Random(1)
    dice.shuffle(texts)
    for kind, change in kinds(texts, dice).items():
        found = sum(alike(article(text), article(change(text))) for text in texts[:COPIES])
        print(f"{kind}: {found} of {COPIES}")
    articles = [article(text) for text in texts[: asked.articles]]
    began = time.perf_counter()
    pairs = list(itertools.combinations(articles, 2))
    false = [(one.article.text[:60], other.article.text[:60]) for one, other in pairs if alike(one, other)]
    spent = (time.perf_counter() - began) / len(pairs) * 1000
    print(f"different articles: {len(false)} of {len(pairs)} pairs taken for one story; {spent:.2f} ms a pair")
    for one, other in false:
        print(f"  {one!r} / {other!r}")


if __name__ == "__main__":
    main()
