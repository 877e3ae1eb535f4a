"""Recognises what each paragraph of a news text is: headline, credit, dateline, sign-off ...

What German papers write is looked for in German alone. In other languages the form decides: which lines are short and
have no full stop, what stands in quotation marks, what has bullets.
"""
from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from pipeline import letters
from pipeline.abbreviations import MONTHS
from pipeline.errors import InputError
from pipeline.languages import GERMAN
from pipeline.layout import BULLET, WEAK_BULLET, paragraphs
from pipeline.outlets import OUTLETS
from pipeline.sentences import Cut, cutter
from pipeline.signoff import Found, find_dateline, find_day, find_signoff, heads_nothing, read_byline
from pipeline.splitter import split
from pipeline.text import clean, visible
from pipeline.values import Article, Block, Kind

_CREDIT = re.compile(
    r"(?:(?:foto|fotos|bild|bilder|photo|symbolbild|symbolfoto|archivbild|archivfoto|fotocredit|illustration|grafik|"
    r"collage|montage|quelle|credit)\s?:|(?:foto\s?)?©)",
    re.IGNORECASE)
_TEASER = re.compile(
    r"(?:video|livestream|bildergalerie|fotostrecke|galerie|podcast|audio|ansichtssache|infografik|newsletter|"
    r"lesen sie (?:auch|mehr|hier)|lesen sie dazu|mehr zum thema|zum thema|siehe auch|weiterlesen)\s?[:|]"
    r"|(?:(?:jetzt|hier|artikel|mehr|den ganzen artikel) )?(?:weiter)?lesen\W*\Z|(?:mehr erfahren|zum artikel)\W*\Z",
    re.IGNORECASE)
_GENRE = re.compile(
    r"(?:[^\W\d_][\w. ]{1,30},? (?:am |den )?(?:\d{4}-\d\d-\d\d|\d{1,2}\. ?(?:\d{1,2}\.|\w{3,9}) ?\d{4}) ?[–—|:-] ?)?"
    r"(?:presse|medien)-?(?:mitteilung|meldung|aussendung|information|info|erklärung)"
    r"(?: (?:(?:nr\.?|nummer) ?)?[\d/. -]+)?\W*",
    re.IGNORECASE)
"""What stands above the headline of a press release."""
_LABEL = re.compile(r"(?:(?:photos?|fotos?|credit)\s?:|©)", re.IGNORECASE)
_TEASER_LABEL = re.compile(r"(?:vid[eé]o|podcast|audio|newsletter|livestream)\s?[:|]", re.IGNORECASE)
"""What is written before credits and teasers in many languages."""
_QUOTATION = re.compile(r"(?:>\s?)?[\"„“«»][^\"„“”«»]+[\"“”«»](?P<by>\s?[,–—-]?\s?[–—-]\s?\S.{0,60})?")
_QUOTED_LINE = re.compile(r">\s?\S")
_FINAL = re.compile(r"[.!?…:;,。！？؟।][\"'“”»«‘’)\]]*\Z")
_NUMERAL = re.compile(r"\b[IVX]+\.(?=\s)")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'“”»«‘’)\]]*\Z")

_BELOW = frozenset({Kind.FOOTNOTE, Kind.GREETING, Kind.CONTACT})
"""What may stand under the end of an article."""

T = TypeVar("T")

LINES = 100_000
"""A book has about 20,000; millions of empty ones would take minutes and gigabytes."""
HEADLINE_LENGTH = 160
SUBHEADING_LENGTH = 90
STANDFIRST_LENGTH = 300
DATELINE_WITHIN = 700
"""Characters; how far into a text of one line the dateline may stand, behind its standfirst."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the source and its clean text; the kind is None while it is not known."""

    start: int
    end: int
    text: str
    kind: Kind | None = None


