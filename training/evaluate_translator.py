"""Measure a German-English model as it is run: BLEU and chrF with their signatures, and tokens a second.

    python -m training.evaluate_translator --model FOLDER --data dev-newstest2019.tsv [--limit 500] [--beams 4]

The data has German and English, tab-separated, a line each. Scores are sacrebleu's (Post 2018) on detokenized text.
"""
from __future__ import annotations

import argparse
import time
from pathlib import Path

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from pipeline.engine import Decoding
from pipeline.models import find
from training.data import rows


def main() -> None:
    """Translate the data and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True, help="a folder or a bundled name")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=0, help="use only the first so many lines")
    parser.add_argument("--beams", type=int, default=4)
    args = parser.parse_args()
    pairs = list(rows(args.data))[: args.limit or None]
    engine = find(args.model, task="translation").load()
    began = time.perf_counter()
    outputs = dict(engine.generate([pair[0] for pair in pairs], Decoding(beams=args.beams)))
    seconds = time.perf_counter() - began
    hypotheses = [outputs[place].text for place in range(len(pairs))]
    references = [[pair[1] for pair in pairs]]
    for metric in (BLEU(), CHRF()):
        print(metric.corpus_score(hypotheses, references), metric.get_signature())
    tokens = sum(output.tokens for output in outputs.values())
    cut = sum(output.reached_limit for output in outputs.values())
    rate = f"{seconds / len(pairs):.4f} s each, {tokens / seconds:.0f} tokens/s"
    print(f"{len(pairs)} sentences, {rate}, {cut} reached the limit")


if __name__ == "__main__":
    main()
