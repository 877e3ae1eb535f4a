"""Find the limits of a translator's confidence bands, and prove them on sentences that took no part.

    python -m benchmarks.confidence MODEL pairs.tsv more.tsv ...            print the table
    python -m benchmarks.confidence MODEL pairs.tsv more.tsv ... --keep     and keep it for this user
    python -m benchmarks.confidence MODEL pairs.tsv more.tsv ... --out FILE and write it, as confidence.json of a model

Each line of a file holds a sentence, a tab and its human translation. The limits are found on the first half of the
first file; its second half and the other files, each whole, must bear them out. 1,000 pairs a half were enough.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline import models
from pipeline.confidence import own_file
from pipeline.errors import InputError, ModelError
from pipeline.evaluation.calibration import beyond_length, calibrated, margin, markdown, scored, write
from pipeline.evaluation.data import read_pairs


def main() -> None:
    """Measure, print Markdown, and write what was asked for."""
    options = _options()
    try:
        _calibrate(options)
    except (InputError, ModelError, OSError) as error:
        sys.exit(str(error))


def _calibrate(options: argparse.Namespace) -> None:
    model = models.find(options.model, task="translation", compute="int8")
    plain = models.find(options.model, task="translation", compute="float32")
    name = options.pairs[0].stem
    pairs = read_pairs(options.pairs[0])
    half = len(pairs) // 2
    tuned = scored(model, pairs[:half])
    proof = {f"{name}, second half": scored(model, pairs[half:])}
    proof |= {file.stem: scored(model, read_pairs(file)) for file in options.pairs[1:]}
    derived = f"the first {half} pairs of {name}, {model.search.beams} beams, {model.identity.backend}"
    found = calibrated(model.identity.weights, tuned, margin(tuned, scored(plain, pairs[:half])), proof, derived)
    print(markdown(found))
    print("| data | score and chrF | length and chrF | score and chrF, length held |\n| --- | --- | --- | --- |")
    for data, rows in proof.items():
        print(f"| {data} | " + " | ".join(f"{value:.2f}" for value in beyond_length(rows)) + " |")
    for file in ([own_file(model)] if options.keep else []) + ([options.out] if options.out else []):
        write(found, file)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("pairs", type=Path, nargs="+")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--out", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
