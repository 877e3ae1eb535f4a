"""What a brief was made with and by which run, so that another can be made again and compared."""
from __future__ import annotations

import datetime
import platform
import time
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pipeline import codec
from pipeline.glossary import Glossary
from pipeline.stage import Lookup, Stage
from pipeline.values import Made, Outcome, Provenance, StageUsed, Translation


def provenance(
    stages: Iterable[Stage[Any, Any, Any, Any]], glossary: Glossary, translation: Translation | None = None
) -> Provenance:
    """Versions, the options of each stage, and of ``translation`` the glossary's terms and how much is corrected."""
    sentences, english = (translation.sentences, translation.english) if translation is not None else ((), ())
    terms = dict.fromkeys(term for sentence in sentences for term in glossary.asked(sentence.text))
    said = tuple((term.german, term.english, term.note) for term in terms)
    corrected = sum(one.outcome is Outcome.CORRECTED for one in english)
    stages_used = tuple(used(stage) for stage in stages)
    return Provenance(package_version(), platform.python_version(), stages_used, said, corrected)


def used(stage: Stage[Any, Any, Any, Any]) -> StageUsed:
    """What the results of ``stage`` depend on: what its keys are made of, with every field by name."""
    return StageUsed(stage.name, stage.version, codec.to_plain(stage, for_key=True))


def made(lookups: Iterable[Lookup], began: float) -> Made:
    """The record of a run that began at ``began`` (``time.perf_counter``) and is at this moment done with a brief."""
    found: Counter[str] = Counter()
    computed: Counter[str] = Counter()
    for lookup in lookups:
        (found if lookup.hit else computed)[lookup.stage] += 1
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    seconds = round(time.perf_counter() - began, 3)
    at = now.isoformat().replace("+00:00", "Z")
    return Made(at, seconds, dict(sorted(found.items())), dict(sorted(computed.items())))


def package_version() -> str:
    """The version of german-briefs that is installed, or ``unknown`` where it is not."""
    try:
        return version("german-briefs")
    except PackageNotFoundError:
        return "unknown"
