"""Articles at web addresses: fetched, and read by the reader of what came."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from pipeline import reading
from pipeline.errors import FetchError
from pipeline.fetching.client import Client, Page
from pipeline.languages import GERMAN
from pipeline.pipes import BEGINNING
from pipeline.readers.feed import Wanted
from pipeline.readers.html import Origin
from pipeline.readers.jsonl import Fields
from pipeline.values import Article, Failure


@dataclass(frozen=True)
class FromWeb:
    """Reads addresses with one client, so that pauses and robots.txt hold for all of them."""

    client: Client
    reader: str | None = None
    fields: Fields | None = None
    encoding: str | None = None
    language: str = GERMAN
    wanted: Wanted = field(default_factory=Wanted)
    get: Callable[[str], Page] | None = None
    """How the pages of ``read`` are had; unless given, the client is asked for each."""

    def read(self, address: str) -> Iterator[Article | Failure]:
        """The article at ``address``, or those of the feed that is there; ``address`` is their source.

        Raises InputError, FetchError among them, if there is nothing to read.
        """
        page = (self.get or self.client.get)(address)
        return self._read(page, address, self.reader or reader_of(page))

    def item(self, address: str) -> Iterator[Article | Failure]:
        """The article at an address that a feed names."""
        page = self.client.get(address)
        reader = reader_of(page)
        if reader == "feed":
            raise FetchError(f"{address} is a feed inside a feed; name it by itself")
        return self._read(page, address, reader)

    def _read(self, page: Page, address: str, reader: str) -> Iterator[Article | Failure]:
        more: dict[str, Any] = {
            "wanted": replace(self.wanted, fetch=self.item), "origin": Origin(page.address, page.charset),
        }  # fmt: skip
        encoding = self.encoding or (page.charset if reader in ("text", "feed") else None)
        found = reading.read_bytes(
            page.body, address, reader=reader, fields=self.fields, encoding=encoding, language=self.language, more=more
        )
        for one in found:
            if isinstance(one, Article) and one.address is None:
                yield replace(one, address=page.address)
            else:
                yield one


def reader_of(page: Page) -> str:
    """The reader for what came: by its beginning, as servers are often wrong, else by content type or name.

    Raises FetchError if nothing here reads it.
    """
    found = (
        reading.by_beginning(page.body[:BEGINNING]) or reading.by_media(page.media)
        or reading.by_suffix(urlsplit(page.address).path)
    )  # fmt: skip
    if found is not None:
        return found
    if page.media == "text/plain" or (not page.media and page.body):
        return "text"
    raise FetchError(
        f"{page.address}: this is {page.media or 'empty'}, which no reader here takes; name the address of an article"
    )
