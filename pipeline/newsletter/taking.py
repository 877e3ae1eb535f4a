"""From a draft that an editor changed to the issue: what was changed, what flags are left, what is a correction."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline import checks
from pipeline.corrections import Correction
from pipeline.coverage import UNTRANSLATED
from pipeline.exchanged import against, exchanges, listed, marks_alone, turned
from pipeline.languages import GERMAN, called
from pipeline.newsletter.arranging import in_sections
from pipeline.newsletter.draft_read import Read, Said, Told
from pipeline.newsletter.values import Evidence, Item, Line, Origin, Section
from pipeline.text import clean
from pipeline.values import Flag, Severity
from pipeline.writers.text import visible

_OWN = "kept as the editor's own, without evidence"
_MARKUP = re.compile(r"^[-*+>] |</?[A-Za-z!][^<>]*>|\*\*|__|\[[^\[\]]*\]\([^()]*\)|&[a-z]+;")
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
    known = {line.mark: line for story in read.basis.stories for line in (story.headline, *story.lines)}
    present = {said.mark for told in read.stories for said in (told.headline, *told.lines)}
    changes: list[str] = []
    corrected: dict[str, tuple[Evidence, str]] = {}
    as_drafted, as_model = list[Evidence](), list[Evidence]()
    items = []
    for told in read.stories:
        parts = [part for said in told.lines for part in _apart(said, known, present)]
        lines = []
        for said in (told.headline, *parts):
            line = _line(said, known.get(said.mark))
            lines.append(line)
            changes += _said_of(said, line, is_headline=said is told.headline)
            if line.exact and _same(line, line.evidence[0].english):
                as_drafted.append(line.evidence[0])
            elif line.exact and _same(line, line.evidence[0].model):
                as_model.append(line.evidence[0])
            elif marks_alone(line.was, line.text):
                continue
            elif line.was and (why := _no_correction(line)):
                changes.append(f"line {said.line}: not stored as a correction: {why}")
            elif line.was:
                changes += _turned(said, line)
                corrected[line.evidence[0].german] = (line.evidence[0], _english(line))
        items.append((told.section, _item(told, lines, read.basis.stories)))
    changes = [*_of_the_whole(read), *changes, *_of_the_order(read)]
    kept = {origin.number for _, item in items for origin in item.origins}
    dropped = [story for story in read.basis.stories if kept.isdisjoint(origin.number for origin in story.origins)]
    return Taken(
        in_sections(items, ()), tuple(changes), tuple(corrected.values()),
        tuple(as_drafted), tuple(as_model), tuple(dropped),
    )  # fmt: skip


def _apart(said: Said, known: dict[str, Line], present: set[str]) -> Iterator[Said]:
    """A sentence whose mark was deleted, apart from the one it ran into, which has another mark."""
    for mark, line in known.items():
        rest = said.text.removeprefix(f"{line.text} ")
        if mark not in present and rest != said.text and said.mark:
            yield Said(said.line, line.text)
            yield Said(said.line, rest, said.mark)
            return
    yield said


def _line(said: Said, was: Line | None) -> Line:
    if was is None or said.text == was.text:
        return was or Line(said.text)
    added = tuple(bracket for bracket in was.added if bracket in said.text)
    changed = replace(was, text=said.text, added=added, was=was.text, notes=())
    return replace(changed, flags=tuple(_left(changed, was.flags)))


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
    why = against(german, line.evidence[0].english, _english(line)) if line.exact else ""
    return (*((Flag("opposite", why, advice=_COMPARE),) if why else ()), *checks.found(german, _english(line)))


def _no_correction(line: Line) -> str:
    """Why a changed line says nothing about its German; "" if it does."""
    if not line.exact:
        return "it is not the translation of one German sentence"
    severe = [flag for flag in _found(line) if flag.severity is Severity.SEVERE]
    if severe:
        return f"{severe[0].message} (pipeline correct stores it if you are sure)"
    if _MARKUP.search(line.text) and not _MARKUP.search(line.was):
        return "it has markup"
    return ""


def _same(line: Line, english: str) -> bool:
    """Whether a line is this English; a headline has no full stop."""
    ours = _english(line)
    return bool(english) and (ours == english or ("." not in line.mark and f"{ours}." == english))


def _turned(said: Said, line: Line) -> Iterator[str]:
    """That words were put for their opposites, though the German has none that tells which is right."""
    german = " ".join(evidence.german for evidence in line.evidence)
    if why := turned(german, line.was, line.text):
        original = called(line.evidence[0].source)
        look = f"have it compared with the {original}: “{visible(german)}”"
        yield f"line {said.line}: {why}, and no check can tell: {look}"


def _english(line: Line) -> str:
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


def _said_of(said: Said, line: Line, *, is_headline: bool) -> Iterator[str]:
    what = "headline" if is_headline else "sentence"
    if line.was and marks_alone(line.was, line.text):
        yield f"line {said.line}: {what} [^{said.mark}]: only marks or spaces were changed, and no words"
    elif line.was:
        yield f"line {said.line}: {what} [^{said.mark}] changed: “{line.was}” is now “{line.text}”"
        if words := listed(exchanges(line.was, line.text)):
            yield f"line {said.line}: words exchanged: {words}"
    elif not said.mark:
        yield f"line {said.line}: this {what} has no mark and is {_OWN}: “{line.text}”"
    if (line.was or not said.mark) and (found := _MARKUP.search(line.text)):
        yield f"line {said.line}: “{found[0]}” is printed as it stands: sentences have no markup"


def _of_the_whole(read: Read) -> Iterator[str]:
    if read.title != read.basis.title:
        yield f"title changed: “{read.basis.title}” is now “{read.title}”, a newsletter with issues of its own"
    if read.basis.day and read.day != read.basis.day:
        yield f"date changed: {read.basis.day} is now {read.day}, in the mail and the feed too"
    if read.intro:
        yield f"an editor's words above everything: “{read.intro}”"


def _of_the_order(read: Read) -> Iterator[str]:
    """What was dropped or moved."""
    place = {
        said.mark: number
        for number, told in enumerate(read.stories) for said in (told.headline, *told.lines) if said.mark
    }  # fmt: skip
    kept = []
    for section, story in zip(read.basis.sections, read.basis.stories, strict=True):
        number = story.headline.mark
        marks = [line.mark for line in story.lines]
        if number not in place and not any(mark in place for mark in marks):
            yield f"story [^{number}] dropped: “{story.headline.text}”"
            continue
        at = place.get(number, next((place[mark] for mark in marks if mark in place), 0))
        kept.append(at)
        now = read.stories[at].section
        if now != section:
            yield f"story [^{number}] moved from {_heading(section)} to {_heading(now)}"
        own = {said.text for said in (read.stories[at].headline, *read.stories[at].lines) if not said.mark}
        if number not in place and story.headline.text not in own:
            under = read.stories[at].headline.text
            yield f"headline [^{number}] is gone: “{story.headline.text}”; what is left of its story is under “{under}”"
        for line in story.lines:
            if line.mark not in place and line.text in own:
                continue  # told already, as a sentence without its mark
            if line.mark not in place:
                yield f"sentence [^{line.mark}] dropped: “{line.text}”"
            elif place[line.mark] != at:
                yield f"sentence [^{line.mark}] moved to another story"
        here = [said.mark for said in read.stories[at].lines if said.mark in marks]
        if here != [mark for mark in marks if mark in here]:
            yield f"the sentences of story [^{number}] stand in another order: {' '.join(here)}"
    if kept != sorted(kept):
        yield "the stories stand in another order"


def _heading(section: str) -> str:
    return f"“{section}”" if section else "no section"
