"""The list of the world's places, and what the names check knows by it."""
from __future__ import annotations

from importlib.resources import files

import pytest

from pipeline.checks import name_forms
from pipeline.checks.names import check
from pipeline.checks.place_names import is_english, is_place, place
from pipeline.values import Severity


def severe(german: str, english: str) -> list[str]:
    return [flag.message for flag in check(german, english) if flag.severity is Severity.SEVERE]


def test_the_list_names_its_source_and_licence_and_stays_small() -> None:
    text = (files("pipeline.checks") / "places.tsv").read_text("utf-8")
    head = [line for line in text.splitlines() if line.startswith("#")]
    assert "GeoNames" in " ".join(head)
    assert "CC BY 4.0" in " ".join(head)
    assert len(text.encode()) < 300_000
    rows = [line.split("\t")[0] for line in text.splitlines() if not line.startswith("#")]
    assert len(set(rows)) == len(rows)


def test_the_longest_place_is_meant_and_its_ending_is_taken_off() -> None:
    found = place("die Demokratische Republik Kongo".split(), 1)
    assert found is not None
    assert found.english == ("DR Congo",)
    inhabitant = place(["Genfer"], 0)
    assert inhabitant is not None
    assert inhabitant.english == ("Geneva",)
    assert place(["Regierung"], 0) is None


def test_places_of_one_name_and_of_two() -> None:
    assert is_place("Klosterneuburg")
    assert is_place("Klosterneuburgs")
    assert is_english("Geneva")
    assert not is_english("Klosterneuburg")


@pytest.mark.parametrize("word", ["Essen", "Löwen", "Regierung", "Gartenstadt", "Sebastian", "Wladimir"])
def test_what_is_more_often_something_else_is_no_place(word: str) -> None:
    assert not is_place(word)
    assert place([word], 0) is None


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Der Zug fährt von Chabarowsk nach Jakutsk.", "The train goes from Khabarovsk to Yakutsk."),
        ("Im Kanton Waadt wird gewählt.", "The canton of Vaud goes to the polls."),
        ("Am Vierwaldstättersee schneit es.", "It is snowing at Lake Lucerne."),
        ("Die Straße von Hormus bleibt gesperrt.", "The Strait of Hormuz remains closed."),
        ("In Libau streiken die Hafenarbeiter.", "Dock workers are on strike in Liepaja."),
        ("In Klosterneuburg brennt es.", "There is a fire in Klosterneuburg."),
        ("Lviv und Lemberg sind eine Stadt.", "Lviv is one city."),
    ],
)
def test_an_english_form_is_the_place(german: str, english: str) -> None:
    assert check(german, english) == ()


@pytest.mark.parametrize(
    ("german", "english", "named"),
    [
        ("Er zog von Wien fort.", "He moved away from Venice.", "Wien (Vienna)"),
        ("Die Messe in Mailand beginnt.", "The fair in Malaga begins.", "Mailand (Milan)"),
        ("Die Konferenz in Genf endet.", "The conference in Genoa ends.", "Genf (Geneva)"),
        ("Das Feuer in Budweis ist gelöscht.", "The fire in Budapest is out.", "Budweis"),
        ("Der Kanton Waadt wählt.", "The canton of Valais votes.", "Waadt (Vaud)"),
        ("Die Feuerwehr von Klosterneuburg half.", "The fire brigade of Korneuburg helped.", "Klosterneuburg"),
    ],
)
def test_another_place_is_severe(german: str, english: str, named: str) -> None:
    assert any(named in message for message in severe(german, english))


def test_who_lives_in_a_place_is_a_hint_at_most() -> None:
    assert severe("Der Genfer gewann das Rennen.", "He won the race.") == []


def test_the_table_written_by_hand_goes_before_the_list() -> None:
    [found] = name_forms.known(["Kiew"])
    assert not found.form.listed
    assert found.form.english[0] == "Kyiv"
    [listed] = name_forms.known(["Chabarowsk"])
    assert listed.form.listed
