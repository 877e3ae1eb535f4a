"""Where articles on one story have other numbers: sentences that say the same are compared, number by number."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.checks.quantities.comparing import Missing, missing
from pipeline.checks.quantities.german import read_german
from pipeline.checks.quantities.quantity import SURE, Quantity
from pipeline.checks.quantities.wording import in_english, listed
from pipeline.languages import GERMAN
from pipeline.newsletter.grouping import SAME_SENTENCE, sentences
from pipeline.newsletter.links import safe
from pipeline.newsletter.needs import needed
from pipeline.newsletter.values import Difference
from pipeline.newsletter.view import UNNAMED
from pipeline.values import Article, Translation


def differences(lead: Translation, others: Sequence[Article]) -> tuple[Difference, ...]:
    """For each sentence of ``lead``, the numbers that it has and that another article has others for.

    A number that the other leaves out is no difference. German alone is looked at.
    """
    return tuple(_differences(lead, others)) if lead.article.language == GERMAN else ()


def _differences(lead: Translation, others: Sequence[Article]) -> Iterator[Difference]:
    theirs = [(called(other), [(text, _bare(text)) for text in sentences(other)]) for other in others]
    for sentence, english in zip(lead.sentences, lead.english, strict=True):
        bare = _bare(sentence.text)
        if bare == sentence.text:  # nothing in figures
            continue
        ours: list[str] = []
        said: list[tuple[str, str]] = []
        for name, known in theirs:
            twin = _twin(bare, known)
            if twin is None:
                continue
            one, other = _unlike(sentence.text, twin), _unlike(twin, sentence.text)
            if one and other:
                ours += one
                said.append((name, listed(other)))
        if said:
            yield Difference(english.text, ((called(lead.article), listed(ours)), *said))


def called(article: Article) -> str:
    """What readers know an article by."""
    link = safe(article.address or "")
    return article.outlet or (link.host if link else UNNAMED)


def _bare(sentence: str) -> str:
    return re.sub(r"\d[\d.,]*", "", sentence)


def _twin(bare: str, known: Sequence[tuple[str, str]]) -> str | None:
    """The sentence that says the same but for its figures."""
    with needed():
        from rapidfuzz import fuzz, process
    found = process.extractOne(bare, [each for _, each in known], scorer=fuzz.ratio, score_cutoff=SAME_SENTENCE)
    return None if found is None else known[found[2]][0]


def _unlike(one: str, other: str) -> list[str]:
    """The numbers that ``one`` surely has and ``other`` has not, as a reader of English knows them."""
    found: list[Missing] = missing(read_german(one), read_german(other))
    return [_in_english(each.quantity) for each in found if each.weight == SURE]


def _in_english(quantity: Quantity) -> str:
    german, _, english = in_english(quantity).partition(" (")
    return english.removesuffix(")") or german
