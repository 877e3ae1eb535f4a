"""``pipeline models``: listing, finding, checking and removing what was downloaded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.hub.conftest import SUMMARIZER, TRANSLATOR, User
from tests.hub.server import Hosted, HubServer


def rows(user: User) -> dict[str, dict[str, object]]:
    printed = user.pipeline("models", "ls", "--json").stdout.splitlines()
    return {row["name"]: row for row in map(json.loads, printed)}


def content(user: User, name: str) -> Path:
    (link,) = user.cache.glob(f"models--Helsinki*/snapshots/*/{name}")
    return link.resolve()


def test_ls_shows_what_is_bundled_installed_and_recommended(hub: HubServer, user: User) -> None:
    before = rows(user)
    assert {name: row["state"] for name, row in before.items()} == {
        "de-en-news-tiny": "bundled", "en-brief-tiny": "bundled",
        TRANSLATOR: "not installed", SUMMARIZER: "not installed",
    }  # fmt: skip
    assert before[TRANSLATOR]["bytes"] == 298_000_000
    user.pipeline("models", "pull", TRANSLATOR)
    hub.forget()
    row = rows(user)[TRANSLATOR]
    assert (row["state"], row["task"], row["commit"]) == ("installed", "translation", "a" * 40)
    assert TRANSLATOR in user.pipeline("models", "ls").stdout
    content(user, "vocab.json").write_bytes(b"{}")
    assert rows(user)[TRANSLATOR]["state"] == "damaged"
    assert hub.counts() == {}


def test_path_is_the_folder(hub: HubServer, user: User) -> None:
    assert (Path(user.pipeline("models", "path", "en-brief-tiny").stdout.strip()) / "config.json").is_file()
    missing = user.pipeline("models", "path", TRANSLATOR)
    assert (missing.returncode, missing.stdout, len(missing.stderr.splitlines())) == (1, "", 1)
    user.pipeline("models", "pull", TRANSLATOR)
    folder = Path(user.pipeline("models", "path", TRANSLATOR).stdout.strip())
    assert folder.name == "a" * 40
    assert user.pipeline("models", "path", f"{TRANSLATOR}@{'a' * 40}").stdout.strip() == str(folder)


def test_verify_says_which_file_is_wrong_and_pull_mends_it(hub: HubServer, user: User) -> None:
    user.pipeline("models", "pull", TRANSLATOR)
    assert user.pipeline("models", "verify").returncode == 0
    weights = content(user, "model.safetensors")
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    content(user, "vocab.json").unlink()
    hub.forget()
    done = user.pipeline("models", "verify", TRANSLATOR)
    assert done.returncode == 1
    assert hub.counts() == {}
    wrong, missing, what_to_do = done.stdout.splitlines()
    assert "model.safetensors has other bytes" in wrong
    assert "vocab.json is missing" in missing
    command = what_to_do.partition("mend it with: pipeline ")[2].split()
    assert user.pipeline(*command).returncode == 0
    assert {seen.name for seen in hub.seen if seen.kind == "file"} == {"model.safetensors", "vocab.json"}
    assert user.pipeline("models", "verify", TRANSLATOR).returncode == 0


def test_rm_removes_what_was_downloaded_and_says_what_is_free_again(hub: HubServer, user: User) -> None:
    user.pipeline("models", "pull", TRANSLATOR)
    done = user.pipeline("models", "rm", TRANSLATOR)
    assert done.returncode == 0, done.stderr
    assert f"{TRANSLATOR} removed, 0.3 MB freed" in done.stdout
    assert list(user.cache.glob("models--*")) == []
    assert user.pipeline("models", "rm", TRANSLATOR).returncode == 1


def test_rm_removes_a_download_that_was_not_finished(hub: HubServer, user: User) -> None:
    hub.faults.cut = 50_000
    hub.faults.ranges = False
    user.pipeline("models", "pull", TRANSLATOR)
    assert any(name.endswith(".incomplete") for name in user.installed())
    assert user.pipeline("models", "rm", TRANSLATOR).returncode == 0
    assert list(user.cache.glob("models--*")) == []


def test_ls_shows_and_rm_removes_what_a_stopped_download_finished(hub: HubServer, user: User) -> None:
    hub.faults.gone = {"model.safetensors"}
    user.pipeline("models", "pull", TRANSLATOR)
    assert not any(name.endswith(".incomplete") for name in user.installed())
    assert rows(user)[TRANSLATOR]["state"] == "unfinished"
    assert rows(user)[TRANSLATOR]["bytes"]
    assert user.pipeline("models", "rm", TRANSLATOR).returncode == 0
    assert list(user.cache.glob("models--*")) == []


def test_rm_removes_what_was_converted_too(hub: HubServer, user: User) -> None:
    user.pipeline("translate", "a.txt", "--translator", TRANSLATOR, "--unchecked")
    kept = Path(user.variables["PIPELINE_CACHE_FOLDER"]) / "converted"
    assert list(kept.glob("[!.]*"))  # one more where a sentence was tried again in float32
    assert user.pipeline("models", "rm", TRANSLATOR).returncode == 0
    assert list(kept.glob("[!.]*")) == []


@pytest.mark.parametrize("command", [["pull", TRANSLATOR], ["rm", TRANSLATOR], ["ls"], ["verify"]])
def test_a_cache_that_is_no_folder_is_one_line(hub: HubServer, user: User, command: list[str]) -> None:
    user.variables["HF_HOME"] = str(user.folder / "a.txt")
    user.variables["HF_HUB_CACHE"] = str(user.folder / "a.txt" / "hub")
    done = user.pipeline("models", *command)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert "HF_HOME" in done.stderr


def test_rm_leaves_what_is_not_ours(hub: HubServer, user: User) -> None:
    for name in ("en-brief-tiny", str(user.folder), "klingon"):
        done = user.pipeline("models", "rm", name)
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    user.python(f"from huggingface_hub import hf_hub_download as d; d({TRANSLATOR!r}, 'README.md')")
    assert "not downloaded by this program" in user.pipeline("models", "rm", TRANSLATOR).stderr
    user.python(f"from huggingface_hub import hf_hub_download as d; d({TRANSLATOR!r}, 'vocab.json')")
    user.pipeline("models", "pull", TRANSLATOR)
    done = user.pipeline("models", "rm", TRANSLATOR)
    assert "README.md, vocab.json stay" in done.stdout
    assert user.installed() == ["README.md", "vocab.json"]
    said = user.python("from huggingface_hub import scan_cache_dir as s; print([str(w) for w in s().warnings])")
    assert said == "[]"


def test_rm_of_one_commit_leaves_what_another_uses(
    hub: HubServer, user: User, files: dict[str, bytes]
) -> None:
    user.pipeline("models", "pull", TRANSLATOR)
    newer = files | {"vocab.json": files["vocab.json"] + b"\n"}
    hub.models[TRANSLATOR] = Hosted(newer, commit="c" * 40, older={"a" * 40: files})
    user.pipeline("models", "pull", TRANSLATOR)
    assert user.pipeline("models", "rm", f"{TRANSLATOR}@{'a' * 40}").returncode == 0
    assert user.pipeline("models", "verify").stdout.startswith(f"{TRANSLATOR}@{'c' * 12}: whole")


def test_pull_goes_on_with_the_others_when_one_cannot_be_had(hub: HubServer, user: User) -> None:
    done = user.pipeline("models", "pull", "no/such", TRANSLATOR)
    assert done.returncode == 4
    assert "'no/such'" in done.stderr
    assert done.stdout.startswith(TRANSLATOR)
    assert user.pipeline("models", "pull", "no-owner").returncode == 1
