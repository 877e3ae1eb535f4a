"""``pipeline dismiss``: flags that a person looked at are set aside, until their sentence changes."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from pipeline import brief as briefs
from pipeline import codec, dismissed_file
from pipeline.cli import options
from pipeline.cli.asked import Asked, asking
from pipeline.cli.brief_file import text_of
from pipeline.dismissed import Dismissal, can_be_dismissed, recorded
from pipeline.errors import InputError
from pipeline.seal import is_sealed
from pipeline.values import Brief, Flag, Severity, Translation
from pipeline.writers import json as json_writer
from pipeline.writers.text import visible

LONGEST = 500
"""Characters of a reason."""


@click.command()
@click.argument("file", metavar="[FILE.json]", required=False, type=click.Path(path_type=Path))
@click.argument("sentence", metavar="[N]", required=False)
@click.option("--check", "checks", multiple=True, metavar="NAME", help="Only this check's flag; may be repeated.")
@click.option("--reason", default="", metavar="TEXT", help="Why it is right as it stands; shown with the flag.")
@click.option("--list", "listing", is_flag=True, help="Show what was dismissed: in FILE, or all of it.")
@click.option("--undo", is_flag=True, help="Take a dismissal back, so that the flag is shown again.")
@asking(options.cache_file, options.speaking)
def dismiss(
    file: Path | None, sentence: str | None, checks: tuple[str, ...], reason: str, listing: bool, undo: bool,
    asked: Asked,
) -> None:
    """Set a flag aside that somebody looked at; it comes back when the German or the English changes.

    N is the number of a printed sentence, "headline", or text:17 for the 17th sentence of the whole text. Without N
    the flags of FILE are shown, with the N of each. A dismissed flag is still shown, as that, and no longer counted by
    --strict, from the next pipeline run on. The dismissals are kept beside the stored results.

    \b
    Examples:
      pipeline dismiss outputs/article.json
      pipeline dismiss outputs/article.json 2 --check numbers --reason "42 is the house number"
      pipeline dismiss outputs/article.json text:17 --undo
      pipeline dismiss --list
    """  # fmt: skip
    store = asked.dismissed_file()
    if file is None:
        if not listing:
            raise click.UsageError("name the FILE.json of a brief, or give --list")
        for each in dismissed_file.rows(store):
            _tell(asked, each, "")
        return
    brief = _read(file, asked)
    places = _places(brief, sentence) if sentence is not None else tuple(range(len(brief.translation.english)))
    if listing:
        known = dismissed_file.load(store)
        for place, each in _flags(brief.translation, places, checks):
            if each.about in known:
                _tell(asked, known[each.about], _called(brief, place))
    elif sentence is None:
        _show(asked, brief, checks, undo=undo)
    elif undo:
        _undo(asked, store, brief, places, sentence, checks)
    else:
        _dismiss(asked, store, brief, places, sentence, checks, reason)


def _dismiss(
    asked: Asked,
    store: Path,
    brief: Brief,
    places: tuple[int, ...],
    sentence: str,
    checks: tuple[str, ...],
    reason: str,
) -> None:
    found = [each for _, each in _flags(brief.translation, places, ())]
    if not found:
        raise InputError(f"{sentence} has no flag; without a number, all flags of the file are shown")
    if not all(can_be_dismissed(brief.translation.english[place]) for place in places):
        raise InputError(f"{sentence} is no English: the German stands there unchanged, which cannot be dismissed")
    names = list(dict.fromkeys(each.check for each in found))
    if missing := [name for name in checks if name not in names]:
        raise InputError(f"{sentence} has no flag {missing[0]!r}; it has {', '.join(names)}")
    if not checks and len(names) > 1:
        raise InputError(f"{sentence} has flags of several checks: say which with --check ({', '.join(names)})")
    reason = visible(reason)
    if len(reason) > LONGEST:
        raise InputError(f"the reason is longer than {LONGEST} characters")
    at = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    chosen = [
        Dismissal(each.check, each.german, each.english, each.severity, each.message, reason, at)
        for each in found
        if not checks or each.check in checks
    ]
    dismissed_file.add(store, chosen)
    for each in chosen:
        _tell(asked, each, sentence)
    asked.tell("dismissed; pipeline run shows it so from now on")


def _undo(
    asked: Asked, store: Path, brief: Brief, places: tuple[int, ...], sentence: str, checks: tuple[str, ...]
) -> None:
    known = dismissed_file.load(store)
    chosen = [each for _, each in _flags(brief.translation, places, checks) if each.about in known]
    if not chosen:
        raise InputError(f"nothing was dismissed of {sentence}; --list shows what was")
    dismissed_file.remove(store, chosen)
    asked.tell(f"{', '.join(dict.fromkeys(each.check for each in chosen))}: no longer dismissed")


def _show(asked: Asked, brief: Brief, checks: tuple[str, ...], *, undo: bool) -> None:
    """The flags of a brief, each with what names its sentence; with ``undo`` those that are dismissed."""
    english = brief.translation.english
    done = recorded(brief.translation)
    for place, each in _flags(brief.translation, tuple(range(len(english))), checks):
        if (each.about in done) == undo and (undo or can_be_dismissed(english[place])):
            _tell(asked, each, _called(brief, place))


def _read(file: Path, asked: Asked) -> Brief:
    try:
        text = text_of(file)
        brief = json_writer.read(text)
    except InputError as error:
        raise InputError(f"{file}: {error}") from error
    if not is_sealed(text):
        asked.tell(f"{file} was edited: what is dismissed holds where German and English are still as it has them")
    return brief


def _places(brief: Brief, sentence: str) -> tuple[int, ...]:
    """The sentences of the whole text, by index, that ``sentence`` names. Raises InputError if there is none."""
    number = re.fullmatch(r"(text:)?([1-9][0-9]{0,8})", sentence)
    count = len(brief.translation.english)
    if sentence == "headline":
        return briefs.headline_sentences(brief.translation)
    if number is None:
        raise InputError(f'{sentence!r} is no sentence: give a number, "headline" or text:17')
    place = int(number[2]) - 1
    if number[1]:
        if place >= count:
            raise InputError(f"the whole text has {count} sentences, and no {sentence}")
        return (place,)
    printed = brief.summary.sentences
    if place >= len(printed):
        raise InputError(f"the brief has {len(printed)} sentences, and no {sentence}; text:17 is one of the whole text")
    return printed[place].evidence


def _flags(
    translation: Translation, places: tuple[int, ...], checks: tuple[str, ...]
) -> Iterator[tuple[int, Dismissal]]:
    """The flags at ``places``, those dismissed already among them, each as what would dismiss it."""
    for place in places:
        german, english = translation.sentences[place].text, translation.english[place]
        flags = dict.fromkeys([*english.flags, *(dismissed.flag for dismissed in english.dismissed)])
        for flag in _one_of_each(flags):
            if not checks or flag.name in checks:
                yield place, Dismissal(flag.name, german, english.text, flag.severity, flag.message)


def _one_of_each(flags: dict[Flag, None]) -> Iterator[Flag]:
    """One flag for each check, severe if one of its is, with all that these say: they are dismissed together."""
    chosen: dict[str, list[Flag]] = {}
    for flag in sorted(flags, key=lambda flag: flag.severity is not Severity.SEVERE):
        chosen.setdefault(flag.name, []).append(flag)
    for same in chosen.values():
        message = " ".join(dict.fromkeys(flag.message for flag in same if flag.severity is same[0].severity))
        yield replace(same[0], message=message)


def _called(brief: Brief, place: int) -> str:
    for number, sentence in enumerate(brief.summary.sentences, 1):
        if place in sentence.evidence:
            return str(number)
    return "headline" if place in briefs.headline_sentences(brief.translation) else f"text:{place + 1}"


def _tell(asked: Asked, dismissal: Dismissal, sentence: str) -> None:
    """One line on stdout: what names the sentence, the check, its message, the English, and the reason."""
    if asked.as_json:
        named = {"sentence": sentence} if sentence else {}
        click.echo(json.dumps(named | codec.to_plain(dismissal), ensure_ascii=False))
        return
    hint = " (a hint)" if dismissal.severity is Severity.HINT else ""
    parts = [sentence, f"{dismissal.check}{hint}", visible(dismissal.message), f"“{visible(dismissal.english)}”"]
    if dismissal.reason:
        parts.append(f"({visible(dismissal.reason)})")
    click.echo("  ".join(part for part in parts if part))
