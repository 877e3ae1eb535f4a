"""Every sentence ends as translated, passed through on purpose, or flagged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.engine import Decoding, Identity, ModelRef
from pipeline.engines.fake import Fake
from pipeline.languages import GERMAN_ENGLISH, Direction
from pipeline.models import find
from pipeline.stage import key, recipe, run
from pipeline.stages.generate import generate
from pipeline.stages.translate import Translate
from pipeline.values import Article, Block, Kind, Outcome, Sentence, Sentences, Translation


@pytest.fixture
def answers() -> dict[str, str]:
    return {}


def translated(
    tmp_path: Path, answers: dict[str, str], *rows: tuple[Kind, str], direction: Direction = GERMAN_ENGLISH
) -> Translation:
    (tmp_path / "answers.json").write_text(json.dumps(answers), "utf-8")
    text, blocks, sentences = "", [], []
    for index, (kind, german) in enumerate(rows):
        start = len(text)
        text += german + "\n\n"
        blocks.append(Block(kind, start, start + len(german), german))
        sentences.append(Sentence(german, index, start, start + len(german)))
    value = Sentences(Article(text, tuple(blocks), "t", language=direction.source), tuple(sentences))
    ref = find(str(tmp_path), task="translation", direction=direction, engine="fake")
    stage = Translate(ref)
    (translation,) = run(stage.retry(), run(stage, [value]))
    return translation


def test_each_sentence_gets_its_own_english(tmp_path: Path) -> None:
    answers = {"Wien wächst.": "Vienna grows.", "Graz auch.": "So does Graz."}
    value = translated(tmp_path, answers, *((Kind.PARAGRAPH, german) for german in answers))
    assert [english.text for english in value.english] == ["Vienna grows.", "So does Graz."]
    assert {english.outcome for english in value.english} == {Outcome.TRANSLATED}


def test_credits_outlets_datelines_and_sign_offs_are_left_alone(tmp_path: Path) -> None:
    value = translated(
        tmp_path,
        {},
        (Kind.CREDIT, "Foto: JONATHAN ERNST, Reuters"),
        (Kind.OUTLET, "DER STANDARD"),
        (Kind.DATELINE, "Wien –"),
        (Kind.SIGNOFF, "(pez, 20.4.2023)"),
    )
    assert [e.text for e in value.english] == [
        "Photo: JONATHAN ERNST, Reuters",
        "DER STANDARD",
        "Wien –",
        "(pez, 20.4.2023)",
    ]
    assert {e.outcome for e in value.english} == {Outcome.PASSED}


@pytest.mark.parametrize(
    ("english", "flag"),
    [("", "empty"), ("the the the the", "repetition"), (" ".join(f"word{n}" for n in range(99)), "limit")],
)
def test_nonsense_is_not_printed_and_the_german_stays(tmp_path: Path, english: str, flag: str) -> None:
    (result,) = translated(tmp_path, {"Nur das.": english}, (Kind.PARAGRAPH, "Nur das.")).english
    assert (result.text, result.outcome) == ("Nur das.", Outcome.FLAGGED)
    assert {"untranslated", flag} <= {f.name for f in result.flags}


def test_what_has_no_language_never_reaches_the_model(tmp_path: Path) -> None:
    (result,) = translated(tmp_path, {"💩": "poop", "42": "43"}, (Kind.PARAGRAPH, "💩 42")).english
    assert (result.text, result.outcome) == ("💩 42", Outcome.PASSED)


def test_a_sentence_over_the_models_limit_is_translated_whole(tmp_path: Path) -> None:
    long = " ".join(f"Teil{n:03}, und" for n in range(700)) + " Ende."
    (result,) = translated(tmp_path, {}, (Kind.PARAGRAPH, long)).english
    assert result.outcome is Outcome.TRANSLATED
    assert [w for w in result.text.split() if w.startswith("Teil")] == [w for w in long.split() if w.startswith("Teil")]


def test_the_model_reads_german_as_it_knows_it_and_people_as_it_is_written(tmp_path: Path) -> None:
    shouted, swiss, doubtful = "DIE GROSSE STRASSE", "Die grosse Strasse.", "Bürger:innen sagen ja."
    answers = {"Die große Straße": "The big street", "Die große Straße.": "The big street."}
    answers["Bürgerinnen sagen ja."] = ""
    value = translated(tmp_path, answers, *((Kind.PARAGRAPH, german) for german in (shouted, swiss, doubtful)))
    assert [english.text for english in value.english] == ["The big street", "The big street.", doubtful]
    assert value.english[2].outcome == Outcome.FLAGGED
    assert [sentence.text for sentence in value.sentences] == [shouted, swiss, doubtful]


def test_keys_of_german_to_english_are_those_from_before_there_were_other_directions() -> None:
    german, french = (
        ModelRef(Identity("b", "m", "w", "c"), Path("x"), "fake", direction=direction)
        for direction in (Direction(), Direction("fr", "en"))
    )
    assert b"direction" not in recipe(Translate(german))
    assert key(recipe(Translate(german)), "Er kam.") != key(recipe(Translate(french)), "Er kam.")


def test_other_languages_are_not_spelled_as_german_and_doubts_name_them(tmp_path: Path) -> None:
    french = ("LA GRANDE PLACE EST BELLE", "Il y en a 42.", "Non.", "Il en faut 42 000.")
    rows = [(Kind.PARAGRAPH, text) for text in french]
    answers = {"Il y en a 42.": "There are many.", "Non.": "", "Il en faut 42 000.": "It takes 42,000."}
    value = translated(tmp_path, answers, *rows, direction=Direction("fr", "en"))
    shouted, numbers, refused, grouped = value.english
    assert shouted.text == "LA GRANDE PLACE EST BELLE"
    assert numbers.flags[0].message == "The French has 42; the English does not show it in figures."
    assert refused.flags[0].message == "The model's translation was nonsense, so the French stands here unchanged."
    assert grouped.flags == ()
    assert value.language == "en"


def test_a_model_of_several_languages_is_told_which_before_each_text_and_each_part(tmp_path: Path) -> None:
    engine = Fake(max_input_tokens=20)
    list(generate(engine, ["A b c.", " ".join(["word"] * 30)], Decoding(), ">>fr<<"))
    assert len(engine.asked) == 3
    assert all(text.startswith(">>fr<<") for text in engine.asked)
def test_marks_and_numbers_of_a_list_go_round_the_model(tmp_path: Path) -> None:
    answers = {"Die Maut steigt.": "The toll rises.", "Gut gemacht.": "Well done.", "Partei": "Party", "Rot": "Red"}
    rows = ((Kind.ITEM, "1. Die Maut steigt."), (Kind.ITEM, "• Die Maut steigt."),
            (Kind.PARAGRAPH, "★ Gut 😀 gemacht."), (Kind.PARAGRAPH, "| Partei | Rot | 42 |"))  # fmt: skip
    value = translated(tmp_path, answers, *rows)
    wanted = ["1. The toll rises.", "• The toll rises.", "★ Well done. 😀", "| Party | Red | 42 |"]
    assert [english.text for english in value.english] == wanted
    assert {english.outcome for english in value.english} == {Outcome.TRANSLATED}


def test_a_row_with_a_cell_that_cannot_be_translated_stays_german(tmp_path: Path) -> None:
    row = "| Partei | Rot |"
    (result,) = translated(tmp_path, {"Partei": "URL", "Rot": "Red"}, (Kind.PARAGRAPH, row)).english
    assert (result.text, result.outcome) == (row, Outcome.FLAGGED)
    assert {"untranslated", "unknown"} == {flag.name for flag in result.flags}


def test_a_pair_of_genders_is_one_english_word(tmp_path: Path) -> None:
    answers = {"Userinnen und User zahlen.": "Users and users pay."}
    (result,) = translated(tmp_path, answers, (Kind.PARAGRAPH, "Userinnen und User zahlen.")).english
    assert result.text == "Users pay."
