"""From the lines of pages to paragraphs: in reading order, without running heads and page numbers."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from pipeline.values import Kind

FOOTNOTE = 0.92
"""Of the size of the text's letters; what begins with a number in smaller ones is a footnote."""
MARGIN = 0.12
"""The share of a page, above and below, where running heads and page numbers stand."""

_NUMBER = re.compile(r"\W*(?:(?:seite|page|s\.|p\.)\s*)?\d{1,4}(?:\s*(?:von|of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
_FINAL = re.compile(r"[.!?…:][\"'“”»«‘’)\]]*\Z")
_ITEM = re.compile(r"(?:[•·▪‣◦■●–-]|\d{1,2}[.)])\s+\S")
_NOTE = re.compile(r"(?:\d{1,3}|\*{1,3}\)?|[†‡]|[¹²³⁴-⁹⁰]{1,2})\s?[^\W\d_]")
_HYPHEN = re.compile(r"\w[-\u2010\xad]\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """A line and its place on its page, in points from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool = False
    page: int = 0
    column: int = 0
    indented: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is measured."""

    width: float
    height: float
    lines: tuple[Line, ...]
    pictures: bool = False


def paragraphs(pages: Sequence[Page]) -> list[tuple[str, Kind | None]]:
    """The paragraphs of all pages, lines apart by line breaks, with the kind where its letters show one.

    What is broken by the end of a column or a page, by a caption or a heading set in between, is whole again.
    """
    kept = _without_furniture(pages)
    lines = [line for number, page in enumerate(kept) for line in _in_order(page, number)]
    if not lines:
        return []
    body = _body(lines)
    columns = [_placed(list(column), body) for _, column in groupby(lines, key=lambda line: (line.page, line.column))]
    prose = [line for column in columns for line in column if _is_prose([line], body)]
    indents = 25 * sum(line.indented for line in prose) > len(prose)
    groups = [group for column in columns for group in _cut(column, body, indents=indents)]
    return [(_text(group), _kind(group, body)) for group in _whole(groups, body)]


def _body(lines: Sequence[Line]) -> float:
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _without_furniture(pages: Sequence[Page]) -> list[Page]:
    """Pages without what comes again at the same height of several, and page numbers in the margins."""
    seen = Counter[tuple[str, int]]()
    for page in pages:
        seen.update({_place(line, page) for line in page.lines if _in_margin(line, page)})
    size = _body([line for page in pages for line in page.lines] or [Line("", 0, 0, 0, 0, 0)])
    least = 2 if len(pages) < 6 else 3
    return [
        replace(
            page,
            lines=tuple(
                line
                for line in page.lines
                if not _in_margin(line, page)
                or (
                    _NUMBER.fullmatch(line.text.strip()) is None
                    and _times(seen, _place(line, page)) < least
                    and not _at_edge(line, page, size)
                )
            ),
        )
        for page in pages
    ]


def _at_edge(line: Line, page: Page, size: float) -> bool:
    """Whether a line is small, short and at the very edge, as running heads are that come once."""
    edge = line.bottom < MARGIN / 2 * page.height or line.top > (1 - MARGIN / 2) * page.height
    return edge and line.size < 0.9 * size and len(line.text) <= 60


def _times(seen: Counter[tuple[str, int]], place: tuple[str, int]) -> int:
    return sum(seen[(place[0], place[1] + near)] for near in (-1, 0, 1))


def _in_margin(line: Line, page: Page) -> bool:
    return line.bottom < MARGIN * page.height or line.top > (1 - MARGIN) * page.height


def _place(line: Line, page: Page) -> tuple[str, int]:
    return re.sub(r"\d+", "#", " ".join(line.text.split()).lower()), round(line.top / 6)


def _in_order(page: Page, number: int) -> Iterator[Line]:
    for column, lines in enumerate(_columns(page.lines, page.width)):
        yield from (replace(line, page=number, column=column) for line in _rows(lines))


def _columns(lines: Sequence[Line], width: float, depth: int = 0) -> list[list[Line]]:
    """The columns in reading order; what reaches across several parts those above it from those below."""
    place = _gutter(lines, width) if depth < 6 else None
    if place is None:
        return [sorted(lines, key=lambda line: (line.top, line.left))] if lines else []
    across = sorted((line for line in lines if line.left < place < line.right), key=lambda line: line.top)
    ordered: list[list[Line]] = []
    rest = [line for line in lines if not line.left < place < line.right]
    for border in [*across, None]:
        above = [line for line in rest if border is None or _middle(line) < border.top]
        rest = [line for line in rest if border is not None and _middle(line) >= border.top]
        ordered += _columns([line for line in above if line.right <= place], width, depth + 1)
        ordered += _columns([line for line in above if line.right > place], width, depth + 1)
        if border is not None:
            if ordered and across.index(border) and not above:
                ordered[-1].append(border)
            else:
                ordered.append([border])
    return ordered


def _gutter(lines: Sequence[Line], width: float) -> float | None:
    """Where columns are parted: lines stand on both sides, few reach across, and they are no cells of a table."""
    edges = sorted({round(line.right + 2, 0) for line in lines})
    best: tuple[float, float] | None = None
    for place in edges:
        left = [line for line in lines if line.right <= place]
        right = [line for line in lines if line.left >= place]
        across = len(lines) - len(left) - len(right)
        if min(len(left), len(right)) < 3 or across > 0.3 * min(len(left), len(right)) + 3:
            continue
        if min(_width(left), _width(right)) < 0.13 * width:
            continue
        if _reach(left, right) < 0.5:
            continue
        if best is None or across < best[0]:
            best = (across, place)
    return best[1] if best else None


def _width(lines: Sequence[Line]) -> float:
    """That of the row in the middle, by width; wide spaces cut a row into several lines."""
    rows: dict[int, tuple[float, float]] = {}
    for line in lines:
        left, right = rows.get(round(_middle(line) / 3), (line.left, line.right))
        rows[round(_middle(line) / 3)] = (min(left, line.left), max(right, line.right))
    return sorted(right - left for left, right in rows.values())[len(rows) // 2]


def _reach(left: Sequence[Line], right: Sequence[Line]) -> float:
    """How much of the shorter side's height stands beside the other."""
    top = max(min(x.top for x in left), min(x.top for x in right))
    bottom = min(max(x.bottom for x in left), max(x.bottom for x in right))
    shorter = min(max(x.bottom for x in side) - min(x.top for x in side) for side in (left, right))
    return (bottom - top) / shorter if shorter > 0 else 0.0


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _rows(lines: Sequence[Line]) -> list[Line]:
    """Fragments at one height as one line."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=_middle):
        if rows and abs(_middle(rows[-1][0]) - _middle(line)) < 0.35 * min(rows[-1][0].size, line.size):
            rows[-1].append(line)
        else:
            rows.append([line])
    joined = []
    for row in rows:
        parts = sorted(row, key=lambda line: line.left)
        joined.append(
            replace(
                max(parts, key=lambda line: len(line.text)),
                text=" ".join(part.text.strip() for part in parts),
                left=parts[0].left,
                right=max(part.right for part in parts),
                top=min(part.top for part in parts),
                bottom=max(part.bottom for part in parts),
            )
        )
    return joined


def _placed(lines: Sequence[Line], body: float) -> list[Line]:
    """The lines of one column, those marked that are indented."""
    left = min(line.left for line in _own(lines, body))
    return [replace(line, indented=line.left > left + 0.6 * line.size) for line in lines]


def _own(lines: Sequence[Line], body: float) -> Sequence[Line]:
    """Those in the letters of the text, if there are any."""
    return [line for line in lines if abs(line.size - body) < 0.06 * body] or lines


def _cut(lines: Sequence[Line], body: float, *, indents: bool) -> list[list[Line]]:
    """The paragraphs of one column; where they begin with ``indents``, a short line does not end one."""
    own = _own(lines, body)
    left, right = min(line.left for line in own), max(line.right for line in own)
    least = 0.0 if indents else right - 0.2 * (right - left)
    leading = _leading(own)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _begins(groups[-1][-1], line, leading, least):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance from one line to the next."""
    steps = sorted(b.top - a.top for a, b in pairwise(lines) if b.top > a.top)
    return steps[len(steps) // 2] if steps else 1.2 * lines[0].size


def _begins(before: Line, line: Line, leading: float, least: float) -> bool:
    """Whether ``line`` begins a paragraph: for one, if the line before ends a sentence left of ``least``."""
    if abs(line.size - before.size) > 0.06 * before.size or line.bold != before.bold or _ITEM.match(line.text):
        return True
    step = line.top - before.top
    # Lines of large letters, such as a headline's, are further apart.
    usual = max(leading, 1.35 * line.size) if line.size > 1.2 * (leading / 1.2) else leading
    if step > 1.25 * usual:
        return True
    if line.indented and not before.indented:
        return True
    return before.right < least and bool(_FINAL.search(before.text))


def _whole(groups: Sequence[list[Line]], body: float) -> list[list[Line]]:
    """Paragraphs that a column or page ended, joined with what goes on; captions in between stand after them."""
    whole: list[list[Line]] = []
    open_at: int | None = None
    prose = [group for group in groups if _is_prose(group, body)]
    indents = 2 * sum(group[0].indented for group in prose) > len(prose)
    for group in groups:
        if not _is_prose(group, body):
            if whole and _is_one_heading(whole[-1][-1], group[0]):
                whole[-1] = [*whole[-1], *group]
            else:
                whole.append(group)
            if group[0].size > 1.06 * body:
                open_at = None
            continue
        if open_at is not None and _goes_on(whole[open_at][-1], group[0], indents=indents):
            whole[open_at] = [*whole[open_at], *group]
        else:
            whole.append(group)
            open_at = len(whole) - 1
    return whole


def _is_prose(group: Sequence[Line], body: float) -> bool:
    return abs(group[0].size - body) < 0.06 * body and not group[0].bold


def _is_one_heading(last: Line, first: Line) -> bool:
    """Whether a heading goes on, whatever column its lines were taken for."""
    alike = (last.page, last.size, last.bold) == (first.page, first.size, first.bold)
    return alike and 0 < first.top - last.top < 1.7 * first.size


def _goes_on(last: Line, first: Line, *, indents: bool) -> bool:
    """Whether a paragraph goes on after its ``last`` line; ``indents`` says that others begin indented."""
    moved = (last.page, last.column) != (first.page, first.column)
    if _ITEM.match(first.text):
        return False
    if moved and indents:
        return not first.indented
    if _HYPHEN.search(last.text):
        return first.text[:1].islower() or moved
    # A picture with its caption parts a paragraph as well.
    parted = moved or first.top - last.top > 4 * first.size
    return parted and _FINAL.search(last.text) is None


def _text(group: Sequence[Line]) -> str:
    return "\n".join(line.text.strip() for line in group)


def _kind(group: Sequence[Line], body: float) -> Kind | None:
    length = sum(len(line.text) for line in group)
    if group[0].size < FOOTNOTE * body and _NOTE.match(group[0].text):
        return Kind.FOOTNOTE
    if length <= 200 and (group[0].size > 1.12 * body or (group[0].bold and length <= 90)):
        return Kind.SUBHEADING
    return Kind.ITEM if _ITEM.match(group[0].text) and not group[0].text[0].isdigit() else None
