"""How often a printed sentence of a brief has a severe flag, and which: for people to read and judge.

    python -m benchmarks.printed ARTICLES.jsonl                   briefs of the first 180 articles, three sentences each
    ... --articles 40 --sentences 5 --cache results.sqlite        other numbers; a file that remembers what was computed

Prints every flag with its German and English, and the counts: what was flagged before anything was tried again, what is
flagged still, and what of that is printed.
"""
from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from pipeline import Article, Brief, Cache, Failure, How, Summarize, Translate, find_model, make_briefs
from pipeline.values import Severity


def main() -> None:
    """Make the briefs, print what is flagged, and count."""
    options = _options()
    translate = Translate(find_model("auto", task="translation"))
    summarize = Summarize(find_model("auto", task="summarization"), sentences=options.sentences)
    counts: Counter[str] = Counter()
    with ExitStack() as opened:
        cache = opened.enter_context(Cache(options.cache)) if options.cache else None
        for brief in make_briefs(_articles(options), translate, summarize, How(cache=cache)):
            if isinstance(brief, Failure):
                counts["articles that failed"] += 1
                continue
            _count(brief, counts)
    for name, count in counts.items():
        print(f"{count:6} {name}")


def _articles(options: argparse.Namespace) -> Iterator[Article | Failure]:
    from pipeline import read_bytes

    for number, line in enumerate(options.file.read_text("utf-8").splitlines()[: options.articles]):
        yield from read_bytes(json.loads(line)["text"].encode(), f"article {number}")


def _count(brief: Brief, counts: Counter[str]) -> None:
    english = brief.translation.english
    printed = sorted({place for sentence in brief.summary.sentences for place in sentence.evidence})
    counts["briefs"] += 1
    counts["sentences"] += len(english)
    counts["sentences tried again"] += sum(bool(one.tries) for one in english)
    for place, one in enumerate(english):
        if one.tries and not _severe(brief, place):
            counts[f"mended by {next(t.how for t in one.tries if t.text == one.text)}"] += 1
    counts["sentences flagged severely"] += sum(bool(_severe(brief, place)) for place in range(len(english)))
    counts["printed sentences"] += len(printed)
    counts["printed sentences flagged severely"] += (flagged := sum(bool(_severe(brief, place)) for place in printed))
    counts["briefs with such a sentence"] += flagged > 0
    for place in printed:
        for name, message in _severe(brief, place):
            counts[f"severe flags of {name}, printed"] += 1
            print(f"{brief.translation.article.source}, {name}: {message}")
            print(f"    {brief.translation.sentences[place].text}\n    {english[place].text}")


def _severe(brief: Brief, place: int) -> list[tuple[str, str]]:
    flags = brief.translation.english[place].flags
    return [(flag.name, flag.message) for flag in flags if flag.severity is Severity.SEVERE]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=180)
    parser.add_argument("--sentences", type=int, default=3)
    parser.add_argument("--cache", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
