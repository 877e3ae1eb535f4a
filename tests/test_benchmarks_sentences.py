"""The benchmarks whose flags and scores people read run on real sentences with the bundled models."""
from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def run(module: str, *options: object) -> str:
    command = [sys.executable, "-m", f"benchmarks.{module}", *map(str, options)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_printed_sentences_are_counted_and_their_flags_shown(tmp_path: Path) -> None:
    text = "In Spielfeld wurden rund 1.800, in Bad Radkersburg etwa 700 Menschen registriert.\n"
    file = tmp_path / "articles.jsonl"
    file.write_text(json.dumps({"text": text}) + "\n", "utf-8")
    said = run("printed", file)
    assert "     1 briefs\n" in said
    assert "     1 printed sentences\n" in said
    flagged = int(next(line for line in said.splitlines() if "printed sentences flagged" in line).split()[0])
    assert flagged == ("article 0, " in said)


def test_sentences_tried_again_are_too_few_in_three_pairs(tmp_path: Path) -> None:
    pairs = ["Die Sonne scheint.\tThe sun is shining.", "Er kam spät.\tHe came late.", "Sie lacht.\tShe laughs."]
    file = tmp_path / "pairs.tsv"
    file.write_text("\n".join(pairs) + "\n", "utf-8")
    said = run("retried", file)
    assert said.startswith("3 pairs; ")
    assert said.endswith("30 are wanted: too few.\n")
