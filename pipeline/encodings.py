"""Bytes to text: UTF-8 where it can be, else the encoding that makes it German, or Windows' for another language."""
from __future__ import annotations

import codecs
import io
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from pipeline.errors import InputError
from pipeline.languages import GERMAN, base
from pipeline.text import visible

log = logging.getLogger(__name__)

KNOWN = {
    "utf-8": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16 LE", "utf-16-be": "UTF-16 BE",
    "cp1252": "Windows-1252 (Western European)", "iso8859-15": "ISO 8859-15 (Latin-9)", "cp850": "cp850 (DOS)",
    "mac-roman": "Mac Roman",
}  # fmt: skip
"""Encodings that German text comes in, and what people call them; latin-1 is read as Windows-1252, which holds it."""

BYTEWISE = ("cp1252", "iso8859-15", "cp850", "mac-roman")
"""What text that is not Unicode may be in; of those that fit alike, the first."""

_CALLED = KNOWN | {"ascii": "ASCII", "utf-8-sig": "UTF-8"}

_ALIASES = {"ansi": "cp1252", "iso8859-1": "cp1252", "utf-8": "utf-8-sig"}
"""What Windows and the web mean by these names; what a mark at the beginning does no harm to."""

_WINDOWS = {
    "cp1250": "bs cs hr hu pl ro sh sk sl sq", "cp1251": "be bg kk ky mk mn ru sr tg tt uk", "cp1253": "el",
    "cp1254": "az tr", "cp1255": "he yi", "cp1256": "ar fa ps ur", "cp1257": "et lt lv", "cp1258": "vi", "cp874": "th",
    "shift-jis": "ja", "gb18030": "zh", "cp949": "ko",
}  # fmt: skip
"""What Windows writes each language in; all others in cp1252."""

