"""Common nouns that stand for a name: "the company" where the German has the name of one, and no word for "company"."""
from __future__ import annotations

import re
from functools import cache

_GROUP = (
    "grupp|konzern|fraktion|verb[aä]nd|verbund|truppe|kreis|bündnis|band|clique|runde|allianz|gremium|bewegung|trupp|teile?[ns]?\\b"
)
_COMPANY = (
    "firm|unternehm|gesellschaft|konzern|betrieb|herstell|anbiet|riese[ns]?\\b|tochter|töchter|kompanie|bauer|produz|händler|gruppe|"
    "start|entwickler|betreib|verlag|bank|kasse|versicher|arbeitgeb|hause?s?\\b|\\bag\\b|gmbh|agentur|entreprise"
)
_NOUNS = {
    "group": _GROUP, "company": _COMPANY, "firm": _COMPANY, "corporation": _COMPANY, "enterprise": _COMPANY,
    "business": _COMPANY + "|geschäft|wirtschaft|laden|lokal",
    "club": "klub|club|verein", "association": "verb[aä]nd|verein|assozi|bund|gesellschaft|kammer",
    "organisation": "organis|verb[aä]nd|verein|werk", "organization": "organis|verb[aä]nd|verein|werk",
    "party": "partei|fraktion|feier|party|fest|\\w+demokrat",
    "agency": "agentur|behörde|amt|dienst",
    "institute": "institut", "institution": "institut|einrichtung|haus|anstalt",
    "newspaper": "zeitung|blatt|blätt", "magazine": "magazin|zeitschrift|heft|illustrierte",
    "broadcaster": "sender|rundfunk|fernseh|anstalt", "website": "seite|portal|website|homepage|netz",
    "street": "stra[sß]|gasse|allee|weg|ring|zeile|damm", "square": "platz|markt|quadrat",
    "country": "land|länd|staat|nation|republik|bund|inland|hier|heimat",
    "city": "stadt|städt|ort|metropol|city|kommun|\\w{4}er\\b",
    "town": "stadt|städt|ort|gemeinde|kommun", "island": "insel|island|eiland", "river": "fluss|flüss|strom",
}  # fmt: skip


def nouns(german: str, english: str) -> frozenset[str]:
    """English nouns after "the" for which the German has no word, so that a name may have stood there."""
    small = german.lower()
    found = {match[1].lower() for match in _the().finditer(english)}
    return frozenset(noun for noun in found if not re.search(_NOUNS[noun], small))


@cache
def _the() -> re.Pattern[str]:
    return re.compile(rf"\b[Tt]he ({'|'.join(_NOUNS)})\b(?! (?:of|that|who|which))")
