"""How much of an article is kept, and furniture dropped, on pages in the shape of large outlets'.

    python -m benchmarks.extraction german-news/*.jsonl [--limit 50] [--show KIND]

The files are JSON Lines with a field ``text``. Each article is put on a page of each shape in
``tests/pages/outlets.py``.
``--show`` prints what is ``lost``, ``added``, ``furniture`` or a ``wall``.
"""
from __future__ import annotations

import argparse
import collections
import re
import time
from pathlib import Path

from pipeline import walls
from pipeline.readers import html
from pipeline.values import Article, Failure, Kind
from tests.pages.outlets import FURNITURE, OUTLETS, Story
from tests.pages.stories import stories


def main() -> None:
    """Print a row for each shape."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("articles", type=Path, nargs="+")
    options.add_argument("--limit", type=int)
    options.add_argument("--show", choices=["lost", "added", "furniture", "wall", "kind"])
    asked = options.parse_args()
    told = [story for path in asked.articles for story in stories(path, asked.limit)]
    withdrawn = sum(walls.of_text([story.lead, *story.paragraphs]) is not None for story in told)
    print(f"{len(told)} articles, {withdrawn} of them only a note that they were withdrawn\n")
    print("| page | paragraphs kept | kept are the article's | furniture dropped | kinds right | title, author, date, "
          "outlet | refused | ms |")
    print("| --- " * 8 + "|")
    whole = collections.Counter[str]()
    for name in OUTLETS:
        counts = measure(name, told, asked.show)
        whole += counts
        print(row(name, counts))
    print(row("all", whole))


def measure(name: str, told: list[Story], show: str | None) -> collections.Counter[str]:
    """Counts over all stories on pages of one shape."""
    counts = collections.Counter[str]()
    for number, story in enumerate(told):
        page = OUTLETS[name](story)
        began = time.perf_counter()
        (found,) = html.read(page.encode(), f"{name}-{number}.html")
        counts["us"] += int(1e6 * (time.perf_counter() - began))
        counts["pages"] += 1
        if isinstance(found, Failure):
            counts["refused"] += 1
            if walls.of_text([story.lead, *story.paragraphs]) is None:
                counts["false alarms"] += 1
                if show == "wall":
                    print(f"  {found.message}\t{story.title}\t{[len(each) for each in story.paragraphs]}")
            continue
        compare(story, page, found, counts, show)
    return counts


def compare(story: Story, page: str, found: Article, counts: collections.Counter[str], show: str | None) -> None:
    """Add what one page gave."""
    wanted = {letters(story.title): Kind.HEADLINE, letters(story.lead): Kind.STANDFIRST}
    for text in story.paragraphs:
        kind = {"## ": Kind.SUBHEADING, "> ": Kind.QUOTATION, "- ": Kind.ITEM}.get(text[: text.find(" ") + 1])
        wanted.setdefault(letters(text[text.find(" ") + 1 :] if kind else text), kind or Kind.PARAGRAPH)
    wanted.pop("", None)
    parts = collections.Counter(letters(part) for part in found.text.split("\n\n"))
    kinds = {letters(block.text): block.kind for block in found.blocks}
    for text, kind in wanted.items():
        counts["wanted"] += 1
        counts["kept"] += text in parts
        if text not in parts and show == "lost":
            print(f"  lost {kind}: {text[:150]}")
        if text in kinds and kind is not Kind.PARAGRAPH:
            counts["marked"] += 1
            counts["right"] += kinds[text] is kind
            if kinds[text] is not kind and show == "kind":
                print(f"  {kind} as {kinds[text]}: {text[:150]}")
    for text, times in parts.items():
        counts["parts"] += times
        counts["own"] += times if text in wanted else 0
        if text not in wanted and show == "added":
            print(f"  added: {text[:150]}")
    for text in FURNITURE.values():
        if letters(text) in letters(re.sub(r"<[^<>]*>", "", page)):
            counts["furniture"] += 1
            counts["dropped"] += letters(text) not in letters(found.text)
            if letters(text) in letters(found.text) and show == "furniture":
                print(f"  furniture: {text}")
    for said, wanted_word, shown in (
        (found.title, story.title, True),
        (found.author, story.author, story.author in page),
        (str(found.date), story.date[:10], True),
        (bool(found.outlet), True, "og:site_name" in page),
    ):
        counts["to tell"] += shown
        counts["told"] += shown and said == wanted_word


def letters(text: str) -> str:
    """``text`` without what may differ: spaces and marks."""
    return "".join(re.findall(r"\w+", text)).casefold()


def row(name: str, counts: collections.Counter[str]) -> str:
    """A row of the table."""
    def share(one: str, of: int) -> str:
        return f"{100 * counts[one] / max(1, of):.2f}%"

    return (
        f"| {name} | {share('kept', counts['wanted'])} | {share('own', counts['parts'])} | "
        f"{share('dropped', counts['furniture'])} | {share('right', counts['marked'])} | "
        f"{share('told', counts['to tell'])} | "
        f"{counts['refused']}, {counts['false alarms']} wrongly | {counts['us'] / 1000 / max(1, counts['pages']):.1f} |"
    )


if __name__ == "__main__":
    main()
