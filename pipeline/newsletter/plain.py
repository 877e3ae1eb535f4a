"""The issue as JSON that newsletter.schema.json describes, and back again."""
from __future__ import annotations

import json
from typing import Any

from pipeline import codec
from pipeline.newsletter.values import Issue
from pipeline.seal import seal_object

FORMAT = "german-briefs/newsletter-1"


def write(issue: Issue) -> str:
    """Indented JSON, sealed, with a newline at its end."""
    return json.dumps(plain(issue), ensure_ascii=False, indent=1) + "\n"


def plain(issue: Issue) -> dict[str, Any]:
    """What ``json`` can write."""
    return seal_object({"format": FORMAT} | codec.to_plain(issue))


def read(text: str) -> Issue:
    """The issue that ``write`` made ``text`` from. Raises ValueError."""
    fields = {name: value for name, value in json.loads(text).items() if name not in ("format", "seal")}
    issue: Issue = codec.from_plain(Issue, fields)
    return issue
