import sqlite3
from pathlib import Path

import pytest

from pipeline import seen_file
from pipeline.errors import InputError
from pipeline.seen_file import Seen


def test_what_was_read_is_remembered_by_feed_and_the_newer_version_holds(tmp_path: Path):
    path = seen_file.beside(tmp_path / "sub" / "cache.sqlite")
    assert path.name == "cache.seen.sqlite"
    assert seen_file.load(path, "a") == {}
    assert not path.exists()
    seen_file.add(path, [Seen("a", "1", "x"), Seen("a", "2", "x"), Seen("b", "1", "x")])
    seen_file.add(path, [Seen("a", "1", "y")])
    assert seen_file.load(path, "a") == {"1": "y", "2": "x"}
    assert seen_file.load(path, "b") == {"1": "x"}


def test_another_file_is_not_taken_for_one(tmp_path: Path):
    path = tmp_path / "cache.seen.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE t (a)")
    with pytest.raises(InputError, match="no file of items"):
        seen_file.load(path, "a")
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(InputError, match="damaged"):
        seen_file.load(path, "a")