def recognise(
    text: str,
    source: str,
    *,
    title: str | None = None,
    language: str = GERMAN,
    stretches: Sequence[tuple[int, int, Kind | None]] | None = None,
) -> Article:
    """The article in ``text``, cut into blocks of a kind each, with what the blocks say of its making.

    Blocks are in order, do not overlap, and hold every visible character. Without a headline the standfirst
    gives the title, its first sentence without the full stop. A ``title`` known beforehand is looked for at the
    start of the text, where it becomes the headline. Where the paragraphs are known, ``stretches`` has them in order,
    each with its kind if that is known too; a block may then be a part of one, and never reaches into another.
    Raises InputError for more lines than any article has.
    """
    lines = text.count("\n") + text.count("\r")
    if lines > LINES:
        raise InputError(f"{source} has {lines} lines, which no article has; give many as .jsonl, an object a line")
    known = [(start, end, None) for start, end in paragraphs(text)] if stretches is None else stretches
    pieces = [_piece(text, start, end, kind) for start, end, kind in known]
    if title is not None:
        pieces = _with_headline(text, pieces, title)
    return _recognised(text, pieces, source, language)


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph as a reader hands it over, and its kind where the source says it."""

    text: str
    kind: Kind | None = None


def compose(parts: Iterable[Part], source: str, *, language: str = GERMAN) -> Article:
    """The article of ``parts``, which are its paragraphs for sure; what a part's kind is not said of, is recognised.

    ``Article.text`` is the parts, each on one line, with a blank line between two. Parts without anything visible are
    left out. What is cut off a part (a dateline, a sign-off) becomes a block of its own, as in ``recognise``.
    """
    lines = [Part(" ".join(part.text.split()), part.kind) for part in parts if visible(part.text)]
    text = "\n\n".join(line.text for line in lines)
    pieces, start = list[_Piece](), 0
    for line in lines:
        pieces.append(_piece(text, start, start + len(line.text), line.kind))
        start += len(line.text) + 2
    return _recognised(text, pieces, source, language)


def _recognised(text: str, pieces: list[_Piece], source: str, language: str) -> Article:
    cut, found = cutter(language), list[Found]()
    pieces = _with_letters(text, pieces)
    if language == GERMAN:
        pieces = [
            replace(piece, kind=Kind.SIGNOFF) if piece.kind is Kind.SUBHEADING and heads_nothing(piece.text) else piece
            for piece in _with_fixed_kinds(pieces, _fixed_kind)
        ]
        pieces, found = _without_signoffs(text, pieces)
        pieces = _with_titles(_with_dateline(text, pieces), cut)
        pieces = _with_standfirst_of_one_line(text, pieces)
    else:
        pieces = _with_titles(_with_fixed_kinds(pieces, _kind_in_any_language), cut)
    pieces = [piece if piece.kind else replace(piece, kind=_prose_kind(piece.text, cut)) for piece in pieces]
    shown, origin = _title(pieces, cut)
    return Article(
        text=text,
        blocks=tuple(Block(piece.kind or Kind.PARAGRAPH, piece.start, piece.end, piece.text) for piece in pieces),
        source=source,
        title=shown,
        title_origin=origin,
        outlet=next((piece.text for piece in pieces if piece.kind is Kind.OUTLET), None),
        author=_first(one.author for one in found),
        date=_first(one.date for one in found) or _first(_dated(pieces)),
        language=language,
    )


def _dated(pieces: Iterable[_Piece]) -> Iterator[datetime.date | None]:
    return (
        find_day(piece.text) for piece in pieces
        if piece.kind is Kind.DATELINE or (piece.kind is Kind.SUBHEADING and _GENRE.fullmatch(piece.text))
    )  # fmt: skip


def starts_with(text: str, title: str) -> bool:
    """Whether ``text`` begins with the title, as a line or a sentence of its own."""
    stretches = paragraphs(text)
    return bool(stretches) and _title_end(clean(text[slice(*stretches[0])]).text, title) > 0


def _piece(text: str, start: int, end: int, kind: Kind | None = None) -> _Piece:
    return _Piece(start, end, clean(text[start:end]).text, kind)


def _cut(text: str, piece: _Piece, *places: int) -> list[_Piece]:
    """``piece`` cut at ``places`` of its clean text; a part with nothing visible goes to its neighbour."""
    offsets = clean(text[piece.start : piece.end]).offsets
    bounds = [0, *places, len(piece.text)]
    starts = [piece.start + (offsets[place] if place else 0) for place in bounds[:-1]]
    parts = []
    for start, end in zip(starts, [*starts[1:], piece.end], strict=True):
        stretch = text[start:end]
        begin = start + len(stretch) - len(stretch.lstrip())
        parts.append(_piece(text, begin, begin + len(stretch.strip()), piece.kind))
    return parts


def _title_end(clean_text: str, title: str) -> int:
    """Where ``title`` ends at the start of the text, its full stop included; 0 if the text starts otherwise."""
    wanted = clean(title).text
    bare = wanted.rstrip(".")
    if not bare or clean_text[: len(bare)].casefold() != bare.casefold():
        return 0
    end = len(bare)
    while clean_text[end : end + 1] in (".", "!", "?", "…") and end < len(clean_text):
        end += 1
    if end < len(clean_text) and (not clean_text[end].isspace() or not _SENTENCE_END.search(clean_text[:end])):
        return 0
    return end


def _with_headline(text: str, pieces: list[_Piece], title: str) -> list[_Piece]:
    end = _title_end(pieces[0].text, title) if pieces else 0
    if not end:
        return pieces
    head, rest = _cut(text, pieces[0], end)
    return [replace(head, kind=Kind.HEADLINE), *([rest] if rest.text else []), *pieces[1:]]


def _with_letters(text: str, pieces: Sequence[_Piece]) -> list[_Piece]:
    """Greetings, contacts and footnotes by their kinds; a salutation, or the end of a letter, cut off its paragraph."""
    parts = list[_Piece]()
    for piece in pieces:
        places = set[int]()
        if piece.kind in (None, Kind.ITEM):
            places = {letters.salutation(piece.text), letters.closing(piece.text) or 0} - {0, len(piece.text)}
        parts += _cut(text, piece, *sorted(places)) if places else [piece]
    kinds = letters.kinds([part.text for part in parts], [part.kind for part in parts])
    return [replace(part, kind=kind) for part, kind in zip(parts, kinds, strict=True)]


def _with_fixed_kinds(pieces: Sequence[_Piece], kind_of: Callable[[str], Kind | None]) -> list[_Piece]:
    """Give the kinds that a paragraph shows by itself (``kind_of``) or with its neighbours, wherever it stands."""
    kinds = [piece.kind or kind_of(piece.text) for piece in pieces]
    numbers = [_number(piece.text) for piece in pieces]
    for k, (one, two) in enumerate(pairwise(numbers)):
        # A number alone may begin a sentence ("1. FC Köln gewinnt"); counted on in the next paragraph it may not.
        if one is not None and two is not None and (one == two == 0 or two == one + 1 > 1):
            kinds[k] = kinds[k + 1] = Kind.ITEM
    return [replace(piece, kind=kind) for piece, kind in zip(pieces, kinds, strict=True)]


def _fixed_kind(text: str) -> Kind | None:
    if text.strip(" .|–-").casefold() in OUTLETS:
        return Kind.OUTLET
    if len(text) <= 200 and _CREDIT.match(text):
        return Kind.CREDIT
    if len(text) <= 300 and _TEASER.match(text):
        return Kind.TEASER
    if read_byline(text) is not None:
        return Kind.SIGNOFF
    if _GENRE.fullmatch(text):
        return Kind.SUBHEADING
    return Kind.ITEM if BULLET.match(text) else None


def _kind_in_any_language(text: str) -> Kind | None:
    if len(text) <= 200 and _LABEL.match(text):
        return Kind.CREDIT
    if len(text) <= 300 and _TEASER_LABEL.match(text):
        return Kind.TEASER
    return Kind.ITEM if BULLET.match(text) else None


def _number(text: str) -> int | None:
    """The number before a paragraph, 0 for a dash; None without one or if it belongs to a date ("29. April")."""
    match = WEAK_BULLET.match(text)
    if match is None or text.split(maxsplit=2)[1].strip(",.:").lower() in MONTHS:
        return None
    return int(match.group("number") or 0)


def _without_signoffs(text: str, pieces: Sequence[_Piece]) -> tuple[list[_Piece], list[Found]]:
    """Cut sign-offs out as pieces of their own; what they and the bylines say comes with them."""
    out: list[_Piece] = []
    found: list[Found] = []
    end = max((place for place, piece in enumerate(pieces) if piece.kind not in _BELOW), default=-1)
    for place, piece in enumerate(pieces):
        if piece.kind is Kind.SIGNOFF and (line := read_byline(piece.text)) is not None:
            found.append(line)
        elif piece.kind in (None, Kind.ITEM) and (one := find_signoff(piece.text, last=place == end)):
            found.insert(0, one)
            before, sign, after = _cut(text, piece, one.start, one.end)
            if not re.search(r"\w", after.text):
                sign, after = _piece(text, sign.start, piece.end), _piece(text, piece.end, piece.end)
            out += [part for part in (before, replace(sign, kind=Kind.SIGNOFF), after) if part.text]
            continue
        out.append(piece)
    return out, found


def _with_dateline(text: str, pieces: Sequence[_Piece]) -> list[_Piece]:
    """Cut the first dateline out; in the first paragraph it may stand behind a standfirst."""
    first = True
    for place, piece in enumerate(pieces):
        if piece.kind is not None:
            continue
        starts = [0]
        if first:
            opening = piece.text[: DATELINE_WITHIN + 100]
            ends = {end for _, end in split(opening)} | {match.end() for match in _NUMERAL.finditer(opening)}
            starts += sorted(end for end in ends if end <= DATELINE_WITHIN)
        first = False
        for start in starts:
            at = start + (piece.text[start : start + 1] == " ")
            end = find_dateline(piece.text, at)
            if end is None:
                continue
            *before, line, after = _cut(text, piece, at, end) if at else _cut(text, piece, end)
            new = [*(replace(one, kind=Kind.STANDFIRST) for one in before), replace(line, kind=Kind.DATELINE), after]
            return [*pieces[:place], *new, *pieces[place + 1 :]]
    return list(pieces)


def _with_titles(pieces: list[_Piece], cut: Cut) -> list[_Piece]:
    """Find the headline and the standfirst among the first paragraphs."""
    prose = [k for k, piece in enumerate(pieces) if piece.kind in (None, Kind.ITEM, Kind.DATELINE)]
    if any(piece.kind in (Kind.HEADLINE, Kind.STANDFIRST) for piece in pieces[:2]):
        return _with_standfirst(pieces, 1, cut) if pieces[0].kind is Kind.HEADLINE else pieces
    if len(prose) < 2 or pieces[prose[0]].kind is not None:
        return pieces
    one, two = pieces[prose[0]], pieces[prose[1]]
    if _is_heading(one.text, HEADLINE_LENGTH, cut):
        head = prose[0]
        if two.kind is None and len(one.text.split()) <= 3 < len(two.text.split()) and len(prose) > 2 \
                and _is_heading(two.text, HEADLINE_LENGTH, cut):
            pieces[head] = replace(one, kind=Kind.SUBHEADING)  # a kicker above the headline
            head = prose[1]
        pieces[head] = replace(pieces[head], kind=Kind.HEADLINE)
        return _with_standfirst(pieces, head + 1, cut)
    if len(one.text) <= STANDFIRST_LENGTH and _SENTENCE_END.search(one.text) and len(cut(one.text)) == 1:
        pieces[prose[0]] = replace(one, kind=Kind.STANDFIRST)
    return pieces


def _with_standfirst(pieces: list[_Piece], place: int, cut: Cut) -> list[_Piece]:
    """Mark the paragraph under the headline as the standfirst if it is set off from the text after it."""
    if place + 1 >= len(pieces) or pieces[place].kind is not None:
        return pieces
    piece, after = pieces[place], pieces[place + 1]
    sentences = len(cut(piece.text))
    if len(piece.text) > STANDFIRST_LENGTH or sentences > 2 or not _SENTENCE_END.search(piece.text):
        return pieces
    set_off = after.kind in (Kind.CREDIT, Kind.TEASER, Kind.OUTLET, Kind.SIGNOFF, Kind.DATELINE)
    more = any(later.kind is None for later in pieces[place + 1 :])
    if more and (set_off or (sentences == 1 and len(cut(after.text)) > 2)):
        pieces[place] = replace(piece, kind=Kind.STANDFIRST)
    return pieces


def _with_standfirst_of_one_line(text: str, pieces: list[_Piece]) -> list[_Piece]:
    """A text that is one paragraph of several sentences, with no title, gives its first sentence for one."""
    prose = [k for k, piece in enumerate(pieces) if piece.kind is None]
    if any(piece.kind in (Kind.HEADLINE, Kind.STANDFIRST, Kind.DATELINE) for piece in pieces) or not prose:
        return pieces
    piece = pieces[prose[0]]
    # What stands after the sign-off of such a text is a table or a link, not a second paragraph.
    if any(pieces[k - 1].kind is not Kind.SIGNOFF for k in prose[1:]):
        return pieces
    cuts = split(piece.text)
    if len(cuts) < 3 or not 20 <= cuts[0][1] <= 200 or not _SENTENCE_END.search(piece.text[: cuts[0][1]]):
        return pieces
    head, rest = _cut(text, piece, cuts[1][0])
    return [*pieces[: prose[0]], replace(head, kind=Kind.STANDFIRST), rest, *pieces[prose[0] + 1 :]]


def _prose_kind(text: str, cut: Cut) -> Kind:
    """Sub-heading, quotation or paragraph. A short quotation standing alone is a sub-heading."""
    quotation = _QUOTATION.fullmatch(text)
    short = len(text) <= SUBHEADING_LENGTH
    if quotation is not None and not quotation.group("by") and short and text.rstrip("\"“”«»")[-1] not in ".!?…":
        return Kind.SUBHEADING
    if quotation is not None or _QUOTED_LINE.match(text):
        return Kind.QUOTATION
    return Kind.SUBHEADING if _is_heading(text, SUBHEADING_LENGTH, cut) and not text.endswith("…") else Kind.PARAGRAPH


def _is_heading(text: str, limit: int, cut: Cut) -> bool:
    """Whether a paragraph is short and no sentence with a full stop; a question may head a text."""
    if len(text) > limit or not re.search(r"[^\W\d_]{2}", text) or "://" in text:
        return False
    final = _FINAL.search(text)
    sentences = len(cut(text))
    return sentences == 1 if final is None else final.group()[0] in "!?…！？؟" and sentences <= 2


def _title(pieces: Iterable[_Piece], cut: Cut) -> tuple[str | None, str | None]:
    for kind in (Kind.HEADLINE, Kind.STANDFIRST):
        for piece in pieces:
            if piece.kind is kind:
                start, end = cut(piece.text)[0]
                shown = piece.text if kind is Kind.HEADLINE else piece.text[start:end]
                return re.sub(r"(?<!\.)\.{1,2}\Z", "", shown), kind.value
    return None, None


def _first(items: Iterable[T | None]) -> T | None:
    return next((item for item in items if item is not None), None)
