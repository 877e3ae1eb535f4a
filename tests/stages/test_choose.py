"""Sentences are chosen by score, in reading order, and never without what they lean on."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.engine import Decoding, Output
from pipeline.stages.choose import Candidate, choose


class Counting:
    """An engine for which a text is far likelier the more often it says "news"; a token is a word."""

    def __init__(self, max_input_tokens: int = 1000) -> None:
        self.max_input_tokens = max_input_tokens
        self.longest = 0

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def generate(self, texts: Sequence[str], decoding: Decoding) -> Iterator[tuple[int, Output]]:
        yield from ()

    def rank(self, source: str, targets: Sequence[str]) -> list[float]:
        self.longest = max(self.longest, len(source.split()))
        return [50 * (target.count("news") / len(target.split()) - 1) for target in targets]


UNIT = (
    Candidate("A quiet start."),
    Candidate("Big news today."),
    Candidate("This was news to all.", leans=True),
    Candidate("Nothing else happened."),
    Candidate("More news news news."),
)


def test_the_best_come_in_reading_order() -> None:
    assert choose(Counting(), UNIT, sentences=2, words=0) == [1, 4]


def test_a_leaning_sentence_brings_the_one_before_it() -> None:
    unit = (Candidate("A quiet start."), Candidate("This news news news news.", leans=True), Candidate("An end."))
    assert choose(Counting(), unit, sentences=2, words=0) == [0, 1]


def test_a_leaning_sentence_is_left_out_when_both_do_not_fit() -> None:
    unit = (Candidate("A quiet start."), Candidate("This news news news news.", leans=True), Candidate("An end."))
    assert choose(Counting(), unit, sentences=1, words=0) in ([0], [2])


def test_of_two_that_say_as_much_the_one_without_a_doubt_is_printed() -> None:
    first, second = "The news is that Vienna grows.", "The news is that Vienna shrinks."
    for doubtful in (0, 1):
        unit = [Candidate(text, doubtful=k == doubtful) for k, text in enumerate((first, second))]
        assert choose(Counting(), unit, sentences=1, words=0) == [1 - doubtful]


def test_what_is_far_more_important_is_printed_in_spite_of_a_doubt() -> None:
    unit = (Candidate("Nothing else happened there today."), Candidate("News news news news news.", doubtful=True))
    assert choose(Counting(), unit, sentences=1, words=0) == [1]


def test_the_limit_on_words_is_kept() -> None:
    chosen = choose(Counting(), UNIT, sentences=0, words=7)
    assert chosen
    assert sum(len(UNIT[k].text.split()) for k in chosen) <= 7


def test_no_sentence_short_enough_is_no_choice() -> None:
    assert choose(Counting(), UNIT, sentences=3, words=1) == []


def test_equal_scores_take_the_earlier_sentence() -> None:
    unit = tuple(Candidate(f"Sentence number {n}.") for n in range(5))
    assert choose(Counting(), unit, sentences=2, words=0) == [0, 1]


def test_a_sentence_too_long_for_the_model_is_not_chosen_and_stops_nothing() -> None:
    unit = (Candidate("news " * 80), Candidate("A start."), Candidate("Some news."), Candidate("An end."))
    assert 0 not in choose(Counting(max_input_tokens=60), unit, sentences=2, words=0)


def test_an_article_over_the_models_limit_is_read_to_its_end() -> None:
    engine = Counting(max_input_tokens=60)
    fillers = (Candidate(f"Filler sentence of number {n} here.") for n in range(80))
    unit = (*fillers, Candidate("Filler sentence here: news news news."))
    assert 80 in choose(engine, unit, sentences=2, words=0)
    assert engine.longest <= 60


def test_of_two_that_the_model_likes_alike_the_more_central_comes_first() -> None:
    unit = (
        Candidate("It rained all day."),
        Candidate("The council of Vienna votes for a bridge."),
        Candidate("Dogs barked at night."),
        Candidate("The bridge will cost the council of Vienna millions."),
    )
    assert choose(Counting(), unit, sentences=2, words=0) == [1, 3]
