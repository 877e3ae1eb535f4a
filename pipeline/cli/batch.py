"""``pipeline batch``: very many articles, in parts that are finished one by one."""

from __future__ import annotations

import json
import sys
import time
import uuid
from typing import TYPE_CHECKING

import click

from pipeline import config, plugins
from pipeline.cli import options
from pipeline.cli.asked import Asked, asking
from pipeline.errors import InputError
from pipeline.languages import ENGLISH
from pipeline.models import Task

if TYPE_CHECKING:
    from pipeline.batch.parting import Parted
    from pipeline.batch.values import Job, PartDone

RUNNERS = "pipeline.batch.runners"
EVERY = 10.0
"""Seconds between two lines on how far it is, where they cannot be drawn over each other."""


@click.command()
@click.option(
    "--input", "-i", "names", multiple=True, required=True, metavar="FILE",
    help="JSONL or Parquet: a file, a folder, a quoted pattern; also s3://... and gs://... More than once for more.",
)
@click.option("--output", "-o", "folder", required=True, metavar="FOLDER", help="Where the parts go; also s3://... .")
@click.option(
    "--engine", "runner", type=click.Choice(plugins.names(RUNNERS)), default="local", show_default=True,
    help="What the workers are: processes here, or actors on a Ray cluster.",
)
@click.option(
    "--workers", type=click.IntRange(min=0), default=0, metavar="NUMBER",
    help="How many there are, each with models of its own.  [default: one a core, or a GPU]",
)
@click.option("--address", default="", metavar="ADDRESS", help="Of the Ray cluster.  [default: one is begun here]")
@click.option(
    "--format", "kind", type=click.Choice(["jsonl", "parquet"]), help="Of the results.  [default: as the first input]"
)
@click.option(
    "--part-rows", type=click.IntRange(min=1, max=10_000), metavar="NUMBER",
    help="Articles in a part, which is what a lost worker costs at most.  [default: 200, or as it was begun]",
)
@click.option("--retry-errors", is_flag=True, help="Make the parts again that have errors.")
@asking(
    options.translating,
    options.searching,
    options.summarizing,
    options.model_running_in_batch,
    options.caching,
    options.tables,
    options.speaking,
)  # fmt: skip
def batch(
    names: tuple[str, ...], folder: str, runner: str, workers: int, address: str, kind: str | None,
    part_rows: int | None, retry_errors: bool, asked: Asked,
) -> None:  # fmt: skip
    """Make briefs of very many articles: JSONL or Parquet in, JSONL or Parquet out, on one machine or on many.

    Each row needs an id of its own, and ends as one result or one error with that id, in FOLDER/results and
    FOLDER/errors; manifest.json says what they were made with. The same command again goes on where it was stopped.
    What runs the models, ctranslate2 or marian, is the setting `engine`, in pipeline.toml or as PIPELINE_ENGINE.

    \b
    Examples:
      pipeline batch --input news.jsonl --output briefs
      pipeline batch -i 'archive/*.parquet' -o briefs --text-field body --workers 4
      pipeline batch -i s3://news/2026/ -o s3://news/briefs --engine ray --address auto
    """
    from pipeline.batch import manifest

    if (target := asked.settings.target) != ENGLISH:
        raise InputError(f"to is {target!r}, and a brief is in English{asked.blame('to')}")
    if address and runner != "ray":
        raise click.UsageError("--address is of a Ray cluster: give --engine ray too")
    if not folder.strip():
        raise click.UsageError("--output is empty: name a folder")
    asked_for, parted = _job(names, folder, kind, part_rows, asked)
    job, done = manifest.begin(asked_for, parted.parts)
    if (job.corrections, job.dismissed) != (asked_for.corrections, asked_for.dismissed):
        asked.tell("corrections and dismissed flags are those the batch was begun with; a new folder takes today's")
    if again := [each for each in done.values() if asked.refresh or (retry_errors and each.errors)]:
        manifest.forget(job, again)
        done = {number: each for number, each in done.items() if each not in again}
    asked.tell_which({"translation": job.translate.model, "summarization": job.summarize.model})
    told = _Told(asked, parted, done)
    left = [part for part in parted.parts if part.number not in done]
    if left:
        from pipeline.batch.runners import Ask

        module = plugins.load(RUNNERS, runner)
        for each in module.make(job, left, Ask(workers, address, gpu=asked.settings.device == "cuda")):
            done[each.number] = each
            told.part(each)
    manifest.end(job, parted.parts, done.values())
    told.end()
    errors = sum(each.errors for each in done.values())
    results = sum(each.results for each in done.values())
    click.get_current_context().exit(0 if not errors else 4 if results else 1)


