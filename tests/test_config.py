"""defaults < pipeline.toml < environment; what is wrong is named."""
from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import config
from pipeline.errors import InputError


def test_the_file_is_found_in_a_folder_above_and_its_paths_are_beside_it(tmp_path: Path) -> None:
    (tmp_path / "pipeline.toml").write_text('[summary]\nsentences = 5\n[paths]\noutput = "out"\n')
    (tmp_path / "a" / "b").mkdir(parents=True)
    settings = config.load(tmp_path / "a" / "b", {})
    assert settings.sentences == 5
    assert settings.output == tmp_path / "out"
    assert settings.cache_file() == tmp_path / "outputs" / "cache.sqlite"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "pipeline.toml").write_text("[decoding]\nbeams = 2\n")
    settings = config.load(tmp_path, {"PIPELINE_BEAMS": "6", "PIPELINE_CACHE": "x.sqlite"})
    assert (settings.beams, settings.cache_file()) == (6, Path("x.sqlite"))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[decodng]\nbeams = 2", "decodng"),
        ("[decoding]\nbeam = 2", "beam"),
        ("[decoding]\nbeams = 0", "1 or more"),
        ("[decoding]\nbeams = true", "whole number"),
        ("beams = 2", "no section"),
        ("[decoding", "cannot be read"),
        ("[models]\ntranslator = 3", "must be text"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, hint: str) -> None:
    (tmp_path / "pipeline.toml").write_text(text)
    with pytest.raises(InputError, match=hint):
        config.load(tmp_path, {})


def test_every_setting_has_a_place_in_the_file() -> None:
    import dataclasses

    placed = {key for keys in config.SECTIONS.values() for key in keys}
    assert placed == {field.name for field in dataclasses.fields(config.Settings)} - {"file"}
