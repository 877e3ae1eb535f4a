from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.folders import make_private, touch_private, user_cache_folder


def test_the_variable_goes_before_the_platform_and_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIPELINE_CACHE_FOLDER", str(tmp_path / "mine"))
    assert user_cache_folder() == tmp_path / "mine"
    monkeypatch.delenv("PIPELINE_CACHE_FOLDER")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert "german-briefs" in str(user_cache_folder())
    assert list(tmp_path.iterdir()) == []


def test_what_is_made_is_for_its_user_alone_and_what_is_there_stays(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    before = os.umask(0)
    try:
        make_private(tmp_path / "one" / "two")
        touch_private(tmp_path / "one" / "file")
    finally:
        os.umask(before)
    made = [tmp_path, tmp_path / "one", tmp_path / "one" / "two", tmp_path / "one" / "file"]
    assert [oct(path.stat().st_mode)[-3:] for path in made] == ["755", "700", "700", "600"]
    (tmp_path / "one" / "file").write_text("kept")
    touch_private(tmp_path / "one" / "file")
    make_private(tmp_path / "one")
    assert (tmp_path / "one" / "file").read_text() == "kept"
    with pytest.raises(FileExistsError):
        make_private(tmp_path / "one" / "file")
