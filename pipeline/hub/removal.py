"""Taking away what was downloaded, and nothing else."""
from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import HubError
from pipeline.hub import store
from pipeline.hub.download import size
from pipeline.hub.names import MAIN, Name
from pipeline.hub.store import Repo, Snapshot


@dataclass(frozen=True, slots=True)
class Removed:
    """What became of a model."""

    freed: int
    """Bytes."""
    left: tuple[str, ...]
    """Files that another program downloaded, and that stay."""


def remove(name: Name) -> Removed:
    """Remove what this program downloaded of ``name``: of all its commits, unless one is named.

    Content that another commit uses stays. Raises HubError if nothing of it was downloaded by this program.
    """
    repo = store.repo(name.repo)
    with store.looking(repo.root):
        models = recorded(name)
        left_over = repo.leftovers() if name.revision == MAIN else {}
        if not models and not left_over:
            if repo.commits():
                raise HubError(f"{name} was not downloaded by this program; hf cache rm model/{name.repo} removes it")
            store.repos()  # which says so where they are hidden
            raise HubError(f"There is nothing of {name} in {repo.root}")
        left = [file for model in models for file in _unlink(model)]
        parts = list((repo.folder / "blobs").glob("*.incomplete")) if left_over else []
        freed = repo.collect() + sum(_drop(repo, part) for part in parts)
        repo.tidy()
    return Removed(freed, tuple(left))


def recorded(name: Name) -> list[Snapshot]:
    """What this program downloaded of ``name``: all commits, unless one is named."""
    repo = store.repo(name.repo)
    wanted = repo.commits() if name.revision == MAIN else [repo.commit(name.revision) or ""]
    return [each for commit in wanted if (each := Snapshot(repo, commit)).record is not None]


def _unlink(model: Snapshot) -> Sequence[str]:
    """Take the files that are ours out of a snapshot; the names of those that stay."""
    record, repo = model.record, model.repo
    for name, kept in (record.files if record else {}).items():
        if repo.fetched(kept.oid).exists():
            (model.folder / name).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        model.folder.rmdir()
    if not model.folder.exists():
        for ref in (repo.folder / "refs").rglob("*"):
            if ref.is_file() and repo.commit(str(ref.relative_to(repo.folder / "refs"))) == model.commit:
                ref.unlink()
    repo.record(model.commit).unlink()
    return sorted(file.name for file in model.folder.iterdir()) if model.folder.exists() else []


def _drop(repo: Repo, part: Path) -> int:
    """Remove what an unfinished download left, unless it is going on; the bytes freed."""
    with repo.locked(part.stem, lambda: False) as free:
        freed = size(part) if free else 0
        if free:
            part.unlink(missing_ok=True)
    return freed
