"""A place of its own for whole runs of the command: articles, settings, home, bystanders; and what a run did there."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.cache import Cache
from tests.faults import trees

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "standard-musk-microsoft.txt"
MARKER = "Zyxwerk42"
"""In every article; the fake engine keeps it, so it is in every translation too."""
ARTICLES = ("a0.txt", "a1.txt")
FAKE = ("--engine", "fake", "--translator", ".", "--summarizer", ".")
LATER = ("run", "made", "seal")
"""Parts of a line of --json that say how a run went, not what came out."""


@dataclass(frozen=True)
class Done:
    """A run that has ended."""

    code: int
    out: str
    err: str

    @property
    def briefs(self) -> list[Any]:
        """What was printed with --json, without how the run went."""
        return [{k: v for k, v in json.loads(line).items() if k not in LATER} for line in self.out.splitlines()]

    def units(self, *, hit: bool) -> set[str]:
        """Keys of what was found, or computed."""
        return {
            unit["key"]
            for line in self.out.splitlines()
            for stage in json.loads(line)["run"].values()
            for unit in stage["units"]
            if unit["hit"] is hit
        }


class Place:
    """``root/work`` is the working folder, its cache ``outputs/cache.sqlite``; beside it home, caches and scratch."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.work = root / "work"
        self.cache = self.work / "outputs" / "cache.sqlite"
        for name in ("work", "home", "caches", "scratch"):
            (root / name).mkdir(parents=True)
        for name, text in {"pipeline.toml": "", "answers.json": "{}", "notes.txt": "Meine Notizen."}.items():
            (self.work / name).write_text(text, "utf-8")
        # The hash of a file that is older is remembered, so that the first run makes that memory and no later one.
        os.utime(self.work / "answers.json", (10**9, 10**9))
        (root / "home" / "cache.sqlite").write_text("a bystander", "utf-8")

    def write(self, name: str, *, seed: int, sentences: int = 12) -> str:
        """An article; the same for the same seed. Returns its name."""
        (self.work / name).write_text(article(seed, sentences), "utf-8")
        return name

    def command(self, *arguments: object, knobs: Iterable[str] = ()) -> list[str]:
        """As a user calls it, or with knobs (see ``command``) from the environment."""
        return [sys.executable, "-m", "tests.faults.command" if knobs else "pipeline", *map(str, arguments)]

    def environment(self, **knobs: str) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("PIPELINE_", "XDG_"))}
        return clean | knobs | {
            "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1",
            "HOME": str(self.root / "home"), "TMPDIR": str(self.root / "scratch"),
            "PIPELINE_CACHE_FOLDER": str(self.root / "caches"),
        }  # fmt: skip

    def start(self, *arguments: object, knobs: dict[str, str] | None = None, **options: Any) -> subprocess.Popen[str]:
        """A child that runs the command."""
        knobs = knobs or {}
        given: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        given["cwd"] = self.work
        return subprocess.Popen(
            self.command(*arguments, knobs=knobs), env=self.environment(**knobs), text=True,
            **given | options,
        )  # fmt: skip

    def call(self, *arguments: object, knobs: dict[str, str] | None = None, **options: Any) -> Done:
        """The same to its end."""
        return ended(self.start(*arguments, knobs=knobs, **options))

    def run(self, *articles: str, more: Iterable[str] = (), knobs: dict[str, str] | None = None) -> Done:
        """``pipeline run --json`` with the fake engine."""
        return self.call("run", *articles, *FAKE, "--json", *more, knobs=knobs)

    def logged(self) -> int:
        """Bytes in the log of what is being written."""
        log = self.cache.with_name("cache.sqlite-wal")
        return log.stat().st_size if log.exists() else 0

    def stored(self) -> list[str]:
        """Keys of all that is stored, newest first, each of them read and found whole."""
        with Cache(self.cache) as cache:
            keys = [row.key for row in cache.rows()]
            assert cache.get_many(keys).keys() == set(keys)
            assert cache.stats().set_aside == 0
            assert cache.stats().entries == len(keys) == len(set(keys))
        return keys

    def tree(self) -> trees.Tree:
        return trees.tree(self.root)


def ended(child: subprocess.Popen[str], seconds: float = 180) -> Done:
    out, err = child.communicate(timeout=seconds)
    return Done(child.returncode, out, err)


def one_line(done: Done) -> str:
    """The line of an error, which is all that was said, with its exit code."""
    assert (done.code, done.out) == (1, ""), (done.code, done.err)
    assert done.err.startswith("pipeline: "), done.err
    assert done.err.count("\n") == 1, done.err
    return done.err


THINGS = "Stadt Haus Brücke Regierung Zeitung Messe Kirche Schule Fabrik Straße".split()


def article(seed: int, sentences: int = 12) -> str:
    """German of a kind, in paragraphs of three sentences under a title."""
    chance = random.Random(seed)
    said = [
        f"Die {chance.choice(THINGS)} {MARKER} hat im Jahr {chance.randrange(1000, 2000)} die Nummer"
        f" {chance.randrange(10**6)} der {chance.choice(THINGS)} gekauft, sagte sie."
        for _ in range(sentences)
    ]
    return f"{MARKER} kauft {seed}\n\n" + "\n\n".join(" ".join(said[i : i + 3]) for i in range(0, sentences, 3)) + "\n"
