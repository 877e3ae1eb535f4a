"""What stands in an article's place: consent pages, stubs before a paywall, teasers, live tickers, withdrawn texts.

Each is named, and told with a way to the whole text, before any model works on it. Rules are made so that they hit no
real article: ``benchmarks/extraction.py`` counts.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import gates

WAY_OUT = "save the page in your browser and pass the file, or paste the text into `pipeline run -`"
"""What a person can do who sees the whole text."""
AGAIN = (
    "save the page again when your browser shows all of it (log in there first, if it asks), or paste the text into "
    "`pipeline run -`"
)
"""The same for a page that was saved already."""


@dataclass(frozen=True, slots=True)
class Wall:
    """What it is, and what is said of it, in one sentence with a way out."""

    name: str
    message: str

    @property
    def of_saved(self) -> str:
        """The message for a page that was saved."""
        return self.message.replace(WAY_OUT, AGAIN)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is known of a page, for ``of_page``."""

    paragraphs: Sequence[str]
    """Of the article, headline and standfirst left out."""
    whole: str
    """Everything that can be read on the page."""
    title: str = ""
    description: str = ""
    address: str = ""
    types: frozenset[str] = frozenset()
    """Types of JSON-LD, ``og:`` with OpenGraph's."""
    is_article: bool = False
    """Whether the page says that it is one."""
    free: bool | None = None
    """What the page says about who may read it."""
    words: int | None = None
    """How many words the page says that the article has."""
    linked: int = 0
    """Headings that are links."""
    barred: bool = False
    """Whether an element is named as a paywall."""
    scripted: bool = False
    """Whether there are scripts that could show more."""
    lines: Sequence[str] = ()
    """Of the article's part of the page, whatever they are."""
    behind: Sequence[str] = ()
    """What stands next behind the article."""
    boxed: Sequence[str] = ()
    """Lines in elements named as a paywall."""


WITHDRAWN = Wall(
    "withdrawn text",
    "the text was withdrawn, only a note stands in its place; another newspaper, or an archive, may still have it",
)
CONSENT = Wall(
    "consent page",
    f"this is a page that asks for consent to cookies, not the article; agree in your browser, then {WAY_OUT}",
)
PAYWALL = Wall(
    "paywall", f"only the beginning is shown, the rest is for subscribers; if you may read all of it, {WAY_OUT}"
)
TEASER = Wall("teaser", f"this is a teaser, not the whole article; open the article itself, then {WAY_OUT}")
TICKER = Wall(
    "live ticker",
    "this is a live ticker, many entries and no single article; copy those that you want and paste them into "
    "`pipeline run -`",
)
OVERVIEW = Wall("overview", "this is a page of many headlines, not one article; name the address of an article")
LISTING = Wall("list of files", "this is a folder of a web server, not an article; name the address of a file in it")
SCRIPTS = Wall("no text", f"the page shows its text by scripts alone; {WAY_OUT}")
NOTHING = Wall("no article", f"no article was found on this page; if there is one, {WAY_OUT}")

_WITHDRAWN = re.compile(
    r"Der Volltext [^.!?]{0,120}\bnicht (?:mehr|länger) (?:zur Verfügung|verfügbar|abrufbar|online)"
    r"|(?:Diese[rs]?|Der|Die|Das) (?:\w+ )?(?:Artikel|Beitrag|Text|Inhalt|Meldung|Seite|Volltext)\b[^.!?]{0,80}? "
    r"(?:ist|sind|steht|stehen|wurde) [^.!?]{0,80}?(?:"
    r"nicht (?:mehr|länger) (?:zur Verfügung|verfügbar|abrufbar|online)|"
    r"depubliziert|zurückgezogen|offline genommen|(?:von der|aus der) Redaktion (?:entfernt|gelöscht))",
    re.IGNORECASE,
)
_NOTE = 400
"""Characters that may stand beside the note: a headline and the sentence that is left."""

