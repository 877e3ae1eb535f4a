"""Everything a brief rests on, as JSON that brief.schema.json describes, and back again."""
from __future__ import annotations

import json
from typing import Any

from pipeline import codec
from pipeline.errors import InputError
from pipeline.seal import seal_object
from pipeline.values import Brief

SUFFIX = ".json"

FORMAT = "german-briefs/brief-1"
"""Raised when a reader of the old format could not read the new one."""

_ORDER = ("headline", "headline_origin", "summary", "dates", "quotations", "notes", "makers", "translation")


def write(brief: Brief) -> str:
    """The brief as indented JSON, fields always in the same order, sealed, with a newline at its end."""
    return json.dumps(plain(brief), ensure_ascii=False, indent=1) + "\n"


def plain(brief: Brief) -> dict[str, Any]:
    """The brief as what ``json`` can write, with ``format`` first and ``seal`` last."""
    fields = codec.to_plain(brief)
    return seal_object({"format": FORMAT} | {name: fields[name] for name in _ORDER})


def read(text: str) -> Brief:
    """The brief that ``write`` made ``text`` from, whether or not it was edited since.

    Raises InputError if it is not a brief or of another format.
    """
    try:
        fields = json.loads(text)
        if not isinstance(fields, dict) or fields.get("format") != FORMAT:
            raise InputError(f"this is no brief in the format {FORMAT}")
        brief: Brief = codec.from_plain(Brief, {k: v for k, v in fields.items() if k not in ("format", "seal")})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"this is no brief in the format {FORMAT}: {error}") from error
    return brief
