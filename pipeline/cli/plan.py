"""``pipeline run --plan``: what a run would compute, said before any model is loaded."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence

import click

from pipeline import planning
from pipeline.cli.absent import known
from pipeline.cli.asked import Asked
from pipeline.cli.printing import tell_failure
from pipeline.explaining import NOUNS
from pipeline.hub.price import price
from pipeline.hub.pull import Reach, megabytes
from pipeline.planning import Plan
from pipeline.sizes import size_shown, span_shown

VERBS = {"segment": "to cut", "translate": "to translate", "retry": "to try again", "summarize": "to make"}


def plan(sources: Sequence[str], asked: Asked) -> int:
    """Print what ``pipeline run`` would do with the same options; the exit code."""
    (translator, one), (summarizer, other) = (known(task, asked) for task in ("translation", "summarization"))
    download = sum(price(name, Reach(asked.offline)) for name in (one, other) if name is not None)
    translate, summarize = asked.translate(translator), asked.summarize(summarizer)
    with asked.how() as how:
        found = planning.plan(asked.articles(sources), translate, summarize, how)
    found.limit, found.download = asked.settings.cache_size, download
    for failure in found.failures:
        tell_failure(failure, as_json=False)
    if asked.as_json:
        plain = dataclasses.asdict(found) | {"seconds": found.seconds, "added_bytes": found.added_bytes}
        click.echo(json.dumps(plain | {"failures": [dataclasses.asdict(each) for each in found.failures]}))
    elif found.articles or not found.failures:
        for line in _lines(found, no_cache=asked.no_cache):
            click.echo(line)
    if not found.failures:
        return 0
    return 4 if found.articles else 1


def _lines(plan: Plan, *, no_cache: bool) -> list[str]:
    """What is planned, for people."""
    lines = [f"{plan.articles} article{'s' if plan.articles != 1 else ''} to make briefs of"]
    for stage, work in plan.stages.items():
        one, many = NOUNS[stage]
        to_do = work.missing + round(work.expected)
        about = "about " if work.expected and stage == "retry" else "at most " if work.expected else ""
        noun = one if to_do == 1 else many
        known = f", {work.units - work.missing:,} stored" if work.units > work.missing else ""
        lines.append(f"  {stage:<10} {about}{to_do:,} {noun} {VERBS[stage]}{known}")
    seconds = plan.seconds
    if seconds is None:
        lines.append("  time       not known: this machine has not made any yet")
    elif seconds:
        took = "by what this machine took so far; loading models is extra"
        lines.append(f"  time       about {span_shown(seconds)}, {took}")
    if plan.download:
        lines.append(f"  download   {megabytes(plan.download)} of models")
    if no_cache:
        return lines
    fits = f"which fits in {size_shown(plan.limit)}" if plan.limit else "and there is no limit"
    if plan.over:
        fits = (
            f"of at most {size_shown(plan.limit)}: about {size_shown(plan.over)} of the results that were not used for "
            "longest would go"
        )
    now, more = size_shown(plan.file_bytes), size_shown(plan.added_bytes)
    lines.append(f"  stored     {now} now and about {more} more, {fits}")
    return lines
