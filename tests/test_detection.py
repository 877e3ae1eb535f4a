"""Other languages are told for certain or not at all: German is never taken for another."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.detection import is_english, other_language, with_languages
from pipeline.languages import GERMAN_ENGLISH
from pipeline.news import recognise
from pipeline.stage import run
from pipeline.stages.rows import unchanged
from pipeline.stages.segment import Segment
from pipeline.values import Outcome

ROOT = Path(__file__).parents[1]
CASES = sorted((ROOT / "tests/cases/articles").glob("*.case"))
SEED = (ROOT / "seeds/standard-musk-microsoft.txt").read_text("utf-8")
ENGLISH = (
    "The city council announced on Monday that the bridge would be finished in 2027. The costs are rising, and the "
    "mayor said that they would have to be paid by the state."
)
GERMAN = (
    "Die Stadt teilte am Montag mit, dass die Brücke 2027 fertig wird. Die Kosten steigen, und der Bund soll zahlen."
)
FRENCH = "Le président a annoncé mardi une réforme du système de retraite, qui doit entrer en vigueur l'an prochain."
DUTCH = (
    "De minister heeft dinsdag een nieuwe wet aangekondigd, die volgend jaar in werking moet treden. De vakbonden "
    "hebben opgeroepen tot een staking, zei de voorzitter."
)
OTHERS = {"en": ENGLISH, "fr": FRENCH, "nl": DUTCH}


@pytest.mark.parametrize("code", OTHERS)
def test_an_article_in_another_language_is_told(code: str) -> None:
    assert other_language(recognise(OTHERS[code], "a.txt")) == code
    assert other_language(recognise(OTHERS[code], "a.txt", language=code)) is None
    assert other_language(recognise(GERMAN, "a.txt", language=code)) == "de"


@pytest.mark.parametrize("case", [*CASES, ROOT / "seeds/standard-musk-microsoft.txt"], ids=lambda case: case.stem)
def test_german_is_german(case: Path) -> None:
    article = recognise(case.read_text("utf-8"), "a.txt")
    assert other_language(article) is None


@pytest.mark.parametrize(
    "text",
    [
        "Donald Trump: Make America Great Again",
        "WIEN",
        "",
        "Microsoft, Apple, Google, Facebook und Amazon " * 4,
        "Kamerun - Dänemark: 1:2 (1:1)\n" * 10,
        f"{GERMAN} {ENGLISH}",
        f"{ENGLISH} {GERMAN}",
        "1234 5678 " * 50,
        "\u202e\u200b" * 100,
        "Olympique Lyon - Steaua Bukarest 1:1\nFC Liverpool - Galatasaray Istanbul 3:2\n" * 3,
    ],
)
def test_what_is_not_certain_counts_as_what_was_expected(text: str) -> None:
    assert other_language(recognise(text, "a.txt")) is None


def test_an_unknown_language_or_a_group_is_not_looked_at() -> None:
    assert other_language(recognise(ENGLISH, "a.txt", language="ROMANCE")) is None
    assert other_language(recognise(ENGLISH, "a.txt", language="xyz")) is None


def test_english_in_a_german_article_stays_and_no_model_sees_it() -> None:
    article = with_languages(recognise(f"{SEED}\n\n{ENGLISH}\n\n{GERMAN}", "a.txt"))
    assert [block.text for block in article.blocks if block.language] == [ENGLISH]
    (cut,) = run(Segment(), [article])
    english = [s for s in cut.sentences if article.blocks[s.block].language]
    assert len(english) == 2  # cut by the rules of English
    for sentence in english:
        kept = unchanged(cut, sentence, GERMAN_ENGLISH)
        assert kept is not None
        assert (kept.text, kept.outcome) == (sentence.text, Outcome.PASSED)


@pytest.mark.parametrize(
    "text",
    [
        "Elon Musk, Tim Cook, Bill Gates",
        "The Verge berichtet von einer Klage und nennt die Kosten",
        "Make it so",
        GERMAN,
        "„The Verge“ hat Twitter um eine Stellungnahme gebeten.",
        FRENCH,
    ],
)
def test_what_is_not_all_english_is_translated(text: str) -> None:
    assert not is_english(text)
    assert with_languages(recognise(f"{GERMAN}\n\n{text}", "a.txt")) == recognise(f"{GERMAN}\n\n{text}", "a.txt")
