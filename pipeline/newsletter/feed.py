"""An RSS 2.0 feed of the past issues of one newsletter."""
from __future__ import annotations

from collections.abc import Sequence
from email.utils import format_datetime
from xml.etree import ElementTree as Xml

from pipeline.newsletter import dating
from pipeline.newsletter.past import Past
from pipeline.seal import seal_markdown
from pipeline.writers.text import visible

MOST = 50
"""Issues in a feed, the newest."""
NAME = "feed.xml"


def write(title: str, published: Sequence[Past], stem: str, site: str = "") -> str:
    """The feed, sealed; ``site`` is the web address that the folder has, without it links are names of files."""
    base = f"{site.rstrip('/')}/" if site else ""
    root = Xml.Element("rss", version="2.0")
    channel = Xml.SubElement(root, "channel")
    _text(channel, "title", title)
    _text(channel, "link", base or "./")
    _text(channel, "description", f"{title}: German news in English, machine-translated")
    _text(channel, "language", "en")
    for past in reversed(published[-MOST:]):
        item = Xml.SubElement(channel, "item")
        _text(item, "title", f"{title}, issue {past.number}")
        _text(item, "link", f"{base}{stem}-{past.number}.html")
        guid = _text(item, "guid", f"{past.fingerprint}")
        guid.set("isPermaLink", "false")
        _text(item, "pubDate", format_datetime(dating.moment(past.day, past.at)))
        _text(item, "description", "; ".join(past.headlines))
    Xml.indent(root, " ")
    whole = Xml.tostring(root, "unicode")
    return seal_markdown(f'<?xml version="1.0" encoding="utf-8"?>\n{whole}\n')


def _text(parent: Xml.Element, name: str, text: str) -> Xml.Element:
    child = Xml.SubElement(parent, name)
    child.text = visible(text).replace("\ufffe", "").replace("\uffff", "")
    return child
