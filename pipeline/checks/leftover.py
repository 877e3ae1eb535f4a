"""German that the English did not translate: small German words in it, or the whole sentence copied.

German names ("Die Zeit", "von der Leyen", "Rot-Weiß") and quotations in German are not leftovers, and so only words
that are written small in both languages' sentences count, and those that are words of English too do not. A German
sentence that is English already may come out as it is.
"""
from __future__ import annotations

import functools
import re
from itertools import pairwise

from pipeline.quotations import is_english
from pipeline.values import Flag, Severity

_WORD = re.compile(r"[^\W\d_]+")
_MARKS = "().,;:!?…'’‘–—-/[]*"
_QUOTED = re.compile(r"[„“»\"‚‹«‘`][^„“”»«\"‹›]{1,300}[“”«\"›»‘’']")
"""Words in quotation marks: titles and slogans stay as they are."""
_SMALL = """
der das und ist nicht ein eine einen einem einer eines zu dem des mit sich auf für von er sie wir es dass als bei nach
aus um zur zum wie aber noch nur oder wenn kann wird werden wurde wurden haben habe hatte hatten sind sein ihr ihre
ihrer ihrem seine seiner seinem seinen uns unser kein keine mehr sehr schon immer durch über vor bis gegen unter
zwischen ohne da dann doch denn weil ob jetzt heute alle alles etwas nichts müssen muss soll sollen will wollen können
dürfen geht gibt macht ja nein gut ganz auch bereits zwei drei jahr jahren diese dieser dieses diesem damit darauf
dabei dort seit jedoch sowie beim vom ins ans würde wäre hätte könnte sollte sagte laut rund etwa viele wieder zudem
sei seien habe
""".split()
_NAMES = """
de la le les dpa apa afp ap sid ots red pez of the and del von van der zu den dem da di du al el bin ibn for auf im
zum zur am vom und a i y on at to st e u o s t it is his her live fast still not no hat rest also also general
national international digital total normal global legal social central mobile moderate minister person form test land
wind arm hand finger name man men all so was were pro per via studio team online hotel restaurant festival text video
radio film bus taxi bank park ring test job fan fans star stars tour euro dollar cent million km mm cm kg m g h min
iphone app apps email com net org www http https ab wo her rat art
"""
_ENGLISH_TOO = frozenset("das des will um bis am war hat rat gut uns er ja so in an man die den sein der von".split())


def check(german: str, english: str) -> tuple[Flag, ...]:
    """Severe where two small German words stand side by side, or the sentence is the German; a hint for one word."""
    if max(len(german), len(english)) > 20_000 or is_english(german):
        return ()
    words, source = _words(english), _words(german)
    if len(source) > 3 and words == source:
        if not any(word in _german() for word in source):
            return ()
        return (_flag("The German stands here untranslated."),)
    there = frozenset(source)
    german_at = [k for k, word in enumerate(words) if word and word in _german() and word in there]
    strange = [k for k, word in enumerate(words) if word in there and word.islower() and _LETTERS.search(word)]
    odd = sorted({*german_at, *strange})
    copied, sure = _copied(words, source)
    if copied:
        return (_flag(f"“{copied}” is German, left in the English.", hint=not sure),)
    if not odd:
        return ()
    pairs = [(a, b) for a, b in pairwise(odd) if b - a <= 2]
    shown = " ".join(words[pairs[0][0] : pairs[0][1] + 1] if pairs else [words[odd[0]]])
    sure = bool(pairs) or bool(strange)
    return (_flag(f"“{shown}” is German, left in the English.", hint=not sure),)


def _words(text: str) -> list[str]:
    """The words that are only letters, outside quotation marks and addresses; "" where others stand between them."""
    tokens = (token.strip(_MARKS) for token in _QUOTED.sub(" 0 ", text).split())
    return [token if _WORD.fullmatch(token) else "" for token in tokens]


def _copied(words: list[str], source: list[str]) -> tuple[str, bool]:
    """Words that stand side by side in both, one of them small and no word of English, and whether that is sure.

    Sure is a common German word among them, or two small ones of which one looks German. English inside the German
    is nothing.
    """
    places: dict[tuple[str, str], int] = {}
    for place, pair in enumerate(pairwise(source)):
        places.setdefault(pair, place)
    unsure = ""
    for k, pair in enumerate(pairwise(words)):
        at = places.get(pair)
        if at is None or not any(word.islower() and len(word) > 1 and word not in _both() for word in pair):
            continue
        if is_english(" ".join(source[max(0, at - 5) : at + 8])):
            continue
        start, end = 0, 2
        while words[k + end : k + end + 1] == source[at + end : at + end + 1] != [""] and k + end < len(words):
            end += 1
        while min(k, at) > start and words[k - start - 1] == source[at - start - 1] != "":
            start += 1
        run = words[k - start : k + end]
        small = [word for word in run if word.islower() and word not in _both()]
        looks = len(small) > 1 and any(_SHAPE.search(word) for word in small)
        if looks or any(word in _german() or (_LETTERS.search(word) and word.islower()) for word in run):
            return " ".join(run), True
        unsure = unsure or " ".join(run)
    return unsure, False


_SHAPE = re.compile("(?:en|lich|ig|ung|isch[aeo]?|te|est|cht)$|sch|tz")
"""How German words look that are no English ones."""
_LETTERS = re.compile("[äöüß]")


def _flag(message: str, *, hint: bool = False) -> Flag:
    severity = Severity.HINT if hint else Severity.SEVERE
    return Flag("leftover", message, severity, "Have that part translated by a person, or leave the sentence out.")


@functools.cache
def _both() -> frozenset[str]:
    """Small words that are words of both languages, or of names."""
    return _ENGLISH_TOO | frozenset(_NAMES.split())


@functools.cache
def _german() -> frozenset[str]:
    return frozenset(_SMALL) - _ENGLISH_TOO
