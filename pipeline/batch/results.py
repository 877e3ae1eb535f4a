"""Briefs and errors as the bytes of a part's files: the same bytes for the same rows, on every machine."""
from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from typing import Any

from pipeline import codec
from pipeline.batch.rows import Row
from pipeline.brief import printed
from pipeline.errors import InputError
from pipeline.extras import need
from pipeline.values import Brief, Outcome
from pipeline.writers import json as json_writer
from pipeline.writers.text import visible, write_translation

COLUMNS = {
    "id": "text", "place": "text", "headline": "text", "summary": "text", "english": "text", "sentences": "number",
    "flagged": "number", "flagged_printed": "number", "author": "text", "date": "text", "outlet": "text",
    "url": "text", "brief": "text",
}  # fmt: skip
"""Each column of a result, the id as in the input; docs/scale.md describes them."""
FORMATS = ("jsonl", "parquet")


def id_of(row: Row, *, numbers: bool) -> str | int | None:
    """The id as it is written: a number only where all of them are."""
    return int(row.id) if numbers and row.id is not None else row.id


def result(row: Row, brief: Brief, *, numbers: bool = False) -> dict[str, Any]:
    """One line or row: what people search and sort by, and everything as ``pipeline run`` writes it into NAME.json.

    What differs from run to run (when, how long, what was in a cache) is not in it.
    """
    translation = brief.translation
    article = translation.article
    flagged = {i for i, english in enumerate(translation.english) if english.outcome is Outcome.FLAGGED}
    plain = json_writer.plain(dataclasses.replace(brief, made=None))
    return {
        "id": id_of(row, numbers=numbers),
        "place": row.place,
        "headline": brief.headline,
        "summary": "\n".join(visible(sentence.text) for sentence in brief.summary.sentences),
        "english": write_translation(translation),
        "sentences": len(translation.sentences),
        "flagged": len(flagged),
        "flagged_printed": len(flagged & printed(translation, brief.summary)),
        "author": article.author,
        "date": codec.to_plain(article.date),
        "outlet": article.outlet,
        "url": article.address,
        "brief": json.dumps(plain, ensure_ascii=False, separators=(",", ":")),
    }


def encoded(results: Sequence[dict[str, Any]], kind: str, *, numbers: bool = False) -> bytes:
    """The file of a part's results."""
    return lines(results) if kind == "jsonl" else _parquet(results, numbers=numbers)


def lines(objects: Sequence[dict[str, Any]]) -> bytes:
    """JSON Lines; a half of a character is a question mark."""
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects).encode("utf-8", "replace")


def _parquet(results: Sequence[dict[str, Any]], *, numbers: bool) -> bytes:
    import io

    pyarrow = need("pyarrow", "parquet", "a Parquet file")
    from pyarrow import parquet

    kinds = {"text": pyarrow.string(), "number": pyarrow.int64()}
    columns = COLUMNS | {"id": "number" if numbers else "text"}
    schema = pyarrow.schema([(name, kinds[kind]) for name, kind in columns.items()])
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(list(results), schema), out, compression="zstd")
    return out.getvalue()


def check_format(kind: str) -> None:
    """Raise InputError if the library of the format ``kind`` is not installed."""
    if kind not in FORMATS:
        raise InputError(f"there is no format {kind!r}; there are: {', '.join(FORMATS)}")
    if kind == "parquet":
        need("pyarrow", "parquet", "a Parquet file")
