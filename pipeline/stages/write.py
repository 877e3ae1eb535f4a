"""Writing a summary freely, of an article of any length: in parts, and then again from what was written of them."""
from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.clauses import pieces
from pipeline.engine import Decoding, Engine, Output
from pipeline.languages import ENGLISH
from pipeline.sentences import split


@dataclass(frozen=True, slots=True)
class Written:
    """A summary: its sentences, and whether it is of the whole (or of ``parts``, one after another)."""

    sentences: tuple[str, ...]
    parts: int = 1


def write(engine: Engine, articles: Mapping[int, Sequence[str]], decoding: Decoding) -> Iterator[tuple[int, Written]]:
    """Yield a summary for each article once, under its number, in the order they become ready.

    An article is its sentences. One that is longer than the model's input is cut at the ends of sentences into parts of
    about equal length; each is summarized, and what was written is summarized again, until it is one text. All parts of
    all articles go through the model together. Every sentence is read; one that is too long by itself is cut
    into clauses. Where a model does not shorten the parts, what it wrote of them stands one after another.
    """
    waiting = {number: list(sentences) for number, sentences in articles.items()}
    while waiting:
        cut = {number: parts(engine, sentences) for number, sentences in waiting.items()}
        asked = [(number, place) for number, rows in cut.items() for place in range(len(rows))]
        texts = [" ".join(cut[number][place]) for number, place in asked]
        done: dict[int, dict[int, list[str]]] = {number: {} for number in cut}
        waiting = {}
        for k, output in generated(engine, texts, decoding):
            number, place = asked[k]
            done[number][place] = ended(output)
            if len(done[number]) < len(cut[number]):
                continue
            written = [sentence for _, row in sorted(done[number].items()) for sentence in row]
            if len(cut[number]) > 1 and _length(engine, written) < _length(engine, _flat(cut[number])):
                waiting[number] = written
            else:
                yield number, Written(tuple(written), len(cut[number]))


def parts(engine: Engine, sentences: Sequence[str]) -> list[list[str]]:
    """``sentences`` in stretches of about equal length that each fit into the model; the order is kept."""
    whole = [piece for sentence in sentences for piece in pieces(sentence, lambda text: _fits(engine, [text]))]
    if _fits(engine, whole):
        return [whole]
    costs = [engine.count_tokens(sentence) + 1 for sentence in whole]
    goal = sum(costs) / math.ceil(sum(costs) / engine.max_input_tokens)
    rows: list[list[str]] = []
    done = 0.0
    for sentence, cost in zip(whole, costs, strict=True):
        if not rows or done + cost / 2 > goal * len(rows):
            rows.append([])
        rows[-1].append(sentence)
        done += cost
    return [half for row in rows for half in _halved(engine, row)]


def generated(engine: Engine, texts: Sequence[str], decoding: Decoding) -> Iterator[tuple[int, Output]]:
    """Like ``engine.generate``, but a text shorter than the least a summary may have need not be blown up to it.

    Models are published with a least length, and invent what is lacking when they are given less than that. At most
    half as many tokens as a text has are asked for.
    """
    least = decoding.min_output_tokens
    shorter: dict[int, list[int]] = {}
    for k, text in enumerate(texts):
        # Words first: counting tokens takes time, and a text has no fewer tokens than words.
        enough = least == 0 or len(text.split()) >= 2 * least
        shorter.setdefault(least if enough else min(least, engine.count_tokens(text) // 2), []).append(k)
    for tokens, places in sorted(shorter.items(), reverse=True):
        run = replace(decoding, min_output_tokens=tokens)
        for k, output in engine.generate([texts[place] for place in places], run):
            yield places[k], output


def ended(output: Output) -> list[str]:
    """The sentences of ``output``; one that was cut by the limit is left out if there are others."""
    written = [output.text[start:end] for start, end in split(output.text, ENGLISH)]
    return written[:-1] if output.reached_limit and len(written) > 1 else written


def _length(engine: Engine, sentences: Sequence[str]) -> int:
    return sum(engine.count_tokens(sentence) for sentence in sentences)


def _flat(rows: Sequence[Sequence[str]]) -> list[str]:
    return [sentence for row in rows for sentence in row]


def _fits(engine: Engine, sentences: Sequence[str]) -> bool:
    return engine.count_tokens(" ".join(sentences)) <= engine.max_input_tokens


def _halved(engine: Engine, row: list[str]) -> list[list[str]]:
    """``row``, halved until each part fits; a sentence fits by itself."""
    if len(row) < 2 or _fits(engine, row):
        return [row]
    middle = len(row) // 2
    return _halved(engine, row[:middle]) + _halved(engine, row[middle:])
