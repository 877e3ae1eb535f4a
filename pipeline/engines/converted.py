"""Where converted models are kept, so that each is converted once whoever asks first and however often."""
from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import ModelError
from pipeline.folders import user_cache_folder

log = logging.getLogger(__name__)

MARK = "complete.json"
"""Lists the files of a converted folder and their sizes; written last."""
PATIENCE = 600.0
"""Seconds to wait for another process that converts the same model before doing it again beside it."""
STALE = 86_400.0
"""Seconds after which an unfinished folder of any model is swept away."""


@contextmanager
def converted(folder: Path, name: str, number: str = "int8") -> Iterator[Path]:
    """The CTranslate2 folder made from ``folder``, converted now unless ``name`` is already kept.

    ``number`` is the type its weights are stored in. ``name`` must say everything the result depends on. A folder
    appears under its name whole or not at all, whatever is killed when. If nothing can be kept, the conversion
    lasts for this ``with`` only, with a warning. Raises ModelError if the model cannot be converted.
    """
    kept = user_cache_folder() / "converted"
    place = kept / name
    if is_complete(place):
        yield place
        return
    try:
        _keep(folder, place, number)
    except OSError as error:
        log.warning("%s cannot hold converted models (%s); this one is converted for this run only", kept, error)
    else:
        yield place
        return
    with tempfile.TemporaryDirectory(prefix="german-briefs-") as temporary:
        yield _convert(folder, Path(temporary) / name, number)


def is_complete(place: Path) -> bool:
    """Whether ``place`` holds every file that was written there, at its full size."""
    try:
        sizes = json.loads((place / MARK).read_bytes())
        return bool(sizes) and all((place / file).stat().st_size == size for file, size in sizes.items())
    except (OSError, ValueError, AttributeError):
        return False


def _keep(folder: Path, place: Path, number: str) -> None:
    """Convert ``folder`` to ``place``, or let another process that is at it finish. Raises OSError if it cannot."""
    from filelock import FileLock

    place.parent.mkdir(parents=True, exist_ok=True)
    # The system lets go of the lock when its holder dies.
    lock = FileLock(place.parent / f".{place.name}.lock")
    try:
        lock.acquire(timeout=PATIENCE)
    except (OSError, NotImplementedError) as error:
        # Too long a wait, or a file system without locks: two conversions beside each other are only slow.
        log.info("%s is converted without a lock: %s", folder, error)
    try:
        if is_complete(place):
            return
        if lock.is_locked:
            _sweep(place)
        _convert_and_rename(folder, place, number)
    finally:
        lock.release()


def _sweep(place: Path) -> None:
    """Remove what killed conversions left: of this model all, of others what is old."""
    for left in place.parent.glob(".*.part-*"):
        try:
            old = time.time() - left.stat().st_mtime > STALE
            if old or left.name.startswith(f".{place.name}.part-"):
                shutil.rmtree(left)
        except OSError as error:
            log.debug("%s is left lying: %s", left, error)


def _convert_and_rename(folder: Path, place: Path, number: str) -> None:
    part = Path(tempfile.mkdtemp(dir=place.parent, prefix=f".{place.name}.part-"))
    try:
        made = _convert(folder, part / "model", number)
        _mark(made)
        if place.exists() and not is_complete(place):
            os.rename(place, part / "damaged")
        try:
            os.rename(made, place)
        except OSError:
            # Another process was first: its folder is as good.
            if not is_complete(place):
                raise
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _mark(made: Path) -> None:
    """Write ``MARK``, once everything it lists is on the disk itself."""
    files = sorted(made.iterdir())
    for file in files:
        with file.open("rb+") as stream:
            os.fsync(stream.fileno())
    with (made / MARK).open("w") as stream:
        json.dump({file.name: file.stat().st_size for file in files}, stream)
        stream.flush()
        os.fsync(stream.fileno())


def _convert(folder: Path, target: Path, number: str) -> Path:
    """Run the conversion in its own process and return ``target``."""
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.engines.conversion", str(folder), str(target), number],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"]
        raise ModelError(
            f"{folder} cannot be converted for CTranslate2: {said[-1]}. "
            "Check the folder's files, or use the reference engine instead (--engine marian)"
        )
    return target
