"""What a page tells about its article: JSON-LD, OpenGraph, meta elements."""
from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline import unsaid
from pipeline.fetching.addresses import is_address
from pipeline.pages.credits import site_in, under_headline
from pipeline.pages.tree import text_of
from pipeline.signoff import find_day

ARTICLES = frozenset(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BackgroundNewsArticle "
    "ReviewNewsArticle BlogPosting LiveBlogPosting Report AdvertiserContentArticle".split()
)
DEEPEST = 12
"""How far down JSON-LD is looked through."""
MOST = 2000
"""Objects of JSON-LD that are looked at."""


@dataclass(frozen=True, slots=True)
class About:
    """What is known; None or empty where the page does not say."""

    titles: tuple[str, ...] = ()
    """What the headline may be, the surest first."""
    description: str | None = None
    author: str | None = None
    date: datetime.date | None = None
    dated: bool = False
    """Whether the date is said for programs, not only in a line for people."""
    outlet: str | None = None
    language: str | None = None
    """As the page writes it: ``de``, ``de-AT``."""
    address: str | None = None
    types: frozenset[str] = frozenset()
    """Types of the JSON-LD objects, and ``og:`` with OpenGraph's."""
    free: bool | None = None
    """Whether the article can be read by everybody."""
    words: int | None = None
    """How many it has, if that is told."""

    @property
    def is_article(self) -> bool:
        """Whether the page says that it is one article."""
        return bool(self.types & ARTICLES) or "og:article" in self.types or self.dated


def read(tree: Any) -> About:
    """What ``tree`` says."""
    meta = dict(_metas(tree))
    objects = list(_objects(tree))
    main = _main(objects)
    outlet = _name(main.get("publisher"))
    title = text_of(found[0]) if (found := tree.xpath("//head/title")) else ""
    headings = [text_of(each) for each in tree.xpath("//h1")[:10]]
    site = meta.get("og:site_name") or outlet or meta.get("application-name") or site_in(title, headings)
    titles = [_text(main.get("headline")), meta.get("og:title"), meta.get("twitter:title"), _without_site(title, site)]
    types = frozenset(kind for each in objects for kind in _types(each))
    if meta.get("og:type"):
        types |= {f"og:{meta['og:type']}"}
    dates = (
        _text(main.get("datePublished")), meta.get("article:published_time"), meta.get("date"), meta.get("dc.date"),
        meta.get("dcterms.date"), meta.get("pubdate"), meta.get("publish-date"), meta.get("dc.date.issued"),
        next(iter(tree.xpath("//*[@itemprop='datePublished']/@content | //*[@itemprop='datePublished']/@datetime"
                             " | //article//header//time/@datetime")), None),
    )  # fmt: skip
    links = tree.xpath("//link[@rel='canonical']/@href")
    places = (*links, meta.get("og:url"), _text(main.get("url")), _text(main.get("@id")))
    credited, day = under_headline(tree)
    said = next((found for each in dates if (found := _date(each)) is not None), None)
    return About(
        titles=tuple(dict.fromkeys(_without_site(each, site) for each in titles if each)),
        description=meta.get("og:description") or meta.get("description") or _text(main.get("description")),
        author=_names(main.get("author")) or _author(meta.get("author"), site) or _byline(tree) or credited,
        date=said or day,
        dated=said is not None,
        outlet=site,
        language=tree.get("lang") or _text(main.get("inLanguage")) or meta.get("og:locale") or None,
        address=next((each for each in places if each and is_address(each)), None),
        types=types,
        free=_free(main),
        words=_count(main.get("wordCount")),
    )


def _metas(tree: Any) -> Iterator[tuple[str, str]]:
    """Names and contents of meta elements; the first of a name holds."""
    seen = set()
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").strip().lower()
        content = " ".join((meta.get("content") or "").split())
        if name and content and name not in seen:
            seen.add(name)
            yield name, content[:2000]


def _objects(tree: Any) -> Iterator[Mapping[str, Any]]:
    """The objects of all JSON-LD, nested ones included."""
    count = 0
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            waiting = [(json.loads(script.text or "", strict=False), 0)]
        except (ValueError, RecursionError):
            continue
        while waiting and count < MOST:
            value, depth = waiting.pop(0)
            if isinstance(value, dict):
                count += 1
                yield value
            nested = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
            if depth < DEEPEST:
                waiting += [(each, depth + 1) for each in nested if isinstance(each, dict | list)]


def _types(value: Mapping[str, Any]) -> list[str]:
    kinds = value.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _main(objects: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The object that is the article: of several, the first, as those of related texts come behind."""
    return next((each for each in objects if ARTICLES & set(_types(each))), {})


def _text(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return " ".join(value.split())[:2000] or None if isinstance(value, str) else None


def _name(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _names(value: object) -> str | None:
    """Names of persons, one after the other; an organisation or an address is no author."""
    names = []
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict) and "Organization" in "".join(_types(each)):
            continue
        name = _name(each)
        if name and not is_address(name) and name not in names:
            names.append(name)
    return ", ".join(names[:10]) or None


def _author(said: str | None, site: str | None) -> str | None:
    """The author of a meta element, unless it is the newspaper itself."""
    if said is None or is_address(said) or len(said) > 200 or (site and said.casefold() in site.casefold()):
        return None
    return unsaid.author(said)


def _byline(tree: Any) -> str | None:
    found = [text_of(each) for each in tree.xpath("//article//a[@rel='author'] | //*[@itemprop='author']")[:5]]
    names = [name for name in dict.fromkeys(found) if 2 < len(name) <= 80]
    return ", ".join(names) or None


def _without_site(title: str | None, site: str | None) -> str:
    """``title`` without the newspaper's name behind it."""
    title = title or ""
    match = re.search(r"\s+[-–—|•·]\s+([^|–—]{2,60})\Z", title)
    if match is None:
        return title
    tail, known = re.sub(r"\W", "", match[1]).casefold(), re.sub(r"\W", "", site or "").casefold()
    same = bool(known) and (tail in known or known in tail)
    return title[: match.start()] if same or re.search(r"\.(?:at|de|ch|com|net)\b", match[1]) else title


def _date(said: str | None) -> datetime.date | None:
    """The day of an ISO date, as it is at the place of the newspaper, or of one in German words."""
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", said or "")
    if match is None:
        return find_day((said or "")[:100])
    try:
        return datetime.date(*map(int, match.groups()))
    except ValueError:
        return None


def _free(main: Mapping[str, Any]) -> bool | None:
    said = main.get("isAccessibleForFree")
    if isinstance(said, str):
        said = {"true": True, "false": False}.get(said.strip().rpartition("/")[2].lower())
    return said if isinstance(said, bool) else None


def _count(said: object) -> int | None:
    if isinstance(said, str) and re.fullmatch(r"\d{1,6}", said):
        return int(said)
    return said if isinstance(said, int) and not isinstance(said, bool) else None
