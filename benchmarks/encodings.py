"""How often the encoding of German text that is not UTF-8 is told right, beside libraries alone.

    python benchmarks/encodings.py ARTICLES.jsonl

Each article ("text" on each line) is cut to its first 1, 3 and 10 sentences or left whole, encoded, and decoded again
with what was found; it counts as right if the text comes back the same. Left out are texts in plain ASCII and those
that an encoding does not have all letters for. A library that is not installed is left out. Printed: how many come
back, for each encoding, and microseconds a text.
"""
from __future__ import annotations

import importlib
import importlib.util
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.encodings import BYTEWISE, find
from pipeline.splitter import split

Find = Callable[[bytes], str | None]

ENCODINGS = ("cp1252", "latin-1", "iso8859-15", "mac-roman", "cp850", "utf-16-le", "utf-16-be")
CUTS = (1, 3, 10, 0)


def main() -> None:
    """Print a table for each length."""
    texts = [json.loads(line)["text"] for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    for cut in CUTS:
        some = [text for text in (first(text, cut) for text in texts) if not text.isascii()]
        print(f"\n{f'first {cut} sentence(s)' if cut else 'whole'}\n{'':34}" + " ".join(f"{n:>10}" for n in ENCODINGS))
        for name, way in ways():
            begun = time.perf_counter()
            cells = [measured(way, some, encoding) for encoding in ENCODINGS]
            each = (time.perf_counter() - begun) / sum(of for _, of in cells) * 1e6
            print(f"{name:34}" + " ".join(f"{f'{right}/{of}':>10}" for right, of in cells) + f" {each:7.0f} us")


def ways() -> Iterator[tuple[str, Find]]:
    """Ours, and each library that there is."""
    yield "pipeline.encodings", lambda data: (found := find(data)) and found.name
    if importlib.util.find_spec("charset_normalizer"):
        from_bytes = importlib.import_module("charset_normalizer").from_bytes
        few = ["utf_8", "utf_16_le", "utf_16_be", *(name.replace("-", "_") for name in BYTEWISE)]
        yield "charset-normalizer", lambda data: (best := from_bytes(data).best()) and best.encoding
        yield "charset-normalizer, of these seven", lambda data: (
            (best := from_bytes(data, cp_isolation=few).best()) and best.encoding
        )
    if importlib.util.find_spec("chardet"):
        chardet = importlib.import_module("chardet")
        yield f"chardet {chardet.__version__}", lambda data: chardet.detect(data)["encoding"]


def first(text: str, sentences: int) -> str:
    """The first so many sentences; 0 is all."""
    ends = [end for _, end in split(text)]
    return text[: ends[min(sentences, len(ends)) - 1]] if sentences else text


def measured(way: Find, texts: list[str], encoding: str) -> tuple[int, int]:
    """How many texts come back, of how many that the encoding can hold."""
    right = of = 0
    for text in texts:
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        of += 1
        name = way(data)
        right += name is not None and data.decode(name, "replace") == text
    return right, of


if __name__ == "__main__":
    main()
