"""Reads a mail (``.eml``): its text, subject, sender and date; what is attached is passed over."""
from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pipeline import letters
from pipeline.days import read_day
from pipeline.encodings import check, decode, find
from pipeline.errors import InputError
from pipeline.extras import has
from pipeline.languages import GERMAN
from pipeline.layout import paragraphs
from pipeline.news import Part, compose, recognise, starts_with
from pipeline.passed_on import with_original, without_marks
from pipeline.quoted_mail import Region, flowed, parted
from pipeline.readers.text import LIMIT as LONGEST
from pipeline.readers.text import too_large
from pipeline.text import clean, visible
from pipeline.values import Article, Failure, Kind

log = logging.getLogger(__name__)

SUFFIXES = (".eml",)

PARSER = "lxml"
"""Without it HTML is read by its words alone."""

LIMIT = 40_000_000
"""Bytes, attachments included."""
PARTS = 500
"""Of one mail; more are made to keep programs busy."""

_PREFIX = re.compile(r"(?:(?:re|aw|fwd?|wg|tr|rv)\s?(?:\[\d+\])?:\s*)+", re.IGNORECASE)
_FORWARD = re.compile(r"(?:fwd?|wg|tr)\s?:", re.IGNORECASE)
_REPLY = re.compile(r"(?:re|aw|antw(?:ort)?)\s?(?:\[\d+\])?:", re.IGNORECASE)
_BOX = re.compile(rb"From [^\n]{0,300}\n")
"""The line before each mail of a mailbox."""
_BOX_QUOTED = re.compile(rb"(?m)^>From ")
_HEADER = re.compile(rb"[!-9;-~]+:")
_FIELD = re.compile(rb"(?im)^(content-[a-z-]{1,30}|subject|from|date):[^\n]*(?:\n[ \t][^\n]*)*")
_SIGNATURE = re.compile(r"(?m)^-- ?\r?$")
SIGNATURE = 1_500
"""Characters of the longest."""
_POINTER = re.compile(r"\bHTML\b|\bBrowser\b|\bE-?Mail-?(?:Programm|Client)", re.IGNORECASE)
STUB = 400
"""Characters of a plain text that only says that the mail is in HTML."""
FIELD = 4_000
"""Bytes of a header: the library takes a time that grows with their square."""
HEAD = 1_000_000
_SURROGATE = re.compile("[\ud800-\udfff]")


def read(
    data: bytes, source: str, *, encoding: str | None = None, language: str = GERMAN
) -> Iterator[Article | Failure]:
    """The one article in a mail. Plain text is taken before HTML, unless it only says that there is HTML; a signature
    is told from the text. ``encoding`` is for a mail that names none.

    Raises InputError where there is no text in it.
    """
    import email
    import email.policy
    import email.utils

    if len(data) > LIMIT:
        raise too_large(source, len(data), LIMIT)
    data = data.lstrip(b"\r\n\xef\xbb\xbf")
    if not data.strip():
        raise InputError(f"{source} is empty")
    from_box = _BOX.match(data)
    if from_box is not None:
        data = _BOX_QUOTED.sub(b"From ", data[from_box.end() :])
    if not _HEADER.match(data[:200]):
        raise InputError(f"{source} is no mail: it does not begin with headers such as From: and Subject:; {_TEXT}")
    head = re.search(rb"\r?\n\r?\n", data)
    if (head.start() if head else len(data)) > HEAD:
        raise InputError(f"{source} has more than {HEAD / 1e6:.0f} MB of headers, which no mail has")
    for field in _FIELD.finditer(data):
        inside = field[1].lower().startswith(b"content-") or head is None or field.start() < head.start()
        if len(field[0]) > FIELD and inside:
            raise InputError(f"{source} has a header {field[1].decode()} of {len(field[0])} bytes, which no mail has")
    try:
        mail = email.message_from_bytes(data, policy=email.policy.default)
        parts = [part for _, part in zip(range(PARTS + 1), mail.walk(), strict=False)]
        if len(parts) > PARTS:
            raise InputError(f"{source} has more than {PARTS} parts in it, which no mail has")
        body = _body(mail, parts, source, encoding, language)
        attached = [_attached(part) for part in parts if _is_attached(part) and part is not body.carried]
        head_of = body.head if body.head is not None else mail
        subject, sender, date = (_header(head_of, name, language) for name in ("Subject", "From", "Date"))
    except RecursionError:
        raise InputError(f"{source} is nested too deeply to be a mail") from None
    if attached:
        said = ", ".join(attached[:5]) + (" ..." if len(attached) > 5 else "")
        log.warning("%s: what is attached is not read: %s", source, said)
    title = _PREFIX.sub("", subject or "", count=1) or None
    if body.composed is not None:
        article = compose(_headed(body.composed, title), source, language=language)
    else:
        text, regions, writer = body.text, body.regions, body.writer
        if title is not None and not starts_with(text, title):
            text = f"{title}\n\n{text}"
            above = len(text) - len(body.text)
            regions = [Region(one.start + above, one.stop + above, one.kind) for one in regions]
            regions = [Region(0, regions[0].stop, regions[0].kind), *regions[1:]] if regions[0].kind is None else [
                Region(0, above, None), *regions
            ]  # fmt: skip
        stretches = [each for one in regions for each in _of_region(text, one)]
        article = recognise(text, source, title=title, language=language, stretches=stretches)
        article = replace(article, author=article.author or writer)
    passed_on = _FORWARD.match(subject or "") is not None
    article = with_original(article, passed_on=passed_on)
    name, address = email.utils.parseaddr(sender or "")
    yield replace(article, author=article.author or name or address or None, date=article.date or read_day(date))


