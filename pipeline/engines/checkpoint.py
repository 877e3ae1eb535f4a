"""A model folder as a transformers model, loaded so that nothing in it is executed and nothing is missing unnoticed."""
from __future__ import annotations

import logging
import os
import pickle
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import origin, weights
from pipeline.errors import ModelError

if TYPE_CHECKING:
    from transformers import PreTrainedModel

DERIVED = ("embed_positions", "final_logits_bias")
"""Weights that a published file may leave out, because they follow from the configuration or are zero."""


def load_model(folder: Path, dtype: Any) -> PreTrainedModel:
    """The model in ``folder`` in evaluation mode, of torch's number type ``dtype``, without network.

    Weights come from safetensors, or from ``.bin`` files read with ``weights_only``. Raises ModelError if the files
    are no weights, or not those that ``config.json`` describes.
    """
    os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", DISABLE_SAFETENSORS_CONVERSION="1")
    from transformers import AutoModelForSeq2SeqLM
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    logging.getLogger("transformers").setLevel(logging.ERROR)
    first = weights.files(folder)[0].name
    safe = ".safetensors" in first
    try:
        # What torch has to say of a file that is not one of its own is said below.
        with warnings.catch_warnings(action="ignore", category=UserWarning):
            model, info = AutoModelForSeq2SeqLM.from_pretrained(
                folder, dtype=dtype, local_files_only=True, use_safetensors=safe, weights_only=True,
                trust_remote_code=False, ignore_mismatched_sizes=True, output_loading_info=True,
            )  # fmt: skip
    except (OSError, ValueError, RuntimeError, KeyError, EOFError, pickle.UnpicklingError) as error:
        if not safe and _holds_more(error):
            raise ModelError(
                f"{folder / first} holds more than weights; nothing of it was run. Look for a version of the "
                "model with safetensors"
            ) from error
        raise ModelError(f"{folder} cannot be loaded: {_first_line(error)}") from error
    missing = sorted(name for name in info["missing_keys"] if not any(part in name for part in DERIVED))
    wrong = sorted(str(item[0] if isinstance(item, tuple) else item) for item in info.get("mismatched_keys") or ())
    if missing or wrong:
        named = ", ".join((missing + wrong)[:3])
        raise ModelError(
            f"{folder}: {len(missing) + len(wrong)} weights that config.json describes are missing or of another size "
            f"({named}); its files do not belong together. {origin.again(folder)}"
        )
    model.eval()
    return model


def _holds_more(error: BaseException | None) -> bool:
    """Whether torch refused to unpickle what is no weights, as it says itself or as transformers repeats it."""
    while error is not None:
        if isinstance(error, pickle.UnpicklingError) or "weights_only" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _first_line(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    return lines[0]
