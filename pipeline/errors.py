"""Errors a caller can expect; each message says what to do next.

    PipelineError
        InputError      a file, a line or an option cannot be used as it is
            FetchError  a web address cannot be fetched, or may not be
        ModelError      a model folder is missing, incomplete or does not do what it should
            HubError    a model cannot be had from the hub, now or at all
                NoSuchModelError    the hub has none of that name, or does not show it
        CacheError      the store of results cannot be used and the run cannot go on without it
        OutputError     a result cannot be written where it was asked for
"""
from __future__ import annotations


class PipelineError(Exception):
    """Anything this package raises on purpose."""


class InputError(PipelineError):
    """Input cannot be used: empty, binary, undecodable, a missing field, an impossible option."""


class FetchError(InputError):
    """A web address cannot be fetched: refused by us, by the site or by its robots.txt, too large, too slow."""


class ModelError(PipelineError):
    """A model cannot be found, loaded or trusted."""


class HubError(ModelError):
    """A model cannot be downloaded: no such name, no leave, no network, no space, or other bytes than listed."""


class NoSuchModelError(HubError):
    """There is no model of that name on the hub, or it is not shown to who asks."""


class CacheError(PipelineError):
    """The cache cannot be used; ``--no-cache`` goes on without it."""


class OutputError(PipelineError):
    """A result cannot be written."""
