"""Download a model: all of it is checked before any of it can be found under its name."""
from __future__ import annotations

import contextlib
import errno
import logging
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from pipeline import shapes, weights
from pipeline.errors import HubError, ModelError
from pipeline.hub import places, records, store
from pipeline.hub.download import download, size
from pipeline.hub.listing import needed
from pipeline.hub.names import Name
from pipeline.hub.records import Kept, Listed, Record
from pipeline.hub.store import Repo, Snapshot
from pipeline.hub.web import Web, opened

log = logging.getLogger(__name__)

ROOM = 50_000_000
"""Bytes to leave free on the disk besides what is downloaded."""

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

Check = Callable[[Path], object]
"""Raises ModelError, its message beginning with the folder, if a folder's ``config.json`` is of a model not wanted."""


@dataclass(frozen=True)
class Reach:
    """How far the search for a model may go, and who wants to know of it."""

    offline: bool = False
    """Ask nothing of the hub, whatever ``HF_HUB_OFFLINE`` says."""
    tell: Callable[[str], None] = log.info
    """Called with a line for people when something is downloaded."""
    watch: Callable[[str, int, int], None] = field(default=lambda name, done, total: None)
    """Called with a model's name, bytes there and bytes in all."""

    def is_offline(self) -> bool:
        """Whether nothing may be asked of the hub."""
        return self.offline or places.is_offline()


HERE = Reach(offline=True)
"""What is on this disk."""


def pull(name: Name, check: Check, reach: Reach) -> Snapshot:
    """The newest files of ``name``, downloaded unless they are on disk, their hashes compared.

    One request lists commit and hashes; each missing file is one more. A file that lies in the cache already is
    hashed, and fetched again if it is damaged. ``config.json`` comes first, so that a model that ``check`` refuses
    costs no more. Raises ModelError (HubError), saying what to do; then nothing is installed.
    """
    if reach.is_offline():
        raise HubError(offline(name))
    place = store.repo(name.repo)
    with opened(name) as web:
        listed = web.listing()
        files = needed(str(name), listed)
        with _prepared(place, files):
            _fetch_config(web, place, listed.commit, files, check)
            # Files with the same content are one download.
            content = {file.oid: file for file in files[1:]}
            missing = [file for file in content.values() if not file.matches(place.blob(file.oid))]
            _refuse_without_room(place, missing, name)
            _fetch(web, place, listed.commit, missing, reach)
            _install(place, name, listed.commit, files, web.endpoint)
    return Snapshot(place, listed.commit)


@contextlib.contextmanager
def _prepared(place: Repo, files: Sequence[Listed]) -> Iterator[None]:
    """Folders to download to; what is empty in the end is removed. An OSError becomes a HubError."""
    try:
        # Without snapshots/, the hub's own tools call the folder corrupt.
        for inner in ("blobs", "snapshots"):
            (place.folder / inner).mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        full = error.errno in FULL
        if full:
            # A full disk is everybody's trouble: give back what was downloaded and is of no use yet.
            with contextlib.suppress(OSError):
                place.collect()
        content = {file.oid: file.size for file in files}
        lacking = sum(total - size(place.blob(oid)) for oid, total in content.items())
        what_to_do = f"It takes {megabytes(max(0, lacking))} more: free them, or name" if full else "Name"
        raise HubError(
            f"{place.root} cannot hold {place.name}: {error.strerror or error}; nothing was installed. {what_to_do} "
            "another folder in HF_HOME"
        ) from error
    finally:
        place.tidy()


def offline(name: Name) -> str:
    """Why nothing can be had of ``name``."""
    found = store.local(name)
    why = "nothing is asked of the hub (--offline or HF_HUB_OFFLINE is set)"
    if found is None:
        return f"{name} is not on this disk, and {why}; while online: pipeline models pull {name}"
    if found.lacking():
        return f"{name} is not whole on this disk (it {found.damage()}), and {why}; while online: " + (
            f"pipeline models pull {name}"
        )
    return f"{name} is whole on this disk ({found.folder}); whether there is a newer one is not known, as {why}"


