"""What ``pipeline newsletter`` does with a draft, and with an issue that is done."""

from __future__ import annotations

import dataclasses
import json
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from pipeline import corrections_file
from pipeline.cli.asked import Asked
from pipeline.cli.author import author
from pipeline.cli.brief_file import text_of
from pipeline.cli.correction_store import line_of
from pipeline.corrections import About, now
from pipeline.errors import InputError
from pipeline.languages import ENGLISH
from pipeline.newsletter import again, draft_read, drafting, dropped, page, past, plain, publishing, taking
from pipeline.newsletter.draft_read import Read
from pipeline.newsletter.drafting import Basis
from pipeline.newsletter.dropped import Out
from pipeline.newsletter.taking import Taken
from pipeline.newsletter.values import Issue
from pipeline.outputs import Fate, Saved, save
from pipeline.seal import is_sealed
from pipeline.writers.text import visible

MOST = 20
"""Faults of a draft that are told."""


def too_weak(model: str) -> InputError:
    """Why a bundled model's words are not published unasked, where they are not drafted yet."""
    return InputError(
        f"{model} is too weak to publish what it translates; name a better --translator (pipeline models pull), give "
        "--draft, or give --allow-bundled, and the issue says so"
    )


def write(
    asked: Asked, issue: Issue, mark: str, texts: tuple[tuple[str, tuple[str, ...]], ...], *, force: bool
) -> None:
    """Write the draft, over nobody's edits, and say what comes next."""
    path = _draft_path(asked, issue)
    saved = save(drafting.write(issue, mark, texts, more=_more(asked)), path, force=force)
    tell_saved(asked, saved)
    if saved.fate is Fate.BESIDE:
        other = path.with_name(saved.path.name)
        asked.tell(f"{path} has an editor's changes and {other} has none of them, so go on with the first")
    _tell_next(asked, path, issue)


def write_again(asked: Asked, store: Path, before: past.Past, day: str | None) -> bool:
    """Write the draft of an issue that an editor published, as it was published; False where that is not known."""
    basis = _kept_basis(past.kept(store, before.title, before.number))
    if basis is None:
        return False
    issue = again.issue(basis, before.number, before.at)
    issue = dataclasses.replace(issue, day=day or issue.day)
    path = _draft_path(asked, issue)
    saved = save(drafting.write(issue, basis.fingerprint, basis.texts, basis.first, more=_more(asked)), path)
    tell_saved(asked, saved)
    asked.tell(
        f"issue {before.number} was published from an editor's draft, so this one is that issue, its order, sections "
        "and words; --force makes it anew from the articles"
    )
    if saved.fate is Fate.BESIDE:
        older, path = path, path.with_name(saved.path.name)
        asked.tell(f"what was changed in {older} since it was published is not in {path}")
    _tell_next(asked, path, issue)
    return True


def _kept_basis(kept: past.Kept | None) -> Basis | None:
    try:
        return drafting.unpacked(kept.basis.split("\n")) if kept is not None else None
    except ValueError:  # an earlier or later version's
        return None


def _draft_path(asked: Asked, issue: Issue) -> Path:
    return asked.settings.output / f"{publishing.stem(issue)}{drafting.SUFFIX}"


def _more(asked: Asked) -> str:
    """What has to be given again with --publish: in another store nothing is known of past issues."""
    cache = asked.settings.cache if asked.origins["cache"].kind == "flag" else None
    return f" --cache {shlex.quote(str(cache))}" if cache is not None else ""


def _tell_next(asked: Asked, path: Path, issue: Issue) -> None:
    more = f"{drafting.leave(issue)}{_more(asked)}"
    asked.tell(f"when it is changed: pipeline newsletter --publish {shlex.quote(str(path))}{more}")


def publish(asked: Asked, path: Path, by: str | None, *, allow_bundled: bool, force: bool) -> None:
    """Publish the draft at ``path``, say what was changed, and store what is a correction."""
    try:
        text = draft_read.plain(text_of(path, "so save it as that in your editor"))
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    read = draft_read.read(text)
    if isinstance(read, tuple):
        for fault in read[:MOST]:
            click.echo(f"pipeline: {path}, line {fault.line}: {fault.message}", err=True)
        more = f" ({len(read) - MOST} more faults)" if len(read) > MOST else ""
        raise InputError(f"nothing was published{more}; mend {path} and give the command again")
    basis = read.basis
    if basis.weak and not allow_bundled:
        raise InputError(
            "a small model that gets much wrong translated this draft: once its sentences are compared with the German "
            "beside them, give the same command with --allow-bundled; the issue tells its readers so"
        )
    taken, store = taking.take(read), past.beside(asked.settings.cache_file())
    place = past.place(past.issues(store, read.title), basis.fingerprint)
    edited, draft = not is_sealed(text) or bool(basis.first), again.draft(str(path.resolve()), basis)
    if place.before is not None and place.before.edited and not force:
        _keep(read, place.before, past.kept(store, read.title, place.number), draft, edited=edited)
    at = place.before.at if place.before is not None else now()
    issue = Issue(
        read.title, place.number, read.day, at, taken.sections, read.intro, basis.makers, basis.weak, edited=edited
    )
    for change in taken.changes:
        click.echo(f"pipeline: {change}", err=True)
    before = past.corrected(store, read.title, place.number)
    gone = retired(taken, before)
    left = [each for each in before if (each[0], ENGLISH, each[1]) not in gone]
    stored = tuple(dict.fromkeys([*left, *taken.stored()]))
    next_ = "\n".join(drafting.packed(again.basis(issue, basis, stored)))
    edits = past.Edits(
        tuple(dropped.of(place.number, item, basis.texts) for item in taken.dropped),
        stored,
        past.Kept(draft, next_) if edited else None,
        basis.texts,
    )
    publish_issue(asked, issue, basis.fingerprint, store, force=force, edits=edits)
    if edits.dropped:
        many = "1 story" if len(edits.dropped) == 1 else f"{len(edits.dropped)} stories"
        asked.tell(f"{many} dropped: left out of later issues too, until most of the text is new (or --with-dropped)")
    who, file = author(by), asked.corrections_file()
    back = corrections_file.retire(file, gone, now())
    for each in back:
        asked.tell(f"correction retired, since the sentence was put back as it was: {line_of(each, as_json=False)}")
    kept = corrections_file.add(file, taken.corrections(who, now())) if taken.corrected else []
    for each in kept:
        asked.tell(f"correction stored: {line_of(each, as_json=False)}")


