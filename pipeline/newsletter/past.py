"""The file of past issues: which articles were in which, so that none comes twice."""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.newsletter.arranging import Known
from pipeline.newsletter.dropped import Dropped
from pipeline.newsletter.values import Issue, Origin
from pipeline.own_file import OwnFile

if TYPE_CHECKING:
    import sqlite3

FILE = OwnFile(
    application=0x6762696E,
    format=1,
    statements=(
        "CREATE TABLE issues (title TEXT NOT NULL, number INTEGER NOT NULL, fingerprint TEXT NOT NULL, day TEXT NOT"
        " NULL, at TEXT NOT NULL, edited INTEGER NOT NULL, headlines TEXT NOT NULL, PRIMARY KEY (title, number))",
        "CREATE UNIQUE INDEX made_of ON issues (title, fingerprint)",
        "CREATE TABLE articles (title TEXT NOT NULL, number INTEGER NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL)",
        "CREATE INDEX issue ON articles (title, number)",
    ),
    called="file of past issues",
    if_damaged="and the next issue may have articles that an earlier one had",
)

# Files that an earlier version made have not got these, so they are asked for each time.
EDITS = (
    "CREATE TABLE IF NOT EXISTS dropped (title TEXT NOT NULL, number INTEGER NOT NULL, headline TEXT NOT NULL,"
    " digests TEXT NOT NULL, sentences TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS corrected (title TEXT NOT NULL, number INTEGER NOT NULL, source TEXT NOT NULL,"
    " german TEXT NOT NULL, english TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS kept (title TEXT NOT NULL, number INTEGER NOT NULL, draft TEXT NOT NULL,"
    " basis TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS sentences (title TEXT NOT NULL, number INTEGER NOT NULL, digest TEXT NOT NULL,"
    " sentences TEXT NOT NULL)",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """An issue as its editor published it."""

    draft: str
    """Which draft that was, and where it lay: ``again.draft``."""
    basis: str
    """What the next draft is made of: ``again.basis``, packed."""


@dataclass(frozen=True, slots=True)
class Edits:
    """What an editor did to an issue that later ones must know of."""

    dropped: tuple[Dropped, ...] = ()
    corrected: tuple[tuple[str, str, str], ...] = ()
    """Language, sentence and English of each correction that was stored with it."""
    kept: Kept | None = None
    texts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """``dropped.texts`` of its articles, edited or not."""


UNEDITED = Edits()


@dataclass(frozen=True, slots=True)
class Past:
    """An issue that was published."""

    title: str
    number: int
    fingerprint: str
    day: str
    at: str
    edited: bool
    headlines: tuple[str, ...]


def beside(cache: Path) -> Path:
    """The file that belongs to a store of results: ``cache.issues.sqlite`` for ``cache.sqlite``."""
    return cache.with_name(f"{cache.stem}.issues.sqlite")


def issues(path: Path, title: str) -> list[Past]:
    """The issues of a newsletter, the first first; none where there is no file. Raises InputError for another file."""
    with FILE.read(path) as file:
        if file is None:
            return []
        found = file.execute("SELECT * FROM issues WHERE title = ? ORDER BY number", (title,)).fetchall()
        return [
            Past(title, number, fingerprint, day, at, bool(edited), tuple(json.loads(headlines)))
            for title, number, fingerprint, day, at, edited, headlines in found
        ]


def known(path: Path, title: str, before: int) -> Known:
    """The articles of the issues of a newsletter before number ``before``. Raises InputError as ``issues`` does."""
    with FILE.read(path) as file:
        if file is None:
            return Known({}, {})
        rows = file.execute(
            "SELECT digest, key, number FROM articles WHERE title = ? AND number < ? ORDER BY number", (title, before)
        ).fetchall()
        keys = {key: number for _, key, number in rows}
        return Known({digest: number for digest, _, number in rows}, keys, _sentences(file, title, keys))


def _sentences(file: sqlite3.Connection, title: str, keys: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    if not _has(file, "sentences"):
        return {}
    rows = file.execute(
        "SELECT key, articles.number, sentences FROM articles JOIN sentences USING (title, number, digest)"
        " WHERE title = ?", (title,),
    ).fetchall()  # fmt: skip
    return {key: tuple(json.loads(texts)) for key, number, texts in rows if keys.get(key) == number}


def dropped(path: Path, title: str, before: int) -> list[Dropped]:
    """The stories that were dropped from the issues before number ``before``. Raises InputError as ``issues`` does."""
    with FILE.read(path) as file:
        if file is None or not _has(file, "dropped"):
            return []
        rows = file.execute(
            "SELECT number, headline, digests, sentences FROM dropped WHERE title = ? AND number < ?"
            " ORDER BY number, rowid", (title, before),
        ).fetchall()  # fmt: skip
        return [
            Dropped(number, headline, tuple(json.loads(digests)), tuple(json.loads(sentences)))
            for number, headline, digests, sentences in rows
        ]


def corrected(path: Path, title: str, number: int) -> tuple[tuple[str, str, str], ...]:
    """``Edits.corrected`` of an issue that was published. Raises InputError as ``issues`` does."""
    with FILE.read(path) as file:
        if file is None or not _has(file, "corrected"):
            return ()
        return tuple(
            file.execute(
                "SELECT source, german, english FROM corrected WHERE title = ? AND number = ?", (title, number)
            ).fetchall()
        )


def kept(path: Path, title: str, number: int) -> Kept | None:
    """``Edits.kept`` of an issue that was published. Raises InputError as ``issues`` does."""
    with FILE.read(path) as file:
        if file is None or not _has(file, "kept"):
            return None
        row = file.execute("SELECT draft, basis FROM kept WHERE title = ? AND number = ?", (title, number)).fetchone()
        return Kept(*row) if row is not None else None


def forget_draft(path: Path, title: str, number: int) -> None:
    """No draft is the one that was published any more, as another was written over it. Raises as ``record`` does."""
    if kept(path, title, number) is not None:
        with FILE.write(path) as file:
            file.execute("UPDATE kept SET draft = '' WHERE title = ? AND number = ?", (title, number))


def record(path: Path, issue: Issue, fingerprint: str, origins: Iterable[Origin], edits: Edits = UNEDITED) -> None:
    """Remember that an issue was published with these articles; one of that number is replaced by itself alone.

    Raises InputError where the number was given to another issue meanwhile, OutputError where nothing can be written.
    """
    with FILE.write(path) as file:
        taken = file.execute(
            "SELECT fingerprint FROM issues WHERE title = ? AND number = ?", (issue.title, issue.number)
        ).fetchone()
        if taken is not None and taken[0] != fingerprint:
            why = f"issue {issue.number} of {issue.title!r} was made elsewhere meanwhile"
            raise InputError(f"{why}; give the command again")
        headlines = json.dumps([item.headline.text for item in issue.items], ensure_ascii=False)
        file.execute(
            "INSERT OR REPLACE INTO issues VALUES (?, ?, ?, ?, ?, ?, ?)",
            (issue.title, issue.number, fingerprint, issue.day, issue.at, issue.edited, headlines),
        )
        file.execute("DELETE FROM articles WHERE title = ? AND number = ?", (issue.title, issue.number))
        rows = dict.fromkeys((origin.key, origin.digest) for origin in origins)
        articles = [(issue.title, issue.number, *row) for row in rows]
        file.executemany("INSERT INTO articles VALUES (?, ?, ?, ?)", articles)
        _record_edits(file, issue, edits)


def _record_edits(file: sqlite3.Connection, issue: Issue, edits: Edits) -> None:
    for statement in EDITS:
        file.execute(statement)
    for table in ("dropped", "corrected", "kept", "sentences"):
        file.execute(f"DELETE FROM {table} WHERE title = ? AND number = ?", (issue.title, issue.number))
    for story in edits.dropped:
        parts = (json.dumps(part, ensure_ascii=False) for part in (story.digests, story.sentences))
        row = (issue.title, issue.number, story.headline, *parts)
        file.execute("INSERT INTO dropped VALUES (?, ?, ?, ?, ?)", row)
    rows = [(issue.title, issue.number, *each) for each in edits.corrected]
    file.executemany("INSERT INTO corrected VALUES (?, ?, ?, ?, ?)", rows)
    texts = [(issue.title, issue.number, digest, json.dumps(text, ensure_ascii=False)) for digest, text in edits.texts]
    file.executemany("INSERT INTO sentences VALUES (?, ?, ?, ?)", texts)
    if edits.kept is not None:
        row = (issue.title, issue.number, edits.kept.draft, edits.kept.basis)
        file.execute("INSERT INTO kept VALUES (?, ?, ?, ?)", row)


def _has(file: sqlite3.Connection, table: str) -> bool:
    return bool(file.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone())


@dataclass(frozen=True, slots=True)
class Place:
    """Which issue is to be made."""

    number: int
    before: Past | None
    """It, where it was published already."""


def place(published: Sequence[Past], fingerprint: str) -> Place:
    """The issue that was made of the same articles, or the one after the last."""
    same = next((past for past in published if past.fingerprint == fingerprint), None)
    last = published[-1].number if published else 0
    return Place(same.number if same is not None else last + 1, same)
