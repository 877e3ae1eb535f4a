"""What is said to a newsroom, and what stands beside an article, is in no brief."""
from __future__ import annotations

import pytest

from pipeline import letters
from pipeline.desk_lines import kind
from pipeline.values import Kind


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("anbei erhalten Sie unsere aktuelle Presseinformation mit der Bitte um Veröffentlichung.", Kind.GREETING),
        ("hier der fertige Text, bitte online stellen:", Kind.GREETING),
        ("Wir freuen uns auf Ihre Berichterstattung und stehen für Fragen gerne zur Verfügung.", Kind.GREETING),
        ("Mit der Bitte um Kenntnisnahme und Veröffentlichung.", Kind.GREETING),
        ("Danke dir und schönen Abend!", Kind.GREETING),
        ("Zitate zum Download finden Sie unter www.graz.example/presse.", Kind.CONTACT),
        ("Fotos stehen unter https://presse.example/fotos zum honorarfreien Download bereit.", Kind.CONTACT),
        ("Rückfragen zum Thema beantwortet in der Direktion Raum: Peter Maier, Tel.: +43 1 711 28-78", Kind.CONTACT),
        ("Rückfragen an Dr. Eva Huber, Tel. (1) 798 26 01-464, e.h@x.example Das X ist ein Institut.", Kind.CONTACT),
        ("Nähere Informationen beim Büro LH Huber, unter 02742/9005-12058.", Kind.CONTACT),
        ("Auskunft gibt die Direktion, DI Anna Koch, und E-Mail anna.koch@x.example.", Kind.CONTACT),
        ("*** OTS-ORIGINALTEXT PRESSEAUSSENDUNG UNTER VERANTWORTUNG DES AUSSENDERS. www.ots.at ***", Kind.CONTACT),
        ("Wenn Sie keine Aussendungen mehr erhalten möchten, antworten Sie bitte.", Kind.CONTACT),
        ("Bitte denken Sie an die Umwelt, bevor Sie diese E-Mail ausdrucken.", Kind.CONTACT),
        ("3.950 Zeichen / Stern / 20.11.", Kind.CONTACT),
        ("Über die Stadt Graz: Die Stadt Graz ist die Landeshauptstadt.", Kind.CONTACT),
        ("Über die Stadt Graz: Graz ist die Landeshauptstadt der Steiermark.", Kind.CONTACT),
        ("[ ] Zahl gegenprüfen", Kind.CONTACT),
        ("Assoz.-Prof. Dr. Andrea Fischer", Kind.CONTACT),
        ("Dr. Andrea Fischer / Institut für Geographie", Kind.CONTACT),
        ("Tabelle 1: Nächtigungen im Oktober. Quelle: Statistik Austria.", Kind.TABLE),
        ("[Bild 1: Karl Nagl vor seiner Backstube. Foto: Robert Hahn]", Kind.TABLE),
        ("ZUR SACHE Das Gesetz fördert Geschäfte in kleinen Orten.", Kind.TABLE),
        ("Infokasten: Drosendorf liegt im Bezirk Horn an der Thaya.", Kind.TABLE),
        ("1) Nationale Definition.", Kind.FOOTNOTE),
        ("Fischer A.: Glacier retreat. DOI: 10.1038/s41558-026-1234", Kind.FOOTNOTE),
    ],
)
def test_it_is_told_from_how_it_begins_or_ends(text: str, found: Kind) -> None:
    assert kind(text, "Er kam am Montag.", "") is found


@pytest.mark.parametrize(
    "text",
    [
        "Hier der Text des Gesetzes, dort die Wirklichkeit: Die Lücke ist groß.",
        "Rückfragen beantwortete das Ministerium am Montag nicht.",
        "Mehr Informationen verlangte die Opposition am Montag von der Regierung.",
        "Fotos zeigen den Minister am Tatort.",
        "Dr. Andrea Fischer sprach am Montag mit der Presse.",
        "Über den Vorfall: Die Polizei schwieg am Montag.",
        "Bild und Ton waren gestört.",
        "Danke sagte er nicht.",
        "Das Konzert beginnt um 20 Uhr in Wien. Karten gibt es unter 01/234 567.",
    ],
)
def test_the_text_of_articles_is_none_of_it(text: str) -> None:
    assert kind(text, "Er kam am Montag.", "") is None


def test_a_numbered_list_is_no_footnotes() -> None:
    assert letters.kinds(["Drei Ziele:", "1) Wien", "2) Linz"], [None] * 3) == [None] * 3


def test_a_headline_under_the_time_of_an_embargo_is_no_contact() -> None:
    texts = ["Sperrfrist: 17. November, 11 Uhr", "Graz baut neue Straßenbahn", "Vielen Dank im Voraus", "Eva Huber"]
    assert letters.kinds(texts, [None] * 4) == [Kind.CONTACT, None, Kind.GREETING, Kind.CONTACT]
