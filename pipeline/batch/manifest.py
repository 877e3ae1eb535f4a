"""What a batch is, kept in its output folder: so that a rerun goes on with it, and never mixes two."""
from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline import codec
from pipeline.batch import tries
from pipeline.batch.values import Job, Part, PartDone
from pipeline.errors import InputError
from pipeline.filesystems import Folder, shown
from pipeline.provenance import used
from pipeline.stages.segment import Segment

NAME = "manifest.json"
FORMAT = "german-briefs/batch-1"
DONE = "_done"
"""The folder of a marker for each finished part, written last."""
RESULTS, ERRORS = "results", "errors"
"""The folders of what is read: nothing else is in them, so that a table is made of each as it stands."""
MOST = 3
"""Differences named."""


def begin(job: Job, parts: Sequence[Part]) -> dict[int, PartDone]:
    """Write the manifest, or find it as it must be; the parts that are finished, whose files are all there.

    Raises InputError where the folder holds another batch, saying what is different; OutputError.
    """
    folder, new = Folder(job.output), described(job, parts)
    folder.make()
    there = folder.read(NAME)
    if there is None:
        if others := [name for name in folder.names() if not name.startswith(".")]:
            raise InputError(
                f"{shown(job.output)} holds {others[0]} and no {NAME}: it is no folder of a batch; give an empty or a "
                "new one"
            )
        folder.write(NAME, _bytes(new))
        return {}
    _compare(_read(there, job), new, job)
    return finished(job)


def finished(job: Job) -> dict[int, PartDone]:
    """The parts whose marker and files are there, by number."""
    folder = Folder(job.output)
    sizes = {f"{inside}/{name}": size for inside in (RESULTS, ERRORS) for name, size in folder.names(inside).items()}
    marks = filter(None, map(_mark, folder.read_all(DONE).values()))
    return {done.number: done for done in marks if all(sizes.get(file) == size for file, size in done.files.items())}


def is_finished(folder: Folder, part: Part) -> PartDone | None:
    """What was done of a part, if its mark and its files are there."""
    done = _mark(folder.read(f"{DONE}/{part.name}.json"))
    whole = done is not None and all(folder.size(file) == size for file, size in done.files.items())
    return done if whole else None


def _mark(data: bytes | None) -> PartDone | None:
    try:
        done: PartDone = codec.loads(PartDone, data or b"")
    except (ValueError, KeyError, TypeError, AttributeError):
        return None  # half a mark, or somebody else's file: the part is done again
    return done


def mark(folder: Folder, part: Part, done: PartDone) -> None:
    """Say that a part is finished, now that its files are written."""
    folder.write(f"{DONE}/{part.name}.json", codec.dumps(done))


def end(job: Job, parts: Sequence[Part], done: Iterable[PartDone]) -> None:
    """Write what came of everything into the manifest."""
    done = sorted(done, key=lambda each: each.number)
    totals = {"results": sum(each.results for each in done), "errors": sum(each.errors for each in done)}
    files = [{"part": e.number, "results": e.results, "errors": e.errors, "files": e.files} for e in done]
    folder = Folder(job.output)
    for inside in (RESULTS, ERRORS, DONE, tries.FOLDER):
        folder.sweep(inside)
    folder.write(NAME, _bytes(described(job, parts) | {"finished": totals, "parts": files}))


def described(job: Job, parts: Sequence[Part]) -> dict[str, Any]:
    """What the results depend on, and how they are cut."""
    stages = (Segment(), job.translate, job.translate.retry(), job.summarize)
    inputs = [{k: v for k, v in dataclasses.asdict(one).items() if k != "address"} for one in job.inputs]
    return {
        "format": FORMAT,
        "batch": {
            "inputs": {one.pop("name"): one for one in inputs},
            "fields": dataclasses.asdict(job.fields),
            "language": job.language,
            "named": job.asked_language,
            "output format": job.format,
            "parts": len(parts),
            "rows": max((part.rows for part in parts), default=0),
            "stages": {stage.name: codec.to_plain(used(stage)) for stage in stages},
            "corrections": _digest(job.corrections),
            "dismissed flags": _digest(job.dismissed),
        },
    }


def _read(data: bytes, job: Job) -> dict[str, Any]:
    try:
        plain = json.loads(data)
        if plain["format"] != FORMAT:
            raise ValueError
        said: dict[str, Any] = plain["batch"]
    except (ValueError, KeyError, TypeError):
        raise InputError(
            f"{shown(job.output)}/{NAME} is no manifest of this version; give an empty or a new folder"
        ) from None
    return said


def _compare(before: dict[str, Any], new: dict[str, Any], job: Job) -> None:
    """Raise InputError, naming what is different, if it is not the same batch."""
    # As JSON gives it back.
    now = json.loads(json.dumps(new["batch"]))
    if before == now:
        return
    told = list(dict.fromkeys(_differences(before, now, ())))
    if not told:
        return
    more = f", and {len(told) - MOST} more" if len(told) > MOST else ""
    raise InputError(
        f"the manifest in {shown(job.output)} is of another batch: {'; '.join(told[:MOST])}{more}. Its parts would not "
        "fit together: ask as before, or give a new folder"
    )


def _differences(before: Any, now: Any, path: tuple[str, ...]) -> Iterable[str]:
    if isinstance(before, dict) and isinstance(now, dict):
        for name in dict.fromkeys([*before, *now]):
            if before.get(name) != now.get(name):
                yield from _differences(before.get(name), now.get(name), (*path, name))
        return
    if path[0] == "inputs" and len(path) > 1:
        yield f"{path[1]} {'is not in it' if before is None else 'is not given' if now is None else 'has changed'}"
        return
    where = " ".join(name for name in path if name not in ("stages", "fields", "inputs"))
    yield f"{where} was {_said(before)} and is {_said(now)}"


def _said(value: Any) -> str:
    if value is None:
        return "not there"
    if isinstance(value, dict):
        return "there"
    said = json.dumps(value, ensure_ascii=False)
    return said if len(said) <= 40 else f"{said[:36]}...{said[-1]}"


def _digest(told: Any) -> str:
    """sha256 over what a person corrected or dismissed, in an order of its own."""
    plain = sorted((list(about), codec.to_plain(each)) for about, each in told.items())
    return hashlib.sha256(codec.dumps(plain)).hexdigest() if plain else ""


def _bytes(plain: dict[str, Any]) -> bytes:
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()
