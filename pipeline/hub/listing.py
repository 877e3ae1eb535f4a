"""The commit and the files that the hub lists for a model, and which of them are needed to run it."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pipeline.errors import HubError
from pipeline.hub.records import Listed
from pipeline.hub.store import is_commit

BESIDE = re.compile(
    r"config\.json|generation_config\.json|tokenizer\.json|tokenizer_config\.json|special_tokens_map\.json|"
    r"added_tokens\.json|vocab\.json|merges\.txt|[\w.-]+\.spm|[\w.-]+\.model"
)
"""Files that can change what a model writes, weights excepted."""
WEIGHTS = tuple(
    re.compile(rf"{stem}\.{suffix}(?:\.index\.json)?|{stem}-\d+-of-\d+\.{suffix}")
    for stem, suffix in (("model", "safetensors"), ("pytorch_model", "bin"))
)
"""Formats of weights, the preferred one first; one of them is enough."""
MOST_PARTS = 10_000
_PART = re.compile(r"(?P<stem>[a-z_]+)-\d+-of-(?P<of>\d+)\.(?P<suffix>\w+)")
_OID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Listing:
    """What the hub has under a name."""

    commit: str
    files: tuple[Listed, ...]


def read(plain: Any) -> Listing:
    """The listing in an answer of ``/api/models/NAME/revision/REVISION?blobs=true``. Raises ValueError if it is none.

    Files in folders are left out: no model that can be run needs one.
    """
    try:
        commit, entries = plain["sha"], plain["siblings"]
        files = tuple(_file(entry) for entry in entries if re.fullmatch(r"[\w.-]+", entry["rfilename"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no listing of a model: {error!r}") from error
    if not isinstance(commit, str) or not is_commit(commit):
        raise ValueError(f"no listing of a model: its commit is {commit!r}")
    return Listing(commit, files)


def needed(model: str, listing: Listing) -> list[Listed]:
    """The files to download, ``config.json`` first. Raises HubError if the model has no configuration or no weights."""
    by_name = {file.name: file for file in listing.files}
    if "config.json" not in by_name:
        raise HubError(f"{model} holds no config.json on the hub, so it is no model that can be run; name another one")
    for format in WEIGHTS:
        weights = [file for file in listing.files if format.fullmatch(file.name)]
        # One file alone, rather than the parts that some models have besides.
        whole = [file for file in weights if "-of-" not in file.name and not file.name.endswith(".json")]
        if weights:
            if not whole:
                _refuse_without_parts(model, weights)
            beside = [file for file in listing.files if BESIDE.fullmatch(file.name) and file.name != "config.json"]
            return [by_name["config.json"], *beside, *(whole or weights)]
    raise HubError(
        f"{model} has no weights on the hub that can be run (model.safetensors or pytorch_model.bin); name another one"
    )


def _refuse_without_parts(model: str, weights: list[Listed]) -> None:
    """Raise HubError unless all parts of weights in several files are there, and the index that names them."""
    names = {file.name for file in weights}
    parts = [match for name in names if (match := _PART.fullmatch(name))]
    counts = {(part["stem"], int(part["of"]), len(part["of"]), part["suffix"]) for part in parts}
    wanted = {
        f"{stem}-{number:0{digits}}-of-{of:0{digits}}.{suffix}"
        for stem, of, digits, suffix in counts if of <= MOST_PARTS
        for number in range(1, of + 1)
    }  # fmt: skip
    wanted |= {f"{stem}.{suffix}.index.json" for stem, _, _, suffix in counts}
    lacking = sorted(wanted - names)
    if lacking or not parts:
        named = ", ".join(lacking[:3]) or "the parts that its index names"
        raise HubError(f"{model} is not whole on the hub: it lacks {named}; name another one")


def _file(entry: Any) -> Listed:
    large = entry.get("lfs") or {}
    oid = large.get("sha256") or entry["blobId"]
    size = large.get("size", entry.get("size"))
    if not isinstance(oid, str) or not _OID.fullmatch(oid) or not isinstance(size, int) or size < 0:
        raise TypeError(f"{entry['rfilename']} is listed with hash {oid!r} and size {size!r}")
    return Listed(entry["rfilename"], size, oid)
