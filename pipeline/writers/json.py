"""Everything a brief rests on, as JSON that brief.schema.json describes, and back again."""
from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable
from typing import Any

from pipeline import codec
from pipeline.errors import InputError
from pipeline.seal import seal_object
from pipeline.values import Brief, Provenance, Translation

SUFFIX = ".json"

FORMAT = "german-briefs/brief-2"
"""Raised when a reader of the old format could not read the new one."""
READ = ("german-briefs/brief-1", FORMAT)
"""The formats that are read: brief-1 has no provenance, scores, tries or severities."""

_ORDER = ("headline", "headline_origin", "summary", "dates", "quotations", "notes", "makers", "provenance", "made",
          "translation")  # fmt: skip


def write(brief: Brief) -> str:
    """The brief as indented JSON, fields always in the same order, sealed, with a newline at its end."""
    return json.dumps(plain(brief), ensure_ascii=False, indent=1) + "\n"


def plain(brief: Brief) -> dict[str, Any]:
    """The brief as what ``json`` can write, with ``format`` first and ``seal`` last."""
    fields = codec.to_plain(brief)
    return seal_object({"format": FORMAT} | {name: fields[name] for name in _ORDER})


def read(text: str) -> Brief:
    """The brief that ``write`` made ``text`` from, whether or not it was edited since.

    Raises InputError if it is not a brief, or of a format that this version does not know.
    """
    try:
        fields = json.loads(text)
        _check_format(fields.get("format") if isinstance(fields, dict) else None)
        codec.dumps(fields)  # refuses what canonical JSON cannot hold, such as half a character
        brief: Brief = codec.from_plain(Brief, {k: v for k, v in fields.items() if k not in ("format", "seal")})
        check_places(brief.translation)
        cited = [place for sentence in brief.summary.sentences for place in sentence.evidence]
        cited += [dated.sentence for dated in brief.dates] + [quotation.sentence for quotation in brief.quotations]
        _check_range("a sentence", cited, len(brief.translation.sentences))
    except KeyError as error:
        raise InputError(f"this is no brief in the format {FORMAT}: it lacks the field {error}") from error
    except (TypeError, AttributeError) as error:
        raise InputError(f"this is no brief in the format {FORMAT}: a field is not as it should be") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"this is no brief in the format {FORMAT}: {error}") from error
    return brief


def read_translation(plain: dict[str, Any]) -> tuple[Translation, Provenance]:
    """What ``pipeline translate --json`` printed. Raises InputError if it is not that."""
    try:
        said = {field.name: plain[field.name] for field in dataclasses.fields(Translation)}
        translation: Translation = codec.from_plain(Translation, said)
        provenance: Provenance = codec.from_plain(Provenance, plain["provenance"])
        check_places(translation)
    except KeyError as error:
        raise InputError(f"this is neither a brief nor a translation: it lacks the field {error}") from error
    except (TypeError, AttributeError, ValueError, RecursionError) as error:
        raise InputError("this is no translation as pipeline translate --json prints it") from error
    return translation, provenance


def check_places(translation: Translation) -> None:
    """Raise ValueError if sentences, English, blocks and text of a translation that was read do not belong together."""
    article = translation.article
    if len(translation.sentences) != len(translation.english):
        raise ValueError(f"{len(translation.sentences)} sentences, {len(translation.english)} of them in English")
    _check_range("a block", [sentence.block for sentence in translation.sentences], len(article.blocks))
    ends = [place for block in article.blocks for place in (block.start, block.end)]
    ends += [place for sentence in translation.sentences for place in (sentence.start, sentence.end)]
    _check_range("a place in the text", ends, len(article.text) + 1)


def _check_range(what: str, places: Iterable[int], end: int) -> None:
    for place in places:
        if not 0 <= place < end:
            raise ValueError(f"it names {what} that is not there, {place}")


def _check_format(found: object) -> None:
    number = re.fullmatch(r"german-briefs/brief-(\d{1,9})", found) if isinstance(found, str) else None
    if number is not None and int(number[1]) > int(FORMAT.rpartition("-")[2]):
        raise InputError(f"this brief is in the format {found}, which a newer version made: update german-briefs")
    if found not in READ:
        raise InputError("this is no brief: pipeline run writes them, as NAME.json")
