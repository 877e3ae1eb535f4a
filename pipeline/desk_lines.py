"""Paragraphs that are said to the newsroom, or stand beside an article: none of them is a part of its text."""
from __future__ import annotations

import re

from pipeline.values import Kind

LONG = 800
"""Characters of the longest such paragraph."""
LINE = 250

_TO_YOU = re.compile(
    r"(?:[Aa]nbei|[Ii]m Anhang|[Bb]eiliegend|[Ii]n der Anlage|[Uu]ntenstehend|[Nn]achstehend|[Nn]achfolgend)\s"
    r"(?:erhalten|finden|senden?|schicken?|übermitteln?|übersenden?|darf|dürfen)\s(?:Sie|wir|ich|[Dd]u|[Ii]hr)\b"
    r"|[Aa]nbei (?:unsere?|meine?|der|die|das)\b"
    r"|[Hh]ier (?:ist |kommt )?(?:der|die|das|mein|unser)e? (?:fertige |neue |überarbeitete |korrigierte )?"
    r"(?:Text|Artikel|Bericht|Meldung|Beitrag|Aussendung)(?=[,.:!]|\Z|\s(?:zum?|zur|für|mit|über|von mir)\b)"
    r"|Wir freuen uns (?:schon )?(?:auf|über) (?:Ihre?n?|eine|Euer|Eure)\s(?:\w+\s)?"
    r"(?:Bericht|Veröffentlich|Kommen|Teilnahme|Interesse|Anmeldung|Ankündigung|Rückmeldung)"
    r"|Wir (?:bitten|ersuchen) (?:Sie )?(?:höflich |herzlich )?um (?:Ihre )?"
    r"(?:Veröffentlichung|Berichterstattung|Kenntnisnahme|Ankündigung|Anmeldung unter)"
    r"|[Mm]it der (?:höflichen )?Bitte um (?:Kenntnisnahme|Veröffentlichung|Berichterstattung|Ankündigung|Beachtung)"
    r"|Um (?:Antwort|Anmeldung) wird gebeten"
    r"|Danke (?:dir|euch|Ihnen|im Voraus|schon)\b.{0,60}\Z"
    r"|(?:Vielen|Besten|Herzlichen) Dank (?:im Voraus|für (?:Ihre?|die) (?:Veröffentlichung|Berichterstattung))"
)
"""Said by who sends a text to who prints it."""
_ASK = re.compile(
    r"(?:(?:Presse|Medien)-?)?(?:Rück|An|Nach)fragen\b|(?:Nähere|Weitere|Mehr) (?:Informationen?|Infos?|Auskünfte)\b"
)
_NUMBER = (
    r"(?:[Tt]el|[Tt]elefon|[Mm]obil|[Ff]ax|[Hh]andy)\b\.?\s?(?:[Nn]r\.?)?:?\s?[+(\d][\d\s/().+–-]{5,}\d"
    r"|\+\d{2}[\d\s/().–-]{6,}\d|\b0\d{1,5}\s?[/–-]?\s?\d{3,}[\d\s/–-]*|\b0\d{1,4}\s\d{2,}[\d\s/–-]{3,}"
)
_MAIL = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
_REACHED = re.compile(rf"{_NUMBER}|{_MAIL}|\bwww\.\w|https?://")
_ENDS_SO = re.compile(rf"(?:{_NUMBER}|{_MAIL})[\s).,;|]*\Z")
_SEVERAL = re.compile(r"[a-zäöüß]{3}[.!?][\"“”»«)]*\s+[A-ZÄÖÜ„“\"»]")
_CONTACT = re.compile(
    r"(?:Zitate|Fotos?|Bilder|Bildmaterial|Presse(?:fotos|bilder|unterlagen)|Videos?|O-Töne|Unterlagen|Logos?|Grafiken)\b"
    r".{0,120}(?:\bDownload|honorarfrei|herunterladen|\bfinden Sie\b|abrufbar|kostenlos|Verfügung\W*\Z)"
    r"|[*#=\s]*(?:OTS-ORIGINALTEXT|©?\s?(?:\([Cc]\)\s)?Copyright APA)"
    r"|(?:Wenn|Falls|Sollten) Sie\b.{0,80}\b(?:Aussendungen|E?-?Mails?|Presse\w+|Nachrichten|Zusendungen)\b.{0,80}"
    r"(?:erhalten|bekommen|wünschen|abbestellen|abmelden)"
    r"|(?:Bitte )?(?:[Dd]enken?|[Ss]chonen?) (?:Sie )?(?:bitte )?(?:an )?(?:die|unsere) (?:Umwelt|Natur)\b"
    r"|Bitte (?:prüfen|überlegen) Sie.{0,60}drucken|Sperrfrist\s?(?::|bis\b)|Medieninhaber(?:in)?\b.{0,40}[:,]"
    r"|(?:Wissenschaftliche|Fachliche|Journalistische)r? (?:Kontakt|Ansprechp|Rückfragen)"
    r"|\d{1,3}(?:\.\d{3})? (?:Zeichen|Anschläge|Wörter)\b[^.!?]{0,60}(?:\.\d\d?\.)?\W*\Z"
    r"|(?:NOTIZ|TODO|ACHTUNG REDAKTION|Notiz|Achtung Redaktion|An die Redaktion|Interne Notiz)\s?:|\[[ xX]\]\s"
)
"""Where to get what, lines of mails about themselves, and notes of a desk."""
_ABOUT = re.compile(
    r"Über (?:den |die |das )?(?:[A-ZÄÖÜ][\w-]+ ){0,4}(?P<who>[A-ZÄÖÜ][\w-]+):\s"
    r"(?:(?:Der|Die|Das) )?(?:[A-ZÄÖÜ][\w-]+ ){0,4}(?P=who)\b"
)
"""What a sender says of itself: its name, and the same again."""
_TITLED = re.compile(
    r"(?:(?:Univ\.-|Assoz\.-|Ao\.-|tit\.-)?(?:Dr|Prof|Mag|DI|Dipl\.-Ing|Ing|Doz)(?:\.|in\b|(?<=DI))\s?(?:\(FH\)\s)?){1,4}"
    r"(?:[A-ZÄÖÜ][\w’'-]+\s?){2,4}(?:(?:[,/|]|\s[–-]\s|,?\s(?=Institut|Abteilung|Universität|Klinik)).{0,100})?\Z"
)
"""A name with its titles by itself, as in a signature."""
_SIGNED = re.compile(
    rf"Danke |(?:Vielen|Besten|Herzlichen) Dank |(?:Wissenschaft|Fach|Journalist)\w+ Kontakt|{_TITLED.pattern}"
)
_BESIDE = re.compile(
    r"\[?(?:Tabelle|Abbildung|Abb\.|Grafik|Übersicht|Diagramm|Bild|Foto) \d{1,2}\s?[:.–]\s"
    r"|\[?(?:Foto|Bild)\s\([^()]{2,80}\)\s?:\s|\[(?:Foto|Bild|Grafik)\s?:"
    r"|(?:ZUR SACHE|ZUR PERSON|DATEN (?:&|UND) FAKTEN|FAKTEN|STICHWORT|HINTERGRUND|INFOKASTEN|INFOBOX|INFO)"
    r"\b:?\s[A-ZÄÖÜ„\d]"
    r"|(?:Infokasten|Infobox|Info-Box|Kasten|Faktenbox|Zur Sache|Zur Person)\s?:\s"
)
"""Words under a picture or table, and boxes."""
_NOTE = re.compile(r"\d{1,2}\)\s[A-ZÄÖÜ]")
_CITED = re.compile(r"\bDOI:?\s?10\.\d{4}|\bdoi\.org/10\.")


