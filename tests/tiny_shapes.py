"""Tiny summarizers with random weights in the shapes of BART, T5 and Pegasus, as the hub has them."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.tiny import LINES

KINDS = ("bart", "t5", "pegasus")


def shape_folder(kind: str, folder: Path, *, seed: int = 0, positions: int = 64, weights: str = "safetensors") -> Path:
    """Write a model of one of ``KINDS`` to ``folder`` and return it.

    It has the vocabulary files of published models: ``vocab.json`` and ``merges.txt``, or ``spiece.model``.
    ``weights`` ``bin`` writes them as older models have them.
    """
    import torch

    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    model = _model(kind, _train(kind, folder), positions)
    end = model.config.eos_token_id
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim() > 1:
                parameter.normal_(std=0.2 if kind == "t5" else 0.4)
        if kind != "t5":
            model.final_logits_bias[0, end] = 2.0
    model.generation_config.update(num_beams=4, max_length=40, min_length=5, no_repeat_ngram_size=3, length_penalty=2.0)
    model.save_pretrained(folder)
    if weights == "bin":
        (folder / "model.safetensors").unlink()
        torch.save(model.state_dict(), folder / "pytorch_model.bin")
    return folder


def _model(kind: str, rows: int, positions: int) -> Any:
    from transformers import (
        BartConfig,
        BartForConditionalGeneration,
        PegasusConfig,
        PegasusForConditionalGeneration,
        T5Config,
        T5ForConditionalGeneration,
    )

    if kind == "t5":
        task = {"summarization": {"prefix": "summarize: ", "max_length": 40}}
        return T5ForConditionalGeneration(
            T5Config(
                vocab_size=rows, d_model=32, d_kv=16, d_ff=48, num_layers=2, num_heads=2, n_positions=positions,
                decoder_start_token_id=0, task_specific_params=task,
            )
        )  # fmt: skip
    sizes = {f"{side}_{what}": value for side in ("encoder", "decoder")
             for what, value in (("layers", 2), ("attention_heads", 2), ("ffn_dim", 48))}  # fmt: skip
    sizes |= {"vocab_size": rows, "d_model": 32, "max_position_embeddings": positions}
    if kind == "bart":
        return BartForConditionalGeneration(BartConfig(**sizes, forced_bos_token_id=0))
    return PegasusForConditionalGeneration(PegasusConfig(**sizes, scale_embedding=True, forced_eos_token_id=1))


def _train(kind: str, folder: Path) -> int:
    """Write the vocabulary and return how many rows a model of it has."""
    if kind == "bart":
        from tokenizers import ByteLevelBPETokenizer

        tokenizer = ByteLevelBPETokenizer()
        special = ["<s>", "<pad>", "</s>", "<unk>"]
        tokenizer.train_from_iterator(LINES * 20, vocab_size=400, special_tokens=special, show_progress=False)
        tokenizer.save_model(str(folder))
        return int(tokenizer.get_vocab_size())
    import sentencepiece

    text = folder / "lines.txt"
    text.write_text("\n".join(LINES * 20), "utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text), model_prefix=str(folder / "spiece"), vocab_size=100, character_coverage=1.0,
        pad_id=0, eos_id=1, unk_id=2, bos_id=-1, minloglevel=2, num_threads=1,
    )  # fmt: skip
    text.unlink()
    (folder / "spiece.vocab").unlink()
    # Like the published ones, with rows that no piece has.
    return 100 + (103 if kind == "pegasus" else 28)