def _job(
    names: tuple[str, ...], folder: str, kind: str | None, rows: int | None, asked: Asked
) -> tuple[Job, Parted]:
    """What is to be done, with all that can be wrong with the inputs found."""
    from pipeline import corrections_file, dismissed_file, filesystems
    from pipeline.batch import manifest, parting, results
    from pipeline.batch.values import Job

    files = [f for name in names for f in filesystems.expand(name, parting.SUFFIXES, written=folder, tell=asked.tell)]
    rows = rows or manifest.part_rows(folder) or parting.ROWS
    parted = parting.part_inputs(files, asked.fields, rows)
    kind = kind or parted.inputs[0].kind
    results.check_format(kind)
    tasks: tuple[Task, Task] = ("translation", "summarization")
    translator, summarizer = (asked.model(task) for task in tasks)
    settings = asked.settings
    return Job(
        inputs=tuple(parted.inputs), fields=asked.fields, language=settings.source,
        asked_language=asked.origins.get("from", config.DEFAULT).kind == "flag",
        output=filesystems.absolute(folder), run=uuid.uuid4().hex, format=kind, part_rows=rows,
        translate=asked.translate(translator), summarize=asked.summarize(summarizer),
        cache=None if asked.no_cache else asked.cache(), refresh=asked.refresh,
        corrections=corrections_file.load(asked.corrections_file()),
        dismissed=dismissed_file.load(asked.dismissed_file()),
    ), parted  # fmt: skip


class _Told:
    """How far it is, for people on stderr; for ``--json`` a line a part on stdout."""

    def __init__(self, asked: Asked, parted: Parted, done: dict[int, PartDone]) -> None:
        self.asked, self.parts, self.rows = asked, len(parted.parts), parted.rows
        self.before = sum(each.results + each.errors for each in done.values())
        self.results = sum(each.results for each in done.values())
        self.errors = sum(each.errors for each in done.values())
        self.finished, self.began = len(done), time.monotonic()
        self.drawn, self.said = sys.stderr.isatty() and not asked.quiet, 0.0
        files = len(parted.inputs)
        found = f"{_counted(self.rows, 'article')} in {_counted(files, 'file')}, {_counted(self.parts, 'part')}"
        asked.tell(found + (f", {self.finished:,} of them finished before" if done else ""))

    def part(self, done: PartDone) -> None:
        """A part is finished."""
        self.finished += 1
        self.results += done.results
        self.errors += done.errors
        if self.asked.as_json:
            plain = {"part": done.number, "results": done.results, "errors": done.errors, "seconds": done.seconds}
            click.echo(json.dumps(plain | {"computed": done.computed, "found": done.found, "files": done.files}))
        line = f"part {self.finished:,} of {self.parts:,}: {self._so_far()}"
        if self.drawn:
            click.echo(f"\r\x1b[2K{line}", err=True, nl=False)
        elif (now := time.monotonic()) - self.said >= EVERY:
            self.asked.tell(line)
            self.said = now

    def end(self) -> None:
        """All are."""
        if self.drawn:
            click.echo("\r\x1b[2K", err=True, nl=False)
        self.asked.tell(f"done: {_counted(self.results, 'result')}, {_counted(self.errors, 'error')}")

    def _so_far(self) -> str:
        from pipeline.sizes import span_shown

        now = self.results + self.errors
        speed = (now - self.before) / (time.monotonic() - self.began)
        left = f", {span_shown((self.rows - now) / speed)} left" if now < self.rows and speed else ""
        return f"{_counted(now, 'article')}, {_counted(self.errors, 'error')}, {speed:.2g} a second{left}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
