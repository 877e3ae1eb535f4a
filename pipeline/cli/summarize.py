"""``pipeline summarize``: English articles in, a few sentences of each out."""

from __future__ import annotations

import time

import click

from pipeline import codec
from pipeline.cli import options
from pipeline.cli.asked import Asked, asking
from pipeline.cli.printing import made_with, print_json, tell_failure
from pipeline.flow import maker, trace_summaries
from pipeline.languages import ENGLISH
from pipeline.report import Report
from pipeline.stages.segment import Segment
from pipeline.values import Failure
from pipeline.writers.text import between


@click.command()
@options.sources
@asking(options.summarizing, options.model_running, options.caching, options.reading, options.speaking)
def summarize(sources: tuple[str, ...], asked: Asked) -> None:
    """Summarize each English article, one sentence a line.

    Of several articles each but the first stands under a line ==> NAME <==.

    \b
    Examples:
      pipeline summarize article.en.txt --sentences 2
      pipeline translate article.txt | pipeline summarize - --words 60
    """
    stage, report = asked.summarize(), Report()
    asked.tell_which({"summarization": stage.model})
    began = time.perf_counter()
    with asked.how() as how:
        for traced in trace_summaries(asked.articles(sources, ENGLISH), stage, how):
            report.add(traced.value, traced.lookups)
            if isinstance(traced.value, Failure):
                tell_failure(traced.value, as_json=asked.as_json)
            elif asked.as_json:
                plain = {"source": traced.source} | codec.to_plain(traced.value)
                plain |= made_with((Segment(), stage), traced.lookups, began)
                print_json(plain, traced.lookups, maker("summary", stage.model, exact=stage.exact))
            else:
                if report.done > 1:
                    click.echo(f"\n{between(traced.source)}", nl=False)
                for sentence in traced.value.sentences:
                    click.echo(sentence.text)
                if traced.value.note:
                    asked.tell(traced.value.note)
    if report.done:
        asked.tell(report.line())
    click.get_current_context().exit(report.exit_code())
