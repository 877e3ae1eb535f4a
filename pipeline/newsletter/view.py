"""The context of the templates: an issue as plain lists, objects and texts (docs/newsletter.md lists them).

Every text is cleaned here, so that no template can let a control or direction character through; markup is escaped by
Jinja2, and ``html`` of a line, the only markup in it, is sanitised by nh3.
"""
from __future__ import annotations

import datetime
from collections.abc import Sequence
from html import escape
from typing import Any

from pipeline import languages
from pipeline.english_dates import english_day
from pipeline.newsletter import links
from pipeline.newsletter.needs import needed
from pipeline.newsletter.values import Difference, Issue, Item, Line, Origin
from pipeline.values import Flag, Severity
from pipeline.writers.text import visible

WEAK = (
    "The translator of this issue is a small model that gets much wrong: compare with the originals before you rely "
    "on a sentence."
)
"""What readers of an issue are told where a bundled model translated it."""
DOUBTS = {
    "numbers": "a number or a date",
    "names": "a name",
    "roles": "who did it to whom",
    "quotes": "a quotation",
    "modality": "how certain it is, or who says so",
    "negation": "it may say the opposite",
    "directions": "it may say the opposite",
    "opposite": "it may say the opposite",
    "leftover": "a part was not translated",
    "untranslated": "it was not translated",
    "support": "the article may not say so",
}
"""What readers are told may be wrong in a sentence, by the name of the flag."""
_DOUBT = "the translation is in doubt"
_IN_FULL = ("numbers", "names")
UNNAMED = "outlet not named"
"""What readers are told of an article of which only the file is known."""
_OWN = "It is not tied to a sentence of the articles."


def context(issue: Issue) -> dict[str, Any]:
    """What every template is given, under ``issue``."""
    numbers = iter(range(1, len(issue.items) + 1))
    sections = [
        {"title": visible(section.title), "stories": [_item(item, next(numbers)) for item in section.items]}
        for section in issue.sections
    ]
    languages_ = dict.fromkeys(languages.name(o.language) for item in issue.items for o in item.origins)
    return {
        "title": visible(issue.title),
        "number": issue.number,
        "day": day(issue.day),
        "iso_day": issue.day,
        "intro": visible(issue.intro),
        "warning": WEAK if issue.weak else "",
        "translated": f"machine-translated from {' and '.join(languages_)}" if languages_ else "",
        "edited": issue.edited,
        "sections": sections,
        "stories": [item for section in sections for item in section["stories"]],
        # How well a model was measured is for the editor, and stands in the draft and in the JSON.
        "makers": [visible(maker.partition("; ")[0]) for maker in issue.makers],
        "own": any(not line.evidence for item in issue.items for line in (item.headline, *item.lines)),
        "brackets": any(line.added for item in issue.items for line in item.lines),
    }


def day(iso: str) -> str:
    """``20 April 2023``; "" for no day."""
    return english_day(datetime.date.fromisoformat(iso)) if iso else ""


def _item(item: Item, number: int) -> dict[str, Any]:
    lines = [_line(line) for line in (item.headline, *item.lines)]
    checks = [flag for line in lines for flag in line["flags"]]
    # In a story that has sources readers take every sentence for theirs.
    own = [_check("Editor’s own", line["text"], _OWN) for line in lines if line["own"] and item.origins]
    return {
        "id": f"story-{number}",
        "headline": lines[0],
        "sentences": lines[1:],
        "sources": _sources(item.origins),
        "differences": [_difference(each) for each in item.differences],
        "checks": [*checks, *own],
        "own": not item.origins,
    }


def _line(line: Line) -> dict[str, Any]:
    text = visible(line.text)
    return {
        "text": text,
        "html": _markup(text, line.added),
        "flags": [_flag(flag, text) for flag in line.flags],
        "own": not line.evidence,
        "edited": bool(line.was),
    }


def _flag(flag: Flag, text: str) -> dict[str, str]:
    # What to do about it is for the editor, and stands in the draft.
    label = "May be wrong" if flag.severity is Severity.SEVERE else "Perhaps wrong"
    doubt = DOUBTS.get(flag.name, _DOUBT)
    detail = f": {_in_plain(flag.message)}" if flag.name in _IN_FULL else "."
    return _check(label, text, f"{doubt[0].upper()}{doubt[1:]}{detail}")


def _in_plain(message: str) -> str:
    """What a check says of figures and names, as readers know the two texts."""
    for there, here in (
        (", which the English does not", ", which is missing here"),
        ("The German", "the original"), ("the German", "the original"),
        ("The English", "this sentence"), ("the English", "this sentence"),
    ):  # fmt: skip
        message = message.replace(there, here)
    return message


def _check(label: str, text: str, message: str) -> dict[str, str]:
    about = text if len(text) <= 40 else f"{text[:39].rsplit(' ', 1)[0]} …"
    return {"label": label, "about": about, "message": visible(message)}


def _markup(text: str, added: tuple[str, ...]) -> Any:
    """The line with what was added in ``<em>``: the only markup there is, whatever the text holds."""
    with needed():
        import nh3
        from markupsafe import Markup
    html = escape(text)
    for bracket in dict.fromkeys(added):
        inside = escape(visible(bracket))
        html = html.replace(f" {inside}", f" <em>{inside}</em>", 1)
    return Markup(nh3.clean(html, tags={"em"}, attributes={}))


def _sources(origins: Sequence[Origin]) -> list[dict[str, Any]]:
    """Each once: two articles of one outlet, day and address are one to readers."""
    found = [_origin(origin) for origin in origins]
    return list({(source["credit"], source["address"]): source for source in found}.values())


def _origin(origin: Origin) -> dict[str, Any]:
    link = links.safe(origin.address)
    return {
        "outlet": visible(origin.outlet) or (link.host if link else ""),
        "author": visible(origin.author),
        "day": day(origin.day) or "no date",
        "iso_day": origin.day,
        "address": link.href if link else "",
        "host": link.host if link else "",
        "language": languages.name(origin.language),
        "translated": "" if origin.language == languages.ENGLISH
        else f"machine-translated from {languages.name(origin.language)}",
        "updated": origin.updated,
        "credit": credit(origin),
    }


def credit(origin: Origin) -> str:
    """Outlet, author, date and language, in one line."""
    translated = origin.language != languages.ENGLISH
    named = visible(origin.outlet) or ("" if links.safe(origin.address) else UNNAMED)
    said = [
        named, visible(origin.author), day(origin.day) or "no date",
        f"machine-translated from {languages.name(origin.language)}" if translated else "",
        changed(origin),
    ]  # fmt: skip
    return " · ".join(part for part in said if part)


def changed(origin: Origin) -> str:
    """``changed since issue 1: 2 of 18 sentences new``; "" for an article that did not change."""
    if not origin.updated:
        return ""
    new = f": {len(origin.new) or 'none'} of {origin.whole} sentences new" if origin.whole else ""
    return f"changed since issue {origin.updated}{new}"


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "english": visible(difference.english),
        "figures": [{"outlet": visible(who), "numbers": visible(what)} for who, what in difference.figures],
    }
