"""A dismissed flag stays dismissed until the German or the English of its sentence changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.dismissed import Dismissal, by_sentence, can_be_dismissed, recorded, without_dismissed
from pipeline.report import Report
from pipeline.values import Article, Block, English, Flag, Kind, Outcome, Sentence, Severity, Translation

GERMAN, ENGLISH = "Er wohnt im Haus 42.", "He lives at home."
NUMBERS = Flag("numbers", "The German says 42; the English does not.")
HINT = Flag("names", "A name may be missing.", Severity.HINT)


def translated(*flags: Flag, german: str = GERMAN, english: str = ENGLISH) -> Translation:
    block = Block(Kind.PARAGRAPH, 0, len(german), german)
    severe = any(flag.severity is Severity.SEVERE for flag in flags)
    outcome = Outcome.FLAGGED if severe else Outcome.TRANSLATED
    return Translation(
        Article(german, (block,), "a.txt"), (Sentence(german, 0, 0, len(german)),), (English(english, outcome, flags),)
    )


def of(flag: Flag, reason: str = "") -> Dismissal:
    return Dismissal(flag.name, GERMAN, ENGLISH, flag.severity, flag.message, reason)


def test_a_dismissed_flag_stands_apart_and_is_not_counted() -> None:
    now = without_dismissed(translated(NUMBERS, HINT), by_sentence([of(NUMBERS, "it is said before")]))
    (english,) = now.english
    assert (english.outcome, english.flags) == (Outcome.TRANSLATED, (HINT,))
    assert [(each.flag, each.reason) for each in english.dismissed] == [(NUMBERS, "it is said before")]
    report = Report()
    report.add(now)
    assert report.exit_code(strict=True) == 0


def test_another_severe_flag_keeps_the_sentence_flagged() -> None:
    other = Flag("negation", "A not is lost.")
    (english,) = without_dismissed(translated(NUMBERS, other), by_sentence([of(NUMBERS)])).english
    assert (english.outcome, english.flags) == (Outcome.FLAGGED, (other,))


@pytest.mark.parametrize(
    "changed", [translated(NUMBERS, german=GERMAN + " "), translated(NUMBERS, english="He lives in house.")]
)
def test_a_change_of_either_language_brings_the_flag_back(changed: Translation) -> None:
    assert without_dismissed(changed, by_sentence([of(NUMBERS)])) == changed


def test_a_hint_that_was_dismissed_is_no_answer_to_a_severe_flag() -> None:
    severe = replace(HINT, severity=Severity.SEVERE)
    assert without_dismissed(translated(severe), by_sentence([of(HINT)])) == translated(severe)
    assert not without_dismissed(translated(HINT), by_sentence([of(severe)])).english[0].flags


def test_german_that_was_left_standing_cannot_be_dismissed() -> None:
    nonsense = Flag("untranslated", "The German stands here."), Flag("repetition", "It loops.")
    value = translated(*nonsense, english=GERMAN)
    every = by_sentence(Dismissal(flag.name, GERMAN, GERMAN) for flag in nonsense)
    assert without_dismissed(value, every) == value
    assert not can_be_dismissed(value.english[0])


def test_a_translation_says_itself_what_was_dismissed_in_it() -> None:
    flagged, known = translated(NUMBERS, HINT), by_sentence([of(NUMBERS, "said before")])
    now = without_dismissed(flagged, known)
    assert recorded(now) == known
    assert without_dismissed(flagged, recorded(now)) == now
    assert recorded(flagged) == {}
