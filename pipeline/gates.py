"""What a paywall says to whoever stands before it, told by single lines at the end of a short text."""
from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST = 3000
"""Characters of a text that one line can make a stub; what is longer may carry such a line."""
SHORT = 1500
"""The same for what is said in boxes beside whole articles as well: prices, buttons."""

_TEXT = r"(?:\S{0,20}-?(?:Artikel|Text|Beitrag|Inhalt|Bericht|Beitrags|Artikels|Story|Reportage|Interview))"
_PLUS = r"(?:\S*(?:\+|plus|premium|digital|abo)\S*|(?:\S+ )?(?:\S*\+|plus|premium|abo\S*|digital\S*))"
_WHOLE = r"(?:ganzen?|vollständigen?|gesamten?)"
_ON = r"(?:weiterzulesen|weiterlesen|zu lesen|lesen zu können)"
_GATE = tuple(
    re.compile(each, re.IGNORECASE)
    for each in (
        rf"(?:diese[rs]?|der {_WHOLE}) {_TEXT} (?:ist|steht|bleibt) [^.!?]{{0,60}}?"
        r"(?:\b(?:nur|exklusiv|ausschließlich|allein) (?:für|mit)\b|kostenpflichtig|hinter der bezahlschranke|"
        r"\bunseren (?:abonnent|leserinnen mit abo))",
        r"(?:sie |du )?(?:wollen|möchten|willst|möchtest)(?: sie| du)? "
        rf"(?:(?:diesen|den|die|dieses) {_WHOLE}? ?{_TEXT} )?(?:jetzt |gern |gerne )?(?:weiter|zu ende |vollständig )?"
        r"lesen\?",
        rf"um (?:(?:diesen|den|die|dieses) {_WHOLE}? ?{_TEXT} (?:weiter|vollständig|ganz|zu ende)? ?"
        rf"{_ON}|weiterzulesen|weiterlesen zu können)\b[^.!?]{{0,40}}"
        r"\b(?:meld|logg|registrier|benötig|brauch|schließ|abonnier|bitte)",
        r"(?:bitte )?(?:meld|logg|registrier)\w*(?: sie| dich)?(?: sich)?\b[^.!?]{0,60}\b(?:um|und) [^.!?]{0,60}?"
        rf"{_ON}\b",
        rf"(?:jetzt )?weiterlesen mit {_PLUS}",
        rf"(?:lesen sie|lies) diese[nrs]? {_TEXT}(?: jetzt| gleich| weiter)? (?:mit|kostenlos mit|als)\b",
        r"jetzt (?:registrieren|anmelden|abonnieren|einloggen|testen|freischalten)(?: und| &) "
        r"(?:gleich |sofort |kostenlos )?(?:weiter)?lesen\b",
        r"(?:exklusiv|nur) für (?:unsere |registrierte |angemeldete )?(?:\S+[ -])?"
        r"(?:abonnent|mitglieder|nutzer|leser)\S*\W*\Z",
        rf"(?:den|diesen) (?:{_WHOLE} )?{_TEXT} (?:jetzt |hier )?(?:freischalten|kaufen)\W*\Z",
        r"(?:sie haben|du hast) (?:alle|ihre|deine) (?:\w+ )?(?:kostenlosen|freien|gratis)[ -]?artikel",
        r"(?:hier )?endet der frei (?:lesbare|verfügbare|zugängliche) (?:teil|text)|"
        r"ab hier (?:lesen )?nur (?:noch )?(?:für|mit)",
    )
)
"""Lines that stand nowhere but where the rest of an article should."""
_BUTTON = re.compile(
    r"(?:(?:jetzt|artikel|diesen artikel|hier) )?weiterlesen(?: mit [^.!?]{2,30})?\W*|"
    rf"mit {_PLUS}(?: jetzt)? (?:weiter)?lesen\W*|"
    rf"(?:jetzt )?(?:mit|für) {_PLUS} (?:freischalten|weiterlesen)\W*",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"(?:€|Euro|EUR|CHF|Franken)[^.!?]{0,20} (?:(?:/|pro|im|je|in der) ?(?:Monat|Woche|Jahr)|monatlich)\b|"
    r"(?:€|Euro|EUR) ?/ ?(?:Monat|Woche)|(?:Wochen?|Monate?) (?:um|für|gratis|kostenlos)\b|"
    r"(?:monatlich|jederzeit) kündbar|"
    r"\b(?:jetzt|hier) (?:abonnieren|testen|freischalten|registrieren|einloggen|anmelden)\b|"
    r"(?:bereits|schon) (?:ein (?:\S+ ?)?(?:abo|konto)|\S*abonnent|registriert)",
    re.IGNORECASE,
)
_TO_READ = re.compile(r"lesen|\babo|abonn|artikel|zugang|inhalte|\bplus\b|premium|\bdanach\b|kündbar", re.IGNORECASE)
"""That a price is one of reading."""


def is_gate(line: str) -> bool:
    """Whether a line says that the rest is for others."""
    return len(line) <= 400 and any(each.search(line) for each in _GATE)


def closes(text: Sequence[str], behind: Sequence[str], boxed: Sequence[str]) -> bool:
    """Whether a text is but the beginning of one.

    Told by its last paragraphs, by the lines ``behind`` it and by those in elements named as a paywall (``boxed``).
    """
    own = sum(len(each) for each in text if not is_gate(each))
    if own > LONGEST:
        return False
    if any(is_gate(each) for each in (*text[-3:], *behind, *boxed)):
        return True
    if own > SHORT:
        return False
    # A button further down leads to another article.
    near = [*text[-1:], *behind[:1]]
    priced = any(_PRICE.search(each) for each in (*behind, *boxed))
    buttons = any(_BUTTON.fullmatch(each) for each in boxed)
    if any(_BUTTON.fullmatch(each) for each in near):
        return priced or buttons or any("mit " in each.lower() for each in near if _BUTTON.fullmatch(each))
    # An advertisement may be called an offer, too, but stands elsewhere.
    near = [each for each in boxed if each in {*text[-3:], *behind}]
    return buttons or (any(_PRICE.search(each) for each in near) and any(_TO_READ.search(each) for each in near))
