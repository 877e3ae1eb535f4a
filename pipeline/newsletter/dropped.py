"""Stories that an editor dropped stay out of later issues, until most of what they say is new. Pure."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.newsletter import identity
from pipeline.newsletter.arranging import Known
from pipeline.newsletter.grouping import SAME_SENTENCE, SHARED_WORDS, Text, sentences, tells
from pipeline.newsletter.needs import needed
from pipeline.newsletter.values import Item
from pipeline.values import Article

NEW = 0.5
"""Part of an article's sentences that must be new for its story to be told again; one with other figures is new."""
_ALIKE = 10
"""Sentences that are looked at as twins of one."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A story that an editor dropped, as it was told then."""

    number: int
    """The issue of whose draft it was dropped."""
    headline: str
    digests: tuple[str, ...]
    """Of each of its articles."""
    sentences: tuple[str, ...] = ()
    """Of all of its articles, as ``Text.sentences`` has them; none in a draft of an earlier version."""


@dataclass(frozen=True, slots=True)
class Out:
    """An article that is left out because its story was dropped."""

    article: Article
    dropped: Dropped
    new: int
    """Its sentences that are new."""
    sentences: int
    """All of them."""

    @property
    def changed(self) -> bool:
        """Whether it was in other words when it was dropped, or was not there."""
        return identity.digest(self.article) not in self.dropped.digests


def texts(articles: Sequence[Article]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What a draft carries, so that its articles are known again if they are dropped or change: by digest."""
    return tuple({identity.digest(article): tuple(sentences(article)) for article in articles}.items())


def of(number: int, item: Item, known: Sequence[tuple[str, tuple[str, ...]]]) -> Dropped:
    """The story ``item``, dropped from issue ``number``; ``known`` is what ``texts`` gave."""
    digests = tuple(origin.digest for origin in item.origins)
    told = dict.fromkeys(each for digest, text in known if digest in digests for each in text if tells(each))
    return Dropped(number, item.headline.text, digests, tuple(told))


def sift(
    articles: Sequence[Article], dropped: Sequence[Dropped], known: Known
) -> tuple[list[Article], tuple[Out, ...]]:
    """Those to be told, and those that are not because an editor dropped their story.

    An article that an issue had after that is none of these: the editor took it in again.
    """
    left, out = [], []
    for article in articles:
        had = known.keys.get(identity.key(article), 0)
        found = _dropped(article, [each for each in dropped if each.number >= had])
        if found is None:
            left.append(article)
        else:
            out.append(found)
    return left, tuple(out)


def _dropped(article: Article, dropped: Sequence[Dropped]) -> Out | None:
    digest, text = identity.digest(article), Text(article)
    whole = len(text.sentences)
    for story in reversed(dropped):  # The last word holds.
        if digest in story.digests:
            return Out(article, story, 0, whole)
        new = _new(text, story) if whole and story.sentences else whole
        if whole and new < NEW * whole:
            return Out(article, story, new, whole)
    return None


def _new(text: Text, story: Dropped) -> int:
    """How many sentences of ``text`` do not stand in ``story``, nearly word for word and with the same figures."""
    with needed():
        from rapidfuzz import fuzz, process
    if not fuzz.token_set_ratio(text.words, " ".join(story.sentences).lower(), score_cutoff=SHARED_WORDS):
        return len(text.sentences)
    count = 0
    for sentence in text.sentences:
        twins = process.extract(
            sentence, story.sentences, scorer=fuzz.ratio, score_cutoff=SAME_SENTENCE, limit=_ALIKE
        )
        count += all(_figures(twin) != _figures(sentence) for twin, *_ in twins)
    return count


def _figures(sentence: str) -> list[str]:
    return re.findall(r"\d[\d.,]*\d|\d", sentence)
