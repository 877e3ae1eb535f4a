from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline import models
from pipeline.engine import Decoding
from pipeline.errors import ModelError
from pipeline.hub.pull import HERE
from tests.tiny import marian_folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return marian_folder(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture
def model(whole: Path, tmp_path: Path) -> Path:
    """A copy to break."""
    return Path(shutil.copytree(whole, tmp_path / "tiny"))


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PIPELINE_CACHE_FOLDER", str(tmp_path / "cache"))
    return tmp_path / "cache"


def find(folder: Path | str) -> models.ModelRef:
    return models.find(str(folder), task="translation", unchecked=True)


def test_a_folder_is_a_model(model: Path) -> None:
    ref = models.find(str(model), task="translation", threads=2)
    assert (ref.folder, ref.engine, ref.threads) == (model.resolve(), "ctranslate2", 2)
    assert ref.identity.model == "tiny"
    assert ref.identity.compute == "cpu int8"
    assert ref.identity.backend.startswith("ctranslate2 4.")


def test_the_identity_is_what_sha256sum_says(model: Path) -> None:
    names = "config.json generation_config.json model.safetensors source.spm target.spm vocab.json"
    said = subprocess.run(
        f"sha256sum {names} | sha256sum", shell=True, cwd=model, capture_output=True, text=True, check=True
    )
    assert find(model).identity.weights == said.stdout.split()[0]


@pytest.mark.parametrize("name", ["config.json", "generation_config.json", "vocab.json", "source.spm"])
def test_any_file_that_can_change_the_words_changes_the_identity(model: Path, name: str) -> None:
    before = find(model).identity
    assert find(model).identity == before
    (model / name).write_bytes((model / name).read_bytes() + b"\n")
    assert find(model).identity != before


def test_a_model_is_the_same_wherever_it_lies_and_whatever_lies_beside_it(model: Path, tmp_path: Path) -> None:
    before = find(model).identity
    (model / "README.md").write_text("notes")
    moved = model.rename(tmp_path / "elsewhere")
    assert find(moved).identity.weights == before.weights


def test_a_model_in_the_hugging_face_cache_goes_by_its_repository(model: Path, tmp_path: Path) -> None:
    place = tmp_path / "models--Helsinki-NLP--opus-mt-de-en" / "snapshots" / "1a2b3c"
    shutil.copytree(model, place)
    assert find(place).identity.model == "Helsinki-NLP/opus-mt-de-en"


def test_what_is_measured_is_told(model: Path) -> None:
    assert (find(model).measured, find(model).trusted) == ("not measured", False)
    measured = {"task": "translation", "measured": "BLEU 5.6", "trusted": True}
    (model / "measured.json").write_text(json.dumps(measured))
    assert (find(model).measured, find(model).trusted) == ("BLEU 5.6", True)
    with pytest.raises(ModelError, match="for translation, not for summarization"):
        models.find(str(model), task="summarization")


@pytest.mark.parametrize("index", ['{"weight_map": {"a": 1, "b": "x"}}', '{"weight_map": {"a": ["x"]}}', '["x"]', "[]",
                                   '{"weight_map": {"a": "../tiny/model.safetensors"}}', "[" * 100_000])  # fmt: skip
def test_an_index_that_is_none_is_one_line(model: Path, index: str) -> None:
    (model / "model.safetensors").rename(model / "x")
    (model / "model.safetensors.index.json").write_text(index)
    with pytest.raises(ModelError, match=r"index\.json (cannot be read|names what are no files).*copy the whole"):
        find(model)


@pytest.mark.parametrize("text", [b"null", b'["a"]', b"\xff\xfe", b'{"</s>": "0", "<unk>": 1}', b"{}", b"[" * 100_000])
def test_a_vocabulary_that_is_none_is_one_line(model: Path, text: bytes) -> None:
    (model / "vocab.json").write_bytes(text)
    with pytest.raises(ModelError, match=r"vocab\.json") as raised:
        find(model).load()
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("name", ["~nosuchuser/x", "a" * 300, "x/" + "a" * 300])
def test_a_name_that_no_folder_can_have_is_no_model(name: str) -> None:
    with pytest.raises(ModelError):
        models.find(name, task="translation", reach=HERE)
    with pytest.raises(ModelError, match="no model"):
        models.folder_of(name)


def test_a_folder_that_is_hidden_is_one_line(model: Path) -> None:
    with nobody(model.parent), pytest.raises(ModelError, match="cannot be looked into: Permission denied"):
        find(model)


@contextmanager
def nobody(folder: Path) -> Iterator[None]:
    """In this block ``folder`` cannot be looked into."""
    folder.chmod(0)
    if os.geteuid() == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(os.getuid())
        folder.chmod(0o700)


def test_a_model_in_shards_is_found_and_a_missing_shard_is_named(tmp_path: Path) -> None:
    model = marian_folder(tmp_path / "sharded", shard_size="20KB")
    shards = sorted(model.glob("model-*.safetensors"))
    assert len(shards) > 1
    before = find(model).identity
    assert find(model).identity == before
    shards[0].unlink()
    with pytest.raises(ModelError, match=shards[0].name):
        find(model)


def test_an_unknown_name_says_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no model 'klingon'.*folder.*bundled"):
        find("klingon")
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match="is a file"):
        find(tmp_path / "file")


