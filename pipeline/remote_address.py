"""Where results are stored beyond this machine: a folder, or an address that fsspec knows."""
from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

NONE = "none"
"""Written in place of an address, for no such place after all."""
MEANT = (
    "a folder, or an address such as s3://bucket/folder without a name, a password or any of ? # * [ ] in it, or none"
)
_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]*)://([^?#*\[\]@\s]+)", re.IGNORECASE)


def read(given: object) -> str:
    """The address as it is used, "" for none. Raises ValueError, saying what it must be."""
    text = str(given) if isinstance(given, Path) else given
    if text in ("", NONE):
        return ""
    if not isinstance(text, str) or not text.strip() or "\0" in text:
        raise ValueError(MEANT)
    text = text.strip()
    if "://" not in text:
        return _expanded(text)
    found = _ADDRESS.fullmatch(text)
    rest = found[2].rstrip("/") if found else ""
    if found is None or not rest or rest.startswith("/") != (found[1].lower() == "file"):
        raise ValueError(MEANT)
    return f"{found[1].lower()}://{rest}"


def beside(address: str, folder: Path) -> str:
    """What ``address`` means in a file in ``folder``."""
    return address if "://" in address or not address else str(folder / address)


def scheme(address: str) -> str:
    """``s3`` of an ``s3://`` address; "file" for a folder."""
    return address.partition("://")[0] if "://" in address else "file"


def folder(address: str) -> Path | None:
    """The folder; None if it is none, and on the network."""
    if scheme(address) != "file":
        return None
    return Path(unquote(address.partition("://")[2])) if "://" in address else Path(address)


def _expanded(text: str) -> str:
    try:
        return str(Path(text).expanduser())
    except RuntimeError:
        raise ValueError(MEANT) from None
