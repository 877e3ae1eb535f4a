"""How well German sentences are cut, beside the libraries that do it.

    python benchmarks/sentences.py --gold wikinews.jsonl --rules german-golden-rules.jsonl --lines newstest2019.tsv

``--gold`` is JSON Lines with ``text`` and ``sentences`` (german-news-quotation-attribution-2024): the rules were worked
out on its lines from 301 on, and the table is of its first 300. ``--rules`` has the same two (pragmatic_segmenter),
``--lines`` a sentence or headline in the first column of each line, five of which are joined at a time. Libraries that
are not installed are left out:

    pip install pysbd sentencex syntok SoMaJo spacy segtok blingfire sentence-splitter

Text is cut paragraph by paragraph, with white space collapsed. Boundaries are compared by the number of visible
characters before them; the end of a paragraph is none. A difference in F1 is tested by paired bootstrap over articles
(10,000 samples); p is how often a library would be as good as ours. "at marks" leaves out of recall the gold
boundaries that stand at no mark at all (within a sentence, and even within a word): no rule could find them.
"""
from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.news import recognise
from pipeline.splitter import split
from pipeline.stage import run
from pipeline.stages.segment import Segment

TEST = 300
"""Articles the table is of."""
SAMPLES = 10_000

_MARK = re.compile(r"[.!?…:;][\"'“”»«)\]]*\Z")

Split = Callable[[str], Sequence[str]]
Counts = tuple[int, int, int]
"""Boundaries that are right, false and missed."""


def ours() -> Split:
    """The program's own."""
    return lambda text: [text[start:end] for start, end in split(text, halves=True)]


def stops() -> Split:
    """The program's own, without halves at colons and semicolons."""
    return lambda text: [text[start:end] for start, end in split(text)]


def pysbd() -> Split:
    """pysbd."""
    return importlib.import_module("pysbd").Segmenter(language="de", clean=False).segment


def sentencex() -> Split:
    """sentencex."""
    segment = importlib.import_module("sentencex").segment
    return lambda text: list(segment("de", text))


def syntok() -> Split:
    """syntok."""
    analyze = importlib.import_module("syntok.segmenter").analyze
    return lambda text: [
        "".join(token.spacing + token.value for token in sentence) for part in analyze(text) for sentence in part
    ]


def somajo() -> Split:
    """SoMaJo."""
    tokenizer = importlib.import_module("somajo").SoMaJo("de_CMC", split_camel_case=False)
    return lambda text: [
        "".join(token.original_spelling or token.text for token in row) for row in tokenizer.tokenize_text([text])
    ]


def spacy() -> Split:
    """spaCy's rules."""
    pipe = importlib.import_module("spacy").blank("de")
    pipe.add_pipe("sentencizer")
    return lambda text: [sentence.text for sentence in pipe(text).sents]


def segtok() -> Split:
    """segtok."""
    split_single = importlib.import_module("segtok.segmenter").split_single
    return lambda text: [sentence for sentence in split_single(text) if sentence]


def blingfire() -> Split:
    """blingfire."""
    cut = importlib.import_module("blingfire").text_to_sentences
    return lambda text: cut(text).split("\n")


def sentence_splitter() -> Split:
    """sentence-splitter: Moses' rules."""
    return importlib.import_module("sentence_splitter").SentenceSplitter("de").split


CANDIDATES = (ours, stops, somajo, sentence_splitter, spacy, pysbd, segtok, sentencex, syntok, blingfire)


