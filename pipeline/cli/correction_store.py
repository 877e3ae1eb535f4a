"""The corrections that are stored: shown, undone, exported and imported."""

from __future__ import annotations

import json
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path

import click

from pipeline import codec, corrections_file, corrections_jsonl
from pipeline.cli.articles import STDIN
from pipeline.cli.asked import Asked
from pipeline.cli.brief_file import text_of
from pipeline.corrections import Correction, Kept, now, standing
from pipeline.corrections_file import Fate, Merged
from pipeline.errors import InputError
from pipeline.languages import GERMAN_ENGLISH
from pipeline.outputs import Fate as Saving
from pipeline.outputs import save
from pipeline.writers.text import visible

NOT_UTF8 = "so it is no export of corrections"


def show(asked: Asked, store: Path, *, everything: bool) -> None:
    """A line for each correction that holds, or for every one there ever was."""
    history = corrections_file.history(store)
    hold = {each.number for each in standing(history)}
    for each in history:
        if everything or each.number in hold:
            state = "" if each.number in hold else f"undone {each.undone}" if each.undone else "replaced"
            click.echo(line_of(each, state, as_json=asked.as_json))


def undo(asked: Asked, store: Path, number: int) -> None:
    """Take one back, and say what holds now."""
    kept = corrections_file.undo(store, number, now())
    click.echo(line_of(kept, as_json=asked.as_json))
    about = kept.correction.about
    left = [each for each in standing(corrections_file.history(store)) if each.correction.about == about]
    holds = f"correction {left[0].number} holds for its sentence" if left else "its sentence is the model's again"
    asked.tell(f"correction {number} was taken back: {holds}")


def export(asked: Asked, store: Path, to: str, *, force: bool) -> None:
    """Write them all; an earlier export that is all stored here is replaced, another file is kept."""
    history = corrections_file.history(store)
    text = corrections_jsonl.write(history)
    if to == STDIN:
        click.echo(text, nl=False)
        return
    saved = save(text, Path(to), force=force or _holds_nothing_else(Path(to), history))
    if saved.message:
        click.echo(f"pipeline: {saved.message}", err=True)
    if saved.fate is not Saving.UNCHANGED:
        asked.tell(f"wrote {saved.path}: {len(history)} corrections, undone ones among them")


def add_from(asked: Asked, store: Path, file: Path) -> None:
    """Take in what was exported elsewhere, and say what was in conflict."""
    try:
        given = corrections_jsonl.read(_read(file))
    except InputError as error:
        raise InputError(f"{file}: {error}; nothing was imported") from error
    merged = corrections_file.merge(store, given) if given else []
    for each in merged:
        if asked.as_json:
            stood = codec.to_plain(each.stood.correction) if each.stood is not None else None
            plain = codec.to_plain(each.correction) | {"fate": each.fate.value, "stood": stood}
            click.echo(json.dumps(plain, ensure_ascii=False))
        elif each.stood is not None:
            click.echo(_conflict(each, each.stood))
    counts = Counter(each.fate for each in merged)
    said = ", ".join(f"{counts[fate]} {fate.value}" for fate in Fate if counts[fate])
    asked.tell(f"{len(merged)} read{f': {said}' if said else ''}")


def line_of(kept: Kept, state: str = "", *, as_json: bool) -> str:
    """A correction on one line: its number, when, whose, the sentence, and what it is to be."""
    each = kept.correction
    if as_json:
        plain = {"number": kept.number} | codec.to_plain(each) | {"undone": kept.undone, "stands": not state}
        return json.dumps(plain, ensure_ascii=False)
    languages = "" if (each.source, each.target) == _USUAL else f"{each.source} to {each.target}"
    parts = [str(kept.number), each.at[:10], each.by, languages, f"“{each.german}”", f"→ “{each.english}”"]
    if state:
        parts.append(f"({state})")
    return "  ".join(visible(part) for part in parts if part)


_USUAL = (GERMAN_ENGLISH.source, GERMAN_ENGLISH.target)


def _conflict(merged: Merged, stood: Kept) -> str:
    newer, older = merged.correction, stood.correction
    if merged.fate is Fate.OLDER:
        newer, older = older, newer
    return visible(f"“{newer.german}”: {_signed(newer)} holds, being newer than {_signed(older)}")


def _signed(each: Correction) -> str:
    return f"“{each.english}” ({each.by + ', ' if each.by else ''}{each.at})"


def _read(file: Path) -> str:
    if str(file) != STDIN:
        return text_of(file, NOT_UTF8)
    try:
        return sys.stdin.buffer.read().decode() if sys.stdin is not None else ""
    except UnicodeDecodeError as error:
        raise InputError(f"it is not UTF-8, {NOT_UTF8}") from error


def _holds_nothing_else(file: Path, history: list[Kept]) -> bool:
    """Whether all that stands in a file is stored here, so that nothing is lost when it is replaced."""
    with suppress(InputError):
        known = {(each.correction.about, each.correction.english, each.correction.at) for each in history}
        return all((one.about, one.english, one.at) in known for one, _ in corrections_jsonl.read(text_of(file)))
    return False
