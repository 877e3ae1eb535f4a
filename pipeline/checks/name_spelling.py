"""Whether a German and an English spelling are one name: inflected, transcribed otherwise, or misspelt.

German and English write names from other alphabets each after its own sounds ("Chodorkowski", "Khodorkovsky");
``sound`` makes both alike. Doubled letters count, so that "Karrenbauer" and "Karenbauer" stay two spellings.
"""
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_GERMAN_ENDINGS = ("s", "n", "e", "es", "en", "er", "ers", "ern", "in", "ens", "innen", "ianer", "aner")
_ENGLISH_ENDINGS = frozenset("s n i an ian ans ians er ers ese ite ites is ism ist ists".split())
_SOUNDS = (
    ("dsch", "J"), ("dj", "J"), ("dzh", "J"), ("tsch", "C"), ("tch", "C"), ("sch", "S"), ("sh", "S"), ("zh", "S"),
    ("kh", "H"), ("ch", "H"), ("ph", "f"), ("th", "t"), ("gh", "g"), ("ts", "z"), ("tz", "z"), ("ck", "k"), ("ks", "x"),
    ("iya", "ia"), ("ya", "ia"), ("ja", "ia"), ("yu", "iu"), ("ju", "iu"), ("ye", "e"), ("je", "e"), ("yo", "io"),
    ("jo", "io"),
    ("ij", "i"), ("iy", "i"), ("yj", "i"), ("yy", "i"), ("ou", "u"), ("oo", "u"), ("qu", "k"),
    ("y", "i"), ("j", "i"), ("w", "v"), ("q", "k"), ("c", "k"), ("s", "z"), ("iia", "ia"),
)  # fmt: skip
_CHANGES = (
    ("ä", "e"), ("Ä", "E"), ("ş", "sh"), ("Ş", "Sh"), ("tsch", "ch"), ("Tsch", "Ch"), ("sch", "ch"), ("Sch", "Ch"),
    ("æ", "e"), ("Æ", "E"), ("zi", "ci"), ("ze", "ce"), ("zy", "cy"),
)  # fmt: skip
"""Other ways in which English and French write what a German spelling has."""
_RULERS = frozenset(
    "karl charles|ludwig louis|johann john|johannes john|wilhelm william|friedrich frederick|heinrich henry|"
    "franz francis|"
    "franziskus francis|elisabeth elizabeth|katharina catherine|jeanne joan|johanna joan|paulus paul|petrus peter|"
    "philipp philip|jakob james|georg george|maria mary|margarethe margaret|benedikt benedict|eduard edward".split("|")
)
"""Names of popes, kings and saints in German and English."""
_LATIN_ENDINGS = (
    ("ien", "ia"), ("ie", "y"), ("ie", "ic"), ("ien", "ies"), ("ei", "y"), ("ik", "ic"), ("ismus", "is"),
    ("isten", "ists"), ("aner", "an"), ("ismus", "ism"), ("os", "us"), ("er", "re"), ("ie", "ia"), ("aten", "ati"),
    ("ner", "en"),
)  # fmt: skip


@lru_cache(maxsize=8192)
def plain(word: str) -> str:
    """A word in small letters without accents, its umlauts in one way: "Müller", "Mueller" and "Muller" are alike."""
    word = word.lower().replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("ı", "i")
    word = word.replace("æ", "ae").replace("œ", "oe")
    word = "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
    return re.sub("(?<![aeq])([aou])e", r"\1", word)


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """What a spelling sounds like, roughly, whether it follows German or English."""
    word = plain(word)
    for spelling, letter in _SOUNDS:
        word = word.replace(spelling, letter)
    return word


def same(german: str, english: str) -> bool:
    """Whether two words are one but for German and English endings; both as ``plain`` gives them."""
    if german == english or (len(english) == 2 and german == english + "s"):
        return True
    if len(german) > 8 and german[:-1] == english[:-1] and german[-2] == "e":
        return german[-1] in "nrms" and english[-1] in "nrms"
    if german.startswith(english) and len(english) >= 3 and german[-2:] not in ("nn", "ss", "ee"):
        if german[len(english) :] in _GERMAN_ENDINGS:
            return True
    elif english.startswith(german) and len(german) >= 3 and english[len(german) :] in _ENGLISH_ENDINGS:
        return True
    for ending in ("n", "en", "e", "er", "ern"):
        if german.endswith(ending) and english in (german[: -len(ending)] + "s", german[: -len(ending)] + "en"):
            return True
    return any(
        german.endswith(of) and english.startswith(german[: -len(of)] + to) and len(german) - len(of) > 2
        for of, to in _LATIN_ENDINGS
    )


def alike(german: str, english: str) -> bool:
    """Whether two spellings may be two transcriptions of one name."""
    if f"{plain(german)} {plain(english)}" in _RULERS:
        return True
    other = sound(english)
    spellings = {german, *(german.replace(*change) for change in _CHANGES if change[0] in german)}
    for spelling in spellings:
        mine = sound(spelling)
        if len(mine) > 3 and (mine == other or same(mine, other)):
            return True
        if len(mine) > 4 and other in (mine.removesuffix("uz"), mine + "e"):
            return True
        if len(mine) > 3 and spelling != german and same(plain(spelling), plain(english)):
            return True
    return False


def akin(german: str, english: str) -> bool:
    """Whether two words begin with the same sound and three same consonants, as "Assyrer" and "Assyrians".

    Enough to doubt that a name is lost, too little to say that it is there.
    """
    mine, other = sound(german), sound(english)
    return mine[:1] == other[:1] and len(_bones(mine)) > 2 and _bones(mine)[:3] == _bones(other)[:3]


def _bones(spelling: str) -> str:
    return re.sub("[aeiou]", "", spelling)


def misspelt(german: str, english: str) -> bool:
    """Whether one spelling is the other with a letter wrong, in words of four to seven letters, or two, in longer ones.

    A German genitive's s does not count.
    """
    limit = 0 if len(german) < 4 else 1 if len(german) < 8 else 2
    if not limit or abs(len(german) - len(english)) > limit + 1:
        return False
    if german[0] != english[0] and german[1:4] != english[1:4]:
        return False
    forms = (german, german[:-1]) if german.endswith("s") and len(german) > 4 else (german,)
    return any(0 < distance(form, english, limit) <= limit for form in forms)


def distance(one: str, other: str, limit: int) -> int:
    """Letters lost, added, changed or exchanged with their neighbour; anything over ``limit`` is ``limit`` + 1."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, there in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != there))
            if last and j > 1 and letter == other[j - 2] and there == one[i - 2]:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]
