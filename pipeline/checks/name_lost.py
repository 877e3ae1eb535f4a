"""Names of a German sentence that its English lacks or spells otherwise.

Candidates come from three places: a table of names whose English form differs (``name_forms``); capitalised words that
are not known as common German words (``name_words``); and words of any kind alone after a verb of speaking or a title.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.checks import name_forms
from pipeline.checks.name_pair import Pair, Word, after, before, stands, transcribed
from pipeline.checks.name_short import are_a_kind, in_letters, is_club, of_a_side
from pipeline.checks.name_spelling import akin, misspelt, plain
from pipeline.checks.name_words import (
    is_common,
    is_first_name,
    is_known_name,
    is_letters,
    is_listed,
    is_organisation,
    is_title,
    leaves_bare,
    looks_foreign,
    may_be_english,
    may_be_town,
)
from pipeline.checks.place_names import is_english, is_place

_PLACED = frozenset(("in", "aus", "nach", "bei", "In", "Aus", "Nach", "Bei"))
_TOWNS = frozenset("Essen Siegen Hagen Plauen Baden Zug Weiden".split())
"""Towns whose names are words: they are meant where no article is."""
_SPOKE = frozenset(
    "sagte sagt betonte betont erklärte erklärt meinte meint erzählt erzählte berichtete bestätigte".split()
)
_DAYS = frozenset("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag".split())
_ADDRESS = frozenset(("Herr", "Herrn", "Frau"))
_RANK = re.compile(
    r"(?:.*hauptmann|Hauptmann|Oberst|.*leutnant|Leutnant|General|Pfarrer|Doktor|Lehrer|Kommissar|Abgeordnete|Vorsitzende|Kolleg|"
    r"Berichterstatter|Botschafter|Stadtrat|Landesrat|Landesrätin|Nachbar|Doktor)(?:in|[ern])?"
)
_STREETS = frozenset("Straße Strasse Str Allee Gasse Platz Weg Ring Damm Ufer".split())
_NO_ORGANISATION = frozenset(
    "EUR USD HUF CZK CHF GBP AUD CAD NZD JPY RUB CNY TRY SEK NOK DKK PLN INR NGN BRL MXN SMS PIN PDF GB MB TB KB "
    "MBs GBs PS MHz GHz WM EM WC CO KG AG "
    "FC SC SV FK BK TV DVD CD PC IT PR OP UV II III IV VI VII VIII IX XI XII XIII XIV XV XVI".split()
)


class Missing(NamedTuple):
    """A name of the German that the English lacks."""

    text: str
    kind: str
    """``person``, ``people`` (of a nation), ``place``, ``organisation``; ``name`` if unknown, "" if perhaps none."""
    english: str = ""
    """An English form of it, where the table has one."""
    sure: bool = False
    instead: str = ""
    """What the English spells in its place."""


class _Seen(NamedTuple):
    """What the words around a word say: a kind, "" where nothing says that it is a name, and whether it surely is."""

    kind: str
    sure: bool


def missing(pair: Pair, *, changed: bool, perhaps: bool, instead: bool = False) -> Iterator[Missing]:
    """Names of the German that the English lacks.

    ``changed``: the English has a name that the German has not; ``perhaps``: it may have one.
    """
    taken: set[int] = set()
    for known in name_forms.known([word.text for word in pair.german]):
        taken.update(range(known.first, known.last + 1))
        if not (_is_there(known, pair) or in_letters(pair, known.first)):
            yield _of_table(known, pair, perhaps=perhaps, instead=instead)
    follows = False
    for at, word in enumerate(pair.german):
        if at in taken or not word.capital:
            follows = False
            continue
        seen = _seen(pair.german, at)
        if stands(word.plain, pair):
            follows = seen.kind != ""
            continue
        sure = seen.sure or (follows and word.close) or (changed and not word.first) or _letters_lost(pair, at, perhaps)
        follows = (seen.kind != "" and is_known_name(word.text)) or is_first_name(word.text)
        left_out = not (perhaps or instead) and are_a_kind(pair, at)
        lost = None if left_out else _lost(pair, at, seen, sure, instead)
        if lost:
            yield lost


def _is_there(known: name_forms.Known, pair: Pair) -> bool:
    """Whether the English has one of a name's forms, accents and capitals aside, or what the German has."""
    if name_forms.stands_in(known.form, pair.whole) or stands(plain(known.text).replace(" ", ""), pair):
        return True
    if known.form.kind == "organisation":
        small = pair.whole.lower()
        return any(" " in text and text.lower() in small for text in known.form.english)
    if not known.form.listed:
        return False
    forms = (plain(text).replace(" ", "") for text in known.form.english)
    if any(len(form) > 4 and form in pair.joined for form in forms):
        return True
    word = pair.german[known.first]
    return known.first == known.last and any(transcribed(word, other) for other in pair.english if other.capital)


