"""``pipeline correct``: sentences in an editor's own English, which win over every model from then on."""

from __future__ import annotations

import os
import shlex
import tempfile
from pathlib import Path

import click

from pipeline import corrections_file, draft, draft_taken, languages
from pipeline.cli import correction_store, editor, options
from pipeline.cli.articles import STDIN
from pipeline.cli.asked import Asked, asking
from pipeline.cli.author import author
from pipeline.cli.brief_file import text_of
from pipeline.cli.correction_store import line_of
from pipeline.cli.printing import tell_failure
from pipeline.corrections import now, with_corrections
from pipeline.errors import InputError, OutputError, PipelineError
from pipeline.exchanged import against, turned
from pipeline.flow import trace_translations
from pipeline.outputs import safe_stem, save
from pipeline.report import Report
from pipeline.seal import is_sealed
from pipeline.values import Failure, Translation
from pipeline.writers import json as json_writer
from pipeline.writers.text import visible

MOST = 20
"""Faults of a draft that are told."""


@click.command()
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(readable=False))
@click.option("--by", metavar="NAME", help="Whose corrections they are.  [default: git's user.name, else your login]")
@click.option("--draft", "write_to", metavar="DRAFT.md", type=click.Path(), help="Only write the draft; - prints it.")
@click.option(
    "--take", "take_from", metavar="DRAFT.md", type=click.Path(path_type=Path), help="Take a changed draft of FILE."
)
@click.option("--list", "listing", is_flag=True, help="Show the corrections that hold, each with its number.")
@click.option("--all", "everything", is_flag=True, help="With --list: also those that were replaced or undone.")
@click.option("--undo", type=int, metavar="NUMBER", help="Take a correction back; it stays on record.")
@click.option(
    "--export", metavar="FILE.jsonl", type=click.Path(), help="Write all corrections, undone ones too; - prints them."
)
@click.option(
    "--import", "import_from", metavar="FILE.jsonl", type=click.Path(path_type=Path),
    help="Add exported corrections; of two on one sentence the newer holds.",
)
@click.option("--force", is_flag=True, help="With --draft or --export: replace the file even if somebody edited it.")
@asking(
    options.translating,
    options.searching,
    options.model_running,
    options.caching,
    options.reading,
    options.speaking,
)
def correct(
    file: str | None, by: str | None, write_to: str | None, take_from: Path | None, listing: bool, everything: bool,
    undo: int | None, export: str | None, import_from: Path | None, force: bool, asked: Asked,
) -> None:
    """Correct the English of an article, or of a brief's NAME.json, in your editor; it holds from then on.

    German and English open as one text in $VISUAL or $EDITOR. Each English line that you change is stored with your
    name and the time, apart from results. Wherever the same German sentence comes again, your words stand, and no
    model is asked. A draft that lost or gained a sentence is not taken at all, and is kept.

    \b
    Examples:
      pipeline correct article.txt
      pipeline correct outputs/article.json --by Anna
      pipeline correct article.txt --draft draft.md
      pipeline correct article.txt --take draft.md
      pipeline correct --list
      pipeline correct --undo 3
      pipeline correct --export corrections.jsonl
    """  # fmt: skip
    flags = {
        "--draft": write_to, "--take": take_from, "--list": listing or None, "--undo": undo, "--export": export,
        "--import": import_from,
    }  # fmt: skip
    given = [flag for flag, value in flags.items() if value is not None]
    if len(given) > 1:
        raise click.UsageError(f"{given[0]} and {given[1]} are different things; ask for one")
    if everything and not listing:
        raise click.UsageError("--all goes with --list")
    store = asked.corrections_file()
    if file is None:
        if listing:
            correction_store.show(asked, store, everything=everything)
        elif undo is not None:
            correction_store.undo(asked, store, undo)
        elif export is not None:
            correction_store.export(asked, store, export, force=force)
        elif import_from is not None:
            correction_store.add_from(asked, store, import_from)
        else:
            raise click.UsageError("name the FILE to correct, or give --list, --undo, --export or --import")
        return
    if listing or undo is not None or export is not None or import_from is not None:
        raise click.UsageError(f"{given[0]} is about all corrections; leave {file} out")
    command = editor.find() if write_to is None and take_from is None else ""
    texts = _texts(file, asked)
    if write_to is not None:
        _write(asked, texts, file, write_to, force=force)
    elif take_from is not None:
        _take(asked, texts, file, take_from, by, just_written=False)
    else:
        _edit(asked, texts, file, command, by)


