"""``pipeline run``: German articles in, English briefs out."""

from __future__ import annotations

import click

from pipeline.cli import options
from pipeline.cli.asked import Asked, asking
from pipeline.cli.plan import plan
from pipeline.cli.printing import print_json, tell_failure
from pipeline.engine import ModelRef
from pipeline.errors import InputError
from pipeline.flow import trace_briefs
from pipeline.languages import ENGLISH
from pipeline.models import Task
from pipeline.outputs import Fate, Namer, refuse, save
from pipeline.report import Report
from pipeline.values import Failure
from pipeline.writers import json as json_writer
from pipeline.writers import markdown


@click.command()
@options.sources
@options.output_folder
@asking(
    options.translating,
    options.searching,
    options.summarizing,
    options.model_running,
    options.caching,
    options.reading,
    options.web,
    options.speaking,
)
@click.option("--strict", is_flag=True, help="Exit with 3 if a printed sentence has a severe flag.")
@click.option("--plan", "planned", is_flag=True, help="Say what would be computed, load no model and make nothing.")
@click.option("--force", is_flag=True, help="Replace a brief even if somebody edited it.")
def run(sources: tuple[str, ...], asked: Asked, planned: bool, strict: bool, force: bool) -> None:
    """Make an English brief of each article, German unless --from says otherwise.

    A source is text, Markdown, a page, a mail, Word, PDF, JSONL or Parquet, a folder of them or a quoted pattern,
    the web address of an article or a feed, or - for standard input.

    Writes NAME.md (the brief to read) and NAME.json (everything) and prints the brief. A result that is
    stored is not computed again. A brief that somebody edited is kept, and the new one written beside it.

    \b
    Examples:
      pipeline run article.txt --sentences 2
      pipeline run news.jsonl --text-field body -o briefs
      pipeline run newsroom/ 'desk/*.docx'
      pipeline run news.jsonl --plan
      pipeline run page.html https://www.example.at/story/1
      pipeline run https://www.example.at/rss --since 24h --limit 10
      cat article.txt | pipeline run - --json
    """
    if (target := asked.settings.target) != ENGLISH:
        raise InputError(
            f"to is {target!r}, and a brief is in English, as the summarizer reads nothing else{asked.blame('to')}; "
            f"for the whole article: pipeline translate --to {target}"
        )
    if planned:
        click.get_current_context().exit(plan(sources, asked))
    refuse(asked.settings.output, folder=True)
    translate, summarize, report = asked.translate(), asked.summarize(), Report()
    models: dict[Task, ModelRef] = {"translation": translate.model, "summarization": summarize.model}
    asked.tell_which(models)
    namer = Namer(asked.settings.output)
    with asked.how() as how:
        for traced in trace_briefs(asked.articles(sources), translate, summarize, how):
            report.add(traced.value, traced.lookups)
            if isinstance(traced.value, Failure):
                tell_failure(traced.value, as_json=asked.as_json)
                continue
            name = namer.name(traced.source)
            for writer in (markdown, json_writer):
                saved = save(writer.write(traced.value), asked.settings.output / f"{name}{writer.SUFFIX}", force=force)
                if saved.message:
                    click.echo(f"pipeline: {saved.message}", err=True)
                elif saved.fate is not Fate.UNCHANGED:
                    asked.tell(f"wrote {saved.path}")
            if asked.as_json:
                print_json(json_writer.plain(traced.value), traced.lookups)
            else:
                click.echo(markdown.shown(traced.value))
    asked.remember()
    if report.done:
        asked.tell(report.line())
        asked.tell_better(models)
    click.get_current_context().exit(report.exit_code(strict=strict))
