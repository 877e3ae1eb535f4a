"""The same story from several outlets: near-duplicates of the German text, found by rapidfuzz without any model."""
from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.newsletter.arranging import Story
from pipeline.newsletter.needs import needed
from pipeline.values import Article

ALIKE = 65.0
"""Percent of shared words from which on two articles tell the same: measured in docs/newsletter.md."""
SHORT = 40
"""Words under which an article may be part of another by chance; it must then be alike as a whole."""


def stories(articles: Sequence[Article]) -> list[Story]:
    """The articles, those that tell the same together, the first of them first; nothing is merged.

    An article joins the first story of which it is like the first article, so a chain of changes makes no story.
    """
    groups: list[tuple[str, list[Article]]] = []
    for article in articles:
        words = " ".join(re.findall(r"\w+", article.text.lower()))
        group = next((group for first, group in groups if alike(first, words)), None)
        if group is None:
            groups.append((words, [article]))
        else:
            group.append(article)
    return [Story(group[0], tuple(group[1:])) for _, group in groups]


def alike(one: str, other: str) -> bool:
    """Whether two texts, words in small letters with spaces between them, tell the same."""
    with needed():
        from rapidfuzz import fuzz
    if min(one.count(" "), other.count(" ")) < SHORT:
        return bool(fuzz.token_sort_ratio(one, other, score_cutoff=ALIKE))
    return bool(fuzz.token_set_ratio(one, other, score_cutoff=ALIKE))
