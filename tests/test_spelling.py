"""What the model is given where the German is not spelled as in the news it learned from."""
from __future__ import annotations

import pytest

from pipeline.spelling import Spelling


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Die Leser*innen", "Die Leserinnen"),
        ("den Bürger:innen", "den Bürgerinnen"),
        ("Ärzt_innen", "Ärztinnen"),
        ("eine Student/-in", "eine Studentin"),
        ("Schüler(innen)", "Schülerinnen"),
        ("Leser*innenbriefe", "Leserinnenbriefe"),
        ("LeserInnen", "LeserInnen"),
        ("Userinnen und User", "Userinnen und User"),
        ("die Datei foo_in, Ort:in_der", "die Datei foo_in, Ort:in_der"),
        ("Er sagte:in Wien", "Er sagte:in Wien"),
        ("um 5*3", "um 5*3"),
        ("EU-bürger:innen, U-Bahn-Fahrer:innen", "EU-bürgerinnen, U-Bahn-Fahrerinnen"),
        ("Jede:r Schüler:in muss eine:n Lehrer:in fragen.", "Jede Schülerin muss eine Lehrerin fragen."),
        ("Ein*e gute*r Lehrer*in hilft jedem*r.", "Eine gute Lehrerin hilft jeder."),
        ("Der:die Schüler:in, die Hand der*des Abgeordnete*n", "Die Schülerin, die Hand der Abgeordnete"),
        ("der/die Schüler/in oder eine/n Lehrer/in", "die Schülerin oder eine Lehrerin"),
        ("Sie*er und ihr:e Freund:in", "Sie und ihre Freundin"),
        ("der/die Täter, die Straße/n", "der/die Täter, die Straße/n"),
        ("name_n.txt, https://a.at/eine:r", "name_n.txt, https://a.at/eine:r"),
    ],
)
def test_gender_marks_are_taken_out_and_nothing_else(text: str, wanted: str) -> None:
    assert Spelling([text, "ß"]).for_model(text) == wanted


def test_swiss_ss_becomes_sharp_where_it_would_be() -> None:
    text = "Das heisst, die grosse Strasse ist ausserdem schliesslich im Fussball weiss; Grüsse, GROSSE Masse."
    wanted = "Das heißt, die große Straße ist außerdem schließlich im Fußball weiß; Grüße, GROßE Masse."
    assert Spelling([text]).for_model(text) == wanted


@pytest.mark.parametrize(
    "text",
    ["Schluss, Fluss, Kongress, Hessen, müssen, dass, wissen, Russland, Ausschuss, Aussage, Klasse, Interesse, Gasse",
     "Preissenkung, Kreissäge, Beweissicherung, Hinweisschild, Schloss, Fassade, Genuss, Kuss, massiv, Wasser"],
)  # fmt: skip
def test_a_true_ss_stays(text: str) -> None:
    assert Spelling([text]).for_model(text) == text


def test_an_article_that_has_a_sharp_s_is_not_swiss() -> None:
    assert Spelling(["Der Großteil.", "Die Firma Strasser"]).for_model("Die Firma Strasser") == "Die Firma Strasser"


def test_a_german_name_makes_no_german_paper_of_a_swiss_one() -> None:
    article = ["Frau Großmann heisst nun anders.", "Sie wohnt in einer grossen Strasse."]
    assert Spelling(article).for_model(article[1]) == "Sie wohnt in einer großen Straße."
    paper = ["Herr Weiss, Herr Weiss und Herr Weiss waren groß.", "Die Straße heißt so."]
    assert Spelling(paper).for_model(paper[0]) == paper[0]


def test_size_costs_no_more_than_its_share() -> None:
    # Quadratic time would keep these going for hours.
    for piece in "A-|A|A_|Aa-a|Aa_in|ss|GROSSE |e:r|die:|ein|a_innen|Strass|/|(".split("|"):
        text = piece * (1_000_000 // len(piece))
        assert Spelling([text]).for_model(text)


def test_capitals_are_written_as_elsewhere_in_the_article() -> None:
    spelling = Spelling(["Gestern gewann die SPÖ in Wien.", "Die U-Bahn wird nun gebaut."])
    assert spelling.for_model("SPÖ GEWINNT IN WIEN: U-BAHN WIRD GEBAUT!") == "SPÖ Gewinnt in Wien: U-Bahn wird gebaut!"
    assert spelling.for_model("AUF DER STRASSE NACH WIEN") == "Auf der Straße nach Wien"


@pytest.mark.parametrize("text", ["DER STANDARD meldet", "ÖVP, SPÖ", "UNWETTERWARNUNG", "42,000", "Wien wächst."])
def test_what_is_not_shouted_stays(text: str) -> None:
    assert Spelling([text]).for_model(text) == text
