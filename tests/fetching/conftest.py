"""A site on this machine, and a client that may ask it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.fetching.addresses import inside
from pipeline.fetching.client import Client
from pipeline.fetching.connecting import Rules
from tests.fetching.server import Site

PUBLIC = "127.0.0.1"


def as_if_public(address: str) -> str:
    """The real rule, but that the site's own address counts as one of the internet."""
    return "" if address == PUBLIC else inside(address)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def client() -> Client:
    """Impatient, so that what never ends ends soon."""
    return Client(rules=Rules(inside=as_if_public), pause=0.0, silence=0.5, whole=2.0)
