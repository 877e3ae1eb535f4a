"""What the commands print alike: JSON lines with what the cache did, and failures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from pipeline import codec
from pipeline.glossary import EMPTY, Glossary
from pipeline.provenance import made, provenance
from pipeline.stage import Lookup, Stage
from pipeline.values import Failure, Maker, Translation
from pipeline.writers.text import visible


def print_json(plain: dict[str, Any], lookups: Sequence[Lookup], *makers: Maker) -> None:
    """One line on stdout: the result, the ``makers`` it does not name itself, and under ``run`` each unit, by stage."""
    named = {"makers": codec.to_plain(makers)} if makers else {}
    click.echo(json.dumps(plain | named | {"run": looked_up(lookups)}, ensure_ascii=False))


def made_with(
    stages: Sequence[Stage[Any, Any, Any, Any]],
    lookups: Sequence[Lookup],
    began: float,
    glossary: Glossary = EMPTY,
    translation: Translation | None = None,
) -> dict[str, Any]:
    """What a line that is no brief says of its making, as a brief does: ``provenance`` and ``made``."""
    return {
        "provenance": codec.to_plain(provenance(stages, glossary, translation)),
        "made": codec.to_plain(made(lookups, began)),
    }


def tell_failure(failure: Failure, *, as_json: bool) -> None:
    """One line on stderr, and for ``--json`` an object on stdout, so that every input has its line."""
    named = failure.message.startswith(failure.source)
    line = failure.message if named else f"{failure.source}: {failure.message}"
    click.echo(f"pipeline: {visible(line)}", err=True)
    if as_json:
        click.echo(json.dumps({"source": failure.source, "error": failure.message}, ensure_ascii=False))


def looked_up(lookups: Sequence[Lookup]) -> dict[str, Any]:
    """Hits and misses by stage, and what became of each unit."""
    stages: dict[str, Any] = {}
    for lookup in lookups:
        stage = stages.setdefault(lookup.stage, {"hits": 0, "misses": 0, "units": []})
        stage["hits" if lookup.hit else "misses"] += 1
        stage["units"].append({"key": lookup.key, "hit": lookup.hit})
    return stages
