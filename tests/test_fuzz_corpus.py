"""Every input that the fuzzer was given or found goes through its reader again."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parents[1]
CORPUS = sorted((ROOT / "fuzz" / "corpus").glob("*/*"))


def loaded(name: str):  # type: ignore[no-untyped-def]
    spec = importlib.util.spec_from_file_location(f"fuzz_{name}", ROOT / "fuzz" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TARGETS = loaded("target").TARGETS
SEEDS = {name: [file.read_bytes() for file in CORPUS if file.parent.name == name] for name in TARGETS}


def test_each_target_has_inputs() -> None:
    assert all(SEEDS.values())
    assert set(TARGETS) == {file.parent.name for file in CORPUS}


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_saved_input_ends_well(file: Path) -> None:
    TARGETS[file.parent.name](file.read_bytes())


def mutated(name: str) -> st.SearchStrategy[bytes]:
    """A seed with stretches cut out, doubled or written over."""
    change = st.tuples(st.integers(0, 60_000), st.integers(0, 200), st.binary(max_size=20), st.integers(0, 3))

    def changed(given: tuple[bytes, list[tuple[int, int, bytes, int]]]) -> bytes:
        data, changes = given
        for at, length, new, times in changes:
            place = at % (len(data) + 1)
            data = data[:place] + new + data[place : place + length] * times + data[place + length :]
        return data

    return st.tuples(st.sampled_from(SEEDS[name]), st.lists(change, max_size=5)).map(changed)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_input_ends_in_a_traceback(name: str, data: st.DataObject) -> None:
    TARGETS[name](data.draw(st.one_of(mutated(name), st.binary(max_size=300))))
