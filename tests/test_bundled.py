"""The bundled models are no worse than when they were measured, and both engines write the same with them.

The texts were written for this test; test sets of the usual size are in docs/quality.md.
"""
from __future__ import annotations

import random
from pathlib import Path

import pytest
from rouge_score.rouge_scorer import RougeScorer
from sacrebleu.metrics.chrf import CHRF

from pipeline.engine import Decoding
from pipeline.evaluation.data import read_examples, read_pairs
from pipeline.evaluation.summary import TimeSummary, evaluate_summary
from pipeline.models import bundled, find
from pipeline.stages.summarize import Summarize

CASES = Path(__file__).parent / "cases" / "bundled"
PAIRS = read_pairs(CASES / "sentences.tsv")
EXAMPLES = read_examples(CASES / "articles.jsonl")
SOURCES = [pair.source for pair in PAIRS]

LEAST_CHRF = 75.0
"""Of the twenty sentences together; a model that copies the German reaches under 25."""
LEAST_ROUGE1 = 43.0
"""Of two sentences of each article; two at random reach under 40."""


def generated(engine_name: str, compute: str, beams: int) -> list[str]:
    engine = find("auto", task="translation", engine=engine_name, compute=compute).load()
    outputs = dict(engine.generate(SOURCES, Decoding(beams=beams)))
    return [outputs[place].text for place in range(len(SOURCES))]


def test_a_model_for_each_task_is_bundled() -> None:
    assert {model.task for model in bundled()} == {"translation", "summarization"}


def test_twenty_sentences_are_translated_no_worse_than_before() -> None:
    references = [[pair.reference for pair in PAIRS]]
    assert len(PAIRS) == 20
    assert CHRF().corpus_score(SOURCES, references).score < 25
    assert CHRF().corpus_score(generated("ctranslate2", "int8", 4), references).score > LEAST_CHRF


@pytest.mark.parametrize("beams", [1, 4])
def test_both_engines_write_the_same_words(beams: int) -> None:
    assert generated("ctranslate2", "float32", beams) == generated("marian", "float32", beams)


def test_summaries_are_no_worse_than_before() -> None:
    rouge, rng = RougeScorer(["rouge1"], use_stemmer=True), random.Random(1)
    chance = [
        rouge.score(example.summary, ". ".join(rng.sample(example.article.split(". "), 2)))["rouge1"].fmeasure
        for example in EXAMPLES
        for _ in range(50)
    ]
    assert 100 * sum(chance) / len(chance) < 40
    report = evaluate_summary(EXAMPLES, TimeSummary(Summarize(find("auto", task="summarization"), sentences=2)))
    assert report.groups[0].ways["model"].rouge1.value > LEAST_ROUGE1
    assert report.sentences_found == report.numbers_found == 1


def test_both_engines_choose_nearly_alike() -> None:
    article = EXAMPLES[0].article
    sentences = [f"{text.rstrip('.')}." for text in article.split(". ")]
    fast, reference = (
        find("auto", task="summarization", engine=name, compute="float32").load().rank(article, sentences)
        for name in ("ctranslate2", "marian")
    )
    assert fast == pytest.approx(reference, abs=1e-3)
