"""``python -m tests.faults.command``: the command, slower, or quicker to store and to tell, or as another user.

What is changed are waits, never what is done: with FAULTS_SLOW, as "translate=0.02 summarize=0.5", so many seconds pass
after each unit of a stage, whose progress is told from the first unit on; with FAULTS_STORE=at-once each result is
stored by itself. FAULTS_USER gives all rights away to that user id; FAULTS_ROOM is the longest that any file may
become, in bytes; FAULTS_LOG names a file for all that is logged, down to the debugging of every library.
"""

from __future__ import annotations

import logging
import os
import pkgutil
import resource
import select
import signal
from importlib import import_module
from typing import Any, ClassVar

from pipeline.__main__ import _leave, main

# As the command itself does while it is loaded.
signal.signal(signal.SIGINT, _leave)

import pipeline  # noqa: E402
from pipeline import stage  # noqa: E402
from pipeline.cli import asked as asking  # noqa: E402
from pipeline.cli import progress  # noqa: E402


class Slow(progress.Progress):
    """Progress that holds up what it watches."""

    seconds: ClassVar[dict[str, float]] = {}

    def __call__(self, name: str, done: int, total: int) -> None:
        super().__call__(name, done, total)
        # Not time.sleep, which a clock that jumps under libfaketime makes fail.
        select.select([], [], [], self.seconds.get(name, 0.0))


def slow(stages: str) -> None:
    Slow.seconds = {name: float(seconds) for name, seconds in (one.split("=") for one in stages.split())}
    progress.PATIENCE = progress.INTERVAL = 0.0
    asking.Progress = Slow  # type: ignore[misc]


def as_user(number: int) -> None:
    """Become that user; all that may be imported is by now, as that user may not reach the interpreter's files."""
    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if module.name != "pipeline.__main__":
            import_module(module.name)
    for name in ("sqlite3", "charset_normalizer", "platformdirs", "encodings.utf_8_sig", "fsspec.core"):
        import_module(name)
    pipeline.checks.found("Wien wächst.", "Graz grows.")
    import_module("pipeline.detection")._certain("which language is this in")
    os.setgid(number)
    os.setgroups([])
    os.setuid(number)


def log_all(file: str) -> None:
    handler = logging.FileHandler(file, encoding="utf-8")
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.DEBUG)
    logging.getLogger("pipeline").setLevel(logging.DEBUG)
    logging.getLogger("pipeline").setLevel = lambda level: None  # type: ignore[method-assign]  # the options do it too


def start() -> None:
    asked: dict[str, Any] = {name: value for name, value in os.environ.items() if name.startswith("FAULTS_")}
    if "FAULTS_SLOW" in asked:
        slow(asked["FAULTS_SLOW"])
    if asked.get("FAULTS_STORE") == "at-once":
        stage.COMMIT_SECONDS = 0.0
    if "FAULTS_LOG" in asked:
        log_all(asked["FAULTS_LOG"])
    if "FAULTS_USER" in asked:
        as_user(int(asked["FAULTS_USER"]))
    if "FAULTS_ROOM" in asked:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(asked["FAULTS_ROOM"]), int(asked["FAULTS_ROOM"])))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    main()


if __name__ == "__main__":
    start()
