"""Whether every sentence ended as English, was passed through on purpose, or is flagged."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.languages import called
from pipeline.values import Outcome, Translation

UNTRANSLATED = "untranslated"
"""The flag of a sentence that stays as it is in the source."""
_MEANT = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many sentences ended how, and what of the source is in none of them."""

    sentences: int
    translated: int
    """With a flag or without."""
    passed: int
    refused: int
    """Left in the source's words, since every translation was nonsense."""
    flagged: int
    """Of those translated."""
    empty: int
    """Sentences whose English is blank."""
    outside: tuple[str, ...]
    """Words of the source that stand in no sentence, by stretch."""
    language: str = "German"
    corrected: int = 0
    """Put into English by a person."""

    @property
    def whole(self) -> bool:
        """Whether nothing is missing."""
        ended = self.translated + self.passed + self.refused + self.corrected
        return not self.empty and not self.outside and self.sentences == ended

    def line(self) -> str:
        """One sentence for people."""
        many = f"{self.sentences} {self.language} sentence{'' if self.sentences == 1 else 's'}"
        left, kept = "left as they are on purpose", f"left in {self.language} because no translation was usable"
        flagged = f"translated ({self.flagged} of them flagged)" if self.flagged else "translated"
        counts = {flagged: self.translated, "corrected by a person": self.corrected}
        counts |= {left: self.passed, kept: self.refused}
        said = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
        opening = "Every sentence is accounted for" if self.whole else "SOMETHING IS MISSING"
        line = f"{opening}: {many}, {said or 'none translated'}"
        if self.empty:
            line += f"; {self.empty} without English"
        if self.outside:
            line += f"; not read at all: {' … '.join(self.outside[:3])}"
        return line + "."


def coverage(translation: Translation) -> Coverage:
    """Count what became of each sentence, and look for text that is in none."""
    refused = sum(any(flag.name == UNTRANSLATED for flag in english.flags) for english in translation.english)
    outcomes = [english.outcome for english in translation.english]
    flagged = outcomes.count(Outcome.FLAGGED) - refused
    return Coverage(
        len(translation.sentences),
        outcomes.count(Outcome.TRANSLATED) + flagged,
        outcomes.count(Outcome.PASSED),
        refused,
        flagged,
        sum(not english.text.strip() for english in translation.english),
        tuple(_outside(translation)),
        called(translation.article.language),
        outcomes.count(Outcome.CORRECTED),
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