_TEXT = "--reader text reads it as it is"


@dataclass(frozen=True, slots=True)
class _Body:
    """The text of a mail, its regions and who wrote it; its paragraphs where it is in HTML.

    ``head`` and ``carried`` are the mail whose text it is, where that was attached.
    """

    text: str
    regions: list[Region]
    writer: str | None = None
    composed: list[Part] | None = None
    head: Any = None
    carried: Any = None


def _body(mail: Any, parts: list[Any], source: str, encoding: str | None, language: str) -> _Body:
    """The text of a mail, or that of the mail attached to it which it only passes on.

    Raises InputError where there is none.
    """
    reply = _REPLY.match(_header(mail, "Subject", language) or "") is not None
    carried = next((part for part in parts if part.get_content_type() == "message/rfc822"), None)
    inner = carried.get_payload()[0] if carried is not None and carried.is_multipart() else None
    own = _text(_own_parts(mail), source, encoding, language, reply=reply)
    theirs = None if inner is None else _text(_own_parts(inner), source, encoding, language, reply=False)
    if theirs is None or not visible(theirs.text) or len(own.text) >= len(theirs.text):
        if not visible(own.text):
            raise _no_text(parts, source)
        return own
    note = own.composed or [Part(own.text[start:end]) for start, end in paragraphs(own.text)]
    if theirs.composed is not None:
        above = [Part(" ".join(part.text.split()), Kind.GREETING) for part in note if visible(part.text)]
        return _Body(theirs.text, [], None, [*theirs.composed, *above], inner, carried)
    # The note stands below, where it can be no standfirst.
    text = f"{theirs.text.rstrip()}\n\n{own.text}" if visible(own.text) else theirs.text
    at = len(theirs.text.rstrip()) + 2
    regions = [*theirs.regions[:-1], replace(theirs.regions[-1], stop=min(at, len(text)))]
    return _Body(text, [*regions, Region(at, len(text), Kind.GREETING)], None, None, inner, carried)


def _own_parts(mail: Any) -> list[Any]:
    """The parts of a mail without those of mails attached to it."""
    found, stack = [], [mail]
    while stack:
        part = stack.pop()
        found.append(part)
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            stack.extend(reversed(part.get_payload()))
    return found


def _no_text(parts: list[Any], source: str) -> InputError:
    kinds = {part.get_content_type(): part for part in parts}
    if part := kinds.get("application/pkcs7-mime") or kinds.get("application/x-pkcs7-mime"):
        how = "signed" if part.get_param("smime-type") == "signed-data" else "encrypted"
        return InputError(f"{source} is {how} (S/MIME); open it in your mail program and save its text")
    if "multipart/encrypted" in kinds:
        return InputError(f"{source} is encrypted (OpenPGP); open it in your mail program and save its text")
    return InputError(f"{source} is a mail with no text in it; open what is attached and pass that")


