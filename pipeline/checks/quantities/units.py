"""Words and signs of units in both languages, each with the name that they share."""
from __future__ import annotations

import functools
from collections.abc import Sequence

from pipeline.checks.quantities.quantity import BORROWED, Token

IMPERIAL = frozenset({"mile", "foot", "inch", "yard", "acre", "pound", "ounce", "gallon", "fahrenheit"})
"""Units into which English converts: a number beside one is another number."""
METRIC = frozenset({"area", "km", "metre", "cm", "hectare", "kg", "gram", "litre", "degree", "km/h"})

_BOTH = """
%: % prozent percent pc pct percentage prozentpunkt prozentpunkte prozentpunkten prozentpunktes
EUR: € euro euros eur
USD: $ dollar dollars usd
GBP: £ pfund pound pounds gbp sterling
CHF: franken francs franc chf sfr
JPY: ¥ yen
crown: kronen krone kroner kronor crowns crown
rouble: rubel rouble roubles ruble rubles
schilling: schilling schillinge shillings schillings
mark: mark marks dm
yuan: yuan renminbi
cent: cent cents
year: jahr jahre jahren jahres year years yr
month: monat monate monaten monats month months
week: woche wochen week weeks
day: tag tage tagen tages day days
hour: stunde stunden hour hours
minute: minute minuten minutes min
second: sekunde sekunden seconds
km: kilometer kilometern kilometers kilometres kilometre km
metre: meter metern metres meters metre m
cm: zentimeter zentimetern centimetres centimeters centimetre centimeter cm
kg: kilo kilogramm kilos kilogram kilograms kilogrammes kg
gram: gramm gram grams grammes
tonne: tonne tonnen tonnes ton tons
litre: liter litern litres liters litre
area: quadratmeter quadratmetern quadratkilometer quadratkilometern qm m² km² square sq
hectare: hektar hectares hectare
degree: grad degrees degree celsius
mile: mile miles mi meile meilen mph
foot: foot feet ft
inch: inch inches
acre: acre acres
yard: yard yards
fahrenheit: fahrenheit
person: menschen personen leute people persons
point: punkt punkte punkten zähler zählern point points
goal: tor tore toren treffer treffern goal goals
game: spiel spiele spielen partien game games matches
"""


@functools.cache
def units() -> dict[str, str]:
    """Small-letter words and signs of both languages, each with its unit."""
    table: dict[str, str] = {}
    for line in _BOTH.strip().splitlines():
        name, _, words = line.partition(": ")
        table.update(dict.fromkeys(words.split(), name))
    for stem, name in _STEMS.items():
        table.update(dict.fromkeys((stem + ending for ending in ("", "e", "en", "er", "es", "em")), name))
    return table


_STEMS = {
    "jährig": "year", "monatig": "month", "wöchig": "week", "tägig": "day", "stündig": "hour", "minütig": "minute",
    "prozentig": "%",
}


def conflict(unit: str, others: frozenset[str]) -> bool:
    """Whether a number of ``unit`` cannot be one of those whose units are ``others``; an unknown unit may be any."""
    if unit in ("", BORROWED) or not others or others & {"", BORROWED, unit}:
        return False
    if others == {"article"}:
        return unit == "date"
    return not any(unit in alike and others & alike for alike in _ALIKE)


_ALIKE = (frozenset({"GBP", "kg", "tonne"}), frozenset({"point", "goal", "%", "game"}), frozenset({"degree", "%"}),
          frozenset({"AD", "game", "person", "goal", "point", "day", "week", "month"}))
"""Units that one word may mean: pounds of money and of weight, points of a hundred and of a game."""


def unit_at(around: Sequence[Token], place: int, no_adjective: frozenset[str]) -> str:
    """The unit named at ``place``, or behind one adjective there ("30 injured people"); "" where none is seen.

    ``no_adjective`` are words behind which another phrase begins.
    """
    table = units()
    if around[place].lower == "per" and around[place + 1].lower == "cent":
        return "%"
    for index in range(place, place + (3 if around[place].lower == "us" else 2)):
        token = around[index]
        if token.kind == "n" or (token.kind == "p" and token.text not in "%€$£¥-") or token.lower in no_adjective:
            return ""
        unit = table.get(token.lower)
        if unit:
            after = around[index + 1]
            squared = unit in ("km", "metre", "cm") and after.text in ("2", "3") and after.start == token.end
            return unit if not squared else "area" if after.text == "2" else ""
    return ""


_MINUTES = {
    "year": 525_600.0, "month": 43_800.0, "week": 10_080.0, "day": 1_440.0, "hour": 60.0, "minute": 1.0,
    "second": 1 / 60,
}


def same_time(unit: str, values: frozenset[float], other: str, others: frozenset[float]) -> bool:
    """Whether two spans in different units are the same: eineinhalb Jahre and 18 months, zwei Wochen and 14 days."""
    if unit == other or unit not in _MINUTES or other not in _MINUTES:
        return False
    spans = {round(value * _MINUTES[unit], 2) for value in values}
    return any(round(value * _MINUTES[other], 2) in spans for value in others)
