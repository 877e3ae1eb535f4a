"""What is told of an editor's changes, a line each. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.exchanged import exchanges, listed, marks_alone
from pipeline.newsletter.draft_read import Read, Said
from pipeline.newsletter.values import Item

MARKUP = re.compile(r"^[-*+>] |</?[A-Za-z!][^<>]*>|\*\*|__|\[[^\[\]]*\]\([^()]*\)|&[a-z]+;")
_OWN = "kept as the editor's own, without evidence"


def of_a_line(said: Said, before: str, *, is_headline: bool) -> Iterator[str]:
    """What became of a line in which ``before`` stood; "" where it was not changed."""
    what = "headline" if is_headline else "sentence"
    if before and marks_alone(before, said.text):
        yield f"line {said.line}: {what} [^{said.mark}]: only marks or spaces were changed, and no words"
    elif before:
        yield f"line {said.line}: {what} [^{said.mark}] changed: “{before}” is now “{said.text}”"
        if words := listed(exchanges(before, said.text)):
            yield f"line {said.line}: words exchanged: {words}"
    elif not said.mark:
        yield f"line {said.line}: this {what} has no mark and is {_OWN}: “{said.text}”"
    if (before or not said.mark) and (found := MARKUP.search(said.text)):
        yield f"line {said.line}: “{found[0]}” is printed as it stands: sentences have no markup"


def of_the_whole(read: Read) -> Iterator[str]:
    """What stands above the stories."""
    if read.title != read.basis.title:
        yield f"title changed: “{read.basis.title}” is now “{read.title}”, a newsletter with issues of its own"
    if read.basis.day and read.day != read.basis.day:
        yield f"date changed: {read.basis.day} is now {read.day}, in the mail and the feed too"
    if read.intro:
        yield f"an editor's words above everything: “{read.intro}”"
        if found := MARKUP.search(read.intro):
            yield f"intro: “{found[0]}” is printed as it stands: it has no markup"
    elif read.basis.intro:
        yield f"the words above everything are gone: “{read.basis.intro}”"


def of_the_order(read: Read) -> Iterator[str]:
    """What was dropped or moved."""
    place = {
        said.mark: number
        for number, told in enumerate(read.stories) for said in (told.headline, *told.lines) if said.mark
    }  # fmt: skip
    own = {
        said.text: number
        for number, told in enumerate(read.stories) for said in (told.headline, *told.lines) if not said.mark
    }  # fmt: skip
    kept = []
    for section, story in zip(read.basis.sections, read.basis.stories, strict=True):
        marks = [line.mark for line in story.lines if line.mark]
        lines = (story.headline, *story.lines)
        places = [place[line.mark] for line in lines if line.mark in place]
        # Of a story that is the editor's own its words are all there is.
        places += [own[line.text] for line in lines if not line.mark and line.text in own]
        if not places:
            yield f"story {_called(story)} dropped: “{story.headline.text}”"
            continue
        at = places[0]
        now = read.stories[at].section
        if now != section:
            yield f"story {_called(story)} moved from {heading(section)} to {heading(now)}"
        else:
            kept.append(at)
        yield from _of_the_lines(read, story, at, place, own)
        here = [said.mark for said in read.stories[at].lines if said.mark in marks]
        if here != [mark for mark in marks if mark in here]:
            yield f"the sentences of story {_called(story)} stand in another order: {' '.join(here)}"
    if kept != sorted(kept):
        yield "the stories stand in another order"


def _of_the_lines(read: Read, story: Item, at: int, place: dict[str, int], own: dict[str, int]) -> Iterator[str]:
    headline = story.headline
    if headline.mark and headline.mark not in place and headline.text not in own:
        under = read.stories[at].headline.text
        yield f"headline [^{headline.mark}] is gone: “{headline.text}”; what is left of its story is under “{under}”"
    if len(story.lines) and not read.stories[at].lines:
        yield f"story {_called(story)} has no sentence left, and is printed as a headline alone"
    for line in story.lines:
        if not line.mark and line.text not in own:
            yield f"the editor's own sentence is gone: “{line.text}”"
        # One whose mark was taken away is told already.
        elif line.mark and line.mark not in place and line.text not in own:
            yield f"sentence [^{line.mark}] dropped: “{line.text}”"
        elif line.mark and line.mark in place and place[line.mark] != at:
            yield f"sentence [^{line.mark}] moved to another story"


def _called(story: Item) -> str:
    return f"[^{story.headline.mark}]" if story.headline.mark else "of the editor's own"


def heading(section: str) -> str:
    """A section by its title."""
    return f"“{section}”" if section else "no section"
