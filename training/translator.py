"""Train a small German-English Marian model and write it as an ordinary Hugging Face folder.

    python -m training.translator --train train.tsv.xz --out models/NAME --work WORK --minutes 80

Stops on time, resumes from WORK/state.pt after a kill (``--minutes`` is the total), and needs torch,
transformers, sentencepiece and numpy. The learning rate holds after the warm-up and falls linearly to
zero over the last quarter (Hu et al. 2024, MiniCPM: "warmup-stable-decay"), so a run can be lengthened.
What is written is an exponential average of the weights over about the last thousand steps.
Matrices are updated with Muon (Jordan et al. 2024), everything else with AdamW.
"""
from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import time
from pathlib import Path

import numpy as np
import sentencepiece
import torch
from transformers import GenerationConfig, MarianConfig, MarianMTModel, MarianTokenizer

from pipeline.evaluation.data import read_pairs
from pipeline.evaluation.translation import TimeTranslation, evaluate_translation
from pipeline.models import find
from training.copies import mended, more
from training.data import Pair, padded, rows, token_batches

MIXTURE = {"distil": 0.30, "bt": 0.22, "news": 0.22, "europarl": 0.06,
           "tatoeba": 0.12, "wiki": 0.06, "docs": 0.02, "copies": 0.08,
           "capitals": 0.02}
"""Weight of each tag in the batches: news first, and distilled news, which has one way to say a thing, most."""

VOCABULARY_SHARE = {"tatoeba": 0.4, "docs": 0.3}
LONGEST = 110
"""Pairs with more pieces than this on a side are left out (under 2% of the news)."""


def vocabulary(args: argparse.Namespace) -> sentencepiece.SentencePieceProcessor:
    """The joint vocabulary: the starting model's, or one trained on the data with byte fallback."""
    model = args.work / "joint.model"
    if args.init:
        shutil.copyfile(args.init / "source.spm", model)
    elif not model.exists():
        text = args.work / "vocabulary.txt"
        rng = random.Random(args.seed)
        with open(text, "w", encoding="utf-8") as out:
            for tag, german, english in rows(args.train):
                if rng.random() < VOCABULARY_SHARE.get(tag, 1.0):
                    out.write(f"{german}\n{english}\n")
        sentencepiece.SentencePieceTrainer.train(
            input=str(text), model_prefix=str(args.work / "joint"), vocab_size=args.vocabulary,
            character_coverage=0.9998, model_type="unigram", byte_fallback=True, pad_id=-1, bos_id=-1,
            eos_id=0, unk_id=1, num_threads=os.cpu_count(), input_sentence_size=500_000,
            shuffle_input_sentence=True, minloglevel=1)
        text.unlink()
    return sentencepiece.SentencePieceProcessor(model_file=str(model))


def encode(args: argparse.Namespace, pieces: sentencepiece.SentencePieceProcessor) -> dict[str, list[Pair]]:
    """Token ids with a final ``</s>`` (id 0), by tag."""
    table = [row for row in rows(args.train) if MIXTURE.get(row[0])]
    if 0 < args.limit < len(table):
        table = random.Random(args.seed).sample(table, args.limit)
    table = [list(mended(*row)) for row in table]
    table += [list(row) for row in more(table, args.seed)]
    source = pieces.encode([row[1] for row in table], num_threads=os.cpu_count())
    target = pieces.encode([row[2] for row in table], num_threads=os.cpu_count())
    data: dict[str, list[Pair]] = {}
    for row, s, t in zip(table, source, target, strict=True):
        if 0 < len(s) < LONGEST and 0 < len(t) < LONGEST:
            data.setdefault(row[0], []).append((np.array([*s, 0], np.uint16), np.array([*t, 0], np.uint16)))
    return data


def new_model(args: argparse.Namespace, size: int) -> MarianMTModel:
    """The starting model, grown to the depth asked for, or a fresh one; ``size`` pieces and a padding row."""
    if args.init:
        model = grown(MarianMTModel.from_pretrained(args.init, dtype=torch.float32), args.encoder, args.decoder)
        for module in model.modules():
            if hasattr(module, "dropout") and isinstance(module.dropout, float):
                module.dropout = args.dropout
        model.config.dropout = args.dropout
        return model
    model = MarianMTModel(MarianConfig(
        vocab_size=size + 1, d_model=args.width, encoder_layers=args.encoder or 3, decoder_layers=args.decoder or 2,
        encoder_attention_heads=args.width // 64, decoder_attention_heads=args.width // 64,
        encoder_ffn_dim=args.width * 4, decoder_ffn_dim=args.width * 4, max_position_embeddings=512,
        activation_function="swish", dropout=args.dropout, attention_dropout=0.0, activation_dropout=0.0,
        scale_embedding=True, pad_token_id=size, eos_token_id=0,
        decoder_start_token_id=size, forced_eos_token_id=None, share_encoder_decoder_embeddings=True,
        tie_word_embeddings=True))
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() > 1 and "embed" not in name and "shared" not in name:
                torch.nn.init.xavier_uniform_(weight)
        model.model.shared.weight.normal_(0, args.width ** -0.5)
        model.model.shared.weight[size].zero_()
    return model


