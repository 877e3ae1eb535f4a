"""A lost "nicht" is seen; idioms and words that stand for one are not taken for it."""

from __future__ import annotations

import pytest

from pipeline.checks.negation import check, unsupported
from pipeline.values import Severity

LOST = [
    ("Er hat nicht zugestimmt.", "He agreed."),
    ("Sie bekommen keine Warnungen mehr.", "They will receive warnings."),
    ("Niemand wurde verletzt.", "People were injured."),
    ("Nicht nur Wien wächst, auch Graz.", "Only Vienna grows, and Graz."),
    ("Er will nicht gehen, und sie will nicht bleiben.", "He does not want to go, and she wants to stay."),
    ("Die Steuer wird erst 2024 gesenkt, nicht früher.", "The tax will be cut in 2024."),
    ("Kaum jemand glaubt ihm.", "Many believe him."),
    ("Er hatte kaum Geld.", "He had money."),
    ("Es hatte minus 12 Grad in Lienz.", "It was 12 degrees in Lienz."),
    ("Es wurde -12 Grad kalt.", "It got as cold as 12 degrees."),
    ("Er hat nie so viel verdient wie ohne Arbeit andere.", "Unless he worked, he always earned as much."),
    ("Er arbeitet nicht mehr unter Druck.", "He is still working, unlike others, under pressure."),
    ("Es war nichts weniger als falsch, nicht richtig.", "It was less than right."),
    ("Nicht bloß Wien wächst, auch Graz.", "Merely Vienna grows, and Graz."),
    ("Für Physiker ist das nicht sicher.", "But for physicists it is certain."),
]
ADDED = [
    ("Er hat zugestimmt.", "He has not agreed."),
    ("Die Brücke ist offen.", "The bridge isn't open."),
    ("Er kündigte Nichtigkeitsbeschwerde an.", "He did not announce any complaint."),
]
FINE = [
    ("Er hat nicht zugestimmt.", "He did not agree."),
    ("Das ist nicht hinnehmbar.", "That is unacceptable."),
    ("Er hat die Vorfahrt nicht beachtet.", "He ignored the right of way."),
    ("Die Waage misst nicht nur Gewicht, sondern auch Fett.", "The scales measure fat as well as weight."),
    ("Die vier wurden nur leicht verletzt.", "The four were not seriously injured."),
    ("Weder Wien noch Graz wächst.", "Neither Vienna nor Graz is growing."),
    ("Die Ursache war zunächst unklar.", "The cause was not clear."),
    ("Das geht erst nach der Wahl.", "That can't be done until after the election."),
    ("Das war ohne Zweifel richtig.", "That was no doubt right."),
    ("Die Partei ist noch nicht einmal zwei Jahre alt.", "The party is not even two years old."),
    ("Ungewöhnlich für einen Politiker, oder?", "Unusual for a politician, isn't it?"),
    ("Er lehnte ab.", "He would not have it."),
    ("Das Urteil ist nicht rechtskräftig.", "The ruling can still be appealed."),
    ("Kaum hatte er gesprochen, ging sie.", "She left when he had spoken."),
    ("Kaum jemand glaubt ihm.", "Few believe him."),
    ("Das ist kaum zu glauben.", "That is difficult to believe."),
    ("Es hatte minus 12 Grad in Lienz.", "It was -12 degrees in Lienz."),
    ("Es hatte minus 12 Grad in Lienz.", "It was 12 degrees below zero in Lienz."),
    ("Die Reaktion ließ nicht lange auf sich warten.", "The reaction came soon."),
    ("Niemand ging, alle blieben.", "Everybody stayed, nobody left."),
    ("", "It is not."),
    ("Nein.", ""),
]


@pytest.mark.parametrize(("german", "english"), LOST + ADDED)
def test_the_opposite_is_severe(german: str, english: str) -> None:
    (flag,) = check(german, english)
    assert (flag.name, flag.severity) == ("negation", Severity.SEVERE)
    assert flag.advice


@pytest.mark.parametrize(("german", "english"), [pair for pair in FINE if pair[0]])
def test_what_says_the_same_is_fine(german: str, english: str) -> None:
    assert check(german, english) == ()


def test_the_german_word_stands_in_the_message_with_its_meaning() -> None:
    (flag,) = check("Sie bekommen keine Warnungen.", "They get warnings.")
    assert "“keine” (no)" in flag.message


def test_one_negation_more_where_there_is_one_is_a_hint() -> None:
    (flag,) = check("Er kam nicht.", "He did not come, and she did not call.")
    assert flag.severity is Severity.HINT


def test_a_summary_that_denies_what_its_evidence_says() -> None:
    assert unsupported("He did not agree.", "He agreed on Monday.") == ("not",)
    assert unsupported("He did not agree.", "He refused.") == ()
    assert unsupported("He agreed.", "He agreed.") == ()
    assert unsupported("He came.", "He did not come.") == ("not",)
    assert unsupported("He came.", "He came on Monday, when she did not, and stayed for a week.") == ()


def test_endless_text_is_left_alone() -> None:
    assert check("nicht " * 100_000, "x") == ()
