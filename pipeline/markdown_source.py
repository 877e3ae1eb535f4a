"""Markdown as what a person reads of it: passages of plain text, each with its place in the source and its marks."""
from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.front_matter import Front, read_front
from pipeline.text import visible
from pipeline.values import Kind

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MARKS = 3_000
"""Brackets, or other marks, of one stretch without an empty line: the parser takes a time that grows with their square,
so of several stretches the squares are added up."""
NESTED = 100
"""Lists and quotations in each other; what is deeper is left as it is."""

_NOTE = re.compile(r"\[\^[^\[\]\s]{1,40}\]:?")
"""A footnote's mark, which is no text."""
_NOTED = re.compile(r"\[\^[^\[\]\s]{1,40}\]:")
"""The same before the footnote itself."""
_RAISED = re.compile(r"<sup>(\d{1,3})</sup>")
_NOTED_WORD = re.compile(r"[^\W\d_]{4,}\Z")
"""What a raised number is a note to; behind shorter ones it is a power, as in "m²"."""
_POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PAIRS = {"em": "emphasis", "strong": "emphasis", "s": "emphasis", "link": "link"}
_WORDLESS = re.compile(r"[\W_]*")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something written around or between words of the plain text, as it has to be written again.

    ``kind`` is ``emphasis``, ``link``, ``code`` (whose ``before`` stands for all of it), ``thing`` (an image, HTML or a
    footnote's mark, between words) or ``break`` (of a line). ``start`` and ``end`` are places in the plain text.
    """

    kind: str
    start: int
    end: int
    before: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, a paragraph, an item or a cell: its place in the plain text, and in the source."""

    kind: Kind | None
    start: int
    end: int
    source_start: int
    source_end: int
    marks: tuple[Mark, ...] = ()
    next_line: str = ""
    """What each further line begins with, such as ``> ``."""
    cell: bool = False
    front: str = ""
    """The key, where it is a value of the front matter."""


@dataclass(frozen=True, slots=True)
class Source:
    """All of a Markdown source that is prose."""

    text: str
    passages: tuple[Passage, ...]
    front: Front


def tidied(source: str) -> str:
    """``source`` with the line ends and without the NUL characters that no parser of Markdown keeps."""
    return source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def parse(source: str) -> Source:
    """The passages of a ``tidied`` source, in order. Raises InputError for what would take hours to parse."""
    front = read_front(source)
    body = source[front.end :]
    _refuse_many(body)
    texts: list[str] = []
    passages: list[Passage] = []
    at = 0
    shown, noted_lines = _with_notes_flat(body)
    inlines = list(_inlines(parser().parse(shown), body, noted_lines))
    if front.title and not (inlines and _is_title(inlines[0], front.title)):
        texts.append(front.title)
        passages.append(Passage(Kind.HEADLINE, 0, len(front.title), *front.title_place, front="title"))
        at = len(front.title) + 2
    for token, kind, place, line, cell in inlines:
        plain, marks = _read(token.children or [], at)
        if not _has_words(plain, marks, at):
            continue
        texts.append(plain)
        where = (front.end + place[0], front.end + place[1])
        noted = kind is None and marks and marks[0].start == at and _NOTED.fullmatch(marks[0].before)
        kept = Kind.FOOTNOTE if noted else kind
        passages.append(Passage(kept, at, at + len(plain), *where, tuple(marks), line, cell))
        at += len(plain) + 2
    return Source("\n\n".join(texts), tuple(passages), front)


@functools.cache
def parser() -> MarkdownIt:
    """CommonMark with tables and struck text; addresses are kept as they are written."""
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"store_labels": True, "maxNesting": NESTED}).enable(["table", "strikethrough"])
    made.normalizeLink = lambda url: url  # type: ignore[method-assign]
    made.validateLink = lambda url: True  # type: ignore[method-assign]
    return made


def _is_title(inline: tuple[Token, Kind | None, tuple[int, int], str, bool], title: str) -> bool:
    """Whether the title is the first heading too, which then stands for both."""
    token, kind, *_ = inline
    return kind is Kind.SUBHEADING and " ".join(_read(token.children or [], 0)[0].split()) == title