def grown(model: MarianMTModel, encoder: int | None, decoder: int | None) -> MarianMTModel:
    """The model with its layers repeated in place until it is as deep as asked for (None: as it is).

    Growing a trained model by repeating layers is from Gong et al. 2019, "Efficient Training of BERT by Progressively
    Stacking".
    """
    before = model.config
    encoder, decoder = encoder or before.encoder_layers, decoder or before.decoder_layers
    if (encoder, decoder) == (before.encoder_layers, before.decoder_layers):
        return model
    config = MarianConfig.from_dict(before.to_dict() | {"encoder_layers": encoder, "decoder_layers": decoder})
    result = MarianMTModel(config)
    weights = model.state_dict()
    for side, was, now in (("encoder", before.encoder_layers, encoder), ("decoder", before.decoder_layers, decoder)):
        old = {name: weights.pop(name) for name in list(weights) if name.startswith(f"model.{side}.layers.")}
        for layer in range(now):
            twin = f"model.{side}.layers.{layer * was // now}."
            weights |= {
                f"model.{side}.layers.{layer}.{name.removeprefix(twin)}": weight
                for name, weight in old.items()
                if name.startswith(twin)
            }
    result.load_state_dict(weights)
    return result


def optimizers(model: torch.nn.Module, muon: bool, rate: float) -> list[torch.optim.Optimizer]:
    """Muon for the matrices inside the layers, AdamW for embeddings, norms and biases."""
    inside: list[torch.nn.Parameter] = []
    outside: list[torch.nn.Parameter] = []
    for name, weight in model.named_parameters():
        if weight.requires_grad:
            (inside if muon and weight.dim() == 2 and "layers" in name else outside).append(weight)
    result: list[torch.optim.Optimizer] = [
        torch.optim.AdamW(outside, lr=rate, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.01)]
    if inside:
        result.append(torch.optim.Muon(inside, lr=rate, weight_decay=0.01, adjust_lr_fn="match_rms_adamw"))
    return result


def save(model: MarianMTModel, average: list[torch.Tensor], spm: Path, out: Path, source: str = "de") -> None:
    """Write the averaged weights as fp16 safetensors with everything ``from_pretrained`` needs.

    Files of the same names in ``out`` are replaced; others, such as a card, are left alone.
    """
    out.mkdir(parents=True, exist_ok=True)
    for name in ("source.spm", "target.spm"):
        shutil.copyfile(spm, out / name)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    table = {pieces.id_to_piece(i): i for i in range(pieces.get_piece_size())}
    padding = table["<pad>"] = len(table)
    (out / "vocab.json").write_text(json.dumps(table, ensure_ascii=False), "utf-8")
    MarianTokenizer(
        str(out / "source.spm"), str(out / "target.spm"), str(out / "vocab.json"),
        source_lang=source, target_lang="en",
        model_max_length=model.config.max_position_embeddings).save_pretrained(out)
    final = MarianMTModel(model.config)
    final.load_state_dict(model.state_dict())
    trained = [name for name, weight in model.named_parameters() if weight.requires_grad]
    final.load_state_dict(dict(zip(trained, average, strict=True)), strict=False)
    final.generation_config = GenerationConfig(
        eos_token_id=0, pad_token_id=padding, decoder_start_token_id=padding, num_beams=4,
        max_length=model.config.max_position_embeddings, bad_words_ids=[[padding]], do_sample=False)
    final.half().save_pretrained(out, max_shard_size="14MB")


def rate_at(step: int, done: float, peak: float, warmup: int) -> float:
    """Warm-up, plateau, and a linear fall to 1% over the last quarter of the time (``done`` in 0..1)."""
    return peak * min(1.0, (step + 1) / warmup) * max(0.01, min(1.0, (1 - done) * 4))


