"""What a run says about its models: which ones ``auto`` is, and which better ones there are."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.engine import ModelRef
from pipeline.hub.names import Recommended, parse, recommended
from pipeline.hub.pull import megabytes
from pipeline.models import Task, bundled, is_bundled

ROLES: dict[Task, str] = {"translation": "translator", "summarization": "summarizer"}


def which(models: Mapping[Task, ModelRef]) -> str:
    """One line that names the models, ``translator: owner/model@commit (on disk)``; "" if there are none."""
    return "; ".join(f"{ROLES[task]}: {_named(ref)}" for task, ref in models.items())


def better(models: Mapping[Task, ModelRef]) -> str:
    """One line on the recommended models in place of bundled ones: size, gain, command; "" if there are none."""
    offers = []
    for task, ref in models.items():
        best = recommended(task=task)
        if best is not None and is_bundled(ref):
            offers.append(f"{best.name} ({megabytes(best.size)}): {_gain(best, ref)}")
    return f"better models: {'; '.join(offers)}; to get them: pipeline models pull" if offers else ""


def says_more(ref: ModelRef, name: str) -> bool:
    """Whether ``which`` says more of a model than the ``name`` it was called by does."""
    if name == "auto" or not ref.reproducible or ref.unchecked:
        return True
    if name in {known.name for known in bundled()}:
        return not is_bundled(ref)
    called = parse(name)
    return called is not None and called.revision != ref.revision


def _named(ref: ModelRef) -> str:
    place = "bundled" if is_bundled(ref) else "on disk" if ref.revision else f"the folder {ref.folder}"
    doubts = [] if ref.reproducible else [f"{ref.identity.compute} is not reproducible"]
    doubts += ["unchecked"] if ref.unchecked else []
    commit = f"@{ref.revision[:12]}" if ref.revision else ""
    return f"{ref.identity.model}{commit} ({', '.join([place, *doubts])})"


def _gain(best: Recommended, ref: ModelRef) -> str:
    """The figures of both, and where they were not measured on the same texts, that they were not."""
    metric, _, data = best.figure.partition(" on ")
    name = metric.partition(" ")[0]
    said = re.match(rf"{name} ([0-9.]+)\b.* on {re.escape(data)}", ref.measured) if best.figure else None
    if said:
        return f"{best.figure} against {said[1]} of {ref.identity.model}"
    return f"{best.measured} ({ref.identity.model}: {ref.measured}; not measured on the same texts)"
