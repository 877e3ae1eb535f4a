"""Whole runs with results in a bucket, of a server that is right and of ones that are slow, silent, closed or gone."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.seal import gist
from tests.faults.place import ARTICLES, FAKE, MARKER, ROOT, Done, Place, ended
from tests.remote.servers import Before, Moto, Rule
from tests.remote.test_folder import warnings

Put = Callable[[Rule], Before]
WITHOUT = "going on without it"
INTERRUPTED = "pipeline: interrupted; results stored so far are kept, and the same command goes on from there"
ALONE = "results are read from it, and new ones stored here alone"


def run(place: Place, address: str, *more: str) -> Done:
    done = place.run(*ARTICLES, more=["--cache-remote", address, *more])
    assert done.code == 0, done.err
    assert "geheim" not in done.err.lower()
    assert MARKER not in "".join(warnings(done.err))
    return done


@pytest.fixture
def other(tmp_path: Path, place: Place) -> Place:
    """A second machine with the same articles."""
    other = Place(tmp_path / "other")
    for number, name in enumerate(ARTICLES):
        place.write(name, seed=number)
        other.write(name, seed=number)
    return other


def test_a_second_machine_computes_nothing_and_writes_the_same(
    place: Place, other: Place, bucket: str, moto: Moto
) -> None:
    first, second = run(place, f"s3://{bucket}/de"), run(other, f"s3://{bucket}/de/")
    assert warnings(first.err + second.err) == []
    assert len(first.units(hit=False)) > 50
    assert second.units(hit=False) == set()
    assert first.briefs == second.briefs
    for path in (place.work / "outputs").glob("a*"):
        assert gist(path.read_text("utf-8")) == gist((other.work / "outputs" / path.name).read_text("utf-8"))
    names = moto.names(bucket)
    assert 0 < len(names) < 20
    assert all(name.startswith("de/results-1/") for name in names)


def test_damaged_and_foreign_objects_are_computed_again_and_mended(
    place: Place, other: Place, bucket: str, moto: Moto
) -> None:
    first = run(place, f"s3://{bucket}/de")
    names = moto.names(bucket)
    right = {name: moto.get(f"{bucket}/{name}") for name in names}
    for number, name in enumerate(names):
        moto.put(f"{bucket}/{name}", (right[name][:-5], b"", b"<html>", right[names[number - 1]])[number % 4])
    second = run(other, f"s3://{bucket}/de")
    (line,) = warnings(second.err)
    assert line.startswith(f"pipeline: s3://{bucket}/de: ")
    assert line.endswith(" damaged object(s) passed over, to be made again")
    assert second.units(hit=True) == set()
    assert second.briefs == first.briefs
    other.cache.unlink()
    third = run(other, f"s3://{bucket}/de")
    assert (warnings(third.err), third.units(hit=False)) == ([], set())


def test_a_bucket_that_is_not_there(place: Place, other: Place, bucket: str) -> None:
    for more in ((), ("--refresh",)):
        done = run(place, "s3://nobody-made-this/de", *more)
        said = "there is no bucket nobody-made-this: make it, or correct the address"
        assert warnings(done.err) == [f"pipeline: s3://nobody-made-this/de: {said}; {WITHOUT}"]


def test_no_credentials(place: Place, other: Place, bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    done = run(place, f"s3://{bucket}/de")
    said = "there are no credentials for it: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
    assert warnings(done.err) == [f"pipeline: s3://{bucket}/de: {said}; {WITHOUT}"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("AccessDenied", "it may not be read: give these credentials the rights s3:GetObject and s3:ListBucket"),
        ("ExpiredToken", "its credentials are not accepted (ExpiredToken): give others"),
        ("InvalidAccessKeyId", "its credentials are not accepted (InvalidAccessKeyId): give others"),
    ],
)
def test_credentials_that_may_nothing(
    place: Place, other: Place, bucket: str, before: Put, code: str, said: str
) -> None:
    before(lambda method, number: code)
    done = run(place, f"s3://{bucket}/de")
    assert warnings(done.err) == [f"pipeline: s3://{bucket}/de: {said}; {WITHOUT}"]


def test_a_bucket_that_may_only_be_read(place: Place, other: Place, bucket: str, before: Put) -> None:
    run(place, f"s3://{bucket}/de")
    server = before(lambda method, number: "AccessDenied" if method == "PUT" else "pass")
    done = run(other, f"s3://{bucket}/de")
    assert (warnings(done.err), done.units(hit=False), "PUT" in server.asked) == ([], set(), False)
    other.write("a2.txt", seed=2)
    done = other.run(*ARTICLES, "a2.txt", more=["--cache-remote", f"s3://{bucket}/de", "--refresh"])
    assert warnings(done.err) == [f"pipeline: s3://{bucket}/de: it may not be written: {ALONE}"]


def test_a_slow_server_is_waited_for(place: Place, other: Place, bucket: str, before: Put) -> None:
    run(place, f"s3://{bucket}/de")
    before(lambda method, number: "slow")
    done = run(other, f"s3://{bucket}/de")
    assert (warnings(done.err), done.units(hit=False)) == ([], set())


def test_a_silent_server_is_left_alone_after_one_wait(place: Place, other: Place, bucket: str, before: Put) -> None:
    server = before(lambda method, number: "hang")
    done = run(place, f"s3://{bucket}/de")
    assert warnings(done.err) == [f"pipeline: s3://{bucket}/de: it did not answer within 5 s: {WITHOUT}"]
    assert len(server.asked) < 10
    assert run(other, "none").briefs == done.briefs


def test_a_server_that_is_silent_when_it_is_sent_something(
    place: Place, other: Place, bucket: str, before: Put
) -> None:
    before(lambda method, number: "hang" if method == "PUT" else "pass")
    done = run(place, f"s3://{bucket}/de")
    count = len(done.units(hit=False))
    (line,) = warnings(done.err)
    assert line in (
        f"pipeline: s3://{bucket}/de: it did not answer within 10 s: {WITHOUT}",
        f"pipeline: s3://{bucket}/de: {count} new results could not be sent, and are stored here alone",
    )


def test_ctrl_c_does_not_wait_for_a_silent_server(place: Place, other: Place, bucket: str, before: Put) -> None:
    server = before(lambda method, number: "hang")
    child = place.start("run", *ARTICLES, *FAKE, "--json", "--cache-remote", f"s3://{bucket}/de")
    assert server.first.wait(60)
    child.send_signal(signal.SIGINT)
    done = ended(child)
    # Nothing is said of 5 seconds that were waited for.
    assert (done.code, done.err.strip()) == (130, INTERRUPTED)


def test_ctrl_c_at_the_end_does_not_wait_either(place: Place, other: Place, bucket: str, before: Put) -> None:
    server = before(lambda method, number: "hang" if method == "PUT" else "pass")
    child = place.start("run", *ARTICLES, *FAKE, "--json", "--cache-remote", f"s3://{bucket}/de")
    deadline = time.monotonic() + 60
    while "PUT" not in server.asked and time.monotonic() < deadline:
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    done = ended(child)
    assert (done.code, [line for line in warnings(done.err) if line]) == (130, [INTERRUPTED])
    place.stored()


@pytest.mark.parametrize("what", ["half", "drop"])
def test_a_server_that_breaks_off_in_the_middle(
    place: Place, other: Place, bucket: str, before: Put, what: str
) -> None:
    first = run(place, f"s3://{bucket}/de")
    before(lambda method, number: what if number > 3 else "pass")
    done = run(other, f"s3://{bucket}/de")
    assert done.briefs == first.briefs
    assert len(warnings(done.err)) == 1, done.err
    assert f"pipeline: s3://{bucket}/de: " in warnings(done.err)[0]


def test_a_server_that_is_gone(place: Place, other: Place, bucket: str, before: Put) -> None:
    before(lambda method, number: "pass").close()
    done = run(place, f"s3://{bucket}/de")
    said = "it failed 3 times (EndpointConnectionError): look at the network and the address"
    assert warnings(done.err) == [f"pipeline: s3://{bucket}/de: {said}; {WITHOUT}"]


def test_nobody_is_asked_offline_or_without_a_cache(place: Place, other: Place, bucket: str, before: Put) -> None:
    server = before(lambda method, number: "pass")
    for more in ("--offline", "--no-cache"):
        assert warnings(run(place, f"s3://{bucket}/de", more).err) == []
    assert server.asked == []
    run(place, f"s3://{bucket}/de", "--refresh")
    assert set(server.asked) == {"PUT"}


def test_a_remote_that_is_not_needed_is_not_even_loaded(place: Place, other: Place, bucket: str, before: Put) -> None:
    run(place, f"s3://{bucket}/de")
    server = before(lambda method, number: "pass")
    done = run(place, f"s3://{bucket}/de")
    assert (done.units(hit=False), server.asked) == (set(), [])


def test_processes_threads_and_sent_caches_share_it(tmp_path: Path, bucket: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.remote.letters", tmp_path / "c.sqlite", f"s3://{bucket}"], cwd=ROOT,
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("address", "library", "said"),
    [
        ("s3://bucket/x", "s3fs", "pip install 'german-briefs[s3]'"),
        ("gs://bucket/x", "gcsfs", "pip install 'german-briefs[gs]'"),
        ("sftp://desk/x", "fsspec", "pip install 'german-briefs[remote]'"),
        ("nowhere://desk/x", "", "nothing reaches nowhere://; use s3://, gs:// or a folder"),
    ],
)
def test_a_library_that_is_not_installed(place: Place, other: Place, address: str, library: str, said: str) -> None:
    # A child in which nothing finds it, whether or not it is installed here.
    script = (
        "import sys\nfrom importlib.machinery import PathFinder\n"
        "find = PathFinder.find_spec\n"
        f"PathFinder.find_spec = lambda name, *more: None if name.split('.')[0] == {library!r} else find(name, *more)\n"
        "from pipeline.__main__ import main\nmain()\n"
    )
    command = [sys.executable, "-c", script, "run", *ARTICLES, *FAKE, "--cache-remote", address]
    done = subprocess.run(
        command, cwd=place.work, env=place.environment(), capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"pipeline: cache_remote {address}"), done.stderr
    assert done.stderr.endswith(f"{said}\n")
    assert done.stderr.count("\n") == 1
