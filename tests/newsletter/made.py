"""Issues by hand."""

from __future__ import annotations

from dataclasses import replace

from pipeline.newsletter import items, making
from pipeline.newsletter.values import Difference, Issue, Section
from pipeline.values import Brief
from tests.walked import replace_article
from tests.writers.attacked import attacked
from tests.writers.shown import shown

AT, DAY = "2026-11-25T06:00:00Z", "2026-11-25"


def of(*briefs: Brief, title: str = "Austria this morning", section: str = "") -> Issue:
    """One section with an item for each brief."""
    made = [
        items.item(brief, number, [items.origin(brief.translation.article, number)])
        for number, brief in enumerate(briefs, 1)
    ]
    makers, _ = making.makers(briefs)
    return Issue(title, 1, DAY, AT, (Section(section, tuple(made)),), makers=makers)


def issue() -> Issue:
    """With all that an item can have."""
    whole = of(shown(), section="Graz")
    (item,) = whole.items
    other = replace(item.origins[0], number=2, outlet="Kurier", address="https://kurier.example/1", updated=3)
    unlike = Difference("The rent is 42,000 euros, says Ott.", (("Der Bote", "4.200"), ("Kurier", "4.300")))
    item = replace(item, origins=(*item.origins, other), differences=(unlike,))
    return replace(whole, sections=(Section("Graz", (item,)),), weak=True, intro="Good morning.")


def hostile(text: str, address: str) -> Issue:
    """Everything in it that comes from outside is ``text``."""
    brief = attacked(text)
    brief = replace(brief, translation=replace_article(brief.translation, address=address))
    made = of(brief, title=text or "x", section=text)
    (item,) = made.items
    item = replace(item, differences=(Difference(text, ((text, text), (text, text))),))
    return replace(made, sections=(Section(text, (item,)),), intro=text, weak=True)
