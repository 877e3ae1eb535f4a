"""Numbers lost, changed or invented: every quantity of the German against every quantity of the English, both ways.

What a sentence surely says (figures, and number words from two up) has to be in the other, in any form; what the other
may mean by its words is read generously ("beide", "Hälfte", "decade", "a third"). A number that is there with another
unit ("20 Euro", "$20"), less often, in another order with nothing to tie it down, or beside another name, month or
thing (``quantities.beside``) counts as changed. Not noticed: "one" and "a", 0 in figures, and numbers that changed
places together with their units.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.checks.quantities.beside import misplaced
from pipeline.checks.quantities.comparing import Missing, missing
from pipeline.checks.quantities.english import read_english
from pipeline.checks.quantities.german import read_german
from pipeline.checks.quantities.order import swapped
from pipeline.checks.quantities.quantity import DOUBTFUL, SURE, Quantity
from pipeline.checks.quantities.weighing import weighed
from pipeline.checks.quantities.wording import in_english, listed
from pipeline.values import Flag, Severity

_ABOUT = re.compile(r"\b(?:spring|summer|autumn|fall|winter|months?)\b", re.IGNORECASE)
"""What English may have in the place of a month that stands alone."""
_PUT_IN = "Put the number of the German in, or leave the sentence out."
_TAKE_OUT = "Take the number out, or leave the sentence out."
_COMPARE = "Have German and English compared, or leave the sentence out."


def check(german: str, english: str) -> tuple[Flag, ...]:
    """Flags for the numbers that the English lost, changed or made up.

    Severe where the German or the English surely has the number, or the German a month as in "ab Jänner"; a hint for
    words that may be none ("seine Elf"), for other months and magnitudes that stand alone, for roundings, for miles and
    pounds in the place of metric units, and for a month where the English has a season or "month".
    """
    if not english.strip() or english == german:
        return ()
    source, output = read_german(german), read_english(english)
    lost, invented = weighed(source, output, missing(source, output), missing(output, source, elided=True))
    if _ABOUT.search(english):
        lost = [replace(one, weight=DOUBTFUL) if _alone(one.quantity, german) else one for one in lost]
    flags: list[Flag] = []
    for weight, severity in ((SURE, Severity.SEVERE), (DOUBTFUL, Severity.HINT)):
        gone = [one for one in lost if one.weight == weight]
        new = [one for one in invented if one.weight == weight]
        flags += (Flag("numbers", said, severity, advice) for said, advice in _said(gone, new))
    said_of = {value for one in (*lost, *invented) for value in one.quantity.values}
    pairs = [
        (first, second) for first, second in swapped(source, output, (german, english))
        if not said_of & (first.values | second.values)
    ]
    for first, second in pairs[:1]:
        names = f"{in_english(first)} before {in_english(second)}"
        said = f"The German has {names}; the English has them the other way round."
        flags.insert(0, Flag("numbers", said, Severity.SEVERE, _COMPARE))
    if not pairs:
        flags += (Flag("numbers", said, Severity.SEVERE, _COMPARE) for said in misplaced(german, english))
    return tuple(flags)


def _alone(month: Quantity, german: str) -> bool:
    """Whether it is a month without a day or a year beside it."""
    beside = german[max(0, month.start - 4) : month.start] + german[month.end : month.end + 5]
    return month.kind == "month" and not re.search(r"\d", beside)


def unsupported(text: str, evidence: str) -> tuple[str, ...]:
    """The quantities of an English text that its English evidence does not have, as the text writes them.

    Only those that the text surely has: figures, and number words from two up.
    """
    found = missing(read_english(text), read_english(evidence))
    return tuple(dict.fromkeys(one.quantity.text for one in found if one.weight == SURE and one.reason != "times"))


def _said(gone: list[Missing], new: list[Missing]) -> Iterable[tuple[str, str]]:
    """What is wrong and what to do, a sentence each for every way of being wrong."""
    lost, invented = ([one.quantity for one in missings if not one.reason] for missings in (gone, new))
    if len(lost) == len(invented) == 1 and lost[0].kind in (invented[0].kind, "date"):
        yield f"The German has {in_english(lost[0])} where the English has {invented[0].text}.", _PUT_IN
    else:
        if lost:
            yield f"The German has {listed(map(in_english, lost))}, which the English does not.", _PUT_IN
        if invented:
            names = listed(one.text for one in invented)
            yield f"The English has {names}, which the German does not.", _TAKE_OUT
    for reason, more in (
        ("unit", "; what the English has with that number is something else"),
        ("half day", "; the English has it in the other half of the day"),
        ("percent", "; the English has the number without the percent"),
        ("turned", "; the English has that score the other way round"),
        ("times", " more often than the English"),
    ):
        names = listed(in_english(one.quantity) for one in gone if one.reason == reason)
        if names:
            yield f"The German has {names}{more}.", _PUT_IN
    for reason, more in (
        ("unit", "; what the German has with that number is something else"),
        ("times", " more often than the German"),
    ):
        names = listed(one.quantity.text for one in new if one.reason == reason)
        if names and not any(one.reason == reason for one in gone):
            yield f"The English has {names}{more}.", _TAKE_OUT
