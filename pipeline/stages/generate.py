"""Texts of any length through a model: what is too long is cut into clauses and joined again."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from pipeline.clauses import pieces
from pipeline.engine import Decoding, Engine, Output


def generate(engine: Engine, texts: Sequence[str], decoding: Decoding, token: str = "") -> Iterator[tuple[int, Output]]:
    """Like ``engine.generate``, for texts of any length. ``token`` stands before each, and before each clause."""
    rows = [
        [text] if len(text) <= engine.max_input_tokens // 4 else pieces(text, lambda t: _fits(engine, token + t))
        for text in texts
    ]
    yield from generate_rows(engine, rows, decoding, token)


def generate_rows(
    engine: Engine, rows: Sequence[Sequence[str]], decoding: Decoding, token: str = ""
) -> Iterator[tuple[int, Output]]:
    """One output for each row of texts, theirs joined, as they become ready."""
    owner = [index for index, row in enumerate(rows) for _ in row]
    first = list(accumulate((len(row) for row in rows), initial=0))
    done: list[dict[int, Output]] = [{} for _ in rows]
    for place, output in engine.generate([token + part for row in rows for part in row], decoding):
        index = owner[place]
        done[index][place - first[index]] = output
        if len(done[index]) == len(rows[index]):
            yield index, joined([done[index][k] for k in range(len(rows[index]))])


def joined(outputs: Sequence[Output]) -> Output:
    """Several outputs as one, its score the mean over their tokens."""
    if len(outputs) == 1:
        return outputs[0]
    return Output(
        " ".join(output.text for output in outputs),
        sum(output.tokens for output in outputs),
        any(output.reached_limit for output in outputs),
        mean_score(outputs),
    )


def mean_score(outputs: Sequence[Output]) -> float | None:
    """The mean of the scores, each weighing as many as its output has tokens; None if one has none."""
    weighed = [(output.score, output.tokens) for output in outputs if output.score is not None]
    tokens = sum(count for _, count in weighed)
    if len(weighed) < len(outputs) or not tokens:
        return None
    return sum(score * count for score, count in weighed) / tokens


def _fits(engine: Engine, text: str) -> bool:
    return engine.count_tokens(text) <= engine.max_input_tokens
