"""Names of which the English has the letters or a part; compounds and abbreviations that are no names."""
from __future__ import annotations

import pytest

from pipeline.checks.name_pair import pair_of
from pipeline.checks.name_short import in_letters, is_club, of_a_side
from pipeline.checks.name_words import is_compound, is_letters
from pipeline.checks.names import check
from pipeline.values import Severity


def severe(german: str, english: str) -> list[str]:
    return [flag.message for flag in check(german, english) if flag.severity is Severity.SEVERE]


def test_two_words_stand_in_the_letters_they_begin_with_and_others_do_not() -> None:
    pair = pair_of("Er lebt in Los Angeles in Kalifornien.", "He lives in L.A.")
    assert in_letters(pair, 3)
    assert not in_letters(pair, 5)


def test_a_club_stands_for_itself_without_its_town_but_not_for_another_town() -> None:
    assert is_club(pair_of("Sie spielen gegen Lazio Rom.", "They play Lazio."), 4)
    assert not is_club(pair_of("Sie spielen gegen Lazio Rom.", "They play Rome."), 4)
    assert not severe("Sie spielen am Freitag gegen Lazio Rom.", "They play Lazio on Friday.")
    assert severe("Sie spielen am Freitag in Rom.", "They play on Friday.")


def test_a_side_of_a_land_may_be_said_in_two_words() -> None:
    assert of_a_side("Ostafghanistan", pair_of("", "in eastern Afghanistan"))
    assert not of_a_side("Ostafghanistan", pair_of("", "in eastern Turkey"))
    assert not of_a_side("Ostern", pair_of("", "in eastern Turkey"))


@pytest.mark.parametrize("word", ["saisonbeginn", "verweildauer", "katastrophenzone"])
def test_two_common_words_are_no_name(word: str) -> None:
    assert is_compound(word)


@pytest.mark.parametrize("word", ["naberbäumer", "heidelberger", "schlotmann"])
def test_what_only_sounds_like_two_words_is_no_compound(word: str) -> None:
    assert not is_compound(word)


def test_capitals_within_a_word_make_an_abbreviation_but_for_forms_of_people_and_of_firms() -> None:
    assert is_letters("BamS")
    assert is_letters("TMZ")
    assert not any(map(is_letters, ("GmbH", "LehrerInnen", "Merkel", "GroKo")))


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Das alte AKW wird abgeschaltet.", "The old nuclear power plant is being switched off."),
        ("Er sah gestern die WM im Fernsehen.", "He watched the World Cup on television yesterday."),
        ("Der BVB gewann in Bremen.", "Dortmund won in Bremen."),
        ("Eine Soirée fand gestern in Wien statt.", "An evening party was held in Vienna yesterday."),
        ("Das LKA ermittelt gegen den Mann.", "The State Criminal Police are investigating the man."),
        ("Der TSV Wolbeck gewann.", "Wolbeck won."),
        ("Das DRK half gestern in Graz.", "The German Red Cross helped in Graz yesterday."),
        ("Er zahlte gestern 500 AUD dafür.", "He paid 500 Australian dollars for it yesterday."),
        ("Gates sagte Freitag, er komme.", "Gates said on Friday that he was coming."),
        ("Danke, Herr Vorsitzender.", "Thank you."),
        ("Das strafte den Minister Lügen.", "That gave the lie to the minister."),
        ("Nur Minister Konflikte haben kann.", "Only ministers can have a quarrel."),
        ("Der Dresdner Bürgermeister kam.", "The mayor of Dresden came."),
        ("Der Friedenauer Verein gewann.", "The club of Friedenau won."),
        ("Ludwig der Fromme marschierte.", "Louis the Pious marched."),
        ("Er malte im Stil des Kubismus.", "He painted in the style of Cubism."),
        ("Er rügte Los Angeles gestern.", "He rebuked LA yesterday."),
    ],
)
def test_what_is_said_otherwise_is_no_lost_name(german: str, english: str) -> None:
    assert severe(german, english) == []


@pytest.mark.parametrize(
    ("german", "english", "name"),
    [
        ("Eine Umfrage im Auftrag der BamS zeigt das.", "A survey shows this.", "BamS"),
        ("Das berichtet das Portal \"TMZ\" am Montag.", "The portal reported it on Monday.", "TMZ"),
        ("Der FCA traf zweimal.", "They scored twice.", "FCA"),
        ("Er fuhr gestern durch die Coburger Straße.", "He drove through it yesterday.", "Coburger"),
        ("Manchester United verlor in der Premier League.", "Manchester United lost in the league.", "Premier League"),
        ("Das AMS warnt davor.", "They warn of it.", "AMS"),
    ],
)
def test_abbreviations_streets_and_leagues_that_are_gone_are_named(german: str, english: str, name: str) -> None:
    assert any(f"{name}" in message for message in severe(german, english))


def test_a_misprint_that_the_english_puts_right_is_a_hint() -> None:
    [flag] = check("Das sagte ein Sprecher von Gilbratar.", "A spokesman for Gibraltar said so.")
    assert flag.severity is Severity.HINT


def test_letters_that_stand_in_a_compound_may_be_left_out_but_not_changed() -> None:
    assert not severe("Die EU-Botschafterin sprach.", "The ambassador spoke.")
    assert severe("Die EU-Botschafterin sprach.", "The ambassador of Canada spoke.")
