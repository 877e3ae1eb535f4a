"""What stands on a page beside its article, and is taken out of the tree before the article is looked for."""
from __future__ import annotations

import re
from typing import Any

from pipeline.pages.lines import is_box, is_hidden
from pipeline.pages.tree import events, marks

_WHOLE = frozenset("aside form button dialog figcaption iframe svg select noscript".split())
"""Elements that are never text of an article."""

_CALLED = re.compile(
    r"(?:^|[\s_.:-])(?:"
    r"nav(?:igation|bar)?|menu|breadcrumbs?|footer|sidebar|social(?:bar|share|media)?|shar(?:e|ing)(?:bar|tools)?|"
    r"comments?|comment-?(?:list|section)|kommentare?|forum|postings?|leserbriefe?|"
    r"newsletter\w*|subscribe|abo-?(?:box|teaser|hinweis)|"
    r"cookie\w*|consent\w*|cmp|gdpr|privacy-?(?:banner|layer)|"
    r"ads?|adslot|ad-?(?:container|wrapper|slot|label)|advert\w*|anzeige|werbung|sponsored|outbrain|taboola|"
    r"related\w*|recommend\w*|more-?(?:on|articles|stories)|mehr-?zum-?thema|lesen-?sie-?auch|read-?more|"
    r"teaser(?:s|list|box|block)?|topbox|marketing\w*|promo\w*|"
    r"tags?|tag-?list|keywords|topics?-?list|"
    r"caption|bildunterschrift|image-?(?:source|credit|copyright)|copyright|"
    r"author-?(?:bio|box|info|card)|autoren-?box|"
    r"mostread|meistgelesen|most-?(?:read|popular)|paging|pagination|print-?only|toolbar|"
    r"audio-?player|podcast-?(?:box|teaser)|video-?(?:teaser|box)|gallery-?teaser"
    r")(?:$|[\s_.:-])"
)
_STATES = ("has-", "with-", "no-", "is-", "js-", "without-", "show-", "hide-")
"""How classes begin that say what an element has, not what it is."""
_LEAD = re.compile(r"teaser-?text|lead|intro")
_MUCH = 0.5
"""Share of a page's text; what holds more is no furniture, whatever it is called."""


def without_furniture(tree: Any) -> Any:
    """``tree`` without what is named as furniture; elements that hold the greater part of the text stay."""
    lengths = _lengths(tree)
    most = _MUCH * lengths[tree]
    waiting = list(tree)
    while waiting:
        element = waiting.pop()
        silent = element.tag in ("script", "style", "template", "nav", "footer")
        if silent or (_is_furniture(element) and lengths[element] <= most):
            removed(element)
        else:
            waiting += list(element)
    return tree


def _lengths(tree: Any) -> dict[Any, int]:
    """How many characters of text are inside each element."""
    lengths: dict[Any, int] = {}
    count = 0
    for event, each in events(tree):
        if event == "start":
            lengths[each] = count
            count += len((each.text or "").strip()) if each.tag not in ("script", "style", "template") else 0
        else:
            lengths[each] = count - lengths[each]
            count += len((each.tail or "").strip())
    return lengths


def _is_furniture(element: Any) -> bool:
    if element.tag in ("body", "main", "head"):
        return False
    if element.tag in _WHOLE or (is_hidden(element) and is_box(element)):
        return True
    called = [mark for mark in marks(element).split() if not mark.startswith(_STATES)]
    return any(_CALLED.search(mark) for mark in called) and not any(_LEAD.search(mark) for mark in called)


def removed(element: Any) -> None:
    """Take ``element`` out, but not the text behind it."""
    parent, tail = element.getparent(), element.tail
    if tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)
