from pathlib import Path

import pytest

from pipeline.leaning import leans

CASES = Path(__file__).parent / "cases/leaning"


def labelled(name: str) -> list[tuple[bool, str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(label == "leans", german) for label, german in rows]


def test_of_the_seeds_sentences_that_lean_all_but_one_are_found_and_no_other() -> None:
    said = {german: (wanted, leans(german, "")) for wanted, german in labelled("seed.tsv")}
    missed = [german for german, (wanted, got) in said.items() if wanted and not got]
    assert missed == [german for german in said if "aufgrund der saftigen Gebühr" in german]
    assert not [german for german, (wanted, got) in said.items() if got and not wanted]


@pytest.mark.parametrize(
    "german",
    [
        "Diese wurden verwendet, um das Sprachmodell zu trainieren.",
        "Er kündigte Rache an.",
        "Das ist neu.",
        "Das Unternehmen wollte nichts sagen.",
        "Auf der Veranstaltung sprach Musk.",
        "Die Konsequenz: Es gibt keine Warnungen mehr.",
        "Microsoft hingegen schweigt.",
        "„Wir schaffen das.“",
        "„Wir schaffen das“, sagte er.",
        "Nach dem Krieg arbeitete sie als Lehrerin.",
        "Es handelt sich um einen Irrtum.",
    ],
)
def test_a_sentence_with_nothing_to_stand_on_leans(german: str) -> None:
    assert leans(german, "")


@pytest.mark.parametrize(
    "german",
    [
        "Microsoft wird Twitter streichen.",
        "Das neue Gesetz der Regierung tritt in Kraft.",
        "Das Unternehmen Tesla wollte nichts sagen.",
        "Die Regierung hat in dieser Woche entschieden.",
        "Auch wenn Musk droht, bleibt Microsoft ruhig.",
        "„Sie haben es trainiert“, sagte Elon Musk.",
        "Es gibt keine Warnungen mehr.",
        '"The Verge" hat Twitter gefragt.',
        "Musk sagte, er werde klagen.",
    ],
)
def test_a_sentence_that_names_what_it_speaks_of_stands(german: str) -> None:
    assert not leans(german, "")


def test_the_german_decides_where_there_is_some() -> None:
    assert not leans("Microsoft wird Twitter streichen.", "They will drop it.")


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("This time it is one of the biggest companies.", True),
        ("However, Microsoft did not comment.", True),
        ("They trained it illegally.", True),
        ("The company did not comment.", True),
        ("It remains unclear what Musk wants.", False),
        ("This week Microsoft drops Twitter.", False),
        ("The company Tesla did not comment.", False),
        ('"They trained it illegally," said Elon Musk.', False),
        ("Musk wants to sue Microsoft.", False),
    ],
)
def test_english_is_judged_by_itself_where_there_is_no_german(english: str, expected: bool) -> None:
    assert leans(None, english) is expected
