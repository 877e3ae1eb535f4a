"""The paragraphs of a Word document and what its properties say; documents made to harm are refused."""
from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pipeline.errors import InputError
from pipeline.values import Kind

UNPACKED = 300_000_000
"""Bytes of all that is in it, pictures included."""
XML = 60_000_000
"""Bytes of one part that is parsed."""
PARTS = 5_000
ROW = 400
"""Characters of a row of a table; what is longer is laid out in columns."""
PROSE = 80
"""Characters from which on a paragraph of two sentences or more is running text."""
LARGE = 28
"""Half points; a text is set in 24 at most."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"\w\w[.!?][\"“”»«]?(?=\s|\Z)")
_HEADING = re.compile(r"(?:heading|überschrift|title|titel|headline)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Its text, and its kind where the document says one; ``level`` is 0 for a title, 1 and more for headings."""

    text: str
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class Properties:
    """What the document says of itself; a date as ISO writes it."""

    title: str = ""
    author: str = ""
    date: str = ""


def check_zip(data: bytes) -> None:
    """Raise InputError for an archive that is none, that unpacks to too much or declares entities.

    Sizes are those that the archive states, and no more is ever unpacked of a part than that.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > PARTS:
                raise InputError(f"has {len(infos)} parts, and no document has so many")
            if any(info.flag_bits & 1 for info in infos):
                raise InputError("is encrypted; save it without a password first")
            size = sum(info.file_size for info in infos)
            if size > UNPACKED or any(_is_xml(info) and info.file_size > XML for info in infos):
                raise InputError(f"unpacks to {size / 1e6:.0f} MB, as only what is made to fill memory does")
            if not any(info.filename == "[Content_Types].xml" for info in infos):
                raise InputError("is a zip archive and no Word document; unpack it and pass the files in it")
            for info in infos:
                if _is_xml(info):
                    _check_entities(archive.read(info))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError) as error:
        raise InputError(f"is damaged, or no Word document: {' '.join(str(error).split())[:200]}") from None


def _is_xml(info: zipfile.ZipInfo) -> bool:
    return info.filename.lower().endswith((".xml", ".rels"))


def _check_entities(part: bytes) -> None:
    flat = part.replace(b"\0", b"") if b"\0" in part[:200] else part
    if _ENTITIES.search(flat):
        raise InputError("declares XML entities, as only what is made to harm does")


def read_parts(data: bytes) -> tuple[list[Paragraph], Properties]:
    """The paragraphs in order, rows of tables among them, footnotes behind, and the properties.

    Raises as ``check_zip`` does.
    """
    import docx

    check_zip(data)
    try:
        document = docx.Document(io.BytesIO(data))
        paragraphs = list(_paragraphs(document))
        return paragraphs, _properties(document)
    except RecursionError:
        raise InputError("is nested too deeply to be an article") from None
    except InputError:
        raise
    except Exception as error:  # the libraries under it raise many things at a damaged document
        said = " ".join(str(error).split())[:200] or type(error).__name__
        raise InputError(f"is damaged, or no Word document: {said}") from None


def _paragraphs(document: Any) -> Iterator[Paragraph]:
    names = {style.style_id: str(style.name or "") for style in document.styles}
    for row, group in groupby(_elements(document.element.body), key=_row):
        paragraphs = [(element, "".join(_words(element))) for element in group]
        paragraphs = [(element, text) for element, text in paragraphs if text.strip()]
        if row is not None and _is_prose([text for _, text in paragraphs]):
            # The table is but two columns of a text; a line break in a cell stands for a paragraph.
            for element, text in paragraphs:
                yield from (Paragraph(line, _kind(element, names)) for line in text.split("\n") if line.strip())
        elif row is not None and sum(len(text) for _, text in paragraphs) <= ROW:
            cells = groupby(paragraphs, key=lambda found: next(_above(found[0], "tc")))
            line = " | ".join(" ".join(" ".join(text.split()) for _, text in cell) for _, cell in cells)
            if line:
                yield Paragraph(line, Kind.TABLE)
        else:
            yield from (Paragraph(text, _kind(element, names)) for element, text in paragraphs)
    yield from _footnotes(document)


def _is_prose(texts: list[str]) -> bool:
    """Whether most of what stands in a row is sentences, in more than one of its paragraphs."""
    prose = [text for text in texts if len(text) >= PROSE and len(_SENTENCE_END.findall(text)) >= 2]
    return len(prose) >= 2 and sum(map(len, prose)) >= 0.6 * sum(map(len, texts))


def _elements(inside: Any) -> Iterator[Any]:
    return (each for each in inside.iter(f"{_W}p") if all(above.tag != _FALLBACK for above in each.iterancestors()))


def _row(element: Any) -> Any:
    """The row of several cells that a paragraph stands in; None outside, and in a table that is but a frame."""
    row = next(_above(element, "tr"), None)
    return row if row is not None and len(row.findall(f"{_W}tc")) > 1 else None


def _above(element: Any, tag: str) -> Any:
    return element.iterancestors(f"{_W}{tag}")


def _footnotes(document: Any) -> Iterator[Paragraph]:
    """Footnotes and endnotes, which are parts of their own; the lines that part them from the text have no words."""
    from lxml import etree

    for related in document.part.rels.values():
        if not related.is_external and related.reltype.endswith(("/footnotes", "/endnotes")):
            for note in etree.fromstring(related.target_part.blob):
                text = " ".join(" ".join("".join(_words(element)).split()) for element in _elements(note))
                if text.strip():
                    yield Paragraph(text, Kind.FOOTNOTE)


def _words(element: Any) -> Iterator[str]:
    """The text of a paragraph, without what is hidden, struck or moved away.

    Text boxes in it are paragraphs of their own.
    """
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}tab":
            yield " "
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "\u2011"
        elif child.tag == f"{_W}r" and _is_gone(child):
            continue
        elif child.tag not in (f"{_W}p", f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}instrText", _FALLBACK):
            stack.extend(reversed(child))


def _is_gone(run: Any) -> bool:
    """Whether a run is hidden or struck, so that it is no part of what a person reads."""
    found = (run.find(f"{_W}rPr/{_W}{name}") for name in ("vanish", "strike", "dstrike"))
    return any(one is not None and one.get(f"{_W}val", "1") not in ("0", "false", "off") for one in found)


def _kind(element: Any, names: dict[str, str]) -> Kind | None:
    found = element.find(f"{_W}pPr/{_W}pStyle")
    style = names.get(found.get(f"{_W}val", ""), "") if found is not None else ""
    if _HEADING.match(style):
        return Kind.SUBHEADING
    if style.lower().endswith(("caption", "beschriftung")):
        return Kind.TABLE
    if "subtitle" in style.lower() or "untertitel" in style.lower():
        return Kind.STANDFIRST
    if _is_set_large(element):
        return Kind.SUBHEADING
    if element.find(f"{_W}pPr/{_W}numPr") is not None or style.lower().startswith(("list ", "list paragraph", "liste")):
        return Kind.ITEM
    if style.lower().endswith(("quote", "zitat")):
        return Kind.QUOTATION
    return None


def _is_set_large(element: Any) -> bool:
    """Whether all words of a paragraph are bold and larger than those of a text: a heading without a style."""
    runs = [run for run in element.iter(f"{_W}r") if "".join(_words(run)).strip()]
    for run in runs:
        bold, size = run.find(f"{_W}rPr/{_W}b"), run.find(f"{_W}rPr/{_W}sz")
        points = size.get(f"{_W}val", "") if size is not None else ""
        if bold is None or bold.get(f"{_W}val") in ("0", "false") or not points.isdigit() or int(points) < LARGE:
            return False
    return bool(runs)


def _properties(document: Any) -> Properties:
    said = document.core_properties
    date = said.modified or said.created
    return Properties(
        str(said.title or "").strip(), str(said.author or "").strip(), date.date().isoformat() if date else ""
    )
