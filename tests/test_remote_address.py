"""Which addresses there are, where folders are, and that a password stands in none."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import config, remote_address
from pipeline.errors import InputError


@pytest.mark.parametrize(
    ("given", "meant", "folder"),
    [
        ("s3://bucket/folder/", "s3://bucket/folder", None),
        (" S3://bucket ", "s3://bucket", None),
        ("gs://bucket/a/b", "gs://bucket/a/b", None),
        ("file:///mnt/desk%20two/", "file:///mnt/desk%20two", Path("/mnt/desk two")),
        ("/mnt/desk", "/mnt/desk", Path("/mnt/desk")),
        ("~/desk", str(Path("~/desk").expanduser()), Path("~/desk").expanduser()),
        (Path("/mnt/desk"), "/mnt/desk", Path("/mnt/desk")),
    ],
)
def test_an_address_is_a_folder_or_on_the_network(given: object, meant: str, folder: Path | None) -> None:
    assert remote_address.read(given) == meant
    assert remote_address.folder(meant) == folder


def test_none_is_no_address() -> None:
    assert remote_address.read("none") == remote_address.read("") == ""


@pytest.mark.parametrize(
    "given",
    [" ", 5, None, True, "s3://", "s3:///folder", "file://host/folder", "://x", "s3://a b", "s3://b/*", "s3://b/[1]",
     "s3://key:secret@bucket/x", "s3://bucket/x?versionId=1", "s3://bucket/#x", "~nobody-here/x", "a\0b"],
)  # fmt: skip
def test_what_is_no_address_is_refused(given: object) -> None:
    with pytest.raises(ValueError, match=r"a folder, or an address such as s3://bucket/folder"):
        remote_address.read(given)


def test_a_folder_in_a_settings_file_is_beside_that_file(tmp_path: Path) -> None:
    (tmp_path / "pipeline.toml").write_text('[paths]\ncache_remote = "shared"\n')
    below = tmp_path / "below"
    below.mkdir()
    settings = config.load(below, {})
    assert settings.remote() == settings.remote(offline=True) == str(tmp_path / "shared")
    assert config.load(below, {"PIPELINE_CACHE_REMOTE": "none"}).remote() is None
    network = config.load(below, {"PIPELINE_CACHE_REMOTE": "s3://bucket/de"})
    assert (network.remote(), network.remote(offline=True)) == ("s3://bucket/de", None)


@pytest.mark.parametrize("place", ["file", "variable", "flag"])
def test_a_password_in_an_address_is_nowhere_told(tmp_path: Path, place: str) -> None:
    address = "sftp://anna:geheim@desk.example/results"
    if place == "file":
        (tmp_path / "pipeline.toml").write_text(f'[paths]\ncache_remote = "{address}"\n')
    environment = {"PIPELINE_CACHE_REMOTE": address} if place == "variable" else {}
    with pytest.raises(InputError) as error:
        config.load(tmp_path, environment, {"cache_remote": address} if place == "flag" else {})
    assert "cache_remote" in str(error.value).lower()
    assert "without a name, a password" in str(error.value)
    assert "geheim" not in str(error.value)
