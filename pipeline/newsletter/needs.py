"""The libraries of the extra ``newsletter``, whose absence is one line."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.errors import InputError

LIBRARIES = ("jinja2", "css_inline", "nh3", "rapidfuzz")


@contextmanager
def needed() -> Iterator[None]:
    """Import inside this: raises InputError, saying what to install, where one of the libraries is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise InputError(
            f'a newsletter needs {error.name}, which is not installed: pip install "german-briefs[newsletter]"'
        ) from error


def check() -> None:
    """Ask for all of them before any work is done. Raises InputError."""
    with needed():
        import css_inline  # noqa: F401
        import jinja2  # noqa: F401
        import nh3  # noqa: F401
        import rapidfuzz  # noqa: F401
