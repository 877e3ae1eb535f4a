"""A mail that passes an article on: who sent that, when, and what the mail says above it."""
from __future__ import annotations

import re
from dataclasses import replace

from pipeline.days import read_day
from pipeline.signoff import find_day
from pipeline.values import Article, Kind

_MARK = re.compile(
    r"[-_\s]*(?:anfang der )?(?:weitergeleitete|forwarded)[rn]?[\s-]*(?:nachricht|e-?mail|message)\b", re.IGNORECASE
)
_FROM = re.compile(
    r"(?:^|\s)(?:Von|From):[\s|]*(?P<name>[^<|\n@]{2,80}?)\s*(?:<|\[mailto:|(?:Gesendet|Sent|Datum|Date):|\Z)"
)
_SENT = re.compile(r"(?:^|\s)(?:Gesendet|Sent|Datum|Date):[\s|]*(?P<day>.{6,60})")


def without_marks(text: str) -> str:
    """Plain text of a mail that says it passes on, without the marks of what is quoted in it; else as it is."""
    said = any(_MARK.match(line) for line in text.splitlines())
    return re.sub(r"(?m)^(?:>[ \t]?)+", "", text) if said else text


def with_original(article: Article, *, passed_on: bool) -> Article:
    """``article`` as it was sent first, where it stands under the headers of another mail; else as it is.

    Author and date are those of the last such headers. Of a mail that passes on (``passed_on``, or it says so above
    the headers) what stands above them is a note to a colleague, unless it is longer than what stands below.
    """
    blocks = list(article.blocks)
    marked = any(_MARK.match(block.text) for block in blocks)
    kinds = (Kind.CONTACT, Kind.TABLE) if marked else (Kind.CONTACT,)
    heads = [place for place, block in enumerate(blocks) if block.kind in kinds and _is_head(block.text)]
    if not heads:
        return article
    said = " ".join(blocks[place].text for place in heads if place >= _last_run(heads))
    name, sent = _FROM.search(said), _SENT.search(said)
    if name is None or sent is None:
        return article
    day = read_day(sent["day"]) or find_day(sent["day"])
    above, below = blocks[: heads[0]], blocks[heads[-1] + 1 :]
    if (marked or passed_on) and sum(len(block.text) for block in above) < sum(len(block.text) for block in below):
        above = [
            block if block.kind in (Kind.HEADLINE, Kind.CONTACT) else replace(block, kind=Kind.GREETING)
            for block in above
        ]
        blocks = [*above, *blocks[heads[0] :]]
    return replace(
        article,
        blocks=tuple(blocks),
        author=article.author or name["name"].strip(" \"'"),
        date=article.date or day,
    )


def _is_head(text: str) -> bool:
    return any(found is not None for found in (_FROM.search(text), _SENT.search(text), _MARK.match(text)))


def _last_run(heads: list[int]) -> int:
    """Where the last headers begin: lines of one mail's stand together."""
    first = heads[-1]
    for place in reversed(heads[:-1]):
        if first - place > 3:
            break
        first = place
    return first
