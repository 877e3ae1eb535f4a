"""``pipeline cache``: look into the store of results, and empty it."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from pipeline import config
from pipeline.cache import Cache
from pipeline.cli import names, options
from pipeline.errors import InputError


@click.group()
def cache() -> None:
    """Look into the store of results, and empty it.

    \b
    Examples:
      pipeline cache stats
      pipeline cache ls --stage translate --limit 5
      pipeline cache show 3fa9
    """


@contextmanager
def _opened(file: Path | None) -> Iterator[Cache]:
    settings = config.load(Path.cwd(), os.environ)
    with Cache(file or settings.cache_file()) as store:
        yield store


as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")

STAGES = ("segment", "translate", "retry", "summarize", "evaluate-translation", "evaluate-summary")
"""Those of this program; a script may have stored results of others."""


def _stages(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    return names.fitting(STAGES, incomplete)


stage = click.option(
    "--stage", metavar="NAME", shell_complete=_stages,
    help="Only results of this stage: segment, translate, summarize, evaluate-translation, evaluate-summary.",
)  # fmt: skip


def _check(stage: str | None, store: Cache) -> None:
    """Raise InputError if ``stage`` is none of this program's and none that has results."""
    if stage is not None and stage not in STAGES:
        there = dict.fromkeys([*STAGES, *(each.stage for each in store.stats().stages)])
        if stage not in there:
            raise InputError(f"there is no stage {stage!r}; there are {', '.join(there)}")


@cache.command()
@options.cache_file
@stage
@click.option(
    "--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most so many, newest first."
)
@as_json
def ls(cache: Path | None, stage: str | None, limit: int, as_json: bool) -> None:
    """List stored results, newest first."""
    with _opened(cache) as store:
        _check(stage, store)
        for row in store.rows(stage=stage, limit=limit):
            if as_json:
                click.echo(json.dumps(dataclasses.asdict(row), ensure_ascii=False))
            else:
                click.echo(f"{row.key[:12]}  {row.stage:<10} {row.made}  {row.size:>7} B  {row.seconds:7.3f} s")


@cache.command()
@options.cache_file
@click.argument("key")
def show(cache: Path | None, key: str) -> None:
    """Show one result and the settings that made it; KEY is the beginning of its key."""
    with _opened(cache) as store:
        click.echo(json.dumps(dataclasses.asdict(store.show(key)), ensure_ascii=False, indent=2))


@cache.command()
@options.cache_file
@as_json
def stats(cache: Path | None, as_json: bool) -> None:
    """Say how much is stored and what it saved."""
    with _opened(cache) as store:
        click.echo(json.dumps(dataclasses.asdict(store.stats()), ensure_ascii=False, indent=None if as_json else 2))


@cache.command()
@options.cache_file
@stage
@click.option("--yes", is_flag=True, help="Do not ask.")
def clear(cache: Path | None, stage: str | None, yes: bool) -> None:
    """Throw stored results away."""
    with _opened(cache) as store:
        _check(stage, store)
        if not (yes or _agreed(f"Throw away {stage or 'all'} results in {store.path}?")):
            click.echo("pipeline: nothing was thrown away", err=True)
            click.get_current_context().exit(1)
        click.echo(f"{store.clear(stage=stage)} results thrown away")


def _agreed(question: str) -> bool:
    try:
        return click.confirm(question, err=True)
    except click.Abort as abort:
        if isinstance(abort.__context__, EOFError):
            raise InputError("there is nobody to ask; give --yes to throw results away without a question") from None
        raise
