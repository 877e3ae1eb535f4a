"""A small engine without a model, deterministic and quick, for tests and for trying the program out."""
from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.engine import Decoding, Identity, Output
from pipeline.engines.batches import check, output_limit
from pipeline.errors import ModelError

PACKAGES: tuple[str, ...] = ()
COMPUTES = ("none",)
FILES = ("answers.json",)
WEIGHTS = False


@dataclass
class Fake:
    """An ``Engine`` whose tokens are words.

    It answers a text with ``answers[text]``, or with ``answers["text [beams 1]"]`` or ``answers["text [ngrams 3]"]``
    if that is how it is asked and the answer is there, and one it does not know with the same words, those in small
    letters spelled backwards, so that names, numbers and punctuation stay. Scores follow
    the share of words kept. Outputs come last text first, as a real engine's come in no order to rely on.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    max_input_tokens: int = 511
    seconds: float = 0.0
    """Time that each text takes."""
    asked: list[str] = field(default_factory=list)
    """Every text it was asked to generate from, in the order given."""

    def count_tokens(self, text: str) -> int:
        """See ``Engine``."""
        return len(text.split())

    def generate(self, texts: Sequence[str], decoding: Decoding) -> Iterator[tuple[int, Output]]:
        """See ``Engine``."""
        check(texts, [self.count_tokens(text) for text in texts], self.max_input_tokens)
        self.asked.extend(texts)
        for position in reversed(range(len(texts))):
            time.sleep(self.seconds)
            yield position, self._answer(texts[position], decoding)

    def rank(self, source: str, targets: Sequence[str]) -> list[float]:
        """See ``Engine``: the larger the part of a target's words that the source has, the likelier it is."""
        check([source, *targets], [self.count_tokens(text) for text in (source, *targets)], self.max_input_tokens)
        known = set(source.lower().split())
        worth = [_overlap(known, target.lower().split()) for target in targets]
        total = math.fsum({target: math.exp(value) for target, value in zip(targets, worth, strict=True)}.values())
        return [value - math.log(total) for value in worth]

    def _answer(self, text: str, decoding: Decoding) -> Output:
        usual = self.answers.get(text, " ".join(_backwards(word) for word in text.split()))
        asked = (f"{text} [ngrams {decoding.no_repeat_ngram}]", f"{text} [beams {decoding.beams}]")
        words = next((self.answers[how] for how in asked if how in self.answers), usual).split()
        limit = output_limit(self.count_tokens(text), decoding, self.max_input_tokens)
        # As in a real model, the end takes a token of the limit.
        kept = words if len(words) < limit else words[:limit]
        return Output(" ".join(kept), len(kept), reached_limit=len(words) >= limit, score=_score(text, kept))


def proof(identity: Identity) -> str:
    """Nothing more than ``identity``."""
    return ""


def load(folder: Path, *, identity: Identity, threads: int) -> Fake:
    """A fake with the answers in ``folder/answers.json``: an object, text to text."""
    try:
        answers = json.loads((folder / "answers.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder / 'answers.json'} cannot be read: {error}") from error
    return Fake(answers)


def _backwards(word: str) -> str:
    letters = word.strip('.,:;!?"„“»«()')
    return word.replace(letters, letters[::-1]) if letters.isalpha() and letters.islower() else word


def _score(text: str, words: list[str]) -> float:
    """The more words are as in the text, the surer; from 0 to -1, the same on every machine."""
    known = set(text.split())
    return (sum(word in known for word in words) + 1) / (len(words) + 1) - 1


def _overlap(known: set[str], words: list[str]) -> float:
    return math.log((sum(word in known for word in words) + 1) / (len(words) + 1))