def test_an_unknown_engine_says_which_there_are(model: Path) -> None:
    with pytest.raises(ModelError, match="there are ctranslate2, marian"):
        models.find(str(model), task="translation", engine="steam")


def test_missing_files_are_named(model: Path) -> None:
    (model / "vocab.json").unlink()
    (model / "target.spm").unlink()
    with pytest.raises(ModelError, match=r"vocab\.json, target\.spm"):
        find(model)


def test_missing_weights_are_named(model: Path) -> None:
    (model / "model.safetensors").unlink()
    with pytest.raises(ModelError, match=r"lacks model\.safetensors"):
        find(model)


def test_weights_in_an_old_file_are_those_of_a_new_one(model: Path) -> None:
    import torch
    from transformers import MarianMTModel

    torch.save(MarianMTModel.from_pretrained(model).state_dict(), model / "pytorch_model.bin")
    before = find(model)
    (model / "model.safetensors").unlink()
    assert find(model).identity.weights != before.identity.weights
    texts = ["Die Katze sitzt auf dem Dach.", "Das ist ein guter Tag"]
    assert sorted(find(model).load().generate(texts, Decoding())) == sorted(before.load().generate(texts, Decoding()))


@pytest.mark.parametrize("engine", ["ctranslate2", "marian"])
def test_a_bin_file_with_something_else_in_it_is_refused_and_nothing_in_it_runs(model: Path, engine: str) -> None:
    import pickle

    (model / "model.safetensors").unlink()
    file = model / "pytorch_model.bin"
    file.write_text("<html>Not found</html>")
    with pytest.raises(ModelError, match=r"holds no PyTorch weights"):
        find(model)
    file.write_bytes(pickle.dumps({"weight": Trap()}, protocol=2))
    with pytest.raises(ModelError, match=r"\.bin holds more than weights.*nothing of it was run") as raised:
        models.find(str(model), task="translation", engine=engine).load()
    assert "\n" not in str(raised.value)
    assert not Path("sprung").exists()


class Trap:
    """Makes a file where it is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("sprung",)


@pytest.mark.parametrize("engine", ["ctranslate2", "marian"])
def test_weights_of_another_model_are_refused(model: Path, engine: str) -> None:
    config = json.loads((model / "config.json").read_text())
    (model / "config.json").write_text(json.dumps(config | {"d_model": 64, "encoder_layers": 2}))
    with pytest.raises(ModelError, match="do not belong together") as raised:
        models.find(str(model), task="translation", engine=engine).load()
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("name", ["model.safetensors", "source.spm"])
def test_a_git_lfs_pointer_is_not_taken_for_the_file(model: Path, name: str) -> None:
    (model / name).write_text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 123\n")
    with pytest.raises(ModelError, match="git lfs pull"):
        find(model)


def test_weights_cut_short_or_of_another_kind_are_noticed(model: Path) -> None:
    file = model / "model.safetensors"
    os.truncate(file, file.stat().st_size - 1)
    with pytest.raises(ModelError, match=r"is cut short.*copy the whole model folder again"):
        find(model)
    file.write_bytes(b"PK\x03\x04 a zip file, say, and some more bytes")
    with pytest.raises(ModelError, match="not a safetensors file"):
        find(model)


@pytest.mark.parametrize(("text", "message"), [
    ('{"model_type": "bart"}', "for summarization, not for translation"), ('{"model_type": "bert"}', "'bert'"),
    ("{", "cannot be read"),
])
def test_a_model_that_cannot_be_run_is_refused(model: Path, text: str, message: str) -> None:
    (model / "config.json").write_text(text)
    with pytest.raises(ModelError, match=message):
        find(model)


def test_finding_a_model_imports_no_backend(model: Path) -> None:
    code = f"""
import sys
from pipeline import models
for engine in ("ctranslate2", "marian"):
    models.find({str(model)!r}, task="translation", engine=engine)
heavy = {{"torch", "transformers", "ctranslate2", "sentencepiece", "huggingface_hub", "numpy"}}
print(sorted(heavy & set(sys.modules)))
"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"


@pytest.mark.parametrize("known", models.bundled(), ids=lambda known: known.name)
def test_a_bundled_model_is_found_by_name_and_by_task(known: models.Bundled) -> None:
    ref = models.find(known.name, task=known.task)
    assert models.find("auto", task=known.task) == ref
    assert ref.measured == known.measured
    assert ref.measured != "not measured"
