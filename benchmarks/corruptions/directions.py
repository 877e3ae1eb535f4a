"""What rises falls, and who wins loses."""

from __future__ import annotations

import random
import re

CHECKS = ("directions",)

_TURNED = {
    "rose": "fell", "fell": "rose", "risen": "fallen", "rise": "fall", "rises": "falls", "increased": "decreased",
    "increase": "decrease", "grew": "shrank", "decreased": "increased", "dropped": "rose", "won": "lost", "lost": "won",
    "wins": "loses", "win": "lose", "beat": "lost to", "beats": "loses to", "victory": "defeat", "defeat": "victory",
}  # fmt: skip
_GERMAN = re.compile(
    r"st[ie]+g|erhöh|wuchs|wachs|wächs|s[aiu]nk|senk|fiel|fall|gew[ao]nn|gewinn|verlor|verlier|[Ss]ieg|schl[au]g|Niederlage"
)


def corrupt(german: str, english: str, chance: random.Random) -> str | None:
    """``english`` with one such word turned; None where either language has none."""
    found = [match for word in _TURNED for match in re.finditer(rf"\b{word}\b", english)]
    if not found or not _GERMAN.search(german):
        return None
    match = chance.choice(found)
    return english[: match.start()] + _TURNED[match[0]] + english[match.end() :]
