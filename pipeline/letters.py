"""The forms of letters, mails and press releases: what opens and closes them, and whom they say to call."""
from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline import desk_lines
from pipeline.values import Kind

_CAPITAL = r"[^\W\d_a-zäöüß]"
_DEAR = r"(?:(?:[Ss]ehr\s)?(?:[Gg]eehrte|[Vv]erehrte|[Gg]eschätzte)|[Ll]iebe|[Ww]erte)[rs]?"
_ADDRESSED = (
    rf"(?:\s(?:{_CAPITAL}[\w.'’*:-]*|und|von|der|zu|an|alle|zusammen|sehr|(?:liebe|geehrte|werte)[rs]?)){{1,9}}"
)
_SALUTATION = re.compile(
    rf"(?:(?:{_DEAR}{_ADDRESSED}|(?:Hallo|Guten\s(?:Tag|Morgen|Abend)|Moin|Servus|Grüß\sGott|Grüezi)(?:{_ADDRESSED})?)"
    rf"(?:,\s{_DEAR}{_ADDRESSED}){{0,3}}"
    rf"|Dear(?:\s(?:{_CAPITAL}[\w.'’-]*|or|and|all|colleagues|editors?|sir|madam)){{1,6}})\s?[,!](?=\s|\Z)"
)
_CLOSING = re.compile(
    r"(?:(?:[Mm]it|[Vv]iele|[Bb]este|[Ll]iebe|[Hh]erzliche|[Ff]reundliche|[Ss]chöne|[Ss]onnige|[Kk]ollegiale)"
    r"(?:\s(?:und\s)?(?:freundliche|beste|liebe|herzliche|schöne|vorzügliche|kollegiale|viele)[nrm]?){0,2}\s"
    r"(?:Grüßen|Grüssen|Grüße|Grüsse|Gruß|Gruss|Empfehlungen|Empfehlung)"
    r"|Hochachtungsvoll|MfG|Herzlichst|(?:Best|Kind|Warm)\sregards|Yours\s(?:sincerely|faithfully))"
    r"(?!\s[a-zäöüß]+(?:te|ten|t|en)\s)\b"
)
_WITHIN = re.compile(rf"(?<=[.!?…])\s+(?={_CLOSING.pattern})")

_DETAIL = re.compile(
    r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+\.\w|\bwww\.\w|https?://"
    r"|\b(?i:Tel|Telefon|Fax|Mobil|Handy|Phone)\b\.?\s?:?\s?[+(\d]|\+\d{2}[\d\s/().–-]{6,}|\b0\d{1,5}\s?[/–-]\s?\d{3,}"
    r"|\b(?:A-|D-|CH-)?\d{4,5}\s[A-ZÄÖÜ]\w+\Z|(?:straße|strasse|gasse|platz|allee|weg|[Ss]tr\.)\s\d{1,4}\s?\w?\b"
)
_LABELLED = re.compile(
    r"(?:Tel|Telefon|Fax|Mobil|Handy|E-?Mail|Mail|Web|Website|Webseite|Homepage|Internet|Phone)\b\.?\s?:", re.IGNORECASE
)
_CALL = re.compile(
    r"(?:(?:Presse|Medien|Redaktions)?-?(?:[Kk]ontakte?|[Aa]nfragen|[Rr]ückfragen)|Rückfrage-?[Hh]inweis"
    r"|Ansprechpartner(?:in)?(?:nen)?|Ansprechperson|Impressum|Weitere Informationen(?: und Kontakt)?"
    r"|(?:Press|Media) contact)"
    r"(?:\s(?:&|und|für|an|bei|der|die|des)(?:\s[\w*:-]+){1,3})?\s?(?::|\Z)"
)
"""The heading of a block of contacts."""
_OFFER = re.compile(
    r"(?:Für|Bei)\s(?:weitere[nr]?\s)?(?:Rückfragen|Fragen|Informationen|Auskünfte)\b.{0,150}"
    r"(?:wenden|Verfügung|erreich|kontaktier|melden)"
)
_MAIL = re.compile(
    r"(?:[-_=]{3,}\s*)?(?:Anfang der )?(?:weitergeleitete|ursprüngliche|original|forwarded)[nr]?[\s-]*"
    r"(?:nachricht|e-?mail|message)\b"
    r"|Am\s.{6,60}\sschrieb\s.{2,80}:\Z|On\s.{6,60}\swrote:\Z"
    r"|Diese (?:E-?Mail|Nachricht) (?:ist|enthält|kann|wurde)\b.{0,80}(?:vertraulich|bestimmt|gesendet|verschickt)"
    r"|(?:Sie|Du) (?:erhalten|bekommen|erhältst|bekommst) (?:diese[ns]?) (?:E-?Mail|Newsletter)\b"
    r"|.{0,60}\b(?:(?:vom )?Newsletter|hier) (?:wieder )?(?:abmelden|abbestellen)\b"
    r"|(?:(?:Newsletter|E-?Mail|Diese E-?Mail) )?(?:im Browser|online|Online-Version) "
    r"(?:ansehen|anzeigen|lesen|öffnen)\W*\Z"
    r"|(?:Wenn|Falls|Sollte)\b.{0,80}\b(?:Newsletter|E-?Mail|Nachricht)\b.{0,80}(?:angezeigt|abbestellen|abmelden|erhalten)"
    r"|Original-Content von:|OTS-ORIGINALTEXT|©?\s?APA-OTS\b",
    re.IGNORECASE,
)
"""What mails say of themselves."""
_FIELD = re.compile(r"(?:Von|From|An|To|Cc|Kopie|Gesendet|Sent|Datum|Date|Betreff|Subject|Antwort an|Reply-To):\s")
"""Of a mail that was passed on."""
_INTERNAL = re.compile(
    r"[#*\s]*(?:(?:dpa-)?Notizblock\W*\Z|Die folgenden (?:Informationen|Angaben) sind nicht zur Veröffentlichung)"
)
"""From which on an agency's text is for newsrooms alone."""
_SENTENCE = re.compile(r"[^\W\d_]{2}[\"'“”»«)]*[.!?…][\"'“”»«)]*\Z")
_FOOTNOTE = re.compile(r"(?:\[\d{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}|\*{1,3}\))\s?[^\W_]")

