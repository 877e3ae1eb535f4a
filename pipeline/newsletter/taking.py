"""From a draft that an editor changed to the issue: what was changed, what flags are left, what is a correction."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline import checks
from pipeline.corrections import Correction
from pipeline.coverage import UNTRANSLATED
from pipeline.exchanged import against, marks_alone, turned
from pipeline.languages import GERMAN, called
from pipeline.newsletter import changes
from pipeline.newsletter.arranging import in_sections
from pipeline.newsletter.draft_read import Read, Said, Told
from pipeline.newsletter.values import Evidence, Item, Line, Origin, Section
from pipeline.text import clean
from pipeline.values import Flag, Severity
from pipeline.writers.text import visible

_COMPARE = "Have the German compared, or leave the sentence out."


@dataclass(frozen=True, slots=True)
class Taken:
    """What becomes of a draft."""

    sections: tuple[Section, ...]
    changes: tuple[str, ...]
    """What was changed, a line each."""
    corrected: tuple[tuple[Evidence, str], ...]
    """Sentences in the editor's words, to be stored."""
    as_drafted: tuple[Evidence, ...] = ()
    """Sentences that are printed in the words they were drafted with."""
    as_model: tuple[Evidence, ...] = ()
    """Corrected sentences in which the editor put back what the model had written."""
    dropped: tuple[Item, ...] = ()
    """Stories of which nothing is left."""

    def stored(self) -> list[tuple[str, str, str]]:
        """As the file of past issues remembers them: language, sentence, English."""
        return [(evidence.source, evidence.german, english) for evidence, english in self.corrected]

    def corrections(self, by: str, at: str) -> list[Correction]:
        """As they are stored."""
        return [
            Correction(evidence.german, english, evidence.model, by, at, evidence.source, "en")
            for evidence, english in self.corrected
        ]


def take(read: Read) -> Taken:
    """The issue of a draft without faults."""
    known, firsts = read.basis.known, _by_mark(read.basis.whole)
    present = {said.mark for told in read.stories for said in (told.headline, *told.lines)}
    said_of: list[str] = []
    corrected: dict[str, tuple[Evidence, str]] = {}
    as_drafted, as_model = list[Evidence](), list[Evidence]()
    items = []
    for told in read.stories:
        parts = [part for said in told.lines for part in _apart(said, known, present)]
        lines = []
        for said in (told.headline, *parts):
            offered = known.get(said.mark)
            line = _line(said, offered, firsts.get(said.mark))
            lines.append(line)
            before = offered.text if offered is not None and offered.text != said.text else ""
            said_of += changes.of_a_line(said, before, is_headline=said is told.headline)
            if line.exact and is_english(line, line.evidence[0].english):
                as_drafted.append(line.evidence[0])
            elif before and line.exact and is_english(line, line.evidence[0].model):
                as_model.append(line.evidence[0])
            elif not before or marks_alone(before, line.text):
                continue
            elif why := _no_correction(line, before):
                said_of.append(f"line {said.line}: not stored as a correction: {why}")
            else:
                said_of += _turned(said, line, before)
                corrected[line.evidence[0].german] = (line.evidence[0], as_english(line))
        items.append((told.section, _item(told, lines, read.basis.whole)))
    said_of = [*changes.of_the_whole(read), *said_of, *changes.of_the_order(read)]
    kept = {origin.number for _, item in items for origin in item.origins}
    dropped = [story for story in read.basis.whole if kept.isdisjoint(origin.number for origin in story.origins)]
    return Taken(
        in_sections(items, ()), tuple(said_of), tuple(corrected.values()),
        tuple(as_drafted), tuple(as_model), tuple(dropped),
    )  # fmt: skip


def _by_mark(stories: Sequence[Item]) -> dict[str, Line]:
    return {line.mark: line for story in stories for line in (story.headline, *story.lines)}


def _apart(said: Said, known: dict[str, Line], present: set[str]) -> Iterator[Said]:
    """A sentence whose mark was deleted, apart from the one it ran into, which has another mark."""
    for mark, line in known.items():
        rest = said.text.removeprefix(f"{line.text} ")
        if mark not in present and rest != said.text and said.mark:
            yield Said(said.line, line.text)
            yield Said(said.line, rest, said.mark)
            return
    yield said


