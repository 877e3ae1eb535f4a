"""A name is misspelt, as a model does that spells in pieces: a letter lost, doubled, changed, or two exchanged."""
from __future__ import annotations

from random import Random

from benchmarks.corruptions.names_gold import names, replaced

CHECKS = ("names",)


def corrupt(german: str, english: str, chance: Random) -> str | None:
    """The English with one letter of one name wrong, never its first, or None; not of names in capitals."""
    found = [name.text for name in names(german, english) if len(name.text) > 4 and not name.text.isupper()]
    if not found:
        return None
    name = chance.choice(found)
    places = [i for i in range(1, len(name) - 1) if name[i].isalpha() and name[i].islower() and name[i + 1].isalpha()]
    if not places:
        return None
    at = chance.choice(places)
    letters = "aeiou" if name[at] in "aeiou" else "bdgklmnprst"
    other = chance.choice(letters.replace(name[at], ""))
    wrong = [
        name[:at] + name[at + 1 :],
        name[: at + 1] + name[at] + name[at + 1 :],
        name[:at] + other + name[at + 1 :],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    ]
    return replaced(english, name, chance.choice([spelling for spelling in wrong if spelling != name]))
