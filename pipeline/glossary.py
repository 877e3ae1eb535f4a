"""Terms that an editor wants in words of their own: a table of German, English and a note."""
from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.encodings import decode
from pipeline.errors import InputError
from pipeline.values import Flag

KEEP = "keep"
"""What stands in place of English where the German word is to stay."""

_ENDINGS = "(?:e[mnrs]?|n|s|innen|in)?"
"""What German puts at the end of a word and a glossary does not list."""
_ENGLISH_ENDINGS = "(?:s|es|['’]s?)?"
_HEADINGS = frozenset({"german", "deutsch", "source", "de", "term"})
_START = 4
"""Letters by which terms are looked up."""
_TERMS = 20_000
_LETTERS = 200


@dataclass(frozen=True, slots=True)
class Term:
    """``german`` is to be ``english``."""

    german: str
    english: str
    note: str = ""


@dataclass(frozen=True)
class Glossary:
    """The terms an editor wants in words of their own."""

    terms: tuple[Term, ...] = ()

    def asked(self, german: str) -> tuple[Term, ...]:
        """The terms that stand in a German sentence, in any of their forms; none that is inside another one found."""
        if not self.terms or not (words := {word.casefold() for word in _words(german)}):
            return ()
        starts = {word[:size] for word in words for size in range(1, _START + 1)}
        near = [term for start in starts for term in _by_start(self).get(start, ())]
        found: list[tuple[int, int, Term]] = []
        for term in sorted(set(near), key=lambda term: (-len(term.german), term.german)):
            for match in _pattern(term.german).finditer(german):
                if not any(match.start() < end and start < match.end() for start, end, _ in found):
                    found.append((match.start(), match.end(), term))
        return tuple(dict.fromkeys(term for _, _, term in sorted(found, key=lambda one: one[0])))


EMPTY = Glossary()
"""No terms: every word is the model's choice."""


def read(path: Path) -> Glossary:
    """The glossary in a CSV file: German, English (or ``keep``) and, if wanted, a note; comma, semicolon or tab.

    A first row of headings and lines that begin with ``#`` are passed over. Raises InputError, naming the line, for a
    row without two fields, a term that is there twice with different English, and a file that has no term.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"the glossary {path} cannot be read: {error.strerror}") from error
    terms: dict[str, tuple[Term, int]] = {}
    text = decode(data, str(path)) if data.strip() else ""
    for line, term in _rows(text, path):
        before = terms.get(term.german)
        if before is not None and before[0].english != term.english:
            raise InputError(
                f"{path}, line {line}: {term.german!r} was {before[0].english!r} in line {before[1]}; leave one of them"
            )
        terms[term.german] = (term, line)
    if not terms:
        raise InputError(f"the glossary {path} has no term; write one in each line: German,English")
    if len(terms) > _TERMS:
        raise InputError(f"the glossary {path} has {len(terms)} terms, and at most {_TERMS} are read")
    return Glossary(tuple(sorted((term for term, _ in terms.values()), key=lambda term: term.german)))


def _rows(text: str, path: Path) -> Iterator[tuple[int, Term]]:
    lines = text.lstrip("\ufeff").splitlines()
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    separator = max(",;\t", key=first.count)
    rows = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise InputError(f"{path}, line {rows.line_num}: {error}; a quotation mark must be closed") from error
        fields = [" ".join(field.split()) for field in row]
        if not any(fields) or fields[0].startswith("#"):
            continue
        if rows.line_num == 1 and fields[0].casefold() in _HEADINGS:
            continue
        yield rows.line_num, _term(fields, f"{path}, line {rows.line_num}")


def _term(fields: list[str], where: str) -> Term:
    if len(fields) < 2 or not fields[0] or not fields[1]:
        raise InputError(f"{where}: two fields are needed, German and English (or {KEEP}), and a note may follow")
    if len(fields) > 3:
        raise InputError(f"{where}: {len(fields)} fields, and at most three are read; put quotation marks round commas")
    if max(len(fields[0]), len(fields[1])) > _LETTERS:
        raise InputError(f"{where}: a term has at most {_LETTERS} letters")
    if not _words(fields[0]):
        raise InputError(f"{where}: {fields[0]!r} has no letter or figure to look for")
    english = fields[0] if fields[1] == KEEP else fields[1]
    return Term(fields[0], english, fields[2] if len(fields) > 2 else "")


def has(english: str, term: Term) -> bool:
    """Whether the English of ``term`` stands there, as one or many, in capitals or not."""
    return _wanted(term.english).search(english) is not None


def missing(english: str, terms: Iterable[Term]) -> tuple[Flag, ...]:
    """A severe flag for each of ``terms`` whose English is not there."""
    return tuple(
        Flag(
            "glossary",
            f"The glossary wants “{term.english}” for “{term.german}”, and the English does not have it.",
            advice=f"Put “{term.english}” where it belongs" + (f" ({term.note})." if term.note else "."),
        )
        for term in terms
        if not has(english, term)
    )


def put_in_source(german: str, terms: Iterable[Term]) -> str:
    """The German with each term's English in its place: models copy most words that they do not know."""
    for term in terms:
        german = _pattern(term.german).sub(lambda _, term=term: term.english, german)  # type: ignore[misc]
    return german


