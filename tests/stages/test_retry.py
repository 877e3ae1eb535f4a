"""A doubtful sentence is tried in other ways; what passes is taken, what does not is flagged, all tries are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cache import Cache
from pipeline.glossary import Glossary, Term
from pipeline.languages import GERMAN_ENGLISH, Direction
from pipeline.models import bundled, find
from pipeline.stage import Lookup, run
from pipeline.stages.retry import CALLED, LADDER, Retry
from pipeline.stages.translate import Translate
from pipeline.values import Article, Block, English, Kind, Outcome, Sentence, Sentences, Severity

LOOP = "the the the the"


def sentences(*rows: str, language: str = "de") -> Sentences:
    text, blocks, found = "", [], []
    for index, row in enumerate(rows):
        start = len(text)
        text += row + "\n\n"
        blocks.append(Block(Kind.PARAGRAPH, start, start + len(row), row))
        found.append(Sentence(row, index, start, start + len(row)))
    return Sentences(Article(text, tuple(blocks), "t", language=language), tuple(found))


@pytest.fixture
def stage(tmp_path: Path):
    def make(answers: dict[str, str], *terms: Term, direction: Direction = GERMAN_ENGLISH, **more) -> Translate:
        (tmp_path / "answers.json").write_text(json.dumps(answers), "utf-8")
        ref = find(str(tmp_path), task="translation", direction=direction, engine="fake")
        return Translate(ref, glossary=Glossary(tuple(terms)), **more)

    return make


def english(translate: Translate, *rows: str, language: str = "de") -> tuple[English, ...]:
    (translation,) = run(translate.retry(), run(translate, [sentences(*rows, language=language)]))
    return translation.english


def test_the_first_way_that_passes_is_taken_and_the_tries_are_told(stage) -> None:
    answers = {"Nur das.": LOOP, "Nur das. [ngrams 3]": LOOP, "Nur das. [beams 1]": "Only that."}
    (one,) = english(stage(answers), "Nur das.")
    assert (one.text, one.outcome, one.flags) == ("Only that.", Outcome.TRANSLATED, ())
    assert [(t.how, t.text, t.failed) for t in one.tries] == [
        ("first", LOOP, ("repetition",)), ("ngrams", LOOP, ("repetition",)), ("beams", "Only that.", ()),
    ]  # fmt: skip


def test_clauses_are_translated_apart(stage) -> None:
    german = "Er kam am Abend nach Wien, und sie blieb mit den Kindern in Graz."
    first, second = "Er kam am Abend nach Wien,", "und sie blieb mit den Kindern in Graz."
    answers = {german: LOOP, first: "He came to Vienna,", second: "and she stayed in Graz with the children."}
    (one,) = english(stage(answers), german)
    assert one.text == "He came to Vienna, and she stayed in Graz with the children."
    assert one.tries[-1].how == "clauses"


def test_what_is_nonsense_in_every_way_stays_german_with_every_try_told(stage) -> None:
    (one,) = english(stage({"Nur das.": LOOP}), "Nur das.")
    assert (one.text, one.outcome) == ("Nur das.", Outcome.FLAGGED)
    assert [flag.name for flag in one.flags] == ["untranslated", "repetition"]
    assert {t.text for t in one.tries} == {LOOP}
    assert set(LADDER) < set(CALLED)


def test_a_sentence_that_passes_is_not_tried_again(stage) -> None:
    (one,) = english(stage({"Wien wächst.": "Vienna grows."}), "Wien wächst.")
    assert (one.text, one.tries, one.flags) == ("Vienna grows.", (), ())


def test_without_a_ladder_nothing_is_tried(stage) -> None:
    answers = {"Nur das.": LOOP, "Nur das. [beams 1]": "Only that."}
    (one,) = english(stage(answers, ladder=()), "Nur das.")
    assert (one.text, [t.how for t in one.tries]) == ("Nur das.", ["first"])


def test_only_what_fails_is_a_unit_and_it_is_found_again(stage, tmp_path: Path) -> None:
    translate = stage({"Nur das.": LOOP, "Nur das. [beams 1]": "Only that.", "Wien wächst.": "Vienna grows."})
    with Cache(tmp_path / "c.sqlite") as cache:
        for hit in (False, True):
            lookups: list[list[Lookup]] = []
            first = run(translate, [sentences("Wien wächst.", "Nur das.")], cache)
            (done,) = run(translate.retry(), first, cache, lookups=lookups)
            assert [english.text for english in done.english] == ["Vienna grows.", "Only that."]
            assert [lookup.hit for lookup in lookups[0]] == [hit]


def test_the_ladder_and_the_checks_are_part_of_the_key(stage) -> None:
    from pipeline.stage import recipe

    retry = stage({}).retry()
    others = [Retry(retry.model, retry.decoding, ladder=("beams",)), Retry(retry.model, retry.decoding, checks=99)]
    assert len({recipe(one) for one in (retry, *others)}) == 3


def test_a_term_gets_the_glossarys_english_in_place_of_the_models(stage) -> None:
    german = "Der Kurznachrichtendienst wächst."
    answers = {german: "The SMS service grows.", "Kurznachrichtendienst": "SMS service"}
    (one,) = english(stage(answers, Term("Kurznachrichtendienst", "short-message service")), german)
    assert (one.text, one.outcome) == ("The short-message service grows.", Outcome.TRANSLATED)
    assert [t.how for t in one.tries] == ["first", "term replaced"]


def test_a_term_that_the_model_writes_otherwise_in_a_sentence_is_put_into_the_german(stage) -> None:
    german = "Der Kurznachrichtendienst wächst."
    answers = {german: "The texting firm grows."}
    answers["Der short-message service wächst."] = "The short-message service grows."
    (one,) = english(stage(answers, Term("Kurznachrichtendienst", "short-message service")), german)
    assert one.text == "The short-message service grows."
    assert one.tries[-1].how == "term in the German"


def test_a_term_that_cannot_be_had_is_reported(stage) -> None:
    german = "Der Kurznachrichtendienst wächst."
    answers = {german: "The texting firm grows.", "Der short-message service wächst.": "The firm grows."}
    (one,) = english(stage(answers, Term("Kurznachrichtendienst", "short-message service", "house style")), german)
    assert (one.text, one.outcome) == ("The texting firm grows.", Outcome.FLAGGED)
    (flag,) = one.flags
    assert (flag.name, flag.severity) == ("glossary", Severity.SEVERE)
    assert "short-message service" in flag.message
    assert "house style" in flag.advice


def test_a_new_glossary_costs_the_sentences_that_hold_its_terms_alone(stage, tmp_path: Path) -> None:
    rows = ("Die Kassa ist leer.", "Die Kassa ist zu.", "Wien wächst.", "Der Jänner war kalt.")
    written = ("The till is empty.", "It is closed.", "Vienna grows.", "January was cold.")
    answers = dict(zip(rows, written, strict=True))
    answers["Kassa"] = "till"
    with Cache(tmp_path / "c.sqlite") as cache:
        for terms, wanted in (((), []), ((Term("Kassa", "cash desk"), Term("Jänner", "January")), [False, False])):
            translate = stage(answers, *terms)
            lookups: list[list[Lookup]] = []
            first = run(translate, [sentences(*rows)], cache, lookups=lookups)
            (done,) = run(translate.retry(), first, cache, lookups=lookups)
            assert all(lookup.hit for lookup in lookups[0]) == bool(terms)
            assert [lookup.hit for lookup in lookups[1]] == wanted
    assert done.english[0].text == "The cash desk is empty."


def test_other_languages_have_hints_on_numbers_and_no_german_checks(stage) -> None:
    french = Direction("fr", "en")
    (one,) = english(stage({"Il y en a 42.": "There are many."}, direction=french), "Il y en a 42.", language="fr")
    (flag,) = one.flags
    assert (flag.severity, one.outcome) == (Severity.HINT, Outcome.TRANSLATED)
    assert flag.message == "The French has 42; the English does not show it in figures."


def test_the_bundled_model_climbs_the_whole_ladder() -> None:
    model = next(model for model in bundled() if model.task == "translation")
    ref = find(model.name, task="translation")
    # No translation can have this term, so every way is tried.
    translate = Translate(ref, glossary=Glossary((Term("Wien", "Xqzw"),)))
    (one,) = english(translate, "Er kam am Abend nach Wien, und sie blieb mit den Kindern in Graz.")
    assert one.outcome is Outcome.FLAGGED or "Xqzw" in one.text
    assert {t.how for t in one.tries} <= set(CALLED)
    assert one.tries[0].how == "first"
