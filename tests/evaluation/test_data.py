"""A test set is read whole, or the line that is wrong is named."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.evaluation.data import Example, Pair, read_examples, read_pairs


def written(folder: Path, *lines: str) -> Path:
    file = folder / "data"
    file.write_text("\n".join(lines), "utf-8")
    return file


def test_pairs_are_german_a_tab_and_english(tmp_path: Path) -> None:
    file = written(tmp_path, "Ja.\tYes.", "", "Nein.\tNo.\r", "Gut.\tGood.")
    assert read_pairs(file, 2) == [Pair("Ja.", "Yes."), Pair("Nein.", "No.")]


@pytest.mark.parametrize("line", ["no tab", "one\ttwo\tthree", "only\t"])
def test_a_line_that_is_no_pair_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(InputError, match=r"line 2: .*tab"):
        read_pairs(written(tmp_path, "Ja.\tYes.", line))


def test_examples_are_objects_with_article_and_summary(tmp_path: Path) -> None:
    row = {"article": "Vienna grows.", "summary": "Vienna.", "src": "orf", "more": 1}
    file = written(tmp_path, json.dumps(row))
    assert read_examples(file) == [Example("Vienna grows.", "Vienna.")]
    assert read_examples(file, group="src") == [Example("Vienna grows.", "Vienna.", "orf")]
    with pytest.raises(InputError, match="topic"):
        read_examples(file, group="topic")


@pytest.mark.parametrize(
    "line", ["{", "[]", "{}", '{"article": "a", "summary": 3}', '{"article": " ", "summary": "b"}']
)
def test_a_line_that_is_no_example_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(InputError, match="line 1: "):
        read_examples(written(tmp_path, line))


def test_what_cannot_be_read_or_is_empty_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_pairs(tmp_path / "none")
    with pytest.raises(InputError, match="empty"):
        read_pairs(written(tmp_path, "", " "))
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="cannot be read"):
        read_pairs(tmp_path / "binary")
