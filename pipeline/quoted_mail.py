"""What a mail quotes: lines behind ``>``, which are the article where what is written above them is but a note."""
from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline import letters
from pipeline.values import Kind

NOTE = 300
"""Characters of the longest note of a colleague."""

_QUOTED = re.compile(r"[ \t]?(?:>[ \t]?)+")
_WROTE = re.compile(
    r"(?:Am\s.{4,120}\sschrieb|On\s.{4,120}\swrote)(?P<name>\s[^<>:]{2,80})?[^:]{0,120}:\s*\Z"
    r"|(?P<before>\S.{1,80}?)\s(?:hat am|schrieb am)\s.{4,80}:\s*\Z"
)


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of lines of one mail; the kind of its paragraphs, None where these are to be recognised."""

    start: int
    stop: int
    kind: Kind | None


def flowed(text: str, *, without_spaces: bool) -> str:
    """Text of ``format=flowed`` (RFC 3676) with its soft line ends undone; ``without_spaces`` is ``delsp=yes``."""
    done: list[str] = []
    before: str | None = None
    for line in text.replace("\r\n", "\n").split("\n"):
        marks = re.match(r">*", line)
        depth = marks.group() if marks else ""
        rest = line[len(depth) :].removeprefix(" ")
        if before == depth and rest != "-- ":
            done[-1] += rest
        else:
            done.append(f"{depth} {rest}" if depth else rest)
        soft = rest.endswith(" ") and rest != "-- "
        if soft and without_spaces:
            done[-1] = done[-1][:-1]
        before = depth if soft else None
    return "\n".join(done)


def parted(text: str, *, reply: bool) -> tuple[str, list[Region], str | None]:
    """``text`` without the marks of what it quotes, its regions, and who wrote what is quoted, if that is the article.

    Only of a ``reply``, or under a line that says who wrote, are lines behind ``>`` those of another mail.
    """
    lines = text.splitlines(keepends=True)
    quoted = [_QUOTED.match(line) is not None for line in lines]
    wrote = [
        found if at + 1 < len(lines) and any(quoted[at + 1 : at + 3]) else None
        for at, found in enumerate(_WROTE.match(line.strip()) for line in lines)
    ]
    if not any(quoted) or not (reply or any(wrote)):
        return text, [Region(0, len(text), None)], None
    bare = [_QUOTED.sub("", line, count=1) if is_ else line for line, is_ in zip(lines, quoted, strict=True)]
    own = "".join(line for line, is_, by in zip(bare, quoted, wrote, strict=True) if not is_ and by is None)
    theirs = "".join(line for line, is_ in zip(bare, quoted, strict=True) if is_)
    answered = _length(own) > min(NOTE, _length(theirs))
    regions: list[Region] = []
    at = 0
    for line, is_, by in zip(bare, quoted, wrote, strict=True):
        if by is not None:
            kind: Kind | None = Kind.CONTACT
        elif is_:
            kind = Kind.CONTACT if answered else None
        else:
            kind = None if answered else Kind.GREETING
        if not line.strip() and regions:
            kind = regions[-1].kind
        if regions and regions[-1].kind is kind:
            regions[-1] = Region(regions[-1].start, at + len(line), kind)
        else:
            regions.append(Region(at, at + len(line), kind))
        at += len(line)
    first = next((by for by in wrote if by is not None), None)
    name = (first["name"] or first["before"] or "").strip(" ,\"'") if first is not None and not answered else ""
    return "".join(bare), regions, name or None


def _length(text: str) -> int:
    """Characters of the lines that are not a greeting or a signature's."""
    return sum(len(line.strip()) for line in text.splitlines() if not letters.is_form(line.strip()))