def _keep(read: Read, before: past.Past, kept: past.Kept | None, draft: str, *, edited: bool) -> None:
    """Refuse a draft that would undo what an editor published from another one. Raises InputError."""
    basis = _kept_basis(kept)
    # In the draft that was published last everything is as its editor wants it, unless nothing of theirs is left.
    same = kept is not None and kept.draft == draft and edited
    lost = again.undone(basis, read) if basis is not None and not same else ()
    for line in lost[:MOST]:
        click.echo(f"pipeline: it would undo {visible(line)}", err=True)
    if len(lost) > MOST:
        click.echo(f"pipeline: and {len(lost) - MOST} more", err=True)
    if not edited:
        raise InputError(
            f"issue {before.number} of these articles was published from a draft that an editor changed, and this one "
            "has no changes, so it would undo them; publish that draft again, or give --force if it is meant"
        )
    if lost:
        raise InputError(
            f"issue {before.number} of these articles was published from another draft, and this one would undo what "
            "an editor did there; publish that one again, or change what --draft makes of it, or give --force if it is "
            "meant"
        )


def retired(taken: Taken, before: tuple[tuple[str, str, str], ...]) -> dict[About, frozenset[str] | None]:
    """The corrections that an editor took back, by their English words, or None for all of that sentence.

    Who puts back what the model wrote takes back every correction of the sentence; who puts back what stood in the
    draft takes back those that publishing this draft had stored. Nobody put back what the draft has in corrected words.
    """
    found: dict[About, frozenset[str] | None] = {(one.source, ENGLISH, one.german): None for one in taken.as_model}
    for one in taken.as_drafted:
        others = (words for source, german, words in before if (source, german) == (one.source, one.german))
        words = frozenset(english for english in others if english != one.english)
        if words:
            found.setdefault((one.source, ENGLISH, one.german), words)
    # The same sentence may stand twice, and be put otherwise in one place.
    for source, german, _ in taken.stored():
        found.pop((source, ENGLISH, german), None)
    return found


def left_out(outs: Sequence[Out]) -> Iterator[str]:
    """What is said of articles whose story an editor dropped before: of those that changed since, a line each."""
    for out in outs:
        article, story = out.article, out.dropped
        if out.changed:
            new = f"{out.new} of {out.sentences} sentences new" if out.new else "hardly anything is new"
            yield (
                f"{article.outlet or article.source} ({article.title or 'no headline'}): changed, and left out all the "
                f"same, as an editor dropped “{story.headline}” from issue {story.number}: {new}"
            )
    if outs:
        many = "1 article is" if len(outs) == 1 else f"{len(outs)} articles are"
        yield f"{many} left out, as an editor dropped the story before; --with-dropped takes such in"


def publish_issue(
    asked: Asked, issue: Issue, mark: str, store: Path, *, force: bool, edits: past.Edits = past.UNEDITED
) -> None:
    """Write the issue, say where, and print it for --json."""
    s = asked.settings
    for saved in publishing.publish(
        issue, mark, s.output, store, templates=s.templates, sender=s.sender, site=s.site, force=force,
        edits=edits,
    ):  # fmt: skip
        tell_saved(asked, saved)
        if saved.path.suffix == ".html" and (warning := page.too_large(saved.path.read_text("utf-8"))):
            click.echo(f"pipeline: {warning}", err=True)
    many = "1 story" if len(issue.items) == 1 else f"{len(issue.items)} stories"
    asked.tell(f"issue {issue.number} of {issue.title!r}: {many}")
    if asked.as_json:
        click.echo(json.dumps(plain.plain(issue), ensure_ascii=False))


def tell_saved(asked: Asked, saved: Saved) -> None:
    """Say where a file went, if it did not stay as it was."""
    if saved.message:
        click.echo(f"pipeline: {saved.message}", err=True)
    elif saved.fate is not Fate.UNCHANGED:
        asked.tell(f"wrote {saved.path}")
