"""The same story from several outlets: near-duplicates of the German text, found by rapidfuzz without any model.

Two steps, measured in docs/newsletter.md: articles that share most of their words are looked at, and tell the same
where sentences of the shorter stand in the other nearly word for word. Long reports of one sport share the words alone.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.newsletter.arranging import Story
from pipeline.newsletter.needs import needed
from pipeline.sentences import split
from pipeline.values import Article

SHARED_WORDS = 60.0
"""Percent of shared words from which on two articles are compared by sentence."""
SAME_SENTENCE = 75.0
"""Percent of alike characters from which on two sentences are the same."""
SHARED_SENTENCES = 0.3
"""Part of the shorter article's sentences from which on both tell the same."""


@dataclass(frozen=True)
class Text:
    """An article as it is compared."""

    article: Article

    @cached_property
    def words(self) -> str:
        """In small letters, a space between them."""
        return " ".join(re.findall(r"\w+", self.article.text.lower()))

    @cached_property
    def sentences(self) -> list[str]:
        """Those of four words or more: others are alike by chance."""
        return [sentence for sentence in sentences(self.article) if tells(sentence)]


def tells(sentence: str) -> bool:
    """Whether a sentence is long enough to be compared."""
    return sentence.count(" ") >= 3


def sentences(article: Article) -> Iterator[str]:
    """The sentences of an article."""
    for block in article.blocks:
        for start, end in split(block.text, article.language):
            yield block.text[start:end]


def stories(articles: Sequence[Article]) -> list[Story]:
    """The articles, those that tell the same together, the first of them first; nothing is merged.

    An article joins the first story of which it is like the first article, so a chain of changes makes no story.
    """
    groups: list[list[Text]] = []
    for text in map(Text, articles):
        group = next((group for group in groups if alike(group[0], text)), None)
        if group is None:
            groups.append([text])
        else:
            group.append(text)
    return [Story(group[0].article, tuple(text.article for text in group[1:])) for group in groups]


def alike(one: Text, other: Text) -> bool:
    """Whether two articles tell the same."""
    with needed():
        from rapidfuzz import fuzz, process
    if one.article.language != other.article.language:
        return False
    if not fuzz.token_set_ratio(one.words, other.words, score_cutoff=SHARED_WORDS):
        return False
    shorter, longer = sorted((one.sentences, other.sentences), key=len)
    if not shorter:
        return one.words == other.words
    twins = sum(
        process.extractOne(sentence, longer, scorer=fuzz.ratio, score_cutoff=SAME_SENTENCE) is not None
        for sentence in shorter
    )
    return twins >= max(1, SHARED_SENTENCES * len(shorter))
