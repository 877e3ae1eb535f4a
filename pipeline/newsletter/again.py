"""An issue that an editor published: the next draft begins from it, and no other undoes it unseen. Pure."""
from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.newsletter import drafting
from pipeline.newsletter.arranging import in_sections
from pipeline.newsletter.changes import heading
from pipeline.newsletter.draft_read import Read
from pipeline.newsletter.drafting import Basis
from pipeline.newsletter.taking import as_english, is_english
from pipeline.newsletter.values import Issue, Item, Line

Key = tuple[str, bool, tuple[str, ...]]
"""What a line is in every draft of the same articles: digest of its article, whether a headline, its sentences."""


def draft(path: str, basis: Basis) -> str:
    """Which draft it is, and where it lies: whoever publishes from the same again goes on with their own work."""
    return hashlib.sha256("\n".join([path, *drafting.packed(basis)]).encode()).hexdigest()


def basis(issue: Issue, of: Basis, stored: Collection[tuple[str, str, str]]) -> Basis:
    """What the next draft of ``issue`` is made of, which was published from a draft made ``of`` that.

    ``stored`` are language, sentence and English of the corrections that were stored with it.
    """
    sections = tuple(
        replace(section, items=tuple(_item(item, stored) for item in section.items)) for section in issue.sections
    )
    return drafting.basis_of(replace(issue, sections=sections), of.fingerprint, of.texts, of.whole)


def _item(item: Item, stored: Collection[tuple[str, str, str]]) -> Item:
    return replace(
        item, headline=_line(item.headline, stored), lines=tuple(_line(line, stored) for line in item.lines)
    )


def _line(line: Line, stored: Collection[tuple[str, str, str]]) -> Line:
    if not line.exact:
        return line
    (one,), ours = line.evidence, as_english(line)
    if (one.source, one.german, ours) in stored or is_english(line, one.model):
        return replace(line, evidence=(replace(one, english=ours),))
    return line


def issue(basis: Basis, number: int, at: str) -> Issue:
    """The issue again, as it was published."""
    sections = in_sections(list(zip(basis.sections, basis.stories, strict=True)), ())
    return Issue(
        basis.title, number, basis.day, at, sections, basis.intro, basis.makers, basis.weak, edited=True
    )  # fmt: skip


def undone(published: Basis, read: Read) -> tuple[str, ...]:
    """What of an editor's published issue a draft would undo: what stands in it as it was offered, and not as there."""
    there, offered = _offered(published), _offered(read.basis)
    said = [(told.section, (told.headline, *told.lines)) for told in read.stories]
    now = _plan(read.basis, [_Told(title, [(each.mark, each.text) for each in lines]) for title, lines in said])
    return (
        *_front(published, read), *_lines(there, now, offered), *_back(there, now, offered),
        *_arrangement(there, now, offered),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Told:
    section: str
    lines: Sequence[tuple[str, str]]
    """Mark and text, the headline first."""


@dataclass(slots=True)
class _Plan:
    """What stands where, by what is the same in every draft."""

    texts: dict[Key, str] = field(default_factory=dict)
    own: list[str] = field(default_factory=list)
    sections: dict[str, str] = field(default_factory=dict)
    """Of each story, by the article it is made of."""
    stories: dict[str, list[Key]] = field(default_factory=dict)
    """The lines of each, by the same."""
    order: list[str] = field(default_factory=list)
    """The stories, in order."""


def _offered(basis: Basis) -> _Plan:
    stories = zip(basis.sections, basis.stories, strict=True)
    return _plan(
        basis,
        [_Told(title, [(line.mark, line.text) for line in (item.headline, *item.lines)]) for title, item in stories],
    )


def _plan(basis: Basis, stories: Sequence[_Told]) -> _Plan:
    digests = {str(origin.number): origin.digest for item in basis.whole for origin in item.origins}
    keys: dict[str, Key] = {
        mark: (digests.get(mark.partition(".")[0], ""), "." not in mark, tuple(each.german for each in line.evidence))
        for mark, line in basis.known.items()
    }
    plan = _Plan()
    for told in stories:
        here = [keys[mark] for mark, _ in told.lines if mark]
        plan.own += [text for mark, text in told.lines if not mark]
        plan.texts |= {keys[mark]: text for mark, text in told.lines if mark}
        if here:
            plan.sections[here[0][0]] = told.section
            plan.stories.setdefault(here[0][0], here)
            plan.order.append(here[0][0])
    return plan


def _front(published: Basis, read: Read) -> Iterator[str]:
    if read.intro == read.basis.intro != published.intro:
        yield f"the words above everything: “{published.intro}”" if published.intro else "that nothing stands above"
    if read.day == read.basis.day != published.day:
        yield f"the date {published.day}"


def _lines(there: _Plan, now: _Plan, offered: _Plan) -> Iterator[str]:
    for key, text in there.texts.items():
        what = "the headline" if key[1] else "the sentence"
        if key not in now.texts and key not in offered.texts:
            yield f"{what} “{text}”, which this draft never had"
        elif key in now.texts and text != now.texts[key] == offered.texts.get(key):
            yield f"{what} “{text}”: here “{now.texts[key]}”"
    for text in there.own:
        if text not in now.own and text not in offered.own:
            yield f"the editor's own words “{text}”"


def _back(there: _Plan, now: _Plan, offered: _Plan) -> Iterator[str]:
    """What the editor left out."""
    whole = {article for article in now.order if article not in there.stories and article in offered.stories}
    told: set[str] = set()
    for key, text in now.texts.items():
        if key in there.texts or offered.texts.get(key) != text:
            continue
        if key[0] not in whole:
            yield f"that {'the headline' if key[1] else 'the sentence'} “{text}” was left out"
        elif key[0] not in told:
            told.add(key[0])
            yield f"that the story “{text}” was dropped"


def _arrangement(there: _Plan, now: _Plan, offered: _Plan) -> Iterator[str]:
    for article, section in there.sections.items():
        here = now.sections.get(article, section)
        if section != here == offered.sections.get(article):
            story = there.texts[there.stories[article][0]]
            yield f"that the story “{story}” stands under {heading(section)}: here {heading(here)}"
    if _otherwise(there.order, now.order, offered.order):
        yield "the order of the stories"
    for article, keys in there.stories.items():
        if _otherwise(keys, now.stories.get(article, []), offered.stories.get(article, [])):
            yield f"the order of the sentences of “{there.texts[keys[0]]}”"


def _otherwise(there: Sequence[object], now: Sequence[object], offered: Sequence[object]) -> bool:
    """Whether what all three have stands as it was offered, and not as it is there."""
    common = set(there) & set(now) & set(offered)
    one, other, first = ([each for each in line if each in common] for line in (there, now, offered))
    return other == first != one
