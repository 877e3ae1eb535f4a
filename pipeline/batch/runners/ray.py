"""Workers that are actors of Ray Data, on as many machines as a cluster has: one load of the models each.

Ray makes what a dead worker or machine had begun again, on another; what it has to know is the number of a part, and
what it gives back are counts: articles and briefs go from and to the files. The program must be installed on every
machine, in the same version.
"""
from __future__ import annotations

import json
import logging
import os
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pipeline import codec
from pipeline.batch.runners import Ask
from pipeline.batch.values import Job, Part, PartDone
from pipeline.batch.worker import Worker
from pipeline.errors import InputError, PipelineError
from pipeline.extras import need

QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_BACKEND_LOG_LEVEL": "fatal", "PYTHONWARNINGS": "ignore"}
"""It would tell its makers how it is used, and people what is not for them."""

BLOCKS = 2_000
"""Numbers of parts are given to Ray in so many lists at most."""
SECONDS = 10.0
"""How long a cluster is knocked for."""


class Actor:
    """A worker as Ray Data calls it, a batch of one part at a time."""

    def __init__(self, job: Job, parts: Sequence[Part]) -> None:
        self.parts = {part.number: part for part in parts}
        self.worker = Worker(job)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """The counts of each part in ``batch``, or the error for which all have to stop."""
        said = []
        for number in batch["part"]:
            try:
                said.append(codec.dumps(self.worker.make(self.parts[int(number)])).decode())
            except PipelineError as error:
                said.append(json.dumps({"error": str(error), "kind": type(error).__name__}))
        return {"part": batch["part"], "said": said}


def make(job: Job, parts: Sequence[Part], ask: Ask) -> Iterator[PartDone]:
    """See ``runners``. Raises InputError where there is no cluster, or Ray is not installed."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    ray = need("ray", "ray", "--engine ray")
    need("ray.data", "ray", "--engine ray")
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    ray.data.DataContext.get_current().enable_progress_bars = False
    began = _connect(ray, ask.address)
    try:
        yield from _make(ray, job, parts, ask)
    finally:
        if began:
            ray.shutdown()


def _make(ray: Any, job: Job, parts: Sequence[Part], ask: Ask) -> Iterator[PartDone]:
    from pipeline import errors

    # More blocks than that would be what the driver is busy with; a block made again finds its finished parts.
    blocks = min(len(parts), max(BLOCKS, 4 * ask.workers))
    numbers = [{"part": part.number} for part in parts]
    resources = ray.cluster_resources()
    found = int(resources.get("GPU" if ask.gpu else "CPU", 1)) or 1
    workers = min(ask.workers or found, len(parts))
    given = ray.data.from_items(numbers, override_num_blocks=blocks)
    made = given.map_batches(
        Actor, batch_size=1, num_cpus=1, num_gpus=int(ask.gpu) or None,
        # A part takes minutes: none waits for one worker while another has nothing to do.
        compute=ray.data.ActorPoolStrategy(size=workers, max_tasks_in_flight_per_actor=1),
        fn_constructor_kwargs={"job": job, "parts": list(parts)},
    )  # fmt: skip
    for row in made.iter_rows():
        said = json.loads(row["said"])
        if "error" in said:
            raise getattr(errors, said["kind"], PipelineError)(said["error"])
        yield codec.from_plain(PartDone, said)


def _connect(ray: Any, address: str) -> bool:
    """Join the cluster at ``address``, or begin one here; False where this process had joined one before."""
    if ray.is_initialized():
        return False
    settings: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR, "include_dashboard": False}
    address = address or os.environ.get("RAY_ADDRESS", "")
    if address:
        settings = {"address": address, "log_to_driver": False, "logging_level": logging.ERROR}
    try:
        _knock(address)
        with _silent():
            ray.init(**settings)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        said = " ".join(str(error).split())[:200]
        where = f"there is no Ray cluster at {address}" if address else "Ray cannot be begun on this machine"
        raise InputError(f"{where}: {said}; begin one with `ray start --head`, or use --engine local") from None
    return True


def _knock(address: str) -> None:
    """Raise OSError if nobody is at an address of host and port; Ray would try for minutes."""
    host, colon, port = address.rpartition("://")[2].rpartition(":")
    if colon and port.isdigit():
        socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS).close()


@contextmanager
def _silent() -> Iterator[None]:
    """Nothing on stderr meanwhile, where Ray's C++ says what it was told to leave unsaid."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
