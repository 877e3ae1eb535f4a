"""Languages by their codes, and the direction that a translation goes in."""
from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from difflib import get_close_matches

from pipeline.errors import InputError
from pipeline.language_names import GROUPS, LANGUAGES

GERMAN = "de"
ENGLISH = "en"

COMMON = (
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja", "ko",
    "lt", "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "tr", "uk", "vi", "zh",
)  # fmt: skip
"""What Tab offers."""

_COUNTRIES = {
    "at": "de", "cn": "zh", "cz": "cs", "dk": "da", "gb": "en", "gr": "el", "jp": "ja", "ua": "uk", "us": "en",
}  # fmt: skip
"""Codes of countries that are no codes of languages, and the language that was meant."""

_CODE = re.compile(r"([A-Za-z]{2,3})(?:[_-]([A-Za-z]{2,4}))?")


@dataclass(frozen=True, slots=True)
class Direction:
    """From which language to which; both as ``read`` gives them. Raises InputError if they are the same."""

    source: str = GERMAN
    target: str = ENGLISH

    def __post_init__(self) -> None:
        """See above."""
        if self.source == self.target:
            other = " (a few sentences of an English article: pipeline summarize)" if self.source == ENGLISH else ""
            raise InputError(
                f"from and to are both {self.source!r}, so there is nothing to translate{other}; name another "
                "--from or --to"
            )

    def __str__(self) -> str:
        return f"{name(self.source)} to {name(self.target)}"


GERMAN_ENGLISH = Direction()
"""What the program is made for."""


def read(given: object) -> str:
    """The code of a language or group as models are named with it: ``DE`` and ``deu`` are ``de``, ``pt-br`` ``pt_BR``.

    A three-letter code that is not known may be a language of its own and stays. Raises ValueError, saying what it
    must be and what was most likely meant.
    """
    text = given if isinstance(given, str) else ""
    if text in GROUPS:
        return text
    match = _CODE.fullmatch(text)
    if match is not None:
        low = match[1].lower()
        code = _short().get(low, low if len(low) == 3 and low not in _COUNTRIES else None)
        if code is not None:
            # No model is named for a region of these two.
            regional = match[2] and code not in (GERMAN, ENGLISH)
            return f"{code}_{_region(match[2])}" if regional else code
    if text.upper() in GROUPS:
        return text.upper()
    near = _nearest(text)
    meant = f"; did you mean '{near}' ({name(near)})?" if near else ""
    raise ValueError(f"the code of a language (ISO 639), such as de, fr or pt_BR{meant}")


def name(code: str) -> str:
    """What people call it: ``French``, ``Portuguese (BR)``; the code itself where no name is known."""
    language, _, region = code.partition("_")
    if code in GROUPS or not region:
        return GROUPS.get(code) or _names().get(code, code)
    return f"{_names().get(language, language)} ({region})"


def called(code: str) -> str:
    """What to call a text in it, after "the": ``French``; ``original`` where the code does not say one language."""
    return name(code) if base(code) in _names() else "original"


def tag(code: str) -> str:
    """The code as HTML and XML write it (BCP 47): ``pt-BR``."""
    return code.replace("_", "-")


def base(code: str) -> str:
    """The language without its region."""
    return code if code in GROUPS else code.partition("_")[0]


def spellings(code: str) -> list[str]:
    """The codes that mean the same language, as some models name it: ``fr``, ``fra``, ``fre``."""
    language, _, region = code.partition("_")
    every = next((codes.split("/") for codes in LANGUAGES if codes.split("/")[0] == language), [language])
    return [code, f"{language}_{region.lower()}"] if region else every


def is_group(code: str) -> bool:
    """Whether it means several languages."""
    return code in GROUPS


def _region(text: str) -> str:
    """Regions are written in capitals, scripts with one: ``pt_BR``, ``sr_Latn``."""
    return text.title() if len(text) == 4 else text.upper()


@functools.cache
def _short() -> dict[str, str]:
    return {code: codes.split("/")[0] for codes in LANGUAGES for code in codes.split("/")}


@functools.cache
def _names() -> dict[str, str]:
    return {codes.split("/")[0]: called for codes, called in LANGUAGES.items()}


def _nearest(text: str) -> str | None:
    low = text.lower()
    if (language := re.split(r"[_-]", low)[0]) in _COUNTRIES:
        return _COUNTRIES[language]
    called = {group.lower(): group for group in GROUPS if group.isupper()}
    called |= {word.lower(): code for code, word in _names().items()}
    if near := get_close_matches(low, called, n=1, cutoff=0.7):
        return called[near[0]]
    near = get_close_matches(low, COMMON, n=1, cutoff=0.5) if len(low) > 1 else []
    return near[0] if near else None
