"""The lines of a PDF, page by page, with their places: in a process apart, as PDFs may be made to harm."""
from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Any, BinaryIO

from pipeline.errors import InputError

PAGES = 1_000
_LIGATURES = dict(zip("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06", "ff fi fl ffi ffl st st".split(), strict=True))


def items(file: BinaryIO, asked: object = None) -> Iterator[dict[str, Any]]:
    """First what the document says of itself, then each page: its size, its lines, and whether it has pictures.

    A line is its text, its left, top, right and bottom edges in points from the top left corner, the size of its
    letters, and whether they are bold. Raises InputError for what is no PDF, needs a password or has too many pages.
    """
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser, PDFSyntaxError

    try:
        document = PDFDocument(PDFParser(file))
        yield {name: _said(document.info, name) for name in ("Title", "Author")}
        manager = PDFResourceManager()
        # Fragments of a line are put together later, when columns are known.
        device = PDFPageAggregator(manager, laparams=LAParams(char_margin=1.2, boxes_flow=None))
        interpreter = PDFPageInterpreter(manager, device)
        for number, page in enumerate(PDFPage.create_pages(document), 1):
            if number > PAGES:
                raise InputError(f"has more than {PAGES} pages; split it")
            interpreter.process_page(page)
            yield _page(device.get_result())
    except PDFPasswordIncorrect:
        raise InputError("is encrypted; save it without a password first") from None
    except PDFSyntaxError as error:
        raise InputError(f"is damaged, or no PDF: {error}") from None
    except PDFException as error:
        raise InputError(f"is damaged: {' '.join(str(error).split())[:200] or type(error).__name__}") from None


def _said(infos: list[dict[str, Any]], name: str) -> str:
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    for info in infos:
        value = resolve1(info.get(name))
        if isinstance(value, bytes | str):
            text = decode_text(value) if isinstance(value, bytes) else value
            return " ".join(text.split())[:500].encode("utf-8", "replace").decode()
    return ""


def _page(layout: Any) -> dict[str, Any]:
    from pdfminer.layout import LTChar, LTFigure, LTImage, LTTextLine

    lines, pictures = [], False
    stack = [layout]
    while stack:
        item = stack.pop()
        if isinstance(item, LTTextLine):
            letters = [each for each in item if isinstance(each, LTChar)]
            text = "".join(_LIGATURES.get(each, each) for each in item.get_text()).strip("\n")
            if letters and text.strip():
                bold = sum("bold" in each.fontname.lower() or "black" in each.fontname.lower() for each in letters)
                lines.append(
                    [text.encode("utf-8", "replace").decode(), round(item.x0, 1), round(layout.y1 - item.y1, 1),
                     round(item.x1, 1), round(layout.y1 - item.y0, 1), round(median(each.size for each in letters), 1),
                     2 * bold > len(letters)]
                )  # fmt: skip
        elif isinstance(item, LTImage | LTFigure):
            pictures = True
        elif hasattr(item, "__iter__"):
            stack.extend(item)
    return {"width": layout.width, "height": layout.height, "lines": lines, "pictures": pictures}
