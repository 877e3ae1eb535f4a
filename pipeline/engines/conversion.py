"""``python -m pipeline.engines.conversion SOURCE TARGET TYPE``: a Hugging Face Marian folder to a CTranslate2 folder.

It runs as a process of its own because it imports torch: seconds and hundreds of MB that are given back
when it ends.
"""
from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from pipeline.engines.pieces import END, PADDING, UNKNOWN, Pieces
from pipeline.errors import ModelError


def convert(source: Path, target: Path, quantization: str = "int8") -> None:
    """Write ``source``, converted, to the new folder ``target``. Raises ModelError if it is no Marian model.

    Only the weights, ``config.json`` and ``vocab.json`` are read: whatever else lies in the folder cannot
    change the result. The network is not used and nothing in the folder is executed.
    """
    os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", DISABLE_SAFETENSORS_CONVERSION="1")
    # Backend names are imported here so that the module can be looked at without torch.
    import torch
    from ctranslate2.converters.converter import Converter
    from ctranslate2.converters.transformers import BartLoader, MarianMTLoader
    from transformers import MarianMTModel

    pieces = Pieces(source)

    class StartFromPadding(MarianMTLoader):
        """Keep the start token's embedding.

        The library's loader starts every output from a zero embedding and drops the last row of the
        vocabulary. That is right for models published by Marian, whose padding row is zero; a model trained
        with transformers learns that row (it is tied to the output layer) and starts from it.
        """

        def get_model_spec(self, model: Any) -> Any:
            model.config.normalize_before = False
            model.config.normalize_embedding = False
            return BartLoader.get_model_spec(self, model)

        def set_config(self, config: Any, model: Any, tokenizer: Any) -> None:
            config.eos_token = END
            config.unk_token = UNKNOWN
            config.decoder_start_token = pieces.piece(model.config.decoder_start_token_id)

        def set_decoder(self, spec: Any, decoder: Any) -> None:
            BartLoader.set_decoder(self, spec, decoder)

        def get_vocabulary(self, model: Any, tokenizer: Any) -> list[str]:
            return _vocabulary(pieces, model.config.vocab_size)

    class FromFolder(Converter):
        def _load(self) -> Any:
            with torch.no_grad():
                model = MarianMTModel.from_pretrained(
                    source, dtype=torch.float32, local_files_only=True, use_safetensors=True
                )
                return StartFromPadding()(model, None)

    FromFolder().convert(str(target), quantization=quantization)


def _vocabulary(pieces: Pieces, size: int) -> list[str]:
    """The pieces in the order of their ids, one for each of the model's ``size`` rows."""
    if sorted(pieces.ids.values()) != list(range(size)) or PADDING not in pieces.ids:
        raise ModelError(
            f"vocab.json names {len(pieces.ids)} pieces where the model has {size}, or lacks {PADDING}; "
            "the folder's files do not belong together"
        )
    return [pieces.piece(number) for number in range(size)]


def main(arguments: list[str]) -> int:
    """0 when converted; 1 with one line on stderr when the folder cannot be."""
    source, target, number = arguments
    try:
        convert(Path(source), Path(target), number)
    except (ModelError, OSError, ValueError, RuntimeError, KeyError) as error:
        sys.stderr.write(f"{type(error).__name__}: {' '.join(str(error).split())}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
