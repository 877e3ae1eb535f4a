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
"""Each column of a result; docs/scale.md describes them."""
FORMATS = ("jsonl", "parquet")


def result(row: Row, brief: Brief) -> dict[str, Any]:
    """One line or row: what people search and sort by, and everything as ``pipeline run`` writes it into NAME.json.

    What differs from run to run (when, how long, what was in a cache) is not in it.
    """
    translation = brief.translation
    article = translation.article
    flagged = {i for i, english in enumerate(translation.english) if english.outcome is Outcome.FLAGGED}
    plain = json_writer.plain(dataclasses.replace(brief, made=None))
    return {
        "id": row.id,
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


def encoded(results: Sequence[dict[str, Any]], kind: str) -> bytes:
    """The file of a part's results."""
    if kind == "jsonl":
        return lines(results)
    return _parquet(results)


def lines(objects: Sequence[dict[str, Any]]) -> bytes:
    """JSON Lines."""
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects).encode()


def _parquet(results: Sequence[dict[str, Any]]) -> bytes:
    import io

    pyarrow = need("pyarrow", "parquet", "a Parquet file")
    from pyarrow import parquet

    schema = pyarrow.schema([(n, pyarrow.string() if k == "text" else pyarrow.int64()) for n, k in COLUMNS.items()])
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(list(results), schema), out, compression="zstd")
    return out.getvalue()


def check_format(kind: str) -> None:
    """Raise InputError if the library of the format ``kind`` is not installed."""
    if kind not in FORMATS:
        raise InputError(f"there is no format {kind!r}; there are: {', '.join(FORMATS)}")
    if kind == "parquet":
        need("pyarrow", "parquet", "a Parquet file")
