"""Makes the word lists of the names check from parallel text: what German writes with a capital and is no name.

    python -m training.name_tables train.tsv.xz pipeline/checks

A German word counts as common where it was seen in small letters, or with a capital within a sentence while the
English of the pair hardly ever has the same word. Common words are kept as stems, without endings, and without those
that end in another stem of the list ("Bundespolitik" in "politik"): a few thousand say the same as 50,000. Words that
human translators copy are names; those before another copied word, and hardly ever after one, are first names.
English words that are seen with a capital within a sentence, and that the German hardly ever has, are what an English
sentence may have without a name in the German.

Only words that come again are kept, with nothing of the sentences they stand in.
"""
from __future__ import annotations

import argparse
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.checks.name_words import ends_in, english_stem, stem

NO_NAMES = frozenset(
    "Christian Bundesliga Internet Alu Das Der Die FC Twitter Facebook Brexit Online American European "
    "United South North East West New British English National International Light Great Royal".split()
)
"""Copied by translators, but left out or put otherwise as often as not, and never mistaken for something else."""

COMMON = (
    "Jänner Feber Rang Westen Osten Norden Süden Pension Pensionen Landesrat Landesrätin Anrainer "
    "Vorgangsweise Kreuzbandriss Goalie Chatbot Honigbiene Ausgangslage Remis Premiere Pen Journal "
    "Fachjournal Bahn Bahnen Info Infos Bundesheer Boliden Jihadisten Militärwesen Apropos Firmware "
    "Convertibles Finsternis Zuspiel Synapsen Wertekurse Forensiker Wohnbau Skitour Tourengeher Lawine Hang "
    "Freiberuflern Management Airline Nonchalance Backdoor Zuschlag Eurozone Doping Boulevard Medium Villa "
    "Obmann Matura Spital Kasten Stimmungslage Frohsinn Party Puffer Alu Annonce Jungspund Geschoss "
    "Pfingsten Ostern"
).split()
"""Common words that the pairs have too seldom, many of them Austrian; seen in news, and no names."""

FORMS = (
    "Jacke Jacken Bluse Agenda Stadium Festival Forum Hammer Romane Romanen Solo Kater Patriot Patrioten Testament "
    "Joint Story Storys Triple Farce Gala Jet Trailer Abitur Patt Robbe Terminal Terminals Wal Gilde Broker Collage "
    "Panel Panne Panorama Puzzle Reue Dirndl Dirndln Guru Jeep Schotte Bildhauer Feder Fronten Nicken Sprint Tanne "
    "Caterer Lederhose Lederhosen Linse Mineral Alien Domäne Galerien Kram Laken Prise Arche Askese Boutique Depot "
    "Einöde Entente Funken Grexit Henne Hennen Ladys Matte Mast Masten Memorandum Passus Reigen Remake Schusses "
    "Schüsseln Symbiose Vesper Adapter Aquarell Atrophie Auslese Bolzen Brise Bulletin Böller Carport Charmeur "
    "Charakteristika Coolness Depp Drill Drilling Entourage Examen Geisha Gleichnis Geschwulst Hegemon Horoskop "
    "Hysterektomie Hysterie Häscher Implosion Inkongruenz Jacuzzi Kavalkade Kerbe Klecks Koeffizienten Koinzidenz "
    "Konterfei Launch Limit Longe Lotse Makeover Monographie Newsletter Pager Possen Pulk Quorum Raffinement Reh "
    "Revers Saloon Schauder Schnupfen Schwalbe Siebtel Slip Sozietät Spatel Stäbe Supervisor Systematik "
    "Taskforce Telemetrie Torso Transplantat Trunkenbold Ukulele Uterus Villen Wagnis Zeitgenössin Höfen Hochöfen "
    "Umsturzes Ödland Marine Allee Alleen Buggy Pfui Vogtei"
).split()
"""Common words of which only this form is meant: their stem is a name ("Jacke", "Jack"). Found after "ein" and "kein"
in German news, and read."""

