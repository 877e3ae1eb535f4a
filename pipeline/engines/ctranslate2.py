"""The engine for everyday use: CTranslate2 on the CPU, over an ordinary Hugging Face folder."""
from __future__ import annotations

import functools
import itertools
import logging
import os
import platform
from collections import deque
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.engine import Decoding, Identity, Output
from pipeline.engines.batches import Batch, available_cores, batches, check, output_limit
from pipeline.engines.converted import converted, kept, seal
from pipeline.engines.forks import add, deepest, forks
from pipeline.engines.reference import ByReference
from pipeline.engines.settings import Settings, read_settings
from pipeline.engines.vocabulary import Vocabulary, read
from pipeline.errors import ModelError

if TYPE_CHECKING:
    from ctranslate2 import AsyncTranslationResult, Translator

log = logging.getLogger(__name__)

PACKAGES = ("ctranslate2",)
COMPUTES = (
    "cpu int8", "cpu float32", "cpu bfloat16",
    "cuda int8", "cuda float32", "cuda float16", "cuda bfloat16",
)  # fmt: skip
FILES = ()
WEIGHTS = True

BATCH_TOKENS = 512
"""Input tokens in a batch, padding included: bounds what long sentences take while their outputs grow."""
MOST_ROWS = 48
"""Inputs in a batch; more make nothing faster."""
FEWEST_ROWS = 4
"""Inputs that may share a batch whatever they take. Four articles of 800 tokens at once take 0.72 of the time of one
after the other, since the weights are read once for all of them; eight take no less than four."""
SCORES = 30_000_000
"""Bytes that the scores of one step, over all workers, may take: a run takes about ten times that in all.

With opus-mt-de-en's 58,101 pieces, 4 beams and 2 workers it gives 16 rows, as fast as 48 and 250 MB less.
"""
SHORTEST = 16
"""Tokens, end included; for shorter inputs sums inside attention are taken in another order when padding changes."""
LONGEST = {"mkl": 191, "onednn": 384}
"""Tokens that may be padded without moving a bit of any score, by the library that multiplies matrices.

Measured by scoring a text alone and beside longer ones. oneDNN cuts a sum of over 384 terms into blocks whose bounds
move with its length, two tokens at a time; with MKL scores move from about 200 tokens on. They moved by up to 0.05, and
9 of 511 outputs of a weak model became others. Where the library is not known, the smaller figure is taken.
"""
AHEAD = 2
"""Batches waiting for each worker."""
CONVERSION = 1
"""Raised when the conversion of the same weights starts to give another model."""


def load(folder: Path, *, identity: Identity, threads: int) -> CTranslate2:
    """Convert ``folder`` unless that was done before, and load it. Raises ModelError if it cannot be run."""
    import ctranslate2

    pieces = read(folder)
    settings = read_settings(folder, pieces)
    device, number = identity.compute.split()
    # A GPU runs one batch at a time.
    workers = 1 if device == "cuda" else threads or available_cores()
    _check_device(device, number)
    options: dict[str, Any] = {"device": device, "compute_type": number, "inter_threads": workers, "intra_threads": 1}
    name = conversion_name(identity)
    try:
        with converted(folder, name, number) as place:
            translator = ctranslate2.Translator(str(place), **options)
    except (RuntimeError, ValueError) as error:
        log.info("%s is converted again: %s", folder, error)
        try:
            with converted(folder, name, number, again=True) as place:
                translator = ctranslate2.Translator(str(place), **options)
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"{folder}, converted to {place}, cannot be loaded: {error}") from error
    return CTranslate2(translator, pieces, settings, workers)


def proof(identity: Identity) -> str | None:
    """The hash of the conversion; None if it is not kept."""
    return seal(kept() / conversion_name(identity))


def _check_device(device: str, number: str) -> None:
    """Raise ModelError if this machine cannot compute so."""
    import ctranslate2

    if device == "cuda" and not ctranslate2.get_cuda_device_count():
        raise ModelError("There is no CUDA device here, or its driver is missing; use --device cpu")
    if number not in ctranslate2.get_supported_compute_types(device):
        raise ModelError(f"This {device} cannot compute in {number} with ctranslate2; use --compute int8 or float32")


@functools.cache
def multiplier() -> str:
    """The library that CTranslate2 multiplies matrices with on this CPU: MKL on Intel's, oneDNN on AMD's.

    https://opennmt.net/CTranslate2/hardware_support.html; ``CT2_USE_MKL`` overrules it.
    """
    amd = "AuthenticAMD" in platform.processor() or _says_amd(Path("/proc/cpuinfo"))
    return "onednn" if amd and not os.environ.get("CT2_USE_MKL") else "mkl"


def _says_amd(file: Path) -> bool:
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            return any("AuthenticAMD" in line for line in itertools.islice(lines, 30))
    except OSError:
        return False