SAMPLE = 65_536
"""Bytes that a guess looks at."""
STRAY = 1000
"""Fewer NUL characters than one in so many are an accident in a text; more are no text."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")

_LETTERS = re.compile(
    r"(?:(?<=[aeiouyäöüAEIOU])ß|(?<=[A-Za-z])[äöü]|[äöü](?=[a-df-np-zß]|\Z))(?![A-ZÄÖÜ])|"
    r"(?<![A-Za-z])(?:[ÄÖ](?=[A-Za-zß.]|\Z)|Ü(?=[BbPp.]|\Z))|"
    r"(?<=[^A-Za-z][A-Z])[ÄÖÜ](?=[\s).,:;/-])|(?<=[A-Z])[ÄÖÜ](?=[A-ZÄÖÜß])|(?<=[A-Z]{2})[ÄÖÜ](?![a-z])"
)
"""German letters where a German word may have them."""
_L = r"[^\W\d_]"
_OTHERS = re.compile(
    rf"(?<!{_L})[„‚](?=\S)|(?<!{_L})[»«›‹–—…€§“”‘’]|[»«›‹–—…€§“”‘](?!{_L})|(?<=[\d\s])°|"
    r"(?<=[A-Za-z])[’éèêáàâçñóíîôúëïðã]|[éèáàçñ](?=[a-z])|(?<![A-Za-z])(?:[ŠŽŒ](?=[a-z])|Ü(?=[a-z]))|"
    r"[šžœ](?=[a-z])|(?<![A-Za-z])[äöü](?=[eo])|(?<=\s)·|·(?=in)|[\u00a0\u00ad½²³×©®ÉÁÇ]"
)
"""Marks and letters of names where a German text may have them."""
_QUOTED = re.compile(rf"(?<!{_L})„[^„“]{{1,300}}“(?!{_L})")
"""Quotation marks that belong together."""

_ASCII = re.compile(r"[ A-Za-z]")

_SIGNATURES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip archive or an office document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "an RTF document",
}


@dataclass(frozen=True, slots=True)
class Found:
    """The encoding of some bytes, as Python calls it, and whether it was guessed."""

    name: str
    guessed: bool


def check(name: str) -> str:
    """``name`` as Python calls that encoding. Raises InputError, with the nearest name, if there is none."""
    try:
        name = _ALIASES.get(name.lower(), name)
        "a".encode(name)  # refuses what is a codec but not of text
        found = codecs.lookup(name).name
        return _ALIASES.get(found, found)
    except (LookupError, ValueError):
        near = get_close_matches(name.lower(), KNOWN, n=1)
        meant = f"did you mean {near[0]!r}?" if near else f"usual ones are {', '.join(KNOWN)}"
        raise InputError(f"there is no encoding {name!r}; {meant}") from None


def find(data: bytes, language: str = GERMAN) -> Found | None:
    """The encoding of ``data``; None if it is no text, as far as can be seen.

    What begins with a byte order mark or is valid UTF-8 is known; anything else is guessed from ``SAMPLE`` bytes:
    by its letters for German, by what Windows has for other languages.
    """
    for mark, marked in _BOMS:
        if data.startswith(mark):
            return Found(marked, guessed=False)
    if _is_utf8(data) and data.count(b"\0") * STRAY <= len(data):
        return Found("utf-8", guessed=False)
    if b"\0" in data[:SAMPLE]:
        name = _likeliest(data[:SAMPLE], _WIDE)
    elif _is_damaged_utf8(data):
        return Found("utf-8", guessed=False)
    else:
        name = _likeliest(_sample(data), BYTEWISE) if language == GERMAN else _windows(_sample(data), language)
    return None if name is None else Found(name, guessed=True)


def decode(data: bytes, source: str, encoding: str | None = None, language: str = GERMAN) -> str:
    """The text of ``data``, in ``encoding`` or, without one, in what ``find`` finds; no byte order mark.

    A guess is told in one line, and so is a named encoding that looks wrong. Raises InputError, in one line and saying
    what to do, for what is empty or binary or cannot be read.
    """
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise InputError(f"{source} is {what}, not plain text; save or export it as text (UTF-8) first")
    found = find(data, language) if encoding is None else Found(check(encoding), guessed=False)
    if found is None:
        raise InputError(f"{source} {_why_binary(data)}; give a text file, or say what it is in with --encoding")
    text = _decoded(data, source, found.name).removeprefix("\ufeff")
    if not visible(text):
        raise InputError(f"{source} is empty; give a file with an article in it")
    if text.count("\0") * STRAY > len(text):
        raise InputError(f"{source} is binary, not plain text: it has {text.count(chr(0))} NUL characters")
    if found.guessed:
        tell_guess(found, source)
    elif encoding is not None:
        tell_doubt(data, found.name, source)
    return text


def tell_guess(found: Found, source: str) -> None:
    """One line for people about an encoding that was guessed."""
    log.warning(
        "%s is not UTF-8; it is read as %s, by its letters. If they come out wrong, name the encoding with --encoding",
        source, _CALLED.get(found.name, found.name),
    )  # fmt: skip


def tell_doubt(data: bytes, name: str, source: str) -> None:
    """One line for people if ``data``, whose encoding they named, is valid UTF-8 with more than ASCII in it."""
    if not name.startswith("utf") and not data.isascii() and _is_utf8(data):
        log.warning(
            "%s is valid UTF-8 and is read as %s, as asked. If letters come out wrong, leave --encoding out",
            source, _CALLED.get(name, name),
        )  # fmt: skip


def _decoded(data: bytes, source: str, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        # Python counts from behind the byte order mark for UTF-8, and from before it for UTF-16.
        at = error.start + (len(codecs.BOM_UTF8) if name == "utf-8-sig" and data.startswith(codecs.BOM_UTF8) else 0)
        what = "it is valid UTF-8, so leave --encoding out" if _is_utf8(data) else (
            "save it again as UTF-8, or say what it is in with --encoding"
        )
        raise InputError(
            f"{source} is not sound {_CALLED.get(name, name)}: byte {at} (0x{data[at]:02x}) cannot be read; {what}"
        ) from None


def _why_binary(data: bytes) -> str:
    if b"\0" in data:
        return f"is binary, not plain text: byte {data.index(0)} is NUL"
    return "is neither UTF-8 nor any text of its language in an encoding that can be told"


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether ``data`` is not valid UTF-8 but at least half of it is, as after a cut or a slip."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return 0 < bad <= sum(char > "\x7f" for char in text) - bad


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _sample(data: bytes) -> bytes:
    """Whole lines that tell something: those with a byte that is not ASCII."""
    if len(data) <= SAMPLE:
        return data
    telling, size = [], 0
    for line in io.BytesIO(data):
        if not line.isascii():
            telling.append(line[:SAMPLE])
            size += len(telling[-1])
            if size >= SAMPLE:
                break
    return b"".join(telling)[:SAMPLE]


def _likeliest(data: bytes, names: Sequence[str]) -> str | None:
    """The one of ``names`` that makes ``data`` most German, of those in which a library finds it text and no noise."""
    from charset_normalizer import from_bytes  # 17 ms, for few inputs

    python = {name.replace("-", "_"): name for name in names}
    matches = from_bytes(data, cp_isolation=list(python), threshold=1.0)
    fitting = {each for match in matches for each in match.could_be_from_charset}
    texts = {name: data.decode(name, "replace") for each, name in python.items() if each in fitting}
    best = max(texts, key=lambda name: _german(texts[name]), default=None)
    return best if best is not None and _is_plausible(texts[best]) else None


def _windows(data: bytes, language: str) -> str | None:
    """The encoding that Windows has for ``language``, if a library finds ``data`` to be text in it."""
    from charset_normalizer import from_bytes

    name = next((name for name, codes in _WINDOWS.items() if base(language) in codes.split()), "cp1252")
    matches = from_bytes(data, cp_isolation=[name.replace("-", "_")], threshold=1.0)
    return name if matches.best() is not None else None


def _is_plausible(text: str) -> bool:
    """Whether a quarter or more of what is not ASCII is where German has it."""
    return 4 * (len(_LETTERS.findall(text)) + len(_OTHERS.findall(text))) >= sum(char > "\x7f" for char in text)


def _german(text: str) -> int:
    """How much in ``text`` is as in German, less what is not."""
    letters, others = len(_LETTERS.findall(text)), len(_OTHERS.findall(text))
    odd = sum(char > "\x7f" for char in text) - letters - others
    return 2 * letters + others + 2 * len(_QUOTED.findall(text)) + len(_ASCII.findall(text)) - odd