def _refuse_many(body: str) -> None:
    squares = Counter[str]()
    for paragraph in re.split(r"\n[ \t>]*\n", body):
        nested = re.search(r"(?:[-+*>]\s){100}", paragraph) is not None
        for mark in "[*_~`<-" if nested else "[*_~`<":
            squares[mark] += paragraph.count(mark) ** 2
    for mark, square in squares.items():
        if square > MARKS**2:
            raise InputError(f"it has more than {MARKS} times {mark} close together, which no article has")


def _with_notes_flat(body: str) -> tuple[str, frozenset[int]]:
    """``body`` with the further paragraphs of footnotes at the margin, as the parser takes them for code where they are
    indented, and which lines these are.
    """
    lines, flat, inside = body.split("\n"), set[int](), False
    for number, line in enumerate(lines):
        if _NOTED.match(line):
            inside = True
        elif inside and line.startswith(("    ", "\t")):
            flat.add(number)
            lines[number] = line[1 if line[0] == "\t" else 4 :]
        elif line.strip():
            # A line right under one of a footnote goes on with it; behind an empty one the text does.
            inside = inside and number > 0 and bool(lines[number - 1].strip())
    return "\n".join(lines), frozenset(flat)


def _inlines(
    tokens: Sequence[Token], body: str, noted: frozenset[int]
) -> Iterator[tuple[Token, Kind | None, tuple[int, int], str, bool]]:
    """Each stretch of inline text with its kind, its place in ``body``, and how its further lines begin."""
    lines = body.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    inside: list[str] = []
    row, column = -1, 0
    for token in tokens:
        if token.nesting == 1:
            inside.append(token.type)
            if token.type == "tr_open" and token.map:
                row, column = token.map[0], 0
        elif token.nesting == -1:
            inside.pop()
        elif token.type == "inline" and token.map:
            cell = inside[-1] in ("td_open", "th_open")
            if cell:
                written = token.content.replace("|", "\\|")
                found = lines[row].find(written, column)
                if found < 0:
                    continue
                column = found + len(written)
                yield token, Kind.TABLE, (starts[row] + found, starts[row] + column), "", True
                continue
            place, after = _place(token, lines, starts)
            kind = _kind(inside) or (Kind.FOOTNOTE if token.map[0] in noted else None)
            yield token, kind, place, after, False


def _kind(inside: Sequence[str]) -> Kind | None:
    if inside[-1] == "heading_open":
        return Kind.SUBHEADING
    if "list_item_open" in inside:
        return Kind.ITEM
    return Kind.QUOTATION if "blockquote_open" in inside else None


def _place(token: Token, lines: Sequence[str], starts: Sequence[int]) -> tuple[tuple[int, int], str]:
    content = token.content.split("\n")
    first, last = token.map[0], token.map[0] + len(content) - 1  # type: ignore[index]
    begin = max(lines[first].rfind(content[0]), 0)
    end = lines[last].rfind(content[-1]) + len(content[-1])
    after = ""
    if len(content) > 1:
        second = lines[first + 1]
        after = second[: max(second.rfind(content[1].lstrip()), 0)]
    return (starts[first] + begin, starts[last] + end), after


