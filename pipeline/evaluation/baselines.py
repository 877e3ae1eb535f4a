"""Simple ways to choose sentences of an English article, for a summarizer to be measured against."""
from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pipeline.evaluation.figures import missing

Choose = Callable[[Sequence[str], int], list[int]]
"""Places of so many of the sentences, in order."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def lead(sentences: Sequence[str], count: int) -> list[int]:
    """The first ones: hard to beat on news, which tells the most important things first."""
    return list(range(min(count, len(sentences))))


def baselines() -> Mapping[str, Choose]:
    """Lead, TextRank (Mihalcea & Tarau 2004) and LexRank (Erkan & Radev 2004), both as sumy has them.

    sumy is given our sentences and words, so it needs none of its downloads. Raises InputError if it is missing.
    """
    try:
        from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
        from sumy.nlp.stemmers import Stemmer
        from sumy.summarizers.lex_rank import LexRankSummarizer
        from sumy.summarizers.text_rank import TextRankSummarizer
        from sumy.utils import get_stop_words
    except ImportError as error:
        raise missing("sumy") from error

    def ranked(kind: Any) -> Choose:
        summarizer = kind(Stemmer("english"))
        summarizer.stop_words = get_stop_words("english")

        def choose(sentences: Sequence[str], count: int) -> list[int]:
            # sumy's sentences are equal when their texts are, so places are found by identity.
            rows = [Sentence(text, _Words()) for text in sentences]
            chosen = summarizer(ObjectDocumentModel([Paragraph(rows)]), count)
            return sorted(next(place for place, row in enumerate(rows) if row is one) for one in chosen)

        return choose

    return {"lead": lead, "TextRank": ranked(TextRankSummarizer), "LexRank": ranked(LexRankSummarizer)}


class _Words:
    """A sumy tokenizer for sentences that are cut already."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(_WORD.findall(sentence))
