"""What no page or mail of ours may hold, whatever template it came from: scripts, handlers, anything loaded."""
from __future__ import annotations

import re
from html.parser import HTMLParser

from pipeline.errors import InputError

_NEVER = frozenset({"script", "iframe", "object", "embed", "form", "base", "audio", "video", "source", "track"})
_LOADS = frozenset({"src", "srcset", "data", "poster", "background", "action", "formaction", "ping", "xlink:href"})


def check(html: str, template: str) -> None:
    """Raise InputError, naming the template and what it is, for the first thing that would run or be loaded."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    if parser.faults:
        raise InputError(f"{template}: a newsletter loads and runs nothing, and the template has {parser.faults[0]}")


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.style = tag == "style"
        if tag in _NEVER:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            address = re.sub(r"[\s\0]", "", value or "").lower()
            if name.startswith("on"):
                self.faults.append(f"the handler {name}")
            elif name in _LOADS and not address.startswith("data:image/"):
                self.faults.append(f"{name}={value!r} in <{tag}>")
            elif name == "href" and not _leads(tag, address):
                self.faults.append(f"href={value!r} in <{tag}>")
            elif name == "style":
                self._styled(value or "")
            elif name == "http-equiv" and address == "refresh":
                self.faults.append("a <meta> that leads elsewhere")

    def handle_endtag(self, tag: str) -> None:
        self.style = False

    def handle_data(self, data: str) -> None:
        if self.style:
            self._styled(data)

    def _styled(self, css: str) -> None:
        if found := re.search(r"(?i)@import|expression\s*\(|url\s*\((?!\s*['\"]?data:image/)", css):
            self.faults.append(f"{found.group().strip()} in a style")


def _leads(tag: str, address: str) -> bool:
    if tag == "a":
        return address.startswith(("http://", "https://", "mailto:", "#"))
    return address == "data:,"
