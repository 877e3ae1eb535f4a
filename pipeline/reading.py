"""Reading input: choose a reader by name, suffix or content, and give its articles one by one."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

from pipeline import plugins
from pipeline.errors import InputError
from pipeline.languages import GERMAN
from pipeline.readers.jsonl import Fields
from pipeline.readers.text import LIMIT, too_large
from pipeline.values import Article, Failure

PACKAGE = "pipeline.readers"


def read_file(
    path: Path | str, *, reader: str | None = None, fields: Fields | None = None, encoding: str | None = None,
    language: str = GERMAN,
) -> Iterator[Article | Failure]:
    """The articles in a file. Raises InputError if the file cannot be read at all.

    A file of many articles is read as they are asked for. ``encoding`` is found out where none is named; ``language``
    is that of the articles.
    """
    path = Path(path)
    if path.is_dir():
        raise InputError(f"{path} is a folder; name the files in it, such as {path}/*.txt")
    try:
        with path.open("rb") as file:
            about = os.fstat(file.fileno())
            module = _reader(reader, str(path), file.peek(64) if stat.S_ISREG(about.st_mode) else b"")
            if hasattr(module, "read_stream") and stat.S_ISREG(about.st_mode):
                return _streamed(path, module, _asked(module, fields, encoding, language))
            if about.st_size > LIMIT:
                raise too_large(str(path), about.st_size)
            data = file.read()
    except FileNotFoundError:
        raise InputError(f"{path} does not exist; check the name") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    return read_bytes(data, str(path), reader=reader, fields=fields, encoding=encoding, language=language)


def read_bytes(
    data: bytes, source: str, *, reader: str | None = None, fields: Fields | None = None, encoding: str | None = None,
    language: str = GERMAN,
) -> Iterator[Article | Failure]:
    """The articles in ``data``; ``source`` names it for people, and its suffix may choose the reader."""
    module = _reader(reader, source, data[:64])
    articles: Iterator[Article | Failure] = module.read(data, source, **_asked(module, fields, encoding, language))
    return articles


def _streamed(path: Path, module: ModuleType, asked: dict[str, Any]) -> Iterator[Article | Failure]:
    file: BinaryIO
    with path.open("rb") as file:
        yield from module.read_stream(file, str(path), **asked)


def _asked(module: ModuleType, fields: Fields | None, encoding: str | None, language: str) -> dict[str, Any]:
    asked: dict[str, Any] = {"language": language} | ({} if encoding is None else {"encoding": encoding})
    return asked | {"fields": fields} if fields is not None and hasattr(module, "Fields") else asked


def _reader(name: str | None, source: str, beginning: bytes) -> ModuleType:
    """The reader called ``name``, or that of the source's suffix, or the one that ``beginning`` looks like."""
    if name is not None:
        return plugins.load(PACKAGE, name)
    suffix = Path(source).suffix.lower()
    for known in plugins.names(PACKAGE) if suffix else ():
        module = plugins.load(PACKAGE, known)
        if suffix in getattr(module, "SUFFIXES", ()):
            return module
    return plugins.load(PACKAGE, "jsonl" if beginning.lstrip()[:1] == b"{" else "text")
