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
from pipeline.checks.name_words import is_common, is_first_name, is_known_name, is_title, leaves_bare, may_be_english, may_be_town
from pipeline.values import Flag, Severity

ADVICE = "Check who or what is meant: the German name can be searched for as it stands."

_WORD = re.compile(r"[^\W\d_]+")
_NEW_SENTENCE = re.compile(r"[.!?:;|•„“\"»«”–—(/]")


_PLACED = frozenset(("in", "aus", "nach", "bei", "In", "Aus", "Nach", "Bei"))


class Word(NamedTuple):
    """A word as it stands, and in plain letters."""

    text: str
    plain: str
    first: bool
    """Whether a sentence, a heading, a bracket or a quotation may begin with it."""
    close: bool
    """Whether only a space or a hyphen is between it and the word before."""

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


class Pair(NamedTuple):
    """The words of both languages."""

    german: Sequence[Word]
    english: Sequence[Word]
    whole: str
    """The English as it is."""
    joined: str
    """The English in plain letters, without spaces."""


def check(german: str, english: str) -> tuple[Flag, ...]:
    """Flags for names of the German that the English lacks or spells otherwise, and for names only the English has."""
    pair = Pair([*_words(german)], [*_words(english)], english, "".join(word.plain for word in _words(english)))
    new = _new(pair, german)
    missing = [*_missing(pair, bool(new))]
    spelt = {name.instead for name in missing}
    flags = [_lost(name) for name in missing]
    flags += [_invented(text, sure) for text, sure in _runs(pair, new, missing) if text not in spelt]
    return tuple(flags)


def _words(text: str) -> Iterator[Word]:
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        first = not end or bool(_NEW_SENTENCE.search(between))
        yield Word(match[0], plain(match[0]), first, bool(end) and between == " ")
        end = match.end()


def _missing(pair: Pair, changed: bool) -> Iterator[Missing]:
    """Names of the German that the English lacks; ``changed``: whether the English has a name that the German has not."""
    taken: set[int] = set()
    for known in name_forms.known([word.text for word in pair.german]):
        taken.update(range(known.first, known.last + 1))
        if name_forms.stands_in(known.form, pair.whole) or _stands(plain(known.text), pair):
            continue
        yield Missing(known.text, known.form.kind, known.form.shown, True)
    named = False
    for at, word in enumerate(pair.german):
        before = pair.german[at - 1] if at and word.close else None
        if at in taken or not word.capital:
            named = False
            continue
        cue = before is not None and (is_title(before.text) or is_first_name(before.text) or named)
        town = before is not None and before.text in _PLACED and may_be_town(word.text)
        named = town or not is_common(word.text)
        if _stands(word.plain, pair) or any(alike(word.text, other.text) for other in pair.english):
            continue
        near = [other for other in pair.english if misspelt(word.plain, other.plain)]
        if near and all(other.capital and not may_be_english(other.text) for other in near):
            yield Missing(word.text, "name", "", True, near[0].text)
        elif named and not near:
            bare = before is None or leaves_bare(before.text)
            yield Missing(word.text, "name", "", cue or changed or town or is_known_name(word.text), "" if not bare else "")


def _stands(german: str, pair: Pair) -> bool:
    """Whether the English has a name; in plain letters."""
    if len(german) > 4 and (german in pair.joined or german.removesuffix("s") in pair.joined):
        return True
    return any(same(german, word.plain) for word in pair.english)


def _new(pair: Pair, german: str) -> list[int]:
    """Where the English has a capitalised word within a sentence that has no counterpart in the German."""
    words = [word for word in pair.english if len(word.text) > 3]
    if sum(word.capital for word in words) > 0.6 * len(words):
        return []
    joined = "".join(word.plain for word in pair.german)
    return [
        at
        for at, word in enumerate(pair.english)
        if word.capital
        and not may_be_english(word.text)
        and not (len(word.plain) > 3 and word.plain in joined)
        and not any(same(other.plain, word.plain) for other in pair.german)
        and not name_forms.explains(word.text, german)
        and not any(alike(other.text, word.text) or misspelt(other.plain, word.plain) for other in pair.german)
    ]


def _runs(pair: Pair, new: list[int], missing: Sequence[Missing]) -> Iterator[tuple[str, bool]]:
    """New words that stand beside each other as one name, and whether it is sure that they are one."""
    for start in new:
        if start - 1 in new and pair.english[start].close:
            continue
        end = start
        while end + 1 in new and pair.english[end + 1].close:
            end += 1
        beside = (start and pair.english[start].close and _has(pair, pair.english[start - 1])) or (
            end + 1 < len(pair.english) and pair.english[end + 1].close and _has(pair, pair.english[end + 1])
        )
        yield " ".join(word.text for word in pair.english[start : end + 1]), not beside


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


def _invented(text: str, sure: bool) -> Flag:
    return Flag(
        "names",
        f"The English names {text}, which the German does not.",
        Severity.SEVERE if sure else Severity.HINT,
        "Leave the name out, or ask a colleague with German who is meant.",
    )
