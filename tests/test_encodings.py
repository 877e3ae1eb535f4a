"""Every usual encoding of German text is told from its bytes; what is no text is refused."""
from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest

from pipeline.encodings import KNOWN, SAMPLE, check, decode, find
from pipeline.errors import InputError

SEED = (Path(__file__).parents[1] / "seeds" / "standard-musk-microsoft.txt").read_text("utf-8")
SHORT = "Größere Städte heißen „Großstädte“."


@pytest.mark.parametrize(
    "data",
    [
        "Grüße".encode(),
        codecs.BOM_UTF8 + "Grüße".encode(),
        "Grüße".encode("utf-16"),
        codecs.BOM_UTF16_BE + "Grüße".encode("utf-16-be"),
        "Grüße".encode("utf-32"),
    ],
)
def test_utf8_and_what_has_a_mark_is_read_without_a_word(data: bytes, caplog: pytest.LogCaptureFixture) -> None:
    assert decode(data, "a.txt") == "Grüße"
    assert not caplog.records


@pytest.mark.parametrize("text", [SEED, SHORT, "Ja", "Maß", "ÖVP", "STRASSE NACH KÖLN", "„Ja“", "Über Österreich"])
@pytest.mark.parametrize("name", ["cp1252", "mac-roman", "utf-16-le", "utf-16-be"])
def test_other_encodings_are_guessed_and_the_guess_is_told(
    text: str, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    data = text.encode(name)
    assert decode(data, "a.txt") == text
    if not (data.isascii() and b"\0" not in data):
        (told,) = [record.getMessage() for record in caplog.records]
        assert told.startswith(f"a.txt is not UTF-8; it is read as {KNOWN[name]}")
        assert "--encoding" in told
        assert "\n" not in told


@pytest.mark.parametrize("name", ["cp850", "iso8859-15", "latin-1"])
def test_encodings_without_typographic_marks_are_guessed_too(name: str) -> None:
    text = "Größere Städte, kürzere Straßen: 5 Äcker und § 3"
    assert decode(text.encode(name), "a.txt") == text


def test_the_euro_tells_latin_9() -> None:
    assert decode("Für 5 € im März".encode("iso8859-15"), "a.txt") == "Für 5 € im März"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Andrang an der Grenze. Spielfeld/Šentilj/Bad Radkersburg – Ein Andrang, so die Polizei …", "cp1252"),
        ("Œuvre, Žižek und Šoštanj – in Zürich", "cp1252"),
        ("Gewerkschaften vereinbaren erneut die Mö", "mac-roman"),
        ("Husam M. wurde in Syrien öffentlich an d", "mac-roman"),
        ("Hinter den Kulissen haben sich SPÖ und Ö", "mac-roman"),
        ("Die Firma „con energy ag“, ein deutsches", "cp1252"),
        ("Die ehemalige Kiezgröße Stefan Hentschel", "cp850"),
        ("Für den Kommissar Štefan Füle", "iso8859-15"),
    ],
)
def test_names_and_beginnings_of_texts_are_told_too(text: str, name: str) -> None:
    assert decode(text.encode(name), "a.txt") == text


