"""Bytes of a page to text: as the server says, as the page says, or as its letters say."""
from __future__ import annotations

import codecs
import logging
import re

from pipeline import encodings
from pipeline.errors import InputError
from pipeline.text import visible

log = logging.getLogger(__name__)

_DECLARED = re.compile(
    rb"<meta[^>]{1,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})|<\?xml[^>]{1,200}?encoding=[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_WITHIN = 4096
"""Bytes at the beginning of a page in which it must say what it is in; browsers look at 1,024."""
_NO_PAGE = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7", "undefined"})
"""Codecs of Python that no page is in."""
_FEW = 0.01
"""Share of characters that may be damaged before what a page says of itself is not believed."""


def decode(data: bytes, source: str, *, declared: str | None = None, encoding: str | None = None,
           language: str = "de") -> str:  # fmt: skip
    """The text of a page. ``encoding`` is what a person asks for, ``declared`` what the server said.

    A byte order mark goes before both of the latter, as in browsers. Raises InputError where it is no text.
    """
    if encoding is None:
        for name in _said(data, declared):
            text = _tried(data, name, source)
            if text is not None:
                return text
    text = encodings.decode(data, source, encoding, language)
    return text.replace("\0", "")


def _said(data: bytes, declared: str | None) -> list[str]:
    """What the page is said to be in, the surest first."""
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return [name]
    found = _DECLARED.search(data[:_WITHIN])
    inside = (found[1] or found[2]).decode("ascii") if found else None
    names = []
    for said in (declared, inside):
        try:
            name = encodings.check(said) if said else ""
        except InputError:
            continue
        # A page that can say "utf-16" in bytes that read as ASCII is not in it.
        if said == inside and name.startswith("utf-16"):
            name = "utf-8"
        if name and name not in _NO_PAGE:
            names.append(name)
    return names


def _tried(data: bytes, name: str, source: str) -> str | None:
    """``data`` in the encoding ``name``, damaged letters replaced; None where it cannot be that."""
    text = data.decode(name, "replace").removeprefix("\ufeff").replace("\0", "")
    damaged = text.count("\ufffd")
    if damaged > _FEW * max(1, sum(char > "\x7f" for char in text)) and damaged > 2:
        log.warning("%s says that it is in %s, which it is not", source, name)
        return None
    if not visible(text):
        raise InputError(f"{source} is empty; save the page again")
    return text
