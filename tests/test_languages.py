"""Codes of languages as people write them, and what is said of one that is none."""
from __future__ import annotations

import pytest

from pipeline.errors import InputError
from pipeline.languages import COMMON, GERMAN_ENGLISH, Direction, called, name, read, spellings


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("de", "de"), ("DE", "de"), ("deu", "de"), ("de_AT", "de"), ("en-GB", "en"), ("ger", "de"),
        ("pt_BR", "pt_BR"), ("pt-br", "pt_BR"),
        ("sr_latn", "sr_Latn"), ("ROMANCE", "ROMANCE"), ("romance", "ROMANCE"), ("gmw", "gmw"),
        ("NORTH_EU", "NORTH_EU"), ("zh", "zh"), ("ZH", "ZH"), ("bcl", "bcl"),
    ],
)  # fmt: skip
def test_a_code_is_read_as_models_are_named_with_it(given: str, code: str) -> None:
    assert read(given) == code
    assert read(code) == code


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("french", "fr"), ("Frensh", "fr"), ("german", "de"), ("jp", "ja"), ("cz", "cs"), ("fx", "fr"),
        ("ROMANC", "ROMANCE"), ("de_", "de"), ("xx", None), ("", None), ("q", None), (3, None),
    ],
)  # fmt: skip
def test_one_that_is_none_gets_the_nearest(given: object, meant: str | None) -> None:
    with pytest.raises(ValueError, match="the code of a language") as error:
        read(given)
    assert (f"did you mean '{meant}'" in str(error.value)) is (meant is not None)


def test_languages_have_names() -> None:
    assert [name(code) for code in ("fr", "pt_BR", "ROMANCE", "bcl")] == [
        "French", "Portuguese (BR)", "Romance languages", "bcl",
    ]  # fmt: skip
    assert [called(code) for code in ("fr", "pt_BR", "ROMANCE", "bcl")] == [
        "French", "Portuguese (BR)", "original", "original",
    ]  # fmt: skip
    assert all(name(code) != code and read(code) == code for code in COMMON)


def test_models_spell_a_language_in_several_ways() -> None:
    assert spellings("fr") == ["fr", "fra", "fre"]
    assert spellings("pt_BR") == ["pt_BR", "pt_br"]


def test_a_direction_leads_from_one_language_to_another() -> None:
    assert (str(Direction("fr", "pt_BR")), Direction()) == ("French to Portuguese (BR)", GERMAN_ENGLISH)
    with pytest.raises(InputError, match=r"nothing to translate.*pipeline summarize"):
        Direction("en", "en")