def train(args: argparse.Namespace) -> None:
    """Run the whole recipe; see the module's docstring."""
    args.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    began = time.monotonic()
    pieces = vocabulary(args)
    data = encode(args, pieces)
    padding = pieces.get_piece_size()
    model = new_model(args, padding).to(args.device).train()
    counts = {tag: len(pairs) for tag, pairs in data.items()}
    size = model.num_parameters() / 1e6
    print(f"ready after {time.monotonic() - began:.0f} s: {size:.1f} M parameters, {counts}", flush=True)

    trainable = [weight for weight in model.parameters() if weight.requires_grad]
    average = [weight.detach().clone() for weight in trainable]
    steppers = optimizers(model, args.muon, args.rate)
    step, spent = 0, 0.0
    state = args.work / "state.pt"
    if state.exists():
        saved = torch.load(state, map_location=args.device, weights_only=True)
        model.load_state_dict(saved["model"])
        for stepper, values in zip(steppers, saved["steppers"], strict=True):
            stepper.load_state_dict(values)
        average, step, spent = saved["average"], saved["step"], saved["spent"]
        print(f"resumed at step {step}, {spent / 60:.1f} min", flush=True)

    start = time.monotonic()

    def checkpoint() -> None:
        torch.save({
            "model": model.state_dict(), "steppers": [s.state_dict() for s in steppers], "average": average,
            "step": step, "spent": spent + time.monotonic() - start}, state.with_suffix(".tmp"))
        os.replace(state.with_suffix(".tmp"), state)

    saved_at, losses, tokens = start, [], 0
    for batch in token_batches(data, MIXTURE, args.tokens, random.Random(args.seed + step)):
        elapsed = spent + time.monotonic() - start
        if elapsed > args.minutes * 60:
            break
        rate = rate_at(step, elapsed / (args.minutes * 60), args.rate, args.warmup)
        x, y = (padded([pair[side] for pair in batch], padding, args.device) for side in (0, 1))
        shifted = torch.cat([torch.full_like(y[:, :1], padding), y[:, :-1]], 1)
        with torch.autocast(args.device, dtype=torch.bfloat16):
            hidden = model.model(
                input_ids=x, attention_mask=(x != padding).long(), decoder_input_ids=shifted).last_hidden_state
            real = y != padding
            logits = model.lm_head(hidden[real])
        loss = torch.nn.functional.cross_entropy(logits.float(), y[real], label_smoothing=0.1)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trainable, 1.0)
        for stepper in steppers:
            for group in stepper.param_groups:
                group["lr"] = rate
            stepper.step()
            stepper.zero_grad(set_to_none=True)
        with torch.no_grad():
            # CTranslate2 starts every output from a zero embedding, torch from the padding row: keep them equal.
            model.model.shared.weight[padding].zero_()
        step += 1
        with torch.no_grad():
            torch._foreach_lerp_(average, [w.detach() for w in trainable], 1 - min(0.999, (1 + step) / (10 + step)))
        losses.append(float(loss.detach()))
        tokens += int(real.sum())
        if step % args.report == 0:
            now = time.monotonic() - start
            print(f"{elapsed / 60:.1f} min step {step} loss {sum(losses) / len(losses):.3f} rate {rate:.5f} "
                  f"{tokens / now:.0f} target tokens/s", flush=True)
            losses = []
        if time.monotonic() - saved_at > args.save_every:
            checkpoint()
            saved_at = time.monotonic()
    checkpoint()
    save(model, average, args.work / "joint.model", args.out)
    print(f"wrote {args.out} after {step} steps", flush=True)
    for file in args.dev:
        measured(args.out, file)


def measured(folder: Path, file: Path) -> None:
    """Convert the model as the program runs it, translate ``file`` (German, tab, English) and print the scores."""
    ref = find(str(folder), task="translation", unchecked=True)
    report = evaluate_translation(read_pairs(file), TimeTranslation(ref))
    figures = [(metric.name, metric.figure) for metric in report.metrics]
    scores = "  ".join(f"{name} {figure.value:.1f} [{figure.low:.1f}, {figure.high:.1f}]" for name, figure in figures)
    print(f"{file.name}: {scores}  {report.tokens_per_second:.0f} tokens/s", flush=True)


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", type=Path, required=True, help="tag, German, English; .tsv or .tsv.xz")
    parser.add_argument("--out", type=Path, required=True, help="folder of the finished model")
    parser.add_argument("--work", type=Path, required=True, help="checkpoints and vocabulary; never committed")
    parser.add_argument("--dev", type=Path, nargs="*", default=[], help="German, English; measured at the end")
    parser.add_argument("--init", type=Path, help="start from this Marian folder, its vocabulary included")
    parser.add_argument("--minutes", type=float, default=80)
    parser.add_argument("--vocabulary", type=int, default=8000)
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--encoder", type=int, help="layers; as in --init, or 3")
    parser.add_argument("--decoder", type=int, help="layers; as in --init, or 2")
    parser.add_argument("--dropout", type=float, default=0.05)
    parser.add_argument("--tokens", type=int, default=4096, help="padded tokens a side in a batch")
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--warmup", type=int, default=100)
    parser.add_argument("--muon", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--limit", type=int, default=0, help="use only so many pairs, for a trial")
    parser.add_argument("--report", type=int, default=50)
    parser.add_argument("--save-every", type=float, default=300, help="seconds between checkpoints")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
