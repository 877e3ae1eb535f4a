"""Train a small English model that chooses an article's own sentences, as an ordinary Marian folder.

    python -m training.summarizer --gold gold-train.jsonl --extracts bbc-train.jsonl \\
        --documents reuters-headlines.jsonl.xz --init models/NAME-OF-A-TRANSLATOR --out models/NAME --work WORK

It starts from a German-English translator (same vocabulary, encoder and decoder) and learns what it is used
for: which of the article's sentences to write, if it may write nothing else (a listwise loss on the choices
of constrained decoding, ``choosing.py``). Some steps ask it for the central sentences of any document (gap
sentences, Zhang et al. 2020, PEGASUS; central by TextRank); the others for what people took for summaries, given
how central each sentence is, as the program weighs both: so it learns what centrality does not tell.
A linear guide on the encoder's state at each sentence's first piece is trained for the same and then thrown
away: with it the encoder learns in a hundred steps what it did not in five hundred without (loss below that
of an even choice). Stops on time and resumes from WORK/state.pt after a kill; ``--minutes`` is the total.
"""
from __future__ import annotations

import argparse
import os
import random
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import sentencepiece
import torch
from transformers import MarianConfig, MarianMTModel

from pipeline.centrality import centrality
from pipeline.evaluation.baselines import Choose, baselines
from pipeline.evaluation.data import read_examples
from pipeline.evaluation.summary import TimeSummary, evaluate_summary
from pipeline.models import find
from pipeline.stages.summarize import Summarize
from training.articles import Item, Values, likeness, read
from training.choosing import choices, encode, writing
from training.translator import optimizers, rate_at, save

POSITIONS = 1024
NEVER = -1e4
"""A logit that fp16 can hold and no softmax can see."""
SHARPNESS = 12.0
"""Inverse temperature of likeness as a target; values differ by a few hundredths."""
CENTRAL = 0.4
"""Share of a document's sentences that count as central: as many as the extracts take."""
LONGEST_TARGET = 96
"""Pieces of a summary that are written in training."""
FEWEST = 6
"""Sentences of a document from which there is something to learn."""

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


class Question:
    """An article's candidates, how much of the belief each should get, and what to write."""

    def __init__(self, item: Item, worth: Values, target: Sequence[int], *, given: bool) -> None:
        """``worth`` sums to one over ``item.candidates``; ``given`` says whether their centrality is known."""
        known = centrality([item.sentences[i] for i in item.candidates]) if given else [0.0] * len(item.candidates)
        self.centrality = torch.tensor(known)
        self.source = [piece for row in item.pieces for piece in row]
        self.texts = [item.pieces[i] for i in item.candidates]
        starts = np.cumsum([0, *map(len, item.pieces)])
        self.starts = [int(starts[i]) for i in item.candidates]
        self.worth = torch.from_numpy(worth).float()
        self.target = list(target)[:LONGEST_TARGET]


def softmax(values: Values) -> Values:
    """Probabilities in proportion to ``exp(SHARPNESS * value)``."""
    grown = np.exp(SHARPNESS * (values - values.max()))
    return np.asarray(grown / grown.sum())


def central(item: Item, choose: Choose) -> Question:
    """The gap-sentence question: the most central sentences are wanted alike; the first of them is written."""
    count = max(1, round(len(item.candidates) * CENTRAL))
    chosen = choose([item.sentences[i] for i in item.candidates], count)
    worth = np.zeros(len(item.candidates))
    worth[chosen] = 1 / len(chosen)
    return Question(item, worth, item.pieces[item.candidates[chosen[0]]], given=False)


def asked(item: Item, pieces: sentencepiece.SentencePieceProcessor) -> Question:
    """The question that people answered: members of the extract, or sentences like the human summary."""
    if item.members is None:
        worth = softmax(likeness([item.sentences[i] for i in item.candidates], item.summary))
        return Question(item, worth, pieces.encode(item.summary), given=True)
    member = np.array([float(i in item.members) for i in item.candidates])
    written = [piece for i in sorted(item.members) for piece in item.pieces[i]]
    return Question(item, member / max(1.0, member.sum()), written, given=True)


