"""Tiny Marian models with random weights, as ordinary Hugging Face folders: quick to make, useless to read."""
from __future__ import annotations

import json
from pathlib import Path

LINES = [
    "Die Katze sitzt auf dem Dach und sieht den Vögeln zu.",
    "Der Bürgermeister eröffnete am Montag die neue Brücke über die Donau.",
    '"Das ist ein guter Tag", sagte sie und lachte.',
    "Im Jahr 2023 stiegen die Preise um 7,5 Prozent.",
    "The mayor opened the new bridge on Monday; it cost 42,000 dollars.",
    "A cat sits on the roof and watches the birds.",
    "She said that prices rose in 2023 and laughed.",
    "Microsoft will drop Twitter from its programme, it said.",
]
"""What the vocabulary is learned from. No German quotation marks, no emoji: both are unknown to it."""


def marian_folder(
    folder: Path, *, seed: int = 0, positions: int = 64, shard_size: str = "5GB", codes: tuple[str, ...] = ()
) -> Path:
    """Write a model of about 50,000 parameters to ``folder`` and return it.

    ``positions`` bounds inputs and outputs, end or start token included. The end token is made likely
    enough that some outputs end before their limit and others do not. A ``shard_size`` such as ``100KB``
    gives several weight files. ``codes`` are the languages that a model of several writes.
    """
    import torch
    from transformers import GenerationConfig, MarianConfig, MarianMTModel

    folder.mkdir(parents=True, exist_ok=True)
    pieces = _train_pieces(folder)
    pieces |= {f">>{code}<<": len(pieces) + place for place, code in enumerate(codes)}
    pad = len(pieces)
    (folder / "vocab.json").write_text(json.dumps({**pieces, "<pad>": pad}, ensure_ascii=False), "utf-8")
    torch.manual_seed(seed)
    sizes = {f"{side}_{what}": value for side in ("encoder", "decoder")
             for what, value in (("layers", 1), ("attention_heads", 2), ("ffn_dim", 48))}  # fmt: skip
    config = MarianConfig(
        vocab_size=pad + 1, decoder_vocab_size=pad + 1, d_model=32, max_position_embeddings=positions,
        pad_token_id=pad, eos_token_id=0, bos_token_id=None, decoder_start_token_id=pad, forced_eos_token_id=None,
        scale_embedding=True, activation_function="swish", init_std=0.4, **sizes,
    )  # fmt: skip
    model = MarianMTModel(config)
    with torch.no_grad():
        # The class starts with a zero padding row; training moves it, as it is tied to the output layer.
        model.model.shared.weight[pad].normal_(std=0.4)
        model.final_logits_bias[0, 0] = 4.0
    model.generation_config = GenerationConfig(
        max_length=positions, num_beams=4, bad_words_ids=[[pad]],
        pad_token_id=pad, eos_token_id=0, decoder_start_token_id=pad,
    )  # fmt: skip
    model.save_pretrained(folder, max_shard_size=shard_size)
    return folder


def _train_pieces(folder: Path) -> dict[str, int]:
    """Write source.spm and target.spm, the same model, and return its pieces numbered as Marian numbers them."""
    import sentencepiece

    text = folder / "lines.txt"
    text.write_text("\n".join(LINES * 20), "utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text), model_prefix=str(folder / "source"), vocab_size=100, character_coverage=1.0,
        bos_id=-1, eos_id=0, unk_id=1, minloglevel=2, num_threads=1,
    )  # fmt: skip
    text.unlink()
    (folder / "source.vocab").unlink()
    (folder / "source.model").rename(folder / "source.spm")
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    model = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    return {model.id_to_piece(number): number for number in range(model.get_piece_size())}
