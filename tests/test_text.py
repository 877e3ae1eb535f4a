import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.text import clean, decode, visible

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


@pytest.mark.parametrize(
    "data",
    [
        "Grüße".encode(),
        codecs.BOM_UTF8 + "Grüße".encode(),
        "Grüße".encode("utf-16"),
        codecs.BOM_UTF16_BE + "Grüße".encode("utf-16-be"),
    ],
)
def test_utf8_and_marked_utf16_are_read(data: bytes) -> None:
    assert decode(data, "a.txt") == "Grüße"


def test_line_ends_are_left_as_they_are() -> None:
    assert decode(b"a\r\nb\rc", "a.txt") == "a\r\nb\rc"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", ["a.txt is empty"]),
        (b" \r\n\t", ["a.txt is empty"]),
        ("\u200b\ufeff".encode(), ["a.txt is empty"]),
        (codecs.BOM_UTF8, ["a.txt is empty"]),
        (b"abc\0def", ["binary", "byte 3"]),
        (b"%PDF-1.7\n...", ["a PDF", "export"]),
        (b"PK\x03\x04...", ["office document"]),
        ("Ein schöner Tag".encode("latin-1"), ["not UTF-8", "byte 7", "0xf6", "iconv -f WINDOWS-1252 -t UTF-8"]),
        (codecs.BOM_UTF8 + b"ab\xff", ["byte 5"]),
        (codecs.BOM_UTF16_LE + b"a", ["UTF-16", "byte 2"]),
    ],
)
def test_what_cannot_be_read_ends_in_one_clear_line(data: bytes, words: list[str]) -> None:
    with pytest.raises(InputError) as error:
        decode(data, "a.txt")
    message = str(error.value)
    assert "\n" not in message
    assert all(word in message for word in [*words, "a.txt"])