def test_letters_far_behind_the_beginning_decide() -> None:
    text = "Zeile ohne Umlaut.\n" * (SAMPLE // 10) + SHORT
    assert decode(text.encode("mac-roman"), "a.txt") == text


def test_line_ends_are_left_as_they_are() -> None:
    assert decode(b"a\r\nb\rc", "a.txt") == "a\r\nb\rc"


def test_a_stray_nul_is_an_accident() -> None:
    text = SEED + "\0" + SEED
    assert decode(text.encode(), "a.txt") == text


def test_an_encoding_that_is_named_is_not_guessed(caplog: pytest.LogCaptureFixture) -> None:
    assert decode("Größe".encode("cp1252"), "a.txt", "mac-roman") != "Größe"
    assert decode("Größe".encode("cp1252"), "a.txt", "latin-1") == "Größe"
    assert decode("„Größe“".encode("cp1252"), "a.txt", "ANSI") == "„Größe“"
    assert decode(codecs.BOM_UTF8 + b"a", "a.txt", "utf-8") == "a"
    assert decode("Größe".encode("utf-16"), "a.txt", "utf-16") == "Größe"
    assert not caplog.records


@pytest.mark.parametrize("name", ["cp1252", "latin-1", "mac-roman"])
def test_a_named_encoding_that_looks_wrong_is_obeyed_and_doubted(name: str, caplog: pytest.LogCaptureFixture) -> None:
    assert decode("Größe".encode(), "a.txt", name) == "Größe".encode().decode(check(name))
    (told,) = [record.getMessage() for record in caplog.records]
    assert told.startswith("a.txt is valid UTF-8 and is read as ")
    assert "--encoding" in told


def test_ascii_is_ascii(caplog: pytest.LogCaptureFixture) -> None:
    assert decode(b"Wien", "a.txt", "ascii") == "Wien"
    with pytest.raises(InputError, match=r"a\.txt is not sound ASCII: byte 2 .* valid UTF-8, so leave --encoding out"):
        decode("Größe".encode(), "a.txt", "ascii")
    with pytest.raises(InputError, match=r"a\.txt is not sound ASCII: byte 2 .* say what it is in"):
        decode("Größe".encode("cp1252"), "a.txt", "us-ascii")
    assert not caplog.records


def test_size_costs_no_more_than_its_share() -> None:
    # Quadratic time would keep these going for hours.
    for piece in (b"a", b"a ", b"\xe4", b"\x84a ", b"\x84", b"a\xf6", b"A\xd6", b"\xb7", b"\n", b"<p ", b"\xc3\xa4"):
        find(piece * (1_000_000 // len(piece)) + b"\n\xff")


@pytest.mark.parametrize(("name", "said"), [("utf8x", "'utf-8'"), ("cp1525", "'cp1252'"), ("zzz", "usual ones are"),
                                            ("rot13", "there is no encoding"), ("base64", "there is no encoding"),
                                            ("a\0b", "there is no encoding"), ("", "there is no")])  # fmt: skip
def test_a_name_of_no_encoding_is_refused(name: str, said: str) -> None:
    with pytest.raises(InputError) as error:
        check(name)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", ["a.txt is empty"]),
        (b" \r\n\t", ["a.txt is empty"]),
        ("\u200b\ufeff".encode(), ["a.txt is empty"]),
        (codecs.BOM_UTF8, ["a.txt is empty"]),
        (b"abc\0def", ["binary", "byte 3"]),
        (b"\x00\x01\x02\xff" * 50, ["binary", "byte 0"]),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ["binary", "byte 8"]),
        (bytes(range(1, 256)) * 4, ["neither UTF-8 nor", "--encoding"]),
        ("Всё хорошо, прекрасная маркиза".encode("cp1251"), ["neither UTF-8 nor", "--encoding"]),
        (b"%PDF-1.7\n...", ["a PDF", "export"]),
        (b"PK\x03\x04...", ["office document"]),
        ("Schöne Grüße".encode() + b"\xff", ["not sound UTF-8", "byte 15", "0xff", "--encoding"]),
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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "latin-1"])
def test_a_named_encoding_makes_no_text_of_binary(encoding: str) -> None:
    with pytest.raises(InputError):
        decode(b"\x00\x01\x02\xff\x00\x00\x00\x00" * 50, "a.txt", encoding)


def test_noise_is_no_text() -> None:
    assert all(find(os.urandom(4000)) is None for _ in range(5))


@pytest.mark.parametrize(
    ("text", "language", "encoding"),
    [
        ("Le maire a déclaré que l'été serait beau. Voilà ce que l'élève a écrit à Noël.", "fr", "cp1252"),
        ("Мэр сказал в понедельник, что город построит новую школу.", "ru", "cp1251"),
        ("Burmistrz powiedział, że miasto zbuduje nową szkołę. Źle się dzieje, twierdzą mieszkańcy.", "pl", "cp1250"),
    ],
)
def test_other_languages_are_not_taken_for_german(text: str, language: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt", language=language) == text