def kind(text: str, before: str, after: str) -> Kind | None:
    """The kind of a paragraph that is none of the article's, as it begins; None if it may be its text.

    ``before`` and ``after`` are the paragraphs around it, "" where there is none.
    """
    if len(text) > LONG:
        return None
    if len(text) <= LINE and _TO_YOU.match(text):
        return Kind.GREETING
    start = text[:LINE]
    if _ASK.match(text) and _REACHED.search(start):
        return Kind.CONTACT
    if (len(text) <= 2 * LINE and _CONTACT.match(text)) or (before and _ABOUT.match(text)):
        return Kind.CONTACT
    if _ENDS_SO.search(text[-100:]) and len(text) <= LINE and not _SEVERAL.search(text):
        return Kind.CONTACT
    if before and len(text) <= 150 and _TITLED.match(text):
        return Kind.CONTACT
    if _BESIDE.match(text):
        return Kind.TABLE
    if len(text) <= LINE and (_CITED.search(text) or _is_note(text, before, after)):
        return Kind.FOOTNOTE
    return None


def signs(text: str) -> bool:
    """Whether names and offices may stand under such a paragraph."""
    return _SIGNED.match(text) is not None


def _is_note(text: str, before: str, after: str) -> bool:
    """Whether ``text`` is a footnote such as "1) Preliminary." and not one of a list."""
    listed = before.endswith(":") or _NOTE.match(before) is not None or _NOTE.match(after) is not None
    return bool(before) and not listed and _NOTE.match(text) is not None