def _read(children: Sequence[Token], at: int) -> tuple[str, list[Mark]]:
    """The plain text, which begins at ``at`` of the whole, and the marks, in order of their beginning."""
    text = ""
    marks: list[Mark] = []
    opened: list[tuple[Token, int, int]] = []
    for token in _without_struck(children):
        here = at + len(text)
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if token.type in ("softbreak", "hardbreak"):
            if token.type == "hardbreak":
                marks.append(Mark("break", here, here, "\\"))
            text += "\n"
        elif token.type == "code_inline":
            text += token.content
            marks.append(Mark("code", here, at + len(text), _code(token)))
        elif token.type == "image":
            marks.append(Mark("thing", here, here, f"!{_linked(token, token.content)}"))
        elif token.type == "html_inline" and (noted := _RAISED.fullmatch(token.content)) is not None:
            if text[-1:].isalnum() and not _NOTED_WORD.search(text):
                text += noted[1].translate(_POWERS)
            else:
                marks.append(Mark("thing", here, here, token.content))
        elif token.type == "html_inline":
            marks.append(Mark("thing", here, here, token.content))
        elif kind in _PAIRS and token.nesting == 1:
            opened.append((token, here, len(marks)))
        elif kind in _PAIRS and token.nesting == -1:
            begun, start, place = opened.pop()
            around = _around(begun, start, here)
            if start == here and around.kind != "code":
                # A link around a picture alone is a thing like that.
                inside = "".join(mark.before + mark.after for mark in marks[place:])
                marks[place:] = [Mark("thing", here, here, around.before + inside + around.after)]
            else:
                # What is around others of the same extent stands before them.
                marks.insert(place, around)
        else:
            done = 0
            for note in _NOTE.finditer(token.content):
                text += token.content[done : note.start()]
                marks.append(Mark("thing", at + len(text), at + len(text), note.group()))
                done = note.end()
            text += token.content[done:]
    return text, sorted(marks, key=lambda mark: (mark.start, -mark.end))


def _without_struck(children: Sequence[Token]) -> Iterator[Token]:
    """``children`` with what is struck, and with a raised number, as one piece that has no words.

    A struck link is left as it is, because its address stands nowhere else.
    """
    from markdown_it.token import Token as Made

    place = 0
    while place < len(children):
        token = children[place]
        last, whole = place, ""
        if token.type == "s_open":
            last = _closing(children, place)
            inside = children[place : last + 1]
            if not any(one.type in ("link_open", "image") for one in inside):
                whole = "".join(_code(one) if one.type == "code_inline" else _written(one) for one in inside)
        elif token.content == "<sup>" and [one.content for one in children[place + 2 : place + 3]] == ["</sup>"]:
            last, whole = place + 2, "".join(one.content for one in children[place : place + 3])
            whole = whole if _RAISED.fullmatch(whole) else ""
        if whole:
            made = Made("html_inline", "", 0)
            made.content = whole
            yield made
            place = last + 1
        else:
            yield token
            place += 1


def _closing(children: Sequence[Token], place: int) -> int:
    """Where what is opened at ``place`` is closed; the same may be opened again inside it."""
    open_ = 0
    for last in range(place, len(children)):
        open_ += children[last].nesting if children[last].tag == children[place].tag else 0
        if not open_:
            return last
    return place


def _written(token: Token) -> str:
    return token.content or token.markup or "\n"


def _around(begun: Token, start: int, end: int) -> Mark:
    if begun.markup == "autolink":
        return Mark("code", start, end, f"<{begun.attrGet('href') or ''}>".replace("<mailto:", "<", 1))
    if begun.type == "link_open":
        return Mark("link", start, end, "[", _linked(begun, "")[1:])
    return Mark("emphasis", start, end, begun.markup, begun.markup)


def _code(token: Token) -> str:
    padded = token.content[:1] in ("`", " ") or token.content[-1:] in ("`", " ")
    content = f" {token.content} " if padded and token.content.strip() else token.content
    return f"{token.markup}{content}{token.markup}"


def _linked(token: Token, words: str) -> str:
    """A link or an image as it is written, by its label where it was written so."""
    if label := token.meta.get("label"):
        return f"[{words}][{str(label).lower()}]"
    address = str(token.attrGet("href") or token.attrGet("src") or "")
    title = str(token.attrGet("title") or "").replace("\\", "\\\\").replace('"', '\\"')
    if not address or re.search(r"[\s<>()\\]|\A<|[\x00-\x1f]", address):
        address = "<" + re.sub(r"([<>\\])", r"\\\1", address) + ">"
    address = re.sub(r"&(?=#?\w+;)", "&amp;", address)
    return f"[{words}]({address}" + (f' "{title}"' if title else "") + ")"


def _has_words(text: str, marks: Sequence[Mark], at: int) -> bool:
    """Whether anything but code, addresses and signs is in a passage."""
    kept, done = "", 0
    for mark in marks:
        if mark.kind == "code":
            kept += text[done : max(mark.start - at, done)]
            done = max(done, mark.end - at)
    kept += text[done:]
    return visible(text) and _WORDLESS.fullmatch(kept) is None
