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


def test_capitals_are_written_as_elsewhere_in_the_article() -> None:
    spelling = Spelling(["Gestern gewann die SPÖ in Wien.", "Die U-Bahn wird nun gebaut."])
    assert spelling.for_model("SPÖ GEWINNT IN WIEN: U-BAHN WIRD GEBAUT!") == "SPÖ Gewinnt in Wien: U-Bahn wird gebaut!"
    assert spelling.for_model("AUF DER STRASSE NACH WIEN") == "Auf der Straße nach Wien"


@pytest.mark.parametrize("text", ["DER STANDARD meldet", "ÖVP, SPÖ", "UNWETTERWARNUNG", "42,000", "Wien wächst."])
def test_what_is_not_shouted_stays(text: str) -> None:
    assert Spelling([text]).for_model(text) == text
