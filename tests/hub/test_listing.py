from __future__ import annotations

from typing import Any

import pytest

from pipeline.errors import HubError
from pipeline.hub.listing import needed, read
from pipeline.hub.records import Listed

COMMIT = "0123456789" * 4


def entry(name: str, **more: Any) -> dict[str, Any]:
    return {"rfilename": name, "size": 3, "blobId": "b" * 40} | more


def names(*files: str) -> list[str]:
    return [file.name for file in needed("a/b", read({"sha": COMMIT, "siblings": [entry(name) for name in files]}))]


def test_a_large_file_goes_by_its_sha256_and_a_small_one_by_its_place_in_git() -> None:
    large = entry("model.safetensors", lfs={"sha256": "c" * 64, "size": 99})
    listing = read({"sha": COMMIT, "siblings": [entry("config.json"), large]})
    assert listing.commit == COMMIT
    assert listing.files == (Listed("config.json", 3, "b" * 40), Listed("model.safetensors", 99, "c" * 64))


def test_only_what_is_needed_is_downloaded_config_first() -> None:
    opus = ["README.md", "config.json", "generation_config.json", "model.safetensors", "pytorch_model.bin",
            "rust_model.ot", "source.spm", "target.spm", "tf_model.h5", "vocab.json"]  # fmt: skip
    assert names(*opus) == ["config.json", "generation_config.json", "source.spm", "target.spm",
                            "vocab.json", "model.safetensors"]  # fmt: skip
    bart = ["config.json", "flax_model.msgpack", "merges.txt", "pytorch_model.bin", "vocab.json", "training_args.bin"]
    assert names(*bart) == ["config.json", "merges.txt", "vocab.json", "pytorch_model.bin"]


def test_shards_come_with_their_index_unless_the_weights_are_there_in_one() -> None:
    shards = ["model.safetensors.index.json", "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
    assert names("config.json", *shards) == ["config.json", *shards]
    assert names("config.json", "model.safetensors", *shards) == ["config.json", "model.safetensors"]


def test_files_in_folders_are_left_out() -> None:
    assert names("config.json", "model.safetensors", "onnx/model.spm", "../x.spm", "/etc/x.spm") == [
        "config.json", "model.safetensors",
    ]  # fmt: skip


def test_what_is_no_model_is_refused() -> None:
    with pytest.raises(HubError, match=r"no config\.json"):
        names("model.safetensors")
    with pytest.raises(HubError, match="no weights"):
        names("config.json", "tf_model.h5")


@pytest.mark.parametrize(
    "plain",
    [
        None, [], {}, {"sha": COMMIT}, {"sha": "main", "siblings": []}, {"sha": 1, "siblings": []},
        {"sha": COMMIT, "siblings": [entry("config.json", blobId="../../x")]},
        {"sha": COMMIT, "siblings": [entry("config.json", size=-1)]},
        {"sha": COMMIT, "siblings": [entry("config.json", size=None)]},
        {"sha": COMMIT, "siblings": [{"rfilename": "config.json", "size": 1}]},
        {"sha": COMMIT, "siblings": [{"rfilename": 7}]},
    ],
)  # fmt: skip
def test_what_is_no_listing_is_refused(plain: Any) -> None:
    with pytest.raises(ValueError, match="no listing"):
        read(plain)