def _text(parts: list[Any], source: str, encoding: str | None, language: str, *, reply: bool) -> _Body:
    """What ``parts`` say, "" if nothing."""
    found = {
        kind: [
            text for part in parts
            if part.get_content_type() == kind and not _is_attached(part)
            and visible(text := _SURROGATE.sub("\ufffd", _decoded(part, source, encoding, language)))
        ]
        for kind in ("text/plain", "text/html")
    }  # fmt: skip
    plain = "\n\n".join(found["text/plain"])
    if plain and not (found["text/html"] and len(plain) <= STUB and _POINTER.search(plain)):
        text, regions, writer = parted(without_marks(plain), reply=reply)
        body = _Body(text, regions, writer)
    else:
        plain, composed = _of_html(found["text/html"], source)
        body = _Body(plain, [Region(0, len(plain), None)], None, composed)
    if len(body.text) > LONGEST:
        raise too_large(source, len(body.text))
    return body


def _of_html(pages: list[str], source: str) -> tuple[str, list[Part] | None]:
    """The text of the HTML of a mail, and its paragraphs where the library that reads HTML is there."""
    if not has(PARSER):
        from pipeline.html_words import words

        return "\n\n".join(filter(visible, map(words, pages))), None
    from pipeline.pages import mails

    if (size := sum(map(len, pages))) > LONGEST:
        raise too_large(source, size)
    try:
        composed = [part for page in pages for part in mails.parts(page) if visible(part.text)]
    except InputError as error:
        raise InputError(f"{source}: {error}") from None
    return "\n\n".join(part.text for part in composed), composed


def _headed(parts: list[Part], title: str | None) -> list[Part]:
    """``parts`` under the mail's subject, unless they begin with it."""
    if title is None:
        return parts
    same = " ".join(parts[0].text.split()).casefold() == title.casefold()
    return [Part(title, Kind.HEADLINE), *(parts[1:] if same else parts)]


def _of_region(text: str, region: Region) -> list[tuple[int, int, Kind | None]]:
    """The paragraphs of a region, whose kind is theirs unless they are a signature."""
    inside = text[region.start : region.stop]
    found = [(start, end, region.kind) for start, end in paragraphs(inside)] if region.kind else _stretches(inside)
    return [(region.start + start, region.start + end, kind) for start, end, kind in found]


def _stretches(text: str) -> list[tuple[int, int, Kind | None]]:
    """The paragraphs of plain text; what stands under the mark of a signature is one (RFC 3676)."""
    *_, mark = [None, *_SIGNATURE.finditer(text)]
    at = mark.start() if mark is not None and len(text) - mark.end() <= SIGNATURE else len(text)
    above = [
        (section + start, section + end, None)
        for section, stop in _sections(text[:at]) for start, end in paragraphs(text[section:stop])
    ]  # fmt: skip
    return above + [(at + start, at + end, Kind.CONTACT) for start, end in paragraphs(text[at:])]


def _sections(text: str) -> Iterator[tuple[int, int]]:
    """Stretches whose lines are of one kind: headers and signatures are not wrapped to the width of the text."""
    begin = start = at = 0
    before = formal = gone = False
    for line in [*text.splitlines(keepends=True), ""]:
        if line.strip():
            if gone:
                start, formal, gone = at, False, False
            formal = formal or letters.is_form(line.strip())
        elif not gone:  # a paragraph has ended
            if formal != before and start > begin:
                yield begin, start
                begin = start
            before, gone = formal, True
        at += len(line)
    yield begin, len(text)


def _decoded(part: Any, source: str, encoding: str | None, language: str) -> str:
    """The text of a part; one whose encoding is unknown, or wrong, as a file of plain text would be read."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return ""
    named = part.get_param("charset") or encoding
    try:
        # Mails say latin-1 and mean Windows'.
        text = data.decode(check(str(named if not isinstance(named, tuple) else named[2])))
    except (InputError, UnicodeDecodeError):
        text = decode(data, source, None, language)
    if str(part.get_param("format", "")).lower() == "flowed" and part.get_content_type() == "text/plain":
        return flowed(text, without_spaces=str(part.get_param("delsp", "")).lower() == "yes")
    return text


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


def _header(mail: Any, name: str, language: str) -> str | None:
    """What a header says; one that has more than ASCII in it as a file of plain text would be read."""
    try:
        raw = next((str(value) for key, value in mail.raw_items() if key.lower() == name.lower()), "")
        value = mail.get(name)
        if value is not None and _SURROGATE.search(raw):
            data = raw.encode("ascii", "surrogateescape")
            found = find(data, language)
            value = data.decode(found.name if found is not None else "utf-8", errors="replace")
        said = None if value is None else " ".join(_SURROGATE.sub("\ufffd", str(value)).split())
    except Exception:  # as above
        return None
    return said if said and visible(said) else None
