"""Text to clean running text, with the way back to where each character came from."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""What ``str.splitlines`` takes for the end of a line."""

# Soft hyphen, zero-width and direction marks, byte order mark, controls that are not white space.
_INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
)
_GAP = re.compile(rf"[\s{_INVISIBLE}]+")
_VISIBLE = re.compile(rf"[^\s{_INVISIBLE}]")
_UNTIDY = re.compile(rf"[^\S ]|[{_INVISIBLE}]|  |\A |.? \Z", re.DOTALL)
_SOFT = "\xad"
_JOINER = "\u200d"
_HYPHENS = ("-", "\u2010", "\u2011")
_LETTERS = re.compile(r"[^\W\d_]+")
_SUSPENDED = ("und", "oder", "bzw", "sowie", "bis", "als", "wie", "noch", "and", "or")
"""Words before which a hyphen at the end of a line stands for a part left out: "Marketing- und Werbekonferenz"."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Clean text, and for each of its characters the index in the raw text; one final end offset more."""

    text: str
    offsets: Sequence[int]


def visible(text: str) -> bool:
    """Whether anything of ``text`` would be left by ``clean``."""
    return _VISIBLE.search(text) is not None


def clean(raw: str) -> Cleaned:
    """``raw`` as one running line.

    Umlauts are composed (NFC), soft hyphens, zero-width and direction marks are dropped, lines are joined
    with hyphenated words made whole, and a run of white space becomes one space.
    """
    if _UNTIDY.search(raw) is None and unicodedata.is_normalized("NFC", raw):
        return Cleaned(raw, range(len(raw) + 1))
    pieces: list[str] = []
    offsets: list[int] = []
    done = 0
    for gap in _GAP.finditer(raw):
        if gap.start() > done:
            pieces.append(raw[done : gap.start()])
            offsets.extend(range(done, gap.start()))
        done = gap.end()
        if not pieces or done == len(raw):
            continue
        filler = _filler(raw, gap)
        if filler is None:
            pieces[-1] = pieces[-1][:-1]
            offsets.pop()
        elif filler:
            pieces.append(filler)
            offsets.append(gap.start())
    if done < len(raw):
        pieces.append(raw[done:])
        offsets.extend(range(done, len(raw)))
    text = "".join(pieces)
    offsets.append(offsets[-1] + 1 if offsets else 0)
    return Cleaned(text, tuple(offsets)) if unicodedata.is_normalized("NFC", text) else _compose(text, offsets)


def _filler(raw: str, gap: re.Match[str]) -> str | None:
    """What stands in the place of ``gap``: a space, nothing, or None to take the hyphen before it away too."""
    between = gap.group()
    before, after = raw[gap.start() - 1], raw[gap.end()]
    if not any(char.isspace() for char in between):
        # Within an emoji made of several, the zero-width joiner is what holds it together.
        return _JOINER if between == _JOINER and _is_symbol(before) and _is_symbol(after) else ""
    if not any(char in BREAKS for char in between):
        return " "
    if between.startswith(_SOFT) and before.isalpha() and after.islower():
        return ""
    if before not in _HYPHENS or not raw[gap.start() - 2 : gap.start() - 1].isalnum() or not after.isalnum():
        return " "
    word = _LETTERS.match(raw, gap.end())
    if word is None or not after.islower():
        return ""
    if word.group() in _SUSPENDED:
        return " "
    return None if raw[gap.start() - 2].islower() and raw[gap.start() - 3 : gap.start() - 2].isalpha() else ""


def _is_symbol(char: str) -> bool:
    return char == "\ufe0f" or unicodedata.category(char) in ("So", "Sk")


def _compose(text: str, offsets: Sequence[int]) -> Cleaned:
    """``text`` in NFC. Characters that became one have the offset of the first of them."""
    out: list[str] = []
    places: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and (unicodedata.combining(text[end]) or not _stays_apart(text[start:end], text[end])):
            continue
        composed = unicodedata.normalize("NFC", text[start:end])
        out.append(composed)
        places.extend([offsets[start]] * len(composed))
        start = end
    return Cleaned("".join(out), (*places, offsets[len(text)]))


def _stays_apart(before: str, char: str) -> bool:
    """Whether ``char``, which is no combining mark, stays apart from what stands ``before`` it (Hangul may not)."""
    if char < "\u0300":
        return True
    compose = unicodedata.normalize
    return compose("NFC", before + char) == compose("NFC", before) + compose("NFC", char)
