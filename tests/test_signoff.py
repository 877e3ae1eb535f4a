import datetime

import pytest

from pipeline.signoff import find_dateline, find_signoff, read_byline


@pytest.mark.parametrize(
    ("sign", "author", "date"),
    [
        ("(pez, 20.4.2023)", "pez", (2023, 4, 20)),
        ("(APA; 7.11.2015)", "APA", (2015, 11, 7)),
        ("(APA/sid/red – 11.7. 2015)", "APA/sid/red", (2015, 7, 11)),
        ("(red, 16. 5. 2016)", "red", (2016, 5, 16)),
        ("(Anna Muster aus Moskau, 30.12.2015)", "Anna Muster aus Moskau", (2015, 12, 30)),
        (
            "(Text: Anna Muster, Video: Hans von Huber, 1.10.2015)",
            "Text: Anna Muster, Video: Hans von Huber",
            (2015, 10, 1),
        ),
        ("(stu., 9.9.2015)", "stu.", (2015, 9, 9)),
        ("(dpa, 20. April 2023, 14:05 Uhr)", "dpa", (2023, 4, 20)),
        ("(red, 20.4.23)", "red", (2023, 4, 20)),
        ("(1.3.2016)", None, (2016, 3, 1)),
        ("(APA; 18.8.015)", "APA", (2015, 8, 18)),
        ("(Reuters, APA, red)", "Reuters, APA, red", None),
        ("(APA, 30.9.3015)", "APA", None),
        ("(APA, 31.2.2015)", "APA", None),
        ("(APA, 1.13.2015)", "APA", None),
    ],
)
def test_a_sign_off_is_found_and_read(sign: str, author: str | None, date: tuple[int, int, int] | None) -> None:
    text = f"Das sagte der Minister. {sign}"
    found = find_signoff(text, last=True)
    assert found is not None
    assert text[found.start : found.end] == sign
    assert (found.author, found.date) == (author, date and datetime.date(*date))


@pytest.mark.parametrize(
    "text",
    [
        "Tore: Huber (12.), Brassard (51.)",
        "Es fehlen: Huber (Knie), Ronivaldo (Schambeinentzündung)",
        "Der Abgeordnete (AFP) kam nicht. Er blieb daheim.",
        "Der Künstler kam in Wien zur Welt. (geb. 12.3.1950)",
        "Er starb in Graz. (gestorben am 3.4.1999)",
        "Die Zahlen stimmen. (Stand: 20.4.2023)",
        "Der Vertrag (gültig ab 1.1.2016) wurde verlängert. Das sagte er.",
        "Die Abstimmung am 24. Juni (Tag nach dem Referendum; Anm.) wird knapp.",
        "Die Firma (Wien, 1.1.2016) zahlt nicht.",
        "Das ist erlaubt. (§ 5 Abs. 3)",
    ],
)
def test_other_brackets_are_no_sign_offs(text: str) -> None:
    assert find_signoff(text, last=True) is None


def test_initials_alone_sign_only_the_end_of_the_article() -> None:
    assert find_signoff("Das war alles. (pez)", last=True) is not None
    assert find_signoff("Das war alles. (pez)", last=False) is None


@pytest.mark.parametrize(
    ("line", "author", "date"),
    [
        ("Von Anna Muster", "Anna Muster", None),
        ("Von Anna Muster und Hans Huber, Wien", "Anna Muster und Hans Huber, Wien", None),
        ("20. April 2023, 14:05", None, datetime.date(2023, 4, 20)),
        ("Veröffentlicht am 20.4.2023", None, datetime.date(2023, 4, 20)),
        ("Von Jörg Größer, Köln, 18.11.2026", "Jörg Größer", datetime.date(2026, 11, 18)),
    ],
)
def test_a_line_of_its_own_may_name_author_or_date(line: str, author: str | None, date: datetime.date | None) -> None:
    found = read_byline(line)
    assert found is not None
    assert (found.author, found.date) == (author, date)


@pytest.mark.parametrize(
    "line", ["Von der Krise zur Wende", "Von Anfang an war klar, dass es nicht geht.", "29. April"]
)
def test_other_lines_do_not(line: str) -> None:
    assert read_byline(line) is None


REST = " Der Bau der Brücke beginnt im Herbst, teilte die Stadt am Montag mit."


@pytest.mark.parametrize(
    "line",
    [
        "Wien –", "Wien -", "Belgrad–", "Frankfurt am Main-", "Wien/Berlin –", "Iowa City / Wien –", "WIEN (APA) –",
        "Spielfeld/Šentilj/Bad Radkersburg –", "St. Georgen im Attergau –", "Chicago (Illinois) –", "Rio de Janeiro –",
        "Den Haag –", "Berlin, 3. Mai (dpa) –", "Neu-Delhi –",
    ],
)  # fmt: skip
def test_a_dateline_ends_with_its_dash(line: str) -> None:
    text = line + REST
    end = find_dateline(text, 0)
    assert end is not None
    assert text[:end] == line


@pytest.mark.parametrize(
    "text",
    [
        "Oktober –" + REST,
        "Gegen Slowaken Klizan –" + REST,
        "Elon Musk kauft Twitter –" + REST,
        "Facebook, Google – alle" + REST,
        "Salzburg – Linz 3:2 (1:0)",
        "Wirtschafts- und Arbeiterkammer" + REST,
        "wien –" + REST,
    ],
)
def test_other_dashes_make_no_dateline(text: str) -> None:
    assert find_dateline(text, 0) is None


@pytest.mark.parametrize("line", ["RAURIS.", "Wien.", "Salzburg.", "WIEN.", "SANKT JOHANN.", "St. Pölten."])
def test_a_place_before_a_full_stop_begins_a_text_and_is_no_sentence_of_it(line: str) -> None:
    assert find_dateline(line + REST, 0) == len(line)
    assert find_dateline(REST + " " + line + REST, len(REST) + 1) is None


@pytest.mark.parametrize("line", ["Wahnsinn.", "ÖVP.", "NATO.", "Nein."])
def test_a_short_sentence_is_no_place(line: str) -> None:
    assert find_dateline(line + REST, 0) is None


def test_where_it_was_printed_is_no_author() -> None:
    found = find_signoff('Das war alles. ("Die Presse", Print-Ausgabe, 21.11.2026)', last=True)
    assert found is not None
    assert (found.author, found.date) == (None, datetime.date(2026, 11, 21))
