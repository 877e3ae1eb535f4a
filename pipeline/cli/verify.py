"""``pipeline verify``: a brief made again from what stands in its file, and what differs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from pipeline import verifying
from pipeline.cli import options
from pipeline.cli.asked import Asked, asking
from pipeline.cli.brief_file import documents
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
@asking(options.cache_file, options.translator, options.summarizer, options.offline, options.speaking)
def verify(files: tuple[Path, ...], asked: Asked, cached: bool) -> None:
    """Make each brief again from the German in its file, with the models and options it names, and say what differs.

    What run --json and translate --json printed is verified too, line by line. Nothing is taken from the cache unless
    --cached. A brief that somebody edited is told by its seal. Ends with 0 if all is as it stands in the files and with
    3 if anything differs.

    \b
    Examples:
      pipeline verify outputs/article.json
      pipeline verify outputs/*.json --json
    """
    asked = replace(asked, no_cache=not cached)
    different = failed = done = 0
    for file in files:
        try:
            found = documents(file)
        except PipelineError as error:
            found, failed = [], failed + 1
            _tell_failed(str(file), error, asked)
        for name, text in found:
            try:
                different += _verify(name, text, asked)
                done += 1
            except PipelineError as error:
                failed += 1
                _tell_failed(name, error, asked)
    if failed:
        click.get_current_context().exit(SOME_FAILED if done else 1)
    click.get_current_context().exit(DIFFERENT if different else 0)


def _tell_failed(name: str, error: PipelineError, asked: Asked) -> None:
    click.echo(f"pipeline: {name}: {error}", err=True)
    if asked.as_json:
        click.echo(json.dumps({"file": name, "error": str(error)}, ensure_ascii=False))


def _verify(name: str, text: str, asked: Asked) -> bool:
    """Whether what stands in ``text`` differs from what is made again; it is told."""
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        plain = None
    if isinstance(plain, dict) and "format" not in plain and "english" in plain:
        return _verify_translation(name, plain, asked)
    if isinstance(plain, dict) and "run" in plain:
        # What --json adds to a brief, after the seal.
        text = json.dumps({key: value for key, value in plain.items() if key != "run"}, ensure_ascii=False)
    return _verify_brief(name, text, asked)


def _verify_translation(name: str, plain: dict[str, Any], asked: Asked) -> bool:
    then, known = json_writer.read_translation(plain)
    asked = _as_it_was(asked, then.article.language, then.language)
    translator = _model(asked, "translation", verifying.needed(known, "translation"))
    with asked.how() as how:
        now = verifying.again_translated(then, known, translator, how)
    found = list(verifying.of_translations(then, now))
    _tell(name, found, asked, edited=False)
    if not found and not asked.as_json:
        click.echo(f"{name}: the same again: {len(now.sentences)} sentences of the text")
    elif not asked.as_json and (why := verifying.may_vary(known)):
        asked.tell(f"{name}: {why}")
    return bool(found)


def _verify_brief(name: str, text: str, asked: Asked) -> bool:
    then = json_writer.read(text)
    edited = verifying.is_edited(text)
    if edited and not asked.as_json:
        click.echo(f"{name}: edited since it was written; the seal does not fit")
    if then.provenance is None:
        _tell(name, list(verifying.without_models(then)), asked, edited=edited)
        raise InputError(
            "this brief does not say how it was made, as an older version wrote it: its German, headline, dates and "
            "quotations were looked at, its English and its choice of sentences cannot be; make it again with "
            "pipeline run"
        )
    now = _again(then, then.provenance, asked)
    found = list(verifying.differences(then, now))
    changed = list(verifying.versions(then.provenance, now.provenance)) if now.provenance is not None else []
    _tell(name, found, asked, changed, edited=edited)
    if not asked.as_json:
        if not found and not edited:
            count = len(now.translation.sentences)
            click.echo(f"{name}: the same again: headline, {len(now.summary.sentences)} sentences, {count} of the text")
        elif not found:
            click.echo(f"{name}: what it says is the same as what is made again")
        elif why := verifying.may_vary(then.provenance):
            asked.tell(f"{name}: {why}")
    return bool(found or edited)


def _tell(
    file: str, found: Sequence[Difference], asked: Asked, changed: Sequence[Difference] = (), *, edited: bool
) -> None:
    """What differs on stdout, and other versions, which need not matter, on stderr."""
    if asked.as_json:
        said = {
            "file": file, "same": not found and not edited, "edited": edited,
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
    asked = _as_it_was(asked, then.translation.article.language, then.translation.language)
    translator = _model(asked, "translation", translation)
    summarizer = _model(asked, "summarization", summary)
    with asked.how() as how:
        return verifying.again(then, translator, summarizer, how)


def _as_it_was(asked: Asked, source: str, target: str) -> Asked:
    """``asked`` for the languages of what is verified."""
    return replace(asked, settings=replace(asked.settings, source=source, target=target))


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
