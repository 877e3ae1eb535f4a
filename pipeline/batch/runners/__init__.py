"""What makes the parts of a batch: ``local.py`` on this machine, ``ray.py`` on a cluster.

A module offers ``make(job, parts, ask) -> Iterator[PartDone]``: parts in any order, each once, with as many workers as
``ask`` says. A worker that dies costs its part another attempt. Raises PipelineError where every part would fail.
"""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ask:
    """How many, and where."""

    workers: int = 0
    """0 is one for each core, or for each GPU where the models run on one."""
    address: str = ""
    """Of the cluster; "" is one of this machine's own."""
    gpu: bool = False
    """Whether each worker needs one."""
