"""``pipeline translate``: German articles in, the whole English out; other languages too."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from pipeline import codec, plugins
from pipeline.brief import made_for_german
from pipeline.cli import options
from pipeline.cli.asked import Asked, asking
from pipeline.cli.printing import made_with, print_json, tell_failure
from pipeline.errors import InputError
from pipeline.flow import How, maker, trace_briefs, trace_translations, translated_alone
from pipeline.languages import ENGLISH, GERMAN
from pipeline.markdown_again import again, unplaced
from pipeline.outputs import Fate, refuse, save
from pipeline.readers.markdown import SUFFIXES as MARKDOWN
from pipeline.report import Report
from pipeline.stages.segment import Segment
from pipeline.stages.translate import Translate
from pipeline.values import Brief, Failure, Outcome, Translation
from pipeline.writers import text

BILINGUAL = {".md": "markdown", ".html": "html", ".htm": "html", ".tmx": "tmx"}
"""What the name of a file asks for."""
FORMATS = ("text", "bilingual", "markdown", "html", "tmx")
TOLD = 5
"""Flagged sentences that are named on the terminal."""


@click.command()
@options.sources
@click.option(
    "-o", "--output", "file", type=click.Path(path_type=Path), metavar="FILE", help="Write there, not to stdout."
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS),
    help="text, or German beside English with a brief on top: markdown, html, or tmx for translators; bilingual is "
    "the one of these that FILE is named for.  [default: by FILE's name, else text]",
)  # fmt: skip
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
@click.option("--strict", is_flag=True, help="Exit with 3 if a sentence has a severe flag.")
@click.option("--force", is_flag=True, help="Replace FILE even if it is not what this command would write.")
def translate(
    sources: tuple[str, ...], asked: Asked, file: Path | None, form: str | None, strict: bool, force: bool
) -> None:
    """Translate each German article to English, paragraphs and sub-headings kept.

    With --from and --to any other pair that the hub has a model for, with fewer fine points. Of several
    articles each but the first stands under a line ==> NAME <==. Markdown (.md) is Markdown again.

    \b
    Examples:
      pipeline translate article.txt
      pipeline translate article.md -o article.en.md
      pipeline translate article.txt -o article.en.txt
      pipeline translate article.txt -o article.html
      pipeline translate https://www.example.at/story/1
      pipeline translate news.jsonl --json > news.en.jsonl
      pipeline translate --from fr --to en article.txt
    """
    form = _form(form, file, sources, asked.reader)
    if form != "text" and asked.as_json:
        raise InputError(f"--json and --format {form} ask for different things; leave one out")
    if file is not None:
        refuse(file)
    report = Report()
    pages = _plain(sources, asked, report, file) if form == "text" else _beside(sources, asked, report, form, file)
    if file is not None and pages:
        saved = save("\n".join(pages), file, force=force)
        if saved.message:
            click.echo(f"pipeline: {saved.message}", err=True)
        elif saved.fate is not Fate.UNCHANGED:
            asked.tell(f"wrote {saved.path}")
    elif form != "text" and pages:
        click.echo("\n".join(pages), nl=False)
    asked.remember()
    if report.done:
        asked.tell(report.line())
    click.get_current_context().exit(report.exit_code(strict=strict))


def _form(form: str | None, file: Path | None, sources: Sequence[str], reader: str | None) -> str:
    named = BILINGUAL.get(file.suffix.lower()) if file is not None else None
    if form == "bilingual":
        return named or "markdown"
    # Markdown in a file named for it is the article again, as on stdout.
    if form is None and named == "markdown" and all(map(partial(_is_markdown, reader), sources)):
        return "text"
    return form or named or "text"


def _is_markdown(reader: str | None, source: str) -> bool:
    return reader == "markdown" or (reader is None and Path(source).suffix.lower() in MARKDOWN)


def _plain(sources: Sequence[str], asked: Asked, report: Report, file: Path | None) -> list[str]:
    """The English alone: printed as it is ready, or, for a file, the pages to write."""
    stage = asked.translate()
    asked.tell_which({"translation": stage.model})
    _tell_language(asked)
    written: list[str] = []
    began = time.perf_counter()
    with asked.how() as how:
        for traced in trace_translations(asked.articles(sources, written=_named(file)), stage, how):
            report.add(traced.value, traced.lookups)
            if isinstance(traced.value, Failure):
                tell_failure(traced.value, as_json=asked.as_json)
                continue
            _tell_flagged(traced.value, asked)
            if asked.as_json:
                stages = (Segment(), stage, stage.retry())
                said = made_with(stages, traced.lookups, began, stage.glossary, traced.value)
                print_json(codec.to_plain(traced.value) | said, traced.lookups, maker("translation", stage.model))
                continue
            page = [text.between(traced.source)] if report.done > 1 else []
            page.append(_page(traced.value, stage, how, asked))
            if file is None:
                click.echo("\n".join(page))
            else:
                written += page
    return written


def _page(translation: Translation, stage: Translate, how: How, asked: Asked) -> str:
    """The English: plain, or Markdown where the article was."""
    if translation.article.markdown is None:
        return text.write_translation(translation)
    kept = again(translation, translated_alone(unplaced(translation), stage, how, translation.article.language))
    if lost := kept.placed.get("lost"):
        asked.tell(f"emphasis has no place in the English {lost} time{'s' if lost > 1 else ''} and is left out there")
    if behind := kept.placed.get("behind"):
        asked.tell(f"{behind} link{'s' if behind > 1 else ''} or pieces of code stand behind their sentences")
    return kept.text


def _beside(
    sources: Sequence[str], asked: Asked, report: Report, form: str, file: Path | None
) -> list[str]:
    """German and English side by side, each article with its brief, all in one page."""
    if asked.settings.target != ENGLISH:
        raise InputError(f"--format {form} has a brief on top, and that is in English{asked.blame('to')}; use text")
    translate, summarize = asked.translate(), asked.summarize()
    asked.tell_which({"translation": translate.model, "summarization": summarize.model})
    _tell_language(asked)
    briefs: list[Brief] = []
    with asked.how() as how:
        for traced in trace_briefs(asked.articles(sources, written=_named(file)), translate, summarize, how):
            value = traced.value.translation if isinstance(traced.value, Brief) else traced.value
            report.add(value, traced.lookups)
            if isinstance(traced.value, Failure):
                tell_failure(traced.value, as_json=False)
            else:
                briefs.append(traced.value)
    if not briefs:
        return []
    writer = plugins.load("pipeline.writers", form)
    return [writer.write_all(briefs)]


def _named(file: Path | None) -> tuple[Path, ...]:
    return () if file is None else (file,)


def _tell_language(asked: Asked) -> None:
    if asked.settings.source != GERMAN:
        asked.tell(made_for_german(asked.settings.source))


def _tell_flagged(translation: Translation, asked: Asked) -> None:
    """On stderr which sentences are flagged, and why."""
    flagged = [english for english in translation.english if english.outcome is Outcome.FLAGGED]
    for english in flagged[:TOLD]:
        start = english.text if len(english.text) <= 60 else f"{english.text[:59]}…"
        why = english.flags[0].message if english.flags else "the translation is in doubt"
        asked.tell(f"flagged: “{text.visible(start)}”: {text.visible(why)}")
    if len(flagged) > TOLD:
        asked.tell(f"flagged: {len(flagged) - TOLD} more; -o PAGE.html shows all beside the German")
