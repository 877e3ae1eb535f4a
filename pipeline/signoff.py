"""Sign-offs, bylines and datelines: who wrote an article, when and where, as German papers print it."""
from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from pipeline.abbreviations import MONTHS, STARTERS, words

AGENCIES = words("apa dpa afp ap reuters sid ots epd kna dapd ddp tass ansa sda keystone bloomberg red")

EARLIEST, LATEST = 1800, 2099
"""Years outside are taken for a slip of the pen and give no date."""

_ORDER = {
    "januar": 1, "jänner": 1, "februar": 2, "feber": 2, "märz": 3, "april": 4, "mai": 5, "juni": 6, "juli": 7,
    "august": 8, "september": 9, "oktober": 10, "november": 11, "dezember": 12,
}
_MONTH = "|".join(sorted(MONTHS))
_DATE = rf"(?P<day>\d{{1,2}})\.\s?(?:(?P<month>\d{{1,2}})\.|(?P<name>(?i:{_MONTH})))\s?(?P<year>\d{{2,5}})"
_TIME = r"(?:(?:,|\s)\s?(?:um\s)?\d{1,2}[:.]\d{2}(?:\sUhr)?)?"

_BRACKET = re.compile(r"\((?P<inside>[^()]{2,120})\)|\((?P<open>[^()]{6,80})\Z")
_DATED = re.compile(rf"(?P<author>.*?)(?:^|[\s,;/–—-])\s*{_DATE}{_TIME}\s*\Z")
_DATE_LINE = re.compile(
    rf"(?:(?:Veröffentlicht|Aktualisiert|Erschienen|Stand|Publiziert)(?:\sam|:)?\s)?(?:\w+,?\s)?{_DATE}{_TIME}")
_ISO = re.compile(r"(?<![\d-])((?:19|20)\d\d-\d\d-\d\d)(?![\d-])")
_PRINTED = re.compile(r"[\"„“»«][^\"„“”»«]{2,40}[\"“”»«]|\b(?:Print|Druck|Online)-?[Aa]usgabe\b")
"""Where it was printed."""
_NAMED = (
    r"(?P<author>[^\W\d_a-z][\w'’.-]+"
    rf"(?:(?:\s|,\s|\s?/\s?|\sund\s)(?:(?:von|van|de|der|aus|in)\s)*(?:[^\W\d_a-z][\w'’.-]*|{'|'.join(sorted(AGENCIES))})"
    r"){1,7})"
)
_BYLINE = re.compile(
    r"(?:(?:Eine?\s)?(?:Bericht|Reportage|Interview|Kommentar|Analyse|Gastbeitrag|Gastkommentar|Kolumne)\s?(?::|von)"
    rf"|[Vv]on|Text:|Autor(?:in)?:)\s{_NAMED}")
_OFFICE = re.compile(
    r"Von\sunser(?:em|er|en)\s(?:[\w-]+\s){0,2}?[\w-]*(?:[Kk]orrespondent|[Rr]edakteur|[Rr]edaktionsmitglied|"
    rf"[Mm]itarbeiter|[Rr]eporter)(?:e?n|in|innen)?(?:\s{_NAMED})?(?:,?\s(?:in|aus)\s[^.!?]{{2,40}})?,?")
_WHERE_AND_WHEN = re.compile(rf"(?P<by>[^,\n]{{6,80}})(?:,\s[^\W\d_][\w ./-]{{1,30}})?,\s{_DATE}{_TIME}")
_THERE = re.compile(r",?\s(?:aus|in)\s.*|,\Z")
_NO_AUTHOR = words(
    "am ab an bis seit vom von im in um geb geboren gest gestorben siehe vgl nr ca etwa "
    "Stand Anm Anmerkung Datum Siehe Vgl Nr"
)
_PARTS = re.compile(r"\s*[,;/&]\s*|\s+und\s+|\s+[–—-]\s+")

