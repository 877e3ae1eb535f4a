"""The whole article translated, as plain text, paragraphs and sub-headings kept."""
from __future__ import annotations

import re
import unicodedata

from pipeline.values import Brief, Kind, Translation

SUFFIX = ".txt"

_OPENED = re.compile(r"(?:[-–•·*▪‣◦]|\d{1,2}[.)])\s")


def write(brief: Brief) -> str:
    """The whole English of the article that a brief was made of."""
    return write_translation(brief.translation)


def write_translation(translation: Translation) -> str:
    """The article's blocks in English, an empty line between them; every block of the source is there.

    A list item gets a dash unless it has a mark or number of its own; items, and rows of a table, follow each other
    without an empty line; a dateline stands before the paragraph it opens. A block without sentences stays as it is.
    Ends with a newline.
    """
    sentences: dict[int, list[str]] = {}
    for sentence, english in zip(translation.sentences, translation.english, strict=True):
        sentences.setdefault(sentence.block, []).append(english.text)
    whole = ""
    before: Kind | None = None
    for index, block in enumerate(translation.article.blocks):
        text = visible(" ".join(sentences.get(index, [block.text])))
        if not text:
            continue
        if before is Kind.DATELINE:
            whole += " "
        elif before is block.kind and block.kind in (Kind.ITEM, Kind.TABLE):
            whole += "\n"
        elif before is not None:
            whole += "\n\n"
        whole += f"- {text}" if block.kind is Kind.ITEM and not _OPENED.match(text) else text
        before = block.kind
    return whole + "\n"


def between(source: str) -> str:
    """The line between one article and the next, which comes from ``source``. Ends with a newline."""
    return f"==> {visible(source)} <==\n"


def visible(text: str) -> str:
    """``text`` on one line, without the control and direction characters that could steer a terminal."""
    kept = (" " if c.isspace() else "" if _steers(c) else c for c in text)
    return re.sub(r" {2,}", " ", "".join(kept)).strip()


def _steers(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") or character in _DIRECTION


_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
