"""The line of every key, whatever way of writing TOML its author likes."""
from __future__ import annotations

import tomllib

import pytest

from pipeline.toml_lines import explained, lines

TEXT = '''# settings

[a]
one = 1   # a comment with [b] in it
"two" = """
[b]
one = 2
"""
three = [
  1,

  2,
]
[a.below]
four = 4
[b]
five.six = 1
seven = { eight = 8 }

[[c]]
nine = 9
'''


def test_every_table_and_key_has_the_line_it_begins_in() -> None:
    assert lines(TEXT) == {
        ("a",): 3, ("a", "one"): 4, ("a", "two"): 5, ("a", "three"): 9, ("a", "below"): 14, ("a", "below", "four"): 15,
        ("b",): 16, ("b", "five"): 17, ("b", "five", "six"): 17, ("b", "seven"): 18, ("b", "seven", "eight"): 18,
        ("c",): 20,
    }  # fmt: skip


def test_windows_line_ends_count_alike() -> None:
    assert lines(TEXT.replace("\n", "\r\n")) == lines(TEXT)


def test_keys_before_the_first_table() -> None:
    assert lines("\na.b = 1\nc = 2") == {("a",): 2, ("a", "b"): 2, ("c",): 3}
    assert lines("") == lines("# nothing\n") == {}


@pytest.mark.parametrize(
    ("text", "place"),
    [("a = 1\nb 2\n", "line 2, column 3: "), ("a = 1\n\nb = '''\n\n", "line 3: "), ("a = b", "line 1, column 5: ")],
)
def test_a_syntax_error_has_its_place_first(text: str, place: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as error:
        tomllib.loads(text)
    assert explained(error.value, text).startswith(place)
    assert "(at" not in explained(error.value, text)
