"""A quantity as a sentence has it, and figures read by the rules of a language."""
from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

BORROWED = "?"
"""The unit of a number that may share that of the next one."""
SILENT, DOUBTFUL, SURE = 0, 1, 2
"""How much a quantity has to be in the other language: may be, should be, must be."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity; ``text[start:end]`` of its sentence is what says it."""

    start: int
    end: int
    text: str
    values: frozenset[float]
    """What it may mean, any of which is enough. Minutes after noon or midnight for a ``clock``, 1 to 12 for a
    ``month``, a hundred times the month and the day for a ``date``, ``score_value`` of both numbers for a ``score``."""
    kind: str = "number"
    """``number``, ``clock``, ``month``, ``date`` or ``score``."""
    unit: str = ""
    """A name that both languages share, "" where none is seen: ``%``, ``EUR``, ``year``, ``person`` ..."""
    weight: int = SILENT
    figures: bool = True
    """Whether it is written in figures."""
    scale: float = 1
    """What the word of magnitude behind it stands for: 1e9 in "3,5 Milliarden"."""
    ordinal: bool = False


class Token:
    """A number (``n``), a word (``w``) or a sign (``p``) of a sentence, never changed."""

    # A plain class: making a dataclass costs half a millisecond at import.
    __slots__ = ("end", "kind", "lower", "start", "text")

    def __init__(self, kind: str, text: str, start: int, end: int, lower: str) -> None:
        self.kind = kind
        self.text = text
        self.start = start
        self.end = end
        self.lower = lower


NOTHING = Token("", "", 0, 0, "")
"""What stands before the first token and behind the last."""


@functools.cache
def _token() -> re.Pattern[str]:
    # At most 40 groups, so that a page of figures is no single number.
    return re.compile(r"(?P<n>\d+(?:[.,:'’]\d+){0,40})|(?P<w>[^\W\d_]+)|(?P<p>[^\w\s])")


@functools.cache
def _address() -> re.Pattern[str]:
    return re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@\w\S*|[@#]\w+")


def tokens(text: str) -> list[Token]:
    """The tokens of a sentence; addresses and handles give none, and ``10 000`` is one number."""
    if "@" in text or "#" in text or "www." in text or "://" in text:
        text = _address().sub(lambda match: " " * len(match.group()), text)
    found: list[Token] = []
    for match in _token().finditer(text):
        kind, word = match.lastgroup or "", match.group()
        token = Token(kind, word, match.start(), match.end(), word if kind == "n" else word.lower())
        if kind == "n" and found and _continues(found[-1], token):
            last = found[-1]
            found[-1] = Token("n", last.text + word, last.start, token.end, last.text + word)
        else:
            found.append(token)
    return found


def _continues(last: Token, token: Token) -> bool:
    """Whether three figures behind one space are the thousands of the number before: ``10 000``, ``1 200 000,50``."""
    return (
        last.kind == "n"
        and len(last.text) < 16
        and token.start == last.end + 1
        and last.text.isdigit()
        and last.text[0] != "0"
        and (len(last.text) <= 3 or last.end - last.start > len(last.text))
        and bool(re.fullmatch(r"\d{3}(?:[.,]\d{1,2})?", token.text))
    )


class Figure:
    """What figures may mean: ``values``, with ``parts`` the single numbers where there are several, never changed.

    ``sign`` is what stands between the parts, ``plain`` whether it is written as the language writes numbers.
    """

    __slots__ = ("parts", "plain", "sign", "values")

    def __init__(
        self, values: frozenset[float], parts: tuple[float, ...] = (), sign: str = "", *, plain: bool = True
    ) -> None:
        self.values = values
        self.parts = parts
        self.sign = sign
        self.plain = plain


@functools.lru_cache(maxsize=4096)
def figure(text: str, point: str) -> Figure:
    """Figures of a language whose decimals stand behind ``point``, a comma or a full stop."""
    group = "." if point == "," else ","
    bare = text.replace("'", "").replace("’", "") if re.fullmatch(r"\d{1,3}(?:['’]\d{3})+(?:[.,]\d+)?", text) else text
    if bare.isdigit():
        return Figure(frozenset({key(float(bare[:18]))}))
    if point == "," and re.fullmatch(r"\d{1,3},\d{3}", bare):  # also thousands, as some agencies write them
        return Figure(frozenset((key(float(bare.replace(",", "."))), float(bare.replace(",", "")))))
    if re.fullmatch(rf"(?:\d{{1,3}}(?:\{group}\d{{3}})+|\d+)(?:\{point}\d+)?", bare):
        timelike = re.fullmatch(rf"[012]?\d\{point}[0-5]\d", bare)
        return Figure(
            frozenset({key(float(bare.replace(group, "").replace(point, ".")[:18]))}),
            _parts(bare) if timelike else (),
            point if point in bare else "",
        )
    parts = _parts(bare)
    signs = set(re.sub(r"\d", "", bare))
    values = {float(part) for part in parts}
    if len(parts) == 2 and signs == {group}:
        values = {key(float(bare.replace(group, ".")[:18]))}
    return Figure(frozenset(values), parts, "".join(sorted(signs)), plain=False)


def _parts(text: str) -> tuple[float, ...]:
    return tuple(key(float(part[:18])) for part in re.split(r"\D", text) if part)


def key(value: float) -> float:
    """``value`` without what floating point adds to it: 4.6 * 1e6 is 4,600,000."""
    return float(round(value)) if 1e6 <= value < 1e15 else round(value, 5)


def score_value(first: float, second: float) -> float:
    """Two numbers of a score as one value."""
    return first * 10_000 + second


def turned(score: float) -> float:
    """The value of the score with its numbers the other way round."""
    first, second = divmod(score, 10_000)
    return score_value(second, first)


def shared(text: str, found: Iterable[Quantity], links: frozenset[str]) -> tuple[Quantity, ...]:
    """The quantities in order, each with the magnitude and unit that stand only behind the next one.

    In "2 bis 3 Millionen Euro" the 2 may be two million, and both may be euros: its unit is then ``BORROWED``.
    ``links`` are the words and signs between such two.
    """
    ordered = sorted(found, key=lambda quantity: quantity.start)
    result: list[Quantity] = []
    after: Quantity | None = None
    for one in reversed(ordered):
        quantity = one
        if (
            after is not None
            and quantity.kind == after.kind == "number"
            and after.start - quantity.end < 12
            and text[quantity.end : after.start].strip(" $€£").lower() in links
        ):
            values = quantity.values
            if after.scale > 1 and quantity.scale == 1:
                values |= {key(value * after.scale) for value in values}
            quantity = replace(quantity, values=values, unit=quantity.unit or (BORROWED if after.unit else ""))
        result.append(quantity)
        after = quantity
    return tuple(reversed(result))


def with_century(around: list[Token], place: int, values: frozenset[float]) -> frozenset[float]:
    """The values of the 19 in 2018/19, which may be 2019, and of the 2019 in 2018/2019, which may be 19."""
    before, sign = around[place - 2], around[place - 1]
    if sign.text not in ("/", "-", "–") or before.kind != "n" or not before.text.isdigit() or len(before.text) != 4:
        return values
    century = int(before.text) // 100 * 100
    return values | {century + value if value < 100 else value % 100 for value in values if value < 100 or value > 1000}
