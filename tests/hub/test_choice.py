"""Which model ``auto`` is, what is said about it, and that nothing is downloaded for it."""

from __future__ import annotations

import json

import pytest

from tests.hub.conftest import SUMMARIZER, TRANSLATOR, User
from tests.hub.server import Hosted, HubServer


def test_auto_is_the_bundled_model_and_asks_for_nothing(hub: HubServer, user: User) -> None:
    done = user.pipeline("run", "a.txt")
    lines = done.stderr.splitlines()
    assert lines[0] == "pipeline: translator: de-en-news-tiny (bundled); summarizer: en-brief-tiny (bundled)"
    assert lines[-1].startswith(f"pipeline: better models: {TRANSLATOR} (298 MB): BLEU 39.3 on newstest2019 against ")
    assert lines[-1].endswith("; to get them: pipeline models pull")
    assert [line for line in lines if "better models" in line] == lines[-1:]
    assert hub.counts() == {}


@pytest.mark.parametrize("arguments", [["-q"], ["--json"], ["--translator", "de-en-news-tiny"]])
def test_a_better_model_is_not_named_to_who_does_not_want_to_hear_of_it(
    user: User, arguments: list[str]
) -> None:
    done = user.pipeline("run", "a.txt", *arguments)
    assert done.returncode == 0
    assert TRANSLATOR not in done.stderr
    if arguments == ["-q"]:
        assert done.stderr == ""


def test_auto_is_the_recommended_model_once_it_is_on_disk(hub: HubServer, user: User) -> None:
    user.pipeline("models", "pull", TRANSLATOR)
    hub.forget()
    done = user.pipeline("run", "a.txt", "--json")
    assert f"translator: {TRANSLATOR}@{'a' * 12} (on disk); summarizer: en-brief-tiny (bundled)" in done.stderr
    maker = json.loads(done.stdout)["makers"][0]
    assert (maker["model"], maker["revision"], maker["trusted"]) == (TRANSLATOR, "a" * 40, True)
    assert maker["measured"].startswith("BLEU 39.3")
    assert f"better models: {TRANSLATOR}" not in user.pipeline("run", "a.txt").stderr
    assert hub.counts() == {}


def test_auto_passes_over_a_model_that_cannot_be_run_and_says_so(
    hub: HubServer, user: User, files: dict[str, bytes]
) -> None:
    hub.models[SUMMARIZER] = Hosted(files | {"config.json": b'{"model_type": "bert"}'})
    user.python(f"from huggingface_hub import snapshot_download as s; s({SUMMARIZER!r})")
    hub.forget()
    done = user.pipeline("run", "a.txt", "--json")
    assert done.returncode == 0
    assert f"{SUMMARIZER} is on disk and cannot be used: " in done.stderr
    assert json.loads(done.stdout)["makers"][1]["model"] == "en-brief-tiny"
    assert hub.counts() == {}


def test_auto_passes_over_a_download_that_lacks_a_file_and_says_how_to_mend_it(hub: HubServer, user: User) -> None:
    user.pipeline("models", "pull", TRANSLATOR)
    (weights,) = user.cache.glob("*/snapshots/*/model.safetensors")
    weights.unlink()
    done = user.pipeline("translate", "a.txt")
    assert done.returncode == 0
    assert f"{TRANSLATOR} lacks model.safetensors (pipeline models pull mends it)" in done.stderr
    assert "translator: de-en-news-tiny (bundled)" in done.stderr


def test_a_model_that_is_named_never_falls_back(hub: HubServer, user: User) -> None:
    hub.faults.always = 404
    done = user.pipeline("translate", "a.txt", "--translator", "some/model")
    assert (done.returncode, done.stdout) == (1, "")


def test_a_folder_comes_before_the_hub(hub: HubServer, user: User, files: dict[str, bytes]) -> None:
    folder = user.folder / "Helsinki-NLP" / "opus-mt-de-en"
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    done = user.pipeline("run", "a.txt", "--translator", TRANSLATOR, "--json")
    assert json.loads(done.stdout)["makers"][0]["revision"] == ""
    assert hub.counts() == {}


def test_doctor_downloads_nothing(hub: HubServer, user: User) -> None:
    (user.folder / "pipeline.toml").write_text(f'[models]\ntranslator = "{TRANSLATOR}"\n', "utf-8")
    done = user.pipeline("doctor")
    assert done.returncode == 1
    assert f"pipeline models pull {TRANSLATOR}" in done.stdout
    assert hub.counts() == {}
