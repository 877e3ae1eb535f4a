"""Names that the shell completes after an option: models."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click
from click.shell_completion import CompletionItem

from pipeline.hub import store
from pipeline.models import Task, bundled

Completer = Callable[[click.Context, click.Parameter, str], list[Any]]


def fitting(known: Iterable[str], incomplete: str) -> list[CompletionItem[str]]:
    """Those of ``known`` that begin with ``incomplete``."""
    return [CompletionItem(name) for name in known if name.startswith(incomplete)]


def models(task: Task) -> Completer:
    """Completes ``auto``, the bundled models of a task, and folders."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        known = [model.name for model in bundled() if model.task == task]
        # Folders first: in bash they then only stand in where no name fits.
        return [CompletionItem(incomplete, type="dir"), *fitting(["auto", *known], incomplete)]

    return complete


def on_disk(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """Completes the models that are on this disk, bundled or downloaded."""
    known = dict.fromkeys([*(model.name for model in bundled()), *(model.repo.name for model in store.installed())])
    return fitting(known, incomplete)
