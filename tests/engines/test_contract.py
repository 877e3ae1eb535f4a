"""What every engine promises, whichever runs the model."""
from __future__ import annotations

import dataclasses
import json
import math
from importlib import import_module
from pathlib import Path

import pytest

from pipeline import engines, models
from pipeline.engine import Decoding, Engine, Output
from pipeline.errors import InputError

ODD = [json.loads(line) for line in Path("tests/cases/engines/odd-inputs.jsonl").read_text("utf-8").splitlines()]
DECODING = Decoding(beams=2, limit_factor=1.0, limit_extra=4)


def words(engine: Engine, texts: list[str], decoding: Decoding = DECODING) -> list[Output]:
    """The outputs in the order of the texts, each having come exactly once."""
    pairs = list(engine.generate(texts, decoding))
    assert sorted(position for position, _ in pairs) == list(range(len(texts)))
    return [output for _, output in sorted(pairs, key=lambda pair: pair[0])]


def unscored(outputs: list[Output]) -> list[Output]:
    """The outputs without their scores, which float32 rounds otherwise in other company."""
    return [dataclasses.replace(output, score=None) for output in outputs]


def apart(found: list[Output], expected: list[Output]) -> float:
    """The most by which scores of outputs with the same words differ."""
    pairs = [(one, other) for one, other in zip(found, expected, strict=True) if unscored([one]) == unscored([other])]
    assert pairs
    return max(abs((one.score or 0) - (other.score or 0)) for one, other in pairs)


@pytest.mark.parametrize("name", engines.names())
def test_an_engine_module_offers_what_finding_and_loading_a_model_needs(name: str) -> None:
    module = import_module(f"pipeline.engines.{name}")
    assert callable(module.load)
    assert all(isinstance(item, str) for item in (*module.PACKAGES, *module.FILES, *module.COMPUTES))
    assert module.COMPUTES
    assert isinstance(module.WEIGHTS, bool)


def test_the_names_are_those_of_the_modules_that_load() -> None:
    assert engines.names() == ["ctranslate2", "fake", "marian"]


def test_words_do_not_depend_on_neighbours_or_order(engine: Engine, texts: list[str]) -> None:
    together = words(engine, texts)
    turned = words(engine, texts[::-1])[::-1]
    alone = [words(engine, [text])[0] for text in texts[:12]]
    assert unscored(turned) == unscored(together)
    assert unscored(alone) == unscored(together[:12])
    assert len({output.text for output in together}) > 10
    assert apart(turned, together) < 1e-5
    assert apart(alone, together[:12]) < 1e-5


def test_in_int8_no_bit_of_a_score_depends_on_neighbours_or_order(int8: Engine, texts: list[str]) -> None:
    together = [output.score for output in words(int8, texts)]
    assert [output.score for output in words(int8, texts[::-1])] == together[::-1]
    assert [words(int8, [text])[0].score for text in texts[:12]] == together[:12]


@pytest.mark.parametrize("beams", [1, 2])
def test_every_output_has_a_score_and_no_length_penalty_is_in_it(
    engine: Engine, texts: list[str], beams: int
) -> None:
    plain = words(engine, texts, Decoding(beams=beams, limit_factor=1.0))
    assert all(output.score is not None and output.score <= 0 for output in plain)
    assert len({output.score for output in plain}) > 5
    punished = words(engine, texts, Decoding(beams=beams, limit_factor=1.0, length_penalty=0.3))
    assert apart(punished, plain) < 1e-5


def test_nothing_in_nothing_out(engine: Engine) -> None:
    assert list(engine.generate([], DECODING)) == []
    assert engine.rank("Ja", []) == []


@pytest.mark.parametrize("blank", ["", " ", "\n\t "])
def test_a_blank_text_is_refused(engine: Engine, blank: str) -> None:
    with pytest.raises(InputError, match="blank"):
        list(engine.generate(["Ja", blank], DECODING))


def test_the_longest_input_runs_and_a_longer_one_is_refused(engine: Engine) -> None:
    longest = " ".join(["7"] * engine.max_input_tokens)
    while engine.count_tokens(longest) > engine.max_input_tokens:
        longest = longest[2:]
    [output] = words(engine, [longest])
    assert output.tokens <= engine.max_input_tokens
    with pytest.raises(InputError, match="too long"):
        list(engine.generate(["Ja", longest + " 7 7 7"], DECODING))
    with pytest.raises(InputError, match="too long"):
        engine.rank(longest + " 7 7 7", ["Yes"])


