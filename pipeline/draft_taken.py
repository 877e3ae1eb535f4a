"""What a person changed in a draft, and what is wrong with it. Pure: text in, values out.

A draft of another layout makes ``draft.Line`` s of its own and asks ``changes``.
"""
from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.draft import Line, digest, unescaped
from pipeline.languages import called
from pipeline.text import clean
from pipeline.writers.text import visible

_COMMENT = re.compile(r"(?<!\\)<!--.*?-->", re.DOTALL)
_OPEN = re.compile(r"(?<!\\)<!--")
_MARK = re.compile(r">\s*\[(\d{1,9})\]\s?(.*)")
_STOOD = re.compile(r"(?<!\\)<!-- german-briefs draft (\S+) to (\S+):([0-9a-f\s]*)-->")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a draft cannot be taken: a line of it, from 1, and a sentence for people."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Taken:
    """The sentences that were changed, each with its new English; none where there is a fault."""

    changed: tuple[tuple[Line, str], ...] = ()
    faults: tuple[Fault, ...] = ()


def take(text: str, known: Sequence[Line], *, just_written: bool = False) -> Taken:
    """What was changed in the draft ``text`` of the sentences ``known``: everything, or nothing if there is a fault.

    A line that was moved or lost could put the English of one sentence under another, so a fault spoils all.
    The models may have come to say something else since the draft was written: what it says itself of how it was tells
    which lines were changed, unless ``just_written`` says that ``known`` is what it was written from.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if opened := without_end(text):
        return Taken(faults=(Fault(opened, "what begins here with <!-- has no end -->"),))
    bare = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    items, faults = _items(bare)
    if not items:
        return Taken(faults=(Fault(1, "no sentence is left in the draft"),))
    was = [digest(line.english) for line in known]
    if not just_written:
        last = text.rstrip().count("\n") + 1
        stood = list(_STOOD.finditer(text))
        if stood and (why := _of_another(stood[-1], known)):
            return Taken(faults=(Fault(last, why),))
        if not stood:
            faults.append(Fault(last, "the last lines (german-briefs draft ...) are not as they were; put them back"))
        else:
            was = stood[-1][3].split()
    by_number = {line.number: line for line in known}
    faults += _of_the_marks(items, by_number, bare.count("\n") + 1)
    pairs = []
    for item in items:
        line = by_number.get(item.number)
        english = clean(unescaped(" ".join(item.english))).text
        if line is None or digest(english) == was[line.number - 1]:
            continue
        if not english:
            why = f"there is no {called(line.target)} under [{item.number}]; a sentence cannot be left out"
            faults.append(Fault(item.line, why))
        pairs.append((line, english, item.line))
    changed, conflicts = _agreed(pairs)
    faults += conflicts
    return Taken(faults=tuple(sorted(faults, key=lambda fault: fault.line))) if faults else Taken(changed)


def changes(pairs: Iterable[tuple[Line, str]]) -> list[tuple[Line, str]]:
    """Those of ``pairs`` (a sentence, and what it is to be) that say something else than what stands, as one line."""
    tidy = ((line, clean(english).text) for line, english in pairs)
    return [(line, english) for line, english in tidy if english and english != line.english]


@dataclass(slots=True)
class _Item:
    """What stands under one mark."""

    number: int
    line: int
    german: list[str]
    english: list[str] = field(default_factory=list)


def _items(text: str) -> tuple[list[_Item], list[Fault]]:
    items: list[_Item] = []
    faults = []
    quoted = False
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if mark := _MARK.fullmatch(line):
            items.append(_Item(int(mark[1]), number, [mark[2]]))
        elif line.startswith(">") and quoted:
            items[-1].german.append(line[1:].strip())  # an editor that breaks long lines
        elif line.startswith(">"):
            faults.append(Fault(number, "this begins with > and lacks the number of its sentence, as in > [3]"))
        elif line and items:
            items[-1].english.append(line)
        elif line:
            faults.append(Fault(number, "this stands above the first sentence, so it belongs to none"))
        quoted = line.startswith(">") and bool(items)
    return items, faults


def without_end(text: str) -> int:
    """The line of a comment that is not closed before the next begins; 0 if there is none."""
    starts = [opened.start() for opened in _OPEN.finditer(text)]
    for start, following in pairwise([*starts, len(text)]):
        if text.find("-->", start, following) < 0:
            return text.count("\n", 0, start) + 1
    return 0


def _of_another(stood: re.Match[str], known: Sequence[Line]) -> str:
    """Why the draft cannot be one of these sentences, by what it says itself; "" if it can."""
    if known and (stood[1], stood[2]) != (known[0].source, known[0].target):
        return f"this is a draft of {stood[1]} to {stood[2]}, and not of {known[0].source} to {known[0].target}"
    if (many := len(stood[3].split())) != len(known):
        return f"this draft had {many} sentences, and the text has {len(known)}: it is one of another text"
    return ""


def _of_the_marks(items: Sequence[_Item], known: Mapping[int, Line], end: int) -> Iterator[Fault]:
    seen: dict[int, int] = {}
    for item in items:
        line = known.get(item.number)
        if line is None:
            yield Fault(item.line, f"there is no sentence [{item.number}]; the last is [{len(known)}]")
        elif item.number in seen:
            yield Fault(item.line, f"[{item.number}] stands here a second time, after line {seen[item.number]}")
        elif clean(unescaped(" ".join(item.german))).text != clean(visible(line.german)).text:
            said = f"the {called(line.source)} of [{item.number}] is not that of the text"
            yield Fault(item.line, f"{said}: “{visible(line.german)}”")
        seen.setdefault(item.number, item.line)
    numbers = sorted(seen)
    for number, line in known.items():
        if number not in seen:
            following = bisect(numbers, number)
            at = seen[numbers[following]] if following < len(numbers) else end
            yield Fault(at, f"before this, [{number}] is missing: “> [{number}] {visible(line.german)}”")


def _agreed(pairs: Iterable[tuple[Line, str, int]]) -> tuple[tuple[tuple[Line, str], ...], list[Fault]]:
    """One change for each sentence, also where it stands twice in the text."""
    changed: dict[str, tuple[Line, str]] = {}
    faults = []
    for line, english, at in pairs:
        first, other = changed.setdefault(line.german, (line, english))
        if other != english:
            same = f"[{line.number}] is the same {called(line.source)} as [{first.number}]"
            faults.append(Fault(at, f"{same}, and is put otherwise"))
    return tuple(changes(changed.values())), faults
