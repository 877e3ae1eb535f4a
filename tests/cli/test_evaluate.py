"""``pipeline evaluate`` as a person and a script see it, with the bundled models and with none."""
from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ARTICLE = (
    "The council of Vienna voted for a new bridge on Monday. It will cost 40 million euros. The mayor praised the "
    "vote. Work begins in 2027. The opposition wants a tunnel. Neighbours fear noise and dust for years."
)


def evaluate(*arguments: object, code: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", "evaluate", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    file = tmp_path / "pairs.tsv"
    file.write_text("Das ist gut.\tThat is good.\nDie Stadt wächst.\tThe city grows.\n", "utf-8")
    return file


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    file = tmp_path / "examples.jsonl"
    rows = [{"article": ARTICLE, "summary": "Vienna will build a bridge for 40 million.", "src": src} for src in "ab"]
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return file


def test_a_translator_is_measured_once_and_then_read_from_the_cache(pairs: Path, tmp_path: Path) -> None:
    command = ("translation", "--data", pairs, "--cache", tmp_path / "cache.sqlite")
    first = evaluate(*command).stdout
    for expected in ("BLEU ", "chrF2", "version:", "tokens/s", "MB at most", "2 sentences, 4 beams", "Die Stadt"):
        assert expected in first
    assert "from the cache" not in first
    second = evaluate(*command).stdout
    assert second.startswith(first.rstrip())
    assert "1 of 1 parts from the cache, times included" in second


def test_a_script_gets_one_object(pairs: Path) -> None:
    report = json.loads(evaluate("translation", "--data", pairs, "--json", "--no-cache", "--limit", 1).stdout)
    assert report["sentences"] == 1
    assert [metric["name"] for metric in report["metrics"]] == ["BLEU", "chrF2"]
    assert report["run"]["evaluate-translation"]["misses"] == 1
    assert report["model"]["identity"]["weights"]


def test_a_summarizer_is_measured_beside_simple_ways_and_by_source(examples: Path) -> None:
    command = ("summary", "--data", examples, "--no-cache", "--by", "src")
    report = json.loads(evaluate(*command, "--json", "--sentences", 2).stdout)
    assert [(group["name"], group["articles"]) for group in report["groups"]] == [("all", 2), ("a", 1), ("b", 1)]
    ways = report["groups"][0]["ways"]
    assert list(ways) == ["model", "lead", "TextRank", "LexRank"]
    assert {way["sentences"] for way in ways.values()} == {2}
    assert report["sentences_found"] == report["numbers_found"] == 1
    for gain in report["groups"][0]["gains"].values():
        assert gain["rouge1"]["low"] <= gain["rouge1"]["value"] <= gain["rouge1"]["high"]
    text = evaluate(*command, "--percent", 50).stdout
    assert "model - lead" in text
    assert "3.0" in text


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("translation", "--data", "none.tsv"), 1, "none.tsv cannot be read"),
        (("translation",), 2, "--data"),
        (("summary", "--data", "README.md"), 1, "line 1"),
        (("translation", "--data", "README.md", "--model", "none"), 1, "There is no model 'none'"),
        (("translation", "--data", "README.md", "--model", "en-brief-tiny"), 1, "is a model for summarization"),
    ],
)
def test_a_mistake_is_one_line(arguments: tuple[str, ...], code: int, said: str) -> None:
    done = evaluate(*arguments, code=code)
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
