"""The reference engine: transformers and torch in fp32, what the fast engine's words are held against."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pipeline.engine import Decoding, Identity, Output
from pipeline.engines.batches import batches, check, output_limit
from pipeline.engines.checkpoint import load_model
from pipeline.engines.forks import add, forks
from pipeline.engines.reference import ByReference
from pipeline.engines.settings import Settings, read_settings
from pipeline.engines.steps import Steps
from pipeline.engines.vocabulary import Vocabulary, read
from pipeline.errors import ModelError

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import PreTrainedModel

PACKAGES = ("transformers", "torch")
COMPUTES = (
    "cpu float32", "cpu bfloat16", "cpu float16",
    "cuda float32", "cuda float16", "cuda bfloat16",
    "mps float32", "mps float16", "mps bfloat16",
)  # fmt: skip
FILES = ()
WEIGHTS = True

BATCH_TOKENS = 1024
BATCH_ROWS = 16


def proof(identity: Identity) -> str:
    """Nothing more: the files it loads are those that ``identity`` is the hash of."""
    return ""


def load(folder: Path, *, identity: Identity, threads: int) -> Marian:
    """Load ``folder`` without network. ``threads`` holds for all of torch. Raises ModelError if it cannot be run."""
    import torch

    device, number = identity.compute.split()
    if device != "cpu" and not getattr(torch, device).is_available():
        raise ModelError(f"There is no {device} device here, or torch was installed without it; use --device cpu")
    pieces = read(folder)
    settings = read_settings(folder, pieces)
    if threads:
        torch.set_num_threads(threads)
    model = load_model(folder, getattr(torch, number))
    pieces.rows(model.config.vocab_size)
    return Marian(cast("Any", model).to(device), pieces, settings, device)


class Marian(ByReference):
    """An ``Engine`` over any shape of model. Only inputs of one length share a batch, so no padding can move a word."""

    def __init__(self, model: PreTrainedModel, pieces: Vocabulary, settings: Settings, device: str) -> None:
        self.max_input_tokens = settings.max_input_tokens
        # transformers types its methods for classes that its own models are not.
        self._model = cast("Any", model)
        self._pieces = pieces
        self._settings = settings
        self._device = device

    def count_tokens(self, text: str) -> int:
        """See ``Engine``."""
        return len(self._pieces.source(text))

    def generate(self, texts: Sequence[str], decoding: Decoding) -> Iterator[tuple[int, Output]]:
        """See ``Engine``."""
        inputs = [self._pieces.source(text) for text in texts]
        lengths = [len(pieces) for pieces in inputs]
        check(texts, lengths, self.max_input_tokens)
        limits = [output_limit(length, decoding, self._settings.max_output_tokens) for length in lengths]
        for batch in batches(lengths, limits, tokens=BATCH_TOKENS, rows=BATCH_ROWS, alike=int):
            rows = self._run([inputs[position] for position in batch.positions], batch.limit, decoding)
            for position, (row, total) in zip(batch.positions, rows, strict=True):
                yield position, self._pieces.output(row, total)

    def rank(self, source: str, targets: Sequence[str]) -> list[float]:
        """See ``Engine``. The source is read once for all targets."""
        import torch

        pieces = self._pieces.source(source)
        check([source], [len(pieces)], self.max_input_tokens)
        endings = [self._pieces.target(target) for target in targets]
        check(targets, [len(ending) for ending in endings], self._settings.max_output_tokens - 1)
        start = [self._settings.start, *map(self._pieces.number, self._settings.opening)]
        scores = [0.0] * len(targets)
        with torch.inference_mode():
            encoded = self._model.get_encoder()(self._ids([self._pieces.input(pieces)]))
            for fork in forks([[*ending, self._pieces.end] for ending in endings]):
                given = torch.tensor([[*start, *map(self._pieces.number, fork.prefix)]], device=self._device)
                row = self._model(encoder_outputs=encoded, decoder_input_ids=given).logits[0, -1]
                add(scores, fork, {piece: float(row[self._pieces.number(piece)]) for piece in fork.ways})
        return scores

    def _ids(self, rows: list[list[str]]) -> Tensor:
        import torch

        return torch.tensor([[self._pieces.number(piece) for piece in row] for row in rows], device=self._device)

    def _run(self, inputs: list[list[str]], limit: int, decoding: Decoding) -> list[tuple[list[str], float]]:
        """Generated pieces of each input, the end token with them if it was reached, and their log-probability."""
        import torch
        from transformers import GenerationConfig, LogitsProcessorList

        search = GenerationConfig(
            do_sample=False,
            # Forbidden pieces share out their probability, as in CTranslate2; without this beams rank otherwise.
            renormalize_logits=True,
            num_beams=decoding.beams,
            max_new_tokens=limit,
            min_new_tokens=decoding.min_output_tokens,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            repetition_penalty=decoding.repetition_penalty,
            bad_words_ids=[[self._pieces.number(piece) for piece in row] for row in self._settings.forbidden],
            pad_token_id=self._pieces.number(self._pieces.padding),
            eos_token_id=self._pieces.number(self._pieces.end),
            decoder_start_token_id=self._settings.start,
        )
        if decoding.beams > 1:
            search.length_penalty = decoding.length_penalty
            # As CTranslate2 ends a search: when as many outputs as beams have ended. The words then agree.
            search.early_stopping = True
        ids = self._ids([self._pieces.input(pieces) for pieces in inputs])
        start = [self._settings.start, *map(self._pieces.number, self._settings.opening)]
        given = torch.tensor([start] * len(inputs), device=self._device)
        # What a search leaves open would be filled from the model's own settings.
        self._model.generation_config = search
        steps = Steps(decoding.beams)
        with torch.inference_mode():
            rows = self._model.generate(
                ids,
                attention_mask=torch.ones_like(ids),
                decoder_input_ids=given,
                generation_config=search,
                logits_processor=LogitsProcessorList([cast("Any", steps)]),
            )
        done = [self._written(row) for row in rows[:, len(start) :].tolist()]
        return [
            ([self._pieces.piece(number) for number in row], steps.total(place, start, row))
            for place, row in enumerate(done)
        ]

    def _written(self, row: list[int]) -> list[int]:
        end = self._pieces.number(self._pieces.end)
        return row[: row.index(end) + 1] if end in row else row
