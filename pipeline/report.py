"""What became of a run: how many articles are done, flagged and failed, what was cached, and the exit code."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.brief import printed
from pipeline.stage import Lookup
from pipeline.values import Brief, Failure, Outcome, Severity, Summary, Translation


@dataclass
class Report:
    """Counts over a run; add each result as it comes."""

    done: int = 0
    failed: int = 0
    flagged: int = 0
    """Sentences with a severe flag that somebody will read: the printed ones of a brief, all of a translation."""
    unprinted: int = 0
    """The others of a brief."""
    foreign: int = 0
    """Paragraphs in another language than their article, which stay as they are."""
    hits: Counter[str] = field(default_factory=Counter)
    misses: Counter[str] = field(default_factory=Counter)

    def add(self, result: Brief | Translation | Summary | Failure, lookups: Iterable[Lookup] = ()) -> None:
        """Count one result and what became of its units."""
        if isinstance(result, Failure):
            self.failed += 1
        else:
            self.done += 1
            self._count(result)
        for lookup in lookups:
            (self.hits if lookup.hit else self.misses)[lookup.stage] += 1

    def _count(self, result: Brief | Translation | Summary) -> None:
        summary = result.summary if isinstance(result, Brief) else result
        if isinstance(summary, Summary):
            own = (s for s in summary.sentences if s.replaced is None)  # else its flags are of what is not printed
            written = (any(f.severity is Severity.SEVERE for f in s.flags) for s in own)
            self.flagged += sum(written)
        if isinstance(result, Summary):
            return
        translation = result.translation if isinstance(result, Brief) else result
        self.foreign += sum(block.language is not None for block in translation.article.blocks)
        flagged = {i for i, english in enumerate(translation.english) if english.outcome is Outcome.FLAGGED}
        read = flagged & printed(translation, result.summary) if isinstance(result, Brief) else flagged
        self.flagged += len(read)
        self.unprinted += len(flagged - read)

    def exit_code(self, *, strict: bool = False) -> int:
        """0 all done; 1 nothing done; 4 some of several failed; 3 under ``strict`` if what people read is flagged."""
        if self.failed:
            return 4 if self.done else 1
        return 3 if strict and self.flagged else 0

    def line(self) -> str:
        """One line for people: ``1 done, 38 results from the cache, 1 computed, 2 sentences flagged``."""
        cached, computed = sum(self.hits.values()), sum(self.misses.values())
        parts = [f"{self.done} done", f"{cached} results from the cache", f"{computed} computed"]
        if self.flagged or self.unprinted:
            parts.append(f"{self.flagged} {'sentence' if self.flagged == 1 else 'sentences'} flagged")
        if self.unprinted:
            parts[-1] += f" that {'is' if self.flagged == 1 else 'are'} printed, {self.unprinted} that are not"
        if self.foreign:
            one = self.foreign == 1
            left = "paragraph in English left as it is" if one else "paragraphs in English left as they are"
            parts.append(f"{self.foreign} {left}")
        if self.failed:
            parts.append(f"{self.failed} failed")
        return ", ".join(parts)
