"""Values survive the way to JSON and back, and equal values are equal bytes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pipeline import codec
from pipeline.values import Article, Block, English, Flag, Kind, Outcome


def test_an_article_comes_back_as_it_was() -> None:
    article = Article(
        "Wien – Ja.", (Block(Kind.DATELINE, 0, 6, "Wien –"),), "a.txt", title=None, date=datetime.date(2023, 4, 20)
    )
    assert codec.loads(Article, codec.dumps(article)) == article


def test_nested_values_and_enums_come_back() -> None:
    english = English("Yes.", Outcome.FLAGGED, (Flag("numbers", "one is missing"),))
    assert codec.loads(English, codec.dumps(english)) == english


def test_the_bytes_do_not_depend_on_the_order_of_keys() -> None:
    assert codec.dumps({"b": 1, "a": "ß"}) == codec.dumps({"a": "ß", "b": 1}) == '{"a":"ß","b":1}'.encode()


def test_fields_that_say_how_stay_out_of_keys() -> None:
    @dataclass(frozen=True)
    class Run:
        beams: int
        threads: int = field(default=1, metadata={"key": False})

    assert codec.dumps(Run(4, 1), for_key=True) == codec.dumps(Run(4, 8), for_key=True)
    assert codec.dumps(Run(4, 1), for_key=True) != codec.dumps(Run(5, 1), for_key=True)


@pytest.mark.parametrize(
    "data", [b"{", b"[]", b'{"text": 1}', b'{"words": "x"}', b"null", b'{"text": "a", "outcome": "x"}']
)
def test_what_is_not_such_a_value_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"not a English|JSON|Expecting|valid|property"):
        codec.loads(English, data)


def test_a_value_without_json_form_is_refused() -> None:
    with pytest.raises(TypeError, match=r"PosixPath|WindowsPath"):
        codec.dumps({"folder": Path(".")})


def test_a_field_that_was_added_is_in_no_key_while_it_is_as_before() -> None:
    @dataclass(frozen=True)
    class Before:
        beams: int

    @dataclass(frozen=True)
    class After:
        beams: int
        language: str = field(default="de", metadata=codec.added("de"))

    assert codec.dumps(After(4), for_key=True) == codec.dumps(Before(4), for_key=True)
    assert codec.dumps(After(4, "fr"), for_key=True) != codec.dumps(Before(4), for_key=True)
    assert codec.to_plain(After(4)) == {"beams": 4, "language": "de"}
