"""Measure a summarizer that chooses three sentences of an article, one at a time, against simple choices.

    python -m training.evaluate_summarizer --model models/NAME --gold gold-dev.jsonl --extracts bbc-dev.jsonl \\
        --seen gold-train.jsonl bbc-train.jsonl

For each set: ROUGE-1/2/L F1 (package ``rouge-score``, with stemming) of the chosen sentences with the
reference, words chosen, and for extracts the share of the chosen sentences that are in the reference.
Means with 95% intervals from 2,000 bootstrap samples of the articles, and the paired difference to the
first three sentences. ``lead`` takes the first three, ``random`` any three, ``oracle`` greedily those most
like the reference, ``alone`` the three that the model scores best without looking at each other.
"""
from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import sentencepiece
import torch
from rouge_score.rouge_scorer import RougeScorer
from transformers import MarianMTModel

from training.articles import Item, Values, likeness, read
from training.scoring import encode, means, token_log_probabilities

TAKEN = 3
MEASURES = ("rouge1", "rouge2", "rougeL", "words", "members")
ROWS = 8
"""Candidates scored at once; bounds memory."""

Score = Callable[[Item, Sequence[Sequence[int]]], list[float]]
"""Scores of choices of an item's sentences, higher is better."""


def torch_score(folder: Path) -> Score:
    """Length-normalised log-probability by this package's own reading of the model."""
    model = MarianMTModel.from_pretrained(folder, dtype=torch.float32).eval()

    def score(item: Item, choices: Sequence[Sequence[int]]) -> list[float]:
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            states = encode(model, [piece for row in item.pieces for piece in row])
            values: list[float] = []
            for start in range(0, len(choices), ROWS):
                rows = [[p for i in choice for p in item.pieces[i]] for choice in choices[start : start + ROWS]]
                values += means(*token_log_probabilities(model, states, rows)).tolist()
            return values

    return score


def engine_score(name: str, folder: Path) -> Score:
    """The same through the program's engine of that name, as it is used."""
    from pipeline.models import find

    engine = find(str(folder.resolve()), task="summarization", engine=name).load()

    def score(item: Item, choices: Sequence[Sequence[int]]) -> list[float]:
        texts = [" ".join(item.sentences[i] for i in choice) for choice in choices]
        return engine.score(" ".join(item.sentences), texts)

    return score


def greedy(item: Item, score: Callable[[list[list[int]]], Sequence[float] | Values]) -> tuple[list[int], list[int]]:
    """Sentences taken one at a time, each with those before it in the article's order; and the best alone."""
    chosen: list[int] = []
    alone: list[int] = []
    for _ in range(TAKEN):
        choices = [sorted([*chosen, i]) for i in item.candidates if i not in chosen]
        values = np.array(score(choices))
        if not alone:
            alone = sorted(choices[i][0] for i in np.argsort(-values, kind="stable")[:TAKEN])
        chosen = choices[int(np.argmax(values))]
    return chosen, alone


def choices_of(item: Item, score: Score, rng: random.Random) -> dict[str, list[int]]:
    """What each way takes of one article."""
    free = item.candidates
    chosen, alone = greedy(item, lambda rows: score(item, rows))

    def alike(rows: list[list[int]]) -> Values:
        return likeness([" ".join(item.sentences[i] for i in row) for row in rows], item.summary)

    return {"model": chosen, "alone": alone, "lead": free[:TAKEN],
            "random": sorted(rng.sample(free, TAKEN)), "oracle": greedy(item, alike)[0]}


def measures(item: Item, chosen: Sequence[int], scorer: RougeScorer) -> list[float]:
    """One value for each of MEASURES."""
    text = " ".join(item.sentences[i] for i in chosen)
    found = scorer.score(item.summary, text)
    share = float("nan") if item.members is None else sum(i in item.members for i in chosen) / len(chosen)
    return [*(100 * found[name].fmeasure for name in MEASURES[:3]), len(text.split()), 100 * share]


def interval(values: Values, seed: int) -> list[float]:
    """Mean and the 2.5th and 97.5th percentile of the means of 2,000 bootstrap samples."""
    rng = np.random.default_rng(seed)
    samples = values[rng.integers(0, len(values), (2000, len(values)))].mean(1)
    return [float(values.mean()), *(float(x) for x in np.percentile(samples, [2.5, 97.5]))]


def evaluate(items: Sequence[Item], score: Score, seed: int) -> dict[str, dict[str, list[float]]]:
    """For each way and measure: mean, low, high; ``model - lead`` holds the paired differences."""
    rng = random.Random(seed)
    scorer = RougeScorer(list(MEASURES[:3]), use_stemmer=True)
    rows: dict[str, list[list[float]]] = {}
    for item in items:
        for way, chosen in choices_of(item, score, rng).items():
            rows.setdefault(way, []).append(measures(item, chosen, scorer))
    tables = {way: np.array(values) for way, values in rows.items()}
    tables["model - lead"] = tables["model"] - tables["lead"]
    return {way: {name: interval(table[:, column], seed) for column, name in enumerate(MEASURES)
                  if not np.isnan(table[:, column]).any()} for way, table in tables.items()}


def unseen(items: Sequence[Item], seen: Sequence[Path], pieces: sentencepiece.SentencePieceProcessor) -> list[Item]:
    """Articles of which under a tenth of the sentences stand in the training files: others are near-copies."""
    known = {sentence for path in seen for item in read(path, pieces) for sentence in item.sentences}
    return [item for item in items if sum(s in known for s in item.sentences) * 10 < len(item.sentences)]


def main() -> None:
    """Parse the command line, measure, and print a table (or one JSON object with ``--json``)."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="a Marian folder")
    parser.add_argument("--gold", type=Path, required=True, help="article, human summary; .jsonl")
    parser.add_argument("--extracts", type=Path, required=True, help="title, article, extracted summary; .jsonl")
    parser.add_argument("--seen", type=Path, nargs="*", default=[], help="training files; near-copies are left out")
    parser.add_argument("--engine", default="", help="a module of pipeline.engines; without it, plain torch")
    parser.add_argument("--limit", type=int, default=0, help="measure only so many articles of each set")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(args.model / "source.spm"))
    score = engine_score(args.engine, args.model) if args.engine else torch_score(args.model)
    found = {}
    for name, path in (("gold", args.gold), ("extracts", args.extracts)):
        items = unseen(read(path, pieces), args.seen, pieces)[: args.limit or None]
        found[name] = evaluate(items, score, args.seed)
        if not args.json:
            print(f"\n{name}: {len(items)} articles")
            for way, row in found[name].items():
                print(f"  {way:12}", *(f"{m} {v:.1f} [{low:.1f}, {high:.1f}]" for m, (v, low, high) in row.items()))
    if args.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
