"""The folder of one model in the hub's cache, in the layout that every user of the hub's own library shares.

    models--OWNER--NAME/
      blobs/OID                     content, named by its hash; OID.incomplete while it is downloaded
      snapshots/COMMIT/config.json  links into blobs/
      refs/main                     the commit that a branch meant when it was last asked for
      german-briefs/COMMIT.json     ours alone: what belongs to an installed commit, with the sha256 of each file
      german-briefs/OID             ours alone: this content was downloaded by this program, and is its to remove

https://huggingface.co/docs/huggingface_hub/guides/manage-cache
"""
from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import shapes
from pipeline.errors import HubError, ModelError
from pipeline.hub import records
from pipeline.hub.names import MAIN, Name
from pipeline.hub.places import cache_folder
from pipeline.hub.records import Listed, Record

OURS = "german-briefs"
WEIGHTS = (
    "model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json",
)  # fmt: skip
"""One of these starts a model's weights; the first that there is counts."""
_COMMIT = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True, slots=True)
class Repo:
    """Where a model's files lie, whether or not any of them is there."""

    name: str
    root: Path
    """The hub's cache."""

    @property
    def folder(self) -> Path:
        """The model's own folder."""
        return self.root / f"models--{self.name.replace('/', '--')}"

    def blob(self, oid: str) -> Path:
        """The place of some content."""
        return self.folder / "blobs" / oid

    def part(self, oid: str) -> Path:
        """The place of content that is not all there yet."""
        return self.folder / "blobs" / f"{oid}.incomplete"

    def snapshot(self, commit: str) -> Path:
        """The folder in which the files of a commit stand under their names."""
        return self.folder / "snapshots" / commit

    def ref(self, revision: str) -> Path:
        """The file that says which commit a branch or tag means."""
        return self.folder / "refs" / revision

    def record(self, commit: str) -> Path:
        """The file that says what belongs to an installed commit."""
        return self.folder / OURS / f"{commit}.json"

    def fetched(self, oid: str) -> Path:
        """The empty file that says that this program downloaded some content."""
        return self.folder / OURS / oid

    def commit(self, revision: str) -> str | None:
        """The commit that ``revision`` means on this disk; None if that is not known here."""
        if is_commit(revision):
            return revision
        try:
            said = self.ref(revision).read_text("utf-8").strip()
        except (OSError, ValueError):
            said = ""
        if is_commit(said):
            return said
        return self._last_recorded() if revision == MAIN else None

    def _last_recorded(self) -> str | None:
        """The commit that this program downloaded last: what ``main`` means where only commits were asked for."""
        with contextlib.suppress(OSError):
            found = {p.stem: p.stat().st_mtime_ns for p in (self.folder / OURS).glob("*.json") if is_commit(p.stem)}
            return max(found, key=lambda commit: (found[commit], commit), default=None)
        return None

    def commits(self) -> list[str]:
        """The commits of which there are files."""
        try:
            return sorted(place.name for place in (self.folder / "snapshots").iterdir() if is_commit(place.name))
        except OSError:
            return []

    @contextlib.contextmanager
    def locked(self, oid: str, wait: Callable[[], bool]) -> Iterator[bool]:
        """Keep other processes, the hub's own library among them, from writing the same content at the same time.

        ``wait`` is asked whether to wait, if another is at it. Gives whether to go on.
        """
        from filelock import FileLock, Timeout

        place = self.root / ".locks" / self.folder.name / f"{oid}.lock"
        place.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(place)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if not wait():
                yield False
                return
            lock.acquire()
        except NotImplementedError:
            # A file system without locks: two downloads at once cost time, and the hashes still hold.
            pass
        try:
            yield True
        finally:
            lock.release()

    def place(self, commit: str, files: Iterable[Listed], check: Callable[[Path], object]) -> None:
        """Let the files of ``commit``, whose content is there, stand under their names: all at once if none did.

        ``check`` is called with a folder that holds them before, and may raise.
        """
        target = self.snapshot(commit)
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.folder / OURS).mkdir(exist_ok=True)
        made = self.folder / OURS / f".{commit}-{os.getpid()}"
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir()
        try:
            for file in files:
                _link(self.blob(file.oid), made / file.name, f"../../blobs/{file.oid}")
            check(made)
            with contextlib.suppress(OSError):
                os.rename(made, target)
                return
            # Somebody else has files of this commit there already.
            for entry in sorted(made.iterdir()):
                os.replace(entry, target / entry.name)
        finally:
            shutil.rmtree(made, ignore_errors=True)

    def leftovers(self) -> dict[str, int]:
        """Bytes of each content that this program downloaded, whole or in part, and that no commit uses."""
        with contextlib.suppress(OSError):
            known = {mark.name for mark in (self.folder / OURS).iterdir() if mark.suffix != ".json"}
            sizes = {name: _size(self.blob(name)) for name in known - self.used()}
            parts = {part.stem: _size(part) for part in (self.folder / "blobs").glob("*.incomplete")}
            return {name: size for name, size in (sizes | parts).items() if size is not None}
        return {}

    def used(self) -> set[str]:
        """The names of the contents that some commit uses."""
        links = [file for commit in self.commits() for file in self.snapshot(commit).rglob("*") if file.is_symlink()]
        records = [record for commit in self.commits() if (record := Snapshot(self, commit).record)]
        return {Path(os.readlink(link)).name for link in links} | {k.oid for r in records for k in r.files.values()}

    def collect(self) -> int:
        """Remove content that is ours and that no commit uses any more; the bytes freed."""
        used, freed = self.used(), 0
        for mark in (self.folder / OURS).glob("*"):
            if mark.is_dir():
                shutil.rmtree(mark, ignore_errors=True)
            elif mark.suffix != ".json" and mark.name not in used:
                freed += _size(self.blob(mark.name)) or 0
                self.blob(mark.name).unlink(missing_ok=True)
                mark.unlink()
        return freed

    def tidy(self) -> None:
        """Remove the folders that are empty."""
        inner = ["refs", OURS, "snapshots", "blobs"]
        for place in [*(self.folder / name for name in inner), self.folder, self.root / ".locks" / self.folder.name]:
            with contextlib.suppress(OSError):
                place.rmdir()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files of one commit of a model, on disk."""

    repo: Repo
    commit: str

    @property
    def folder(self) -> Path:
        """The folder with the model's files."""
        return self.repo.snapshot(self.commit)

    @property
    def record(self) -> Record | None:
        """What was downloaded; None if this program did not download it."""
        return records.read(self.repo.record(self.commit))

    def lacking(self) -> list[str]:
        """The names of files that are missing or of another size than recorded; empty if it is whole."""
        record = self.record
        if record is not None:
            return [name for name, kept in record.files.items() if _size(self.folder / name) != kept.size]
        needed = ["config.json", *_weights(self.folder)]
        return [name for name in needed if _size(self.folder / name) is None] + self._vocabulary()

    def _vocabulary(self) -> list[str]:
        """What lacks of its vocabulary, if it is of a kind that is known."""
        with contextlib.suppress(ModelError):
            _, shape = shapes.shape_of(self.folder)
            _, lacking = shapes.vocabulary_among(shape, lambda name: _size(self.folder / name) is not None)
            return [lacking] if lacking else []
        return []

    def damage(self) -> str:
        """``lacks vocab.json, has model.safetensors cut short``: what ``lacking`` finds, for people."""
        gone = [name for name in self.lacking() if _size(self.folder / name) is None]
        cut = [name for name in self.lacking() if name not in gone]
        said = [f"lacks {', '.join(gone)}"] if gone else []
        return ", ".join([*said, *(f"has {name} of another size than downloaded" for name in cut)])

    def bytes(self) -> int:
        """Size of all its files together; 0 if they cannot be looked at."""
        try:
            return sum(_size(file) or 0 for file in self.folder.iterdir())
        except OSError:
            return 0


