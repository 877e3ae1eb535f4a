"""Models with random weights in the exact shapes of opus-mt-de-en and distilbart-cnn-12-6, and tiny ones like them."""
from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.speed.texts import ENGLISH, GERMAN, SYLLABLES, german

BEAMS = 4
TRANSLATED_TOKENS = 32
SUMMARY_TOKENS = 96
"""Tokens of every output. Random weights never end one by themselves; the engine rounds limits up to 32."""
NO_REPEAT = 3
LENGTH_PENALTY = 2.0
"""As distilbart-cnn-12-6 is published."""


@dataclass(frozen=True)
class Size:
    """How large a model is."""

    width: int
    encoder: int
    decoder: int
    heads: int
    inner: int
    positions: int
    rows: int


OPUS = Size(width=512, encoder=6, decoder=6, heads=8, inner=2048, positions=512, rows=GERMAN + 3)
DISTILBART = Size(width=1024, encoder=12, decoder=6, heads=16, inner=4096, positions=1024, rows=50_264)
TINY_OPUS = Size(width=32, encoder=1, decoder=1, heads=2, inner=48, positions=512, rows=603)
TINY_BART = Size(width=32, encoder=1, decoder=1, heads=2, inner=48, positions=1024, rows=len(ENGLISH) * 2 + 600)


def make_translator(folder: Path, size: Size = OPUS) -> Path:
    """Write a Marian model whose pieces are made-up words; OPUS has 74 million parameters."""
    import sentencepiece
    import torch
    from transformers import GenerationConfig, MarianConfig, MarianMTModel

    folder.mkdir(parents=True)
    rows = [word for kind in german(size.rows - 3) for word in kind]
    words = folder / "words.txt"
    words.write_text("\n".join(" ".join(rows[start : start + 100]) for start in range(0, len(rows), 100)))
    sentencepiece.SentencePieceTrainer.train(
        input=str(words), model_prefix=str(folder / "source"), model_type="word", vocab_size=size.rows - 1,
        character_coverage=1.0, bos_id=-1, eos_id=0, unk_id=1, minloglevel=2,
    )  # fmt: skip
    words.unlink()
    (folder / "source.vocab").unlink()
    (folder / "source.model").rename(folder / "source.spm")
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    model = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    pad = size.rows - 1
    pieces = {model.id_to_piece(number): number for number in range(pad)}
    (folder / "vocab.json").write_text(json.dumps({**pieces, "<pad>": pad}))
    torch.manual_seed(7)
    network = MarianMTModel(MarianConfig(
        **_sizes(size), decoder_vocab_size=size.rows, pad_token_id=pad, eos_token_id=0, bos_token_id=None,
        decoder_start_token_id=pad, forced_eos_token_id=None, scale_embedding=True, activation_function="swish",
    ))  # fmt: skip
    network.generation_config = GenerationConfig(
        max_length=size.positions, num_beams=BEAMS, pad_token_id=pad, eos_token_id=0, decoder_start_token_id=pad,
        bad_words_ids=[[pad]],
    )  # fmt: skip
    network.save_pretrained(folder)
    return folder


def make_summarizer(folder: Path, size: Size = DISTILBART) -> Path:
    """Write a BART model, with ``vocab.json`` and ``merges.txt``; DISTILBART has 306 million parameters."""
    import torch
    from transformers import BartConfig, BartForConditionalGeneration, GenerationConfig

    folder.mkdir(parents=True)
    _write_bytelevel(folder, size.rows)
    torch.manual_seed(7)
    network = BartForConditionalGeneration(BartConfig(**_sizes(size), forced_bos_token_id=0))
    network.generation_config = GenerationConfig(
        num_beams=BEAMS, min_length=SUMMARY_TOKENS + 1, max_length=SUMMARY_TOKENS + 1, no_repeat_ngram_size=NO_REPEAT,
        length_penalty=LENGTH_PENALTY, early_stopping=True, bos_token_id=0, pad_token_id=1, eos_token_id=2,
        decoder_start_token_id=2, forced_bos_token_id=0,
    )  # fmt: skip
    network.save_pretrained(folder)
    return folder


def _sizes(size: Size) -> dict[str, Any]:
    return {
        "vocab_size": size.rows, "d_model": size.width, "max_position_embeddings": size.positions,
        "encoder_layers": size.encoder, "decoder_layers": size.decoder,
        **{f"{side}_attention_heads": size.heads for side in ("encoder", "decoder")},
        **{f"{side}_ffn_dim": size.inner for side in ("encoder", "decoder")},
    }  # fmt: skip


def _write_bytelevel(folder: Path, rows: int) -> None:
    """A vocabulary in which each word of ``ENGLISH`` after a space is one piece; the rest has names and no use."""
    from tokenizers.pre_tokenizers import ByteLevel

    merges = [tuple(syllable) for syllable in SYLLABLES]
    merges += [(word[:2], word[2:]) for word in ENGLISH]
    merges += [("Ġ", word) for word in ENGLISH]
    names = ["<s>", "<pad>", "</s>", "<unk>", *sorted(ByteLevel.alphabet()), *map("".join, merges)]
    names += [f"Ġrow{number}" for number in range(len(names), rows)]
    if len(names) != rows:
        raise ValueError(f"{rows} rows are too few for {len(names)} pieces")
    (folder / "vocab.json").write_text(json.dumps({name: number for number, name in enumerate(names)}))
    lines = ["#version: 0.2", *(" ".join(pair) for pair in merges)]
    (folder / "merges.txt").write_text("\n".join(lines) + "\n", "utf-8")
