"""Reads a plain-text file with one news article in it."""
from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from pipeline import walls
from pipeline.encodings import decode
from pipeline.errors import InputError
from pipeline.languages import GERMAN
from pipeline.news import recognise
from pipeline.values import Article, Failure

log = logging.getLogger(__name__)

SUFFIXES = (".txt",)

LIMIT = 10_000_000
"""Bytes of one article: a thousand pages twice over, in about 100 MB of memory."""

_TAG = re.compile(
    r"<(?:!doctype html|/?(?:html|head|body|div|span|p|a|br|h[1-6]|ul|ol|li|table|t[dr]|script|style)\b[^<>]*)>",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"(?m)^#{1,6} \S|\[[^\[\]\n]+\]\([^\s()]+\)|(?<!\w)(\*\*|__)\S[^*_\n]*\S?\1(?!\w)|^```")
_FEWEST = 3
"""Marks; fewer may stand in a text about tags or by accident."""
_BEGINNING = 100_000
"""Characters that are looked at for marks."""


def read(
    data: bytes, source: str, *, encoding: str | None = None, language: str = GERMAN
) -> Iterator[Article | Failure]:
    """The one article in ``data``. Raises InputError if it is empty, binary, too large or cannot be decoded."""
    if len(data) > LIMIT:
        raise too_large(source, len(data))
    text = decode(data, source, encoding, language)
    _tell_markup(text, source)
    yield unless_walled(recognise(text, source, language=language))


def unless_walled(article: Article) -> Article | Failure:
    """``article``, or a failure where its text only stands in the place of one."""
    wall = walls.of_text([block.text for block in article.blocks])
    return article if wall is None else Failure(article.source, f"{article.source}: {wall.message}")


def too_large(source: str, size: int, limit: int = LIMIT) -> InputError:
    """The error for more than one article can have; a ``size`` of ``limit`` + 1 stands for any above."""
    has = f"more than {limit / 1e6:.0f} MB" if size == limit + 1 else f"{size / 1e6:.0f} MB"
    return InputError(
        f"{source} has {has} and one article may have {limit / 1e6:.0f}; split it, or give many articles "
        "as .jsonl, an object on each line"
    )


def _tell_markup(text: str, source: str) -> None:
    """A line for people if ``text`` is no plain text but written in a language of marks."""
    for pattern, what, marks in ((_TAG, "HTML", "tags"), (_MARKDOWN, "Markdown", "marks")):
        found = pattern.finditer(text, 0, _BEGINNING)
        if sum(1 for _ in zip(range(_FEWEST), found, strict=False)) == _FEWEST:
            log.warning("%s looks like %s, and its %s are read as text; give the text alone", source, what, marks)
            return
