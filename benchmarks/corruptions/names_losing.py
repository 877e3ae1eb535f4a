"""How a name is lost: a person becomes a pronoun, a place goes, an organisation becomes a common noun."""
from __future__ import annotations

import re
from random import Random

from benchmarks.corruptions.names_gold import names, replaced

CHECKS: tuple[str, ...] = ()


def without(german: str, english: str, kind: str, chance: Random) -> str | None:
    """The English without one of its names of a kind, or None where it has none."""
    found = [name for name in names(german, english) if name.kind == kind]
    if not found:
        return None
    name = chance.choice(found)
    text = re.escape(name.text)
    if name.kind == "person":
        he, his = chance.choice([("he", "his"), ("she", "her")])
        return replaced(re.sub(rf"\b{text}['’]s", his, english), name.text, he)
    if name.kind == "place":
        english = re.sub(rf",? (?:in|from|near|to|of|at) (?:the )?{text}(?![\w’'])", "", english)
        return replaced(english, name.text, "the country")
    english = re.sub(rf"\b[Tt]he {text}\b", name.text, english)
    return replaced(english, name.text, chance.choice(["the group", "the company"]))
