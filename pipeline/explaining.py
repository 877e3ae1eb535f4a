"""Why something would be computed: how it differs from what is stored, in words."""
from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from pipeline.cache import Cache
from pipeline.stage import key
from pipeline.stages.retry import Doubtful
from pipeline.stages.translate import Translate
from pipeline.stored import Look, Looked

RECIPES = 50
"""Sets of settings that are compared, the newest first."""
ARTICLES = 500
"""Sources among which one like it is looked for, if the source itself was not seen before."""
LIKE = 0.5
"""Ratio of equal characters from which a sentence counts as another's new form."""
SHOWN = 5
"""Changed sentences that are named."""
NOUNS = {
    "segment": ("block", "blocks"), "translate": ("sentence", "sentences"),
    "retry": ("doubtful sentence", "doubtful sentences"), "summarize": ("summary", "summaries"),
}  # fmt: skip
"""What a unit of each stage is called. The cells of a table count as sentences."""


@dataclass(frozen=True, slots=True)
class Explained:
    """One stage: what is stored, and why the rest is not."""

    stage: str
    units: int
    stored: int
    reasons: tuple[str, ...]
    waits_for: str = ""

    def line(self) -> str:
        """``translate: 27 of 28 sentences stored``."""
        one, many = NOUNS.get(self.stage, ("unit", "units"))
        if self.waits_for:
            return f"{self.stage}: known when {self.waits_for} is done"
        if not self.units:
            return f"{self.stage}: nothing to do"
        if self.units == 1:
            return f"{self.stage}: the {one} is {'stored' if self.stored else 'not stored'}"
        if self.stored == self.units:
            return f"{self.stage}: all {self.units} {many} stored"
        return f"{self.stage}: {self.stored} of {self.units} {many} stored"


def explain(look: Look, translate: Translate, cache: Cache) -> list[Explained]:
    """Each stage in the order of the flow."""
    return [_stage(looked, look, translate, cache) for looked in look.stages]


def _stage(looked: Looked, look: Look, translate: Translate, cache: Cache) -> Explained:
    missing = looked.missing
    reasons: list[str] = []
    if looked.waits_for:
        if looked.stage == "summarize":
            reasons = [f"it reads the English: it is made again, unless {looked.waits_for} gives the same as before"]
        return Explained(looked.stage, 0, 0, tuple(reasons), looked.waits_for)
    while missing and (other := _other_settings(looked, missing, cache)):
        found, said = other
        which = "it is" if len(looked.units) == 1 else f"{len(found)} of them are" if len(found) > 1 else "one is"
        reasons.append(f"{which} stored with {said}")
        missing = [unit for unit in missing if unit not in found]
        if len(reasons) == SHOWN:
            break
    if missing:
        reasons += _texts(looked, missing, look, translate, cache)
    return Explained(looked.stage, len(looked.units), len(looked.there), tuple(reasons))


def _other_settings(looked: Looked, missing: Sequence[Any], cache: Cache) -> tuple[list[Any], str] | None:
    """Those of ``missing`` that are stored with other settings, the most and the nearest, and what these are."""
    best: tuple[int, int, list[Any], str] | None = None
    for other in cache.recipes(looked.stage)[:RECIPES]:
        if other == looked.recipe:
            continue
        keys = {key(other, unit): unit for unit in missing}
        there = cache.peek(list(keys))
        if there:
            said = differences(other, looked.recipe)
            rank = (len(there), -len(said), [keys[k] for k in keys if k in there], "; ".join(said))
            best = rank if best is None or rank[:2] > best[:2] else best
    return None if best is None else (best[2], best[3])


def differences(then: bytes, now: bytes) -> list[str]:
    """What is other in two recipes of one stage, each as ``beams 1 (now 4)``."""
    old, new = (dict(_flat(json.loads(recipe))) for recipe in (then, now))
    name = "fields.model.identity.model"
    paths = [path for path in {**old, **new} if old.get(path) != new.get(path)]
    if name in paths:
        # Another model has other weights.
        paths = [path for path in paths if path != "fields.model.identity.weights"]
    return [_in_words(path, old.get(path), new.get(path), new.get(name)) for path in paths]


CALLED = {
    "version": "version of the stage", "fields.checks": "checks of version", "fields.model.identity.model": "the model",
    "fields.model.identity.backend": "the engine", "fields.model.identity.compute": "numbers",
}  # fmt: skip


def _in_words(path: str, then: Any, now: Any, model: Any) -> str:
    if path == "fields.ladder":
        return f"doubtful sentences tried again by {_ways(then)} (now by {_ways(now)})"
    if path == "fields.model.identity.weights":
        return f"other weights of {model} ({str(then)[:8]}, now {str(now)[:8]})"
    called = CALLED.get(path, path.removeprefix("fields.").removeprefix("decoding.").replace("_", " "))
    return f"{called} {_plain(then)} (now {_plain(now)})"


def _ways(ladder: Any) -> str:
    return ", ".join(ladder or ()) or "nothing"


def _plain(value: Any) -> str:
    if value is None:
        return "as usual"
    return value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False)


