"""From articles to an issue: what earlier issues had goes, the same stories go together, the rest becomes items."""
from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.errors import InputError
from pipeline.flow import How, Traced, trace_briefs
from pipeline.newsletter import arranging, differing, grouping, identity, items
from pipeline.newsletter.arranging import Known, Story
from pipeline.newsletter.dropped import Dropped, Out, sift
from pipeline.newsletter.values import Item, Section
from pipeline.section_rules import SectionRule
from pipeline.stages.summarize import Summarize
from pipeline.stages.translate import Translate
from pipeline.values import Article, Brief, Failure


@dataclass(frozen=True, slots=True)
class Chosen:
    """The stories of an issue, in order."""

    stories: tuple[Story, ...]
    known: Known
    left: int
    """Stories over the limit."""
    out: tuple[Out, ...] = ()
    """Articles whose story an editor dropped."""
    had: tuple[int, ...] = ()
    """Of each article that an earlier issue had in the same words, the number of that."""


def choose(
    articles: Sequence[Article], known: Known, *, order: str, limit: int, dropped: Sequence[Dropped] = ()
) -> Chosen:
    """What makes the issue: fresh articles, grouped, ordered, and at most ``limit`` stories (0 is no limit).

    Those of stories in ``dropped`` are left out. Raises InputError if none is left.
    """
    fresh, out = sift(arranging.fresh(articles, known), dropped, known)
    if not fresh:
        raise InputError(f"no article is left for an issue: {_why_none(articles, known, out)}; nothing was written")
    found = arranging.ordered(grouping.stories(fresh), order)
    kept = found[:limit] if limit else found
    return Chosen(tuple(kept), known, len(found) - len(kept), out, _had(articles, known))


def _had(articles: Sequence[Article], known: Known) -> tuple[int, ...]:
    digests = (identity.digest(article) for article in articles)
    return tuple(known.digests[digest] for digest in digests if digest in known.digests)


def left_out(had: Sequence[int]) -> str:
    """What is said of articles that earlier issues had; "" where there are none."""
    many = "1 article is" if len(had) == 1 else f"{len(had)} articles are"
    return f"{many} left out, as {_issues(had)} had the same words" if had else ""


def _why_none(articles: Sequence[Article], known: Known, out: Sequence[Out]) -> str:
    """What became of ``articles``, of which none is left."""
    had = _had(articles, known)
    said = [f"{_were(len(had))} in {_issues(had)}"] if had else []
    if out:
        issues = _issues([each.dropped.number for each in out])
        said.append(f"{_were(len(out))} dropped by an editor from {issues} (--with-dropped takes them in)")
    return " and ".join(said) or "none was read"


def _were(count: int) -> str:
    return f"{count} was" if count == 1 else f"{count} were"


def _issues(numbers: Sequence[int]) -> str:
    known = sorted(set(numbers))
    return f"issue{'s' if len(known) > 1 else ''} {', '.join(map(str, known))}"


def make(
    chosen: Chosen, translate: Translate, summarize: Summarize, how: How, rules: Sequence[SectionRule],
    watch: Callable[[Traced[Brief]], None],
) -> tuple[tuple[Section, ...], tuple[Brief, ...]]:
    """The sections, and the briefs they were made of; ``watch`` is given each brief or failure as it comes.

    Of stories that several tell only the first is translated. Raises InputError if no brief could be made.
    """
    numbers = itertools.count(1)
    made: list[tuple[str, Item]] = []
    briefs = []
    traced_briefs = trace_briefs((story.article for story in chosen.stories), translate, summarize, how)
    for story, traced in zip(chosen.stories, traced_briefs, strict=True):
        watch(traced)
        if isinstance(traced.value, Failure):
            continue
        briefs.append(traced.value)
        origins = [
            items.origin(article, next(numbers), chosen.known.keys.get(key, 0), chosen.known.sentences.get(key, ()))
            for article, key in ((each, identity.key(each)) for each in story.articles)
        ]
        unlike = differing.differences(traced.value.translation, story.others)
        section = arranging.section_of(story.article, rules)
        made.append((section, items.item(traced.value, origins[0].number, origins, unlike)))
    if not made:
        raise InputError("no article could be made into a brief; nothing was written")
    return arranging.in_sections(made, rules), tuple(briefs)


def makers(briefs: Sequence[Brief]) -> tuple[tuple[str, ...], bool]:
    """The models of some briefs, a line each, and whether a translator among them is weak."""
    found = dict.fromkeys(maker for brief in briefs for maker in brief.makers)
    lines = tuple(f"{maker.task}: {maker.model}; {maker.measured}" for maker in found)
    return lines, any(maker.task == "translation" and not maker.trusted for maker in found)


def read(articles: Iterator[Article | Failure], failed: Callable[[Failure], None]) -> list[Article]:
    """The articles of some inputs; ``failed`` is given what could not be read."""
    done = []
    for article in articles:
        if isinstance(article, Failure):
            failed(article)
        else:
            done.append(article)
    return done
