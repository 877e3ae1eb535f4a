"""Names lost, changed, misspelt or invented, where German and English can be compared.

Candidates come from three places: a table of names whose English form differs (``name_forms``); capitalised words that
are not known as common German words (``name_words``); and words of any kind after a first name or a title. English
capitals say more than German ones: within a sentence they stand for a name, but for a list of words.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.checks import name_forms
from pipeline.checks.name_spelling import alike, misspelt, plain, same
from pipeline.checks.name_words import is_common, is_first_name, is_known_name, is_no_name, is_title, leaves_bare, looks_foreign, may_be_english, may_be_town
from pipeline.values import Flag, Severity

ADVICE = "Check who or what is meant: the German name can be searched for as it stands."

_WORD = re.compile(r"[^\W\d_]+")
_NEW_SENTENCE = re.compile(r"[.!?:;|•„“\"»«”–—(/]")


_PLACED = frozenset(("in", "aus", "nach", "bei", "In", "Aus", "Nach", "Bei"))


_SPOKE = frozenset("sagte sagt betonte betont erklärte erklärt meinte meint erzählt erzählte berichtete bestätigte".split())


_CURRENCIES = frozenset("EUR USD HUF CZK CHF GBP SMS PIN PDF".split())
_SHORTENED = frozenset("aug sept oct nov dec jan feb calif wash conn mass tex fla ariz colo penn mich minn sen sens rep gov gen".split())
_SHORT = frozenset(
    "CEO CFO COO TV AP AFP DPA FIFA UEFA GDP UK US USA UN EU PM MP MPs MEP MEPs NGO NGOs IT DNA HIV AIDS PhD WWII WWI II III IV NASA BBC "
    "CIA FBI NATO IOC IMF NGO ID AI PC PR CO CD DVD SUV SUVs RTL GP NHS VAT CCTV ECB AM PM DJ TIME MOT LED GPS OK ISIS EUR USD".split()
)
"""Abbreviations by which English says what German says in words."""


class Word(NamedTuple):
    """A word as it stands, and in plain letters."""

    text: str
    plain: str
    first: bool
    """Whether a sentence, a heading, a bracket or a quotation may begin with it."""
    close: bool
    """Whether only a space is between it and the word before."""
    head: bool
    """Whether a hyphen follows it."""
    bracket: bool
    """Whether a bracket opens before it."""
    tail: bool
    """Whether a hyphen is before it: what follows one in German is hardly ever a name."""

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital and is longer than a letter."""
        return self.text[0].isupper() and len(self.text) > 1


class Missing(NamedTuple):
    """A name of the German that the English lacks: what it is, an English form, whether that is sure, what stands instead."""

    text: str
    kind: str
    english: str = ""
    sure: bool = False
    instead: str = ""


class Run(NamedTuple):
    """New English words that stand beside each other as one name."""

    text: str
    alone: bool
    """Whether no name that the German has as well is beside them: translators add first names."""
    sure: bool
    """Whether they are surely a name."""


class Pair(NamedTuple):
    """The words of both languages."""

    german: Sequence[Word]
    english: Sequence[Word]
    whole: str
    """The English as it is."""
    joined: str
    """The English in plain letters, without spaces."""
    plains: set[str]
    """The English words in plain letters."""


def check(german: str, english: str) -> tuple[Flag, ...]:
    """Flags for names of the German that the English lacks or spells otherwise, and for names only the English has."""
    words = [*_words(english)]
    pair = Pair([*_words(german)], words, english, "".join(word.plain for word in words), {word.plain for word in words})
    runs = [*_runs(pair, _new(pair, german))]
    missing = [*_missing(pair, any(run.alone for run in runs), bool(runs))]
    spelt = {name.instead for name in missing}
    flags = [_lost(name) for name in missing]
    flags += [_invented(run) for run in runs if run.text not in spelt]
    return tuple(flags)


