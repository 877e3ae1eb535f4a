from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import models
from pipeline.engine import Decoding, Engine
from pipeline.engines.selftest import SENTENCE
from tests.engines.test_contract import apart, unscored, words
from tests.tiny import LINES


@pytest.mark.parametrize("beams", [1, 4])
def test_unquantized_it_writes_what_the_reference_writes(
    float32: Engine, reference: Engine, texts: list[str], beams: int
) -> None:
    # The model's start token has an embedding of its own, which CTranslate2's converter would leave out.
    decoding = Decoding(beams=beams)
    found, expected = words(float32, texts + LINES, decoding), words(reference, texts + LINES, decoding)
    assert unscored(found) == unscored(expected)
    assert apart(found, expected) < 1e-4


@pytest.mark.parametrize(
    "decoding",
    [
        Decoding(beams=1, min_output_tokens=9),
        Decoding(beams=2, no_repeat_ngram=2),
        Decoding(beams=1, repetition_penalty=1.3),
        Decoding(beams=4, length_penalty=0.2),
        Decoding(beams=4, limit_factor=0.0, limit_extra=3),
    ],
)
def test_each_setting_does_what_it_does_in_the_reference(
    float32: Engine, reference: Engine, texts: list[str], decoding: Decoding
) -> None:
    plain = words(float32, texts, Decoding(beams=decoding.beams))
    with_it = words(float32, texts, decoding)
    assert unscored(with_it) != unscored(plain)
    expected = words(reference, texts, decoding)
    assert unscored(with_it) == unscored(expected)
    assert apart(with_it, expected) < 1e-4


@pytest.mark.parametrize("beams", [1, 4])
def test_a_score_is_the_mean_chance_of_the_pieces_written_and_of_the_end(beams: int) -> None:
    import torch

    refs = [models.find("de-en-news-tiny", task="translation", engine=engine, compute="float32")
            for engine in ("ctranslate2", "marian")]  # fmt: skip
    fast, reference = [ref.load() for ref in refs]
    [output] = words(fast, [SENTENCE["de"]], Decoding(beams=beams))
    pieces, model = reference._pieces, reference._model  # type: ignore[attr-defined]
    written = [pieces.number(piece) for piece in [*pieces.target(output.text), pieces.end]]
    assert len(written) == output.tokens + 1
    given = torch.tensor([[reference._settings.start, *written[:-1]]])  # type: ignore[attr-defined]
    source = torch.tensor([[pieces.number(piece) for piece in pieces.input(pieces.source(SENTENCE["de"]))]])
    with torch.inference_mode():
        logits = model(source, decoder_input_ids=given).logits[0]
        logits[:, [pieces.number(pieces.padding), pieces.number(pieces.unknown)]] = -torch.inf
        chances = logits.log_softmax(-1)[range(len(written)), written]
    assert output.score == pytest.approx(float(chances.mean()), abs=1e-4)


def test_chances_are_those_of_the_reference(float32: Engine, int8: Engine, reference: Engine) -> None:
    expected = reference.rank(LINES[0], LINES)
    assert float32.rank(LINES[0], LINES) == pytest.approx(expected, abs=1e-4)
    assert int8.rank(LINES[0], LINES) == pytest.approx(expected, abs=1.2)


def test_words_and_chances_do_not_depend_on_the_number_of_threads(int8: Engine, tiny: Path, texts: list[str]) -> None:
    alone = models.find(str(tiny), task="translation", threads=1, unchecked=True).load()
    assert words(alone, texts) == words(int8, texts)
    assert alone.rank(texts[8], texts) == int8.rank(texts[8], texts)


def test_at_least_so_many_tokens_are_written(int8: Engine, texts: list[str]) -> None:
    shortest = min(output.tokens for output in words(int8, texts, Decoding(beams=2)))
    assert shortest < 9
    assert min(output.tokens for output in words(int8, texts, Decoding(beams=2, min_output_tokens=9))) >= 9


def test_results_come_before_all_is_computed(int8: Engine) -> None:
    texts = [f"{number} {LINES[number % 2]}"[:60] for number in range(400)]
    pairs = int8.generate(texts, Decoding(beams=1, limit_factor=0.5))
    first, _ = next(pairs)
    assert int8.count_tokens(texts[first]) == max(int8.count_tokens(text) for text in texts)
    pairs.close()  # type: ignore[attr-defined]
    assert len(words(int8, ["Ja"])) == 1


def test_an_output_without_an_end_is_exactly_as_long_as_its_limit(int8: Engine, texts: list[str]) -> None:
    decoding = Decoding(beams=1, limit_factor=0.0, limit_extra=1)
    for output in words(int8, texts, decoding):
        assert output.reached_limit == (output.tokens == 32), output
