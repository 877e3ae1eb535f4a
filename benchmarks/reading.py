"""What the reader finds in real articles, and how well and how fast sentences are cut.

    python benchmarks/reading.py --articles standard-articles.jsonl --gold wikinews.jsonl --rules golden-rules.jsonl \\
        --lines dev-newstest2019.tsv

The first three are JSON Lines: ``--articles`` with a field ``text`` (10kGNAD), ``--gold`` with ``text`` and
``sentences`` (german-news-quotation-attribution-2024), ``--rules`` with the same two (pragmatic_segmenter).
``--lines`` is a table with a sentence or headline in the first column, five of which are joined at a time; nothing
was tuned on it. ``pysbd`` is measured beside ours where it is installed.

Boundaries are compared by the number of visible characters before them. The gold sentences were also cut at some
colons and semicolons, and the held-out lines hold headlines: "at full stops" leaves those out of recall. Lines of
two sentences count against precision. Rules are counted twice: with white space collapsed and the splitter alone,
the same for both; and as a text file through our reader, whose paragraphs help.
``--show KIND`` prints every block of a kind, to be read by eye.
"""
from __future__ import annotations

import argparse
import collections
import importlib
import importlib.util
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipeline.news import recognise
from pipeline.readers.text import read
from pipeline.splitter import split
from pipeline.stage import run
from pipeline.stages.segment import Segment
from pipeline.values import Article, Kind

Split = Callable[[str], list[tuple[int, int]]]

_STOP = re.compile(r"[.!?…][\"'“”»«)\]]*\Z")


def main() -> None:
    """Print what was asked for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=Path)
    options.add_argument("--gold", type=Path)
    options.add_argument("--rules", type=Path)
    options.add_argument("--lines", type=Path)
    options.add_argument("--show", choices=[kind.value for kind in Kind])
    asked = options.parse_args()
    if asked.articles:
        measure_articles(asked.articles, asked.show)
    for name, splitter in splitters():
        if asked.gold:
            measure(f"{name}, gold", splitter, gold_paragraphs(asked.gold))
        if asked.lines:
            measure(f"{name}, held out", splitter, joined_lines(asked.lines))
        if asked.rules:
            measure_bare_rules(name, splitter, asked.rules)
    if asked.rules:
        measure_rules(asked.rules)


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


def splitters() -> Iterator[tuple[str, Split]]:
    """Ours, and pysbd if there is one."""
    yield "ours", split
    if importlib.util.find_spec("pysbd") is not None:
        segmenter = importlib.import_module("pysbd").Segmenter(language="de", clean=False, char_span=True)
        yield "pysbd", lambda text: [(span.start, span.end) for span in segmenter.segment(text)]


def measure(name: str, splitter: Split, texts: Iterator[tuple[str, set[int]]]) -> None:
    """Print precision, recall and F1 of the boundaries, and the speed."""
    right = false = missed = missed_stops = characters = 0
    seconds = 0.0
    for text, gold in texts:
        begun = time.perf_counter()
        cuts = splitter(text)
        seconds += time.perf_counter() - begun
        characters += len(text)
        found = {visible(text[:end]) for _, end in cuts} - {visible(text)}
        right += len(found & gold)
        false += len(found - gold)
        missed += len(gold - found)
        joined = "".join(text.split())
        missed_stops += sum(_STOP.search(joined[max(0, place - 5) : place]) is not None for place in gold - found)
    print(f"{name}: precision {right / (right + false):.4f} ({false} false); all boundaries "
          f"{scores(right, false, missed)}; at full stops {scores(right, false, missed_stops)}; "
          f"{characters / seconds / 1e6:.2f} million characters a second")


def gold_paragraphs(path: Path) -> Iterator[tuple[str, set[int]]]:
    """The paragraphs of all articles."""
    for line in lines(path):
        yield from paragraphs(line["text"], line["sentences"])


def joined_lines(path: Path) -> Iterator[tuple[str, set[int]]]:
    """Five lines of the first column at a time as one text."""
    column = [" ".join(line.split("\t")[0].split()) for line in path.read_text(encoding="utf-8").splitlines()]
    for start in range(0, len(column) - 4, 5):
        yield from paragraphs(" ".join(column[start : start + 5]), column[start : start + 5])


def measure_bare_rules(name: str, splitter: Split, path: Path) -> None:
    """Print how many rules hold for a splitter alone."""
    held = 0
    for line in lines(path):
        text = " ".join(line["text"].split())
        found = ["".join(text[start:end].split()) for start, end in splitter(text)]
        held += found == ["".join(sentence.split()) for sentence in line["sentences"]]
    print(f"{name}, golden rules, splitter alone: {held} hold")


def scores(right: int, false: int, missed: int) -> str:
    """Recall and F1, for people."""
    return f"recall {right / (right + missed):.4f} F1 {2 * right / (2 * right + false + missed):.4f}"


def paragraphs(text: str, sentences: list[str]) -> Iterator[tuple[str, set[int]]]:
    """Each paragraph, white space collapsed, with its inner gold boundaries in visible characters."""
    ends = []
    done = 0
    for sentence in sentences:
        done += visible(sentence)
        ends.append(done)
    start = 0
    for paragraph in text.split("\n"):
        length = visible(paragraph)
        if length:
            yield " ".join(paragraph.split()), {end - start for end in ends if start < end < start + length}
        start += length


def visible(text: str) -> int:
    """How many characters of ``text`` are not white space."""
    return len("".join(text.split()))


def measure_rules(path: Path) -> None:
    """Print how many rules hold when the text goes through reader and stage, and those that do not."""
    held = failed = 0
    for line in lines(path):
        (article,) = read(line["text"].encode(), "rule")
        if not isinstance(article, Article):
            sys.exit(f"not read: {line['text']!r}")
        (whole,) = run(Segment(), [article])
        found = ["".join(sentence.text.split()) for sentence in whole.sentences]
        if found == ["".join(sentence.split()) for sentence in line["sentences"]]:
            held += 1
        else:
            failed += 1
            print("  fails:", found)
    print(f"golden rules through reader and stage: {held} of {held + failed} hold")


if __name__ == "__main__":
    main()