SOURCE = (
    "words, made by training/name_tables.py from counts over WMT newstest 2008-2024, UD PUD, Europarl, "
    "Tatoeba (CC BY 2.0 FR), MLQE-PE, MT-GenEval, XQuAD, PAWS-X and pairs translated by bergamot models "
    "(MPL-2.0)"
)
NO_FIRST_NAMES = frozenset(
    "Aareal Académie Administradora Aer Aero Ahmedabad Aichach Aich Alta Allgäuer Albersloher Amway Aquatics "
    "Arcelor Arctic Arecibo Argentine Astrofisica Atlantic Avalon Badalona Baffin Baie Baja Banca Bancroft "
    "Bandar Bayonne Baylor Bentley Birkenhead Borussia Botswana Breisgau British Brookings Brownsville "
    "Buenos Burkina Calvary Canadian Canning Capitol Cebu Cedars Chancery Chappaqua Chattahoochee Cisco "
    "Colonia Costa Cotswold Creutzfeldt Czech Dalai Dayton Deepwater Dinamo Easter Ecole Emporia Epping "
    "Episodios Exane Extremadura Exxon Fairfax Fairmount Feyenoord Fiat Fiatal Fisica Frankston Galeries "
    "Galveston Genting German Grandview Grupo Guingamp Hammarby Hanover Heineken Hillsborough Huddersfield "
    "Huffington Ilfracombe Inversora Iraq Islington Itar Ithaca Iveco Jaguar Jamestown June Jurassic "
    "Juventus Kempinski Khmer Kossuth Kuala Landgasthof Leipziger Leobener Lehman Letcombe Lollapalooza "
    "Lough Macquarie Madame Madhya Maestro Marblehead Maskinongé Medinet Midtown Mme Moderna Monsieur Monte "
    "Montego Moorpark Movimento Munich Muzeum Mötley Namco Nashua Nashville Nikon Nokia Norse Norwegian "
    "Notre Notting Nueva Oaxaca Occidental Oracle Palais Palo Patria Peterborough Pfizer Phnom Piccadilly "
    "Playa Pokemon Pokémon Policlinico Pomona Powerpoint Prenzlauer Primera Prof Punta Qatar Queensferry "
    "Raffeisen Ravenna Redwood Rev Reverend Rhode Roanoke Saint Saint San Santa Santo Sankt Sao Sar "
    "Schleswig Semmel Serie Seaside Sierra Sinn Sioux Skoda Sony Sotheby Southampton Spanish Sri St Staten "
    "Stade Sub Sul Swiss Sydney Syrian TV Tampa Tel Tesla Thai Tonga Toyota Trans Tri Tupolev Turkish UEFA "
    "Ubisoft Ukrainian Universal Universidad Universität Upper Uttar Valencia Vauxhall Vegas Victorian Viet "
    "Vimy Virgin Volvo Walhalla Warner Washington Waterloo Wellington Westfield Wizz Yorkshire Zacks Zagreb "
    "Zürcher".split()
)
"""Words that lead to another name as a first name does, and are none."""
TAGS = ("news", "distil", "bt", "europarl", "wiki", "tatoeba")
WORD = re.compile(r"[^\W\d_]+")


@dataclass
class Counts:
    """How often each word was seen, by how it was seen."""

    small: Counter[str] = field(default_factory=Counter)
    capital: Counter[str] = field(default_factory=Counter)
    copied: Counter[str] = field(default_factory=Counter)
    leads: Counter[str] = field(default_factory=Counter)
    follows: Counter[str] = field(default_factory=Counter)
    english_small: Counter[str] = field(default_factory=Counter)
    english_capital: Counter[str] = field(default_factory=Counter)
    english_copied: Counter[str] = field(default_factory=Counter)


