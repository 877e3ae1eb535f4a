"""Cuts German text into sentences by rules: what precedes a full stop, and what follows it."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.abbreviations import AFTER_ORDINAL, MAY_BE_LAST, MONTHS, NEVER_LAST, SAYING, STARTERS, words

_CLOSERS = "\"'”“’‘»«›‹)\\]´¹²³⁰⁴⁵⁶⁷⁸⁹"
"""Marks that may stand behind the stop of a sentence, the numbers of footnotes among them."""
_OPENERS = "\"'„“‚‘»«›‹([’”"

_END = re.compile(rf"(?<![.!?…])[.!?…]++(?:[{_CLOSERS}]++[.!?…]*+)?+(?=\s|\Z)")
"""A possible end: terminators, closing marks, and a space or the end of the text."""

_GLUED = re.compile(r"(?<=[a-zäöüß]{3})[.!?][\"“”»«]?(?=[A-ZÄÖÜ][a-zäöüß]{2})")
"""A full stop whose space was lost ("gewonnen.Die"); addresses are not written so."""

_WORD = re.compile(r"[^\W_](?:[\w-]*\w)?", re.UNICODE)
_YEAR = re.compile(r"1\d\d\d|20\d\d|2100")
_ROMAN = re.compile(r"(?=[IVX])(?:X{0,3})(?:IX|IV|V?I{0,3})")
_NUMBERED = words(
    """
    um auf von bis nur rund etwa circa ca. mit über platz rang halle seite nummer saal zimmer kapitel artikel
    paragraf paragraph gruppe kanal linie stand jahr jahrgang alter nr. § position startplatz formel version
    """
)
"""A number after one of these is no ordinal."""

_HALF = re.compile(r"[:;](?=\s)")
"""Between two sentences that stand together, if each could stand alone."""
_SAYS = re.compile(rf"\b(?:{'|'.join(sorted(SAYING))})\b")
_FEWEST_WORDS = 5
"""Of a whole sentence before a colon; what is shorter is a label or an announcement ("Die Folge:")."""
_FAR = 500
"""Characters before a colon or semicolon that are looked at."""


def split(text: str, *, halves: bool = False) -> list[tuple[int, int]]:
    """Offsets ``(start, end)`` of the sentences of ``text``, in order.

    Every character that is not white space is in exactly one sentence; a sentence neither begins nor ends
    with white space. With ``halves`` one also ends at a colon or semicolon that a sentence of its own follows
    (``stands_with_next`` tells such a half). Takes time linear in the length of ``text``.
    """
    ends = [m.end() for m in _END.finditer(text) if _is_end(text, m)]
    ends += [m.end() for m in _GLUED.finditer(text)]
    if halves:
        ends += _half_ends(text, ends)
    cuts = []
    start = 0
    for end in [*sorted(ends), len(text)]:
        piece = text[start:end]
        bare = piece.strip()
        if bare:
            begin = start + len(piece) - len(piece.lstrip())
            cuts.append((begin, begin + len(bare)))
        start = end
    return cuts


def stands_with_next(sentence: str) -> bool:
    """Whether ``sentence`` is a half that the next one of its paragraph completes, so that both are shown together."""
    return sentence.endswith((":", ";"))


def _half_ends(text: str, ends: Sequence[int]) -> list[int]:
    """Where a sentence ends with a colon or semicolon, ``ends`` being where one ends with a full stop or the like.

    A semicolon ends one before a small letter, but for lists of things. A colon does after five words or more, if a
    capital makes a word begin a sentence that would be written small within one; where words in quotation marks
    follow, only if nothing before the colon announces speech, whose speaker must not be parted from it. A clause that
    begins with "Ob" ("Ob Sie reisen oder bleiben: ...") is none that could stand alone.
    """
    starts = [0, *sorted(ends)]
    found: list[int] = []
    for match in _HALF.finditer(text):
        start = starts[bisect_right(starts, match.start()) - 1]
        if found and found[-1] > start:
            start = found[-1]
        before = text[max(start, match.start() - _FAR) : match.start()]
        after, _ = _next_word(text, match.end())
        if _opens_bracket(before) or not after or before.lstrip(_OPENERS + " ").startswith("Ob "):
            continue
        if match.group() == ";":
            if after[0].islower() or _starts_sentence(after):
                found.append(match.end())
        elif _starts_sentence(after) and len(before.split()) >= _FEWEST_WORDS:
            quoted = text[match.end() : match.end() + 3].lstrip()[:1] in _OPENERS
            if not (quoted and _SAYS.search(before)):
                found.append(match.end())
    return found


def _opens_bracket(text: str) -> bool:
    return text.count("(") > text.count(")")


def _is_end(text: str, match: re.Match[str]) -> bool:
    """Whether a sentence ends with ``match``."""
    after, capital = _next_word(text, match.end())
    if not after:
        return _only_marks_follow(text, match.end())
    if not capital:
        return False
    marks = match.group()
    if text[match.start() - 1 : match.start()] in ("(", "["):
        return text[: match.start() - 1].rstrip()[-1:] in (".", "!", "?")  # an omission: "[...]"
    if marks != ".":
        # A number or an abbreviation in brackets or quotation marks: "(Abs. 3 u. a.) Text".
        return marks[0] != "." or _starts_sentence(after) or not _is_abbreviation(_word_before(text, match.start()))
    return _stop_ends(text, match.start(), after)


def _stop_ends(text: str, stop: int, after: str) -> bool:
    """Whether the lone full stop at ``stop`` ends a sentence, ``after`` being the next word."""
    before = _word_before(text, stop)
    if not before:
        return True
    start = stop - len(before)
    first = not text[:start].rstrip(_OPENERS + "•-– ") if start < 8 else False
    if before.isdigit():
        return not first and _number_ends(text, before, start, after)
    if _is_abbreviation(before):
        if before.lower() in NEVER_LAST and not (len(before) == 1 and before.isupper()):
            return False
        return _starts_sentence(after)
    if _ROMAN.fullmatch(before) and len(before) > 1:
        return _starts_sentence(after)
    return True


def _number_ends(text: str, number: str, start: int, after: str) -> bool:
    """Whether the full stop after ``number`` ends a sentence rather than makes it an ordinal."""
    if _YEAR.fullmatch(number) or len(number) > 3:
        return True
    if after.lower() in MONTHS or after.lower() in AFTER_ORDINAL or (after[0].isdigit() and len(number) <= 2):
        return False
    if _starts_sentence(after):
        return True
    if start and text[start - 1] in ",.:/":
        return True  # the last digits of 3,5 or 2:1
    return _word_before(text, start - 1).lower() in _NUMBERED


def _is_abbreviation(word: str) -> bool:
    """Whether a full stop after ``word`` belongs to it."""
    low = word.lower()
    if len(word) == 1:
        return word.isalpha()
    if low in NEVER_LAST or low in MAY_BE_LAST:
        return True
    return "." in word and all(len(part) <= 2 and part.isalpha() for part in word.split("."))


def _starts_sentence(word: str) -> bool:
    return word in STARTERS


def _word_before(text: str, end: int) -> str:
    """The run of characters that ends at ``end``, back to a space or an opening mark."""
    start = end
    while start > 0 and end - start < 40 and not text[start - 1].isspace() and text[start - 1] not in "(\"„“»«‚[/–:":
        start -= 1
    return text[start:end].lstrip("-–")


def _next_word(text: str, at: int) -> tuple[str, bool]:
    """The word after ``at`` and whether it can begin a sentence (a capital, a digit or a name like iPhone)."""
    while at < len(text) and (text[at].isspace() or text[at] in _OPENERS):
        at += 1
    match = _WORD.match(text, at)
    if match is None:
        return "", False
    word = match.group()
    return word, not word[0].islower() or any(char.isupper() for char in word[1:3])


def _only_marks_follow(text: str, at: int) -> bool:
    """Whether what follows begins like a sentence though not with a word: a bullet, an emoji."""
    return text[at : at + 3].strip()[:1] in "•·*"
