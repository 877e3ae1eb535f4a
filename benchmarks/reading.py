"""What the reader finds in real articles.

    python benchmarks/reading.py standard-articles.jsonl [--show KIND]

The file is JSON Lines with a field ``text`` (10kGNAD). ``--show`` prints every block of a kind, to be read by eye.
"""
from __future__ import annotations

import argparse
import collections
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.news import recognise
from pipeline.values import Kind


def main() -> None:
    """Print what was asked for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("articles", type=Path)
    options.add_argument("--show", choices=[kind.value for kind in Kind])
    asked = options.parse_args()
    measure_articles(asked.articles, asked.show)


def lines(path: Path) -> Iterator[Any]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def measure_articles(path: Path, show: str | None) -> None:
    """Print the counts of each kind of block, of titles, authors and dates, and the speed."""
    texts = [line["text"] for line in lines(path)]
    begun = time.perf_counter()
    articles = [recognise(text, str(number)) for number, text in enumerate(texts)]
    seconds = time.perf_counter() - begun
    kinds = collections.Counter(block.kind.value for article in articles for block in article.blocks)
    print(f"{len(articles)} articles, {sum(map(len, texts)) / seconds / 1e6:.1f} million characters a second")
    print("  blocks:", ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))
    print("  with a title:", sum(article.title is not None for article in articles),
          "an author:", sum(article.author is not None for article in articles),
          "a date:", sum(article.date is not None for article in articles))
    for article in articles:
        for block in article.blocks:
            if block.kind.value == show:
                print(f"  {article.source}\t{block.text}\t{article.author}\t{article.date}")


if __name__ == "__main__":
    main()