def _of_table(known: name_forms.Known, pair: Pair, *, perhaps: bool, instead: bool) -> Missing:
    near = next((word.text for word in pair.english if word.capital and _misspells(known.form, word)), "")
    # "der Münchner" is whoever was named before: translators name him again; "US-Dollar" is "$".
    first, last = pair.german[known.first], pair.german[known.last]
    sure = known.text != "US" and known.form.kind not in ("people", "name")
    # "der EU-Gipfel" is the summit, and "Lazio Rom" is Lazio.
    compound = known.form.kind == "organisation" and (first.tail or last.head)
    sure = sure and (perhaps or instead or not compound) and not is_club(pair, known.first)
    sure = sure or bool(near)
    return Missing(known.text, known.form.kind, known.form.shown, sure, near)


def _lost(pair: Pair, at: int, seen: _Seen, sure: bool, instead: bool) -> Missing | None:
    """What is missing where a word has no like in the English, if anything is."""
    word = pair.german[at]
    near = [other for other in pair.english if (seen.kind or other.capital) and misspelt(word.plain, other.plain)]
    if near and all(other.capital and not may_be_english(other.text) for other in near):
        if transcribed(word, near[0]):
            return None
        return Missing(word.text, seen.kind, "", not _mended(word, near[0]), near[0].text)
    if not seen.kind or near or any(transcribed(word, other) for other in pair.english) or _part(pair, at):
        return None
    if is_letters(word.text) and _spelt_out(word.text.upper(), pair):
        return None
    if in_letters(pair, at) or of_a_side(word.text, pair) or (word.bracket and _turned(word.text, pair)):
        return None
    doubtful = (word.text.isupper() and word.bracket and not _kept_bracket(pair)) or word.text in _NO_ORGANISATION
    doubtful = doubtful or (len(word.text) < 3 and not instead) or is_club(pair, at)
    doubtful = doubtful or any(other.capital and _may_be(word, other) for other in pair.english)
    if not doubtful and (sure or _two(pair, at)):
        return Missing(word.text, seen.kind, "", True)
    if instead and not doubtful and not word.first:
        return Missing(word.text, seen.kind, "", True)
    return Missing(word.text, seen.kind) if _bare(pair.german, at) else None


def _kept_bracket(pair: Pair) -> bool:
    """Whether the English has as many brackets: translators leave letters out with the brackets round them."""
    return 0 < sum(word.bracket for word in pair.german) <= sum(word.bracket for word in pair.english)


def _may_be(word: Word, other: Word) -> bool:
    """Whether an English word may be a name that begins alike; of two known places neither is the other."""
    known = is_place(other.text) or is_english(other.text) or name_forms.is_listed(other.text)
    return akin(word.text, other.text) and not (known and is_place(word.text))


def _turned(letters: str, pair: Pair) -> bool:
    """Whether the English has the same letters in another order, as where it translates what they stand for."""
    return any(word.text.isupper() and sorted(word.text) == sorted(letters) for word in pair.english)


