"""The file of dismissed flags: SQLite, apart from stored results, because a person's work cannot be computed again."""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.dismissed import Dismissal, Dismissals, by_sentence
from pipeline.own_file import OwnFile
from pipeline.values import Severity

FILE = OwnFile(
    application=0x67626466,
    format=1,
    statements=(
        "CREATE TABLE dismissals (check_name TEXT NOT NULL, german TEXT NOT NULL, english TEXT NOT NULL, severity TEXT"
        " NOT NULL, message TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (check_name, german,"
        " english))",
    ),
    called="file of dismissed flags",
    if_damaged="and what was dismissed in it is flagged again",
)


def beside(cache: Path) -> Path:
    """The file that belongs to a store of results: ``cache.dismissed.sqlite`` for ``cache.sqlite``."""
    return cache.with_name(f"{cache.stem}.dismissed.sqlite")


def load(path: Path) -> Dismissals:
    """What was dismissed; nothing where there is no file. Raises InputError if it is not a file of dismissals."""
    return by_sentence(rows(path))


def rows(path: Path) -> list[Dismissal]:
    """What was dismissed, the oldest first; none where there is no file. Raises InputError as ``load`` does."""
    with FILE.read(path) as file:
        if file is None:
            return []
        found = file.execute("SELECT * FROM dismissals ORDER BY at, rowid").fetchall()
        return [
            Dismissal(check, german, english, Severity(severity), message, reason, at)
            for check, german, english, severity, message, reason, at in found
        ]


def add(path: Path, dismissals: Sequence[Dismissal]) -> None:
    """Store ``dismissals``, all or none; one about the same takes the place of the older.

    The file is made if need be, for its owner's eyes only. What another process writes meanwhile is kept. Raises
    InputError as ``load`` does, and OutputError where nothing can be written.
    """
    with FILE.write(path) as file:
        file.executemany(
            "INSERT OR REPLACE INTO dismissals VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(d.check, d.german, d.english, d.severity.value, d.message, d.reason, d.at) for d in dismissals],
        )


def remove(path: Path, dismissals: Sequence[Dismissal]) -> None:
    """Forget ``dismissals``, so that their flags come back. Raises as ``add`` does."""
    with FILE.write(path) as file:
        file.executemany(
            "DELETE FROM dismissals WHERE check_name = ? AND german = ? AND english = ?", [d.about for d in dismissals]
        )
