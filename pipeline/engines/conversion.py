"""``python -m pipeline.engines.conversion SOURCE TARGET TYPE``: a Hugging Face folder to a CTranslate2 folder.

It runs as a process of its own because it imports torch: seconds and hundreds of MB that are given back
when it ends.
"""
from __future__ import annotations

import sys
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

from pipeline import shapes
from pipeline.engines import vocabulary
from pipeline.engines.checkpoint import load_model
from pipeline.engines.converted import Ended
from pipeline.engines.settings import Settings, read_settings
from pipeline.engines.vocabulary import Vocabulary
from pipeline.errors import ModelError

if TYPE_CHECKING:
    from torch import Tensor

KNOWN = "Microsoft, 20.4.2023: Berlin, Wien"
"""Whatever text: what counts is that both give the same scores."""
STEPS = 8
LEAST_LIKENESS = 0.9
"""Mean correlation of the scores. int8 kept 0.999 of trained models and 0.98 of tiny random ones; converted from the
wrong weights, the same models kept 0.4 at most."""


class NoPlace(Exception):
    """What a model was converted to cannot be written."""


class NoConversion(Exception):
    """A model does not come out as it went in."""


def convert(source: Path, target: Path, quantization: str = "int8") -> None:
    """Write ``source``, converted, to the new folder ``target``.

    Raises ModelError if it cannot be run, NoConversion if it can and its conversion cannot, and NoPlace if ``target``
    cannot be written.

    Only the weights, ``config.json``, ``generation_config.json`` and the vocabulary are read: whatever else lies in
    the folder cannot change the result. The network is not used and nothing in the folder is executed.
    """
    # The backends are imported here so that the module can be looked at without torch.
    import torch
    from ctranslate2.converters.converter import Converter

    kind, _ = shapes.shape_of(source)
    pieces = vocabulary.read(source)
    settings = read_settings(source, pieces)

    model = load_model(source, torch.float32)

    class FromMemory(Converter):
        def _load(self) -> Any:
            with torch.no_grad():
                return _loader(kind, pieces, settings)(model, None)

    read = pieces.input(pieces.source(KNOWN)[: settings.max_input_tokens])
    # Now, since the conversion to int8 works in the weights' own memory.
    written, before = _scores(model, read, pieces, settings)
    try:
        FromMemory().convert(str(target), quantization=quantization)
    except OSError as error:
        raise NoPlace(error.strerror or str(error)) from error
    after = _converted_scores(target, read, written, quantization)[len(settings.opening) :]
    likeness = fmean(float(torch.corrcoef(torch.stack(pair))[0, 1]) for pair in zip(before, after, strict=True))
    if likeness < LEAST_LIKENESS:
        raise NoConversion(f"converted it gives other outputs (correlation {likeness:.2f} of the scores)")


def _loader(kind: str, pieces: Vocabulary, settings: Settings) -> Any:
    """The library's loader for a shape of model, with the vocabulary and the start token read by us.

    The library's own Marian loader starts every output from a zero embedding and drops the last row of the
    vocabulary. That is right for models published by Marian, whose padding row is zero; a model trained with
    transformers learns that row (it is tied to the output layer) and starts from it. So Marian goes through BART's.
    The library expects two settings in a BART configuration that only old ones have.
    """
    from ctranslate2.converters.transformers import BartLoader, T5Loader

    class Loader(T5Loader if kind == "t5" else BartLoader):  # type: ignore[misc]
        def get_model_spec(self, model: Any) -> Any:
            if kind != "t5":
                model.config.normalize_before = kind == "pegasus"
                model.config.normalize_embedding = kind == "bart"
            return super().get_model_spec(model)

        @property
        def architecture_name(self) -> str:
            return kind

        def set_config(self, config: Any, model: Any, tokenizer: Any) -> None:
            config.eos_token = pieces.end
            config.unk_token = pieces.unknown
            config.bos_token = pieces.before[0] if pieces.before else pieces.padding
            config.decoder_start_token = pieces.piece(settings.start)

        def get_vocabulary(self, model: Any, tokenizer: Any) -> list[str]:
            return pieces.rows(model.config.vocab_size)

    return Loader()


def _scores(model: Any, read: list[str], pieces: Vocabulary, settings: Settings) -> tuple[list[str], list[Tensor]]:
    """What the model begins to write for ``read``, step by step the likeliest piece, and each step's scores."""
    import torch

    given = [settings.start, *map(pieces.number, settings.opening)]
    ids = torch.tensor([[pieces.number(piece) for piece in read]])
    steps = []
    with torch.inference_mode():
        for _ in range(min(STEPS, settings.max_output_tokens)):
            steps.append(model(input_ids=ids, decoder_input_ids=torch.tensor([given])).logits[0, -1])
            given.append(int(steps[-1].argmax()))
    return [pieces.piece(number) for number in given[1:-1]], steps


def _converted_scores(target: Path, read: list[str], written: list[str], number: str) -> list[Tensor]:
    """The converted model's scores at each step of writing ``written``, and after it."""
    import ctranslate2
    import numpy as np
    import torch

    translator = ctranslate2.Translator(str(target), compute_type="int8" if number == "int8" else "float32")
    (result,) = translator.translate_batch(
        [read], [written], beam_size=1, min_decoding_length=0, max_decoding_length=len(written) + 1, max_input_length=0,
        return_logits_vocab=True,
    )  # fmt: skip
    return [torch.tensor(np.array(row)) for row in result.logits[0]]


def main(arguments: list[str]) -> int:
    """0 when converted, else as ``Ended`` says, with one line on stderr."""
    source, target, number = arguments
    try:
        convert(Path(source), Path(target), number)
    except NoConversion as error:
        return _end(Ended.NO_CONVERSION, str(error))
    except ModelError as error:
        return _end(Ended.NO_MODEL, str(error))
    except NoPlace as error:
        return _end(Ended.NO_PLACE, str(error))
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        return _end(Ended.NO_CONVERSION, f"{type(error).__name__}: {error}")
    return 0


def _end(how: Ended, why: str) -> int:
    sys.stderr.write(f"{' '.join(why.split())}\n")
    return how


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