_CAPITAL = r"[^\W\d_a-zäöüßàáâãçčćéèêëíîñóôøšžğş]"
_PLACE_WORD = rf"(?:St\.\s)?{_CAPITAL}\w*(?:[-'’.]\w+)*"
_LINK = r"(?:am|im|an|bei|ob|in|de|do|del|della|di|la|el|den|der|upon|of)"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE_WORD}(?:\s?/\s?{_PLACE_WORD}|\s(?:{_LINK}\s){{0,2}}{_PLACE_WORD}){{0,6}})"
    rf"(?:,\s\d{{1,2}}\.\s?(?:\d{{1,2}}\.|(?i:{_MONTH}))(?:\s?\d{{4}})?)?"
    r"(?:\s?\([^()]{2,30}\))?"
    r"(?:\s[–—-]{1,2}\s?|[–—-]{1,2}\s|:\s(?=\())"
    rf"(?={_CAPITAL}|[0-9\"„»“])"
)
_PLACE_ALONE = re.compile(
    r"(?:(?:[A-ZÄÖÜ]{5,}(?:[-/ ][A-ZÄÖÜ]{2,}){0,3}|WIEN|GRAZ|LINZ|KÖLN|BONN|KIEL|BERN|STEYR|ROM|PARIS)|"
    r"(?:Wien|Graz|Linz|Salzburg|Innsbruck|Klagenfurt|Villach|Bregenz|Eisenstadt|St\. Pölten|Wels|Steyr|Dornbirn|"
    r"Düsseldorf|Berlin|Hamburg|München|Köln|Frankfurt|Stuttgart|Leipzig|Dresden|Hannover|Bremen|Bonn|Mainz|Nürnberg|Zürich|"
    r"Bern|Basel|Genf|Brüssel|Paris|London|Rom|Madrid|Moskau|Kiew|Washington|New York|Peking|Tokio)"
    r"(?:/[A-ZÄÖÜ][a-zäöüß]+)?)\.(?=\s[A-ZÄÖÜ\"„»“0-9])"
)
"""A place before a full stop, as papers of a region begin: in capitals, or one that is known."""
_NO_PLACES = MONTHS | words(
    """
    montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend heute morgen gestern
    analyse kommentar interview update eilmeldung ergebnis ergebnisse tabelle termine gruppe runde
    """
)


@dataclass(frozen=True, slots=True)
class Found:
    """A sign-off at ``start`` to ``end`` of the text that was looked through."""

    start: int
    end: int
    author: str | None
    date: datetime.date | None


def find_signoff(text: str, *, last: bool) -> Found | None:
    """The first sign-off in the clean text of a block, such as "(pez, 20.4.2023)" or "(Reuters, APA)".

    With a date it may stand anywhere after a sentence; without one, at the end of the block, and with initials
    alone only at the end of the article (``last``). A closing bracket may be missing at the very end.
    """
    for match in _BRACKET.finditer(text):
        inside = match.group("inside") or match.group("open")
        after_sentence = text[: match.start()].rstrip()[-1:] in tuple(".!?…\"“”»«:)") or match.start() == 0
        at_end = not text[match.end() :].strip(" .")
        dated = _DATED.match(inside)
        if dated is not None:
            author = _PRINTED.sub("", dated.group("author")).strip(" ,;/–—-") or None
            named = author is not None and _names(author) and (after_sentence or at_end)
            if named or (author is None and after_sentence and at_end):
                return Found(match.start(), match.end(), author, _date(dated, closed=bool(match.group("inside"))))
        elif match.group("inside") and at_end and after_sentence and _initials(inside, last=last):
            return Found(match.start(), match.end(), inside.strip(), None)
    return None


