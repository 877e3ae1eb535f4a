from pathlib import Path

import pytest

from benchmarks.speed import flowing, shapes, steady, summarizing, texts, translating
from benchmarks.speed.report import Part, at_least, markdown
from benchmarks.speed.turns import Taken, ratio
from pipeline import Brief, Identity, ModelRef, Summarize, Translate, make_briefs
from pipeline.engines.fake import Fake
from pipeline.stages.summarize import candidates


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    folder = tmp_path_factory.mktemp("speed")
    shapes.make_translator(folder / "translator", shapes.TINY_OPUS)
    shapes.make_summarizer(folder / "summarizer", shapes.TINY_BART)
    return folder


@pytest.fixture(scope="module", autouse=True)
def own_cache(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PIPELINE_CACHE_FOLDER", str(tmp_path_factory.mktemp("cache")))
        yield


def test_made_up_models_load_on_the_engine_and_ours_writes_as_many_tokens_as_the_bare_loop(work):
    size = shapes.TINY_OPUS.rows - 3
    given = texts.sentences(3, size)
    outputs = dict(translating.reference(work).load().generate(given, flowing.DECODING))
    assert [outputs[k].tokens for k in range(3)] == [shapes.TRANSLATED_TOKENS] * 3
    assert translating.bare_loop(work, given)["tokens"] == 3 * shapes.TRANSLATED_TOKENS

    summarizer = summarizing.reference(work)
    inputs = [texts.summary_input(value) for value in texts.translations(list(texts.articles(2, 60, 120)))]
    outputs = dict(summarizer.load().generate(inputs, summarizer.search))
    assert [outputs[k].tokens for k in range(2)] == [shapes.SUMMARY_TOKENS] * 2
    assert summarizing.bare_loop(work, inputs)["tokens"] == 2 * shapes.SUMMARY_TOKENS


def test_articles_end_to_end_become_briefs_with_free_summaries(work):
    translate = Translate(flowing.made_up(translating.reference(work)), decoding=flowing.DECODING, ladder=())
    summarize = Summarize(summarizing.loaded(summarizing.reference(work)), faithful=False)
    given = list(texts.articles(3, 60, 120, size=shapes.TINY_OPUS.rows - 3))
    briefs = list(make_briefs(given, translate, summarize))
    assert all(isinstance(brief, Brief) for brief in briefs)
    assert {brief.summary.mode for brief in briefs} <= {"free", "whole"}
    # Made-up German and English do not say the same, but nothing is refused.
    assert not any(f.name == "untranslated" for b in briefs for english in b.translation.english for f in english.flags)


def test_a_piece_of_the_vocabulary_is_a_word(work):
    pieces = translating.reference(work).load()._pieces
    text = texts.sentences(1, shapes.TINY_OPUS.rows - 3)[0]
    assert len(pieces.source(text)) == len(text.split())
    assert pieces.unknown not in pieces.source(text)


def test_made_up_english_is_a_candidate_for_the_summary_and_of_the_tokens_asked_for(work):
    (value,) = texts.translations(list(texts.articles(1, 300, 1000)))
    engine = summarizing.reference(work).load()
    assert len(candidates(value)) > 3
    assert 200 < engine.count_tokens(texts.summary_input(value)) <= 1000


def test_memory_is_sampled_over_the_stream_with_and_without_a_cache(tmp_path):
    for cached in (True, False):
        figures = steady.memory(str(tmp_path), 40, "fake", cached)
        assert [number for number, _ in figures["samples"]] == list(range(1, 41))


def test_quarters_leave_the_warm_up_out():
    samples = [(number, 90.0 if number <= 10 else 10.0 + (number > 80)) for number in range(1, 101)]
    assert steady.quarters(samples) == (10.0, 11.0)


def test_repeated_sentences_are_counted(tmp_path):
    figures = steady.repeats(str(tmp_path), 60)
    assert figures["briefs"] == 60
    assert figures["distinct"] <= figures["asked"] <= figures["sentences"]
    assert figures["distinct"] < figures["sentences"]


def test_what_the_engine_is_asked_is_counted():
    engine = Fake()
    list(engine.generate(["Eins zwei.", "Drei."], flowing.DECODING))
    model = ModelRef(Identity("none", "none", "0", "none"), Path("none"), "fake")
    assert steady.counted(engine, Translate(model), [])["asked"] == 2


def test_neighbouring_rounds_are_compared():
    ours = Taken("ours", [{"wall": 1.0, "items": 1}, {"wall": 10.0, "items": 1}, {"wall": 1.0, "items": 1}])
    bare = Taken("bare", [{"wall": 0.9, "items": 1}, {"wall": 9.0, "items": 1}, {"wall": 0.8, "items": 1}])
    assert ratio(ours, bare) == pytest.approx(0.9)


def test_a_bar_is_met_or_not_and_the_report_says_so():
    bars = [at_least("one", 0.95, 0.9), at_least("two", 3, 40)]
    part = Part("Title", "About.", ("a", "b"), [("1", "2")], bars)
    text = markdown([part], "Made somehow.", "")
    assert "| one | at least 0.95 | 0.90 | **fail** |" in text
    assert "| two | at least 3 | 40 | pass |" in text
    assert "| a | b |\n| --- | --- |\n| 1 | 2 |" in text
