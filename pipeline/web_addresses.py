"""Addresses of the web and of mail in a sentence, and the same put back where a translation has them changed."""
from __future__ import annotations

import re
from difflib import SequenceMatcher

_ENDS = r"(?:at|de|ch|com|org|net|eu|info|io|tv)"
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"„“”»«|]{2,300}"
    r"|(?<![\w.@+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
    rf"|(?<![\w.@/-])[a-z\d-]{{2,63}}(?:\.[a-z\d-]{{2,63}}){{0,3}}\.{_ENDS}/[^\s<>\"„“”»«|]{{1,300}}"
)
_AFTER = ".,;:!?)]}'’*_"
_WORD = re.compile(r"\S+")
_SIGN = re.compile(r"[.@/*:]\s?\w|www|https?")
_LONGEST = 5
"""Words that an address may have come to."""
_LIKE = 0.7
"""How much of its letters what became of an address must share with it."""


def addresses(text: str) -> tuple[str, ...]:
    """The addresses in ``text``, each once, in order, without the punctuation behind them."""
    return tuple(dict.fromkeys(_bare(found.group()) for found in _ADDRESS.finditer(text)))


def restored(source: str, translation: str) -> str:
    """``translation`` with each address of ``source`` as it stands there, where one stretch alone may be it."""
    if len(translation) > 5_000:
        return translation
    for address in addresses(source):
        if not has(translation, address) and (place := _changed(address, translation)) is not None:
            translation = f"{translation[: place[0]]}{address}{translation[place[1] :]}"
    return translation


def has(text: str, address: str) -> bool:
    """Whether ``address`` stands in ``text``, and not as the beginning or the end of another one."""
    return re.search(rf"(?<![\w@]){re.escape(address)}(?![\w@]|[./-]\w)", text) is not None


def _bare(found: str) -> str:
    bare = found.rstrip(_AFTER)
    return bare + ")" if "(" in bare and found.startswith(bare + ")") else bare


def _changed(address: str, text: str) -> tuple[int, int] | None:
    """The one stretch of ``text`` that looks like ``address``; None if there is none, or there are several."""
    wanted = _letters(address)
    words = [found.span() for found in _WORD.finditer(text)]
    right = [found.span() for found in _ADDRESS.finditer(text) if found.group().rstrip(_AFTER) == address]
    spans = []
    for at, (start, _) in enumerate(words):
        for _, stop in words[at : at + _LONGEST]:
            begin = start + len(text[start:stop]) - len(text[start:stop].lstrip("(<[\"“„'"))
            end = begin + len(text[begin:stop].rstrip(_AFTER + ">\"”“"))
            letters = _letters(text[begin:end])
            if abs(len(letters) - len(wanted)) > len(wanted) * 0.5 or not _SIGN.search(text[begin:end]):
                continue
            if any(begin < last and first < end for first, last in right):
                continue
            like = SequenceMatcher(None, wanted, letters, autojunk=False).ratio()
            if like >= _LIKE:
                spans.append((like, begin, end))
    if not spans:
        return None
    _, begin, end = max(spans)
    apart = any(last <= begin or end <= first for _, first, last in spans)
    return None if apart else (begin, end)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
