"""``pipeline cache``: look into the store of results, keep it small, and carry it elsewhere."""

from __future__ import annotations

import dataclasses
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from pipeline import config
from pipeline.cache import Cache, RecipeStats, Selection
from pipeline.cli import names, options
from pipeline.errors import InputError
from pipeline.own_stage import TAKEN as STAGES
from pipeline.sizes import read_size, read_span, size_shown, span_shown


@click.group()
def cache() -> None:
    """Look into the store of results, keep it small, and carry it elsewhere.

    \b
    Examples:
      pipeline cache stats
      pipeline cache ls --stage translate --limit 5
      pipeline cache show 3fa9
      pipeline cache prune --older-than 90d --dry-run
      pipeline cache export results.gz --model de-en-news-tiny
    """


@contextmanager
def _opened(file: Path | None) -> Iterator[Cache]:
    settings = config.load(Path.cwd(), os.environ)
    with Cache(file or settings.cache_file(), limit=settings.cache_size or None) as store:
        yield store


as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")

def _stages(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    return names.fitting(STAGES, incomplete)


stage = click.option(
    "--stage", metavar="NAME", shell_complete=_stages,
    help="Only results of this stage: segment, translate, retry, summarize, evaluate-translation, evaluate-summary.",
)  # fmt: skip


model = click.option("--model", metavar="NAME", help="Only results of the model of this name.")


class Written(click.ParamType):  # type: ignore[type-arg]  # not generic in older versions of click
    """A size or a span of time, as people write them."""

    def __init__(self, name: str, read: Callable[[str], int]) -> None:
        self.name = name
        self._read = read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Bytes or seconds, or a usage error."""
        try:
            return value if isinstance(value, int) else self._read(value)
        except ValueError as error:
            self.fail(f"it is {value!r} and must be {error}", param, ctx)


def _check(store: Cache, stage: str | None, model: str | None = None) -> None:
    """Raise InputError if ``stage`` is none of this program's, or there is nothing of it or of ``model``."""
    known = store.stats().recipes if stage not in (None, *STAGES) or model else ()
    if stage is not None and stage not in STAGES:
        there = dict.fromkeys([*STAGES, *(each.stage for each in known)])
        if stage not in there:
            raise InputError(f"there is no stage {stage!r}; there are {', '.join(there)}")
    models = sorted({each.model for each in known if each.model})
    if model and model not in models:
        raise InputError(f"there are no results of a model {model!r}; there are of {', '.join(models) or 'none'}")


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
        _check(store, stage)
        for row in store.rows(stage=stage, limit=limit):
            if as_json:
                click.echo(json.dumps(dataclasses.asdict(row), ensure_ascii=False))
            else:
                click.echo(
                    f"{row.key[:12]}  {row.stage:<10} {row.made}  {row.size:>7} B  {row.seconds:7.3f} s  {row.model}"
                    .rstrip()
                )


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
    """Say how much is stored and what it saved, by stage and model."""
    with _opened(cache) as store:
        found = store.stats()
        if as_json:
            click.echo(json.dumps(dataclasses.asdict(found), ensure_ascii=False))
            return
        click.echo(f"{store.path}: {size_shown(found.file_bytes)}, {found.entries:,} results")
        beyond = f", {found.fetched:,} of them beyond this machine" if found.fetched else ""
        click.echo(f"found again {found.hits:,} times{beyond}, which saved {span_shown(found.seconds_saved)}")
        for line in _table(found.recipes):
            click.echo(line)
        if found.set_aside:
            click.echo(f"{found.set_aside} damaged results are set aside; `pipeline cache clear` throws them away too")


HEAD = ("stage", "model", "results", "size", "hits", "saved", "a result takes")


def _table(recipes: Sequence[RecipeStats]) -> Iterator[str]:
    """A line for each stage and model, recipes with other options taken together."""
    rows = [HEAD]
    for (stage, model), some in groupby(recipes, key=lambda each: (each.stage, each.model)):
        same = list(some)
        computed, cost = sum(each.computed for each in same), sum(each.cost for each in same)
        rows.append((
            stage, model or "-",
            f"{sum(each.entries for each in same):,}", size_shown(sum(each.bytes for each in same)),
            f"{sum(each.hits for each in same):,}", span_shown(sum(each.seconds_saved for each in same)),
            f"{cost / computed:.3f} s" if computed else "-",
        ))  # fmt: skip
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
    for row in rows if len(rows) > 1 else ():
        left = (f"{cell:<{width}}" for cell, width in zip(row[:2], widths, strict=False))
        right = (f"{cell:>{width}}" for cell, width in zip(row[2:], widths[2:], strict=True))
        yield "  ".join((*left, *right))


@cache.command()
@options.cache_file
@stage
@model
@click.option(
    "--max-size", type=Written("size", read_size), metavar="SIZE",
    help="Only until the file is this small (500MB), the least recently used first; those of a run in progress stay.",
)
@click.option(
    "--older-than", type=Written("age", read_span), metavar="AGE", help="Only what was not used for so long: 12h, 30d."
)
@click.option("--dry-run", is_flag=True, help="Say what would go, and leave it.")
def prune(
    cache: Path | None,
    stage: str | None,
    model: str | None,
    max_size: int | None,
    older_than: int | None,
    dry_run: bool,
) -> None:
    """Throw away what fits all that is asked: by stage, model, age, or until the file is small enough.

    \b
    Examples:
      pipeline cache prune --max-size 500MB
      pipeline cache prune --model old-model --older-than 30d --dry-run
    """
    if stage is None and model is None and max_size is None and older_than is None:
        raise click.UsageError("say what is to go: --max-size, --older-than, --stage or --model")
    if max_size == 0:
        raise click.UsageError("--max-size must be more than 0; pipeline cache clear throws everything away")
    with _opened(cache) as store:
        _check(store, stage, model)
        before = store.stats().file_bytes
        chosen = Selection(stage, model, used_before=None if older_than is None else int(time.time()) - older_than)
        gone = store.prune(chosen, max_bytes=max_size, dry_run=dry_run)
        done = "would be" if dry_run else "were"
        click.echo(f"{gone.entries:,} results ({size_shown(gone.bytes)}) {done} thrown away", nl=dry_run)
        if not dry_run:
            click.echo(f"; the file had {size_shown(before)} and has {size_shown(store.stats().file_bytes)}")


@cache.command()
@options.cache_file
def verify(cache: Path | None) -> None:
    """Look at every stored result; one that is not as it was written is set aside and computed again when needed.

    \b
    Exit code 1 if anything had to be put right.
    """
    with _opened(cache) as store:
        found = store.verify()
        click.echo(f"{found.entries:,} results are whole, {found.damaged:,} were damaged and are set aside")
        for what in found.mended:
            click.echo(f"put right: the {what}")
        click.get_current_context().exit(1 if found.damaged or found.mended else 0)


@cache.command()
@options.cache_file
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@stage
@model
@click.option("--newer-than", type=Written("age", read_span), metavar="AGE", help="Only what was used since: 12h, 30d.")
def export(cache: Path | None, file: Path, stage: str | None, model: str | None, newer_than: int | None) -> None:
    """Write stored results to FILE, for a colleague or another machine; an older FILE is replaced.

    It holds the English of every article among them: give it to nobody who may not read those.
    """
    with _opened(cache) as store:
        _check(store, stage, model)
        since = None if newer_than is None else int(time.time()) - newer_than
        moved = store.export(file, Selection(stage, model, used_since=since))
        click.echo(f"{moved.entries:,} results written to {file} ({size_shown(file.stat().st_size)})")


@cache.command("import")
@options.cache_file
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def take_in(cache: Path | None, file: Path) -> None:
    """Store the results that `pipeline cache export` wrote to FILE; a damaged file is refused whole.

    What is stored already stays as it is.
    """
    with _opened(cache) as store:
        moved = store.take_in(file)
        click.echo(f"{moved.entries:,} results stored, {moved.there:,} were there already")


@cache.command()
@options.cache_file
@stage
@click.option("--yes", is_flag=True, help="Do not ask.")
def clear(cache: Path | None, stage: str | None, yes: bool) -> None:
    """Throw stored results away."""
    with _opened(cache) as store:
        _check(store, stage)
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
