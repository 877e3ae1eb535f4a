import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import clean, visible

PIECES = st.sampled_from(
    [
        "\n",
        "\r\n",
        "\u2028",
        "\x0b",
        "\x85",
        " ",
        "\u00a0",
        "\u202f",
        "\u200b",
        "\u200d",
        "\u00ad",
        "\ufeff",
        "\u200f",
        "-",
        "-\n",
        "Werbe",
        "plan",
        "und",
        "a\u0308",
        "\u0308",
        "👨\u200d👩",
        "\u1100",
        "\u1161",
        "\x00",
        "\u0344",
    ]
)


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("Der neue Werbe-\nplan", "Der neue Werbeplan"),
        ("der neue Werbe-\r\n   plan", "der neue Werbeplan"),
        ("die Marketing-\nund Werbekosten", "die Marketing- und Werbekosten"),
        ("Ein-\nbzw. Ausfuhr", "Ein- bzw. Ausfuhr"),
        ("die B2B-\nPlattform", "die B2B-Plattform"),
        ("die Formel-\n1-Saison", "die Formel-1-Saison"),
        ("EU-\nweit", "EU-weit"),
        ("die 42-\njährige Frau", "die 42-jährige Frau"),
        ("Er kam -\nund ging", "Er kam - und ging"),
        ("der Bundes-\nkanzler", "der Bundeskanzler"),
        ("Nord- und Süd", "Nord- und Süd"),
        ("Nord-\nund Süd", "Nord- und Süd"),
        ("Baden-\nWürttemberg", "Baden-Württemberg"),
        ("Grund-, Haupt-\nund Realschulen", "Grund-, Haupt- und Realschulen"),
        ("Bürger:in\u00adnen und Le\u00adser*\u200binnen", "Bürger:innen und Leser*innen"),
        ("a\0b", "ab"),
        ("Der Mann\nging", "Der Mann ging"),
        ("Al\u00adbertina", "Albertina"),
        ("Al\u00ad\nbertina", "Albertina"),
        ("Ku\u0308nstler", "Künstler"),
        ("z.\u202fB. im\u00a0Mai", "z. B. im Mai"),
        ("\ufeff a \t b\u200b ", "a b"),
        ("\u200fabc\u200e", "abc"),
        ("👨\u200d👩 lachen", "👨\u200d👩 lachen"),
        ("", ""),
        (" \u200b\n", ""),
    ],
)
def test_clean_text_reads_as_one_line(raw: str, wanted: str) -> None:
    assert clean(raw).text == wanted


def test_each_character_knows_where_it_came_from() -> None:
    raw = "Fu\u0308r die Werbe-\n  pla\u00adnung"
    cleaned = clean(raw)
    assert cleaned.text == "Für die Werbeplanung"
    for start in range(len(cleaned.text)):
        begin, end = cleaned.offsets[start], cleaned.offsets[start + 1]
        assert unicodedata.normalize("NFC", raw[begin:end]).startswith(cleaned.text[start])
    assert cleaned.offsets[-1] == len(raw)


@given(st.lists(PIECES | st.text(max_size=4)).map("".join))
def test_cleaning_is_done_once_and_for_all(raw: str) -> None:
    cleaned = clean(raw)
    assert clean(cleaned.text).text == cleaned.text
    assert unicodedata.is_normalized("NFC", cleaned.text)
    assert cleaned.text == " ".join(cleaned.text.split())
    assert bool(cleaned.text) == visible(raw)
    assert len(cleaned.offsets) == len(cleaned.text) + 1
    assert list(cleaned.offsets) == sorted(cleaned.offsets)
    assert cleaned.offsets[-1] <= len(raw)
