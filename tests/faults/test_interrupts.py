"""Ctrl-C in every stage, and at any moment: exit code 130, one line, what was stored is kept, no stray file."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from tests.faults import trees
from tests.faults.counts import WHOLE, count, times
from tests.faults.place import FAKE, ROOT, SEED, Place, ended
from tests.faults.terminal import on_a_terminal

SLOW = {"FAULTS_SLOW": "segment=0.01 translate=0.01 retry=0.01 summarize=1"}
SAID = "pipeline: interrupted; results stored so far are kept, and the same command goes on from there\n"


def test_ctrl_c_in_every_stage(place: Place) -> None:
    # The first article is a window by itself; only of the two in the next does a summary tell its progress.
    articles = [place.write("a.txt", seed=1, sentences=times(60, 150))]
    articles += [place.write(name, seed=seed, sentences=9) for seed, name in ((2, "b.txt"), (3, "c.txt"))]
    right = place.run(*articles, more=["--no-cache"]).briefs
    before = place.tree()
    kept: list[str] = []
    for stage in ("segment", "translate", "retry", "summarize"):
        with on_a_terminal(place, "run", *articles, *FAKE, knobs=SLOW) as terminal:
            terminal.wait_for(f"{stage} 1/")
            time.sleep(0.2)
            terminal.ctrl_c()
            done = terminal.ended()
        assert (done.code, done.err[-len(SAID) :]) == (130, SAID)
        assert "Traceback" not in terminal.said
        stored = place.stored()[::-1]
        # What is computed again is stored again, and becomes the newest.
        assert stored[: len(kept)] == kept
        assert len(stored) > len(kept)
        kept = stored
        count("interrupts", f"Ctrl-C on a terminal in {stage}, entries kept", len(kept))
        assert trees.changed(before, place.tree(), trees.CACHE, trees.OUTPUTS, trees.MODELS) == []
        assert not list(place.work.glob("outputs/*-wal"))
    done = place.run(*articles)
    assert (done.code, done.briefs) == (0, right)
    assert not done.units(hit=False) & set(kept)


@pytest.mark.skipif(not WHOLE, reason="converts the bundled models for itself alone; make faults does it")
def test_ctrl_c_while_the_bundled_models_work(place: Place) -> None:
    shutil.copy(SEED, place.work / "a.txt")
    right = place.call("run", "a.txt", "--json", "--no-cache").briefs
    before = place.tree()
    kept: list[str] = []
    for stage in ("translate", "retry"):
        knobs = {"FAULTS_SLOW": f"{stage}=0.1", "FAULTS_STORE": "at-once"}
        with on_a_terminal(place, "run", "a.txt", knobs=knobs) as terminal:
            terminal.wait_for(f"{stage} 1/")
            terminal.ctrl_c()
            done = terminal.ended()
        assert (done.code, done.err[-len(SAID) :], "Traceback" in terminal.said) == (130, SAID, False)
        assert trees.changed(before, place.tree(), trees.CACHE, trees.MODELS) == []
        assert place.stored()[::-1][: len(kept)] == kept
        kept = place.stored()[::-1]
        count("interrupts", f"Ctrl-C on a terminal in {stage} of the bundled models")
    done = place.call("run", "a.txt", "--json")
    assert (done.code, done.briefs) == (0, right)
    assert not done.units(hit=False) & set(kept)


def test_ctrl_c_while_an_article_is_read(place: Place) -> None:
    pipe = place.work / "slow.txt"
    os.mkfifo(pipe)
    before = place.tree()
    with on_a_terminal(place, "run", pipe.name, *FAKE, knobs=SLOW) as terminal, pipe.open("w") as article:
        # It could be opened, so somebody reads it.
        article.write("Wien wächst.\n")
        article.flush()
        terminal.ctrl_c()
        done = terminal.ended()
    assert (done.code, terminal.said.replace("\r\n", "\n").removeprefix("^C").lstrip()) == (130, SAID)
    assert trees.changed(before, place.tree(), trees.CACHE, trees.MODELS) == []
    count("interrupts", "Ctrl-C on a terminal while an article was read")


@pytest.mark.parametrize("presses", [2, 1][: times(1, 2)])
def test_ctrl_c_while_another_process_writes_to_the_cache(place: Place, presses: int) -> None:
    article = place.write("a.txt", seed=1)
    assert place.run(place.write("b.txt", seed=2)).code == 0
    kept = place.stored()
    before = place.tree()
    with contextlib.closing(sqlite3.connect(place.cache, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with on_a_terminal(place, "run", article, *FAKE, knobs={"FAULTS_STORE": "at-once"}) as terminal:
            terminal.wait_for("waiting for another process")
            for _ in range(presses):
                # What is computed is to be stored, so the lock is waited for once more: a second Ctrl-C ends that too.
                time.sleep(0.5)
                terminal.ctrl_c()
            done = terminal.ended(seconds=20 if presses == 2 else 50)
        assert (done.code, "Traceback" in terminal.said) == (130, False)
        assert ("locked for 30 s" in terminal.said) is (presses == 1)
        other.execute("ROLLBACK")
    assert place.stored() == kept
    assert trees.changed(before, place.tree(), trees.CACHE) == []
    count("interrupts", f"Ctrl-C {'twice' if presses == 2 else 'once'} while another process wrote to the cache")


def test_ctrl_c_at_random_moments_of_a_run_at_full_speed(place: Place) -> None:
    articles = [place.write(f"a{number}.txt", seed=number, sentences=times(12, 30)) for number in range(4)]
    knobs = {"FAULTS_STORE": "at-once"}
    began = time.monotonic()
    right = place.run(*articles, knobs=knobs, more=["--no-cache"]).briefs
    usual = time.monotonic() - began
    before = place.tree()
    chance = random.Random(2)
    for _ in range(times(3, 80)):
        child = place.start("run", *articles, *FAKE, "--json", knobs=knobs)
        time.sleep(usual * (0.2 + chance.random()))
        child.send_signal(signal.SIGINT)
        done = ended(child)
        if done.code == -signal.SIGINT:  # before the program could be heard of
            count("interrupts", "SIGINT while Python itself started")
        elif done.code == 0:
            count("interrupts", "SIGINT after the run")
        else:
            count("interrupts", "SIGINT at random moments of a run")
            assert done.code == 130, done.err
            assert done.err.splitlines()[-1].startswith("pipeline: interrupted"), done.err
        assert "Traceback" not in done.err.replace("KeyboardInterrupt", "") or done.code == -signal.SIGINT, done.err
        assert trees.changed(before, place.tree(), trees.CACHE, trees.OUTPUTS, trees.MODELS) == []
        kept = place.stored()
        again = place.run(*articles)
        assert (again.code, again.briefs) == (0, right), again.err
        assert not again.units(hit=False) & set(kept)
        assert not list(place.work.glob("outputs/*broken*"))
        shutil.rmtree(place.work / "outputs")


INTERRUPTED = """
import itertools, logging, random, signal, sys
from pathlib import Path
from pipeline.cache import Cache
from tests.faults.writer import BATCH, RECIPE, batch
logging.basicConfig()
chance, cache = random.Random(int(sys.argv[3])), Cache(Path(sys.argv[1]))
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGALRM, signal.default_int_handler)
came, stored = 0, []
for first in itertools.count(0, BATCH):
    if came >= int(sys.argv[2]):
        break
    try:
        signal.setitimer(signal.ITIMER_REAL, chance.random() * 0.0008)
        cache.put_many(RECIPE, batch(first))
        stored.append(first)
        cache.get_many([one.key for one in batch(first)])
        if chance.random() < 0.02:
            cache.close()
        signal.setitimer(signal.ITIMER_REAL, 0)
    except KeyboardInterrupt:
        came += 1
        # As a stage does: what is waiting is stored once more.
        cache.put_many(RECIPE, batch(first))
        stored.append(first)
for first in set(stored):
    assert cache.get_many([one.key for one in batch(first)]) == {one.key: one.data for one in batch(first)}
cache.close()
print(came, len(set(stored)))
"""


def test_an_interrupt_at_any_moment_of_a_write_is_no_damage(place: Place) -> None:
    for seed in range(times(1, 4)):
        command = [sys.executable, "-c", INTERRUPTED, str(place.cache), str(times(300, 3000)), str(seed)]
        child = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        done = ended(child)
        assert (done.code, done.err) == (0, "")
        came, stored = map(int, done.out.split())
        count("interrupts", "signals at random moments of a write, the cache going on", came)
        count("interrupts", "batches stored around those signals, all there", stored)
        assert trees.changed({}, {p: w for p, w in place.tree().items() if "outputs" in p}, trees.CACHE) == []
        assert not list(place.work.glob("outputs/*broken*"))