_CONSENT = tuple(
    re.compile(each, re.IGNORECASE)
    for each in (
        r"mit Werbung (?:weiter(?:lesen|surfen)?|lesen|nutzen|fortfahren)",
        r"(?:akzeptieren|zustimmen|einwilligen) (?:und|&) (?:weiter|schließen|fortfahren)|alle akzeptieren",
        r"Einwilligung [^.]{0,80}jederzeit [^.]{0,60}widerr[ou]|jederzeit [^.]{0,60}(?:widerrufen|widersprechen)",
        r"wir und unsere (?:bis zu )?(?:\d+ )?(?:Drittanbieter|Partner)|unsere (?:bis zu )?\d+ Partner",
        r"\b(?:pur|contentpass)[ -]?abo|werbefrei (?:lesen|nutzen|für)|ohne (?:Werbe-?)?Tracking",
        r"Zwecke anzeigen|Cookie-?Einstellungen|Einstellungen (?:verwalten|anpassen)|Datenschutz-?Einstellungen",
        r"Informationen auf (?:einem|Ihrem) (?:Endg|G)erät (?:zu )?(?:speichern|zuzugreifen)|Geräte-?Kennung",
        r"um (?:diese Seite|diesen Inhalt|\S{3,30}) (?:weiter )?(?:nutzen|lesen) zu können, [^.]{0,60}zustimm",
        r"privacy settings|we (?:and our partners|value your privacy)|accept all",
    )
)
"""What consent pages say to whoever reads them; an article about them says it of others."""
_ABOUT_CONSENT = tuple(
    re.compile(each, re.IGNORECASE)
    for each in (
        r"\bcookies?\b", r"\btracking\b", r"zustimm|einwillig", r"datenschutz|privacy", r"personenbezogene",
        r"\b(?:partnern?|drittanbietern?)\b", r"\bpur[ -]abo|werbefrei",
        r"\bmit werbung\b|personalisierte (?:werbung|anzeigen)",
        r"(?:alle )?akzeptieren|einverstanden", r"auf (?:einem|ihrem) (?:end)?gerät|geräte?-?kennung",
    )
)  # fmt: skip
"""What such a page is about; an article may be, too, but does not speak of "us" to "you" from end to end."""
_TO_YOU = re.compile(r"\b(?:Sie|Ihrer?|Ihren|Ihrem)\b")
_OF_US = re.compile(r"\b(?:wir|uns|unsere[nmrs]?)\b", re.IGNORECASE)
_CONSENT_PLACE = re.compile(
    r"/(?:zustimmung|consent|cmp|privacy-?wall|pur-?abo)(?:[/?#.]|$)|[?&]consent", re.IGNORECASE
)

_OFFER = tuple(
    re.compile(each, re.IGNORECASE)
    for each in (
        r"(?:^|[.!?…|] ?|\b(?:jetzt|artikel|text|beitrag) )weiterlesen(?: mit| für|$|[.!:])|"
        r"mit [^.]{2,40} weiterlesen",
        r"(?:Sie haben|hast du) (?:bereits|schon) ein (?:\S+ ?)?(?:Abo|Konto|Zugang)|"
        r"(?:bereits|schon) (?:\S+[ -])?Abonnent",
        r"\b(?:jetzt|gleich|hier) (?:abonnieren|freischalten|testen|registrieren|Abo abschließen|anmelden)",
        r"(?:diese[nrs]?|den|alle) [^.]{0,30}(?:Artikel|Text|Inhalte?|Beitr\w+)[^.]{0,40} "
        r"(?:freischalten|freizuschalten)",
        r"exklusiv für (?:\S+[ -])?(?:Abonnent|Plus|Premium|Mitglieder|\+)|"
        r"nur für (?:\S+[ -])?(?:Abonnent|Mitglieder)",
        r"Lesen Sie diese[nr] (?:Artikel|Text|Beitrag)[^.]{0,60} mit|"
        r"(?:kostenlos|gratis|für \d[^ ]* ?(?:€|Euro)) testen",
        r"(?:ersten|1\.) Monat [^.]{0,30}(?:kostenlos|gratis|€|Euro)|"
        r"danach [^.]{0,40}(?:€|Euro) (?:/|pro|im|monatlich)|monatlich kündbar|jederzeit kündbar",
        r"(?:Dieser|Der) (?:Artikel|Text|Beitrag|Inhalt) ist (?:kostenpflichtig|Abonnenten|Teil (?:von|unseres))",
    )
)
"""What a paywall says to whoever stands before it."""
_STUB = 4000
"""Characters; what is longer is no stub but, with offers beside it, an article."""
_STRONG = frozenset({0, 1, 3, 4, 7})
"""Offers that belong to an article; the others stand in boxes beside free ones as well."""

