"""Join the weights of a model folder that came in shards into one file.

    python -m training.join FOLDER

Training writes shards of at most 14 MB, so that a model trained on another machine can be brought home in
pieces. Nothing but the weights is touched; a folder with one file already stays as it is.
"""
from __future__ import annotations

import argparse
from pathlib import Path

import torch
from transformers import MarianMTModel


def join(folder: Path) -> None:
    """Replace the shards of ``folder`` by one ``model.safetensors``, in the type of number they are stored in."""
    index = folder / "model.safetensors.index.json"
    if not index.exists():
        return
    shards = sorted(folder.glob("model-*-of-*.safetensors"))
    model = MarianMTModel.from_pretrained(folder, dtype=torch.float16)
    kept = {name: (folder / name).read_bytes() for name in ("config.json", "generation_config.json")}
    model.save_pretrained(folder, max_shard_size="2GB")
    for name, content in kept.items():
        (folder / name).write_bytes(content)
    for left in (index, *shards):
        left.unlink(missing_ok=True)


def main() -> None:
    """Parse the command line and join."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    join(parser.parse_args().folder)


if __name__ == "__main__":
    main()
