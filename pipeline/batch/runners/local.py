"""Workers that are processes of this machine; one that dies is replaced, and its part made again."""
from __future__ import annotations

import contextlib
import dataclasses
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any

from pipeline.batch import tries
from pipeline.batch.runners import Ask
from pipeline.batch.values import Job, Part, PartDone
from pipeline.batch.worker import Worker
from pipeline.errors import PipelineError
from pipeline.filesystems import Folder

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess


@dataclasses.dataclass(eq=False)
class _Child:
    process: BaseProcess
    connection: Connection
    part: Part | None = None


def make(job: Job, parts: Sequence[Part], ask: Ask) -> Iterator[PartDone]:
    """See ``runners``. Where this ends early, by an error or Ctrl-C, the workers end at once."""
    waiting = deque(parts)
    count = min(ask.workers or os.cpu_count() or 1, len(parts))
    job = _with_threads(job, count)
    children: list[_Child] = []
    try:
        while waiting or any(child.part for child in children):
            children += [_start(job) for _ in range(min(count - len(children), len(waiting)))]
            for child in children:
                if child.part is None and waiting:
                    _give(child, waiting)
            ready = wait([child.connection for child in children])
            for child in [child for child in children if child.connection in ready]:
                try:
                    said = child.connection.recv()
                except (EOFError, OSError):
                    children.remove(child)
                    child.process.join()
                    if child.part is not None:
                        waiting.appendleft(child.part)
                    continue
                if isinstance(said, PipelineError):
                    raise said
                child.part = None
                yield said
    finally:
        _stop(children)
        tries.forgive(Folder(job.output), [child.part for child in children if child.part is not None])


def _with_threads(job: Job, workers: int) -> Job:
    """The cores shared out among the workers, unless somebody said how many threads there are to be."""

    def shared(ref: Any) -> Any:
        return ref if ref.threads else dataclasses.replace(ref, threads=max(1, (os.cpu_count() or 1) // workers))

    translate = dataclasses.replace(job.translate, model=shared(job.translate.model))
    summarize = dataclasses.replace(job.summarize, model=shared(job.summarize.model))
    return dataclasses.replace(job, translate=translate, summarize=summarize)


def _start(job: Job) -> _Child:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, job), daemon=True)
    process.start()
    theirs.close()
    return _Child(process, ours)


def _give(child: _Child, waiting: deque[Part]) -> None:
    """Give the next part to a child; one that is dead keeps it, and is found to be dead when it is read from."""
    child.part = waiting.popleft()
    with contextlib.suppress(OSError):
        child.connection.send(child.part)


def _stop(children: Sequence[_Child]) -> None:
    for child in children:
        child.process.kill()
    for child in children:
        child.process.join()
        child.connection.close()


def _serve(connection: Connection, job: Job) -> None:
    """What a worker does: part after part, until nobody asks any more."""
    # Ctrl-C is meant for the parent, which ends its workers; and they end with it, however it ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=lambda: (wait([parent.sentinel]), os._exit(1)), daemon=True).start()
    try:
        worker = Worker(job)
        while True:
            part = connection.recv()
            connection.send(worker.make(part))
    except PipelineError as error:
        connection.send(error)
    except EOFError:
        pass
    except Exception as error:
        connection.send(PipelineError(f"a worker failed, which is a fault of this program: {error!r}"))
        raise
