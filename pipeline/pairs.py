"""Which languages a translation model is for: its name by the languages, and the languages by its name or its files."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import languages, shapes
from pipeline.errors import ModelError
from pipeline.languages import Direction

OWNER = "Helsinki-NLP"

_OPUS = re.compile(r"(?:^|/)opus-mt-(?:tc-(?:big|base)-)?([A-Za-z_]+)-([A-Za-z_]+)(?:$|-)")
_BUNDLED = re.compile(r"([a-z]{2,3})-([a-z]{2,3})-")
_TOKEN = re.compile(r'">>([\w-]+)<<"')


@dataclass(frozen=True, slots=True)
class Pair:
    """The languages that a model reads and those that it writes; often one of each, or a group's code."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]

    def fits(self, direction: Direction) -> bool:
        """Whether the model may be for ``direction``; what a group holds is not known."""
        return _holds(self.sources, direction.source) and _holds(self.targets, direction.target)

    def only(self) -> Direction | None:
        """Its direction, if it has no other."""
        (one, *more), (other, *others) = self.sources, self.targets
        if more or others or languages.is_group(other) or one == other:
            return None
        return Direction(one, other)

    def __str__(self) -> str:
        return f"{_listed(self.sources)} to {_listed(self.targets)}"


def repository(direction: Direction) -> str:
    """The name on the hub of the model for ``direction``. Raises ModelError if one is needed for several targets."""
    target = direction.target
    called = f"{OWNER}/opus-mt-{direction.source}-{target}"
    if languages.is_group(target):
        raise ModelError(
            f"{target} is a group ({languages.name(target)}), and a text is translated to one language: name that with "
            f"--to, and the model of the group with --translator {called}"
        )
    return called


def by_name(model: str) -> Pair | None:
    """The pair in a name such as ``opus-mt-fr-en``, whoever owns it; None if there is none in it."""
    match = _OPUS.search(model.partition("@")[0])
    return _pair(match[1], match[2]) if match is not None else None


def of_folder(folder: Path, model: str, said: dict[str, Any], *, bundled: bool) -> Pair | None:
    """What is known of the model in ``folder``; None if nothing is.

    From its ``measured.json`` (``said``), its name, or the languages in its ``tokenizer_config.json``, which lists
    those of a group.
    """
    if isinstance(said.get("from"), str) and isinstance(said.get("to"), str):
        return _pair(said["from"], said["to"])
    if bundled and (match := _BUNDLED.match(model)) is not None:
        return _pair(match[1], match[2])
    named = by_name(model)
    if named is not None and not any(map(languages.is_group, (*named.sources, *named.targets))):
        return named
    config = folder / "tokenizer_config.json"
    listed = shapes.read_object(config) if config.is_file() else {}
    source, target = listed.get("source_lang"), listed.get("target_lang")
    return _pair(source, target) if isinstance(source, str) and isinstance(target, str) else named


def refuse_other(model: str, pair: Pair | None, direction: Direction) -> None:
    """Raise ModelError if ``model`` is known to be for other languages than ``direction``."""
    if pair is None or pair.fits(direction):
        return
    own = pair.only()
    instead = f"add --from {own.source} --to {own.target}, or name another model" if own else "name another model"
    raise ModelError(f"{model} translates {pair}, not {direction}; {instead}")


def token(folder: Path, model: str, pair: Pair | None, direction: Direction) -> str:
    """What tells a model of several target languages to write ``direction.target``, ``>>fr<<``; "" for other models.

    Raises ModelError, naming its languages, if that is not one of them.
    """
    file = folder / "vocab.json"
    codes = _TOKEN.findall(file.read_text("utf-8", errors="replace")) if file.is_file() else []
    for code in languages.spellings(direction.target):
        if code in codes:
            return f">>{code}<<"
    # Some models of one language know the codes of others.
    if not codes or (pair is not None and pair.targets == (direction.target,)):
        return ""
    raise ModelError(
        f"{model} does not write {languages.name(direction.target)}; name one of its languages with --to: "
        f"{', '.join(sorted(codes)[:40])}"
    )


def _pair(source: str, target: str) -> Pair:
    return Pair(_codes(source), _codes(target))


def _codes(text: str) -> tuple[str, ...]:
    """The codes in ``fr+fr_BE+wa``, as this program writes them."""
    return tuple(dict.fromkeys(_code(part) for part in text.split("+") if part)) or (text,)


def _code(text: str) -> str:
    try:
        return languages.read(text)
    except ValueError:
        return text


def _holds(codes: Sequence[str], wanted: str) -> bool:
    known = {languages.base(code) for code in codes}
    return any(map(languages.is_group, codes)) or languages.base(wanted) in known


def _listed(codes: Sequence[str]) -> str:
    named = [languages.name(code) for code in codes]
    return named[0] if len(named) == 1 else f"{', '.join(named[:3])} ..." if len(named) > 3 else " or ".join(named)
