"""Greetings, contacts and footnotes are told from the text, stay in the article, and are in no brief."""
from __future__ import annotations

import pytest

from pipeline import letters
from pipeline.news import Part, compose, recognise
from pipeline.values import Kind

RELEASE = """Neues Hallenbad wird gebaut

Sehr geehrte Damen und Herren,
anbei erhalten Sie unsere Mitteilung. Wir freuen uns über eine Veröffentlichung.

Der Gemeinderat hat am Montag den Bau eines Hallenbads beschlossen. Es kostet zwölf Millionen Euro.

Für Rückfragen steht Ihnen Frau Huber unter 01/234 567 gerne zur Verfügung.

Mit freundlichen Grüßen
Eva Huber
Pressestelle

Pressekontakt:

Stadt Musterhausen

Hauptplatz 1

4020 Linz

Tel.: +43 732 123456

presse@musterhausen.example

[1] Ohne die Kosten des Grundstücks."""


def blocks(text: str) -> list[tuple[Kind, str]]:
    return [(block.kind, block.text) for block in recognise(text, "a.txt").blocks]


def test_a_press_release_keeps_its_forms_apart_from_its_text() -> None:
    assert blocks(RELEASE) == [
        (Kind.HEADLINE, "Neues Hallenbad wird gebaut"),
        (Kind.GREETING, "Sehr geehrte Damen und Herren,"),
        (Kind.GREETING, "anbei erhalten Sie unsere Mitteilung. Wir freuen uns über eine Veröffentlichung."),
        (
            Kind.PARAGRAPH,
            "Der Gemeinderat hat am Montag den Bau eines Hallenbads beschlossen. Es kostet zwölf Millionen Euro.",
        ),
        (Kind.CONTACT, "Für Rückfragen steht Ihnen Frau Huber unter 01/234 567 gerne zur Verfügung."),
        (Kind.GREETING, "Mit freundlichen Grüßen"),
        (Kind.CONTACT, "Eva Huber"),
        (Kind.CONTACT, "Pressestelle"),
        (Kind.CONTACT, "Pressekontakt:"),
        (Kind.CONTACT, "Stadt Musterhausen"),
        (Kind.CONTACT, "Hauptplatz 1"),
        (Kind.CONTACT, "4020 Linz"),
        (Kind.CONTACT, "Tel.: +43 732 123456"),
        (Kind.CONTACT, "presse@musterhausen.example"),
        (Kind.FOOTNOTE, "[1] Ohne die Kosten des Grundstücks."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Sehr geehrte Damen und Herren,",
        "Sehr geehrter Herr Dr. Müller,",
        "Liebe Kolleginnen und Kollegen!",
        "Liebe Leserinnen, liebe Leser,",
        "Sehr geehrte Frau Huber, sehr geehrter Herr Maier,",
        "Hallo zusammen,",
        "Guten Tag Frau Müller,",
        "Dear Sir or Madam,",
    ],
)
def test_salutations(text: str) -> None:
    assert letters.salutation(text) == len(text)
    assert letters.salutation(f"{text} anbei der Text.") == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mit freundlichen Grüßen",
        "Mit freundlichen Grüßen Eva Huber, Pressestelle, Tel. 01/234 567",
        "Viele Grüße aus Wien",
        "Liebe Grüße, Eva",
        "Beste Grüße.",
        "Herzliche Grüße Ihre Redaktion",
        "Kind regards, Eva",
        "Hochachtungsvoll",
    ],
)
def test_closings(text: str) -> None:
    assert letters.closing(text) == 0
    assert letters.closing(f"Danke dafür. {text}") == 13


@pytest.mark.parametrize(
    "text",
    [
        "Liebe zum Detail, das zeichnet sie aus.",
        "Liebe, Hass und Tod bestimmen das Stück.",
        "Lieber Freiheit als Brot, sagte er am Montag.",
        "Grüße aus der Heimat erreichten ihn am Montag.",
        "Viele Grüße erreichten die Mannschaft nach dem Sieg.",
        "Kontakt zu den Entführern gab es nicht.",
        "Rückfragen beantwortete das Ministerium am Montag nicht.",
        "Von: diesem Wort hängt alles ab, sagte er.",
        "Der Kontakt brach im Mai ab.",
        "2015 kamen mehr.",
    ],
)
def test_sentences_of_articles_are_none_of_it(text: str) -> None:
    assert letters.salutation(text) == 0
    assert letters.closing(text) is None
    assert letters.kinds([text], [None]) == [None]


def test_prose_ends_a_signature() -> None:
    texts = ["Viele Grüße", "Eva", "Der Gemeinderat hat am Montag ein neues Hallenbad beschlossen.", "Die Kosten"]
    assert letters.kinds(texts, [None] * 4) == [Kind.GREETING, Kind.CONTACT, None, None]


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Von Max Mustermann", "Max Mustermann"),
        ("Von unserem Korrespondenten Max Muster aus Brüssel", "Max Muster"),
        ("Von unserem Korrespondenten in Brüssel", None),
        ("Ein Kommentar von Eva Müller", "Eva Müller"),
        ("Von Eva Müller, dpa", "Eva Müller, dpa"),
    ],
)
def test_a_byline_set_as_a_sub_heading_says_the_author(line: str, author: str | None) -> None:
    prose = "Der Gemeinderat hat am Montag ein neues Hallenbad beschlossen. Es kostet zwölf Millionen."
    article = compose([Part("Hallenbad", Kind.HEADLINE), Part(line, Kind.SUBHEADING), Part(prose)], "a.html")
    assert [block.kind for block in article.blocks] == [Kind.HEADLINE, Kind.SIGNOFF, Kind.PARAGRAPH]
    assert article.author == author


@pytest.mark.parametrize("line", ["Von Wien nach Berlin", "Analyse: Trumps Zölle", "Von Tesla bis Apple"])
def test_other_sub_headings_stay_what_they_are(line: str) -> None:
    article = compose([Part("Hallenbad", Kind.HEADLINE), Part("Er kam."), Part(line, Kind.SUBHEADING)], "a.html")
    assert article.blocks[-1].kind is Kind.SUBHEADING


def test_what_an_agency_tells_newsrooms_alone_is_no_text() -> None:
    text = "Er kam am Montag nach Wien. Das war neu.\n\n# dpa-Notizblock\n\n## Orte\n\n- Rathaus, Hauptplatz 1"
    assert [kind for kind, _ in blocks(text)] == [Kind.PARAGRAPH, Kind.CONTACT, Kind.CONTACT, Kind.CONTACT]


def test_contacts_go_on_as_long_as_there_are_numbers_and_addresses() -> None:
    texts = ["Rückfragen & Kontakt:", "Stadt", "Eva", "Presse", "+43 732 123456", "a@b.example", "Er kam am Montag."]
    assert letters.kinds(texts, [None] * 7) == [Kind.CONTACT] * 6 + [None]


@pytest.mark.parametrize("word", ["PRESSEMITTEILUNG", "Presseaussendung Nr. 12/2024", "Medieninformation:"])
def test_the_word_above_a_press_release_is_not_its_headline(word: str) -> None:
    text = f"{word}\n\nNeues Hallenbad beschlossen\n\nLinz, 4. März 2024 – {RELEASE.split(chr(10) * 2)[2]}"
    article = recognise(text, "a.txt")
    assert article.title == "Neues Hallenbad beschlossen"
    assert str(article.date) == "2024-03-04"
