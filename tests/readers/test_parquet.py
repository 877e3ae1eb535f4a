"""Parquet: a row an article, columns named as fields are."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from pipeline.errors import InputError
from pipeline.readers.jsonl import Fields
from pipeline.reading import read_bytes, read_file
from pipeline.values import Article, Failure

TEXT = "Die Brücke wird 2027 fertig. Das teilte die Stadt mit."


def table(rows: int = 3, **columns: list[Any]) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pyarrow.table({"text": [TEXT] * rows} | columns), out, row_group_size=100)
    return out.getvalue()


def test_each_row_is_an_article(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    file.write_bytes(
        table(title=["A b", None, "C"], date=[datetime.date(2024, 5, 4)] * 3, id=[7, 8, 9], list=[[1], [], None])
    )
    articles = list(read_file(file))
    assert [one.source for one in articles] == [f"{file}#7", f"{file}#8", f"{file}#9"]
    assert isinstance(articles[0], Article)
    assert (articles[0].title, str(articles[0].date)) == ("A b", "2024-05-04")


def test_a_row_without_text_fails_alone() -> None:
    data = table(body=[TEXT, None, " "])
    found = list(read_bytes(data, "a.parquet", fields=Fields(text="body")))
    assert [type(one) for one in found] == [Article, Failure, Failure]
    assert "has no text in the column 'body'" in found[1].message  # type: ignore[union-attr]


def test_a_missing_column_is_one_line_with_those_there_are() -> None:
    with pytest.raises(
        InputError, match=r"^a has no column 'body'; it has: text, x; name the right one with --text-field$"
    ):
        list(read_bytes(table(x=[1, 2, 3]), "a", fields=Fields(text="body")))


def test_rows_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    """A row that is far too long does not keep those before it from being read."""
    file = tmp_path / "a.parquet"
    file.write_bytes(table(3, body=[TEXT, "x " * 6_000_000, TEXT]))
    found = [*read_file(file, fields=Fields(text="body"))]
    assert [type(one) for one in found] == [Article, Failure, Article]
    assert "longer than 10 MB" in found[1].message  # type: ignore[union-attr]
    rows = read_bytes(table(5_000), "a.parquet")
    assert isinstance(next(rows), Article)


@pytest.mark.parametrize("cut", [slice(0, 0), slice(0, 100), slice(0, -9), slice(5, None)])
def test_what_is_damaged_is_refused_in_one_line(cut: slice) -> None:
    with pytest.raises(InputError, match=r"a\.parquet is damaged, or no Parquet") as refused:
        list(read_bytes(table()[cut], "a.parquet"))
    assert "\n" not in str(refused.value)


def test_no_rows_are_no_article() -> None:
    with pytest.raises(InputError, match="is empty"):
        list(read_bytes(table(0), "a.parquet"))