FRAMES = ("{}", "Der {}", "Die {}", "der {}", "Es geht um {}.", "Das ist {}.")
"""Ways to ask a model what it calls a term: small ones write nonsense for a word alone, and seldom for all of these."""


def called(outputs: Iterable[str]) -> list[str]:
    """What a model calls a term, from what it makes of FRAMES with it, the longest first."""
    framing = r"^(?:it['’]s about|it is about|this is|that['’]s|that is)? ?(?:the|a|an)? ?"
    bare = (re.sub(framing, "", text.strip().rstrip("."), flags=re.IGNORECASE).strip() for text in outputs)
    return sorted({words for words in bare if len(words) > 2}, key=lambda words: (-len(words), words))


def put_in_output(english: str, term: Term, written: Iterable[str]) -> str | None:
    """``english`` with the term's English in place of one of ``written``, which a model calls the term.

    The same letters with other spaces or hyphens are replaced too. None if nothing of that is there. What was plural
    stays plural, and "a" and "an" are set right.
    """
    for words in (*written, term.english):
        spelled = "[ -]?".join(re.escape(part) for part in re.split("[ -]", words))
        found = re.search(rf"\b((?:an?) )?{spelled}({_ENGLISH_ENDINGS})(?!\w)", english, re.IGNORECASE)
        if found is None:
            continue
        wanted = term.english
        if found.start() == 0 and not found[1]:
            wanted = wanted[:1].upper() + wanted[1:]
        article = ""
        if found[1]:
            article = "an " if wanted[:1].lower() in "aeiou" else "a "
            article = article.capitalize() if found[1][0].isupper() else article
        plural = found[2] in ("s", "es") and wanted.endswith("s")
        return english[: found.start()] + article + wanted + ("" if plural else found[2]) + english[found.end() :]
    return None


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@functools.lru_cache(maxsize=8)
def _by_start(glossary: Glossary) -> dict[str, list[Term]]:
    """The terms by the beginning of their first word, so that few are looked for in a sentence."""
    starts: dict[str, list[Term]] = {}
    for term in glossary.terms:
        starts.setdefault(_words(term.german)[0].casefold()[:_START], []).append(term)
    return starts


@functools.lru_cache(maxsize=_TERMS)
def _pattern(german: str) -> re.Pattern[str]:
    """A term in any of its forms: each word may have an ending; a capital may be all capitals."""
    parts = [re.escape(part) + (_ENDINGS if part[-1:].isalpha() else "") for part in german.split(" ")]
    return re.compile(rf"(?<!\w){' '.join(parts)}(?!\w)")


@functools.lru_cache(maxsize=_TERMS)
def _wanted(english: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(english)}{_ENGLISH_ENDINGS}(?!\w)", re.IGNORECASE)
