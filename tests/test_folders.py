from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.folders import user_cache_folder


def test_the_variable_goes_before_the_platform_and_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIPELINE_CACHE_FOLDER", str(tmp_path / "mine"))
    assert user_cache_folder() == tmp_path / "mine"
    monkeypatch.delenv("PIPELINE_CACHE_FOLDER")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert "german-briefs" in str(user_cache_folder())
    assert list(tmp_path.iterdir()) == []