def main() -> None:
    """Read the pairs and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    counts = Counts()
    with lzma.open(options.pairs, "rt", encoding="utf-8") as lines:
        for line in lines:
            tag, german, english = line.rstrip("\n").split("\t")[:3]
            if tag in TAGS:
                _count(counts, german, english, names=tag != "tatoeba")
    stems = common(counts)
    write(options.folder / "common_german.tsv", stems)
    write(options.folder / "known_names.tsv", known_names(counts))
    write(options.folder / "first_names.tsv", first_names(counts, frozenset(stems)))
    write(options.folder / "common_english.tsv", common_english(counts))


def write(path: Path, words: list[str]) -> None:
    """One word a line under a line that says where they come from."""
    path.write_text(f"# {len(words)} {SOURCE}\n" + "\n".join(words) + "\n", "utf-8")


def common(counts: Counts) -> list[str]:
    """Stems of words that are no names, without those that end in another."""
    seen: Counter[str] = Counter()
    for word, times in counts.small.items():
        if counts.capital[word.capitalize()] * 0.5 <= times or counts.copied[word.capitalize()] == 0:
            seen[stem(word)] += times
    for word, times in counts.capital.items():
        if counts.copied[word] <= 0.2 * times:
            seen[stem(word.lower())] += times
    names: Counter[str] = Counter()
    for word, times in counts.copied.items():
        names[stem(word.lower())] += times
    kept: set[str] = set()
    enough = {word for word, times in seen.items() if times >= 3 and times > names[word] and len(word) > 1}
    enough |= {stem(word.lower()) for word in COMMON} | {word.lower() for word in FORMS}
    for word in sorted(enough, key=lambda word: (len(word), word)):
        if not ends_in(word, kept):
            kept.add(word)
    return sorted(kept)


def first_names(counts: Counts, known: frozenset[str]) -> list[str]:
    """Words that are copied, lead to another copied word, and seldom follow one."""
    return sorted(
        word
        for word, times in counts.copied.items()
        if times >= 5
        and len(word) > 2
        and word not in NO_FIRST_NAMES | NO_NAMES
        and word[1:].islower()
        and times >= 0.8 * counts.capital[word]
        and counts.leads[word] >= 0.6 * times
        and counts.follows[word] <= 0.15 * times
        and counts.english_small[word.lower()] + counts.small[word.lower()] <= 0.02 * times
        and not (stem(word.lower()) in known or ends_in(stem(word.lower()), known))
    )


def known_names(counts: Counts) -> list[str]:
    """Words that are copied nearly always and that English has with a capital only."""
    return sorted(
        word
        for word, times in counts.copied.items()
        if times >= 10
        and len(word) > 2
        and word not in NO_NAMES | {*FORMS}
        and times >= 0.97 * counts.capital[word]
        and counts.small[word.lower()] <= 0.05 * times
        and counts.english_small[word.lower()] <= 0.05 * times
    )


def common_english(counts: Counts) -> list[str]:
    """Stems of words seen in small letters, and of those with a capital that the German hardly ever has."""
    seen: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for word, times in counts.english_small.items():
        seen[english_stem(word)] += times
    for word, times in counts.english_capital.items():
        (names if counts.english_copied[word] > 0.3 * times else seen)[english_stem(word.lower())] += times
    return sorted(word for word, times in seen.items() if times >= 3 and len(word) > 1 and times > 0.3 * names[word])


def _count(counts: Counts, german: str, english: str, *, names: bool) -> None:
    """Count a pair's words, those of names with ``names`` alone: the sentences of Tatoeba are of Tom and Mary."""
    here, there = {*WORD.findall(german)}, {*WORD.findall(english)}
    before = False
    for word, starts in _words(german):
        copied = word in there or (word.endswith("s") and word[:-1] in there)
        if not word[0].isupper():
            counts.small[word] += 1
        elif not starts and (names or not copied):
            name = word[:-1] if copied and word not in there else word
            counts.capital[name] += 1
            counts.copied[name] += copied
            counts.follows[name] += before and copied
        before = word[0].isupper() and copied
    words = [word for word, _ in _words(german)]
    for word, after in zip(words, words[1:] if names else (), strict=False):
        pair = word[0].isupper() and after[0].isupper() and word in there
        counts.leads[word] += pair and (after in there or after.removesuffix("s") in there)
    for word, starts in _words(english):
        if not word[0].isupper():
            counts.english_small[word] += 1
        elif not starts:
            counts.english_capital[word] += 1
            counts.english_copied[word] += word in here or word + "s" in here


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Each word, and whether a sentence or a quotation starts with it."""
    for match in WORD.finditer(text):
        before = text[: match.start()].rstrip(" \"'„“”»›«(–-")
        yield match[0], not before or before[-1] in ".!?:"


if __name__ == "__main__":
    main()
