"""Whether every sentence ended as English, was passed through on purpose, or is flagged."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.languages import called
from pipeline.values import Outcome, Translation

_MEANT = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many sentences ended how, and what of the source is in none of them."""

    sentences: int
    translated: int
    passed: int
    flagged: int
    empty: int
    """Sentences whose English is blank."""
    outside: tuple[str, ...]
    """Words of the source that stand in no sentence, by stretch."""
    language: str = "German"

    @property
    def whole(self) -> bool:
        """Whether nothing is missing."""
        return not self.empty and not self.outside and self.sentences == self.translated + self.passed + self.flagged

    def line(self) -> str:
        """One sentence for people."""
        many = f"{self.sentences} {self.language} sentence{'' if self.sentences == 1 else 's'}"
        left = "left as they are on purpose"
        counts = {"translated": self.translated, left: self.passed, "flagged": self.flagged}
        said = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
        line = f"{'Nothing is left out' if self.whole else 'SOMETHING IS MISSING'}: {many}, {said or 'none translated'}"
        if self.empty:
            line += f"; {self.empty} without English"
        if self.outside:
            line += f"; not read at all: {' … '.join(self.outside[:3])}"
        return line + "."


def coverage(translation: Translation) -> Coverage:
    """Count what became of each sentence, and look for text that is in none."""
    outcomes = [english.outcome for english in translation.english]
    return Coverage(
        len(translation.sentences),
        outcomes.count(Outcome.TRANSLATED),
        outcomes.count(Outcome.PASSED),
        outcomes.count(Outcome.FLAGGED),
        sum(not english.text.strip() for english in translation.english),
        tuple(_outside(translation)),
        called(translation.article.language),
    )


def _outside(translation: Translation) -> Iterator[str]:
    """Stretches of the source between sentences that hold a letter or a figure."""
    text = translation.article.text
    at = 0
    for sentence in sorted(translation.sentences, key=lambda sentence: sentence.start):
        if _MEANT.search(text, at, max(at, sentence.start)):
            yield " ".join(text[at : sentence.start].split())[:80]
        at = max(at, sentence.end)
    if _MEANT.search(text, at):
        yield " ".join(text[at:].split())[:80]