_GOES_ON = re.compile(
    r"(?:…|\.\.\.|\[(?:…|\.\.\.|mehr)\]|\(mehr\)|(?:jetzt |artikel |hier )?weiterlesen\W*|mehr (?:lesen|dazu)\W*|»)\Z",
    re.IGNORECASE,
)
_READ_ON = re.compile(
    r"(?:(?:jetzt|artikel|hier|den ganzen artikel|auf \S+) )*weiterlesen\W*|weiterlesen (?:mit|auf) [^.]{2,40}|"
    r"(?:den )?(?:ganzen|vollständigen) (?:Artikel|Text|Beitrag) (?:jetzt |hier )?(?:lesen|freischalten)\W*|"
    r"\[(?:…|\.\.\.|mehr)\]",
    re.IGNORECASE,
)
"""A last paragraph that only leads elsewhere."""
_TEASER = 1500
_FEWEST = 25
"""Words; fewer, on a page that does not say it has an article, are a note and no article."""
_SENTENCE = 60
"""Characters; a page of shorter lines alone is a form or a table."""

_TICKER_TITLE = re.compile(
    r"\b(?:live-?ticker|live-?blog|news-?blog|news-?ticker|im ticker|ticker-?nachlese|newsblog|minutenprotokoll)\b",
    re.IGNORECASE,
)
_LISTING = re.compile(
    r"(?:Index of|Directory listing (?:for|of)|Inhalt(?:sverzeichnis)? von|Verzeichnis(?:inhalt)? von) ?/",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:Heute,? |Gestern,? |\d{1,2}\.\d{1,2}\.(?:\d{2,4})?,? )?\d{1,2}[:.]\d{2}(?: Uhr\b| ?[|:–-]|\Z| [A-ZÄÖÜ])"
)
_MINUTE = re.compile(r"\d{1,3}(?:\s?\+\s?\d{1,2})?(?:\.|'|\.?\s?Min(?:ute|\.)?)(?:\s?\+\s?\d{1,2})?:?\Z")
_ENTRIES = 5
_NAMED_ENTRIES = 3
"""Where the headline says that it is one."""


def of_text(paragraphs: Sequence[str]) -> Wall | None:
    """What stands in the place of an article whose text is given, in a file or an item of a feed."""
    text = " ".join(paragraphs)
    found = _WITHDRAWN.search(text)
    if found is not None and len(text) - (found.end() - found.start()) <= _NOTE:
        return WITHDRAWN
    if len(text) <= _TEASER and len(paragraphs) > 1 and _READ_ON.fullmatch(paragraphs[-1].strip()):
        return TEASER
    if len(text) <= _STUB and len(_offers(text[-700:]) & _STRONG) >= 2:
        return PAYWALL
    if len(paragraphs) > 1 and gates.closes(paragraphs, (), ()):
        return PAYWALL
    return None


