"""Which inputs may share a batch: those whose scores stay the same to the last bit, whatever is beside them."""
from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from pipeline import models
from pipeline.engine import Decoding, Engine
from pipeline.engines.converted import converted
from pipeline.engines.ctranslate2 import FEWEST_ROWS, LONGEST, conversion_name, multiplier, padding_class
from tests.engines.test_contract import words
from tests.tiny import LINES, marian_folder

WORDS = " ".join(LINES).split()


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return marian_folder(tmp_path_factory.mktemp("models") / "long", positions=512)


@pytest.fixture(scope="module")
def engine(long: Path) -> Engine:
    return models.find(str(long), task="translation", threads=2, unchecked=True).load()


@pytest.fixture(scope="module")
def bare(long: Path) -> Any:
    import ctranslate2

    with converted(long, conversion_name(models.find(str(long), task="translation").identity)) as place:
        return ctranslate2.Translator(str(place), compute_type="int8", inter_threads=1, intra_threads=1)


def row(length: int, seed: int) -> list[str]:
    draw = random.Random(seed)
    return [draw.choice(["▁", "e", "n", "s", "a", "r", "i"]) for _ in range(length - 1)] + ["</s>"]


def logits(bare: Any, rows: list[list[str]], place: int) -> Any:
    import numpy as np

    given = [["e", "n", "s", "a"]] * len(rows)
    made = bare.translate_batch(
        rows, given, beam_size=1, max_decoding_length=6, max_input_length=0, return_logits_vocab=True
    )
    return np.stack([np.array(step) for step in made[place].logits[0]])


@pytest.mark.parametrize("seed", range(24))
def test_no_bit_of_a_score_moves_in_the_company_of_inputs_of_its_class(bare: Any, seed: int) -> None:
    draw = random.Random(seed)
    length = draw.randint(1, 511)
    alike = [other for other in range(1, 512) if padding_class(other) == padding_class(length)]
    company = [row(draw.choice(alike), seed + k + 1) for k in range(3)]
    one = row(length, seed)
    assert (logits(bare, [one], 0) == logits(bare, [*company, one], 3)).all()


def test_of_the_lengths_of_news_many_may_share_a_batch() -> None:
    assert len({padding_class(length) for length in range(16, LONGEST[multiplier()] + 1)}) == 1


def test_a_matrix_library_that_is_not_known_is_taken_for_the_one_that_allows_less(monkeypatch) -> None:
    monkeypatch.setenv("CT2_USE_MKL", "1")
    multiplier.cache_clear()
    try:
        assert multiplier() == "mkl"
        assert padding_class(300) != padding_class(301)
    finally:
        multiplier.cache_clear()


def test_words_of_long_inputs_do_not_depend_on_their_company(engine: Engine) -> None:
    texts = [" ".join(WORDS[k % 9 :] * 9)[: 60 + 29 * k] for k in range(1, 14)]
    lengths = [engine.count_tokens(text) for text in texts]
    assert max(lengths) > LONGEST["mkl"]
    decoding = Decoding(beams=2, limit_factor=0.0, limit_extra=20)
    together = words(engine, texts, decoding)
    assert together == [words(engine, [text], decoding)[0] for text in texts]


def test_without_exactness_long_inputs_share_batches_and_each_has_its_output(engine: Engine) -> None:
    texts = [" ".join(WORDS * 9)[: 400 + 15 * k] for k in range(FEWEST_ROWS * 2)]
    decoding = Decoding(beams=1, limit_factor=0.0, limit_extra=20, exact=False)
    found = dict(engine.generate(texts, decoding))
    assert sorted(found) == list(range(len(texts)))
