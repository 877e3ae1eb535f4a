"""Names lost, misspelt and invented, and those that are there in another form."""
from __future__ import annotations

import subprocess
import sys

import pytest

from pipeline.checks.names import LONGEST, check, unsupported
from pipeline.values import Flag, Severity


def test_a_month_is_a_date_and_no_name() -> None:
    assert check("Er hatte im April sein Amt angetreten.", "He had taken office.") == ()


def severe(german: str, english: str) -> list[Flag]:
    return [flag for flag in check(german, english) if flag.severity is Severity.SEVERE]


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Die EZB senkt die Zinsen.", "The ECB is cutting interest rates."),
        ("Das Bundesverfassungsgericht lehnte ab.", "The Federal Constitutional Court refused."),
        ("Die UNO warnt.", "The United Nations warns."),
        ("Die FPÖ gewinnt in Kärnten.", "The Freedom Party is winning in Carinthia."),
        ("Moskauer Behörden schweigen.", "Moscow authorities remain silent."),
        ("Der Wiener Bürgermeister sprach.", "The mayor of Vienna spoke."),
        ("Die Österreicher wählen neu.", "Austrians vote again."),
        ("Das Tote Meer trocknet aus.", "The Dead Sea is drying up."),
        ("Selenskyj traf Putin in Kiew.", "Zelenskyy met Putin in Kyiv."),
        ("Chodorkowski wurde freigelassen.", "Khodorkovsky was released."),
        ("Müller sagte ab.", "Mueller cancelled."),
        ("Merkels Partei verliert.", "Merkel's party is losing."),
        ("Die Merkel-Regierung plant das.", "The Merkel government is planning this."),
        ("Der Internationale Tennisverband (ITF) schweigt.", "The International Tennis Federation is silent."),
        ("Die Polizei nahm zwei Verdächtige fest.", "Police arrested two suspects."),
        ("Der Regierungssprecher lobte die Donaudampfschifffahrt.", "The spokesman praised steam navigation."),
    ],
)
def test_a_name_in_its_english_form_is_not_flagged(german: str, english: str) -> None:
    assert check(german, english) == ()


@pytest.mark.parametrize(
    ("german", "english", "named"),
    [
        ("Die EZB senkt die Zinsen.", "The bank is cutting rates.", "the organisation EZB (ECB)"),
        ("Merkels Partei verliert.", "Her party is losing.", "Merkels"),
        ("Die Merkel-Regierung plant das.", "The government is planning this.", "Merkel"),
        ("Er sprach mit Ministerin Karner.", "He spoke to the minister.", "the person Karner"),
        ("Das sei falsch, sagte Holstiege.", "That was wrong, he said.", "the person Holstiege"),
        ("Sie lebt in Treysa.", "She lives there.", "the place Treysa"),
        ("Das sagte Frau Keller.", "She said so.", "the person Keller"),
        ("Er reist nach Peking.", "He travels to Tokyo.", "the place Peking (Beijing)"),
        ("Chodorkowski wurde freigelassen.", "Kasparov was released.", "the person Chodorkowski (Khodorkovsky)"),
    ],
)
def test_a_name_that_is_lost_or_changed_is_named_with_its_kind(german: str, english: str, named: str) -> None:
    messages = [flag.message for flag in severe(german, english)]
    assert f"The German names {named}, which the English does not." in messages


@pytest.mark.parametrize(
    ("german", "english", "mine", "other"),
    [
        ("Das sagte Grindel am Freitag.", "Grinddel said so on Friday.", "Grindel", "Grinddel"),
        ("Annegret Kramp-Karrenbauer geht.", "Annegret Kramp-Karenbauer leaves.", "Karrenbauer", "Karenbauer"),
        ("Projektleiter Jonathan Riddell ging.", "Project leader Jonathan Ridell left.", "Riddell", "Ridell"),
        ("Er lebt in Frankfurt.", "He lives in Frannkfurt.", "Frankfurt", "Frannkfurt"),
    ],
)
def test_a_misspelt_name_is_shown_with_both_spellings(german: str, english: str, mine: str, other: str) -> None:
    [flag] = severe(german, english)
    assert mine in flag.message
    assert other in flag.message