def _words(text: str) -> Iterator[Word]:
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        first = not end or bool(_NEW_SENTENCE.search(between))
        yield Word(match[0], plain(match[0]), first, bool(end) and between == " ", text[match.end() : match.end() + 1] == "-", "(" in between, between == "-")
        end = match.end()


def _missing(pair: Pair, changed: bool, perhaps: bool) -> Iterator[Missing]:
    """Names of the German that the English lacks; ``changed``: whether the English has, ``perhaps``, a name of its own."""
    taken: set[int] = set()
    for known in name_forms.known([word.text for word in pair.german]):
        taken.update(range(known.first, known.last + 1))
        if name_forms.stands_in(known.form, pair.whole) or _stands(plain(known.text), pair):
            continue
        near = next((word.text for word in pair.english if word.capital and _like(known.form, word)), "")
        yield Missing(known.text, known.form.kind, known.form.shown, known.text != "US" and known.form.kind != "people" or bool(near), near)
    named = False
    for at, word in enumerate(pair.german):
        if at in taken or not word.capital:
            named = False
            continue
        seen = _seen(pair.german, at)
        name = seen.kind != ""
        cue = seen.sure or (named and word.close)
        if _stands(word.plain, pair):
            named = name
            continue
        named = name and is_known_name(word.text) or is_first_name(word.text)
        near = [other for other in pair.english if (name or other.capital) and misspelt(word.plain, other.plain)]
        if near and all(other.capital and not may_be_english(other.text) for other in near):
            if not _alike(word, near[0]):
                yield Missing(word.text, seen.kind or "name", "", True, near[0].text)
        elif name and not near and not any(_alike(word, other) for other in pair.english):
            if _part(pair, at):
                continue
            if cue or _two(pair, at) or changed or (word.text.isupper() and (perhaps or _stands_out(pair.german, at))):
                yield Missing(word.text, seen.kind or "name", "", True)
            elif _bare(pair.german, at):
                yield Missing(word.text, seen.kind or "name", "", False)


class Seen(NamedTuple):
    """What the words around a word say of it: a kind, "" where nothing says that it is a name, and whether it surely is one."""

    kind: str
    sure: bool


def _seen(words: Sequence[Word], at: int) -> Seen:
    word = words[at]
    before = words[at - 1] if at and word.close else None
    after = words[at + 1] if at + 1 < len(words) and words[at + 1].close else None
    alone = not word.head and (after is None or not after.capital)
    common = is_common(word.text)
    if before is not None and alone and before.text in _SPOKE or (after is not None and after.text in _SPOKE and not common):
        return Seen("person", True)
    if before is not None and (is_title(before.text) and alone or not common and is_first_name(before.text)):
        return Seen("person", True)
    if at and alone and words[at - 1].text == "so" and not words[at - 1].close and not common:
        return Seen("person", True)
    if before is not None and before.text in _PLACED and (may_be_town(word.text) or not common):
        return Seen("place", not word.text.endswith("en") or is_known_name(word.text) or may_be_town(word.text))
    if is_known_name(word.text) or looks_foreign(word.text):
        return Seen("name", True)
    if common or (word.tail and not word.text.isupper()):
        return Seen("", False)
    return Seen("organisation" if word.text.isupper() and len(word.text) > 2 else "name", False)


def _part(pair: Pair, at: int) -> bool:
    """Whether the English has the word after: a first name or title left out, which is no loss."""
    after = pair.german[at + 1] if at + 1 < len(pair.german) else None
    return after is not None and after.close and after.capital and _stands(after.plain, pair) and not is_common(after.text)


def _stands_out(words: Sequence[Word], at: int) -> bool:
    """Whether letters stand for an organisation, as far as can be seen: three or more, not in brackets, not a currency's."""
    word = words[at]
    return len(word.text) > 2 and word.text not in _CURRENCIES and not word.bracket and not word.head and (word.close or not at)


def _two(pair: Pair, at: int) -> bool:
    """Whether the next word is no common one either, and lost as well."""
    if at + 1 >= len(pair.german) or pair.german[at].first:
        return False
    after = pair.german[at + 1]
    return after.close and after.capital and not after.head and not is_common(after.text) and not _stands(after.plain, pair)


