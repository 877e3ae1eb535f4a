"""Whether an installed model still has the bytes that the hub listed when it was downloaded."""
from __future__ import annotations

from pipeline.hub import records
from pipeline.hub.store import Snapshot, looking


def faults(model: Snapshot) -> list[str]:
    """What is wrong with each file that is not as recorded, a line each; every byte is read.

    A model without a record (another program downloaded it) is held against the names of its contents in the cache,
    which are their hashes.
    """
    record = model.record
    if record is not None:
        expected = {name: kept.sha256 for name, kept in record.files.items()}
    else:
        with looking(model.repo.root):
            expected = {file.name: file.resolve().name for file in model.folder.iterdir() if file.is_symlink()}
        expected |= dict.fromkeys(model.lacking(), "")
    return [f"{name} {fault}" for name, oid in sorted(expected.items()) if (fault := _fault(model, name, oid))]


def _fault(model: Snapshot, name: str, oid: str) -> str:
    try:
        found = records.digest(model.folder / name, oid)
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    return "" if found == oid else f"has other bytes than were downloaded: its hash is {found}, not {oid}"
