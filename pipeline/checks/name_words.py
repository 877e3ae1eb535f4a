"""Which words of a German sentence may be names, although German writes every noun with a capital.

A candidate is a capitalised word that is not known as a common word. Common words are kept as stems, and a word that
ends in one after three letters or more is a compound of it ("Regierungssprecher" in "sprecher").
"""
from __future__ import annotations

import re
from collections.abc import Container
from functools import cache, lru_cache

_ENDING = re.compile(r"(?:innen|in|ern|ers|en|er|es|em|e|n|s)$")
_ENGLISH_ENDING = re.compile(r"(?:ing|ed|er|ers|es|s|ly|e)$")
_TOWN = re.compile(
    r".(?:burg|bach|berg|feld|dorf|stadt|stedt|furt|heim|hausen|ingen|kirchen|brunn|weiler|hafen|wind|tal|ach|au|beck|"
    r"stein)$"
)
_FOREIGN = re.compile(
    r"[áéíóúàèìòùâêîôûãõñçčćšžřěůłńśźżąęåøæğışțăëï]|(?:[zsck]ki|ov|ev|ova|eva|owa|ewa|ović|ovic|evic|sson|ez|elli|etti|escu|dze|wili|vili)s?$"
)
_BORROWED = re.compile(r"(?:ée?|éen|ière|aire|oire|ère|ête|ême|êpe|ège|èce|ôte|çon)[sn]?$")
"""How words end that German has from French, and that are no names: "Soirée", "Première", "Crêpes"."""
_SUFFIXES = re.compile(
    r".{3}(?:ungen|ung|heiten|heit|keiten|keit|schaft|schaften|tionen|tion|ismus|ität|täten|nisse|tum|lein|chen)$"
)


def stem(word: str) -> str:
    """A German word in small letters without its ending, and no shorter than three letters; "" endings stay."""
    for _ in range(2):
        cut = _ENDING.sub("", word)
        if len(cut) < 3 or cut == word:
            return word
        word = cut
    return word


def english_stem(word: str) -> str:
    """An English word in small letters without its ending."""
    cut = _ENGLISH_ENDING.sub("", word)
    return cut if len(cut) > 2 else word


def ends_in(word: str, stems: Container[str]) -> bool:
    """Whether a stem of four letters or more ends ``word`` after at least three others."""
    return any(word[at:] in stems for at in range(3, len(word) - 3))


@lru_cache(maxsize=8192)
def is_common(word: str) -> bool:
    """Whether a German word is no name, as far as the table says."""
    if is_known_name(word) or is_organisation(word):
        return False
    small = word.lower()
    known = _common()
    if word.isupper() and len(word) == 3:
        return small in known
    short = stem(small)
    if short in known or small in known or ends_in(short, known) or bool(_SUFFIXES.search(small)):
        return True
    return not may_be_town(word) and is_compound(small)


_TAILS = frozenset("tag zug amt art rat not uhr typ akt job".split())


def is_compound(small: str) -> bool:
    """Whether a word in small letters is two common ones ("Saison", "Beginn").

    A stem may be too short to be looked for at a word's end ("beg"), and so both have to be common, and long together:
    a surname is soon two short words ("Nab", "Bäumer").
    """
    known = _common()
    if small[-3:] in _TAILS and _is_word(small[:-3].removesuffix("s")):
        return True
    ends = range(3, len(small) - 3) if len(small) > 9 and not small.endswith("mann") else ()
    return any(stem(small[at:]) in known and _is_word(small[:at].removesuffix("s")) for at in ends)


def _is_word(small: str) -> bool:
    known = _common()
    return len(small) > 2 and (stem(small) in known or small in known or ends_in(stem(small), known))


def is_listed(word: str) -> bool:
    """Whether a German word is common by itself, not only by what it ends in."""
    small = word.lower()
    return stem(small) in _common() or small in _common()


@cache
def _common() -> frozenset[str]:
    return table("common_german")


def table(name: str) -> frozenset[str]:
    """The words of a list that comes with the package."""
    from importlib.resources import files

    lines = (files("pipeline.checks") / f"{name}.tsv").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@cache
def _first_names() -> frozenset[str]:
    return table("first_names")


@cache
def _common_english() -> frozenset[str]:
    return table("common_english")


