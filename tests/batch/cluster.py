"""``python -m tests.batch.cluster``: a Ray cluster of two machines on this one, a core each, until standard input ends.

Says the address of the head and the process of the second machine's raylet, then for each line it is given kills that
machine without a word and begins another, and says its process.
"""

from __future__ import annotations

import os
import sys

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"

from ray.cluster_utils import Cluster


def raylet(node: object) -> int:
    return int(node.all_processes["raylet"][0].process.pid)  # type: ignore[attr-defined]


def main() -> None:
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    second = cluster.add_node(num_cpus=1)
    print(cluster.address, raylet(second), flush=True)
    for _ in sys.stdin:
        cluster.remove_node(second, allow_graceful=False)
        second = cluster.add_node(num_cpus=1)
        print(raylet(second), flush=True)
    cluster.shutdown()


if __name__ == "__main__":
    main()
