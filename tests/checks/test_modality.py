"""What is said to be so must not become a fact, nor a claim lose its speaker."""

from __future__ import annotations

import pytest

from pipeline.checks.modality import check, unsupported
from pipeline.values import Severity

SEVERE = [
    ("Er hat angeblich gestohlen.", "He stole it."),
    ("Die Kosten dürften der Grund sein.", "The cost is the reason."),
    ("Die Drohung scheint sich auf OpenAI zu beziehen.", "The threat refers to OpenAI."),
    ("Laut Polizei war er betrunken.", "He was drunk."),
    ("„Wir warten“, sagte der Minister.", "We are waiting."),
    ("Der Umfrage zufolge sinkt der Wert.", "The value is falling."),
    ("Das könnte teuer werden.", "That is expensive."),
    ("Er kommt vielleicht.", "He is coming."),
    ("Sie wollte offenbar die Kinder holen.", "She wanted to take the children."),
]
HINTS = [
    ("Das ist wohl teuer.", "That is expensive."),
    ("Wenn er Zeit hat, kommt er vielleicht.", "When he has time, he is coming."),
    ("Sie fürchten, das könnte teuer werden.", "They fear that it is expensive."),
]
FINE = [
    ("Er hat angeblich gestohlen.", "He allegedly stole it."),
    ("Die Kosten dürften der Grund sein.", "The cost is probably the reason."),
    ("Die Kosten dürften steigen.", "Costs are expected to rise."),
    ("Laut Polizei war er betrunken.", "Police said he was drunk."),
    ("Der Lautsprecher ist laut und gut.", "The speaker is loud and good."),
    ("Er sagte den Termin ab.", "He cancelled the meeting."),
    ("Sie teilte sich das Zimmer.", "She shared the room."),
    ("Das würde er wahrscheinlich tun.", "He would probably do that."),
    ("Er hat offenbar gehofft, gewinnen zu können.", "He apparently hoped to win."),
    ("Er könnte im Gefängnis landen, so wie seine Vizepräsidentin.", "He could end in prison, as his deputy."),
    ("Die Wahrscheinlichkeit ist klein.", "The odds are small."),
    ("Sie verlangen mehr und machen so Profit.", "They ask for more and make a profit."),
    ("Wien wächst.", "Vienna grows."),
]


@pytest.mark.parametrize(("german", "english"), SEVERE)
def test_a_claim_that_became_a_fact_is_severe(german: str, english: str) -> None:
    (flag,) = check(german, english)
    assert (flag.name, flag.severity) == ("modality", Severity.SEVERE)


@pytest.mark.parametrize(("german", "english"), HINTS)
def test_a_weak_hedge_is_a_hint(german: str, english: str) -> None:
    (flag,) = check(german, english)
    assert flag.severity is Severity.HINT


@pytest.mark.parametrize(("german", "english"), FINE)
def test_what_keeps_its_hedge_is_fine(german: str, english: str) -> None:
    assert check(german, english) == ()


def test_the_message_has_the_german_word_and_its_meaning() -> None:
    assert "“dürften” (is likely to)" in check(*SEVERE[1])[0].message
    assert "“Laut” (according to)" in check(*SEVERE[3])[0].message


def test_a_summary_that_states_what_its_evidence_supposes() -> None:
    assert unsupported("The cost is the reason.", "The cost is probably the reason.") == ("probably",)
    assert unsupported("The cost may be the reason.", "The cost is probably the reason.") == ()
