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
    done = user.pipeline("run", "a.txt", "--json", "--unchecked")
    assert f"translator: {TRANSLATOR}@{'a' * 12} (on disk, unchecked); " in done.stderr
    assert "summarizer: en-brief-tiny (bundled, unchecked)" in done.stderr
    maker = json.loads(done.stdout)["makers"][0]
    assert (maker["model"], maker["revision"], maker["trusted"]) == (TRANSLATOR, "a" * 40, True)
    assert maker["measured"].startswith("BLEU 39.3")
    assert f"better models: {TRANSLATOR}" not in user.pipeline("run", "a.txt", "--unchecked").stderr
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


def test_auto_passes_over_a_model_that_does_not_work_and_a_name_does_not(hub: HubServer, user: User) -> None:
    user.pipeline("models", "pull", TRANSLATOR)
    done = user.pipeline("run", "a.txt", "--json")
    assert done.returncode == 0
    assert f"{TRANSLATOR} is on disk and cannot be used: " in done.stderr
    assert json.loads(done.stdout)["makers"][0]["model"] == "de-en-news-tiny"
    doctor = user.pipeline("doctor")
    assert f"{TRANSLATOR} is on disk and cannot be used: " in doctor.stderr
    assert "de-en-news-tiny, ctranslate2" in doctor.stdout
    (user.folder / "pipeline.toml").write_text(f'[models]\ntranslator = "{TRANSLATOR}"\n', "utf-8")
    assert "does not seem to work" in user.pipeline("doctor").stdout


def test_the_verdict_on_a_model_depends_neither_on_the_cache_nor_on_who_listens(hub: HubServer, user: User) -> None:
    named = ("translate", "a.txt", "--translator", TRANSLATOR)
    assert user.pipeline(*named, "--unchecked", "--json").returncode == 0
    for flags in ([], ["-q"], ["--no-cache"], ["-v"]):
        done = user.pipeline(*named, *flags)
        assert (done.returncode, done.stdout) == (1, "")
        assert f"pipeline models verify {TRANSLATOR}@{'a' * 40}" in done.stderr.splitlines()[-1]
        assert "--unchecked" in done.stderr.splitlines()[-1]


def test_a_commit_that_was_asked_for_is_what_auto_finds(hub: HubServer, user: User) -> None:
    user.pipeline("models", "pull", f"{TRANSLATOR}@{'a' * 40}")
    hub.forget()
    done = user.pipeline("translate", "a.txt", "--unchecked")
    assert f"translator: {TRANSLATOR}@{'a' * 12} (on disk" in done.stderr
    assert user.pipeline("models", "path", TRANSLATOR).stdout.strip().endswith("a" * 40)
    listed = user.pipeline("models", "ls").stdout.splitlines()
    (row,) = [line for line in listed if line.startswith(TRANSLATOR)]
    assert " installed " in row
    assert hub.counts() == {}


def test_a_better_summarizer_is_offered_with_what_is_known_of_both(user: User) -> None:
    offered = user.pipeline("run", "a.txt").stderr.splitlines()[-1].partition(SUMMARIZER)[2]
    assert "ROUGE-2 21.3, ROUGE-L 30.6 on CNN/DailyMail" in offered
    assert "ROUGE-1 23.6" in offered
    assert "not measured on the same texts" in offered


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
    done = user.pipeline("run", "a.txt", "--translator", TRANSLATOR, "--json", "--unchecked")
    assert json.loads(done.stdout)["makers"][0]["revision"] == ""
    assert hub.counts() == {}


def test_doctor_downloads_nothing(hub: HubServer, user: User) -> None:
    (user.folder / "pipeline.toml").write_text(f'[models]\ntranslator = "{TRANSLATOR}"\n', "utf-8")
    done = user.pipeline("doctor")
    assert done.returncode == 1
    assert f"pipeline models pull {TRANSLATOR}" in done.stdout
    assert hub.counts() == {}


def test_a_plan_names_the_bytes_and_downloads_none_of_them(
    hub: HubServer, user: User, files: dict[str, bytes]
) -> None:
    planned = user.pipeline("run", "a.txt", "--plan", "--json", "--translator", TRANSLATOR)
    assert planned.returncode == 0, planned.stderr
    plan = json.loads(planned.stdout)
    # Two of the files are the same.
    wanted = {data for name, data in files.items() if name not in ("README.md", "tf_model.h5", "pytorch_model.bin")}
    assert plan["download"] == sum(map(len, wanted))
    assert plan["stages"]["translate"]["missing"] == 1
    assert sum(hub.counts().values()) == 1
    assert user.installed() == []
    assert "of models" in user.pipeline("run", "a.txt", "--plan", "--translator", TRANSLATOR).stdout
    hub.forget()
    offline = user.pipeline("run", "a.txt", "--plan", "--offline", "--translator", TRANSLATOR)
    assert (offline.returncode, offline.stdout, hub.counts()) == (1, "", {})
    assert "is not on this disk" in offline.stderr
    explained = user.pipeline("explain", "a.txt", "--translator", TRANSLATOR)
    assert (explained.returncode, explained.stderr.count("is not on this disk")) == (0, 1)
    assert "translate: the sentence is not stored" in explained.stdout
    gone = user.pipeline("run", "a.txt", "--plan", "--translator", "nobody/nothing")
    assert (gone.returncode, gone.stderr.count("\n")) == (1, 1)
    user.pipeline("models", "pull", TRANSLATOR)
    hub.forget()
    known = user.pipeline("run", "a.txt", "--plan", "--json", "--translator", TRANSLATOR)
    assert (json.loads(known.stdout)["download"], hub.counts()) == (0, {})
