"""BART, T5 and Pegasus: both engines run them, and agree word for word."""
from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline import models
from pipeline.engine import Decoding, Engine
from pipeline.engines import vocabulary
from tests.engines.test_contract import apart, unscored, words
from tests.tiny import LINES
from tests.tiny_shapes import KINDS, shape_folder


@pytest.fixture(scope="session", params=KINDS)
def shaped(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shape_folder(request.param, tmp_path_factory.mktemp("shapes") / request.param)


def load(folder: Path, engine: str, *, compute: str = "float32", threads: int = 1) -> Engine:
    ref = models.find(
        str(folder), task="summarization", engine=engine, compute=compute, threads=threads, unchecked=True
    )
    return ref.load()


@pytest.mark.parametrize(
    "decoding",
    [
        Decoding(beams=1, limit_factor=1.0),
        Decoding(beams=1, limit_factor=0.0, limit_extra=40, min_output_tokens=12, no_repeat_ngram=3),
        Decoding(beams=4, limit_factor=1.0),
        Decoding(4, limit_factor=0.0, limit_extra=40, min_output_tokens=12, no_repeat_ngram=3, length_penalty=2.0),
    ],
    ids=["greedy", "greedy, bounded", "beams", "beams, bounded"],
)
def test_both_engines_write_the_same_words(shaped: Path, texts: list[str], decoding: Decoding) -> None:
    fast, reference = load(shaped, "ctranslate2"), load(shaped, "marian")
    short = [text for text in texts + LINES if fast.count_tokens(text) <= fast.max_input_tokens]
    assert len(short) > 40
    found, expected = words(fast, short, decoding), words(reference, short, decoding)
    same = sum(one == other for one, other in zip(unscored(found), unscored(expected), strict=True))
    assert apart(found, expected) < 1e-4
    # Of a random T5, two of the beams can be so close that rounding decides between them.
    assert same == len(short) if decoding.beams == 1 else same >= 0.95 * len(short)
    assert len({output.text for output in found}) > 10


def test_both_engines_rank_the_same(shaped: Path) -> None:
    fast, reference = load(shaped, "ctranslate2"), load(shaped, "marian")
    assert fast.rank(LINES[5], LINES) == pytest.approx(reference.rank(LINES[5], LINES), abs=1e-3)


def test_words_do_not_depend_on_neighbours_or_threads(shaped: Path, texts: list[str]) -> None:
    one, three = [load(shaped, "ctranslate2", compute="int8", threads=threads) for threads in (1, 3)]
    decoding = Decoding(beams=2, limit_factor=0.0, limit_extra=30)
    together = words(one, texts[:20], decoding)
    assert words(three, texts[:20][::-1], decoding)[::-1] == together
    assert [words(one, [text], decoding)[0] for text in texts[:10]] == together[:10]


@pytest.mark.parametrize("kind", KINDS)
def test_pieces_are_those_of_the_models_own_tokenizer(kind: str, tmp_path: Path) -> None:
    from transformers import AutoTokenizer

    folder = shape_folder(kind, tmp_path / kind)
    pieces = vocabulary.read(folder)
    if kind == "bart":
        theirs = AutoTokenizer.from_pretrained(folder)
        for line in LINES:
            ids = [pieces.number(piece) for piece in pieces.input(pieces.source(line))]
            assert ids == theirs(line)["input_ids"]
    for line in LINES[4:]:
        assert pieces.text(pieces.target(line)) == line


def test_a_vocabulary_in_tokenizer_json_is_the_same_one(tmp_path: Path) -> None:
    from transformers import AutoTokenizer

    folder = shape_folder("bart", tmp_path / "bart")
    before = [vocabulary.read(folder).source(line) for line in LINES]
    AutoTokenizer.from_pretrained(folder).save_pretrained(folder)
    (folder / "merges.txt").unlink()
    after = vocabulary.read(folder)
    assert [after.source(line) for line in LINES] == before
    assert "</s>" not in after.source("A </s> in an article")


def test_weights_in_a_bin_file_are_the_same_weights(tmp_path: Path, texts: list[str]) -> None:
    old = shape_folder("bart", tmp_path / "old", weights="bin")
    new = shape_folder("bart", tmp_path / "new")
    decoding = Decoding(beams=2, limit_factor=1.0)
    found, expected = [words(load(*way), texts[:8], decoding) for way in ((old, "ctranslate2"), (new, "marian"))]
    assert unscored(found) == unscored(expected)


def test_the_search_is_that_of_the_models_makers(shaped: Path) -> None:
    found = models.find(str(shaped), task="summarization").search
    assert found == Decoding(
        beams=4, limit_factor=0.0, limit_extra=39, min_output_tokens=4, no_repeat_ngram=3, length_penalty=2.0
    )


def test_the_search_may_count_what_is_written_alone(tmp_path: Path) -> None:
    folder = shape_folder("bart", tmp_path / "bart")
    own = folder / "generation_config.json"
    said = json.loads(own.read_text())
    own.write_text(json.dumps(said | {"max_new_tokens": 10, "min_new_tokens": 3}))
    found = models.find(str(folder), task="summarization").search
    assert (found.limit_extra, found.min_output_tokens) == (10, 3)


@pytest.mark.parametrize(
    ("name", "value"),
    [("task_specific_params", "x"), ("task_specific_params", {"summarization": "x"}), ("num_beams", 2.5),
     ("num_beams", "x"), ("eos_token_id", ["x"]), ("model_type", ["x"])],
)  # fmt: skip
def test_a_configuration_that_cannot_be_is_one_line(tmp_path: Path, name: str, value: object) -> None:
    folder = shape_folder("bart", tmp_path / "bart")
    config = json.loads((folder / "config.json").read_text())
    (folder / "generation_config.json").unlink()
    (folder / "config.json").write_text(json.dumps(config | {name: value}))
    with pytest.raises(models.ModelError) as raised:
        load(folder, "ctranslate2")
    assert "\n" not in str(raised.value)


def test_of_several_end_tokens_the_first_is_the_end(tmp_path: Path) -> None:
    folder = shape_folder("bart", tmp_path / "bart")
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"eos_token_id": [2, 3]}))
    assert vocabulary.read(folder).end == "</s>"


def test_a_stray_file_of_another_format_does_not_matter(tmp_path: Path) -> None:
    folder = shape_folder("bart", tmp_path / "bart", weights="bin")
    (folder / "adapter_model.safetensors").write_bytes(b"of something else")
    assert load(folder, "marian").count_tokens("A cat.") > 0


def test_a_summarizer_cannot_translate(shaped: Path, tmp_path: Path) -> None:
    with pytest.raises(models.ModelError, match="for summarization, not for translation"):
        models.find(str(shaped), task="translation")
    broken = Path(shutil.copytree(shaped, tmp_path / "broken"))
    for name in ("merges.txt", "spiece.model"):
        (broken / name).unlink(missing_ok=True)
    with pytest.raises(models.ModelError, match=r"lacks (tokenizer\.json|spiece\.model) or"):
        models.find(str(broken), task="summarization")