def read_byline(text: str) -> Found | None:
    """A line that is nothing but an author ("Von Anna Muster") or a date ("20. April 2023, 14:05"), read."""
    if (line := _DATE_LINE.fullmatch(text)) is not None:
        return Found(0, len(text), None, _date(line, closed=True))
    for pattern in (_BYLINE, _OFFICE) if len(text) <= 100 else ():
        if (line := pattern.fullmatch(text)) is not None:
            return Found(0, len(text), _THERE.sub("", line.group("author") or "") or None, None)
    line = _WHERE_AND_WHEN.fullmatch(text) if len(text) <= 120 and text.startswith(("Von ", "von ")) else None
    if line is not None and (by := _BYLINE.fullmatch(line.group("by"))) is not None:
        return Found(0, len(text), by.group("author"), _date(line, closed=True))
    return None


def find_day(text: str) -> datetime.date | None:
    """The first day in ``text`` that is written with its year, as German has it ("4. März 2024") or ISO."""
    found = re.search(_DATE, text)
    if found is not None:
        return _date(found, closed=True)
    try:
        return datetime.date.fromisoformat(iso[1]) if (iso := _ISO.search(text)) is not None else None
    except ValueError:
        return None


def heads_nothing(text: str) -> bool:
    """Whether a line that is set as a heading is a byline ("Von Anna Muster"); "Analyse: ..." may well head a text."""
    return text.startswith(("Von ", "von ", "Text: ", "Autor", "Ein")) and read_byline(text) is not None


def find_dateline(text: str, start: int) -> int | None:
    """Where the dateline at ``start`` ends, its dash included ("Wien/Berlin –", "RAURIS."); None without one."""
    match = _DATELINE.match(text, start)
    if match is None and start == 0 and (alone := _PLACE_ALONE.match(text)) is not None:
        return alone.end() if len(text) >= alone.end() + 60 else None
    if match is None or len(match.group()) > 80:
        return None
    place = match.group("place")
    names = re.findall(r"[^\W\d_]+", place)
    if any(name.lower() in _NO_PLACES for name in names) or any(len(one.split()) > 4 for one in place.split("/")):
        return None
    if names[0] in STARTERS and names[:2] != ["Den", "Haag"]:
        return None
    rest = text[match.end() :]
    if len(rest) < 60 or not re.search(r"[.!?…][\"“”»«)]*(?:\s|\Z)", rest):
        return None  # a fixture ("Salzburg – Linz 3:2") or a heading
    return len(text[: match.end()].rstrip())


def _names(author: str) -> bool:
    """Whether ``author`` can be a list of agencies, initials and names."""
    for part in _PARTS.split(author):
        names = re.findall(r"[^\W\d_]+", part)
        if not names or names[0] in _NO_AUTHOR or any(char.isdigit() for char in part) or len(names) > 6:
            return False
        if any(name.islower() and len(name) > 5 for name in names):
            return False
    return True


def _initials(inside: str, *, last: bool) -> bool:
    """Whether ``inside`` is agencies and initials alone, with an agency among them unless it ends the article."""
    parts = [part.strip(". ") for part in _PARTS.split(inside.strip())]
    if not all((re.fullmatch(r"[^\W\d_]{2,4}", part) and part.islower()) or part.lower() in AGENCIES for part in parts):
        return False
    return last or any(part.lower() in AGENCIES for part in parts)


def _date(match: re.Match[str], *, closed: bool) -> datetime.date | None:
    """The date matched; None if there is no such day or the year cannot be meant.

    Two slips are repaired, since they can be read one way only: "015" is 2015, and "20159" with no closing
    bracket is 2015 with the bracket's key pressed without shift. "3015" could be several years: None.
    """
    year = match.group("year")
    if len(year) == 5 and year[4] == "9" and not closed:
        year = year[:4]
    if len(year) == 3 and year[0] == "0":
        year = "2" + year
    if len(year) == 2:
        year = ("20" if int(year) < 50 else "19") + year
    month = int(match.group("month") or _ORDER[match.group("name").lower()])
    if not EARLIEST <= int(year) <= LATEST:
        return None
    try:
        return datetime.date(int(year), month, int(match.group("day")))
    except ValueError:
        return None
