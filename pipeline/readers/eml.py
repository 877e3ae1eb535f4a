"""Reads a mail (``.eml``): its text, subject, sender and date; what is attached is passed over."""
from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pipeline.days import read_day
from pipeline.encodings import check, decode
from pipeline.errors import InputError
from pipeline.languages import GERMAN
from pipeline.news import recognise, starts_with
from pipeline.readers.text import LIMIT as LONGEST
from pipeline.readers.text import too_large
from pipeline.text import clean, visible
from pipeline.values import Article, Failure

log = logging.getLogger(__name__)

SUFFIXES = (".eml",)

LIMIT = 40_000_000
"""Bytes, attachments included."""
PARTS = 500
"""Of one mail; more are made to keep programs busy."""

_PREFIX = re.compile(r"(?:(?:re|aw|fwd?|wg|tr|rv)\s?(?:\[\d+\])?:\s*)+", re.IGNORECASE)
_HEADER = re.compile(rb"[!-9;-~]+:")
_FIELD = re.compile(rb"(?im)^(content-[a-z-]{1,30}|subject|from|date):[^\n]*(?:\n[ \t][^\n]*)*")
FIELD = 4_000
"""Bytes of a header: the library takes a time that grows with their square."""
HEAD = 1_000_000
_SURROGATE = re.compile("[\ud800-\udfff]")


def read(
    data: bytes, source: str, *, encoding: str | None = None, language: str = GERMAN
) -> Iterator[Article | Failure]:
    """The one article in a mail. Plain text is taken before HTML; ``encoding`` is for a mail that names none.

    Raises InputError where there is no text in it.
    """
    import email
    import email.policy
    import email.utils

    if len(data) > LIMIT:
        raise too_large(source, len(data), LIMIT)
    if not _HEADER.match(data.lstrip(b"\r\n\xef\xbb\xbf")[:200]):
        raise InputError(f"{source} is no mail: it does not begin with headers such as From: and Subject:; {_TEXT}")
    head = re.search(rb"\r?\n\r?\n", data)
    if (head.start() if head else len(data)) > HEAD:
        raise InputError(f"{source} has more than {HEAD / 1e6:.0f} MB of headers, which no mail has")
    for field in _FIELD.finditer(data):
        inside = field[1].lower().startswith(b"content-") or head is None or field.start() < head.start()
        if len(field[0]) > FIELD and inside:
            raise InputError(f"{source} has a header {field[1].decode()} of {len(field[0])} bytes, which no mail has")
    try:
        mail = email.message_from_bytes(data.lstrip(b"\r\n\xef\xbb\xbf"), policy=email.policy.default)
        parts = [part for _, part in zip(range(PARTS + 1), mail.walk(), strict=False)]
        if len(parts) > PARTS:
            raise InputError(f"{source} has more than {PARTS} parts in it, which no mail has")
        text = _text(parts, source, encoding, language)
        attached = [_attached(part) for part in parts if _is_attached(part)]
        subject, sender, date = (_header(mail, name) for name in ("Subject", "From", "Date"))
    except RecursionError:
        raise InputError(f"{source} is nested too deeply to be a mail") from None
    if attached:
        said = ", ".join(attached[:5]) + (" ..." if len(attached) > 5 else "")
        log.warning("%s: what is attached is not read: %s", source, said)
    title = _PREFIX.sub("", subject or "", count=1) or None
    if title is not None and not starts_with(text, title):
        text = f"{title}\n\n{text}"
    article = recognise(text, source, title=title, language=language)
    name, address = email.utils.parseaddr(sender or "")
    yield replace(article, author=article.author or name or address or None, date=article.date or read_day(date))


_TEXT = "--reader text reads it as it is"


def _text(parts: list[Any], source: str, encoding: str | None, language: str) -> str:
    from pipeline.html_words import words  # needs a parser that few mails do

    for kind in ("text/plain", "text/html"):
        found = []
        for part in parts:
            if part.get_content_type() == kind and not _is_attached(part):
                text = _decoded(part, source, encoding, language)
                found.append(words(text) if kind == "text/html" else text)
        text = "\n\n".join(text for text in found if visible(text))
        if text:
            if len(text) > LONGEST:
                raise too_large(source, len(text))
            return _SURROGATE.sub("\ufffd", text)
    raise InputError(f"{source} is a mail with no text in it; open what is attached and pass that")


def _decoded(part: Any, source: str, encoding: str | None, language: str) -> str:
    """The text of a part; one whose encoding is unknown, or wrong, as a file of plain text would be read."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return ""
    named = part.get_param("charset") or encoding
    try:
        # Mails say latin-1 and mean Windows'.
        return data.decode(check(str(named if not isinstance(named, tuple) else named[2])))
    except (InputError, UnicodeDecodeError):
        return decode(data, source, None, language)


def _is_attached(part: Any) -> bool:
    if part.is_multipart():
        return bool(part.get_content_type() == "message/rfc822")
    return bool(part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text")


def _attached(part: Any) -> str:
    try:
        name = part.get_filename()
    except Exception:  # the library raises many things at headers that are made to harm
        name = None
    return clean(_SURROGATE.sub("\ufffd", str(name or part.get_content_type()))).text[:80]


def _header(mail: Any, name: str) -> str | None:
    try:
        value = mail.get(name)
        said = None if value is None else " ".join(_SURROGATE.sub("\ufffd", str(value)).split())
    except Exception:  # as above
        return None
    return said if said and visible(said) else None
