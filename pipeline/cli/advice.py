"""What a run says about its models: which ones ``auto`` is, and which better ones there are."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.engine import ModelRef
from pipeline.hub.names import Recommended, recommended
from pipeline.hub.pull import megabytes
from pipeline.models import Task, is_bundled

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


def _named(ref: ModelRef) -> str:
    if is_bundled(ref):
        return f"{ref.identity.model} (bundled)"
    return f"{ref.identity.model}@{ref.revision[:12]} (on disk)"


def _gain(best: Recommended, ref: ModelRef) -> str:
    """The figures of both, where they were measured on the same texts."""
    metric, _, data = best.figure.partition(" on ")
    name = metric.partition(" ")[0]
    said = re.match(rf"{name} ([0-9.]+)\b.* on {re.escape(data)}", ref.measured) if best.figure else None
    return f"{best.figure} against {said[1]} of {ref.identity.model}" if said else best.measured
