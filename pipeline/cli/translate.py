"""``pipeline translate``: German articles in, the whole English out; other languages too."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline import codec
from pipeline.brief import made_for_german
from pipeline.cli import options
from pipeline.cli.printing import print_json, tell_failure
from pipeline.flow import maker, trace_translations
from pipeline.languages import GERMAN
from pipeline.outputs import save
from pipeline.report import Report
from pipeline.values import Failure
from pipeline.writers import text


@click.command()
@options.sources
@click.option(
    "-o", "--output", "file", type=click.Path(path_type=Path), metavar="FILE", help="Write there, not to stdout."
)
@options.asking(
    options.translating, options.searching, options.model_running, options.caching, options.reading, options.speaking
)
@click.option("--strict", is_flag=True, help="Exit with 3 if a sentence has a severe flag.")
@click.option("--force", is_flag=True, help="Replace FILE even if it is not what this command would write.")
def translate(sources: tuple[str, ...], asked: options.Asked, file: Path | None, strict: bool, force: bool) -> None:
    """Translate each German article to English, paragraphs and sub-headings kept.

    With --from and --to any other pair that the hub has a model for, with fewer fine points. Of several
    articles each but the first stands under a line ==> NAME <==.

    \b
    Examples:
      pipeline translate article.txt
      pipeline translate article.txt -o article.en.txt
      pipeline translate news.jsonl --json > news.en.jsonl
      pipeline translate --from fr --to en article.txt
    """
    stage, report = asked.translate(), Report()
    asked.tell_which({"translation": stage.model})
    if asked.settings.source != GERMAN:
        asked.tell(made_for_german(asked.settings.source))
    written: list[str] = []
    with asked.how() as how:
        for traced in trace_translations(asked.articles(sources), stage, how):
            report.add(traced.value, traced.lookups)
            if isinstance(traced.value, Failure):
                tell_failure(traced.value, as_json=asked.as_json)
            elif asked.as_json:
                print_json(codec.to_plain(traced.value), traced.lookups, maker("translation", stage.model))
            else:
                page = [text.between(traced.source)] if report.done > 1 else []
                page.append(text.write_translation(traced.value))
                if file is None:
                    click.echo("\n".join(page))
                else:
                    written += page
    if file is not None and written:
        saved = save("\n".join(written), file, force=force)
        if saved.message:
            click.echo(f"pipeline: {saved.message}", err=True)
        else:
            asked.tell(f"wrote {saved.path}")
    if report.done:
        asked.tell(report.line())
    click.get_current_context().exit(report.exit_code(strict=strict))
