"""Which articles make an issue, in which order and under which headings. Pure: nothing is read or written."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.newsletter import identity
from pipeline.newsletter.values import Item, Section
from pipeline.section_rules import SectionRule
from pipeline.values import Article, Kind

OTHER = "Other news"
"""The section of what no rule takes."""
ORDERS = ("date", "given")


@dataclass(frozen=True, slots=True)
class Story:
    """An article, and others that tell the same."""

    article: Article
    others: tuple[Article, ...] = ()

    @property
    def articles(self) -> tuple[Article, ...]:
        """All of them."""
        return (self.article, *self.others)


@dataclass(frozen=True, slots=True)
class Known:
    """What earlier issues had."""

    digests: Mapping[str, int]
    """Of each article in its words, the number of the issue."""
    keys: Mapping[str, int]
    """Of each article in any words, the number of the last issue."""
    sentences: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of each article by its key, its sentences in that issue, where they are known."""


def fresh(articles: Sequence[Article], known: Known) -> list[Article]:
    """Those that no earlier issue had in the same words; one that comes twice from the same place is taken once."""
    left: dict[tuple[str, str], Article] = {}
    for article in articles:
        digest = identity.digest(article)
        if digest not in known.digests:
            left.setdefault((identity.key(article), digest), article)
    return list(left.values())


def ordered(stories: Sequence[Story], order: str) -> list[Story]:
    """As given, or by ``date``: the newest first, those without a date last, and else as given."""
    if order != "date":
        return list(stories)
    return sorted(stories, key=lambda story: story.article.date or datetime.date.min, reverse=True)


def section_of(article: Article, rules: Sequence[SectionRule]) -> str:
    """The title of the first section whose rule takes the article; "" where there are no rules."""
    # Where a report was written is not what it is about.
    text = "\n".join(block.text for block in article.blocks if block.kind is not Kind.DATELINE)
    title = article.title if article.title and not text.startswith(article.title) else ""
    whole = f"{title or ''}\n{text}"
    for rule in rules:
        if rule.takes(article.outlet or "", article.source, whole):
            return rule.title
    return OTHER if rules else ""


def in_sections(items: Sequence[tuple[str, Item]], rules: Sequence[SectionRule]) -> tuple[Section, ...]:
    """Items, each with the title of its section, under their headings in the order of the rules; none is empty."""
    titles = dict.fromkeys([*(rule.title for rule in rules), *(title for title, _ in items)])
    sections = (Section(title, tuple(item for at, item in items if at == title)) for title in titles)
    return tuple(section for section in sections if section.items)
