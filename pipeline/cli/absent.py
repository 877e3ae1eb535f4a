"""What stands for a model that is not on this disk, where nothing is to be downloaded or loaded."""

from __future__ import annotations

from pathlib import Path

from pipeline.cli.asked import Asked
from pipeline.engine import Identity, ModelRef
from pipeline.hub.names import Name, parse
from pipeline.languages import GERMAN_ENGLISH
from pipeline.models import Task
from pipeline.pairs import repository


def known(task: Task, asked: Asked) -> tuple[ModelRef, Name | None]:
    """The model of the settings; if it is not on this disk one of its name without weights, and what to download."""
    found = asked.on_disk(task)
    if found is not None:
        return found, None
    direction = asked.direction() if task == "translation" else GERMAN_ENGLISH
    name = repository(direction) if asked.named(task) == "auto" else asked.named(task)
    called = parse(name)
    assert called is not None, "only models of the hub can be absent"
    unknown = Identity("", name, "", f"{asked.settings.device} none")
    return ModelRef(unknown, Path(), "", task, direction), called