def of_page(page: Shown) -> Wall | None:
    """What stands in the place of an article on a page."""
    text = " ".join(page.paragraphs)
    words = len(text.split())
    consent = sum(1 for each in _CONSENT if each.search(text or page.whole[:20_000]))
    if (consent >= 3 and len(text) < 3000) or (consent and _CONSENT_PLACE.search(page.address) and not page.is_article):
        return CONSENT
    if not page.is_article and len(text) < 3000 and _asks_consent(page):
        return CONSENT
    if _is_withdrawn(page, text):
        return WITHDRAWN
    if "LiveBlogPosting" in page.types or _is_ticker(page):
        return TICKER
    if _is_stub(page, text, words):
        return PAYWALL
    if not page.is_article and page.linked >= 8 and "og:article" not in page.types and _is_scattered(page):
        return OVERVIEW
    if _LISTING.match(page.title):
        return LISTING
    if not words:
        return SCRIPTS if page.scripted and len(page.whole) <= 400 else NOTHING
    if _is_teaser(page, text, words):
        return TEASER
    unlike = words < _FEWEST or all(len(each) < _SENTENCE for each in page.paragraphs)
    return NOTHING if unlike and not page.is_article else None


def _asks_consent(page: Shown) -> bool:
    """Whether all that is said is about consent, and said by a page to who reads it."""
    said = [page.title, *page.paragraphs]
    text = " ".join(said)
    about = sum(1 for each in _ABOUT_CONSENT if each.search(f"{text} {page.whole[:5000]}"))
    near = [each for each in page.paragraphs if any(one.search(each) for one in _ABOUT_CONSENT)]
    spoken = _TO_YOU.search(text) is not None and _OF_US.search(text) is not None
    return about >= 4 and spoken and 2 * sum(map(len, near)) >= sum(map(len, page.paragraphs)) > 0


def _is_withdrawn(page: Shown, text: str) -> bool:
    found = _WITHDRAWN.search(text)
    if found is not None:
        return len(text) - (found.end() - found.start()) <= _NOTE
    # Without a text the note may stand where no article is looked for.
    return len(text) <= _NOTE and len(page.whole) <= 5000 and _WITHDRAWN.search(page.whole) is not None


def _is_ticker(page: Shown) -> bool:
    timed = sum(1 for each in page.paragraphs if _TIME.match(each))
    named = _TICKER_TITLE.search(page.title) is not None
    if named and sum(1 for each in page.lines if _TIME.match(each) or _MINUTE.match(each)) >= _NAMED_ENTRIES:
        return True
    return timed >= _ENTRIES if named else timed >= 2 * _ENTRIES and 3 * timed >= len(page.paragraphs)


def _offers(text: str) -> set[int]:
    return {number for number, each in enumerate(_OFFER) if each.search(text)}


def _is_stub(page: Shown, text: str, words: int) -> bool:
    """Whether an offer to subscribe stands where the rest of the article should."""
    if len(text) > _STUB:
        return page.words is not None and page.free is False and words < 0.5 * page.words
    offers = _offers(page.whole)
    strong = len(offers & _STRONG)
    if page.free is False:
        short_of = page.words is not None and words < 0.6 * page.words
        return strong >= 1 or page.barred or short_of or len(text) < 500
    ends = _GOES_ON.search(text.rstrip()) is not None
    if page.barred and (strong >= 1 or ends):
        return True
    if page.free is None and gates.closes(page.paragraphs, page.behind, page.boxed):
        return True
    return page.free is None and (strong >= 3 or (strong >= 2 and (ends or words < 60)))


def _is_scattered(page: Shown) -> bool:
    short = sum(1 for each in page.paragraphs if len(each) < 250)
    return 4 * short >= 3 * len(page.paragraphs)


def _is_teaser(page: Shown, text: str, words: int) -> bool:
    last = page.paragraphs[-1].strip()
    if len(text) <= _TEASER and (_READ_ON.fullmatch(last) or (_GOES_ON.search(last) and words < 120)):
        return True
    about = " ".join(page.description.split())
    if page.words is not None and words < 0.4 * page.words and words < 150:
        return True
    return words <= 60 and bool(about) and about.rstrip("….")[:80] in text and words <= 1.2 * len(about.split())
