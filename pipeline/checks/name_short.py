"""Names of which the English has the letters that they begin with ("LA"), or a part: "Lazio" for "Lazio Rom"."""
from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks import name_forms
from pipeline.checks.name_pair import Pair, stands
from pipeline.checks.name_spelling import plain
from pipeline.checks.name_words import is_letters

_SIDE = re.compile(r"(?:Nord(?:ost|west)?|Süd(?:ost|west)?|Ost|West|Zentral|Mittel|Ober|Unter|Nieder)(?=[a-zäöü]{4})")

_CLUBS = frozenset(
    "AEK Ajax Arminia Atalanta Austria Benfica Besiktas Beşiktaş Bayer Borussia Celtic Dinamo Dynamo Eintracht "
    "Espanyol Fenerbahce Fenerbahçe Feyenoord Fortuna Galatasaray Hertha Hibernian Inter Juventus Lazio "
    "Legia Lokomotive Olympiakos Olympique Panathinaikos Partizan Rangers Rapid Schachtar Slavia Sparta Spartak "
    "Sporting Sturm Udinese Werder Wacker Zenit".split()
)
"""Clubs that English names without their town."""


def in_letters(pair: Pair, at: int) -> bool:
    """Whether the English has two words or more, this one among them, by the letters that they begin with."""
    run = list(_run(pair, at))
    bare = pair.whole.replace(".", "")
    for begin in range(len(run)):
        for end in range(begin + 2, len(run) + 1):
            if at in run[begin:end]:
                letters = "".join(pair.german[index].text[0] for index in run[begin:end])
                if re.search(rf"(?<!\w){letters}(?!\w)", bare):
                    return True
    return False


def is_club(pair: Pair, at: int) -> bool:
    """Whether a town follows its club, which English names without it: "Lazio" for "Lazio Rom"."""
    club = pair.german[at - 1]
    return at > 0 and pair.german[at].close and club.text in _CLUBS and stands(club.plain, pair)


def are_a_kind(pair: Pair, at: int) -> bool:
    """Whether letters stand before a name that the English has without them: "Wolbeck" for "TSV Wolbeck"."""
    last = at + 1 == len(pair.german)
    if last or not is_letters(pair.german[at].text) or not pair.german[at + 1].close:
        return False
    return pair.german[at + 1].capital and stands(pair.german[at + 1].plain, pair)


def of_a_side(word: str, pair: Pair) -> bool:
    """Whether the English has the land whose side a word names: "eastern Afghanistan" for "Ostafghanistan"."""
    side = _SIDE.match(word)
    if side is None:
        return False
    rest = word[side.end() :].capitalize()
    forms = name_forms.known([rest])
    return any(name_forms.stands_in(known.form, pair.whole) for known in forms) or stands(plain(rest), pair)


def _run(pair: Pair, at: int) -> Iterator[int]:
    """Where the words with capitals begin and end that stand beside each other round one."""
    words = pair.german
    begin = at
    while begin and words[begin].close and words[begin - 1].capital:
        begin -= 1
    end = at
    while end + 1 < len(words) and words[end + 1].close and words[end + 1].capital:
        end += 1
    return iter(range(begin, end + 1))
