"""Reading input: choose a reader by name, suffix or content, and give its articles one by one."""

from __future__ import annotations

import hashlib
import io
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline import plugins
from pipeline.detection import with_languages
from pipeline.errors import InputError
from pipeline.languages import GERMAN
from pipeline.pipes import BEGINNING, begun
from pipeline.readers.jsonl import Fields
from pipeline.readers.text import LIMIT, too_large
from pipeline.values import Article, Failure

PACKAGE = "pipeline.readers"
More = Mapping[str, object]
"""Arguments that some readers take: ``wanted`` one whose module has a ``Wanted``, ``origin`` one with an ``Origin``;
or a function that makes it when it is needed."""
NO_MORE: More = {}
STDIN = "standard input"


def read_file(
    path: Path | str, *, reader: str | None = None, fields: Fields | None = None, encoding: str | None = None,
    language: str = GERMAN, more: More = NO_MORE,
) -> Iterator[Article | Failure]:
    """The articles in a file. Raises InputError if the file cannot be read at all.

    A file of many articles is read as they are asked for. ``encoding`` is found out where none is named; ``language``
    is that of the articles; ``more`` is for the readers that take it.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder; name the files in it, such as {path}/*.txt")
        raw = io.FileIO(path)
        about = os.fstat(raw.fileno())
        if not stat.S_ISREG(about.st_mode):
            return _read_once(begun(raw), str(path), reader, fields, encoding, language, more)[0]
        with io.BufferedReader(raw, BEGINNING) as file:
            module = _reader(reader, str(path), file.peek(BEGINNING)[:BEGINNING])
            if hasattr(module, "read_stream"):
                return _streamed(path, module, _asked(module, fields, encoding, language, more))
            limit = getattr(module, "LIMIT", LIMIT)
            if about.st_size > limit:
                raise too_large(str(path), about.st_size, limit)
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise InputError(f"{path} does not exist; check the name") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    return read_bytes(
        data, str(path), reader=reader, fields=fields, encoding=encoding, language=language, more=more
    )


def read_stdin(
    file: io.RawIOBase | None,
    *,
    reader: str | None = None,
    fields: Fields | None = None,
    encoding: str | None = None,
    language: str = GERMAN,
    more: More = NO_MORE,
) -> Iterator[Article | Failure]:
    """The articles of standard input, which is None where it is closed. Raises InputError if it cannot be read at all.

    The source of an article is named by what came in (its beginning, where there are many), so that two articles from
    standard input are two briefs.
    """
    if file is None:
        raise InputError(f"{STDIN} is closed; name a file, or send the text in with < or |")
    articles, content = _read_once(begun(file), STDIN, reader, fields, encoding, language, more)
    name = f"stdin-{hashlib.sha256(content).hexdigest()[:6]}"
    for one in articles:
        yield replace(one, source=one.source.replace(STDIN, name, 1)) if isinstance(one, Article) else one


def read_bytes(
    data: bytes, source: str, *, reader: str | None = None, fields: Fields | None = None, encoding: str | None = None,
    language: str = GERMAN, more: More = NO_MORE,
) -> Iterator[Article | Failure]:
    """The articles in ``data``; ``source`` names it for people, and its suffix may choose the reader."""
    module = _reader(reader, source, data[:BEGINNING])
    return map(_told, module.read(data, source, **_asked(module, fields, encoding, language, more)))


def _read_once(
    file: io.BufferedReader,
    source: str,
    reader: str | None,
    fields: Fields | None,
    encoding: str | None,
    language: str,
    more: More,
) -> tuple[Iterator[Article | Failure], bytes]:
    """The articles of a file that cannot be rewound, and what is in it or, where it is streamed, begins it."""
    beginning = file.peek(BEGINNING)
    module = _reader(reader, source, beginning)
    asked = _asked(module, fields, encoding, language, more)
    if hasattr(module, "read_stream"):
        return _closing(file, module.read_stream(file, source, **asked)), beginning
    with file:
        data = file.read(getattr(module, "LIMIT", LIMIT) + 1)
    return map(_told, module.read(data, source, **asked)), data


def _closing(file: io.BufferedReader, articles: Iterator[Article | Failure]) -> Iterator[Article | Failure]:
    with file:
        yield from map(_told, articles)


def _told(one: Article | Failure) -> Article | Failure:
    """An article with the paragraphs marked that are in another language."""
    return with_languages(one) if isinstance(one, Article) else one


def _streamed(path: Path, module: ModuleType, asked: dict[str, Any]) -> Iterator[Article | Failure]:
    with io.BufferedReader(io.FileIO(path), BEGINNING) as file:
        yield from map(_told, module.read_stream(file, str(path), **asked))


def _asked(
    module: ModuleType, fields: Fields | None, encoding: str | None, language: str, more: More
) -> dict[str, Any]:
    asked: dict[str, Any] = {"language": language} | ({} if encoding is None else {"encoding": encoding})
    taken = {name: value for name, value in more.items() if hasattr(module, name.capitalize())}
    asked |= {name: value() if callable(value) else value for name, value in taken.items()}
    return asked | {"fields": fields} if fields is not None and hasattr(module, "Fields") else asked


def _reader(name: str | None, source: str, beginning: bytes) -> ModuleType:
    """The reader called ``name``, or that of the source's suffix, or the one that ``beginning`` looks like."""
    if name is not None:
        return plugins.load(PACKAGE, name)
    found = by_suffix(source) or by_beginning(beginning)
    _refuse_misnamed(found, source, beginning)
    return plugins.load(PACKAGE, found or ("jsonl" if beginning.lstrip()[:1] == b"{" else "text"))


_MISNAMED = {"pdf": (b"%PDF-", "a PDF"), "docx": (b"PK\x03\x04", "a Word document or another zip archive")}
"""How files begin that are taken for others by their names alone, and what they are."""


def _refuse_misnamed(found: str | None, source: str, beginning: bytes) -> None:
    """Raise InputError if a file's name ends as one of another kind does."""
    for known, (begin, what) in _MISNAMED.items():
        if found in ("text", "markdown", "html", "eml", *_MISNAMED) and found != known and beginning.startswith(begin):
            raise InputError(
                f"{source} is {what}, whatever its name says; name it anew, or read it with --reader {known}"
            )


def by_beginning(data: bytes) -> str | None:
    """The reader that knows its own by how ``data`` begins; None if none does."""
    for known in plugins.names(PACKAGE):
        module = plugins.load(PACKAGE, known)
        if data.startswith(tuple(getattr(module, "BEGINS", ()))) or (hasattr(module, "begins") and module.begins(data)):
            return known
    return None


def by_media(media: str) -> str | None:
    """The reader of a content type; None if none reads it."""
    for known in plugins.names(PACKAGE):
        if media in getattr(plugins.load(PACKAGE, known), "MEDIA", ()):
            return known
    return None


def by_suffix(name: str) -> str | None:
    """The reader of what is called ``name``; None if none reads it."""
    suffix = Path(name).suffix.lower()
    for known in plugins.names(PACKAGE) if suffix else ():
        if suffix in getattr(plugins.load(PACKAGE, known), "SUFFIXES", ()):
            return known
    return None
