"""``pipeline evaluate``: how good and how fast a model is, in one command."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline import codec
from pipeline.cli import names, options
from pipeline.cli.asked import Asked, asking
from pipeline.cli.printing import looked_up
from pipeline.models import Task
from pipeline.stages.summarize import Summarize

if TYPE_CHECKING:  # the other commands start faster without
    from pipeline.evaluation.figures import Figure
    from pipeline.evaluation.summary import Group, SummaryReport, Way
    from pipeline.evaluation.translation import TranslationReport


@click.group()
def evaluate() -> None:
    """Measure a model on texts with human translations or summaries.

    \b
    Examples:
      pipeline evaluate translation --data newstest2019.tsv
      pipeline evaluate summary --data articles.jsonl --model ./my-summarizer
    """


data = click.option(
    "--data", "file", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The test set."
)
limit = click.option("--limit", type=click.IntRange(min=0), default=0, help="Use only the first so many; 0 is all.")


def model(task: Task) -> Callable[[Any], Any]:
    """The option that names another model than the settings do."""
    return click.option(
        "--model", "name", metavar="NAME", help="auto, a bundled name, a folder.  [default: as in the settings]",
        shell_complete=names.models(task),
    )  # fmt: skip


@evaluate.command()
@data
@model("translation")
@limit
@asking(options.directing, options.searching, options.model_running, options.caching, options.speaking)
def translation(asked: Asked, file: Path, name: str | None, limit: int) -> None:
    """BLEU and chrF against human translations, and speed.

    FILE has lines of German, a tab, English, or of the languages that --from and --to say.
    """
    from pipeline.evaluation.data import read_pairs
    from pipeline.evaluation.translation import TimeTranslation, evaluate_translation

    ref = asked.model("translation", name, unchecked=True)
    pairs = read_pairs(file, limit)
    with asked.how() as how:
        report = evaluate_translation(
            pairs, TimeTranslation(ref, asked.translation_search()), how.cache,
            refresh=how.refresh, watch=how.watch,
        )  # fmt: skip
    if asked.as_json:
        _print_json(report)
    else:
        click.echo("\n".join(_translation_lines(report)))


@evaluate.command()
@data
@model("summarization")
@limit
@options.sentences
@click.option("--percent", type=click.IntRange(0, 100), default=0, help="Length as a part of the article, instead.")
@options.choosing
@click.option("--alone", is_flag=True, help="Let sentences stand without what they lean on, as the simple ways do.")
@click.option("--by", metavar="FIELD", default="", help="Also by the values of this field of the objects.")
@asking(options.model_running, options.caching, options.speaking)
def summary(
    asked: Asked, file: Path, name: str | None, limit: int, percent: int, alone: bool, by: str
) -> None:
    """ROUGE against human summaries, beside lead, TextRank and LexRank, and speed.

    FILE has a JSON object with "article" and "summary", both English, on each line.
    """
    from pipeline.evaluation.data import read_examples
    from pipeline.evaluation.summary import TimeSummary, evaluate_summary

    ref = asked.model("summarization", name, unchecked=True)
    stage = Summarize(
        ref,
        0 if percent else asked.settings.sentences,
        percent=percent,
        faithful=asked.only_chooses(ref),
        decoding=asked.summary_search(ref),
    )
    examples = read_examples(file, limit, group=by)
    with asked.how() as how:
        report = evaluate_summary(
            examples, TimeSummary(stage, leaning=not alone), how.cache, refresh=how.refresh, watch=how.watch
        )
    if asked.as_json:
        _print_json(report)
    else:
        click.echo("\n".join(_summary_lines(report)))


def _print_json(report: TranslationReport | SummaryReport) -> None:
    plain: dict[str, Any] = codec.to_plain(report, for_key=True)
    click.echo(json.dumps(plain | {"run": looked_up(report.lookups)}, ensure_ascii=False))


def _translation_lines(report: TranslationReport) -> list[str]:
    lines = [
        _model(report),
        f"{report.sentences} sentences, {report.beams} beams",
        "",
        *(f"{m.name:5} {_figure(m.figure)}   {m.signature}" for m in report.metrics),
        "",
        f"{report.tokens_per_second:.0f} output tokens/s, {report.seconds_per_sentence:.4f} s a sentence, "
        f"{report.peak_megabytes:.0f} MB at most",
        f"{report.doubted} of {report.sentences} outputs are nonsense by simple tests, which the program tries again",
        "",
        "Least like the human translation:",
    ]
    for row in report.worst:
        lines += ["", f"  chrF {row.chrf:.1f}", f"  source     {row.source}", f"  model      {row.translation}",
                  f"  reference  {row.reference}"]  # fmt: skip
    return [*lines, *_cached(report)]


def _summary_lines(report: SummaryReport) -> list[str]:
    lines = [_model(report), f"{report.mode} summaries"]
    for group in report.groups:
        lines += ["", *_group_lines(group)]
    lines += [
        "",
        f"{report.sentences_found:.1%} of the summaries' sentences and {report.numbers_found:.1%} of their numbers "
        "stand in the article",
        f"{report.seconds_per_article:.2f} s an article, the slowest {report.slowest_seconds:.2f} s, "
        f"{report.peak_megabytes:.0f} MB at most",
    ]
    if report.left_out:
        lines.append(f"{report.left_out} articles without a sentence to choose are left out")
    return [*lines, *_cached(report)]


def _group_lines(group: Group) -> list[str]:
    heading = f"{group.name}: {group.articles} articles"
    lines = [f"{heading:22} {'ROUGE-1':>18} {'ROUGE-2':>18} {'ROUGE-Lsum':>18} sentences  words"]
    lines += [f"  {name:20} {_way(way)} {way.sentences:9.1f} {way.words:6.1f}" for name, way in group.ways.items()]
    return lines + [f"  model - {name:12} {_way(way)}" for name, way in group.gains.items()]


def _way(way: Way) -> str:
    return " ".join(f"{_figure(figure):>18}" for figure in (way.rouge1, way.rouge2, way.rouge_lsum))


def _figure(figure: Figure) -> str:
    return f"{figure.value:.1f} [{figure.low:.1f}, {figure.high:.1f}]"


def _model(report: TranslationReport | SummaryReport) -> str:
    identity = report.model.identity
    return f"{identity.model} with {identity.backend}, {identity.compute}, on {report.machine}"


def _cached(report: TranslationReport | SummaryReport) -> list[str]:
    hits = sum(lookup.hit for lookup in report.lookups)
    return ["", f"{hits} of {len(report.lookups)} parts from the cache, times included"] if hits else []
