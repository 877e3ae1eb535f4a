"""Whether a folder's weights are whole, told from the headers of its safetensors files.

The format: eight bytes with the header's length, the header (JSON: name -> shape and place of each
tensor), the tensors. https://huggingface.co/docs/safetensors
"""
from __future__ import annotations

import json
import math
from pathlib import Path

from pipeline.errors import ModelError

LONGEST_HEADER = 100_000_000
"""Bytes; the format's own bound."""
POINTER = b"version https://git-lfs"


def check(folder: Path) -> int:
    """The number of parameters. Raises ModelError, saying what to do, if weights are missing or cut short."""
    return sum(_parameters(file) for file in _weight_files(folder))


def refuse_pointer(file: Path) -> None:
    """Raise ModelError if ``file`` is what git leaves in place of a large file that it did not fetch."""
    try:
        with file.open("rb") as stream:
            start = stream.read(len(POINTER))
    except OSError as error:
        raise ModelError(f"{file} cannot be read: {error}") from error
    if start == POINTER:
        raise ModelError(f"{file} is a git-lfs pointer, not the file itself; fetch it: git lfs install && git lfs pull")


def _weight_files(folder: Path) -> list[Path]:
    whole = folder / "model.safetensors"
    if whole.is_file():
        return [whole]
    index = folder / "model.safetensors.index.json"
    if index.is_file():
        try:
            shards = sorted(set(json.loads(index.read_bytes())["weight_map"].values()))
        except (OSError, ValueError, KeyError, AttributeError) as error:
            raise ModelError(f"{index} cannot be read: {error!r}") from error
        missing = [shard for shard in shards if not (folder / shard).is_file()]
        if missing or not shards:
            raise ModelError(f"{folder} lacks {', '.join(missing) or 'its shards'}; copy the whole model folder again")
        return [folder / shard for shard in shards]
    if any(folder.glob("*.bin")):
        raise ModelError(
            f"{folder} has its weights as pickle (.bin) only, which is not read; convert it once: python -c "
            "\"from transformers import MarianMTModel as M; "
            f"M.from_pretrained('{folder}').save_pretrained('{folder}')\""
        )
    raise ModelError(f"{folder} lacks model.safetensors; copy the whole model folder again")


def _parameters(file: Path) -> int:
    refuse_pointer(file)
    try:
        with file.open("rb") as stream:
            length = int.from_bytes(stream.read(8), "little")
            header = json.loads(stream.read(length)) if length < LONGEST_HEADER else {}
        tensors = [tensor for name, tensor in header.items() if name != "__metadata__"]
        end = 8 + length + max(int(tensor["data_offsets"][1]) for tensor in tensors)
        size = file.stat().st_size
        parameters: int = sum(math.prod(tensor["shape"]) for tensor in tensors)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{file} is not a safetensors file; copy it again ({error!r})") from error
    if size != end:
        raise ModelError(f"{file} has {size} bytes where {end} are announced; copy it again")
    return parameters
