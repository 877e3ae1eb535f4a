"""The words of simple HTML, such as mails have, by the standard library alone: a page of the web needs more."""
from __future__ import annotations

import re
from html.parser import HTMLParser

LIMIT = 2_000_000
"""Characters; what is after them is not read."""

_BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr html li main nav ol p pre section table tbody td tfoot th thead title tr ul".split()
)
_UNREAD = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[.*?(?:\]>|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_UNSEEN = frozenset("head noscript script style svg template title".split())


def words(html: str) -> str:
    """Its text, blocks of it with an empty line between."""
    # The parser takes a time that grows with the square of what is opened and never closed.
    html = _UNREAD.sub(" ", html[:LIMIT])
    html = re.sub(r"<(?![a-zA-Z/][^<>]{0,20000}>)", "&lt;", html)
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.said).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br":
            self.said.append("\n")
        elif tag in _BLOCKS:
            self.said.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif tag in _BLOCKS:
            self.said.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.said.append(data if "\n" not in data else " ".join(re.split(r"\s+", data)))