_FIRST_NAMES = frozenset(
    "Adam Adrian Alex Alexander Alexandra Alfred Andrea Andreas Angelika Anja Anna Anne Anton Armin Arnold "
    "August Axel Barbara Beate Benjamin Bernd Bernhard Bettina Birgit Björn Boris Brigitte Bruno Carl Carla "
    "Carmen Carsten Celia Christa Christian Christina Christine Christoph Claudia Claus Clemens Cornelia "
    "Daniel Daniela David Denis Diana Dieter Dietmar Dirk Dominik Doris Eduard Elena Elisabeth Elke Emil "
    "Erich Erik Ernst Erwin Eva Felix Ferdinand Florian Frank Franz Franziska Friedrich Fritz Gabriel "
    "Gabriele Georg Gerald Gerd Gerhard Gert Gisela Gregor Günter Günther Gustav Hannes Harald Hartmut Heike "
    "Heiko Heinrich Heinz Helga Helmut Herbert Hermann Horst Hubert Hugo Ingrid Irene Iris Jakob Jan Jana "
    "Jens Joachim Jochen Johann Johanna Johannes Jonas Josef Judith Julia Julian Jutta Jörg Karin Karl "
    "Karoline Katharina Katrin Kerstin Klara Klaus Konrad Kurt Lars Laura Lena Leo Leonhard Lisa Lorenz "
    "Ludwig Lukas Manfred Manuela Marcel Marco Marcus Maria Marie Mario Marion Mark Marko Markus Martin "
    "Martina Mathias Matthias Max Maximilian Michael Michaela Miriam Monika Moritz Nadine Natalie Nicole "
    "Nikolaus Nina Nora Norbert Olaf Oliver Oskar Otto Patrick Paul Paula Peter Petra Philipp Rainer Ralf "
    "Ralph Reinhard Reinhold Renate Richard Robert Roland Rolf Roman Rudolf Sabine Samuel Sandra Sarah "
    "Sebastian Sigrid Silvia Simon Simone Sonja Sophie Stefan Stefanie Stephan Steffen Susanne Sven Sylvia "
    "Tanja Theo Theodor Thomas Tim Tobias Torsten Udo Ulrich Ulrike Ursula Ute Uwe Verena Veronika Viktor "
    "Volker Walter Werner Wilhelm Willi Wolf Wolfgang Yvonne".split()
)
_TITLE = re.compile(
    r"(?:Herrn?|Frau|Papst|Professor|Dr|Prof|Coach|(?:.*[a-zäöü])?(?:[Pp]räsident|[Kk]anzler|[Mm]inister|[Pp]remier|[Ss]enator|[Rr]ichter|"
    r"[Bb]ürgermeister|[Tt]rainer|[Ss]precher|[Ss]ekretär|[Ss]türmer|[Aa]nwalt|[Dd]irektor)(?:in|en)?|.*chef(?:in)?|Kollege|Kollegin)"
)


def is_first_name(word: str) -> bool:
    """Whether a word is in the list of first names."""
    return word in _first_names() or word in _FIRST_NAMES


@cache
def _known_names() -> frozenset[str]:
    return table("known_names")


def is_known_name(word: str) -> bool:
    """Whether a word, a genitive's s aside, is one that human translators leave as it is."""
    known = _known_names()
    return word in known or (word.endswith("s") and word[:-1] in known and not is_listed(word))


@cache
def _organisations() -> frozenset[str]:
    return table("organisations")


def is_organisation(word: str) -> bool:
    """Whether a word, a genitive's s aside, is an organisation that German and English call alike."""
    known = _organisations()
    return word in known or (word.endswith("s") and word[:-1] in known)


def looks_foreign(word: str) -> bool:
    """Whether letters or an ending that German words have not make a word a name, unless it is known as common."""
    return bool(_FOREIGN.search(word)) and not _BORROWED.search(word) and not is_listed(word)


def may_be_town(word: str) -> bool:
    """Whether a word ends as German towns do, which common words do too ("Regensburg", "Ritterburg")."""
    return len(word) > 6 and bool(_TOWN.search(word))


_BARE = frozenset(
    "in aus nach bei von vor mit für gegen um zwischen neben wegen über ohne bis an auf zu und oder sowie "
    "als dass wie so auch sagt sagte erklärte meinte betonte hat hatte ist war will soll wird wurde kann "
    "könnte muss sei habe werde laut nahe rund bekommt sieht kommt geht macht steht hält".split()
)


def leaves_bare(word: str) -> bool:
    """Whether after this German word a noun hardly stands without an article, but for names."""
    return word.lower() in _BARE


def is_letters(word: str) -> bool:
    """Whether a German word is written as abbreviations are: capitals alone, or within as "BamS" and "OeNB"."""
    if word.isupper():
        return True
    inner = sum(letter.isupper() for letter in word[1:])
    return 3 <= len(word) <= 6 and inner > 0 and word not in _WRITTEN and not word.endswith(("In", "Innen"))


def is_title(word: str) -> bool:
    """Whether a German word stands before a person's name."""
    return bool(_TITLE.fullmatch(word))


_WRITTEN = frozenset("GmbH PhD GroKo GoKart KMUs PKWs LKWs AGs IDs NGOs TVs DVDs CDs PCs SUVs MPs".split())

_NOT_NAMES = frozenset(
    "Christian Christians Bundesliga Internet Das Der Die Brexit GmbH June July May March April August "
    "September October November December January February Jan Feb Tories Tory Roman Romans Bay Aug Sept Nov "
    "Oct Dec Santa Utd Calif Wash Sens Reps".split()
)


def is_no_name(word: str) -> bool:
    """Whether an English word looks like a name, or is in some name, but is none that could be lost or invented."""
    return word in _NOT_NAMES


def may_be_english(word: str) -> bool:
    """Whether English writes a word with a capital without its being a name."""
    small = word.lower()
    known = _common_english()
    return english_stem(small) in known or small in known or word in _NOT_NAMES
