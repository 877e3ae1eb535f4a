"""Reads a feed: an article for each item that is wanted, from the feed itself where it has the whole text."""
from __future__ import annotations

import datetime
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pipeline import walls
from pipeline.errors import InputError
from pipeline.feeds import Feed, Item, parse
from pipeline.languages import GERMAN
from pipeline.news import Part, compose
from pipeline.pages.paragraphs import fragment
from pipeline.readers.html import Origin
from pipeline.readers.text import LIMIT, too_large
from pipeline.seen_file import Seen
from pipeline.values import Article, Failure, Kind

log = logging.getLogger(__name__)

SUFFIXES = (".rss", ".atom", ".xml", ".rdf")
MEDIA = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml")

_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^>]*>\s*|<!--(?:(?!-->).)*-->\s*|<!DOCTYPE[^>\[]*>\s*)*"
                        rb"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """Which items of a feed are read, and how those are had whose text stands elsewhere."""

    since: datetime.datetime | None = None
    limit: int | None = None
    """At most so many, the first of the feed."""
    fetch: Callable[[str], Iterator[Article | Failure]] | None = None
    """Reads the page at an address."""
    seen: Callable[[str], Mapping[str, str]] = field(default=lambda feed: {})
    """Versions by key of a feed's items that were read before."""
    read: Callable[[Seen], None] = field(default=lambda item: None)
    """Told of each item that gave an article."""


def begins(data: bytes) -> bool:
    """Whether ``data`` begins as a feed does."""
    return _BEGINNING.match(data[:2000]) is not None


def read(
    data: bytes, source: str, *, encoding: str | None = None, language: str = GERMAN, wanted: Wanted = Wanted(),
    origin: Origin | None = None,
) -> Iterator[Article | Failure]:
    """An article or a failure for each item that is wanted, in the feed's order.

    The source of an item whose text is in the feed is its address, or ``source#key``. Raises InputError if it is no
    feed, or the library for feeds is missing.
    """
    if len(data) > LIMIT:
        raise too_large(source, len(data))
    feed = parse(data, source, charset=encoding, address=origin.address if origin is not None else None)
    if not feed.items:
        log.warning("%s: the feed has no items, so there is nothing to read", source)
    for item in _chosen(feed, source, wanted):
        known = Seen(source, item.key, item.version)
        for one in _item(item, feed, source, language, wanted):
            if isinstance(one, Article):
                wanted.read(known)
            yield one


def _chosen(feed: Feed, source: str, wanted: Wanted) -> list[Item]:
    """The items that are wanted; a line for people says how many are passed over, and why."""
    seen, chosen, old, known = wanted.seen(source), list[Item](), 0, 0
    for item in feed.items:
        if wanted.since is not None and item.at is not None and item.at < wanted.since:
            old += 1
        elif seen.get(item.key) == item.version:
            known += 1
        else:
            chosen.append(item)
    left = len(chosen) - len(chosen[: wanted.limit])
    passed = [
        *([f"{known} read before (--all reads them again)"] if known else []),
        *([f"{old} too old"] if old else []),
        *([f"{left} over the limit"] if left else []),
    ]
    if passed:
        log.warning("%s: passed over: %s", source, ", ".join(passed))
    return chosen[: wanted.limit]


def _item(item: Item, feed: Feed, source: str, language: str, wanted: Wanted) -> Iterator[Article | Failure]:
    name = item.address or f"{source}#{item.key}"
    if item.html is not None:
        parts = fragment(item.html)
        if parts and walls.of_text([part.text for part in parts]) is None:
            yield _article(item, feed, parts, name, language)
            return
    if item.address is None:
        yield Failure(name, f"{name}: the item has no text and no address on the web to read it at; name the page "
                            "itself")
    elif wanted.fetch is None:
        yield Failure(name, f"{name}: the feed has only the beginning of it; name the address itself")
    else:
        try:
            for one in wanted.fetch(item.address):
                yield _completed(one, item, feed) if isinstance(one, Article) else one
        except InputError as error:
            yield Failure(name, str(error))


def _article(item: Item, feed: Feed, parts: list[Part], name: str, language: str) -> Article:
    head = [Part(item.title, Kind.HEADLINE)] if item.title else []
    rest = parts[1:] if item.title and parts[0].text == item.title else parts
    return _completed(compose([*head, *rest], name, language=language), item, feed)


def _completed(article: Article, item: Item, feed: Feed) -> Article:
    """``article`` with what the feed knows of it and it does not say itself."""
    return replace(
        article,
        outlet=article.outlet or feed.title,
        author=article.author or item.author,
        date=article.date or (item.at.date() if item.at is not None else None),
        address=article.address or item.address,
    )