def main() -> None:
    """Print what was asked for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--gold", type=Path)
    options.add_argument("--rules", type=Path)
    options.add_argument("--lines", type=Path)
    asked = options.parse_args()
    splitters = [
        (make.__name__, make())
        for make in CANDIDATES
        if make in (ours, stops) or importlib.util.find_spec(make.__name__) is not None
    ]
    if asked.gold:
        articles = list(objects(asked.gold))
        table(splitters, articles[:TEST], f"articles 1-{TEST}")
        table(splitters[:1], articles[TEST:], f"articles {TEST + 1}-{len(articles)}, which the rules were made on")
    if asked.lines:
        table(splitters, list(joined_lines(asked.lines)), "lines of news, five joined")
    if asked.rules:
        rules(splitters, list(objects(asked.rules)))


def objects(path: Path) -> Iterator[Any]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def joined_lines(path: Path) -> Iterator[Any]:
    """Five lines of the first column at a time as one text."""
    column = [" ".join(line.split("\t")[0].split()) for line in path.read_text(encoding="utf-8").splitlines()]
    for start in range(0, len(column) - 4, 5):
        yield {"text": " ".join(column[start : start + 5]), "sentences": column[start : start + 5]}


def table(splitters: Sequence[tuple[str, Split]], articles: Sequence[Any], title: str) -> None:
    """Print precision, recall and F1 of each, how it compares with the first, and its speed."""
    print(f"\n{len(articles)} {title}")
    print("| | precision | recall | F1 | at marks | F1 less than ours | p | sentences a second |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    best: list[Counts] | None = None
    for name, cut in splitters:
        rows, unmarked, speed = measured(cut, articles)
        right, false, missed = summed(rows)
        marked = f1((right, false, missed - unmarked))
        less = p = ""
        if best is None:
            best = rows
        else:
            low, high, p_value = compared(best, rows)
            less = f"{f1(summed(best)) - f1(summed(rows)):.4f} [{low:.4f}, {high:.4f}]"
            p = f"{p_value:.4f}"
        print(
            f"| {name} | {right / (right + false):.4f} | {right / (right + missed):.4f} | {f1(summed(rows)):.4f} "
            f"| {marked:.4f} | {less} | {p} | {speed:,.0f} |",
            flush=True,
        )


def measured(cut: Split, articles: Sequence[Any]) -> tuple[list[Counts], int, float]:
    """Each article's counts, how many of those missed stand at no mark, and sentences a second."""
    rows = []
    unmarked = sentences = 0
    seconds = 0.0
    for article in articles:
        right = false = missed = 0
        for text, gold in paragraphs(article["text"], article["sentences"]):
            begun = time.perf_counter()
            found = cut(text)
            seconds += time.perf_counter() - begun
            sentences += len(found)
            places = ends(found) - {visible(text)}
            right, false, missed = right + len(places & gold), false + len(places - gold), missed + len(gold - places)
            joined = "".join(text.split())
            unmarked += sum(_MARK.search(joined[max(0, place - 5) : place]) is None for place in gold - places)
        rows.append((right, false, missed))
    return rows, unmarked, sentences / seconds


def ends(sentences: Sequence[str]) -> set[int]:
    """Where sentences end, in visible characters."""
    found, done = set(), 0
    for sentence in sentences:
        done += visible(sentence)
        found.add(done)
    return found


def compared(one: Sequence[Counts], two: Sequence[Counts]) -> tuple[float, float, float]:
    """The 95% interval of the difference in F1 between two ways to cut the same articles, and its p."""
    draw = random.Random(7)
    places = range(len(one))
    differences = []
    for _ in range(SAMPLES):
        sample = draw.choices(places, k=len(places))
        differences.append(f1(summed([one[k] for k in sample])) - f1(summed([two[k] for k in sample])))
    differences.sort()
    worse = sum(difference <= 0 for difference in differences)
    return differences[SAMPLES // 40], differences[-SAMPLES // 40], (worse + 1) / (SAMPLES + 1)


def summed(rows: Sequence[Counts]) -> Counts:
    """The counts of all articles together."""
    right, false, missed = zip(*rows, strict=True)
    return sum(right), sum(false), sum(missed)


def f1(counts: Counts) -> float:
    """The harmonic mean of precision and recall."""
    right, false, missed = counts
    return 2 * right / (2 * right + false + missed)


def paragraphs(text: str, sentences: list[str]) -> Iterator[tuple[str, set[int]]]:
    """Each paragraph, white space collapsed, with its inner gold boundaries in visible characters."""
    whole = sorted(ends(sentences))
    start = 0
    for paragraph in text.split("\n"):
        length = visible(paragraph)
        if length:
            yield " ".join(paragraph.split()), {end - start for end in whole if start < end < start + length}
        start += length


def visible(text: str) -> int:
    """How many characters of ``text`` are not white space."""
    return len("".join(text.split()))


def rules(splitters: Sequence[tuple[str, Split]], cases: Sequence[Any]) -> None:
    """Print how many rules hold for each splitter alone, and for ours those that do not, alone and in the reader."""
    print("\ngolden rules")
    for name, cut in splitters:
        failed = []
        for case in cases:
            found = ["".join(sentence.split()) for sentence in cut(" ".join(case["text"].split()))]
            if [sentence for sentence in found if sentence] != squeezed(case["sentences"]):
                failed.append(found)
        print(f"{name}: {len(cases) - len(failed)} of {len(cases)} hold for the splitter alone")
        if name == "ours":
            for found in failed:
                print("  refused:", found)
    failed = []
    for case in cases:
        (whole,) = run(Segment(), [recognise(case["text"], "rule")])
        found = squeezed([sentence.text for sentence in whole.sentences])
        if found != squeezed(case["sentences"]):
            failed.append(found)
    print(f"ours, through reader and stage: {len(cases) - len(failed)} of {len(cases)} hold")
    for found in failed:
        print("  refused:", found)


def squeezed(sentences: Sequence[str]) -> list[str]:
    """Sentences without white space."""
    return ["".join(sentence.split()) for sentence in sentences]


if __name__ == "__main__":
    main()
