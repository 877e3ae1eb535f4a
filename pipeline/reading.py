"""Reading input: choose a reader by name, suffix or content, and give its articles one by one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline import plugins
from pipeline.errors import InputError
from pipeline.readers.jsonl import Fields
from pipeline.values import Article, Failure

PACKAGE = "pipeline.readers"


def read_file(
    path: Path | str, *, reader: str | None = None, fields: Fields | None = None
) -> Iterator[Article | Failure]:
    """The articles in a file. Raises InputError if the file cannot be read at all."""
    path = Path(path)
    if path.is_dir():
        raise InputError(f"{path} is a folder; name the files in it, such as {path}/*.txt")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path} does not exist; check the name") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    return read_bytes(data, str(path), reader=reader, fields=fields)


def read_bytes(
    data: bytes, source: str, *, reader: str | None = None, fields: Fields | None = None
) -> Iterator[Article | Failure]:
    """The articles in ``data``; ``source`` names it for people, and its suffix may choose the reader."""
    name = reader or _by_suffix(source) or ("jsonl" if data.lstrip()[:1] == b"{" else "text")
    module = plugins.load(PACKAGE, name)
    if fields is not None and hasattr(module, "Fields"):
        articles: Iterator[Article | Failure] = module.read(data, source, fields=fields)
    else:
        articles = module.read(data, source)
    return articles


def _by_suffix(source: str) -> str | None:
    """The reader whose ``SUFFIXES`` hold the source's; None if there is none."""
    suffix = Path(source).suffix.lower()
    for name in plugins.names(PACKAGE) if suffix else ():
        if suffix in getattr(plugins.load(PACKAGE, name), "SUFFIXES", ()):
            return name
    return None
