"""What can be set: for each setting its section, its default and the values it takes, whoever gives them."""
from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Protocol

from pipeline import engines, languages, remote_address, section_rules
from pipeline.folders import user_cache_folder
from pipeline.section_rules import SectionRule
from pipeline.sizes import Bytes, read_size


class Takes(Protocol):
    """The values a setting takes."""

    def read(self, given: object) -> Any:
        """``given``, text or what TOML made of it, as the setting's type. Raises ValueError, saying what it must be."""

    def known(self) -> Sequence[str]:
        """The names it takes, if they can be listed."""

    def beside(self, value: Any, folder: Path) -> Any:
        """What ``value`` means in a file in ``folder``."""


class _Plain:
    """Values that cannot be listed, and mean the same wherever they stand."""

    __slots__ = ()

    def known(self) -> Sequence[str]:
        """None: there are too many."""
        return ()

    def beside(self, value: Any, folder: Path) -> Any:
        """The same."""
        return value


@dataclass(frozen=True, slots=True)
class Number(_Plain):
    """A whole number between two bounds, both included; it may come as text."""

    least: int
    most: int | None = None

    def read(self, given: object) -> int:
        """The number."""
        if isinstance(given, str) and re.fullmatch(r"[+-]?[0-9]{1,18}", given):
            given = int(given)
        if isinstance(given, bool) or not isinstance(given, int) or not self._allows(given):
            span = f", {self.least} or more" if self.most is None else f" from {self.least} to {self.most}"
            raise ValueError(f"a whole number{span}")
        return given

    def _allows(self, number: int) -> bool:
        return self.least <= number and (self.most is None or number <= self.most)


@dataclass(frozen=True, slots=True)
class Size(_Plain):
    """A number of bytes; it may come as text with a unit."""

    def read(self, given: object) -> Bytes:
        """The number."""
        if isinstance(given, str):
            return read_size(given)
        if isinstance(given, bool) or not isinstance(given, int) or given < 0:
            raise ValueError("a size such as 500 MB or 2 GB")
        return Bytes(given)


@dataclass(frozen=True, slots=True)
class Text(_Plain):
    """Any text that is not blank."""

    def read(self, given: object) -> str:
        """The text as it is."""
        if not isinstance(given, str) or not given.strip() or "\0" in given:
            raise ValueError("text that is not blank")
        return given


@dataclass(frozen=True, slots=True)
class Model(Text):
    """The name of a model or a folder."""

    def beside(self, value: str, folder: Path) -> str:
        """A folder that begins with a dot, or that there is, is beside the file; a bare name is a name."""
        beside = folder / value
        is_folder = value.startswith(("./", "../")) or ("/" in value and beside.is_dir())
        return str(beside) if is_folder else value


@dataclass(frozen=True, slots=True)
class Language(_Plain):
    """The code of a language."""

    def read(self, given: object) -> str:
        """The code as models are named with it."""
        return languages.read(given)

    def known(self) -> Sequence[str]:
        """The commonest; there are many more."""
        return languages.COMMON


@dataclass(frozen=True, slots=True)
class OneOf(_Plain):
    """One of some names, which are asked for when they are needed."""

    names: Callable[[], Sequence[str]]
    unnamed: Sequence[str] = ()
    """Taken too, but not told."""
    meant: Mapping[str, str] = field(default_factory=dict)
    """What people call some of the names."""
    empty: bool = False
    """Whether empty text is taken too, for what is usual."""

    def read(self, given: object) -> str:
        """The name."""
        if self.empty and given == "":
            return ""
        names = self.known()
        if given not in names and given not in self.unnamed:
            near = self.meant.get(str(given).lower()) or nearest(given, names)
            raise ValueError(" or ".join(names) + (f"; did you mean '{near}'?" if near else ""))
        return str(given)

    def known(self) -> Sequence[str]:
        """The names."""
        return tuple(self.names())


@dataclass(frozen=True, slots=True)
class Place(_Plain):
    """A file or a folder, which need not exist; ``~`` is the home folder."""

    def read(self, given: object) -> Path:
        """The path."""
        text = str(given) if isinstance(given, Path) else given
        if not isinstance(text, str) or not text.strip() or "\0" in text:
            raise ValueError("the name of a file or folder")
        try:
            return Path(text).expanduser()
        except RuntimeError:
            raise ValueError("the name of a file or folder, and no user of this computer has that name") from None

    def beside(self, value: Path, folder: Path) -> Path:
        """Relative to the file's folder."""
        return folder / value


@dataclass(frozen=True, slots=True)
class Rules(_Plain):
    """Rules for the sections of a newsletter: a list of texts, or one text with ``;`` between them."""

    def read(self, given: object) -> tuple[SectionRule, ...]:
        """The rules."""
        return section_rules.read(given)


@dataclass(frozen=True, slots=True)
class Address(_Plain):
    """A folder, or a place on the network; empty for none."""

    def read(self, given: object) -> str:
        """The address."""
        return remote_address.read(given)

    def beside(self, value: str, folder: Path) -> str:
        """A folder is relative to the file's."""
        return remote_address.beside(value, folder)


