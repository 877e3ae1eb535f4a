"""Web addresses that may become a link, and how their host is shown so that nobody is taken in."""
from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads: ``href`` in ASCII, ``host`` as a reader sees it, in ASCII too."""

    href: str
    host: str


def safe(address: str) -> Link | None:
    """The link for an address, or None for what is no plain web address.

    Only http and https; no name or password before the host (``https://outlet.example@evil.example``), no white space,
    control characters or backslashes. A host in other letters (``dеrstandard.at`` with a Cyrillic ``е``) is shown as it
    is asked for, ``xn--drstandard-ksi.at``.
    """
    if re.search(r"[\s\\<>\"'`{}|^]", address) or not address.isprintable():
        return None
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        ascii_host = host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not re.fullmatch(r"[a-z0-9.-]+", ascii_host):
        return None
    at = f"{ascii_host}:{port}" if port is not None else ascii_host
    rest = quote(parts.path, safe="/-._~:@!$&*+,;=%()") + (f"?{_plain(parts.query)}" if parts.query else "")
    rest += f"#{_plain(parts.fragment)}" if parts.fragment else ""
    return Link(f"{parts.scheme}://{at}{rest}", at)


def _plain(text: str) -> str:
    return quote(text, safe="/-._~:?@!$&*+,;=%()")