def _like(form: name_forms.Form, word: Word) -> bool:
    """Whether a word that is not known in English is a misspelt form of a name."""
    return not may_be_english(word.text) and any(misspelt(plain(text), word.plain) for text in form.english if " " not in text)


def _bare(words: Sequence[Word], at: int) -> bool:
    """Whether a word stands where a noun that is no name would have an article."""
    word = words[at]
    return word.text.isupper() or word.first or leaves_bare(words[at - 1].text)


def _stands(german: str, pair: Pair) -> bool:
    """Whether the English has a name; in plain letters."""
    if german in pair.plains or len(german) > 4 and (german in pair.joined or german.removesuffix("s") in pair.joined):
        return True
    return any(
        same(german, word.plain) or (word.plain in _SHORTENED and german.startswith(word.plain))
        for word in pair.english
        if word.plain[0] == german[0]
    )


def _new(pair: Pair, german: str) -> list[int]:
    """Where the English has a capitalised word within a sentence that has no counterpart in the German."""
    words = [word for word in pair.english if len(word.text) > 3]
    if sum(word.capital for word in words) > 0.6 * len(words):
        return []
    joined = "".join(word.plain for word in pair.german)
    plains = {word.plain for word in pair.german}
    return [
        at
        for at, word in enumerate(pair.english)
        if word.capital
        and word.plain not in plains
        and not (len(word.plain) > 3 and word.plain in joined)
        and not (may_be_english(word.text) and not (is_first_name(word.text) and not word.first and not is_no_name(word.text)))
        and not (word.first and not is_known_name(word.text))
        and not any(same(other.plain, word.plain) for other in pair.german)
        and not name_forms.explains(word.text, german)
        and not any(_alike(other, word) or misspelt(other.plain, word.plain) for other in pair.german)
    ]


def _runs(pair: Pair, new: list[int]) -> Iterator[Run]:
    for start in new:
        if start - 1 in new and pair.english[start].close:
            continue
        end = start
        while end + 1 in new and pair.english[end + 1].close:
            end += 1
        beside = (start and pair.english[start].close and _has(pair, pair.english[start - 1])) or (
            end + 1 < len(pair.english) and pair.english[end + 1].close and _has(pair, pair.english[end + 1])
        )
        words = [word.text for word in pair.english[start : end + 1]]
        alone = not beside and all(word[1:].islower() or (word.isupper() and word not in _SHORT) for word in words)
        sure = alone and any(
            word[1:].islower() and (is_known_name(word) or is_first_name(word) or looks_foreign(word) or name_forms.is_listed(word))
            for word in words
        )
        yield Run(" ".join(words), alone, sure)


def _alike(german: Word, english: Word) -> bool:
    """Whether two words are spellings of one name, a German genitive aside."""
    return alike(german.text, english.text) or (german.text.endswith("s") and alike(german.text[:-1], english.text))


def _has(pair: Pair, word: Word) -> bool:
    """Whether a capitalised English word has its like in the German."""
    return word.capital and any(same(other.plain, word.plain) for other in pair.german)


_KINDS = {"person": "the person", "place": "the place", "people": "the people", "organisation": "the organisation", "name": ""}


def _lost(name: Missing) -> Flag:
    shown = f"{name.text} ({name.english})" if name.english and name.english != name.text else name.text
    what = f"{_KINDS[name.kind]} {shown}".strip()
    if name.instead:
        message = f"The German names {what}, which the English spells {name.instead}."
    else:
        message = f"The German names {what}, which the English does not."
    return Flag("names", message, Severity.SEVERE if name.sure else Severity.HINT, ADVICE)


def _invented(run: Run) -> Flag:
    return Flag(
        "names",
        f"The English names {run.text}, which the German does not.",
        Severity.SEVERE if run.sure else Severity.HINT,
        "Leave the name out, or ask a colleague with German who is meant.",
    )