def _texts(file: str, asked: Asked) -> list[Translation]:
    """The articles of ``file`` with their translations, corrected as far as they are."""
    if file.lower().endswith(".json"):
        try:
            text = text_of(Path(file))
            value = json_writer.read(text).translation
        except InputError as error:
            raise InputError(f"{file}: {error}") from error
        if not is_sealed(text):
            asked.tell(f"{file} was edited: its English is taken for the model's")
        return [with_corrections(value, corrections_file.load(asked.corrections_file()))]
    stage, report, texts = asked.translate(), Report(), []
    asked.tell_which({"translation": stage.model})
    with asked.how() as how:
        for traced in trace_translations(asked.articles((file,)), stage, how):
            report.add(traced.value, traced.lookups)
            if isinstance(traced.value, Failure):
                tell_failure(traced.value, as_json=asked.as_json)
            else:
                texts.append(traced.value)
    if not texts:
        click.get_current_context().exit(1)
    asked.tell(report.line())
    return texts


def _drafted(texts: list[Translation]) -> str:
    codes = texts[0].article.language, texts[0].language
    return draft.write(texts, (languages.name(codes[0]), languages.name(codes[1])))


def _write(asked: Asked, texts: list[Translation], file: str, write_to: str, *, force: bool) -> None:
    if write_to == STDIN:
        click.echo(_drafted(texts), nl=False)
        return
    saved = save(_drafted(texts), Path(write_to), force=force)
    if saved.message:
        click.echo(f"pipeline: {saved.message}", err=True)
    asked.tell(f"wrote {saved.path}; when it is changed: {_taking(file, saved.path)}")


def _taking(file: str, path: Path) -> str:
    return shlex.join(["pipeline", "correct", file, "--take", str(path)])


def _edit(asked: Asked, texts: list[Translation], file: str, command: str, by: str | None) -> None:
    """Have a person change a draft, which is kept unless everything in it is stored."""
    try:
        handle, name = tempfile.mkstemp(prefix=f"{safe_stem(file)}-", suffix=".md")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as temporary:
            temporary.write(_drafted(texts))
    except OSError as error:
        raise OutputError(f"the draft cannot be written: {error.strerror}; --draft DRAFT.md chooses a place") from error
    asked.tell(f"the draft is {name}; save it and close the editor")
    path = Path(name)
    try:
        editor.edit(path, command)
        taken = _take(asked, texts, file, path, by, just_written=True)
    except PipelineError as error:
        raise type(error)(f"{error}; the draft is kept: {name}") from error
    if taken:
        path.unlink(missing_ok=True)
    else:
        # An editor that goes on in the background may still have it open.
        asked.tell(f"the draft is kept: {name} (if the editor did not wait for you, it needs a flag such as --wait)")


def _take(
    asked: Asked, texts: list[Translation], file: str, path: Path, by: str | None, *, just_written: bool
) -> bool:
    """Store what was changed in the draft at ``path``; whether anything was."""
    lines = draft.lines(texts)
    try:
        text = text_of(path, "so save it as that in your editor")
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    found = draft_taken.take(text, lines, just_written=just_written)
    for fault in found.faults[:MOST]:
        click.echo(f"pipeline: {path}, line {fault.line}: {fault.message}", err=True)
    if found.faults:
        more = f" ({len(found.faults) - MOST} more faults)" if len(found.faults) > MOST else ""
        raise InputError(f"nothing was taken{more}; mend the draft, then: {_taking(file, path)}")
    if not found.changed:
        asked.tell("no English line was changed, so there is nothing to store")
        return False
    who, at = author(by), now()
    kept = corrections_file.add(
        asked.corrections_file(), [line.correction(english, who, at) for line, english in found.changed]
    )
    for each in kept:
        click.echo(line_of(each, as_json=asked.as_json))
    for line, english in found.changed:
        german = line.german if line.source == languages.GERMAN else ""
        if why := against(german, line.english, english) or turned(german, line.english, english):
            click.echo(f"pipeline: [{line.number}] {visible(why.rstrip('.'))}; it is stored as asked", err=True)
    many = "1 correction" if len(kept) == 1 else f"{len(kept)} corrections"
    asked.tell(f"{many} stored{f' for {who}' if who else ''}; pipeline run and translate use them from now on")
    return True
