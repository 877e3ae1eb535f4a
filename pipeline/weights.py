"""Whether a folder's weights are whole, told from their first bytes, without loading them.

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
CHECKPOINT_STARTS = (b"PK\x03\x04", b"\x80")
"""How a file written by ``torch.save`` starts: a zip archive, or a bare pickle from before 2020."""
CHECKPOINT_NUMBER = 4
"""Bytes that a parameter takes in a ``.bin`` file, usually; its header does not say."""


def check(folder: Path) -> int:
    """The number of parameters. Raises ModelError, saying what to do, if weights are missing or cut short."""
    return sum(_count(file) for file in files(folder) if file.suffix != ".json")


def refuse_pointer(file: Path) -> None:
    """Raise ModelError if ``file`` is what git leaves in place of a large file that it did not fetch."""
    try:
        with file.open("rb") as stream:
            start = stream.read(len(POINTER))
    except OSError as error:
        raise ModelError(f"{file} cannot be read: {error}") from error
    if start == POINTER:
        raise ModelError(f"{file} is a git-lfs pointer, not the file itself; fetch it: git lfs install && git lfs pull")


def files(folder: Path) -> list[Path]:
    """The files that hold the weights, the index of several first; safetensors if there are any, else ``.bin``.

    Raises ModelError if there are none, or a part of several is missing.
    """
    for name in ("model.safetensors", "pytorch_model.bin"):
        if (folder / name).is_file():
            return [folder / name]
        if (folder / f"{name}.index.json").is_file():
            return _shards(folder, folder / f"{name}.index.json")
    raise ModelError(f"{folder} lacks model.safetensors or pytorch_model.bin; copy the whole model folder again")


def _shards(folder: Path, index: Path) -> list[Path]:
    try:
        shards = sorted(set(json.loads(index.read_bytes())["weight_map"].values()))
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise ModelError(f"{index} cannot be read: {error!r}") from error
    missing = [shard for shard in shards if not (folder / shard).is_file()]
    if missing or not shards:
        raise ModelError(f"{folder} lacks {', '.join(missing) or 'its shards'}; copy the whole model folder again")
    return [index, *(folder / shard for shard in shards)]


def _count(file: Path) -> int:
    """The number of parameters in a file of weights; of a ``.bin`` about."""
    refuse_pointer(file)
    if file.suffix == ".safetensors":
        return _parameters(file)
    try:
        with file.open("rb") as stream:
            start = stream.read(4)
        size = file.stat().st_size
    except OSError as error:
        raise ModelError(f"{file} cannot be read: {error}") from error
    if not start.startswith(CHECKPOINT_STARTS):
        raise ModelError(f"{file} holds no PyTorch weights; copy it again")
    return size // CHECKPOINT_NUMBER


def _parameters(file: Path) -> int:
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