DEVICES = {"gpu": "cuda", "nvidia": "cuda", "cuda:0": "cuda", "metal": "mps", "apple": "mps", "processor": "cpu"}
"""What people call the kinds of device."""


def setting(section: str, takes: Takes, default: object, key: str = "") -> Any:
    """A field of ``Settings`` that stands in ``section`` of the file; ``key`` is its name there if it is another."""
    return field(default=default, metadata={"section": section, "takes": takes, "key": key})


@dataclass(frozen=True)
class Settings:
    """What a run is asked to do; every ``setting`` is a key of ``pipeline.toml`` and a ``PIPELINE_`` variable."""

    source: str = setting("languages", Language(), languages.GERMAN, key="from")
    target: str = setting("languages", Language(), languages.ENGLISH, key="to")
    translator: str = setting("models", Model(), "auto")
    summarizer: str = setting("models", Model(), "auto")
    beams: int = setting("decoding", Number(1, 100), 4)
    sentences: int = setting("summary", Number(0), 3)
    words: int = setting("summary", Number(0), 0)
    output: Path = setting("paths", Place(), Path("outputs"))
    cache: Path | None = setting("paths", Place(), None)
    """The file of stored results; None for the one beside ``file``, or else the user's own."""
    cache_size: Bytes = setting("paths", Size(), Bytes(2 * 10**9))
    """Bytes that the file of stored results may have; 0 is no limit."""
    cache_remote: str = setting("paths", Address(), "")
    """Where results are stored beyond this machine; "" for nowhere."""
    glossary: Path | None = setting("paths", Place(), None)
    """A table of terms and what they are to be in English; None for none."""
    threads: int = setting("run", Number(0, 1024), 0)
    engine: str = setting("run", OneOf(lambda: ("auto", *engines.shown()), unnamed=("fake",)), "auto")
    device: str = setting("run", OneOf(lambda: ("cpu", "cuda", "mps"), meant=DEVICES), "cpu")
    compute: str = setting("run", OneOf(engines.computes, empty=True), "")
    """Type of number to compute with; empty for the engine's usual one."""
    order: str = setting("newsletter", OneOf(lambda: ("given", "date")), "given")
    stories: int = setting("newsletter", Number(0), 0)
    sections: tuple[SectionRule, ...] = setting("newsletter", Rules(), ())
    templates: Path | None = setting("newsletter", Place(), None)
    """A folder of templates that come before ours; None for ours."""
    sender: str = setting("newsletter", Text(), "")
    """Who a newsletter's mail is from; "" for a mail without a sender."""
    site: str = setting("newsletter", Text(), "")
    """The web address that the folder of issues has, for the feed; "" for none."""
    file: Path | None = None
    """The ``pipeline.toml`` that was read."""

    def value(self, key: str) -> Any:
        """The setting that is called ``key`` in the file."""
        return getattr(self, FIELD[key])

    def cache_file(self) -> Path:
        """Where results are stored: as set, beside a ``pipeline.toml``, or in the user's cache folder."""
        if self.cache is not None:
            return self.cache
        if self.file is not None:
            return self.file.parent / "outputs" / "cache.sqlite"
        return user_cache_folder() / "results.sqlite"

    def remote(self, *, offline: bool = False) -> str | None:
        """Where results are stored beyond this machine; None for nowhere, ``offline`` if that is on the network."""
        hidden = offline and remote_address.folder(self.cache_remote) is None
        return None if hidden else self.cache_remote or None


_FIELDS = {
    each.metadata["key"] or each.name: each for each in dataclasses.fields(Settings) if "takes" in each.metadata
}

FIELD = {key: each.name for key, each in _FIELDS.items()}
"""The field of ``Settings`` for each key: ``from`` is no name that Python allows."""

SECTION = {name: str(each.metadata["section"]) for name, each in _FIELDS.items()}
"""The section of the file that each setting stands in, in the order of the fields."""

TAKES: dict[str, Takes] = {name: each.metadata["takes"] for name, each in _FIELDS.items()}
"""The values that each setting takes."""

DEFAULT: dict[str, Any] = {name: each.default for name, each in _FIELDS.items()}
"""What each setting is if nobody says anything."""


_PASSWORD = re.compile(r"(?<=://)[^/@\s]+@")


def keys(section: str) -> list[str]:
    """The settings of a section."""
    return [name for name, place in SECTION.items() if place == section]


def shown(given: object) -> str:
    """A value that was given, for a message: as TOML or JSON would write it, shortened, without a password."""
    text = _PASSWORD.sub("…@", json.dumps(given, ensure_ascii=False, default=str))
    return text if len(text) <= 60 else f"{text[:59]}…"


def nearest(name: object, known: Sequence[str]) -> str | None:
    """The one of ``known`` that was most likely meant; None if none is near."""
    near = get_close_matches(str(name).lower(), known, n=1, cutoff=0.6)
    return near[0] if near else None
