"""Texts over a model's limit go through it in clauses and come out as one."""

from __future__ import annotations

from pipeline.engine import Decoding, Output
from pipeline.engines.fake import Fake
from pipeline.stages.generate import generate, joined, mean_score


def test_a_long_text_is_asked_in_parts_and_comes_out_whole() -> None:
    engine = Fake(max_input_tokens=20)
    long = " ".join(f"Teil{n:03}" for n in range(50))
    outputs = dict(generate(engine, ["Kurz.", long], Decoding()))
    assert len(engine.asked) > 3
    assert outputs[1].text == long


def test_a_score_is_the_mean_over_all_tokens() -> None:
    parts = [Output("a", 1, False, -1.0), Output("b", 3, True, -2.0)]
    whole = joined(parts)
    assert (whole.text, whole.tokens, whole.reached_limit, whole.score) == ("a b", 4, True, -1.75)
    assert mean_score([*parts, Output("c", 2)]) is None