def padding_class(length: int) -> int:
    """Inputs of equal class can share a batch without changing each other's words; ``length`` has the end in it."""
    longest = LONGEST[multiplier()]
    if SHORTEST <= length <= longest:
        return SHORTEST
    return -(-length // 2) * 2 if length > longest and multiplier() == "onednn" else length


def anyone(length: int) -> int:
    """The class of every input, where words need not be the same in any company."""
    return 0


def conversion_name(identity: Identity) -> str:
    """The name under which the conversion of these weights is kept: everything it depends on."""
    return f"{identity.weights}-{version('ctranslate2')}-{identity.compute.split()[-1]}-{CONVERSION}"


class CTranslate2(ByReference):
    """An ``Engine``. One thread works on a batch, so that words do not depend on the number of threads."""

    def __init__(self, translator: Translator, pieces: Vocabulary, settings: Settings, workers: int) -> None:
        self.max_input_tokens = settings.max_input_tokens
        self._translator = translator
        self._pieces = pieces
        self._settings = settings
        self._workers = workers

    def count_tokens(self, text: str) -> int:
        """See ``Engine``."""
        return len(self._pieces.source(text))

    def generate(self, texts: Sequence[str], decoding: Decoding) -> Iterator[tuple[int, Output]]:
        """See ``Engine``. The longest inputs come first; a few batches are under way while one is read."""
        inputs = [self._pieces.source(text) for text in texts]
        check(texts, [len(pieces) for pieces in inputs], self.max_input_tokens)
        limits = [output_limit(len(pieces), decoding, self._settings.max_output_tokens) for pieces in inputs]
        lengths = [len(pieces) for pieces in inputs]
        waiting: deque[tuple[Batch, list[AsyncTranslationResult]]] = deque()
        rows = self._rows(decoding.beams)
        extra = len(self._pieces.input([]))
        alike = (lambda length: padding_class(length + extra)) if decoding.exact else anyone
        for batch in batches(lengths, limits, tokens=BATCH_TOKENS, fewest=FEWEST_ROWS, rows=rows, alike=alike):
            waiting.append((batch, self._submit([inputs[position] for position in batch.positions], batch, decoding)))
            while len(waiting) > self._workers * AHEAD or (waiting and all(result.done() for result in waiting[0][1])):
                yield from self._outputs(*waiting.popleft(), decoding.length_penalty)
        while waiting:
            yield from self._outputs(*waiting.popleft(), decoding.length_penalty)

    def rank(self, source: str, targets: Sequence[str]) -> list[float]:
        """See ``Engine``. The source is read once for each fork that no other continues, a batch by itself."""
        import numpy as np

        pieces = self._pieces.source(source)
        check([source], [len(pieces)], self.max_input_tokens)
        endings = [self._pieces.target(target) for target in targets]
        check(targets, [len(ending) for ending in endings], self._settings.max_output_tokens - 1)
        found = list(forks([[*ending, self._pieces.end] for ending in endings]))
        started = {prefix: self._logits(pieces, prefix) for prefix in deepest(found)}
        logits = {prefix: result.result().logits[0] for prefix, result in started.items()}
        scores = [0.0] * len(targets)
        for fork in found:
            depth = len(fork.prefix)
            rows = next(rows for prefix, rows in logits.items() if prefix[:depth] == fork.prefix)
            row = np.array(rows[len(self._settings.opening) + depth])
            add(scores, fork, {piece: float(row[self._pieces.number(piece)]) for piece in fork.ways})
        return scores

    def _logits(self, source: Sequence[str], prefix: Sequence[str]) -> AsyncTranslationResult:
        """Scores of the whole vocabulary after each beginning of ``prefix``, itself included."""
        given = [*self._settings.opening, *prefix]
        results: list[AsyncTranslationResult] = self._translator.translate_batch(
            [self._pieces.input(source)],
            [given],
            asynchronous=True,
            beam_size=1,
            min_decoding_length=0,
            max_decoding_length=len(given) + 1,
            max_input_length=0,
            return_logits_vocab=True,
        )
        return results[0]

    def _rows(self, beams: int) -> int:
        """Inputs in a batch such that memory stays bounded. Words do not depend on it."""
        row = beams * len(self._pieces.ids) * 4
        return max(FEWEST_ROWS, min(MOST_ROWS, SCORES // (row * self._workers)))

    def _submit(self, inputs: list[list[str]], batch: Batch, decoding: Decoding) -> list[AsyncTranslationResult]:
        opening = self._settings.opening
        results: list[AsyncTranslationResult] = self._translator.translate_batch(
            [self._pieces.input(pieces) for pieces in inputs],
            [list(opening)] * len(inputs) if opening else None,
            asynchronous=True,
            beam_size=decoding.beams,
            length_penalty=decoding.length_penalty,
            repetition_penalty=decoding.repetition_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            min_decoding_length=len(opening) + decoding.min_output_tokens if decoding.min_output_tokens else 0,
            max_decoding_length=len(opening) + batch.limit,
            max_input_length=0,
            suppress_sequences=[list(sequence) for sequence in self._settings.forbidden],
            return_end_token=True,
            return_scores=True,
        )
        return results

    def _outputs(
        self, batch: Batch, results: list[AsyncTranslationResult], penalty: float
    ) -> Iterator[tuple[int, Output]]:
        for position, result in zip(batch.positions, results, strict=True):
            made = result.result()
            written = made.hypotheses[0][len(self._settings.opening) :]
            # The library divides by a power of what it counts as the length, the opening with it.
            total = made.scores[0] * len(made.hypotheses[0]) ** penalty
            yield position, self._pieces.output(written, total)
