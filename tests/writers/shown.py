"""A brief that has everything a page can show: flags, tries, what was dismissed, corrected, replaced."""

from __future__ import annotations

import datetime
from dataclasses import replace

from pipeline.brief import assemble
from pipeline.values import (
    Brief,
    Corrected,
    Dismissed,
    English,
    Flag,
    Outcome,
    Severity,
    Summary,
    SummarySentence,
    Translation,
    Try,
)
from tests.walked import MAKERS, replace_article, translation

ROWS = [
    ["headline", "Bäckerei schließt nach 100 Jahren.", "Bakery closes after 100 years."],
    ["credit", "Foto: APA", "Photo: APA"],
    ["dateline", "Graz –", "Graz –"],
    ["paragraph", "Die Bäckerei schließt nächste Woche.", "The bakery closes next week."],
    ["+", "Die Pacht betrage 4.200 Euro, sagt Ott.", "The rent is 42,000 euros, says Ott."],
    ["+", "Er sucht „einen ruhigeren Beruf“.", "He is looking for “a quieter profession”."],
    ["sub-heading", "Was bleibt", "What remains"],
    ["list item", "Das Rezept", "The recipe"],
    ["list item", "Der Ofen", "The oven"],
    ["sign-off", "(ott, 3.5.2024)", "(ott, 3.5.2024)"],
]
RENT, RECIPE = 4, 7
SEVERE = Flag("numbers", "The German says 4.200 (4,200); the English does not.", advice="Leave the sentence out.")
HINT = Flag("modality", "The German reports what somebody says; the English may not.", Severity.HINT)
UNBACKED = Flag("support", "The evidence does not have the number 100.")
WROTE = "The bakery pays 42,000 euros and closes for good."


def everything() -> Translation:
    """The rows, with a publication date and all that can be said of a sentence."""
    value = replace_article(
        translation(ROWS), outlet="Der Bote", author="ott", date=datetime.date(2024, 5, 3),
        address="https://example.org/a?b=1", source="a.txt",
    )  # fmt: skip
    english = list(value.english)
    tries = (
        Try("first", english[RENT].text, ("numbers",)),
        Try("ngrams", "The rent is 4,200 euros, says Ott.", ()),
        Try("beams", "The rent, Ott.", ("numbers",)),
    )
    english[RENT] = English(english[RENT].text, Outcome.FLAGGED, (SEVERE, HINT), tries=tries)
    dismissed = (Dismissed(Flag("names", "The German has Beruf, the English has not."), "it is no name"),)
    english[5] = replace(english[5], confidence="low", dismissed=dismissed)
    corrected = Corrected("The recipe", "Anna", "2026-11-25T08:00:00Z")
    english[RECIPE] = English("Her recipe", Outcome.CORRECTED, corrected=corrected)
    return replace(value, english=tuple(english))


def shown() -> Brief:
    """Its brief: one sentence chosen, one written, one that replaced what was written, one without evidence."""
    value = everything()
    sentences = (
        SummarySentence("The bakery closes next week.", (3,)),
        SummarySentence("The rent is 42,000 euros and he is looking for a new profession.", (RENT, 5), (HINT,)),
        SummarySentence("The rent is 42,000 euros, says Ott.", (RENT,), replaced=WROTE),
        SummarySentence("It had been there for 100 years.", (), (UNBACKED,)),
    )
    return assemble(value, Summary(sentences, "free"), MAKERS)