LINE = 200
"""Characters of the longest line of a signature or of contacts."""
NAMES = 3
"""Lines with neither number nor address that may follow each other in them: a name, what somebody is, where."""


def salutation(text: str) -> int:
    """Where the salutation ends that ``text`` begins with; 0 without one."""
    found = _SALUTATION.match(text)
    return found.end() if found is not None else 0


def closing(text: str) -> int | None:
    """Where the end of a letter begins in ``text``, which it goes to the end of; None without one."""
    for start in (0, *(found.end() for found in _WITHIN.finditer(text, max(0, len(text) - 3 * LINE)))):
        found = _CLOSING.match(text, start)
        if found is not None and len(text) - found.end() <= 2 * LINE:
            rest = text[found.end() :].strip(" ,.!")
            if not rest or not _is_sentence(rest) or _DETAIL.search(rest):
                return start
    return None


def is_form(line: str) -> bool:
    """Whether a line of a mail is a header in it, begins or ends it, or says whom to call."""
    return len(line) <= LINE and (
        any(pattern.match(line) for pattern in (_FIELD, _MAIL, _LABELLED, _CALL))
        or salutation(line) == len(line) > 0 or closing(line) == 0 or _DETAIL.search(line) is not None
    )  # fmt: skip


def kinds(texts: Sequence[str], known: Sequence[Kind | None]) -> list[Kind | None]:
    """The kinds of paragraphs whose kinds are ``known`` in part: greetings, contacts and footnotes among them.

    A salutation, and a closing within a paragraph, must have been made paragraphs by themselves.
    """
    result = list(known)
    names, internal = 0, False
    for place, (text, kind) in enumerate(zip(texts, known, strict=True)):
        if kind not in (None, Kind.ITEM, Kind.SUBHEADING):
            names = 0
            continue
        prose = len(text) > LINE or _is_sentence(text)
        # A pattern for addresses takes a time that grows with the square of a word's length.
        detail = len(text) <= 2 * LINE and _DETAIL.search(text) is not None
        internal = internal or _INTERNAL.match(text) is not None
        if internal:
            result[place] = Kind.CONTACT
        elif _FOOTNOTE.match(text):
            result[place] = Kind.FOOTNOTE
        elif salutation(text) == len(text) or closing(text) == 0:
            result[place] = Kind.GREETING
            names = NAMES if closing(text) == 0 else 0
        elif (found := _CALL.match(text)) and (found.end() == len(text) or detail or not prose):
            result[place] = Kind.CONTACT
            names = NAMES
        elif _MAIL.match(text) or (_FIELD.match(text) and (detail or not prose)):
            result[place] = Kind.CONTACT
            names = 0
        elif (_LABELLED.match(text) and not prose) or (_OFFER.match(text) and len(text) <= 2 * LINE):
            result[place] = Kind.CONTACT
        elif detail and not prose and place and result[place - 1] is Kind.CONTACT:
            result[place] = Kind.CONTACT
            names = NAMES
        elif (beside := desk_lines.kind(text, _at(texts, place - 1), _at(texts, place + 1))) is not None:
            result[place] = beside
            names = NAMES if desk_lines.signs(text) else 0
        elif names and not prose and kind is not Kind.SUBHEADING:
            result[place] = Kind.CONTACT
            names -= 1
        else:
            names = 0
    return result


def _at(texts: Sequence[str], place: int) -> str:
    return texts[place] if 0 <= place < len(texts) else ""


def _is_sentence(text: str) -> bool:
    return _SENTENCE.search(text[-40:]) is not None
