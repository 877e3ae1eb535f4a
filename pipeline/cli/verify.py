"""``pipeline verify``: a brief made again from what stands in its file, and what differs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from pipeline import verifying
from pipeline.cli import options
from pipeline.cli.brief_file import text_of
from pipeline.cli.options import Asked
from pipeline.engine import ModelRef
from pipeline.errors import InputError, ModelError, PipelineError
from pipeline.models import Task
from pipeline.values import Brief, Provenance
from pipeline.verifying import Difference, Needed
from pipeline.writers import json as json_writer

DIFFERENT, SOME_FAILED = 3, 4
TASKS: tuple[Task, ...] = ("translation", "summarization")


@click.command()
@click.argument("files", metavar="FILE.json...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--cached", is_flag=True, help="Take stored results for recomputed ones.")
@options.asking(options.cache_file, options.translator, options.summarizer, options.offline, options.speaking)
def verify(files: tuple[Path, ...], asked: Asked, cached: bool) -> None:
    """Make each brief again from the German in its file, with the models and options it names, and say what differs.

    Nothing is taken from the cache unless --cached. A brief that somebody edited is told by its seal. Ends with 0 if
    all is as it stands in the files and with 3 if anything differs.

    \b
    Examples:
      pipeline verify outputs/article.json
      pipeline verify outputs/*.json --json
    """
    asked = replace(asked, no_cache=not cached)
    different = failed = 0
    for file in files:
        try:
            differs = _verify(file, asked)
        except PipelineError as error:
            failed += 1
            click.echo(f"pipeline: {file}: {error}", err=True)
            if asked.as_json:
                click.echo(json.dumps({"file": str(file), "error": str(error)}, ensure_ascii=False))
        else:
            different += differs
    if failed:
        click.get_current_context().exit(SOME_FAILED if failed < len(files) else 1)
    click.get_current_context().exit(DIFFERENT if different else 0)


def _verify(file: Path, asked: Asked) -> bool:
    """Whether the brief in ``file`` differs from what is made again; it is told."""
    text = text_of(file)
    then = json_writer.read(text)
    edited = verifying.is_edited(text)
    if edited and not asked.as_json:
        click.echo(f"{file}: edited since it was written; the seal does not fit")
    if then.provenance is None:
        _tell(file, list(verifying.without_models(then)), asked, edited=edited)
        raise InputError(
            "this brief does not say how it was made, as an older version wrote it: its German, headline, dates and "
            "quotations were looked at, its English and its choice of sentences cannot be; make it again with "
            "pipeline run"
        )
    now = _again(then, then.provenance, asked)
    found = list(verifying.differences(then, now))
    changed = list(verifying.versions(then.provenance, now.provenance)) if now.provenance is not None else []
    _tell(file, found, asked, changed, edited=edited)
    if not asked.as_json:
        if not found and not edited:
            count = len(now.translation.sentences)
            click.echo(f"{file}: the same again: headline, {len(now.summary.sentences)} sentences, {count} of the text")
        elif not found:
            click.echo(f"{file}: what it says is the same as what is made again")
        elif why := verifying.may_vary(then.provenance):
            asked.tell(f"{file}: {why}")
    return bool(found or edited)


def _tell(
    file: Path, found: Sequence[Difference], asked: Asked, changed: Sequence[Difference] = (), *, edited: bool
) -> None:
    """What differs on stdout, and other versions, which need not matter, on stderr."""
    if asked.as_json:
        said = {
            "file": str(file), "same": not found and not edited, "edited": edited,
            "differences": [{"where": d.where, "then": d.then, "now": d.now} for d in found],
            "versions": [{"where": d.where, "then": d.then, "now": d.now} for d in changed],
        }  # fmt: skip
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    for difference in found:
        click.echo(f"{file}: {difference.line()}")
    for difference in changed:
        asked.tell(f"{file}: made with another {difference.where}: {difference.then}, and now {difference.now}")


def _again(then: Brief, known: Provenance, asked: Asked) -> Brief:
    translation, summary = (verifying.needed(known, task) for task in TASKS)
    settings = replace(asked.settings, source=then.translation.article.language, target=then.translation.language)
    asked = replace(asked, settings=settings)
    translator = _model(asked, "translation", translation)
    summarizer = _model(asked, "summarization", summary)
    with asked.how() as how:
        return verifying.again(then, translator, summarizer, how)


def _model(asked: Asked, task: Task, wanted: Needed) -> ModelRef:
    """The model that was used: of that name, engine and numbers, with these weights."""
    device, _, number = wanted.identity.compute.partition(" ")
    settings = replace(asked.settings, engine=wanted.engine, device=device if number else "cpu", compute=number)
    asked = replace(asked, settings=settings)
    flag = "--translator" if task == "translation" else "--summarizer"
    named = asked.named(task)
    name = wanted.identity.model if named == "auto" else named
    try:
        found = asked.model(task, name)
    except ModelError as error:
        raise ModelError(
            f"it was made with {wanted.identity.model}, which cannot be had: {error}; {flag} says where it is"
        ) from error
    if found.identity.weights != wanted.identity.weights:
        raise ModelError(
            f"it was made with other weights of {wanted.identity.model} ({wanted.identity.weights[:12]}) than those of "
            f"{name} here ({found.identity.weights[:12]}); {flag} says where they are"
        )
    return found
