"""What makes two articles the same, and an issue the same as another."""
from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pipeline import codec
from pipeline.values import Article


def key(article: Article) -> str:
    """What stays when an article is changed: its address, else its outlet and title, else where it was read from."""
    if article.address:
        return article.address.partition("#")[0]
    if article.title and article.outlet:
        return f"{article.outlet}: {article.title}"
    return article.source


def digest(article: Article) -> str:
    """sha256 (hex) of its words: another where any of them was changed, the same wherever the article was read from."""
    return _sha256([block.text for block in article.blocks])


def fingerprint(title: str, digests: Iterable[str]) -> str:
    """By which a command that is given twice is known to make one issue: of which articles, in any order.

    What else it asks, such as how many sentences, changes the issue and makes no other.
    """
    return _sha256([title, sorted(set(digests))])


def _sha256(value: object) -> str:
    return hashlib.sha256(codec.dumps(value)).hexdigest()
