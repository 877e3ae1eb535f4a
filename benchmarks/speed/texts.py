"""Made-up words, sentences and articles, the same at every call, with the lengths that news has."""
from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from pipeline.values import Article, Block, English, Kind, Translation

SYLLABLES = [c + v for c, v in product("bcdfghjklmnpqrstvwxyz", "aeiou")]
ENGLISH = [first + second for first, second in product(SYLLABLES, SYLLABLES)]
"""Words that are one piece each of the summarizer's vocabulary."""
GERMAN = 58_098
"""Words in the translator's vocabulary."""


class German(NamedTuple):
    """Words of the translator's vocabulary, each one piece: within sentences, at their start, and at their end."""

    inner: list[str]
    first: list[str]
    last: list[str]


def german(size: int = GERMAN) -> German:
    """``size`` words in all."""
    few = size // 6
    words = [_word(number) for number in range(size)]
    inner = words[: size - 2 * few]
    return German(inner, [word.capitalize() for word in words[-2 * few : -few]], [word + "." for word in words[-few:]])


def _word(number: int) -> str:
    size = len(SYLLABLES)
    return SYLLABLES[number // size**2 % size] + SYLLABLES[number // size % size] + SYLLABLES[number % size]


def sentence(draw: random.Random, words: German) -> str:
    """4 to 70 words, 26 in the middle; each is one token."""
    length = min(70, max(4, round(draw.lognormvariate(3.25, 0.5))))
    inner = [words.inner[int(draw.random() * len(words.inner))] for _ in range(length - 2)]
    return " ".join([draw.choice(words.first), *inner, draw.choice(words.last)])


def sentences(count: int, size: int = GERMAN) -> list[str]:
    """So many different sentences."""
    draw, words = random.Random(7), german(size)
    return [sentence(draw, words) for _ in range(count)]


def english(text: str) -> str:
    """A sentence of as many words as ``text``, made from it: it stands in for what random weights cannot write."""
    words = [ENGLISH[zlib.crc32(word.encode()) % len(ENGLISH)] for word in text.split()]
    return " ".join(words).capitalize() + "."


def tokens(text: str) -> int:
    """About how many tokens the English of ``text`` has for the summarizer."""
    return len(text.split()) + 4


def articles(
    count: int, shortest: int = 300, longest: int = 1000, *, size: int = GERMAN, again: float = 0.0, seed: int = 7
) -> Iterator[Article]:
    """A headline and paragraphs of three sentences, whose English has ``shortest`` to ``longest`` tokens, mostly many.

    ``again`` is the share of sentences that have stood in an earlier article.
    """
    draw, words = random.Random(seed), german(size)
    # What may be repeated: it lies windows apart.
    old: list[str] = []
    for number in range(count):
        most = draw.triangular(shortest, longest, longest)
        # Without a full stop, as headlines are.
        paragraphs, left = [sentence(draw, words).rstrip(".")], most
        while True:
            body: list[str] = []
            for _ in range(3):
                text = draw.choice(old) if old and draw.random() < again else sentence(draw, words)
                left -= tokens(text)
                if left < 0:
                    break
                body.append(text)
                if again and len(old) < 1000:
                    old.append(text)
            if body:
                paragraphs.append(" ".join(body))
            if left < 0:
                break
        yield _article(paragraphs, f"article {number}")


def _article(paragraphs: list[str], source: str) -> Article:
    blocks, start = [], 0
    for number, text in enumerate(paragraphs):
        kind = Kind.PARAGRAPH if number else Kind.HEADLINE
        blocks.append(Block(kind, start, start + len(text), text))
        start += len(text) + 2
    return Article("\n\n".join(paragraphs), tuple(blocks), source, title=paragraphs[0], title_origin="headline")


def translations(given: list[Article]) -> list[Translation]:
    """What the stages before ``Summarize`` make of articles, with made-up English."""
    from pipeline.stage import run
    from pipeline.stages.segment import Segment

    return [
        Translation(cut.article, cut.sentences, tuple(English(english(one.text)) for one in cut.sentences))
        for cut in run(Segment(), given)
    ]


def summary_input(value: Translation) -> str:
    """The text that ``Summarize`` gives to a model that writes freely."""
    from pipeline.stages.summarize import candidates

    return " ".join(candidate.text for _, candidate in candidates(value))


COMMON = (
    "the a of to and in that for on with as by at from after over under about said city mayor police government year "
    "people company school minister market new old first last two three million euros week month day report party "
    "election price energy water house road bridge train car accident fire court law judge work workers union strike "
    "country border war peace talks leader president chancellor parliament vote budget tax money bank interest rate "
    "growth industry factory jobs health hospital doctors patients vaccine study university students research climate "
    "weather storm rain heat summer winter football team match goal player coach season club fans will would could has "
    "had was were is are not more than no some many most other between against without before during until while"
).split()


def plain_english(count: int) -> list[Article]:
    """Articles of common English words, in no sensible order: what a trained tokenizer cuts as it cuts real text."""
    draw = random.Random(7)

    def line() -> str:
        return " ".join(draw.choice(COMMON) for _ in range(min(45, max(4, round(draw.lognormvariate(2.9, 0.4)))))) + "."

    return [
        _article([" ".join(line().capitalize() for _ in range(3)) for _ in range(draw.randint(5, 13))], f"plain {n}")
        for n in range(count)
    ]


def spread(items: list[str], count: int) -> list[str]:
    """``count`` of ``items``, spread evenly over their lengths."""
    ordered = sorted(items, key=lambda text: len(text.split()))
    count = min(count, len(ordered))
    return [ordered[round((k + 0.5) * len(ordered) / count - 0.5)] for k in range(count)]
