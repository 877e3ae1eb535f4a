"""Quotation marks: what is quoted in German is quoted in English too, with a beginning and an end.

Human translators drop marks often, and so a quotation without any is a hint. A mark that opens and never closes,
where the German is in order, is severe: a reader could not tell where the words of somebody end.
"""
from __future__ import annotations

import re

from pipeline.quotations import Use, find_quotations
from pipeline.values import Flag, Severity

_MARKS = re.compile(r"[\"“”„‟«»]|(?<![\w])[‘‚](?=\w)|(?<=[\w.,!?…])’(?!\w)")
_INCHES = re.compile(r"(?<=\d)[\"”]")
_FEWEST = 3
"""Words of a quotation whose loss is told."""


def check(german: str, english: str) -> tuple[Flag, ...]:
    """Severe where marks of the English do not pair and those of the German do; a hint where all are gone."""
    if max(len(german), len(english)) > 20_000:
        return ()
    said = [quoted for quoted in find_quotations(german) if quoted.use is Use.SPEECH]
    here = len(_MARKS.findall(_INCHES.sub("", english)))
    there = len(_MARKS.findall(_INCHES.sub("", german)))
    if here % 2 and there % 2 == 0 and "’" not in english.replace("’s", ""):
        message = "A quotation mark of the English has no partner: where the quoted words end cannot be told."
        return (Flag("quotes", message, Severity.SEVERE, "Set the marks by the German, which stands beside it."),)
    lost = [quoted for quoted in said if quoted.closed and len(quoted.words.split()) >= _FEWEST]
    if lost and not here:
        message = "The German quotes somebody; without quotation marks the English reads as the article's own words."
        return (Flag("quotes", message, Severity.HINT, "Make it indirect speech: say who said it, without marks."),)
    return ()