def _mended(word: Word, other: Word) -> bool:
    """Whether the English has a name that is known where the German has none such: a misprint put right, perhaps."""
    return is_known_name(other.text) and not (is_known_name(word.text) or is_first_name(word.text))


def _seen(words: Sequence[Word], at: int) -> _Seen:
    word, last, following = words[at], before(words, at), after(words, at)
    common = is_common(word.text)
    if _is_person(words, at, common):
        return _Seen("person", True)
    town = may_be_town(word.text) or word.text in _TOWNS or not common
    if last is not None and last.text in _PLACED and town:
        plural = word.text.endswith(("en", "ern", "eln")) and word.text not in _TOWNS
        return _Seen("place", not plural or is_known_name(word.text) or may_be_town(word.text))
    if following is not None and following.text in _SPOKE and not common:
        return _Seen("person", True)
    if is_known_name(word.text) or looks_foreign(word.text):
        return _Seen("name", is_known_name(word.text))
    if is_organisation(word.text):
        return _Seen("organisation", True)
    if is_place(word.text):
        return _Seen("place", not word.first and leaves_bare(words[at - 1].text))
    if common or (word.tail and not word.text.isupper()):
        return _Seen("", False)
    if following is not None and following.text in _STREETS and word.text.endswith("er"):
        return _Seen("name", True)
    return _Seen("organisation" if is_letters(word.text) and len(word.text) > 2 else "name", False)


def _is_person(words: Sequence[Word], at: int, common: bool) -> bool:
    """Whether a first name, a title, or alone a verb of speaking is before a word."""
    word, last, following = words[at], before(words, at), after(words, at)
    alone = not word.head and (following is None or not following.capital)
    if last is None or word.text in _DAYS or (last.text in _ADDRESS and _RANK.fullmatch(word.text)):
        return False
    if following is not None and following.text == "zufolge":
        return False
    if alone and last.text in _SPOKE:
        return True
    if alone and last.text == "so" and not last.close and not common:
        return True
    plural = common and word.text.endswith("en")
    if alone and is_title(last.text) and not is_title(word.text) and not plural:
        # Many surnames are common words: "Frau Keller", but "Minister" stands before any.
        return last.text in _ADDRESS or not is_listed(word.text)
    return not common and (is_first_name(last.text) or is_title(last.text))


def _part(pair: Pair, at: int) -> bool:
    """Whether the English has the word after: a first name or title left out, which is no loss."""
    following = after(pair.german, at)
    return (
        following is not None
        and following.capital
        and (is_first_name(pair.german[at].text) or not is_common(following.text))
        and stands(following.plain, pair)
    )


def _two(pair: Pair, at: int) -> bool:
    """Whether the next word is no common one either, and lost as well."""
    following = after(pair.german, at)
    return (
        following is not None
        and following.capital
        and not pair.german[at].first
        and not following.head
        and not is_common(following.text)
        and not stands(following.plain, pair)
    )


def _letters_lost(pair: Pair, at: int, perhaps: bool) -> bool:
    """Whether capitals are lost for sure: three or more alone, or where the English has a name of its own."""
    word = pair.german[at]
    alone = len(word.text) > 2 and not word.head and (not word.bracket or _kept_bracket(pair))
    return is_letters(word.text) and (perhaps or alone)


def _spelt_out(letters: str, pair: Pair) -> bool:
    """Whether English words with capitals begin with the letters, in their order: "International Tennis Federation"."""
    return letters in "".join(word.text[0] for word in pair.english if word.text[0].isupper())


def _misspells(form: name_forms.Form, word: Word) -> bool:
    """Whether a word that is not known in English is a misspelt form of a name."""
    return not may_be_english(word.text) and any(
        misspelt(plain(text), word.plain) for text in form.english if " " not in text
    )


def _bare(words: Sequence[Word], at: int) -> bool:
    """Whether a word stands where a noun that is no name would have an article."""
    word = words[at]
    return word.text.isupper() or word.first or leaves_bare(words[at - 1].text)