def repo(name: str) -> Repo:
    """The folder of the model called ``name`` in the user's cache."""
    return Repo(name, cache_folder())


def local(name: Name) -> Snapshot | None:
    """The model on this disk, whole or not; None if nothing of it is here. Nothing is asked of the hub."""
    place = repo(name.repo)
    commit = place.commit(name.revision)
    if commit is None:
        return None
    with looking(place.root):
        if not place.snapshot(commit).is_dir():
            return None
        os.stat(f"{place.snapshot(commit)}/.")
        return Snapshot(place, commit)


def installed() -> list[Snapshot]:
    """Every model on this disk of which there is a record or that looks whole, by name; one for each commit."""
    every = (Snapshot(place, commit) for place in repos() for commit in place.commits())
    return [each for each in every if each.record is not None or not each.lacking()]


def repos() -> list[Repo]:
    """Every model of which there is a folder, by name. Raises HubError if that cannot be looked up."""
    root = cache_folder()
    with looking(root):
        try:
            names = sorted(os.listdir(root))
        except FileNotFoundError:
            return []
    models = (name for name in names if re.fullmatch(r"models--.+--.+", name))
    return [Repo(name.removeprefix("models--").replace("--", "/"), root) for name in models]


@contextlib.contextmanager
def looking(root: Path) -> Iterator[None]:
    """An OSError while files under ``root``, the hub's cache, are looked at becomes a HubError."""
    try:
        yield
    except OSError as error:
        raise HubError(
            f"{error.filename or root} cannot be looked into: {error.strerror or error}; HF_HOME or HF_HUB_CACHE names "
            "another folder for models of the hub"
        ) from error


def is_commit(text: str) -> bool:
    """Whether ``text`` is a whole commit hash."""
    return _COMMIT.fullmatch(text) is not None


def _weights(folder: Path) -> list[str]:
    """The files of weights that ``folder`` should have, judged by the one that starts them."""
    first = next((name for name in WEIGHTS if _size(folder / name) is not None), WEIGHTS[0])
    if not first.endswith(".json"):
        return [first]
    try:
        return sorted({first, *json.loads((folder / first).read_bytes())["weight_map"].values()})
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return [first]


def _size(file: Path) -> int | None:
    try:
        return file.stat().st_size
    except OSError:
        return None


def _link(blob: Path, place: Path, relative: str) -> None:
    """A link to ``blob``, or, where the system allows none, a second name for it."""
    try:
        os.symlink(relative, place)
    except OSError:
        os.link(blob, place)