@pytest.mark.parametrize("english", ["Merkel said she was coming.", "She said that Ahmed Mansour was coming."])
def test_a_name_that_only_the_english_has_is_flagged(english: str) -> None:
    [flag] = severe("Sie sagte, sie komme.", english)
    assert flag.message.startswith("The English names ")


def test_a_people_that_takes_anothers_place_is_flagged() -> None:
    assert severe("Die Österreicher wählen neu.", "The Germans vote again.")
    assert not severe("Der Münchner gewann.", "The actor won.")


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Der Kanzler kam.", "Chancellor Merkel's deputy came, as Angela did."),
        ("Vorstandschef bleibt er.", "He stays CEO."),
        ("Der Preis beträgt 100 US-Dollar.", "The price is $100."),
        ("Bundestrainer Joachim Löw kam.", "National coach Löw came."),
        ("Wichtige Neuigkeiten Gibt Es Heute", "IMPORTANT NEWS TODAY FROM SOMEWHERE"),
    ],
)
def test_what_translators_add_or_leave_out_is_no_lost_name(german: str, english: str) -> None:
    assert not [flag for flag in severe(german, english) if "which the English" in flag.message]


def test_junk_takes_no_time_and_says_nothing() -> None:
    assert check("Xyz " * LONGEST, "Abc " * LONGEST) == ()
    assert check("", "") == ()
    assert unsupported("Qwertz Abcde " * 20_000, "lorem ipsum")


@pytest.mark.parametrize(
    ("text", "evidence", "names"),
    [
        ("Merkel met Macron in Paris.", "Merkel met the French president in Paris.", ("Macron",)),
        ("Germany's Merkel won.", "The German chancellor Angela Merkel has won.", ()),
        ("The ECB warned them.", "The European Central Bank warned Greece.", ()),
        ("He works for Google now.", "He works for the company now.", ("Google",)),
        ("She met Ahmed Mansour twice.", "She met him twice.", ("Ahmed Mansour",)),
        ("Police said on Monday that it was over.", "It was over.", ()),
    ],
)
def test_names_of_a_summary_are_looked_for_in_its_evidence(text: str, evidence: str, names: tuple[str, ...]) -> None:
    assert unsupported(text, evidence) == names


def test_importing_reads_no_table() -> None:
    code = (
        "import pipeline.checks.names, pipeline.checks.name_words as w, pipeline.checks.name_forms as f;"
        "assert not w._common.cache_info().currsize and not f._forms.cache_info().currsize"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Das Finanzministerium prüft das.", "The Treasury is examining this."),
        ("Bolivien wartet auf den Internationalen Gerichtshof.", "Bolivia awaits the international court of justice."),
        ("Das Verteidigungsministerium schweigt.", "The Pentagon is silent."),
        ("Siemens und die IG Metall verhandeln.", "Siemens and IG Metall are negotiating."),
        ("Die Börsenaufsicht ermittelt.", "The SEC is investigating."),
        ("Die Agentur (WADA) prüft das.", "The agency is examining this."),
        ("Sagte Berichten zufolge ab.", "He reportedly cancelled."),
    ],
)
def test_an_organisation_in_its_english_form_is_not_severe(german: str, english: str) -> None:
    assert severe(german, english) == []


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Die Gewerkschaft verhandelt mit Strabag weiter.", "The union continues to negotiate with Siemens."),
        ("Der Vertrag mit dem Verfassungsgerichtshof läuft aus.", "The contract with the company expires."),
        ("Beim Nato-Gipfel in Wales wird beraten.", "The company summit in Wales is in talks."),
        ("Der Radfahrclub (ADFC) klagt.", "The cycling club (the group) is suing."),
        ("Die Schule lud die Eltern ein.", "Greenpeace invited the parents."),
        ("Die Schule lud die Eltern ein.", "The parents were invited by the WHO."),
    ],
)
def test_an_organisation_that_is_lost_or_new_is_severe(german: str, english: str) -> None:
    assert severe(german, english) != []
