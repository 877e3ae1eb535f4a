"""``pipeline doctor``: what is installed, which models there are, and where files are."""

from __future__ import annotations

import json
import os
import platform
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

import click

from pipeline import __version__, config, extras, plugins, trial
from pipeline.engine import ModelRef
from pipeline.errors import PipelineError
from pipeline.folders import user_cache_folder
from pipeline.hub.places import cache_folder
from pipeline.hub.pull import Reach
from pipeline.languages import Direction
from pipeline.models import Task, find
from pipeline.reading import PACKAGE as READERS
from pipeline.settings import Settings

PACKAGES = ("ctranslate2", "sentencepiece", "transformers", "torch", "click")


def _readers() -> dict[str, str]:
    """Which formats are read, and how to have the others."""
    there, absent = [], []
    for name in plugins.names(READERS):
        reader = plugins.load(READERS, name)
        library = getattr(reader, "LIBRARY", None)
        suffixes = " ".join(reader.SUFFIXES)
        if library is None or extras.has(library):
            there.append(f"{name} ({suffixes})")
        else:
            absent.append(f"{name} ({suffixes}: {extras.how(reader.EXTRA)})")
    return {"readers": ", ".join(there)} | ({"readers that lack a library": ", ".join(absent)} if absent else {})


def _found(settings: Settings, task: Task, name: str) -> ModelRef:
    return find(
        name,
        task=task,
        direction=Direction(settings.source, settings.target) if task == "translation" else None,
        engine=settings.engine,
        device=settings.device,
        compute=settings.compute,
        reach=Reach(offline=True),
    )


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def doctor(as_json: bool) -> None:
    """Say what is installed, which models would be used, and where files are. Exit code 1 if a run cannot work.

    The models are loaded and tried out, which takes some seconds, and more the first time.
    """
    settings = config.load(Path.cwd(), os.environ)
    found: dict[str, Any] = {"pipeline": __version__, "python": platform.python_version()}
    problems = []
    for package in PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[package] = "missing"
            problems.append(f"{package} is not installed; pip install {package}")
    named: dict[Task, str] = {"translation": settings.translator, "summarization": settings.summarizer}
    for task, name in named.items():
        try:
            ref = trial.working(name, task, partial(_found, settings, task), load=True)
            found[task] = f"{ref.identity.model}, {ref.identity.backend} {ref.identity.compute}: {ref.measured}"
            found[f"{task} folder"] = str(ref.folder)
        except PipelineError as error:
            found[task] = "missing"
            problems.append(str(error))
    found |= _readers()
    found["settings"] = str(settings.file) if settings.file else "defaults (no pipeline.toml here or above)"
    found["results are stored in"] = str(settings.cache_file())
    found["models of the hub are kept in"] = str(cache_folder())
    found["converted models are kept in"] = str(user_cache_folder())
    found["briefs go to"] = str(settings.output)
    if as_json:
        click.echo(json.dumps(found | {"problems": problems}, ensure_ascii=False))
    else:
        width = max(map(len, found))
        for name, value in found.items():
            click.echo(f"{name:<{width}}  {value}")
        for problem in problems:
            click.echo(f"problem: {problem}")
        if not problems:
            click.echo("All is well.")
    click.get_current_context().exit(1 if problems else 0)
