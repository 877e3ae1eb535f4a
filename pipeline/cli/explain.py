"""``pipeline explain``: what of an article is stored, and why the rest is not."""

from __future__ import annotations

import dataclasses
import json

import click

from pipeline.cli import options
from pipeline.cli.absent import known
from pipeline.cli.asked import Asked, asking
from pipeline.cli.printing import tell_failure
from pipeline.explaining import explain as explained
from pipeline.flow import corrected, finish
from pipeline.stored import look
from pipeline.values import Failure


@click.command()
@options.sources
@asking(
    options.translating,
    options.searching,
    options.summarizing,
    options.model_running,
    options.cache_file,
    options.reading,
    options.speaking,
)
def explain(sources: tuple[str, ...], asked: Asked) -> None:
    """Say for each stage what `pipeline run` would find stored, and why it would compute the rest.

    Give it the options that you give to run. No model is loaded and nothing is stored.

    \b
    Examples:
      pipeline explain article.txt
      pipeline explain article.txt --beams 1 --json
    """
    (translator, one), (summarizer, other) = (known(task, asked) for task in ("translation", "summarization"))
    for name in (one, other):
        if name is not None:
            asked.tell(f"{name} is not on this disk; pipeline run --plan says how large it is")
    translate, summarize = asked.translate(translator), asked.summarize(summarizer)
    failed = done = 0
    with asked.cache() as cache, asked.how() as how:
        translate = corrected(translate, how)
        finished = finish(translate, how)
        for article in asked.articles(sources):
            if isinstance(article, Failure):
                tell_failure(article, as_json=asked.as_json)
                failed += 1
                continue
            done += 1
            stages = explained(look(article, translate, summarize, cache, finished), translate, cache)
            if asked.as_json:
                plain = [dataclasses.asdict(stage) for stage in stages]
                click.echo(json.dumps({"source": article.source, "stages": plain}, ensure_ascii=False))
                continue
            click.echo(article.source)
            for stage in stages:
                click.echo(f"  {stage.line()}")
                for reason in stage.reasons:
                    click.echo(f"    - {reason}")
    click.get_current_context().exit((4 if done else 1) if failed else 0)
