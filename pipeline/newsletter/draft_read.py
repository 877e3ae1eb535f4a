"""What stands in a draft that an editor changed, and what is wrong with it. Pure: text in, values out."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.draft_taken import Fault, without_end
from pipeline.newsletter import dating
from pipeline.newsletter.drafting import OPENING, Basis, unescaped, unpacked
from pipeline.settings import nearest
from pipeline.writers.text import visible

KEYS = ("title", "date", "intro")
_COMMENT = re.compile(r"(?<!\\)<!--.*?-->", re.DOTALL)
_MARK = re.compile(r"(?<!\\)\[\^([^\]\n]*)\]")
_HEADING = re.compile(r"(#{1,2})(?:\s+(.*))?")


@dataclass(frozen=True, slots=True)
class Said:
    """A headline or a sentence as the editor left it; without a ``mark`` it is the editor's own."""

    line: int
    """Of the draft, from 1."""
    text: str
    mark: str = ""


@dataclass(slots=True)
class Told:
    """A story as the editor left it."""

    section: str
    headline: Said
    lines: list[Said] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Read:
    """A draft that can be published."""

    title: str
    day: str
    intro: str
    stories: tuple[Told, ...]
    basis: Basis


def plain(text: str) -> str:
    """A draft without what an editor's program put in by itself: a byte order mark, line ends of another system."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def read(text: str) -> Read | tuple[Fault, ...]:
    """The draft, or all that is wrong with it, by line."""
    text = plain(text)
    if opened := without_end(text):
        return (Fault(opened, "what begins here with <!-- has no end -->"),)
    basis, start = _basis(text)
    if isinstance(basis, Fault):
        return (basis,)
    front, body, faults = _front(text[:start], basis.day)
    if not front and faults:  # What is no front matter would be taken for a story's words.
        return tuple(faults)
    bare = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), "\n".join(body))
    stories, wrong = _stories(bare)
    faults += [*wrong, *_of_the_marks(stories, basis)]
    if not stories and not faults:
        faults.append(Fault(len(body), "no story is left in the draft"))
    if faults:
        return tuple(sorted(faults, key=lambda fault: fault.line))
    return Read(front["title"], front["date"], front.get("intro", ""), tuple(stories), basis)


def _basis(text: str) -> tuple[Basis | Fault, int]:
    """What the draft was made of, and where in ``text`` that stands."""
    start = text.rfind(f"\n{OPENING}") + 1
    at = text.count("\n", 0, start) + 1
    if not start:
        last = text.rstrip().count("\n") + 1
        return Fault(last, f"the lines from {OPENING} to the end are not as they were; put them back"), 0
    lines = text[start : text.find("-->", start)].rstrip("\n").split("\n")
    try:
        return unpacked([line.strip() for line in lines[1:]]), start
    except ValueError:
        return Fault(at, "the evidence below this line is not as it was; put it back from the draft as it came"), 0


def _front(text: str, drafted: str) -> tuple[dict[str, str], list[str], list[Fault]]:
    """The front matter, the lines of the draft with those of it blank, and what is wrong with it."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return {}, lines, [Fault(1, 'a draft begins with "---", title, date and "---": put them back')]
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    if not end:
        return {}, lines, [Fault(1, 'what begins here with "---" has no end: put "---" under title, date and intro')]
    values: dict[str, str] = {}
    faults, key = [], ""
    for number, line in enumerate(lines[1:end], 2):
        found = re.fullmatch(r"([A-Za-z_]+)\s*:\s?(.*)", line.rstrip())
        if found and found[1] in KEYS and found[1] not in values:
            key = found[1]
            values[key] = visible(unescaped(_unquoted(found[2].strip())))
        elif found and found[1] in KEYS:
            faults.append(Fault(number, f"{found[1]} stands here a second time"))
        elif line.strip() and line[0] in " \t" and key == "intro":
            values[key] = visible(f"{values[key]} {line}")
        elif line.strip() and not line.lstrip().startswith("#"):
            near = nearest(found[1], KEYS) if found else None
            meant = f"; did you mean {near!r}?" if near else "; there are title, date and intro, each with a colon"
            faults.append(Fault(number, f"{visible(line)!r} is no line of the front matter{meant}"))
    faults += [] if faults else _of_the_values(values, lines[:end], drafted)
    return values, ["" if n <= end else line for n, line in enumerate(lines)], faults


def _of_the_values(values: dict[str, str], lines: list[str], drafted: str) -> Iterator[Fault]:
    at = {key: next((n for n, line in enumerate(lines, 1) if line.startswith(key)), 1) for key in KEYS}
    if not values.get("title"):
        yield Fault(at["title"], "the front matter has no title")
    date = values.get("date", "")
    try:
        if dating.day(date) != date:
            raise ValueError(f"is {date!r} and {dating.SHAPE}")
        if drafted and not dating.near(date, drafted):
            raise ValueError(f"is {date}, over a year from {drafted}, for which the draft was made: mend the year")
    except ValueError as error:
        yield Fault(at["date"], f"date {error}")


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _stories(text: str) -> tuple[list[Told], list[Fault]]:
    stories: list[Told] = []
    faults: list[Fault] = []
    section, paragraph, begins = "", list[str](), 0

    def close() -> None:
        nonlocal paragraph
        if paragraph and not stories:
            faults.append(Fault(begins, "this stands above the first headline, so it belongs to no story"))
        elif paragraph:
            stories[-1].lines += _sentences("\n".join(paragraph), begins)
        paragraph = []

    for number, raw in enumerate([*text.split("\n"), ""], 1):
        line = raw.strip()
        heading = _HEADING.fullmatch(line)
        if heading and heading[1] == "#":
            close()
            section = visible(unescaped(_MARK.sub("", heading[2] or "").strip()))
        elif heading:
            close()
            said = [*_sentences(heading[2] or "", number), Said(number, "")]
            if len(said) > 2:
                faults.append(Fault(number, "this headline has two marks, and a headline rests on one"))
            stories.append(Told(section, said[0]))
            if not said[0].text:
                faults.append(Fault(number, "this headline is empty: write one, or take its story out"))
        elif re.match(r"#{3,}", line):
            faults.append(Fault(number, 'this begins with more than "##": "#" is a section, "##" a story'))
        elif line:
            begins = begins if paragraph else number
            paragraph.append(line)
        else:
            close()
    return stories, faults


def _sentences(text: str, begins: int) -> Iterator[Said]:
    """What stands before each mark, and what stands behind the last; a mark with nothing before it is dropped."""
    last = 0
    for mark in [*_MARK.finditer(text), None]:
        said = text[last : mark.start() if mark else len(text)]
        words = visible(unescaped(said.strip()))
        at = begins + text.count("\n", 0, last) + (len(said) - len(said.lstrip("\n")))
        if words:
            yield Said(at, words, mark[1].strip() if mark else "")
        last = mark.end() if mark else 0


def _of_the_marks(stories: list[Told], basis: Basis) -> Iterator[Fault]:
    known = basis.known
    seen: dict[str, int] = {}
    for said in (said for story in stories for said in (story.headline, *story.lines)):
        if not said.mark:
            continue
        if said.mark not in known:
            yield Fault(said.line, f"there is no evidence with the mark [^{visible(said.mark)}]; take the mark away")
        elif said.mark in seen:
            yield Fault(said.line, f"[^{said.mark}] stands here a second time, after line {seen[said.mark]}")
        seen.setdefault(said.mark, said.line)
