"""A glossary is read with its mistakes told by line, its terms are found in their forms, and its words put in."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.glossary import Glossary, Term, called, has, missing, put_in_output, put_in_source, read


@pytest.fixture
def file(tmp_path: Path):
    def write(text: str | bytes) -> Path:
        path = tmp_path / "terms.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_comma_semicolon_or_tab_with_or_without_headings_and_notes(file, separator: str) -> None:
    rows = (("German", "English", "note"), ("Jänner", "January", "Austrian"), ("# told apart",), ("", ""),
            ("Lawsuit Time", "keep"))  # fmt: skip
    glossary = read(file("\n".join(separator.join(row) for row in rows)))
    assert set(glossary.terms) == {Term("Jänner", "January", "Austrian"), Term("Lawsuit Time", "Lawsuit Time")}


def test_windows_encoding_and_commas_in_quotation_marks(file) -> None:
    glossary = read(file('Jänner,"January, month",x\n'.encode("cp1252")))
    assert glossary.terms == (Term("Jänner", "January, month", "x"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no term"),
        ("German,English\n", "no term"),
        ("Jänner,January\nKassa\n", "line 2: two fields"),
        ("Jänner,\n", "line 1: two fields"),
        ("a,b,c,d\n", "line 1: 4 fields"),
        ("Kassa,till\nKassa,cash desk\n", "line 2: 'Kassa' was 'till' in line 1"),
        ('Kassa,"till\n', "quotation mark"),
        ("!,b\n", "line 1: '!' has no letter"),
        ("a" * 300 + ",b\n", "line 1: a term has at most 200"),
    ],
)
def test_a_mistake_is_one_line_that_says_where(file, text: str, said: str) -> None:
    with pytest.raises(InputError, match=r"terms\.csv") as caught:
        read(file(text))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_glossary_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path / "none.csv")


def test_terms_are_found_in_their_forms_and_the_longest_wins() -> None:
    bank, national = Term("Bank", "bank"), Term("Oesterreichische Nationalbank", "OeNB")
    short, eu = Term("Nationalbank", "national bank"), Term("EU", "EU")
    glossary = Glossary((bank, national, short, eu))
    assert glossary.asked("Die Oesterreichischen Nationalbank warnt.") == (national,)
    assert glossary.asked("Die Nationalbanken der EU warnen.") == (short, eu)
    assert glossary.asked("Die Bankomaten sind leer, die bank auch.") == ()
    assert Glossary().asked("Die Bank.") == ()


def test_the_english_counts_as_one_or_many_and_in_any_case() -> None:
    term = Term("Kassa", "cash desk")
    assert has("Cash desks are closed.", term)
    assert has("The cash desk's owner.", term)
    assert not has("The cash desktop.", term)
    assert missing("The till.", [term])[0].name == "glossary"


@pytest.mark.parametrize(
    ("english", "written", "wanted"),
    [
        ("The till is empty.", ["till"], "The cash desk is empty."),
        ("The tills are empty.", ["counter", "till"], "The cash desks are empty."),
        ("The Cash-Desk is empty.", [], "The cash desk is empty."),
        ("Till is empty.", ["till"], "Cash desk is empty."),
        ("It is an old office.", ["office"], "It is an old cash desk."),
        ("It is an office.", ["office"], "It is a cash desk."),
        ("It is closed.", ["till"], None),
    ],
)
def test_what_the_model_calls_the_term_is_replaced(english: str, written: list[str], wanted: str | None) -> None:
    assert put_in_output(english, Term("Kassa", "cash desk"), written) == wanted


def test_a_plural_gets_no_second_s() -> None:
    term = Term("Mobilfunker", "mobile operators")
    assert put_in_output("Mobile phone firms grow.", term, ["mobile phone firm"]) == "Mobile operators grow."


def test_what_a_model_calls_a_term_is_told_from_sentences_around_it() -> None:
    outputs = ["Kassa", "The till", "It's about till.", "This is a cash desk.", "A"]
    assert called(outputs) == ["cash desk", "Kassa", "till"]


def test_the_english_is_put_into_the_german() -> None:
    assert put_in_source("Die Kassen der Kassa.", [Term("Kassa", "cash desk")]) == "Die Kassen der cash desk."
