"""A Ray cluster of two machines on this one, a core each: ``Cluster`` begins it in a process of its own.

That process says the address of the head and the processes of the two raylets, and for each line it is given kills the
second machine without a word, begins another and says its process; it ends with its standard input.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


class Cluster:
    """The cluster, as a test sees it."""

    def __init__(self) -> None:
        environment = os.environ | {"PYTHONPATH": str(ROOT)} | QUIET
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.batch.cluster"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, env=environment,
        )  # fmt: skip
        self.address, self.head, self.second = self._said()

    def _said(self) -> list[Any]:
        assert self.process.stdout is not None
        words = self.process.stdout.readline().split()
        assert words, "the cluster did not begin"
        return [int(word) if word.isdigit() else word for word in words]

    def lose(self) -> None:
        """The second machine is gone; another joins."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        [self.second] = self._said()

    def actors(self) -> list[int]:
        """The processes that make parts."""
        found = []
        for raylet in (self.head, self.second):
            try:
                children = Path(f"/proc/{raylet}/task/{raylet}/children").read_text().split()
                found += [int(c) for c in children if b"MapWorker" in Path(f"/proc/{c}/cmdline").read_bytes()]
            except OSError:
                continue
        return found

    def end(self) -> None:
        """End it, and all of its processes."""
        self.process.communicate(timeout=60)


QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_BACKEND_LOG_LEVEL": "fatal"}


def serve() -> None:
    from ray.cluster_utils import Cluster as RayCluster

    def raylet(node: Any) -> int:
        return int(node.all_processes["raylet"][0].process.pid)

    cluster = RayCluster()
    head = cluster.add_node(num_cpus=1, include_dashboard=False)
    second = cluster.add_node(num_cpus=1)
    print(cluster.address, raylet(head), raylet(second), flush=True)
    for _ in sys.stdin:
        cluster.remove_node(second, allow_graceful=False)
        second = cluster.add_node(num_cpus=1)
        print(raylet(second), flush=True)
    cluster.shutdown()


if __name__ == "__main__":
    serve()
