"""What a stage may ask of a model: ModelRef, Identity, Engine, Decoding, Output."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Protocol

from pipeline import codec
from pipeline.languages import GERMAN_ENGLISH, Direction

HOW = {"key": False}
"""Metadata of a field that says how something runs or where it lies, and so stays out of cache keys."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Everything about a model as it is run that can change its words."""

    backend: str
    """Package and version, ``ctranslate2 4.8.5``."""
    model: str
    """The name a person knows it by, ``Helsinki-NLP/opus-mt-de-en``."""
    weights: str
    """sha256 (hex) over the files loaded."""
    compute: str
    """Device kind and number type, ``cpu int8``."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """How an output is searched for.

    The limit on an output's tokens is ``limit_factor`` times the input's tokens plus ``limit_extra``
    (never over the model's own), so that it depends on the input alone and never on its neighbours.
    """

    beams: int = 4
    limit_factor: float = 3.0
    limit_extra: int = 20
    min_output_tokens: int = 0
    no_repeat_ngram: int = 0
    repetition_penalty: float = 1.0
    length_penalty: float = 1.0
    exact: bool = field(default=True, metadata=codec.added(True))
    """Whether the words must be the same alone and among neighbours. Without it long inputs go through the model
    several at a time, which is faster; a word may then differ."""


@dataclass(frozen=True, slots=True)
class Output:
    """One generated text; ``reached_limit`` says that it was stopped and may be cut."""

    text: str
    tokens: int
    reached_limit: bool = False
    score: float | None = None
    """Log-probability (natural, at most 0) of the tokens it ended with, the end token included if it was reached,
    divided by their number, whatever the length penalty: a mean over tokens, the surer the nearer to 0.

    Each token's chance is the one the search saw: forbidden pieces, and those that bounds on length or repetition shut
    out, have shared theirs out among the rest. What every output must begin with does not count. In ``int8`` on a CPU
    it is the same to the last bit in any company and on any number of threads; elsewhere it may move by about 0.00001.
    """


class Engine(Protocol):
    """A loaded seq2seq model."""

    max_input_tokens: int
    """The longest input, end token excluded; a longer one is the caller's to split."""

    def count_tokens(self, text: str) -> int:
        """Number of source tokens of ``text``, end token excluded."""

    def generate(self, texts: Sequence[str], decoding: Decoding) -> Iterator[tuple[int, Output]]:
        """Yield ``(position, output)`` for every text exactly once, in the order they become ready.

        The words of an output do not depend on the other texts. Raises InputError for a blank text or
        one longer than ``max_input_tokens``.
        """

    def rank(self, source: str, targets: Sequence[str]) -> list[float]:
        """Log-probability of each target if the model, given ``source``, may write nothing but one of them.

        See ``engines/forks.py``. Probabilities sum to 1 over different targets; equal ones share theirs. Raises
        InputError for a blank text, a source over ``max_input_tokens`` or a target over the output's limit.
        """


@dataclass(frozen=True, slots=True)
class ModelRef:
    """A verified folder of weights on disk, known without loading it."""

    identity: Identity
    folder: Path = field(metadata=HOW)
    engine: str = field(metadata=HOW)
    """Name of the module in ``engines/``."""
    task: str = field(default="", metadata=HOW)
    """``translation`` or ``summarization``."""
    direction: Direction = field(default=GERMAN_ENGLISH, metadata=HOW)
    """What a translator is used for; ``Translate`` takes it and ``token`` into its own key."""
    token: str = field(default="", metadata=HOW)
    """What stands before each text, as ``>>fr<<``, where a translator writes several languages."""
    revision: str = field(default="", metadata=HOW)
    """The commit it was published under on the hub; "" if it does not come from there."""
    measured: str = field(default="not measured", metadata=HOW)
    """How good it is measured to be, in one line for people."""
    trusted: bool = field(default=True, metadata=HOW)
    """Whether it may write freely; a small summarizer only chooses sentences (``faithful``)."""
    reproducible: bool = field(default=True, metadata=HOW)
    """Whether words are the same in any batch; not so in float16 and bfloat16."""
    search: Decoding = field(default_factory=Decoding, metadata=HOW)
    """How its makers search for its output: what a stage starts from, and takes into its own key."""
    threads: int = field(default=0, metadata=HOW)
    """CPU threads in all; 0 means as many as there are cores."""
    unchecked: bool = field(default=False, metadata=HOW)
    """Whether it may be used although it fails the test of ``engines/selftest.py``."""

    def load(self) -> Engine:
        """Import the backend, load the weights and see that the model works: seconds, and hundreds of MB.

        Raises ModelError if it cannot be loaded, or does not work and is not ``unchecked``.
        """
        engine: Engine = import_module("pipeline.engines").load(self)
        return engine
