"""What a batch is, kept in its output folder: so that a rerun goes on with it, and never mixes two."""
from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline import codec
from pipeline.batch import tries
from pipeline.batch.values import Job, Part, PartDone
from pipeline.corrections import Correction, by_sentence
from pipeline.dismissed import Dismissal
from pipeline.dismissed import by_sentence as by_flag
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
HELD = "_held.json"
"""The corrections and dismissed flags that it was begun with."""
MOST = 3
"""Differences named."""


def part_rows(output: str) -> int | None:
    """How many rows a part of the batch in the folder ``output`` has at most; None if there is no batch yet."""
    data = Folder(output).read(NAME)
    return None if data is None else int(_read(data, output)["part rows"])


def begin(job: Job, parts: Sequence[Part]) -> tuple[Job, dict[int, PartDone]]:
    """Write the manifest, or find it as it must be; the job as it was begun, and the parts that are finished.

    A batch keeps the corrections and dismissed flags that it was begun with, and the names of its inputs, wherever they
    are now. Raises InputError where the folder holds another batch, saying what is different; OutputError.
    """
    folder = Folder(job.output)
    folder.make()
    there = folder.read(NAME)
    if there is None:
        if others := [name for name in folder.names() if not name.startswith((".", "_"))]:
            raise InputError(
                f"{shown(job.output)} holds {others[0]} and no {NAME}: it is no folder of a batch; give an empty or a "
                "new one"
            )
        folder.write(HELD, codec.dumps(_Held(tuple(job.corrections.values()), tuple(job.dismissed.values()))))
        folder.write(NAME, _bytes(described(job, parts)))
        return job, {}
    before = _read(there, job.output)
    job = _with_names(_with_held(job), before["inputs"])
    _compare(before, described(job, parts), job)
    return job, finished(job)


def forget(job: Job, done: Iterable[PartDone]) -> None:
    """Take the marks of parts away, so that they are made again."""
    folder = Folder(job.output)
    for each in done:
        folder.remove(f"{DONE}/part-{each.number:05d}.json")


@dataclass(frozen=True)
class _Held:
    """What people had corrected and dismissed when a batch was begun."""

    corrections: tuple[Correction, ...]
    dismissed: tuple[Dismissal, ...]


def _with_held(job: Job) -> Job:
    data = Folder(job.output).read(HELD)
    if data is None:
        raise InputError(f"{shown(job.output)} lacks {HELD}, with which its batch was begun; give a new folder")
    held = codec.loads(_Held, data)
    corrections, dismissed = by_sentence(held.corrections), by_flag(held.dismissed)
    return dataclasses.replace(job, corrections=corrections, dismissed=dismissed)


def _with_names(job: Job, before: dict[str, Any]) -> Job:
    """``job`` with the names that its inputs had, if they are the same files."""
    def same(one: Any) -> dict[str, Any]:
        return {name: value for name, value in one.items() if name not in ("name", "address")}

    if [same(one) for one in before.values()] != [same(dataclasses.asdict(one)) for one in job.inputs]:
        return job
    inputs = (dataclasses.replace(one, name=name) for one, name in zip(job.inputs, before, strict=True))
    return dataclasses.replace(job, inputs=tuple(inputs))


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
    terms = codec.to_plain(job.translate.glossary.terms)
    inputs = [{k: v for k, v in dataclasses.asdict(one).items() if k != "address"} for one in job.inputs]
    return {
        "format": FORMAT,
        "batch": {
            "inputs": {one.pop("name"): one for one in inputs},
            "fields": dataclasses.asdict(job.fields),
            "language": job.language,
            "language named by hand": job.asked_language,
            "output format": job.format,
            "part rows": job.part_rows,
            "parts": len(parts),
            "stages": {stage.name: codec.to_plain(used(stage)) for stage in stages},
            "glossary": hashlib.sha256(codec.dumps(terms)).hexdigest() if terms else "",
        },
    }


def _read(data: bytes, output: str) -> dict[str, Any]:
    try:
        plain = json.loads(data)
        if plain["format"] != FORMAT:
            raise ValueError
        said: dict[str, Any] = plain["batch"]
    except (ValueError, KeyError, TypeError):
        raise InputError(
            f"{shown(output)}/{NAME} is no manifest of this version; give an empty or a new folder"
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


def _bytes(plain: dict[str, Any]) -> bytes:
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()
