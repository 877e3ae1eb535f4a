"""Which section of a newsletter an article belongs to, by rules: ``Business: outlet Handelsblatt, keyword Bank``."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

KINDS = ("outlet", "folder", "keyword")
_ENDING = r"(?:e|en|er|ern|erin|es|em|n|s|in|innen|erinnen)?(?!\w)"
FORM = (
    "rules such as \"Business: outlet Handelsblatt, keyword Bank\", each a name, a colon and outlet, folder or keyword"
)


@dataclass(frozen=True, slots=True)
class SectionRule:
    """A section and what brings an article into it: any one of ``tests`` is enough."""

    title: str
    tests: tuple[tuple[str, str], ...]
    """Kind, one of ``KINDS``, and what is looked for."""

    def takes(self, outlet: str, source: str, text: str) -> bool:
        """Whether an article belongs here; a keyword is a word with any German ending or, with *, its beginning."""
        return any(_TESTS[kind](value, outlet, source, text) for kind, value in self.tests)

    def __str__(self) -> str:
        return f"{self.title}: {', '.join(f'{kind} {value}' for kind, value in self.tests)}"


def _outlet(value: str, outlet: str, source: str, text: str) -> bool:
    return outlet.casefold() == value.casefold()


def _folder(value: str, outlet: str, source: str, text: str) -> bool:
    return value.casefold() in (part.casefold() for part in PurePath(source).parts[:-1])


def _keyword(value: str, outlet: str, source: str, text: str) -> bool:
    stem, beginning = re.escape(value.removesuffix("*")), value.endswith("*")
    return re.search(rf"(?<!\w){stem}{'' if beginning else _ENDING}", text, re.IGNORECASE) is not None


_TESTS = {"outlet": _outlet, "folder": _folder, "keyword": _keyword}


def read(given: object) -> tuple[SectionRule, ...]:
    """The rules in a list of texts, or in one with ``;`` between them. Raises ValueError, saying what it must be."""
    if isinstance(given, tuple) and all(isinstance(rule, SectionRule) for rule in given):
        return given
    texts = [part for part in given.split(";") if part.strip()] if isinstance(given, str) else given
    if not isinstance(texts, Sequence) or not all(isinstance(text, str) for text in texts):
        raise ValueError(f"a list of {FORM}")
    return tuple(_rule(text) for text in texts)


def _rule(text: str) -> SectionRule:
    title, colon, said = text.partition(":")
    tests = []
    for part in said.split(","):
        kind, _, value = part.strip().partition(" ")
        if kind not in KINDS or not value.strip():
            raise ValueError(f"a list of {FORM}; {text.strip()!r} is none")
        tests.append((kind, value.strip()))
    if not colon or not title.strip():
        raise ValueError(f"a list of {FORM}; {text.strip()!r} is none")
    return SectionRule(" ".join(title.split()), tuple(tests))
