"""Reads a plain-text file with one German news article in it."""
from __future__ import annotations

from collections.abc import Iterator

from pipeline.news import recognise
from pipeline.text import decode
from pipeline.values import Article, Failure

SUFFIXES = (".txt",)


def read(data: bytes, source: str) -> Iterator[Article | Failure]:
    """The one article in ``data``. Raises InputError if it is empty, binary or not in UTF-8 or UTF-16."""
    yield recognise(decode(data, source), source)
