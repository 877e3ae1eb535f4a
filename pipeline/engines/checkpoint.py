"""A model folder as a transformers model, loaded so that nothing in it is executed and nothing is missing unnoticed."""
from __future__ import annotations

import logging
import os
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    safe = any(folder.glob("*.safetensors"))
    try:
        model, info = AutoModelForSeq2SeqLM.from_pretrained(
            folder, dtype=dtype, local_files_only=True, use_safetensors=safe, weights_only=True,
            trust_remote_code=False, ignore_mismatched_sizes=True, output_loading_info=True,
        )  # fmt: skip
    except (OSError, ValueError, RuntimeError, KeyError, EOFError, pickle.UnpicklingError) as error:
        raise ModelError(f"{folder} cannot be loaded: {_first_line(error)}") from error
    missing = sorted(name for name in info["missing_keys"] if not any(part in name for part in DERIVED))
    wrong = sorted(str(item[0] if isinstance(item, tuple) else item) for item in info.get("mismatched_keys") or ())
    if missing or wrong:
        named = ", ".join((missing + wrong)[:3])
        raise ModelError(
            f"{folder}: {len(missing) + len(wrong)} weights that config.json describes are missing or of another size "
            f"({named}); its files do not belong together. Copy the whole model folder again"
        )
    model.eval()
    return model


def _first_line(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    return lines[0]
