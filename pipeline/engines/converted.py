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
from contextlib import contextmanager, suppress
from enum import IntEnum
from pathlib import Path

from pipeline import hashes
from pipeline.errors import ModelError
from pipeline.folders import make_private, user_cache_folder

log = logging.getLogger(__name__)

MARK = "complete.json"
"""Says the hash of the files beside it, and the folder they were made from; written last."""
PATIENCE = 600.0
"""Seconds to wait for another process that converts the same model before doing it again beside it."""
STALE = 86_400.0
"""Seconds after which an unfinished folder of any model is swept away."""


class Ended(IntEnum):
    """How the conversion's process ends, besides 0."""

    NO_CONVERSION = 1
    """The model is one, and cannot be converted."""
    NO_MODEL = 3
    """The folder's files cannot be used, by any engine."""
    NO_PLACE = 4
    """The result cannot be written."""


@contextmanager
def converted(folder: Path, name: str, number: str = "int8", *, again: bool = False) -> Iterator[Path]:
    """The CTranslate2 folder made from ``folder``, converted now unless ``name`` is already kept as it was made.

    ``number`` is the type its weights are stored in. ``name`` must say everything the result depends on. What is
    kept is converted ``again`` where asked for. A folder
    appears under its name whole or not at all, whatever is killed when. If nothing can be kept, the conversion
    lasts for this ``with`` only, with a warning. Raises ModelError if the model cannot be converted.
    """
    place = kept() / name
    if is_complete(place) and not again:
        yield place
        return
    try:
        _keep(folder, place, number, again=again)
    except OSError as error:
        log.warning(
            "%s cannot hold converted models (%s); this one is converted for this run only",
            place.parent, error.strerror or error,
        )  # fmt: skip
    else:
        yield place
        return
    with tempfile.TemporaryDirectory(prefix="german-briefs-") as temporary:
        try:
            made = _convert(folder, Path(temporary) / name, number)
        except OSError as error:
            raise ModelError(
                f"{folder} cannot be converted for CTranslate2: neither {place.parent} nor {temporary} can hold it "
                f"({error.strerror or error}); free some space, or name other folders in PIPELINE_CACHE_FOLDER, TMPDIR"
            ) from error
        yield made


def kept() -> Path:
    """The folder of all converted models; it may not exist."""
    return user_cache_folder() / "converted"


def is_complete(place: Path) -> bool:
    """Whether ``place`` holds every file that was written there, with the same bytes."""
    said = seal(place)
    if said is None:
        return False
    try:
        return hashes.digest([file for file in place.iterdir() if file.name != MARK]) == said
    except OSError:
        return False


def seal(place: Path) -> str | None:
    """The hash of the files that were written to ``place``; None if they were not all written."""
    try:
        said = json.loads((place / MARK).read_bytes())["sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return said if isinstance(said, str) else None


def _keep(folder: Path, place: Path, number: str, *, again: bool) -> None:
    """Convert ``folder`` to ``place``, or let another process that is at it finish. Raises OSError if it cannot."""
    from filelock import FileLock

    make_private(place.parent)
    # The system lets go of the lock when its holder dies.
    lock = FileLock(place.parent / f".{place.name}.lock")
    try:
        lock.acquire(timeout=PATIENCE)
    except (OSError, NotImplementedError) as error:
        # Too long a wait, or a file system without locks: two conversions beside each other are only slow.
        log.info("%s is converted without a lock: %s", folder, error)
    try:
        if is_complete(place) and not again:
            return
        if lock.is_locked:
            _sweep(place)
        if again:
            shutil.rmtree(place, ignore_errors=True)
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
        _mark(made, folder)
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


def forget(folder: Path) -> int:
    """Remove what was converted from ``folder``; the bytes freed."""
    freed = 0
    for mark in kept().glob(f"*/{MARK}"):
        with suppress(OSError, ValueError, KeyError, TypeError):
            if json.loads(mark.read_bytes())["source"] == _source(folder):
                freed += sum(file.stat().st_size for file in mark.parent.iterdir())
                shutil.rmtree(mark.parent)
                (mark.parent.parent / f".{mark.parent.name}.lock").unlink(missing_ok=True)
    return freed


def _source(folder: Path) -> str:
    return str(folder.resolve())


def _mark(made: Path, folder: Path) -> None:
    """Write ``MARK``, once everything it lists is on the disk itself."""
    files = sorted(made.iterdir())
    for file in files:
        with file.open("rb+") as stream:
            os.fsync(stream.fileno())
    with (made / MARK).open("w") as stream:
        json.dump({"sha256": hashes.digest(files), "source": _source(folder)}, stream)
        stream.flush()
        os.fsync(stream.fileno())


def _convert(folder: Path, target: Path, number: str) -> Path:
    """Run the conversion in its own process and return ``target``. Raises OSError if that cannot be written."""
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pipeline.engines.conversion", str(folder), str(target), number],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as error:
        raise ModelError(f"{folder} cannot be converted for CTranslate2: {error.filename}: {error.strerror}") from error
    said = (done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"])[-1]
    if done.returncode == Ended.NO_PLACE:
        raise OSError(said)
    if done.returncode == Ended.NO_MODEL:
        raise ModelError(said)
    if done.returncode != 0:
        raise ModelError(
            f"{folder} cannot be converted for CTranslate2: {said}. The reference engine may run it: --engine marian"
        )
    return target
