"""Free summaries of articles of any length: all of it is read, in parts that fit."""
from __future__ import annotations

import pytest

from pipeline import models
from pipeline.engine import Decoding
from pipeline.engines.fake import Fake
from pipeline.stages.write import parts, write
from tests.tiny_shapes import shape_folder

SHORT = Decoding(limit_factor=0.0, limit_extra=30)
"""The fake writes at most 31 words with it."""
PAGES = 30
WORDS_A_PAGE = 300


def sentences(words: int) -> list[str]:
    """Sentences of ten words, each with a number that no other has."""
    return [f"Sentence {n} tells us what the town council did then." for n in range(words // 10)]


def test_no_part_of_thirty_pages_is_left_unread() -> None:
    engine = Fake(max_input_tokens=200)
    article = sentences(PAGES * WORDS_A_PAGE)
    ((number, written),) = write(engine, {7: article}, SHORT)
    assert number == 7
    read = " ".join(engine.asked)
    assert all(sentence in read for sentence in article)
    assert max(engine.count_tokens(text) for text in engine.asked) <= 200
    assert written.parts == 1
    assert 0 < sum(len(sentence.split()) for sentence in written.sentences) <= 31


def test_a_real_model_of_64_positions_summarizes_thirty_pages(tmp_path) -> None:
    folder = str(shape_folder("bart", tmp_path / "m"))
    engine = models.find(folder, task="summarization", engine="marian", unchecked=True).load()
    article = sentences(PAGES * WORDS_A_PAGE // 10)
    ((_, written),) = write(engine, {0: article}, Decoding(beams=1, limit_factor=0.0, limit_extra=8))
    assert written.sentences


def test_parts_are_of_about_equal_length_end_with_sentences_and_hold_everything() -> None:
    engine = Fake(max_input_tokens=100)
    article = sentences(410)
    rows = parts(engine, article)
    assert [sentence for row in rows for sentence in row] == article
    lengths = [sum(len(sentence.split()) for sentence in row) for row in rows]
    assert max(lengths) <= 100
    assert min(lengths) > 50


def test_a_sentence_that_is_too_long_by_itself_is_cut_into_clauses_and_read() -> None:
    engine = Fake(max_input_tokens=20)
    long = ", ".join(f"the {n}th clause goes on and on" for n in range(12)) + "."
    list(write(engine, {0: ["It begins.", long, "It ends."]}, Decoding(limit_factor=0.0, limit_extra=5)))
    read = " ".join(engine.asked)
    assert all(f"the {n}th clause" in read for n in range(12))


def test_a_model_that_shortens_nothing_comes_to_an_end() -> None:
    engine = Fake(max_input_tokens=50)
    article = sentences(400)
    ((_, written),) = write(engine, {0: article}, Decoding())
    assert written.parts > 1
    assert sum(len(sentence.split()) for sentence in written.sentences) >= 300


def test_the_parts_of_all_articles_go_through_the_model_together_and_keep_their_order() -> None:
    engine = Fake(max_input_tokens=100)
    articles = {n: [f"Article {n}: {sentence}" for sentence in sentences(350)] for n in range(3)}
    found = dict(write(engine, articles, SHORT))
    assert sorted(found) == [0, 1, 2]
    for n, written in found.items():
        assert written.sentences[0].startswith(f"Article {n}: Sentence 0 ")


@pytest.mark.parametrize(("words", "least"), [(10, 5), (40, 20), (300, 56)])
def test_a_short_text_need_not_be_blown_up_to_the_least_length_of_a_model(words: int, least: int) -> None:
    class Asked(Fake):
        least = -1

        def generate(self, texts, decoding):
            Asked.least = decoding.min_output_tokens
            return super().generate(texts, decoding)

    list(write(Asked(), {0: sentences(words)}, Decoding(limit_extra=142, min_output_tokens=56)))
    assert Asked.least == least
