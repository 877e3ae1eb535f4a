"""A seal on what this program wrote, by which a file that nobody edited is known from the file itself."""
from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from pipeline import codec

_RUN = re.compile(r"^(?:\*|<p class=\"run\">|<note>)Made on [^*<\n]*(?:\*|</p>|</note>)\n+", re.MULTILINE)
_LINE = re.compile(r"<!-- german-briefs sha256:([0-9a-f]{64}) -->\n\Z")


def seal_markdown(text: str) -> str:
    """``text`` with a last line that holds the sha256 of everything before it; an HTML comment, so it is not shown."""
    text = text if text.endswith("\n") else text + "\n"
    return f"{text}<!-- german-briefs sha256:{_digest(text)} -->\n"


def seal_object(plain: dict[str, Any]) -> dict[str, Any]:
    """``plain`` with a last field ``seal``: the sha256 of its canonical JSON without that field."""
    rest = {name: value for name, value in plain.items() if name != "seal"}
    return rest | {"seal": "sha256:" + hashlib.sha256(codec.dumps(rest)).hexdigest()}


def is_sealed(text: str) -> bool:
    """Whether ``text`` is Markdown or JSON as this program wrote it, unchanged."""
    if text.startswith("{"):
        try:
            plain = json.loads(text)
            return isinstance(plain.get("seal"), str) and bool(seal_object(plain)["seal"] == plain["seal"])
        except (ValueError, RecursionError):
            return False
    line = _LINE.search(text)
    return line is not None and _digest(text[:line.start()]) == line[1]


def gist(text: str) -> str:
    """``text`` without its seal and without the record of the run that made it: equal for equal briefs."""
    if text.startswith("{"):
        try:
            plain = json.loads(text)
        except (ValueError, RecursionError):
            return text
        return codec.dumps({name: value for name, value in plain.items() if name not in ("seal", "made")}).decode()
    return _RUN.sub("", _LINE.sub("", text))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