def test_odd_inputs_neither_crash_nor_outgrow_their_limit(engine: Engine) -> None:
    fit = [text for text in ODD if text.strip() and 0 < engine.count_tokens(text) <= engine.max_input_tokens]
    assert len(fit) >= 90
    for text, output in zip(fit, words(engine, fit), strict=True):
        assert output.tokens <= engine.count_tokens(text) + 4 + 32, text
        assert "<unk>" not in output.text or "<unk>" in text
        assert "<pad>" not in output.text or "<pad>" in text
    for text in set(ODD) - set(fit):
        with pytest.raises(InputError):
            list(engine.generate([text], DECODING))


def test_an_output_that_ended_by_itself_would_not_change_with_more_room(engine: Engine, texts: list[str]) -> None:
    tight = words(engine, texts, Decoding(beams=1, limit_factor=0.0, limit_extra=1))
    roomy = words(engine, texts, Decoding(beams=1, limit_factor=0.0, limit_extra=63))
    assert not all(output.reached_limit for output in tight)
    for short, long in zip(tight, roomy, strict=True):
        assert unscored([short]) == unscored([long]) or (short.reached_limit and short.tokens < long.tokens)


@pytest.mark.parametrize("decoding", [Decoding(beams=0), Decoding(min_output_tokens=10_000)])
def test_impossible_settings_are_refused(engine: Engine, decoding: Decoding) -> None:
    with pytest.raises(InputError):
        list(engine.generate(["Ja"], decoding))


def test_the_chances_of_the_only_texts_allowed_sum_to_one_whatever_their_order(
    engine: Engine, texts: list[str]
) -> None:
    targets = sorted({*texts, "Die", "Die Katze", "Die Katze sitzt"})
    chances = engine.rank(texts[8], targets)
    assert len(set(chances)) > 3
    assert math.fsum(map(math.exp, chances)) == pytest.approx(1)
    assert engine.rank(texts[8], targets[::-1])[::-1] == pytest.approx(chances, abs=1e-9)


def test_the_only_text_allowed_is_certain_and_equal_texts_are_one(engine: Engine) -> None:
    assert engine.rank("Ja", ["Die Katze sitzt"]) == [0]
    one, other, same = engine.rank("Ja", ["Die Katze", "Sie lachte", "Die Katze"])
    assert one == same
    assert math.exp(one) + math.exp(other) == pytest.approx(1)


def test_a_text_that_begins_another_competes_with_it(engine: Engine) -> None:
    chances = engine.rank("Die Katze sitzt", ["Die Katze", "Die Katze sitzt", "Die Katze sitzt auf dem Dach"])
    assert all(-30 < chance < 0 for chance in chances)
    assert math.fsum(map(math.exp, chances)) == pytest.approx(1)


def bundled(task: str) -> list[models.Bundled]:
    return [model for model in models.bundled() if model.task == task]


@pytest.mark.parametrize("model", bundled("summarization"), ids=lambda model: model.name)
def test_a_bundled_summarizer_ranks_the_same_in_any_order_and_on_more_threads(model: models.Bundled) -> None:
    article = "Vienna grows. Graz grows as well. The mayor said so on Monday."
    targets = ["Vienna grows.", "Graz grows as well.", "Vienna grows. The mayor said so.", "The mayor said so."]
    one, three = [models.find(model.name, task="summarization", threads=threads).load() for threads in (1, 3)]
    assert three.rank(article, targets[::-1])[::-1] == pytest.approx(one.rank(article, targets), abs=1e-9)


@pytest.mark.parametrize("model", bundled("translation"), ids=lambda model: model.name)
def test_a_bundled_translator_gives_the_same_words_alone_together_and_on_more_threads(model: models.Bundled) -> None:
    refs = [models.find(model.name, task=model.task, threads=threads) for threads in (1, 3)]
    one, three = [ref.load() for ref in refs]
    texts = [text for text in ODD if text.strip() and 0 < one.count_tokens(text) <= one.max_input_tokens]
    decoding = Decoding(limit_factor=1.5)
    together = words(one, texts, decoding)
    assert words(three, texts[::-1], decoding)[::-1] == together
    assert [words(one, [text], decoding)[0] for text in texts[:20]] == together[:20]
