"""One tiny model for all engine tests, converted once, with every engine loaded over it."""
from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import models
from pipeline.engine import Engine, Identity
from pipeline.engines import fake
from tests.tiny import LINES, marian_folder


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache folder of the tests' own."""
    with pytest.MonkeyPatch.context() as patch:
        place = tmp_path_factory.mktemp("cache")
        patch.setenv("PIPELINE_CACHE_FOLDER", str(place))
        yield place


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return marian_folder(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="session")
def int8(tiny: Path) -> Engine:
    return models.find(str(tiny), task="translation", threads=2, unchecked=True).load()


@pytest.fixture(scope="session")
def reference(tiny: Path) -> Engine:
    return models.find(str(tiny), task="translation", engine="marian", unchecked=True).load()


@pytest.fixture(scope="session")
def float32(tiny: Path) -> Engine:
    """The fast engine without quantization, to be held against the reference word for word."""
    return models.find(str(tiny), task="translation", compute="float32", threads=1, unchecked=True).load()


@pytest.fixture(scope="session", params=["int8", "reference", "fake"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Each engine in turn: what the protocol promises holds for all of them."""
    if request.param != "fake":
        loaded: Engine = request.getfixturevalue(request.param)
        return loaded
    folder = tmp_path_factory.mktemp("fake")
    (folder / "answers.json").write_text(json.dumps({"Ja": "Yes"}), "utf-8")
    return fake.load(folder, identity=Identity("fake", "fake", "", "none"), threads=1)


@pytest.fixture(scope="session")
def texts() -> list[str]:
    """Texts of many lengths, none over the tiny model's 63 tokens."""
    words = " ".join(LINES).split()
    return [" ".join(words[start : start + 1 + start % 9]) for start in range(40)]
