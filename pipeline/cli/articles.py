"""The articles of all that a command is given to read."""

from __future__ import annotations

import functools
import io
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import config, languages
from pipeline.detection import other_language
from pipeline.errors import InputError
from pipeline.fetching.addresses import is_address, shown
from pipeline.inputs import expanded, refuse_file_address
from pipeline.languages import ENGLISH
from pipeline.reading import STDIN as CALLED
from pipeline.reading import read_file, read_stdin
from pipeline.values import Article, Failure

if TYPE_CHECKING:
    from pipeline.cli.asked import Asked
    from pipeline.fetching.ahead import Ahead
    from pipeline.from_web import FromWeb

STDIN = "-"


def articles_of(
    asked: Asked, names: Sequence[str], language: str, written: Sequence[Path]
) -> Iterator[Article | Failure]:
    """The articles of all ``names``, read as ``language``; see ``Asked.articles``."""
    if names.count(STDIN) > 1:
        raise InputError("standard input (-) was named more than once; it can be read only once")
    reading: dict[str, Any] = {"reader": asked.reader, "fields": asked.fields, "encoding": asked.encoding}
    reading["language"] = language

    started: list[Ahead] = []

    @functools.cache
    def web() -> FromWeb:
        from pipeline.fetching.ahead import Ahead
        from pipeline.from_web import FromWeb

        client = asked.client()
        started.append(Ahead(client.get, [name for name in names if is_address(name)]))
        return FromWeb(client, **plain, wanted=asked.wanted(), get=started[0].get)

    plain = dict(reading)
    reading["more"] = {"wanted": lambda: replace(web().wanted, fetch=web().item)}
    try:
        for name in names:
            for one in _of(asked, name, reading, web, [*written, asked.settings.output]):
                yield _in_its_language(asked, one)
    finally:
        for ahead in started:
            ahead.close()


def _of(
    asked: Asked, name: str, reading: Mapping[str, Any], web: Callable[[], FromWeb], written: Sequence[Path]
) -> Iterator[Article | Failure]:
    """The articles of one input, or of the files of one folder or pattern; a failure for each that is not read."""
    try:
        if name == STDIN:
            # Python has no sys.stdin where the shell closed it.
            raw = None if sys.stdin is None else io.FileIO(sys.stdin.fileno(), closefd=False)
            yield from read_stdin(raw, **reading)
            return
        if is_address(name):
            yield from web().read(name)
            return
        refuse_file_address(name)
        for path in expanded(name, any_suffix=asked.reader is not None, written=written, tell=asked.tell):
            try:
                yield from read_file(path, **reading)
            except InputError as error:
                yield Failure(path, str(error))
    except InputError as error:
        called = CALLED if name == STDIN else shown(name) if is_address(name) else name
        yield Failure(called, str(error))


def _in_its_language(asked: Asked, one: Article | Failure) -> Article | Failure:
    """An article as it is, or a failure if it is certainly in another language and nobody said ``--from``."""
    if isinstance(one, Failure) or (other := other_language(one)) is None:
        return one
    is_in = f"{one.source} is in {languages.name(other)}, not {languages.name(one.language)}"
    if one.language == ENGLISH != asked.settings.source:  # asked for by a command that reads English alone
        way = "run" if other == asked.settings.source else f"run --from {other}"
        return Failure(one.source, f"{is_in}; pipeline {way} makes an English brief of it")
    if asked.origins.get("from", config.DEFAULT).kind == "flag":
        return one
    way = "pipeline summarize reads English" if other == ENGLISH else f"--from {other} reads it as that"
    return Failure(one.source, f"{is_in}; {way}, and --from {one.language} reads it all the same")
