"""Downloads from a hub on this machine: what is asked of it, what is on disk afterwards, what is said."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.hub.conftest import SUMMARIZER, TRANSLATOR, User
from tests.hub.server import Hosted, HubServer

NEEDED = {"config.json", "generation_config.json", "vocab.json", "source.spm", "target.spm", "model.safetensors"}
FETCHED = NEEDED - {"source.spm"}
"""One request each: the other vocabulary has the same content."""
FIRST = {"listing": 1, "file": 5, "cdn": 2}
"""Requests of a first download: three small files from the hub itself, two large ones from where it redirects to."""


def snapshot(user: User, commit: str = "a" * 40, model: str = TRANSLATOR) -> Path:
    return user.cache / f"models--{model.replace('/', '--')}" / "snapshots" / commit


def one_line(done: subprocess.CompletedProcess[str], *hints: str) -> None:
    """It failed, and said so in one line besides the one on what is downloaded."""
    lines = [line for line in done.stderr.splitlines() if not line.startswith("pipeline: downloading")]
    assert (done.returncode, len(lines)) == (1, 1), done.stderr
    for hint in hints:
        assert hint in lines[0]


def test_a_first_download_asks_for_the_listing_and_each_needed_file_once(
    hub: HubServer, user: User, files: dict[str, bytes]
) -> None:
    done = user.pipeline("models", "pull", TRANSLATOR)
    assert done.returncode == 0, done.stderr
    assert hub.counts() == FIRST
    assert {seen.name for seen in hub.seen if seen.kind == "file"} == FETCHED
    assert {name: (snapshot(user) / name).read_bytes() for name in NEEDED} == {name: files[name] for name in NEEDED}
    assert str(snapshot(user)) in done.stdout
    assert f"{TRANSLATOR}@{'a' * 40}" in done.stdout
    assert f"pipeline: downloading {TRANSLATOR} (" in done.stderr


def test_it_lies_where_the_hubs_own_library_finds_it_without_a_complaint(hub: HubServer, user: User) -> None:
    user.pipeline("models", "pull", TRANSLATOR)
    hub.forget()
    found = user.python(
        f"from huggingface_hub import snapshot_download, scan_cache_dir; scanned = scan_cache_dir()\n"
        f"print(snapshot_download({TRANSLATOR!r}, local_files_only=True))\n"
        "print([str(w) for w in scanned.warnings], [r.repo_id for r in scanned.repos], len(scanned.incomplete_files))"
    )
    assert found.splitlines() == [str(snapshot(user)), f"[] ['{TRANSLATOR}'] 0"]
    assert hub.counts() == {}


def test_what_the_hubs_own_library_downloaded_is_used_without_a_request(hub: HubServer, user: User) -> None:
    user.python(f"from huggingface_hub import snapshot_download as s; s({TRANSLATOR!r}, ignore_patterns='*.h5')")
    hub.forget()
    done = user.pipeline("translate", "a.txt", "--translator", TRANSLATOR, "--json", "--unchecked")
    assert done.returncode == 0, done.stderr
    assert hub.counts() == {}


def test_a_run_downloads_a_model_that_is_named_and_the_next_asks_for_nothing(hub: HubServer, user: User) -> None:
    first = user.pipeline("run", "a.txt", "--translator", TRANSLATOR, "--json", "--unchecked")
    assert first.returncode == 0, first.stderr
    assert hub.counts() == FIRST
    maker = json.loads(first.stdout)["makers"][0]
    assert (maker["model"], maker["revision"]) == (TRANSLATOR, "a" * 40)
    page = (user.folder / "outputs" / "a.md").read_text("utf-8")
    assert f"commit {'a' * 12}" in page
    hub.forget()
    again = user.pipeline("run", "a.txt", "--translator", TRANSLATOR, "--json", "--unchecked", "--refresh")
    assert json.loads(again.stdout)["makers"] == json.loads(first.stdout)["makers"]
    assert hub.counts() == {}


def test_a_second_pull_asks_only_whether_there_is_something_new(hub: HubServer, user: User) -> None:
    user.pipeline("models", "pull", TRANSLATOR)
    hub.forget()
    assert user.pipeline("models", "pull", TRANSLATOR).returncode == 0
    assert hub.counts() == {"listing": 1}


def test_after_kill_9_half_way_the_next_process_asks_for_the_rest_alone(
    hub: HubServer, user: User, files: dict[str, bytes]
) -> None:
    hub.faults.stall = 65_536
    child = user.start("models", "pull", TRANSLATOR)
    deadline = time.monotonic() + 60
    # What is written may lag behind what was sent by a buffer of the file, not by more.
    while sum(f.stat().st_size for f in user.cache.glob("*/blobs/*.incomplete")) < 49_152:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    os.killpg(child.pid, signal.SIGKILL)
    child.communicate()
    (part,) = user.cache.glob("*/blobs/*.incomplete")
    there = part.stat().st_size
    assert 0 < there < len(files["model.safetensors"])
    assert user.installed() == [part.name]
    hub.forget()
    done = user.pipeline("models", "pull", TRANSLATOR)
    assert done.returncode == 0, done.stderr
    assert [seen.start for seen in hub.asked("model.safetensors")] == [there]
    assert hub.counts() == {"listing": 1, "file": 2, "cdn": 2}  # the rest of this file, and the one after it
    assert (snapshot(user) / "model.safetensors").read_bytes() == files["model.safetensors"]


@pytest.mark.parametrize(("ranges", "starts"), [(True, [0, 60_000]), (False, None)])
def test_a_connection_that_breaks_is_taken_up_again_where_the_server_can(
    hub: HubServer, user: User, files: dict[str, bytes], ranges: bool, starts: list[int] | None
) -> None:
    hub.faults.cut, hub.faults.ranges = 60_000, ranges
    done = user.pipeline("models", "pull", TRANSLATOR)
    asked = [seen.start for seen in hub.asked("model.safetensors")]
    if starts is None:
        # It begins anew each time and gets no further, so the tries come to an end.
        one_line(done, "4 times", "goes on from there")
        assert len(asked) == 4
        assert not snapshot(user).exists()
    else:
        assert done.returncode == 0, done.stderr
        assert asked == starts
        assert (snapshot(user) / "model.safetensors").read_bytes() == files["model.safetensors"]


def test_a_server_without_ranges_that_gives_everything_is_believed(
    hub: HubServer, user: User, files: dict[str, bytes]
) -> None:
    hub.faults.cut = 60_000
    hub.faults.ranges = False
    user.pipeline("models", "pull", TRANSLATOR)
    hub.forget()
    hub.faults.ranges = False
    assert user.pipeline("models", "pull", TRANSLATOR).returncode == 0
    assert [seen.start for seen in hub.asked("model.safetensors")] == [60_000]
    assert (snapshot(user) / "model.safetensors").read_bytes() == files["model.safetensors"]


@pytest.mark.parametrize("name", ["model.safetensors", "vocab.json"])
def test_flipped_bytes_are_noticed_and_never_installed(hub: HubServer, user: User, name: str) -> None:
    hub.faults.flips, hub.faults.flipped = 99, name
    one_line(user.pipeline("models", "pull", TRANSLATOR), name, "other bytes", "nothing was installed")
    assert len(hub.asked(name)) == 3
    assert user.installed() == []
    hub.forget()
    hub.faults.flips, hub.faults.flipped = 1, name
    assert user.pipeline("models", "pull", TRANSLATOR).returncode == 0
    assert [seen.start for seen in hub.asked(name)] == [0, 0]


@pytest.mark.parametrize(
    ("status", "code", "hints"),
    [
        (401, "RepoNotFound", ["no model of that name", "HF_TOKEN is not set"]),
        (401, "GatedRepo", ["is gated", "accept its terms", "HF_TOKEN"]),
        (403, "GatedRepo", ["is gated"]),
        (403, "", ["does not allow", "403"]),
        (404, "RepoNotFound", ["no folder and no bundled model"]),
        (404, "RevisionNotFound", ["no commit, branch or tag 'main'"]),
        (418, "", ["answers 418"]),
    ],
)
def test_a_refusal_is_one_line_and_is_not_tried_again(
    hub: HubServer, user: User, status: int, code: str, hints: list[str]
) -> None:
    hub.faults.always, hub.faults.code = status, code
    one_line(user.pipeline("translate", "a.txt", "--translator", TRANSLATOR), *hints)
    assert hub.counts() == {"listing": 1}
    assert user.installed() == []


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_hub_in_trouble_is_asked_four_times(hub: HubServer, user: User, status: int) -> None:
    hub.faults.always = status
    one_line(user.pipeline("models", "pull", TRANSLATOR), f"answers {status}, 4 times")
    assert hub.counts() == {"listing": 4}


def test_trouble_that_passes_is_not_noticed(hub: HubServer, user: User) -> None:
    hub.faults.statuses = [503, 500]
    done = user.pipeline("models", "pull", TRANSLATOR)
    assert done.returncode == 0, done.stderr
    assert hub.counts() == FIRST | {"listing": 3}


def test_a_slow_hub_is_waited_for_and_a_silent_one_is_not(
    hub: HubServer, user: User, files: dict[str, bytes]
) -> None:
    hub.faults.wait = 0.1
    assert len(files["model.safetensors"]) / 8192 * 0.1 > 1  # longer in all than the time to wait for a byte
    done = user.pipeline("models", "pull", TRANSLATOR)
    assert done.returncode == 0, done.stderr
    assert user.pipeline("models", "rm", TRANSLATOR).returncode == 0
    hub.forget()
    hub.faults.stall = 8192
    hub.faults.ranges = False
    one_line(user.pipeline("models", "pull", TRANSLATOR), "says nothing for 1 s, 4 times")
    assert len(hub.asked("model.safetensors")) == 4


def test_a_file_that_is_gone_and_a_hub_that_is_gone_are_one_line(hub: HubServer, user: User) -> None:
    hub.faults.gone = {"model.safetensors"}
    one_line(user.pipeline("models", "pull", TRANSLATOR), "model.safetensors", "is gone from")
    assert user.installed() == []
    hub.forget()
    hub.faults.stall = 65_536
    child = user.start("models", "pull", TRANSLATOR)
    deadline = time.monotonic() + 60
    while not hub.asked("model.safetensors"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    hub.close()
    out, err = child.communicate(timeout=60)
    one_line(subprocess.CompletedProcess([], child.returncode, out, err), "cannot be reached", "4 times", "is kept")
    assert not snapshot(user).exists()


def test_no_network_is_one_line(hub: HubServer, user: User) -> None:
    hub.close()
    one_line(user.pipeline("models", "pull", TRANSLATOR), hub.endpoint, "cannot be reached", "--offline")


@pytest.mark.parametrize("page", [
    b"<html>Log in</html>", b"[]", b'{"sha": "../../etc", "siblings": []}', b"[" * 100_000,
    b'{"sha": "%s", "siblings": [{"rfilename": "config.json", "size": 3, "lfs": "x"}]}' % (b"a" * 40),
])
def test_what_is_no_listing_is_one_line(hub: HubServer, user: User, page: bytes) -> None:
    hub.faults.page = page
    one_line(user.pipeline("models", "pull", TRANSLATOR), "did not answer with a listing", "login page")
    assert hub.counts() == {"listing": 1}


@pytest.mark.parametrize("how", ["flag", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"])
def test_offline_nothing_at_all_is_asked(hub: HubServer, user: User, how: str) -> None:
    flag = ["--offline"] if how == "flag" else []
    if not flag:
        user.variables[how] = "1"
    refused = user.pipeline("translate", "a.txt", "--translator", TRANSLATOR, *flag)
    one_line(refused, f"pipeline models pull {TRANSLATOR}")
    done = user.pipeline("run", "a.txt", *flag)
    assert done.returncode == 0, done.stderr
    if not flag:
        one_line(user.pipeline("models", "pull", TRANSLATOR), "HF_HUB_OFFLINE")
    assert hub.counts() == {}


def test_offline_a_model_on_disk_is_used(hub: HubServer, user: User) -> None:
    user.pipeline("models", "pull", TRANSLATOR)
    hub.forget()
    user.variables["HF_HUB_OFFLINE"] = "1"
    done = user.pipeline("translate", "a.txt", "--translator", TRANSLATOR, "--offline", "--unchecked")
    assert done.returncode == 0, done.stderr
    assert hub.counts() == {}


def test_a_model_for_another_task_or_of_another_kind_is_refused_before_its_weights(
    hub: HubServer, user: User, files: dict[str, bytes]
) -> None:
    one_line(user.pipeline("run", "a.txt", "--summarizer", TRANSLATOR), "for translation, not for summarization")
    assert hub.counts() == {}
    hub.models["some/bert"] = Hosted(files | {"config.json": b'{"model_type": "bert"}'})
    one_line(user.pipeline("translate", "a.txt", "--translator", "some/bert"), "some/bert", "'bert'", "nothing was")
    assert hub.counts() == {"listing": 1, "file": 1}
    assert user.installed() == []
    assert list(user.cache.glob("models--some--bert")) == []


@pytest.mark.parametrize(
    ("left_out", "hint"),
    [({"config.json"}, "no config.json"), ({"model.safetensors", "pytorch_model.bin"}, "no weights")],
)
def test_what_is_no_model_is_refused_at_its_listing(
    hub: HubServer, user: User, files: dict[str, bytes], left_out: set[str], hint: str
) -> None:
    hub.models["some/thing"] = Hosted({name: data for name, data in files.items() if name not in left_out})
    one_line(user.pipeline("models", "pull", "some/thing"), hint)
    assert hub.counts() == {"listing": 1}


INDEX = "model.safetensors.index.json"
PARTS = {INDEX: b'{"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}}'}


@pytest.mark.parametrize(
    ("left_out", "added", "hint"),
    [
        ({"vocab.json", "source.spm"}, {}, "it lacks vocab.json, source.spm"),
        ({"model.safetensors"}, PARTS | {"model-00001-of-00002.safetensors": b"x"}, "model-00002-of-00002.safetensors"),
        ({"model.safetensors"}, {"model-00001-of-00001.safetensors": b"x"}, f"it lacks {INDEX}"),
        ({"model.safetensors"}, PARTS, "it lacks the parts"),
        (set(), {"model.safetensors": b"hello" * 1000}, "is not a safetensors file"),
    ],
    ids=["no vocabulary", "no part", "no index", "no parts", "no weights"],
)
def test_what_can_never_run_is_not_installed(
    hub: HubServer, user: User, files: dict[str, bytes], left_out: set[str], added: dict[str, bytes], hint: str
) -> None:
    hub.models["some/thing"] = Hosted({name: data for name, data in files.items() if name not in left_out} | added)
    one_line(user.pipeline("models", "pull", "some/thing"), "some/thing", hint)
    assert list(user.cache.glob("models--some--thing")) == []


def test_what_another_program_left_half_downloaded_is_completed(
    hub: HubServer, user: User, files: dict[str, bytes]
) -> None:
    wanted = ["config.json", "model.safetensors"]
    user.python(f"from huggingface_hub import snapshot_download as s; s({TRANSLATOR!r}, allow_patterns={wanted!r})")
    offline = user.pipeline("translate", "a.txt", "--translator", TRANSLATOR, "--offline")
    one_line(offline, "lacks vocab.json, source.spm, target.spm", f"pipeline models pull {TRANSLATOR}")
    assert TRANSLATOR not in user.pipeline("models", "path", TRANSLATOR).stdout
    hub.forget()
    done = user.pipeline("translate", "a.txt", "--translator", TRANSLATOR, "--unchecked")
    assert done.returncode == 0, done.stderr
    assert not hub.asked("model.safetensors")


def test_weights_that_another_program_left_cut_short_are_called_so(hub: HubServer, user: User) -> None:
    user.python(f"from huggingface_hub import snapshot_download as s; s({TRANSLATOR!r}, ignore_patterns='*.h5')")
    os.truncate(snapshot(user) / "model.safetensors", 60_000)
    done = user.pipeline("translate", "a.txt", "--translator", TRANSLATOR)
    one_line(done, "model.safetensors is cut short", f"pipeline models pull {TRANSLATOR}@{'a' * 40}")


@pytest.mark.parametrize(
    ("variable", "value", "hint"),
    [
        ("HF_TOKEN", "käse", "HF_TOKEN"),
        ("ALL_PROXY", "socks5://127.0.0.1:1", "pip install socksio"),
        ("HTTP_PROXY", "http://no-such-machine.invalid:1", "no-such-machine.invalid has no address"),
        ("HTTP_PROXY", "http://a b:x", "HTTP_PROXY="),
        ("SSL_CERT_FILE", "/nonexistent", "SSL_CERT_FILE"),
        ("HF_HUB_DOWNLOAD_TIMEOUT", "abc", "HF_HUB_DOWNLOAD_TIMEOUT is 'abc'"),
        ("HF_HUB_ETAG_TIMEOUT", "-1", "HF_HUB_ETAG_TIMEOUT is '-1'"),
        ("HF_ENDPOINT", "localhost:1234", "HF_ENDPOINT is 'localhost:1234'"),
        ("HF_ENDPOINT", "https://", "no address of a hub"),
    ],
)
def test_a_variable_that_cannot_be_is_one_line_at_once(
    hub: HubServer, user: User, variable: str, value: str, hint: str
) -> None:
    user.variables |= {variable: value, "NO_PROXY": ""}
    began = time.monotonic()
    one_line(user.pipeline("models", "pull", TRANSLATOR), hint)
    assert time.monotonic() - began < 3.4  # less than the tries take that wait for the hub
    assert hub.counts() == {}


def test_offline_a_pull_says_what_is_there(hub: HubServer, user: User) -> None:
    user.pipeline("models", "pull", TRANSLATOR)
    user.variables["HF_HUB_OFFLINE"] = "1"
    one_line(user.pipeline("models", "pull", TRANSLATOR), "is whole on this disk", "HF_HUB_OFFLINE")
    one_line(user.pipeline("models", "pull", "some/other"), "some/other is not on this disk")


def test_a_disk_without_room_is_noticed_before_the_weights_are_asked_for(hub: HubServer, user: User) -> None:
    hub.models[TRANSLATOR].sizes["model.safetensors"] = 10**15
    one_line(user.pipeline("models", "pull", TRANSLATOR), "1000000.00 GB", "free", "HF_HOME")
    assert hub.counts() == {"listing": 1, "file": 1}
    assert user.installed() == []


def test_a_disk_that_fills_half_way_leaves_nothing_half_installed(hub: HubServer, user: User) -> None:
    code = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
sys.argv = ["pipeline", "models", "pull", {TRANSLATOR!r}]
from pipeline.cli import main
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=user.folder, env=user.environment(), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    one_line(done, str(user.cache), "File too large", "nothing was installed", "It takes 0.3 MB more: free them")
    assert user.installed() == []
    assert list(user.cache.glob("models--*")) == []
    assert user.pipeline("models", "pull", TRANSLATOR).returncode == 0


def test_the_token_is_shown_to_the_hub_and_not_to_where_it_redirects(hub: HubServer, user: User) -> None:
    user.variables["HF_TOKEN"] = "hf_secret"
    assert user.pipeline("models", "pull", TRANSLATOR).returncode == 0
    tokens = {(seen.kind, seen.token) for seen in hub.seen}
    assert tokens == {("listing", "Bearer hf_secret"), ("file", "Bearer hf_secret"), ("cdn", None)}


def test_two_at_once_download_each_file_once(hub: HubServer, user: User) -> None:
    hub.faults.wait = 0.05
    children = [user.start("models", "pull", TRANSLATOR) for _ in range(2)]
    said = [child.communicate(timeout=120) for child in children]
    assert [child.returncode for child in children] == [0, 0], said
    assert {name: len(hub.asked(name)) for name in FETCHED} == dict.fromkeys(FETCHED, 1)


def test_weights_come_in_one_format_and_safetensors_if_there_is_a_choice(
    hub: HubServer, user: User, files: dict[str, bytes]
) -> None:
    hub.models["some/old"] = Hosted({name: data for name, data in files.items() if name != "model.safetensors"})
    assert user.pipeline("models", "pull", "some/old").returncode == 0
    assert not hub.asked("tf_model.h5")
    assert "pytorch_model.bin" in user.installed()
    user.pipeline("models", "pull", TRANSLATOR)
    assert len(hub.asked("pytorch_model.bin")) == 1


def test_without_a_name_the_recommended_models_are_downloaded(
    hub: HubServer, user: User, files: dict[str, bytes]
) -> None:
    hub.models[SUMMARIZER] = Hosted(dict(files), commit="b" * 40)
    done = user.pipeline("models", "pull")
    assert done.returncode == 0, done.stderr
    assert f"{TRANSLATOR}@{'a' * 40}" in done.stdout


def test_a_commit_can_be_locked_while_main_goes_on(hub: HubServer, user: User, files: dict[str, bytes]) -> None:
    user.pipeline("models", "pull", TRANSLATOR)
    newer = files | {"generation_config.json": files["generation_config.json"] + b"\n"}
    hub.models[TRANSLATOR] = Hosted(newer, commit="c" * 40, older={"a" * 40: files})
    hub.forget()
    assert user.pipeline("models", "pull", TRANSLATOR).returncode == 0
    assert hub.counts() == {"listing": 1, "file": 1}  # only the file that changed
    hub.forget()
    (user.folder / "pipeline.toml").write_text(f'[models]\ntranslator = "{TRANSLATOR}@{"a" * 40}"\n', "utf-8")
    locked = json.loads(user.pipeline("run", "a.txt", "--json", "--unchecked").stdout)["makers"][0]
    named = ("--translator", TRANSLATOR)
    newest = json.loads(user.pipeline("run", "a.txt", "--json", "--unchecked", *named).stdout)["makers"][0]
    assert (locked["revision"], newest["revision"]) == ("a" * 40, "c" * 40)
    assert locked["weights"] != newest["weights"]
    assert hub.counts() == {}
