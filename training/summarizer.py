"""Train a small English model that ranks an article's own sentences, as an ordinary Marian folder.

    python -m training.summarizer --gold gold-train.jsonl --extracts bbc-train.jsonl \\
        --init models/NAME-OF-A-TRANSLATOR --out models/NAME --work WORK --minutes 25

It starts from a German-English translator (same vocabulary, encoder and decoder) and learns two things
at once: to give the sentences that belong in a summary a higher mean log-probability than the others
(a listwise loss on length-normalised scores, after BRIO, Liu et al. 2022), and to write the summary
(cross-entropy). It is asked as it is used: some sentences already chosen, which one next, everything in
the article's order. Stops on time and resumes from WORK/state.pt after a kill; ``--minutes`` is the total.
"""
from __future__ import annotations

import argparse
import os
import random
import shutil
import time
from pathlib import Path

import numpy as np
import sentencepiece
import torch
from transformers import MarianConfig, MarianMTModel

from training.articles import Item, likeness, read
from training.scoring import encode, means, token_log_probabilities
from training.translator import optimizers, rate_at, save

POSITIONS = 1024
NEVER = -1e4
"""A logit that fp16 can hold and no softmax can see."""
SHARPNESS = 8.0
"""Inverse temperature of the model's scores; those of an article's sentences differ by some tenths."""
LIKENESS_SHARPNESS = 25.0
"""Inverse temperature of ROUGE as a target; values differ by a few hundredths."""


def new_model(init: Path, dropout: float) -> MarianMTModel:
    """The translator in ``init`` with a longer position table; its weights are all kept."""
    start = MarianMTModel.from_pretrained(init, dtype=torch.float32)
    config = MarianConfig.from_pretrained(init)
    config.max_position_embeddings = POSITIONS
    config.dropout = dropout
    config.dtype = None
    model = MarianMTModel(config)
    tables = [name for name in start.state_dict() if "embed_positions" in name]
    kept = {name: weight for name, weight in start.state_dict().items() if name not in tables}
    left = model.load_state_dict(kept, strict=False)
    if left.unexpected_keys or set(left.missing_keys) != set(tables):
        raise SystemExit(f"{init} is not a Marian model of the expected shape: {left}")
    _free_of_padding(model)
    return model


def _free_of_padding(model: MarianMTModel) -> None:
    """Make padding, which also starts every target, a zero vector that is never predicted.

    CTranslate2 starts from zeros and leaves padding out of the vocabulary whatever the weights say; so
    torch does the same. Training must hold the row at zero: the output layer, which shares it, would not.
    """
    padding = model.config.pad_token_id
    with torch.no_grad():
        model.model.shared.weight[padding] = 0
        model.final_logits_bias[:, padding] = NEVER


def question(item: Item, tokens: int, rng: random.Random) -> tuple[list[int], list[int]]:
    """Sentences taken to be chosen already (none to two), and candidates for the next one.

    Half the time nothing is chosen yet. The chosen ones are mostly good ones: members of the extract,
    sentences like the summary, or the first ones. Candidates fit into ``tokens`` target pieces in all.
    """
    free = item.candidates
    count = min(rng.choice((0, 0, 1, 2)), len(free) - 3)
    way = rng.random()
    if way < 0.25:
        prefix = free[:count]
    elif way < 0.4:
        prefix = rng.sample(free, count)
    elif item.members is not None:
        good = [i for i in free if i in item.members] or free
        prefix = rng.sample(good, min(count, len(good)))
    else:
        values = likeness([item.sentences[i] for i in free], item.summary)
        prefix = [free[i] for i in np.argsort(-values, kind="stable")[:count]]
    rest = [i for i in free if i not in prefix]
    rng.shuffle(rest)
    chosen = sum(len(item.pieces[i]) for i in prefix)
    taken: list[int] = []
    for index in rest:
        cost = chosen + len(item.pieces[index]) + 1
        if len(taken) > 2 and cost > tokens:
            break
        taken.append(index)
        tokens -= cost
    return sorted(prefix), sorted(taken)


def wanted(item: Item, texts: list[str], candidates: list[int]) -> torch.Tensor | None:
    """The share of belief each candidate should get, summing to 1; None if there is nothing to learn."""
    if item.members is None:
        return torch.softmax(torch.from_numpy(likeness(texts, item.summary)) * LIKENESS_SHARPNESS, 0).float()
    member = torch.tensor([float(i in item.members) for i in candidates])
    return member / member.sum() if 0 < member.sum() < len(candidates) else None


def loss_of(
    model: MarianMTModel, item: Item, pieces: sentencepiece.SentencePieceProcessor, args: argparse.Namespace,
    rng: random.Random,
) -> tuple[torch.Tensor, torch.Tensor] | None:
    """The listwise loss and the cross-entropy of one article, or None if it has nothing to teach."""
    prefix, candidates = question(item, args.tokens, rng)
    choices = [sorted([*prefix, i]) for i in candidates]
    target = wanted(item, [" ".join(item.sentences[i] for i in choice) for choice in choices], candidates)
    if target is None:
        return None
    rows = [[piece for i in choice for piece in item.pieces[i]] for choice in choices]
    if item.members is None:
        rows.append(pieces.encode(item.summary))
    with torch.autocast(args.device, dtype=torch.bfloat16):
        states = encode(model, [piece for row in item.pieces for piece in row])
        found, real = token_log_probabilities(model, states, rows)
    scores = means(found, real)
    # A longer prefix dilutes what the next sentence adds to the mean.
    ranked = scores[: len(candidates)] * SHARPNESS * (1 + len(prefix))
    listwise = -(target.to(scores.device) * torch.log_softmax(ranked, 0)).sum() + torch.special.entr(target).sum().neg()
    good = [len(candidates)] if item.members is None else torch.nonzero(target).flatten().tolist()
    return listwise, -found[good].sum() / real[good].sum()


