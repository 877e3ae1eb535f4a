"""The user's variables mean what they mean to the hub's own library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CODE = """
from pipeline.hub import places
print(places.cache_folder(), places.is_offline(), sep="\\n")
from huggingface_hub import constants
print(constants.HF_HUB_CACHE, constants.HF_HUB_OFFLINE, sep="\\n")
"""


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"HF_HOME": "/a/$NAME/hf"},
        {"HF_HOME": "~/hf", "HF_HUB_OFFLINE": "yes"},
        {"HF_HUB_CACHE": "/b/hub", "HF_HOME": "/a/hf", "HF_HUB_OFFLINE": "0"},
        {"HUGGINGFACE_HUB_CACHE": "/c/hub", "TRANSFORMERS_OFFLINE": "1"},
        {"XDG_CACHE_HOME": "/d/cache", "HF_HUB_OFFLINE": "on", "TRANSFORMERS_OFFLINE": "0"},
    ],
)
def test_they_are_read_as_the_library_reads_them(variables: dict[str, str], tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path), "NAME": "n", "PYTHONPATH": str(Path(__file__).parents[2])} | variables
    said = subprocess.run([sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, check=True)
    ours, theirs = said.stdout.splitlines()[:2], said.stdout.splitlines()[2:]
    assert ours == theirs