def losses_of(
    model: MarianMTModel, guide: torch.nn.Linear, questions: Sequence[Question], device: str
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Mean listwise losses of the choices and of the guide (nats, zero at best); cross-entropy of the targets."""
    with torch.autocast(device, dtype=torch.bfloat16):
        states, mask = encode(model, [question.source for question in questions])
        found = choices(model, states, mask, [question.texts for question in questions])
        written = writing(model, states, mask, [question.target for question in questions])
    chosen, guided = (torch.zeros((), device=device) for _ in range(2))
    for place, (question, chances) in enumerate(zip(questions, found, strict=True)):
        worth, known = question.worth.to(device), question.centrality.to(device)
        scores = torch.log_softmax(chances + known, 0)
        hints = torch.log_softmax(guide(states[place, question.starts].float())[:, 0] + known, 0)
        spread = torch.special.entr(worth).sum()
        chosen = chosen - (worth * scores).sum() - spread
        guided = guided - (worth * hints).sum() - spread
    return chosen / len(questions), guided / len(questions), written


class Progress:
    """What a restart needs: weights, their running average, the optimizers, steps and seconds spent."""

    def __init__(self, model: MarianMTModel, guide: torch.nn.Linear, rate: float, state: Path) -> None:
        """Start anew, or go on from ``state`` if that file exists."""
        self.model, self.guide, self.state = model, guide, state
        self.weights = [weight for weight in model.parameters() if weight.requires_grad]
        self.average = [weight.detach().clone() for weight in self.weights]
        self.steppers = [*optimizers(model, True, rate), torch.optim.AdamW(guide.parameters(), lr=rate)]
        self.step, spent = 0, 0.0
        if state.exists():
            saved = torch.load(state, map_location=model.device, weights_only=True)
            model.load_state_dict(saved["model"])
            guide.load_state_dict(saved["guide"])
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
            "model": self.model.state_dict(), "guide": self.guide.state_dict(),
            "steppers": [s.state_dict() for s in self.steppers], "average": self.average, "step": self.step,
            "spent": self.seconds()}, part)
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


class Batches:
    """An endless shuffled sequence of questions of one kind, ``size`` articles of about one length at a time."""

    def __init__(self, questions: Sequence[Question], args: argparse.Namespace) -> None:
        """Order follows from ``args.seed`` alone."""
        self._all = sorted(questions, key=lambda question: len(question.source))
        self._size, self._seed = args.articles, args.seed

    def at(self, position: int) -> Sequence[Question]:
        """The batch at ``position``: every article once, then once more in another order."""
        count = -(-len(self._all) // self._size)
        turn, index = divmod(position, count)
        rng = random.Random(self._seed * 1000 + turn)
        start = rng.sample(range(count), count)[index] * self._size
        shift = rng.randrange(self._size)
        return self._all[max(0, start - shift) : max(0, start - shift) + self._size]


def train(args: argparse.Namespace) -> None:
    """Run the whole recipe; see the module's docstring."""
    args.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    spm = args.work / "joint.model"
    shutil.copyfile(args.init / "source.spm", spm)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    people = read(args.gold, pieces, limit=args.limit)
    extracts = read(args.extracts, pieces, extracted=True, limit=args.limit)
    documents = [item for path in args.documents for item in read(path, pieces, limit=args.limit)]
    documents = [item for item in documents if len(item.candidates) >= FEWEST]
    choose = baselines()["TextRank"]
    kinds = {
        "central": Batches([central(item, choose) for item in [*documents, *people, *extracts]], args),
        "human": Batches([asked(item, pieces) for item in people], args),
        "extract": Batches([asked(item, pieces) for item in extracts], args)}
    model = new_model(args.init, args.dropout).to(args.device).train()
    guide = torch.nn.Linear(model.config.d_model, 1).to(args.device)
    progress = Progress(model, guide, args.rate, args.work / "state.pt")
    print(f"{len(documents)} documents, {len(people)} human summaries, {len(extracts)} extracts; at step "
          f"{progress.step}, {progress.seconds() / 60:.1f} min", flush=True)
    losses: dict[str, list[list[float]]] = {kind: [] for kind in kinds}
    while (done := progress.seconds() / (args.minutes * 60)) < 1:
        rng = random.Random(args.seed + progress.step)
        supervised = min(args.supervised[1], args.supervised[0] + 2 * done * (args.supervised[1] - args.supervised[0]))
        kind = "central" if rng.random() > supervised else "human" if rng.random() < args.human else "extract"
        chosen, guided, written = losses_of(model, guide, kinds[kind].at(progress.step), args.device)
        (chosen + args.guide * guided + args.writing * written).backward()
        rate = rate_at(progress.step, done, args.rate, args.warmup)
        progress.update(rate)
        losses[kind].append([float(loss.detach()) for loss in (chosen, guided, written)])
        if progress.step % args.report == 0:
            means = "  ".join(f"{kind} {np.mean(rows, 0).round(3)}" for kind, rows in losses.items() if rows)
            print(f"{progress.seconds() / 60:.1f} min step {progress.step} {means} rate {rate:.5f}", flush=True)
            losses = {kind: [] for kind in kinds}
        if time.monotonic() - progress.saved > args.save_every:
            progress.save()
    progress.save()
    save(model, progress.average, spm, args.out, source="en")
    print(f"wrote {args.out} after {progress.step} steps", flush=True)
    if args.dev_gold:
        measured(args.out, args.dev_gold, sentences=3)
    if args.dev_extracts:
        measured(args.out, args.dev_extracts, percent=40)


def measured(folder: Path, file: Path, sentences: int = 0, percent: int = 0) -> None:
    """Summarize the articles of ``file`` as the program does, and print the scores beside those of simple ways."""
    stage = Summarize(find(str(folder), task="summarization", unchecked=True), sentences, percent=percent)
    report = evaluate_summary(read_examples(file), TimeSummary(stage))
    for name, way in report.groups[0].ways.items():
        scores = (way.rouge1.value, way.rouge2.value, way.rouge_lsum.value)
        print(f"{file.name}: {name:9} ROUGE-1/2/Lsum", *(f"{score:.1f}" for score in scores), flush=True)


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True, help="article, human summary; .jsonl")
    parser.add_argument("--extracts", type=Path, required=True, help="title, article, extracted summary; .jsonl")
    parser.add_argument("--documents", type=Path, nargs="*", default=[], help="articles; summaries unused")
    parser.add_argument("--dev-gold", type=Path, help="as --gold; measured at the end")
    parser.add_argument("--dev-extracts", type=Path, help="as --extracts; measured at the end")
    parser.add_argument("--init", type=Path, required=True, help="start from this Marian folder")
    parser.add_argument("--out", type=Path, required=True, help="folder of the finished model")
    parser.add_argument("--work", type=Path, required=True, help="checkpoints; never committed")
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--articles", type=int, default=8, help="articles in a step")
    parser.add_argument("--supervised", type=float, nargs=2, default=(0.3, 0.95), metavar=("FIRST", "THEN"),
                        help="share of steps on people's choices at the start, and from half of the time on")
    parser.add_argument("--human", type=float, default=0.5, help="part of those on --gold")
    parser.add_argument("--guide", type=float, default=0.5, help="weight of the guide's loss")
    parser.add_argument("--writing", type=float, default=0.1, help="weight of the cross-entropy")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--warmup", type=int, default=50)
    parser.add_argument("--limit", type=int, default=0, help="read only so many lines of each file")
    parser.add_argument("--report", type=int, default=50)
    parser.add_argument("--save-every", type=float, default=120, help="seconds between checkpoints")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
