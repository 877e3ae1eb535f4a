"""Work on a file that may be made to harm: in a process of its own, with limits on time and memory."""
from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from importlib import import_module
from typing import IO, Any

from pipeline.errors import InputError

SECONDS = 120
MEGABYTES = 3_000
"""Of address space, libraries included."""
OUTPUT = 200_000_000
"""Bytes that it may say in all."""
LINE = 40_000_000
"""Bytes of one item."""

# The folder it runs in, and that of a script, are no places for the modules of a library to come from.
_BEGIN = """
import json, sys
path, *asked = json.loads(sys.argv[1])
sys.path += [each for each in path if each not in sys.path]
from pipeline.apart import main
main(*asked)
"""


def items(
    module: str, file: IO[bytes], asked: Any = None, *, seconds: float = SECONDS, megabytes: int = MEGABYTES
) -> Iterator[Any]:
    """What ``module.items(file, asked)`` yields, in order, as JSON carries it.

    Raises InputError, without the name of the file, where the module does, and where it ends otherwise than it should
    or takes longer than ``seconds`` in all.
    """
    path = [os.path.abspath(each) for each in sys.path if each and os.path.isdir(each)]
    command = [sys.executable, "-P", "-c", _BEGIN, json.dumps([path, module, asked, seconds, megabytes])]
    environment = os.environ | {"ARROW_DEFAULT_MEMORY_POOL": "system", "PYTHONUTF8": "1"}
    child = subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
    late = threading.Event()

    def stop() -> None:
        late.set()
        child.kill()

    clock = threading.Timer(seconds, stop)
    clock.daemon = True
    clock.start()
    try:
        assert child.stdout is not None
        said = 0
        for line in iter(lambda: child.stdout.readline(LINE), b""):  # type: ignore[union-attr]
            said += len(line)
            if not line.endswith(b"\n") or said > OUTPUT:
                break
            kind, value = json.loads(line)
            if kind == "end":
                return
            if kind == "error":
                raise InputError(value)
            yield value
        if late.is_set():
            raise InputError(f"could not be read in {seconds:.0f} s; it is damaged, or made to keep programs busy")
        raise InputError(
            f"could not be read within {megabytes / 1000:.0f} GB of memory; it is damaged, or made to fill it"
        )
    finally:
        clock.cancel()
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


@contextlib.contextmanager
def spooled(file: IO[bytes], limit: int) -> Iterator[IO[bytes]]:
    """``file``, if a process can be given it to seek in, else a copy; InputError if that has over ``limit`` bytes."""
    if _can_be_given(file):
        yield file
        return
    with tempfile.TemporaryFile() as copy:
        size = 0
        while data := file.read(1_000_000):
            size += len(data)
            if size > limit:
                raise InputError(f"has more than {limit / 1e6:.0f} MB; split it")
            copy.write(data)
        copy.seek(0)
        yield copy


def _can_be_given(file: IO[bytes]) -> bool:
    try:
        file.fileno()
        return file.seekable()
    except (OSError, AttributeError):
        return False


def _limit(seconds: float, megabytes: int) -> None:
    """Bound this process, as far as the system can."""
    with contextlib.suppress(ImportError):
        import resource

        for what, most in (
            (resource.RLIMIT_AS, megabytes * 1_000_000),
            (resource.RLIMIT_CPU, int(seconds) + 1),
            (resource.RLIMIT_CORE, 0),
        ):
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(what, (most, most))


def main(module: str, asked: Any, seconds: float, megabytes: int) -> None:
    """Be the process apart."""
    _limit(seconds, megabytes)
    logging.disable(logging.CRITICAL)
    out = sys.stdout
    sys.stdout = sys.stderr
    file = io.BufferedReader(io.FileIO(sys.stdin.fileno(), closefd=False))
    file.seek(0)
    try:
        for value in import_module(module).items(file, asked):
            out.write(json.dumps(["item", value]) + "\n")
        out.write(json.dumps(["end", None]) + "\n")
    except InputError as error:
        out.write(json.dumps(["error", str(error)]) + "\n")
    except MemoryError:
        os._exit(1)
    except RecursionError:
        out.write(json.dumps(["error", "is nested too deeply to be an article"]) + "\n")
    except Exception as error:  # whatever a library makes of a damaged file
        said = " ".join(str(error).split())[:200] or type(error).__name__
        out.write(json.dumps(["error", f"is damaged: {said}"]) + "\n")
    out.flush()
    os._exit(0)

