"""Words in quotation marks: where they are, whether somebody is quoted or something named, and in which language.

Limits: quotation marks inside quotation marks belong to the outer ones; typewriter apostrophes ('so') are
never quotation marks; an unclosed mark quotes up to the end of the text. Whether words are English is
judged by common English and German words alone, so a quotation of rare words is taken for German.
"""
from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from enum import StrEnum

ENGLISH_IN_SOURCE = "English in the source"
TRANSLATED_BACK = "translated back from German: not necessarily the speaker's wording"


class Use(StrEnum):
    """What quotation marks are there for."""

    SPEECH = "speech"
    NAME = "name"
    """A title, a name, or a single word held at arm's length."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """``text[start:end]`` is ``words``, without the marks; ``closed`` says whether a closing mark was found."""

    start: int
    end: int
    words: str
    use: Use
    note: str
    closed: bool = True


def find_quotations(text: str) -> tuple[Quoted, ...]:
    """Everything in quotation marks in ``text``, in order and not nested.

    Speech and name are told apart so: up to three capitalised words, or more in the manner of a title
    (every word capitalised but the small ones), name something, unless a colon or a verb of saying sets
    them off; one word always does, unless so set off; everything else is speech.
    """
    return tuple(_quoted(text, start, end, closed) for start, end, closed in _spans(text))


def is_english(words: str) -> bool:
    """Whether ``words`` hold more common English words than common German ones, and no umlaut."""
    if re.search(r"[äöüÄÖÜß]", words):
        return False
    folded = re.findall(r"[a-z]+(?:['’][a-z]+)?", words.replace("’", "'").lower())
    english = sum(word in _english_words() for word in folded)
    german = sum(word in _german_words() for word in folded)
    return english > german


_CLOSING = {"„": "“”\"", "»": "«", "«": "»", "“": "”\"", "‚": "‘’", "‹": "›", "›": "‹", '"': '"“”'}


def _spans(text: str) -> list[tuple[int, int, bool]]:
    spans: list[tuple[int, int, bool]] = []
    place = 0
    unclosed = ""  # marks that close nowhere in the rest of the text, so that it is not searched for each again
    while place < len(text):
        if text[place] in _CLOSING and text[place] not in unclosed and _opens(text, place):
            end, closed = _end(text, place)
            unclosed += "" if closed else text[place]
            if text[place + 1:end].strip() and (closed or text[place] in '„»"'):
                spans.append((place + 1, end, closed))
                place = end
        place += 1
    return spans


def _opens(text: str, place: int) -> bool:
    """A mark opens at the start of a word; one behind a digit is an inch, one behind a letter closes."""
    before, after = text[place - 1:place], text[place + 1:place + 2]
    return not before.isalnum() and before not in tuple(".,!?…") and bool(re.match(r"[^\s,.;:!?)]|\.\.\.", after))


def _end(text: str, place: int) -> tuple[int, bool]:
    mark, inside = text[place], False
    for end in range(place + 2, len(text)):
        if text[end] not in _CLOSING[mark]:
            continue
        before, after = text[end - 1], text[end + 1:end + 2]
        # An apostrophe ("wie geht’s") looks like a closing single mark, a typewriter mark like an inner opening one.
        if text[end] in "’\"" and after.isalnum() and not (text[end] == '"' and before.isspace()):
            continue
        if text[end] == '"' and before.isspace():
            inside = mark != '"'
        elif text[end] == '"' and inside:
            inside = False
        else:
            return end, True
    return len(text), False


_SAYING = (
    r"(?:sag|schreib|schrieb|mein|erklär|twitter|beton|kritisier|warn|ruf|rief|frag|antwort|sprach|spricht|heißt|hieß|teil"
    r"|ergänz|zitier|wettert|droh|kommentier|kündig|versicher|forder|lobt|verkünd|gab|fügt|stell|poste|so\b|laut\b)"
)
_SMALL = (
    r"(?:an?|and|as|at|for|from|into|is|of|or|over|the|to|with|al|del?|de[rsm]|die|das|und|i[mns]|am|auf|aus|bei|für|mit|nach"
    r"|ohne|über|u[mn]|unter|vo[nm]|zu[mr]?|den|eine?[rs]?|on)"
)
_WORK = (
    r"(?:Film|Buch|Roman|Serie|Song|Lied|Album|Zeitung|Tageszeitung|Magazin|Portal|Sender|Blatt|Ausstellung|Projekt|Band"
    r"|Stück|Oper|Titel|Plattform|App|Spiel|Podcast|Sendung|Zeitschrift|Nachrichtenmagazin|Verein|Initiative|Programm|namens)"
)


def _quoted(text: str, start: int, end: int, closed: bool) -> Quoted:
    words = text[start:end]
    use = Use.NAME if _names(words, text[:start - 1], text[end + 1:], closed) else Use.SPEECH
    note = "" if use is Use.NAME else ENGLISH_IN_SOURCE if is_english(words) else TRANSLATED_BACK
    return Quoted(start, end, words, use, note, closed)


def _names(words: str, before: str, after: str, closed: bool) -> bool:
    if not closed or words.rstrip()[-1] in ".!?…,":
        return False
    if re.search(rf"\b{_WORK}[^\s\"„»]* $", before):
        return True
    # "Mashable", "The Verge" und ... is a list of names, not speech set off by a comma.
    if re.match(rf", [^\"„»,]*?\b{_SAYING}", after) or re.search(rf"{_SAYING}\w*[^.]*: ?$", before):
        return False
    tokens = re.findall(r"[^\W_][\w'’&.-]*", words)
    if len(tokens) <= 1:
        return True
    small = [token for token in tokens[1:] if re.fullmatch(_SMALL, token)]
    capitalised = [token for token in tokens if token[0].isupper() or token[0].isdigit()]
    return len(capitalised) + len(small) == len(tokens) and len(tokens) <= (3 if not small else 7)


@functools.cache
def _english_words() -> frozenset[str]:
    return frozenset(_ENGLISH.split())


@functools.cache
def _german_words() -> frozenset[str]:
    return frozenset(_GERMAN.split())


# The commonest words of each language that are not words of the other.
_ENGLISH = """
the of and to a is that it for you he be with on as are this have from or had not but what we can out other were
there when your how an each she which their if would about them then these could been people my than first who call
water long down day get come made may part over new sound take only little know place years live back give most
after thing our just name good sentence think say great where help through much before line right too mean old any
same tell boy follow want show also around form small set put does another even here why ask went men read need
different move try again change play away animal house point page letter mother answer found study still learn
should world every near add food between own below country school father keep never start city earth eye light
thought head under story saw left few while along might close something seem next hard open example begin life
always those both paper together got group often run time times i'm i've i'll i'd it's don't can't won't didn't
isn't you're we're they're that's let's who's what's there's yes no his her him they me us do did has let make more
like love work working way very really sorry thank thanks please today tomorrow yesterday money business company
lawsuit news stop everything nothing nobody someone going gonna wanna without against because i
"""
_GERMAN = """
der die das und ist nicht ein eine einen einem einer eines zu den dem des mit sich auf für von im ich sie er wir ihr
es dass auch als bei nach aus an um zur zum wie aber noch nur oder wenn so kann wird werden wurde haben hat habe
hatte sind sein bin bist seid uns unser mein dein kein keine mehr sehr schon immer man mich mir dich dir ihn ihm
ihnen durch über vor bis gegen unter zwischen ohne da dann doch denn weil ob hier dort jetzt heute alle alles etwas
nichts müssen muss soll sollen will wollen können dürfen geht gibt macht ja nein gut ganz
"""
