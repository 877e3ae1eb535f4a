"""Numbers beside another name, month or thing than in the German."""
from __future__ import annotations

import pytest

from pipeline.checks.numbers import check
from pipeline.checks.quantities.beside import misplaced
from pipeline.values import Severity

MOVED = [
    ("Spanien meldete 900 Fälle von Covid-19.", "Spain reported 19 cases of Covid-900."),
    ("Die Sonde Hayabusa2 startete im Dezember 2014.", "The probe Hayabusa2014 launched in December 2."),
    ("Die Boeing 727 kam 1964 auf den Markt.", "The Boeing 1964 was launched in 727."),
    ("Seit April 2016 ist er Chef, wie 2006.", "He has been boss since April 2006, as in 2016."),
    ("Am 1. Oktober 2017 stimmten sie ab.", "On 2017 October 1 they voted."),
    ("Die Messe dauert vom 4. bis zum 14. Oktober.", "The fair runs from October 14 to 4."),
    ("Der 76-Jährige traf ein Mädchen von 13 Jahren.", "The 13-year-old met a girl of 76."),
    ("Von 691 Gästen waren nur 38 krank.", "Only 691 of 38 guests were ill."),
    ("Mindestens 40 Menschen, darunter 11 Polizisten, starben.", "At least 11 people, including 40 officers, died."),
    ("In der 65. Minute traf er zum 41. Mal.", "He scored in the 41th minute for the 65st time."),
    ("Im Jahr 2022 kamen 130.000 Menschen.", "More than 2022 people came in 130,000."),
    ("Ab 2014 fliegt sie in 30 Länder.", "It flies to 2014 countries as of 30."),
    ("Der Umsatz sank von 4,2 auf 4,1 Milliarden.", "Revenue fell to $4.2 billion from $4.1 billion."),
    ("Gegen 19.55 Uhr kam der 34-Jährige.", "At around 34pm the man came, aged 7.55."),
    ("Er war von 1950-51 dort.", "He was there in 51-1950."),
    ("China will 2030 die Nummer 1 sein.", "China wants to be No. 2030 by 1."),
]
FINE = [
    ("Spanien meldete 900 Fälle von Covid-19.", "Spain reported 900 cases of Covid-19."),
    ("Am 1. Oktober 2017 stimmten sie ab.", "They voted on October 1, 2017."),
    ("Im April 2016 und im April 2006", "in April 2006 and in April 2016"),
    ("Der Umsatz sank von 4,2 auf 4,1 Milliarden.", "Revenue fell to $4.1 billion from $4.2 billion."),
    ("Ab 2014 fliegt sie in 30 Länder.", "As of 2014 it flies to 30 countries."),
    ("Für 2007 plant sie, 159,2 Milliarden aufzunehmen.", "The 2007 plan is to take in 159.2 billion."),
    ("Im Jahr 2022 kamen 130.000 Menschen.", "2022 saw 130,000 people come."),
    ("Der 76-Jährige traf ein Mädchen von 13 Jahren.", "The 76-year-old met a girl of 13."),
    ("Die CD \"Live 1974\" hörten 1974 in Ulm 50 Leute.", "The CD Live 1974 was heard by an audience of 50."),
]


@pytest.mark.parametrize(("german", "english"), MOVED)
def test_numbers_that_changed_their_neighbours_are_named(german: str, english: str) -> None:
    assert any(flag.severity is Severity.SEVERE for flag in check(german, english))


@pytest.mark.parametrize(("german", "english"), FINE)
def test_numbers_that_kept_them_are_not(german: str, english: str) -> None:
    assert list(misplaced(german, english)) == []


def test_both_numbers_stand_in_the_message() -> None:
    [said] = misplaced("Spanien meldete 900 Fälle von Covid-19.", "Spain reported 19 cases of Covid-900.")
    assert said == "The German has Covid with 19; the English has it with 900."


def test_one_number_that_comes_twice_is_in_its_place() -> None:
    assert check("Drei Meter weiter lagen drei Menschen.", "Three people lay three metres further on.") == ()


def test_two_numbers_with_each_others_units_are_named() -> None:
    [flag] = check("Nach 12 Spielen hatten sie 14 Punkte.", "They had 12 points after 14 games.")
    assert flag.severity is Severity.SEVERE