def _line(said: Said, offered: Line | None, first: Line | None) -> Line:
    """The line as it is printed: ``offered`` is it in the draft, ``first`` as the models made it."""
    if offered is None or said.text == offered.text:
        return offered or Line(said.text, own=True)
    if first is not None and said.text == first.text:
        return replace(first, evidence=offered.evidence)
    added = tuple(bracket for bracket in offered.added if bracket in said.text)
    own = "." not in offered.mark and (offered.own or not marks_alone(offered.text, said.text))
    changed = replace(offered, text=said.text, added=added, was=offered.was or offered.text, notes=(), own=own)
    return replace(changed, flags=tuple(_left(changed, offered.flags)))


def _left(line: Line, flags: Sequence[Flag]) -> Iterator[Flag]:
    """The flags that hold: what the checks find again, what none can tell, and what the editor's words brought in."""
    found = {flag.name: flag for flag in _found(line)}
    for flag in flags:
        if flag.name in found:
            yield found.pop(flag.name)
        elif flag.name not in checks.CHECKS and flag.name != UNTRANSLATED:
            yield flag
    if line.exact:
        yield from (flag for flag in found.values() if flag.severity is Severity.SEVERE)


def _found(line: Line) -> tuple[Flag, ...]:
    """What the checks say of the editor's words."""
    if any(evidence.source != GERMAN for evidence in line.evidence):
        return ()
    german = " ".join(evidence.german for evidence in line.evidence)
    why = against(german, line.evidence[0].english, as_english(line)) if line.exact else ""
    return (*((Flag("opposite", why, advice=_COMPARE),) if why else ()), *checks.found(german, as_english(line)))


def _no_correction(line: Line, before: str) -> str:
    """Why a changed line says nothing about its German; "" if it does."""
    if not line.exact:
        return "it is not the translation of one German sentence"
    severe = [flag for flag in _found(line) if flag.severity is Severity.SEVERE]
    if severe:
        return f"{severe[0].message} (pipeline correct stores it if you are sure)"
    if changes.MARKUP.search(line.text) and not changes.MARKUP.search(before):
        return "it has markup"
    return ""


def is_english(line: Line, english: str) -> bool:
    """Whether a line is this English; a headline has no full stop."""
    ours = as_english(line)
    if "." not in line.mark:  # It begins with a capital, too.
        return bool(english) and english.removesuffix(".") in (ours.removesuffix("."), _small(ours.removesuffix(".")))
    return bool(english) and ours == english


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _turned(said: Said, line: Line, before: str) -> Iterator[str]:
    """That words were put for their opposites, though the German has none that tells which is right."""
    german = " ".join(evidence.german for evidence in line.evidence)
    if why := turned(german, before, line.text):
        original = called(line.evidence[0].source)
        look = f"have it compared with the {original}: “{visible(german)}”"
        yield f"line {said.line}: {why}, and no check can tell: {look}"


def as_english(line: Line) -> str:
    """The line as a translation: without what was added, and a headline with the full stop that it has in the text."""
    text = line.text
    for bracket in line.added:
        text = text.replace(bracket, "", 1)
    text = clean(text).text
    stopped = bool(line.evidence) and line.evidence[-1].english.endswith(".")
    return f"{text}." if "." not in line.mark and stopped and text[-1:].isalnum() else text


def _item(told: Told, lines: Sequence[Line], stories: Sequence[Item]) -> Item:
    """The story with the links of all articles that its lines rest on."""
    by_number = {story.headline.mark: story for story in stories}
    numbers = dict.fromkeys(said.mark.partition(".")[0] for said in (told.headline, *told.lines) if said.mark)
    origins: dict[int, Origin] = {}
    for number in numbers:
        for origin in by_number[number].origins:
            origins.setdefault(origin.number, origin)
    unlike = [each for number in numbers for each in by_number[number].differences]
    return Item(lines[0], tuple(lines[1:]), tuple(origins.values()), tuple(dict.fromkeys(unlike)))