def _flat(plain: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each value with the path to it; a list is one value."""
    if isinstance(plain, Mapping):
        for name, value in plain.items():
            yield from _flat(value, f"{path}.{name}" if path else name)
    else:
        yield path, plain


def _texts(
    looked: Looked, missing: Sequence[Any], look: Look, translate: Translate, cache: Cache
) -> list[str]:
    """What of the text is other than at the last run, or than in the article that is most like it."""
    if looked.stage == "retry":
        return [_doubtful(looked, missing, cache)]
    now = [sentence.text for sentence in look.sentences.sentences]
    before, where = _before(look, now, cache)
    if before is None:
        return ["nothing like this text was seen before"]
    changes = _changes(before, now)
    if looked.stage == "translate":
        concerned = _concerned(missing, look, translate)
        changes = [change for change in changes if change.place in concerned]
        stale = len(concerned) - len({change.place for change in changes})
        said = [change.line(where) for change in changes[:SHOWN]]
        if len(changes) > SHOWN:
            said.append(f"{len(changes) - SHOWN} more sentences are new or changed")
        if stale:
            was = "1 was" if stale == 1 else f"{stale} were"
            said.append(f"{was} there {where}; what came out was thrown away, or was never finished")
        return said
    if looked.stage == "segment":
        return [("one is not as it was " if len(missing) == 1 else f"{len(missing)} are not as they were ") + where]
    if changes or len(now) != len(before):
        gone = len(set(before) - set(now)) - sum(change.then is not None for change in changes)
        parts = [_counted(len(changes), "new or changed")] if changes else []
        parts += [_counted(gone, "gone")] if gone > 0 else []
        return [f"the English it is made from is not what it was {where}: {', '.join(parts) or 'one stands twice'}"]
    if before != now:
        return [f"the sentences stand in another order than {where}"]
    corrected = sum(translate.corrected(sentence) is not None for sentence in look.sentences.sentences)
    if corrected:
        return [f"{corrected} of its sentences {'was' if corrected == 1 else 'were'} corrected by a person"]
    return ["the English it is made from is other (a correction, a dismissed flag, a term), or it was thrown away"]


def _counted(sentences: int, what: str) -> str:
    return f"{sentences} sentence{'s' if sentences > 1 else ''} {what}"


def _doubtful(looked: Looked, missing: Sequence[Doubtful], cache: Cache) -> str:
    """Why sentences would be tried again."""
    with_terms = [unit for unit in missing if unit.terms]
    bare = [key(looked.recipe, dataclasses.replace(unit, terms=())) for unit in with_terms]
    terms = sorted({term.german for unit in with_terms for term in unit.terms})
    if (with_terms and len(cache.peek(bare))) or len(with_terms) == len(missing):
        return f"the glossary has terms that stand in them: {', '.join(terms[:SHOWN])}"
    return "they were not tried again with this first translation, or what came out was thrown away"


@dataclass(frozen=True, slots=True)
class _Change:
    place: int
    now: str
    then: str | None

    def line(self, where: str) -> str:
        """``sentence 4 changed: “im Mai” is “im Juni” now``."""
        if self.then is None:
            return f"sentence {self.place + 1} was not there {where}: “{_short(self.now)}”"
        then, now = self.then.split(), self.now.split()
        parts = [
            _replaced(" ".join(then[a:b]), " ".join(now[c:d]))
            for tag, a, b, c, d in SequenceMatcher(None, then, now, autojunk=False).get_opcodes()
            if tag != "equal"
        ]
        return f"sentence {self.place + 1} is not as it was {where}: {', '.join(parts[:3])}"


def _replaced(then: str, now: str) -> str:
    if not then:
        return f"“{_short(now)}” is new"
    return f"“{_short(then)}” is now “{_short(now)}”" if now else f"“{_short(then)}” is gone"


def _changes(before: Sequence[str], now: Sequence[str]) -> list[_Change]:
    """The sentences of ``now`` that were not there, each with the one it was, if there is one like it."""
    left = [text for text in before if text not in set(now)]
    found = []
    for place, text in enumerate(now):
        if text in before:
            continue
        likeness = {old: SequenceMatcher(None, old, text, autojunk=False).ratio() for old in left}
        then = max(left, key=lambda old: likeness[old], default=None)
        if then is not None and likeness[then] >= LIKE:
            left.remove(then)
            found.append(_Change(place, text, then))
        else:
            found.append(_Change(place, text, None))
    return found


def _before(look: Look, now: Sequence[str], cache: Cache) -> tuple[list[str] | None, str]:
    """The sentences last seen of the source, or of the one with the most in common, and which that is."""
    source = look.sentences.article.source
    wanted = set(now)
    known = cache.article(source)
    if known is not None and wanted & set(_read(known)):
        return _read(known), "at the last run"
    best: tuple[int, list[str] | None, str] = (0, None, "")
    for other, data in cache.articles(ARTICLES):
        texts = _read(data)
        if (common := len(wanted & set(texts))) > best[0]:
            best = (common, texts, f"in {other}")
    return best[1], best[2]


def _read(data: bytes) -> list[str]:
    try:
        return [str(text) for text in json.loads(data)]
    except (ValueError, TypeError):
        return []


def _concerned(missing: Sequence[str], look: Look, translate: Translate) -> set[int]:
    """The sentences that need one of the ``missing`` units."""
    rows = translate.rows(look.sentences)
    places = [place for place, row in enumerate(rows) for cell in row if cell.words]
    return {place for place, unit in zip(places, translate.units(look.sentences), strict=True) if unit in set(missing)}


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
