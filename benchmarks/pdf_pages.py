"""Makes PDFs as newspapers lay them out, of articles at hand: columns, broken words, running heads, captions."""
from __future__ import annotations

import io
import random
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595.0, 842.0


@dataclass
class Layout:
    """How a page looks; ``shuffled`` writes the lines of all columns in rows, as some programs do."""

    name: str
    columns: int = 1
    breaks: bool = True
    furniture: bool = True
    captions: bool = False
    indented: bool = False
    shuffled: bool = False
    justified: bool = False


LAYOUTS = (
    Layout("one column"),
    Layout("one column, indented", indented=True),
    Layout("two columns", columns=2),
    Layout("two columns, justified, captions", columns=2, captions=True, justified=True),
    Layout("two columns, written in rows", columns=2, shuffled=True),
    Layout("three columns, indented, captions", columns=3, captions=True, indented=True),
)


@dataclass
class Made:
    """The bytes, and what a reader should find: the headline, the paragraphs in order; furniture it should not."""

    data: bytes
    headline: str
    paragraphs: list[str]
    furniture: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)


def make(layout: Layout, headline: str, paragraphs: list[str], seed: int = 0) -> Made:
    """One article as a PDF."""
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.pdfgen.canvas import Canvas

    random.seed(seed)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT))
    made = Made(b"", headline, paragraphs)
    size, leading, margin, gutter = 10.0, 12.5, 56.0, 16.0
    wide = (WIDTH - 2 * margin - gutter * (layout.columns - 1)) / layout.columns
    bottom, page = 70.0, 0
    pending: list[tuple[float, float, float, str, float]] = []

    def begin(first: bool) -> float:
        nonlocal page
        page += 1
        if layout.furniture:
            for text, x, y in (
                ("Neue Beispielzeitung", margin, HEIGHT - 34),
                ("Samstag, 4. Mai 2024", WIDTH - margin - 110, HEIGHT - 34),
                (f"Seite {page}", WIDTH / 2 - 15, 36),
            ):
                canvas.setFont("Helvetica", 8)
                canvas.drawString(x, y, text)
                made.furniture.append(text)
        top = HEIGHT - 70
        if first:
            for line in _lines(headline, WIDTH - 2 * margin, 20, False, stringWidth):
                canvas.setFont("Helvetica-Bold", 20)
                canvas.drawString(margin, top - 14, line)
                top -= 26
            top -= 8
        return top

    def flush() -> None:
        order = sorted(pending, key=lambda one: (-one[1], one[0])) if layout.shuffled else pending
        for x, y, points, text, space in order:
            canvas.setFont("Times-Roman", points)
            canvas.drawString(x, y, text, wordSpace=space)
        pending.clear()

    top = begin(True)
    column, y = 0, top
    for paragraph in paragraphs:
        lines = _lines(paragraph, wide - (12 if layout.indented else 0), size, layout.breaks, stringWidth)
        for place, line in enumerate(lines):
            if y < bottom:
                column, y = column + 1, top
                if column == layout.columns:
                    flush()
                    canvas.showPage()
                    column, top = 0, begin(False)
                    y = top
                if layout.captions and column == min(1, layout.columns - 1):
                    caption = f"Foto: Blick auf die Baustelle, Bild {page}. (Archiv)"
                    made.captions.append(caption)
                    canvas.rect(margin + column * (wide + gutter), y - 90, wide, 88)
                    for text in _lines(caption, wide, 8, False, stringWidth):
                        pending.append((margin + column * (wide + gutter), y - 102, 8, text, 0.0))
                        y -= 10
                    y -= 108
            indent = 12.0 if layout.indented and place == 0 else 0.0
            full = layout.justified and place + 1 < len(lines) and " " in line
            slack = wide - indent - stringWidth(line, "Times-Roman", size)
            space = slack / line.count(" ") if full and 0 < slack < 60 else 0.0
            pending.append((margin + column * (wide + gutter) + indent, y - size, size, line, space))
            y -= leading
        y -= 0 if layout.indented else 7
    flush()
    canvas.showPage()
    canvas.save()
    made.data = out.getvalue()
    return made


def _lines(text, width, size, breaks, measure):  # type: ignore[no-untyped-def]
    """``text`` in lines no wider than ``width``; long words are broken with a hyphen where ``breaks``."""
    lines, line = [], ""
    for whole in text.split():
        word = whole
        while True:
            longer = f"{line} {word}".strip()
            if measure(longer, "Times-Roman", size) <= width:
                line = longer
                break
            at = next((n for n in range(len(word) - 3, 2, -1)
                       if measure(f"{line} {word[:n]}-".strip(), "Times-Roman", size) <= width), 0)  # fmt: skip
            if breaks and at and word.isalpha() and word[at:].islower() and len(word) > 7:
                lines.append(f"{line} {word[:at]}-".strip())
                line, word = "", word[at:]
            else:
                if line:
                    lines.append(line)
                line = word
                break
    return [*lines, line]
