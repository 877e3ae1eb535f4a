"""A brief in which every text that comes from outside is the same hostile one."""

from __future__ import annotations

from dataclasses import replace

from pipeline.brief import assemble
from pipeline.values import Brief, Corrected, Dated, Dismissed, Flag, Quotation, Severity, Summary, SummarySentence, Try
from tests.walked import MAKERS, replace_article, translation


def attacked(text: str) -> Brief:
    """Headline, outlet, author, source, address, German, English, flags, tries, notes and makers are ``text``."""
    rows = [["headline", text, text], ["paragraph", text, text, text], ["+", text, text], ["list item", text, text]]
    value = replace_article(translation(rows), outlet=text, author=text, source=text, address=text)
    flag, hint = Flag(text, text, advice=text), Flag(text, text, Severity.HINT, text)
    last = replace(
        value.english[3], flags=(flag, hint), tries=(Try(text, text, (text,)),), dismissed=(Dismissed(flag, text),),
        corrected=Corrected(text, text, text),
    )  # fmt: skip
    value = replace(value, english=(*value.english[:3], last))
    sentences = (SummarySentence(text, (1, 2), (flag,), text), SummarySentence(text, ()))
    makers = [replace(MAKERS[0], model=text, measured=text, backend=text)]
    made = assemble(value, Summary(sentences, "free", text), makers)
    return replace(
        made, notes=(*made.notes, text), dates=(Dated(None, text, 1),), quotations=(Quotation(text, 2, text),)
    )
