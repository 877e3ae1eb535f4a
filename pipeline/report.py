"""What became of a run: how many articles are done, flagged and failed, what was cached, and the exit code."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.stage import Lookup
from pipeline.values import Brief, Failure, Outcome, Summary, Translation


@dataclass
class Report:
    """Counts over a run; add each result as it comes."""

    done: int = 0
    failed: int = 0
    flagged: int = 0
    """Sentences with a flag."""
    hits: Counter[str] = field(default_factory=Counter)
    misses: Counter[str] = field(default_factory=Counter)

    def add(self, result: Brief | Translation | Summary | Failure, lookups: Iterable[Lookup] = ()) -> None:
        """Count one result and what became of its units."""
        if isinstance(result, Failure):
            self.failed += 1
        else:
            self.done += 1
            translation = result.translation if isinstance(result, Brief) else result
            english = () if isinstance(translation, Summary) else translation.english
            self.flagged += sum(e.outcome is Outcome.FLAGGED for e in english)
        for lookup in lookups:
            (self.hits if lookup.hit else self.misses)[lookup.stage] += 1

    def exit_code(self, *, strict: bool = False) -> int:
        """0 all done; 1 nothing done; 4 some of several failed; 3 flags under ``strict``."""
        if self.failed:
            return 4 if self.done else 1
        return 3 if strict and self.flagged else 0

    def line(self) -> str:
        """One line for people: ``1 done, 38 results from the cache, 1 computed, 2 sentences flagged``."""
        cached, computed = sum(self.hits.values()), sum(self.misses.values())
        parts = [f"{self.done} done", f"{cached} results from the cache", f"{computed} computed"]
        if self.flagged:
            parts.append(f"{self.flagged} {'sentence' if self.flagged == 1 else 'sentences'} flagged")
        if self.failed:
            parts.append(f"{self.failed} failed")
        return ", ".join(parts)
