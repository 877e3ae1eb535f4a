"""The reference engine: transformers and torch in fp32, what the fast engine's words are held against."""
from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pipeline.engine import Decoding, Identity, Output
from pipeline.engines.batches import batches, check, output_limit
from pipeline.engines.forks import add, forks
from pipeline.engines.pieces import END, PADDING, Pieces, output
from pipeline.engines.settings import Settings, read_settings
from pipeline.errors import ModelError

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import MarianMTModel

PACKAGES = ("transformers", "torch", "sentencepiece")
COMPUTES = ("cpu float32",)
FILES = ("config.json", "vocab.json", "source.spm", "target.spm")
WEIGHTS = True

BATCH_TOKENS = 1024
BATCH_ROWS = 16


def load(folder: Path, *, identity: Identity, threads: int) -> Marian:
    """Load ``folder`` without network. ``threads`` holds for all of torch. Raises ModelError if it cannot be run."""
    os.environ.setdefault("DISABLE_SAFETENSORS_CONVERSION", "1")
    import torch
    from transformers import MarianMTModel
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    pieces = Pieces(folder)
    settings = read_settings(folder, pieces)
    if threads:
        torch.set_num_threads(threads)
    try:
        model = MarianMTModel.from_pretrained(folder, dtype=torch.float32, local_files_only=True, use_safetensors=True)
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise ModelError(f"{folder} cannot be loaded by transformers: {error}") from error
    return Marian(model.eval(), pieces, settings)


class Marian:
    """An ``Engine``. Only inputs of one length share a batch, so that no padding can move a word."""

    def __init__(self, model: MarianMTModel, pieces: Pieces, settings: Settings) -> None:
        self.max_input_tokens = settings.max_input_tokens
        self._model = model
        # transformers types this method for a class that its own models are not.
        self._generate: Callable[..., Tensor] = cast("Any", model).generate
        self._pieces = pieces
        self._settings = settings

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
            for position, row in zip(batch.positions, rows, strict=True):
                yield position, output(self._pieces, row)

    def rank(self, source: str, targets: Sequence[str]) -> list[float]:
        """See ``Engine``. The source is read once for all targets."""
        import torch

        pieces = self._pieces.source(source)
        check([source], [len(pieces)], self.max_input_tokens)
        endings = [self._pieces.target(target) for target in targets]
        check(targets, [len(ending) for ending in endings], self._settings.max_output_tokens - 1)
        start = int(self._model.config.decoder_start_token_id or 0)
        scores = [0.0] * len(targets)
        with torch.inference_mode():
            encoded = self._model.get_encoder()(self._ids([[*pieces, END]]))
            for fork in forks([[*ending, END] for ending in endings]):
                given = torch.tensor([[start, *(self._pieces.number(piece) for piece in fork.prefix)]])
                row = self._model(encoder_outputs=encoded, decoder_input_ids=given).logits[0, -1]
                add(scores, fork, {piece: float(row[self._pieces.number(piece)]) for piece in fork.ways})
        return scores

    def _ids(self, rows: list[list[str]]) -> Tensor:
        import torch

        return torch.tensor([[self._pieces.number(piece) for piece in row] for row in rows])

    def _run(self, inputs: list[list[str]], limit: int, decoding: Decoding) -> list[list[str]]:
        """Generated pieces of each input, the end token with them if it was reached."""
        import torch
        from transformers import GenerationConfig

        config = self._model.config
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
            pad_token_id=self._pieces.number(PADDING),
            eos_token_id=self._pieces.number(END),
            decoder_start_token_id=config.decoder_start_token_id,
        )
        if decoding.beams > 1:
            search.length_penalty = decoding.length_penalty
            # As CTranslate2 ends a search: when as many outputs as beams have ended. The words then agree.
            search.early_stopping = True
        ids = self._ids([[*pieces, END] for pieces in inputs])
        # What a search leaves open would be filled from the model's own settings.
        self._model.generation_config = search
        with torch.inference_mode():
            rows = self._generate(ids, attention_mask=torch.ones_like(ids), generation_config=search)
        return [self._written(row) for row in rows[:, 1:].tolist()]

    def _written(self, row: list[int]) -> list[str]:
        pieces = [self._pieces.piece(number) for number in row]
        return pieces[: pieces.index(END) + 1] if END in pieces else pieces
