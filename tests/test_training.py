"""Both recipes in miniature: they train, go on after a kill, and what they write runs in the program."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.engine import Decoding
from pipeline.models import find
from training.copies import mended, more, swapped

ROOT = Path(__file__).parents[1]
TOWNS = [first + second for first in ("Neu", "Alt", "Ober", "Unter") for second in ("burg", "dorf", "stadt", "feld")]
SMALL = (
    "--vocabulary 330 --width 64 --encoder 1 --decoder 1 --tokens 512 --warmup 5 --report 5 --save-every 1".split()
)


def command(module: str, *options: object) -> list[str]:
    return [sys.executable, "-m", module, *map(str, options)]


def run(*words: str) -> str:
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("data") / "train.tsv"
    lines = [
        f"news\t{town} hat im Jahr {year} einen neuen Bürgermeister.\t{town} has a new mayor in {year}."
        for town in TOWNS
        for year in range(1990, 2020)
    ]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


@pytest.fixture(scope="module")
def translator(pairs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trained miniature, whose training was killed on the way."""
    folder = tmp_path_factory.mktemp("translator")
    dev = folder / "dev.tsv"
    dev.write_text("".join(pairs.read_text("utf-8").replace("news\t", "").splitlines(keepends=True)[:20]), "utf-8")
    words = command(
        "training.translator", "--train", pairs, "--out", folder / "model", "--work", folder / "work", *SMALL,
        "--dev", dev,
    )  # fmt: skip
    with subprocess.Popen([*words, "--minutes", "5"], cwd=ROOT, stdout=subprocess.DEVNULL) as killed:
        deadline = time.monotonic() + 60
        while not (folder / "work" / "state.pt").exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        killed.send_signal(signal.SIGKILL)
    said = run(*words, "--minutes", "0.3")
    assert "resumed at step" in said
    assert "dev.tsv: BLEU" in said
    return folder / "model"


def test_the_translators_recipe_gives_a_model_that_translates(translator: Path) -> None:
    engine = find(str(translator), task="translation", unchecked=True).load()
    ((_, output),) = engine.generate(["Neuburg hat im Jahr 1999 einen neuen Bürgermeister."], Decoding())
    assert output.tokens > 0


def test_a_model_grows_deeper_and_what_it_knew_is_repeated(translator: Path) -> None:
    from transformers import MarianMTModel

    from training.translator import grown

    model = MarianMTModel.from_pretrained(translator)
    assert grown(model, None, None) is model
    deeper = grown(model, 3, 1).state_dict()
    for name, weight in model.state_dict().items():
        for layer in range(3 if name.startswith("model.encoder.layers.0.") else 1):
            assert weight.equal(deeper[name.replace("layers.0.", f"layers.{layer}.")])
    assert "model.decoder.layers.1.fc1.weight" not in deeper


def test_the_summarizers_recipe_gives_a_model_that_chooses(translator: Path, tmp_path: Path) -> None:
    rng = random.Random(1)
    rows = []
    for number in range(40):
        sentences = [f"{rng.choice(TOWNS)} has a new mayor in {rng.randint(1990, 2020)}." for _ in range(8)]
        rows.append({"article": " ".join(sentences), "summary": " ".join(sentences[:3]), "id": number})
    file = tmp_path / "articles.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    said = run(*command(
        "training.summarizer", "--gold", file, "--extracts", file, "--documents", file, "--init", translator,
        "--out", tmp_path / "model", "--work", tmp_path / "work", "--minutes", 0.1, "--report", 5, "--dev-gold", file,
    ))  # fmt: skip
    assert "extract [" in said
    assert "articles.jsonl: model" in said
    engine = find(str(tmp_path / "model"), task="summarization", unchecked=True).load()
    chances = engine.rank(rows[0]["article"], [f"{town} has a new mayor." for town in TOWNS])
    assert len(set(chances)) > 3


def test_shards_are_joined_and_the_model_is_the_same(translator: Path, tmp_path: Path) -> None:
    from transformers import MarianMTModel

    model = MarianMTModel.from_pretrained(translator)
    for name in ("vocab.json", "source.spm", "target.spm"):
        (tmp_path / name).write_bytes((translator / name).read_bytes())
    model.half().save_pretrained(tmp_path, max_shard_size="100KB")
    assert len(list(tmp_path.glob("*.safetensors"))) > 1
    run(*command("training.join", tmp_path))
    assert [file.name for file in tmp_path.glob("model*")] == ["model.safetensors"]
    texts = ["Altdorf hat im Jahr 2001 einen neuen Bürgermeister."]
    one, other = (find(str(folder), task="translation", unchecked=True).load() for folder in (translator, tmp_path))
    assert list(one.generate(texts, Decoding())) == list(other.generate(texts, Decoding()))


def test_numbers_and_names_are_exchanged_on_both_sides() -> None:
    pair = ("Am Montag zahlte Merkel 42.000 Euro an 17 Leute.", "On Monday Merkel paid 42,000 euros to 17 people.")
    german, english = swapped(*pair, ["Kneissl"], random.Random(1)) or ("", "")
    assert "Merkel" not in german + english
    name = english.split()[2]
    assert f"zahlte {name} " in german
    numbers = [word for word in english.split() if word[0].isdigit()]
    assert numbers[0] != "42,000"
    assert f"{name} {numbers[0].replace(',', '.')} Euro an {numbers[1]} Leute" in german


def test_what_stands_once_on_one_side_only_is_left_alone() -> None:
    assert swapped("Drei Leute kamen.", "3 people came.", ["Kneissl"], random.Random(1)) is None


def test_number_formats_left_german_by_a_program_are_mended_and_people_are_believed() -> None:
    row = ("Es kostet 18,70 Euro.", "It costs 18,70 euros.")
    assert mended("bt", *row) == ("bt", row[0], "It costs 18.70 euros.")
    assert mended("news", *row) == ("news", *row)


def test_the_same_seed_makes_the_same_more() -> None:
    table = [["news", f"Sie kam {year} nach Graz.", f"She came to Graz in {year}."] for year in range(1900, 2020)]
    rows = list(more(table, 1))
    assert rows == list(more(table, 1))
    assert {row[0] for row in rows} == {"copies", "capitals"}