class Progress:
    """What a restart needs: weights, their running average, the optimizers, steps and seconds spent."""

    def __init__(self, model: MarianMTModel, rate: float, state: Path) -> None:
        """Start anew, or go on from ``state`` if that file exists."""
        self.model, self.state = model, state
        self.weights = [weight for weight in model.parameters() if weight.requires_grad]
        self.average = [weight.detach().clone() for weight in self.weights]
        self.steppers = optimizers(model, True, rate)
        self.step, spent = 0, 0.0
        if state.exists():
            saved = torch.load(state, map_location=model.device, weights_only=True)
            model.load_state_dict(saved["model"])
            for stepper, values in zip(self.steppers, saved["steppers"], strict=True):
                stepper.load_state_dict(values)
            self.average, self.step, spent = saved["average"], saved["step"], saved["spent"]
        self.began = self.saved = time.monotonic() - spent

    def seconds(self) -> float:
        """Seconds of training, those before a restart included."""
        return time.monotonic() - self.began

    def save(self) -> None:
        """Write the state whole or not at all."""
        part = self.state.with_suffix(".tmp")
        torch.save({
            "model": self.model.state_dict(), "steppers": [s.state_dict() for s in self.steppers],
            "average": self.average, "step": self.step, "spent": self.seconds()}, part)
        os.replace(part, self.state)
        self.saved = time.monotonic()

    def update(self, rate: float) -> None:
        """One step down the gradients that were gathered, at learning rate ``rate``."""
        shared = self.model.model.shared.weight.grad
        if shared is not None:
            shared[self.model.config.pad_token_id] = 0
        torch.nn.utils.clip_grad_norm_(self.weights, 1.0)
        for stepper in self.steppers:
            for group in stepper.param_groups:
                group["lr"] = rate
            stepper.step()
            stepper.zero_grad(set_to_none=True)
        self.step += 1
        keep = min(0.99, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(self.average, [weight.detach() for weight in self.weights], 1 - keep)


def train(args: argparse.Namespace) -> None:
    """Run the whole recipe; see the module's docstring."""
    args.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    spm = args.work / "joint.model"
    shutil.copyfile(args.init / "source.spm", spm)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    items = [item for path in (args.gold, args.extracts) for item in read(path, pieces)]
    model = new_model(args.init, args.dropout).to(args.device).train()
    progress = Progress(model, args.rate, args.work / "state.pt")
    print(f"{len(items)} articles; at step {progress.step}, {progress.seconds() / 60:.1f} min", flush=True)
    losses: list[list[float]] = []
    while (done := progress.seconds() / (args.minutes * 60)) < 1:
        rng = random.Random(args.seed + progress.step)
        for index in range(args.articles):
            item = order(items, args.seed, progress.step * args.articles + index)
            pair = loss_of(model, item, pieces, args, rng)
            if pair is not None:
                ((pair[0] + args.writing * pair[1]) / args.articles).backward()
                losses.append([float(part.detach()) for part in pair])
        rate = rate_at(progress.step, done, args.rate, args.warmup)
        progress.update(rate)
        if progress.step % args.report == 0:
            listwise, writing = np.mean(losses, 0)
            print(f"{progress.seconds() / 60:.1f} min step {progress.step} listwise {listwise:.4f} "
                  f"writing {writing:.3f} rate {rate:.5f}", flush=True)
            losses = []
        if time.monotonic() - progress.saved > args.save_every:
            progress.save()
    progress.save()
    save(model, progress.average, spm, args.out, source="en")
    print(f"wrote {args.out} after {progress.step} steps", flush=True)


def order(items: list[Item], seed: int, position: int) -> Item:
    """The article at ``position`` of an endless sequence that goes through all of them, shuffled each time."""
    turn, index = divmod(position, len(items))
    return random.Random(seed * 1000 + turn).sample(items, len(items))[index]


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True, help="article, human summary; .jsonl")
    parser.add_argument("--extracts", type=Path, required=True, help="title, article, extracted summary; .jsonl")
    parser.add_argument("--init", type=Path, required=True, help="start from this Marian folder")
    parser.add_argument("--out", type=Path, required=True, help="folder of the finished model")
    parser.add_argument("--work", type=Path, required=True, help="checkpoints; never committed")
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--articles", type=int, default=4, help="articles in a step")
    parser.add_argument("--tokens", type=int, default=700, help="target pieces scored for an article")
    parser.add_argument("--writing", type=float, default=0.3, help="weight of the cross-entropy")
    parser.add_argument("--dropout", type=float, default=0.05)
    parser.add_argument("--rate", type=float, default=6e-4)
    parser.add_argument("--warmup", type=int, default=30)
    parser.add_argument("--report", type=int, default=25)
    parser.add_argument("--save-every", type=float, default=120, help="seconds between checkpoints")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