def _fetch_config(web: Web, place: Repo, commit: str, files: Sequence[Listed], check: Check) -> None:
    """Fetch ``config.json``, the first of ``files``, alone.

    Raises ModelError if ``check`` does, or HubError if ``files`` lack the vocabulary of a model of its kind.
    """
    config = files[0]
    fresh = not config.matches(place.blob(config.oid))
    if fresh:
        _fetch_one(web, place, commit, config, HERE, lambda done: None)
    folder = place.folder / store.OURS / f".{commit}-{os.getpid()}"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copyfile(place.blob(config.oid), folder / config.name)
        check(folder)
        _refuse_without_vocabulary(web, folder, {file.name for file in files})
    except ModelError as error:
        if fresh:
            place.blob(config.oid).unlink()
            place.fetched(config.oid).unlink()
        raise ModelError(f"{str(error).replace(str(folder), str(web.name))}; nothing was downloaded") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _refuse_without_vocabulary(web: Web, folder: Path, names: set[str]) -> None:
    _, shape = shapes.shape_of(folder)
    _, lacking = shapes.vocabulary_among(shape, names.__contains__)
    if lacking:
        raise HubError(f"{web.name} is not whole on the hub: it lacks {lacking}; name another one")


def _refuse_without_room(place: Repo, files: Sequence[Listed], name: Name) -> None:
    lacking = sum(max(0, file.size - size(place.part(file.oid))) for file in files)
    free = shutil.disk_usage(place.folder).free
    if files and lacking + ROOM > free:
        raise HubError(
            f"{name} takes {megabytes(lacking)} more and {place.root} has {megabytes(free)} free; its weights "
            "were not asked for: free some space, or name another folder in HF_HOME"
        )


def _fetch(web: Web, place: Repo, commit: str, files: Sequence[Listed], reach: Reach) -> None:
    """Fetch the content of ``files``."""
    if not files:
        return
    total = sum(file.size for file in files)
    begun = sum(size(place.part(file.oid)) for file in files)
    rest = f", {megabytes(begun)} of it here already" if begun else ""
    host = urlsplit(web.endpoint).hostname or web.endpoint
    reach.tell(f"downloading {web.name.repo} ({megabytes(total)}{rest}) from {host} to {place.root}")
    before = 0
    for file in sorted(files, key=lambda file: file.size):

        def watch(done: int, before: int = before) -> None:
            reach.watch(web.name.repo, before + done, total)

        _fetch_one(web, place, commit, file, reach, watch)
        before += file.size
    reach.watch(web.name.repo, total, total)


def _fetch_one(
    web: Web, place: Repo, commit: str, file: Listed, reach: Reach, watch: Callable[[int], None]
) -> None:
    def wait() -> bool:
        reach.tell(f"another process is downloading {file.name} of {web.name}; waiting for it")
        return True

    with place.locked(file.oid, wait):
        # Another process may just have fetched it.
        if not file.matches(place.blob(file.oid)):
            download(web, commit, file, place.part(file.oid), watch)
            place.fetched(file.oid).parent.mkdir(exist_ok=True)
            place.fetched(file.oid).touch()
            os.replace(place.part(file.oid), place.blob(file.oid))


def _install(place: Repo, name: Name, commit: str, files: Sequence[Listed], endpoint: str) -> None:
    """Let the files stand under their names, then say so in the record, and only then let the name mean them."""

    def check(folder: Path) -> None:
        try:
            weights.check(folder)
        except ModelError as error:
            place.collect()
            said = str(error).replace(f"{folder}/", "").replace(str(folder), str(name)).partition(";")[0]
            raise HubError(f"{name} cannot be run as it is on the hub: {said}; nothing was installed") from error

    place.place(commit, files, check)
    kept = {file.name: Kept(file.size, _sha256(place, file), file.oid) for file in files}
    records.write(Record(name.repo, commit, endpoint, kept), place.record(commit))
    if not store.is_commit(name.revision):
        records.put(place.ref(name.revision), commit.encode())


def _sha256(place: Repo, file: Listed) -> str:
    """Of a large file it has just been compared."""
    return file.oid if len(file.oid) == records.SHA256_DIGITS else records.sha256(place.blob(file.oid))


def megabytes(count: int) -> str:
    """Bytes as people read them: ``298 MB``, ``1.22 GB``."""
    if count >= 1_000_000_000:
        return f"{count / 1e9:.2f} GB"
    return f"{count / 1e6:.0f} MB" if count >= 10_000_000 else f"{count / 1e6:.1f} MB"
