"""One fuzz target a reader: whatever bytes come in, articles, failures or one InputError come out.

    python fuzz/target.py READER [atheris/libFuzzer options] [CORPUS ...]

Readers that work in a process apart are called without it here, so that coverage is seen; what their process does at
its borders is tested in tests/test_hostile.py.
"""

from __future__ import annotations

import contextlib
import functools
import io
import logging
import random
import sys
from pathlib import Path

try:
    import atheris
except ImportError:  # the saved corpus is run without it
    atheris = None

LONGEST = 60_000
"""Bytes of an input."""

INSTRUMENTED = ["pipeline", "markdown_it", "pdfminer", "docx", "email", "html", "feedparser", "trafilatura"]
with atheris.instrument_imports(include=INSTRUMENTED) if atheris else contextlib.nullcontext():
    from pipeline import docx_parts, pdf_lines, pdf_pages
    from pipeline.errors import InputError
    from pipeline.markdown_again import again
    from pipeline.readers import docx, eml, feed, html, jsonl, markdown, pdf, text
    from pipeline.stage import run
    from pipeline.stages.segment import Segment
    from pipeline.values import Article, English, Failure, Translation


def check(one: object) -> None:
    """What holds for all that a reader gives."""
    if isinstance(one, Failure):
        assert one.message
        return
    assert isinstance(one, Article)
    at = 0
    for block in one.blocks:
        assert at <= block.start <= block.end <= len(one.text), (at, block)
        at = block.end
    one.text.encode()
    (cut,) = run(Segment(), [one])
    if one.markdown is not None:
        english = tuple(English(sentence.text) for sentence in cut.sentences)
        again(Translation(one, cut.sentences, english)).text.encode()


def _with(read):  # type: ignore[no-untyped-def]
    def target(data: bytes) -> None:
        try:
            for one in read(data[:LONGEST], "a"):
                check(one)
        except InputError as error:
            assert "\n" not in str(error)

    return target


def _pdf(data: bytes) -> None:
    """The lines of hostile bytes, and paragraphs of lines in hostile places."""
    try:
        _, *pages = pdf_pages.items(io.BytesIO(data[:LONGEST]))
        pdf_lines.paragraphs([pdf._page(page) for page in pages])
    except (InputError, MemoryError, RecursionError):
        pass
    except Exception as error:
        # The process apart says of each that the file is damaged; here only our own faults count.
        if _is_ours(error):
            raise


def _lines(data: bytes) -> None:
    given = iter(data)
    pages = []
    for _ in range(next(given, 0) % 5):
        lines = []
        for _ in range(next(given, 0) % 40):
            left, top, wide, high, size, letter = (next(given, 0) for _ in range(6))
            text = random.Random(letter).choice(("Wien wächst", "• a", "Bau-", "1. FC", "ist.", "x" * letter, "7", " "))
            place = (left * 4 - 50.0, top * 4 - 50.0, left * 4 + wide * 2.0, top * 4 + high / 8)
            lines.append(pdf_lines.Line(text, *place, 1 + size / 8, letter > 200))
        pages.append(pdf_lines.Page(595.0, 842.0, tuple(lines)))
    for words, _kind in pdf_lines.paragraphs(pages):
        assert isinstance(words, str)


def _parts(data: bytes) -> None:
    """A document whose main part is the input, as few inputs are a zip archive."""
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in _skeleton().items():
            archive.writestr(name, data[:LONGEST] if name == "word/document.xml" else content)
    try:
        docx_parts.read_parts(out.getvalue())
    except InputError as error:
        assert "\n" not in str(error)


@functools.cache
def _skeleton() -> dict[str, bytes]:
    import zipfile

    import docx as library

    out = io.BytesIO()
    library.Document().save(out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _is_ours(error: BaseException) -> bool:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and "/pipeline/" in trace.tb_frame.f_code.co_filename


def _parquet(data: bytes) -> None:
    from pipeline import parquet_rows

    try:
        for row in parquet_rows.items(io.BytesIO(data[:LONGEST]), {"text": "text", "title": "title"}):
            assert isinstance(row, dict)
    except (InputError, MemoryError):
        pass


TARGETS = {
    "text": _with(text.read),
    "jsonl": _with(jsonl.read),
    "markdown": _with(markdown.read),
    "eml": _with(eml.read),
    "html": _with(html.read),
    "feed": _with(feed.read),
    "docx": _with(docx.read),
    "docx-parts": _parts,
    "pdf": _pdf,
    "pdf-lines": _lines,
    "parquet": _parquet,
}


def main() -> None:
    """Fuzz the reader named first."""
    name = sys.argv.pop(1)
    logging.disable(logging.CRITICAL)
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main()
