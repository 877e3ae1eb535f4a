"""Whether a folder's weights are whole, told from their first bytes, without loading them.

The format: eight bytes with the header's length, the header (JSON: name -> shape and place of each
tensor), the tensors. https://huggingface.co/docs/safetensors
"""
from __future__ import annotations

import json
import math
import zipfile
from pathlib import Path

from pipeline import origin
from pipeline.errors import ModelError

LONGEST_HEADER = 100_000_000
"""Bytes; the format's own bound."""
POINTER = b"version https://git-lfs"
ZIP = b"PK\x03\x04"
CHECKPOINT_STARTS = (ZIP, b"\x80")
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
    raise ModelError(f"{folder} lacks model.safetensors or pytorch_model.bin; {origin.again(folder)}")


def _shards(folder: Path, index: Path) -> list[Path]:
    try:
        shards = sorted(set(json.loads(index.read_bytes())["weight_map"].values()))
    except (OSError, ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
        raise ModelError(f"{index} cannot be read ({error!r}); {origin.again(folder)}") from error
    if not all(isinstance(shard, str) and shard == Path(shard).name for shard in shards):
        raise ModelError(f"{index} names what are no files beside it; {origin.again(folder)}")
    missing = [shard for shard in shards if not (folder / shard).is_file()]
    if missing or not shards:
        raise ModelError(f"{folder} lacks {', '.join(missing) or 'its shards'}; {origin.again(folder)}")
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
        raise ModelError(f"{file} holds no PyTorch weights; {origin.again(file.parent)}")
    if start == ZIP and not zipfile.is_zipfile(file):
        raise ModelError(f"{file} is cut short; {origin.again(file.parent)}")
    return size // CHECKPOINT_NUMBER


def _parameters(file: Path) -> int:
    again = origin.again(file.parent)
    try:
        size = file.stat().st_size
        with file.open("rb") as stream:
            length = int.from_bytes(stream.read(8), "little")
            if size < 8 + length < LONGEST_HEADER:
                raise ModelError(f"{file} is cut short, to {size} bytes; {again}")
            header = json.loads(stream.read(length)) if length < LONGEST_HEADER else {}
        tensors = [tensor for name, tensor in header.items() if name != "__metadata__"]
        end = 8 + length + max(int(tensor["data_offsets"][1]) for tensor in tensors)
        parameters: int = sum(math.prod(tensor["shape"]) for tensor in tensors)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ModelError(f"{file} is not a safetensors file ({error!r}); {again}") from error
    if size != end:
        wrong = "is cut short" if size < end else "is too long"
        raise ModelError(f"{file} {wrong}: it has {size} bytes where {end} are announced; {again}")
    return parameters
