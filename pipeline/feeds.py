"""What a feed lists: RSS, RDF and Atom to items, whole texts among them or only where they are."""
from __future__ import annotations

import datetime
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from pipeline.errors import InputError
from pipeline.fetching.addresses import is_address
from pipeline.pages.tree import HOW

MOST = 2000
"""Items of one feed; what stands behind is not looked at."""
WHOLE = 90
"""Words that the text of an item has at least if it is the article, and not the beginning of it."""
DESCRIBED = 250
"""The same for a feed that has only descriptions, which are beginnings as a rule."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry."""

    key: str
    """What it is called for good: its id, or else its address."""
    title: str | None
    address: str | None
    at: datetime.datetime | None
    """When it was published or changed last, in UTC."""
    author: str | None
    html: str | None
    """The whole text, where the feed has it."""
    version: str
    """Another where anything of it changed."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed and its items, in its own order."""

    title: str | None
    address: str | None
    language: str | None
    items: tuple[Item, ...]


def parse(data: bytes, source: str, *, charset: str | None = None, address: str | None = None) -> Feed:
    """The feed in ``data``, which came from ``address``; links without a host are completed by that, or by the feed's
    own. Raises InputError if it is none, or the library for feeds is missing.

    Entities that a document type declares are not expanded, and nothing that a feed names is fetched.
    """
    try:
        import feedparser
    except ImportError:
        raise InputError(f"reading feeds needs more packages: {HOW}") from None
    declared = f"application/xml; charset={charset}" if charset else "application/xml"
    # As a file, because a string would be taken for an address to fetch.
    try:
        found = feedparser.parse(
            io.BytesIO(data), sanitize_html=False, resolve_relative_uris=True,
            response_headers={"content-type": declared} | ({"content-location": address} if address else {}),
        )  # fmt: skip
    except (RecursionError, ValueError, LookupError, AssertionError) as error:
        raise InputError(f"{source} is no feed that can be read ({type(error).__name__})") from None
    if not found.entries and (not found.get("version") or found.get("bozo")):
        raise InputError(f"{source} is no RSS or Atom feed; name a feed or, for one article, its page")
    items = tuple(_items(found.entries[:MOST], address or _own_address(found.feed)))
    if found.entries and not items:
        raise InputError(f"{source} has no item with a title, an address or an article's text; is the feed whole?")
    about = found.feed
    return Feed(
        title=_line(about.get("title")),
        address=_address(about.get("link")),
        language=about.get("language") or None,
        items=items,
    )


def since(said: str, now: datetime.datetime) -> datetime.datetime:
    """The time that ``24h``, ``7d``, ``30m``, ``2w`` before ``now`` or a day such as ``2026-11-24`` means.

    Raises ValueError, saying what it must be.
    """
    match = re.fullmatch(r"(\d{1,5})\s*([mhdw])\w*", said.strip().lower())
    if match is not None:
        unit = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}[match[2]]
        try:
            return now - datetime.timedelta(**{unit: int(match[1])})
        except OverflowError:
            raise ValueError("a shorter time") from None
    try:
        day = datetime.datetime.fromisoformat(said.strip())
    except ValueError:
        raise ValueError("a time such as 24h, 7d or 30m, or a day such as 2026-11-24") from None
    return day if day.tzinfo is not None else day.astimezone()


def _own_address(about: Any) -> str | None:
    """Where the feed says that it is, or what it is the feed of."""
    links = [each.get("href") for each in about.get("links") or [] if each.get("rel") == "self"]
    return next((each for each in (*map(_address, links), _address(about.get("link"))) if each), None)


def _completed(link: object, base: str | None) -> str | None:
    try:
        return _address(urljoin(base, link) if base and isinstance(link, str) and link else link)
    except ValueError:
        return None


def _items(entries: list[Any], base: str | None) -> Iterator[Item]:
    for entry in entries:
        address, title = _completed(entry.get("link"), base), _line(entry.get("title"))
        html = _whole(entry)
        if not (address or html or title or entry.get("id")):
            continue
        told = [str(_had(entry, name) or "") for name in ("title", "updated", "published", "summary")]
        yield Item(
            key=_line(entry.get("id")) or address or title or "",
            title=title,
            address=address,
            at=_time(_had(entry, "updated_parsed") or _had(entry, "published_parsed")),
            author=_line(entry.get("author")),
            html=html,
            version=hashlib.sha256("\0".join([*told, html or ""]).encode("utf-8", "replace")).hexdigest()[:32],
        )


def _had(entry: Any, name: str) -> Any:
    """What the feed says itself: asked in the usual way, the library warns that it takes one date for another."""
    return dict.get(entry, name)


def _whole(entry: Any) -> str | None:
    """The text of an entry, if it has enough of it to be the article."""
    texts = [str(each.get("value") or "") for each in entry.get("content") or []]
    best = max(texts, key=len, default="")
    if _words(best) >= WHOLE:
        return best
    described = str(entry.get("summary") or "")
    return described if _words(described) >= DESCRIBED else None


def _words(html: str) -> int:
    return len(re.sub(r"<[^<>]*>", " ", html).split())


def _time(parsed: Any) -> datetime.datetime | None:
    try:
        return datetime.datetime(*parsed[:6]).replace(tzinfo=datetime.UTC) if parsed else None
    except (TypeError, ValueError, OverflowError):
        return None


def _address(said: object) -> str | None:
    return said if isinstance(said, str) and is_address(said) else None


def _line(said: object) -> str | None:
    """``said`` as one line of plain text."""
    if not isinstance(said, str):
        return None
    return " ".join(re.sub(r"<[^<>]{1,300}>", "", said).split())[:1000] or None
