"""The tables of a cache file, and how those of an older format become them."""
from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

FORMAT = 2
"""Raised when ``TABLES`` change; a file with a greater one is left alone."""
APPLICATION = 0x67627266
"""Stored in the file's header, so that another program's database is never taken for a damaged cache."""

TABLES = (
    "CREATE TABLE recipes (id INTEGER PRIMARY KEY, stage TEXT NOT NULL, model TEXT NOT NULL,"
    " recipe BLOB NOT NULL UNIQUE)",
    "CREATE TABLE results (id INTEGER PRIMARY KEY, key BLOB NOT NULL, recipe INTEGER NOT NULL,"
    " packed INTEGER NOT NULL, data BLOB NOT NULL, checksum BLOB NOT NULL, seconds REAL NOT NULL,"
    " made INTEGER NOT NULL, used INTEGER NOT NULL)",
    "CREATE INDEX by_key ON results (substr(key, 1, 8))",
    "CREATE INDEX by_use ON results (recipe, used)",
    "CREATE TABLE totals (recipe INTEGER PRIMARY KEY, entries INTEGER NOT NULL, bytes INTEGER NOT NULL,"
    " seconds REAL NOT NULL, hits INTEGER NOT NULL, saved REAL NOT NULL, computed INTEGER NOT NULL,"
    " cost REAL NOT NULL)",
    "CREATE TABLE runs (id INTEGER PRIMARY KEY, since INTEGER NOT NULL, seen INTEGER NOT NULL)",
    "CREATE TABLE articles (source TEXT PRIMARY KEY, at INTEGER NOT NULL, text BLOB NOT NULL)",
    "CREATE TABLE set_aside (key BLOB, recipe INTEGER, packed INTEGER, data BLOB, checksum BLOB, seconds REAL,"
    " made INTEGER, used INTEGER, at INTEGER NOT NULL)",
)
"""``key`` is the 32 bytes of a sha256; times are whole seconds since 1970; ``id`` grows, so it orders by age.

An index over whole keys would be a quarter of the file; their first 8 bytes tell a million of them apart as well.
``totals`` are per recipe: of the entries that are there (``entries``, ``bytes``, ``seconds``), of their use (``hits``,
``saved``), and of all that this machine ever computed (``computed`` units in ``cost`` seconds). ``runs`` are those in
progress: what was used since ``since`` is theirs. ``articles`` are the sentences last seen in each source.
"""

STEPS = {
    1: (
        "DROP TABLE IF EXISTS results_1",
        "ALTER TABLE results RENAME TO results_1",
        "ALTER TABLE recipes RENAME TO recipes_1",
        "ALTER TABLE totals RENAME TO totals_1",
        "ALTER TABLE set_aside RENAME TO set_aside_1",
        *TABLES,
        "INSERT INTO recipes (id, stage, model, recipe) SELECT id, stage, model_of(recipe), recipe FROM recipes_1",
        "INSERT INTO results (id, key, recipe, packed, data, checksum, seconds, made, used)"
        " SELECT id, key, recipe, packed, data, checksum, seconds, made, used FROM results_1 ORDER BY id",
        "INSERT INTO set_aside SELECT * FROM set_aside_1",
        "INSERT INTO totals SELECT recipe, count(*), CAST(total(length(data)) AS INTEGER), total(seconds), 0, 0.0,"
        " count(*), total(seconds) FROM results GROUP BY recipe",
        # Hits were counted by stage: the stage's oldest recipe takes them over.
        "UPDATE totals SET hits = old.hits, saved = old.saved FROM (SELECT min(recipes.id) AS first, totals_1.hits,"
        " totals_1.saved FROM totals_1 JOIN recipes ON recipes.stage = totals_1.stage GROUP BY totals_1.stage) AS old"
        " WHERE totals.recipe = old.first",
        "DROP TABLE results_1",
        "DROP TABLE recipes_1",
        "DROP TABLE totals_1",
        "DROP TABLE set_aside_1",
    )
}
"""For each older format the statements that make the next one of it."""


def make(connection: sqlite3.Connection) -> None:
    """Make the tables of a new file; part of a transaction."""
    for table in TABLES:
        connection.execute(table)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {FORMAT}")


def renew(connection: sqlite3.Connection, version: int) -> None:
    """Bring the tables of an older format up to date, with all results in them; part of a transaction."""
    connection.create_function("model_of", 1, model_of, deterministic=True)
    for step in range(version, FORMAT):
        for statement in STEPS[step]:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {FORMAT}")


def model_of(recipe: bytes) -> str:
    """The name of the model in a recipe; "" if there is none."""
    try:
        model = json.loads(recipe)["fields"]["model"]["identity"]["model"]
    except (ValueError, KeyError, TypeError, UnicodeDecodeError):
        return ""
    return model if isinstance(model, str) else ""
