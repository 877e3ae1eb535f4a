"""The whole text as a table: the kind of each block, and its sentences in both languages with what to know of them."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from pipeline import languages, sections
from pipeline.brief import alternatives
from pipeline.stages.retry import CALLED
from pipeline.values import Block, English, Flag, Kind, Outcome, Severity, Translation
from pipeline.writers.html.elements import Markup, tag

Identify = Callable[[str], str]
"""The id in this page for something in an article."""

_QUIET = frozenset(
    {Kind.CREDIT, Kind.TEASER, Kind.OUTLET, Kind.SIGNOFF, Kind.DATELINE, Kind.FOOTNOTE, Kind.GREETING, Kind.CONTACT}
)
"""What surrounds an article, and is printed paler than its text."""


def table(
    translation: Translation, used: Mapping[int, Sequence[int]], identify: Identify, tongues: tuple[str, str]
) -> Markup:
    """Every sentence of the source, by block; nothing is left out.

    ``used`` has for a sentence the numbers of those of the brief that rest on it; ``tongues`` are the codes of both
    languages. Browsers forget that something is a table when a style stacks its cells, so the roles say it again.
    """
    names = [languages.name(translation.article.language), languages.name(translation.language)]
    heads = [tag("th", title, scope="col", role="columnheader") for title in ("Kind", *names)]
    blocks = [
        _block(translation, block, places, used, identify, tongues)
        for block, places in _by_block(translation)
    ]
    return tag(
        "table",
        tag("caption", f"Each sentence in {names[0]} and in {names[1]}"),
        tag("thead", tag("tr", *heads, role="row"), role="rowgroup"),
        *blocks,
        role="table",
    )


def _by_block(translation: Translation) -> list[tuple[Block, list[int]]]:
    places: list[list[int]] = [[] for _ in translation.article.blocks]
    for place, sentence in enumerate(translation.sentences):
        places[sentence.block].append(place)
    return list(zip(translation.article.blocks, places, strict=True))


def _block(
    translation: Translation,
    block: Block,
    places: Sequence[int],
    used: Mapping[int, Sequence[int]],
    identify: Identify,
    tongues: tuple[str, str],
) -> Markup:
    rows = [_row(translation, place, used.get(place, ()), identify, tongues) for place in places]
    if not rows:
        both = [tag("td", block.text, lang=tongues[0], dir="auto", role="cell"), tag("td", _left(), role="cell")]
        rows = [both]
    kind = tag("th", block.kind.value, scope="rowgroup", rowspan=len(rows) if len(rows) > 1 else None, role="rowheader")
    quiet = " quiet" if block.kind in _QUIET else ""
    lines = []
    for number, cells in enumerate(rows):
        place = places[number] if places else None
        lines.append(
            tag(
                "tr",
                *([kind] if number == 0 else []),
                *cells,
                id=identify(f"s{place}") if place is not None else None,
                class_="used" if place is not None and place in used else None,
                role="row",
            )
        )
    return tag("tbody", *lines, class_=f"{block.kind.value.replace(' ', '-')}{quiet}", role="rowgroup")


def _row(
    translation: Translation, place: int, used: Sequence[int], identify: Identify, tongues: tuple[str, str]
) -> list[Markup]:
    sentence, english = translation.sentences[place], translation.english[place]
    links = [tag("a", f"sentence {number}", href=f"#{identify(f'b{number}')}") for number in used]
    german = tag(
        "td",
        tag("p", sentence.text, lang=tongues[0], dir="auto", data_start=sentence.start, data_end=sentence.end),
        role="cell",
    )
    back = tag("p", "In the brief: ", Markup.joined(links, ", "), class_="back") if links else None
    return [german, tag("td", *_became(translation, place, tongues[1]), *_said(english), back, role="cell")]


def _became(translation: Translation, place: int, tongue: str) -> Iterator[Markup]:
    english = translation.english[place]
    if english.outcome in (Outcome.TRANSLATED, Outcome.CORRECTED) or english.text != translation.sentences[place].text:
        yield tag("p", english.text, lang=tongue, dir="auto") if english.text.strip() else tag("p", tag("i", "nothing"))
    elif translation.kind(place) is not Kind.SIGNOFF:
        yield _left()
    else:
        yield tag("p", english.text, dir="auto")


def _left() -> Markup:
    return tag("p", tag("i", "left as it is"), class_="note")


def _said(english: English) -> Iterator[Markup]:
    """The flags, what was tried instead, where the model was unsure, what a person corrected and dismissed."""
    yield from map(flag_line, english.flags)
    for other in alternatives(english):
        yield _line("another-way", "Another way:", tag("span", other, dir="auto"))
    if said := sections.corrected(english):
        yield _line("corrected", "Corrected", f"{said[0]} ", tag("q", said[1], dir="auto") if said[1] else None)
    if english.confidence == "low":
        yield _line("unsure", "Unsure:", "the translator was unsure of its words.")
    for each in english.dismissed:
        yield _line("dismissed", "Dismissed:", each.flag.message + (f" ({each.reason})" if each.reason else ""))
    if english.tries:
        rows = [
            tag("li", f"{CALLED.get(one.how, one.how)}: ", tag("q", one.text, dir="auto"), f" ({_outcome(one.failed)})")
            for one in english.tries
        ]
        many = f"{len(rows)} translations were tried" if len(rows) > 1 else "One translation was tried"
        yield tag("details", tag("summary", many), tag("ul", *rows), class_="tries")


def _outcome(failed: Sequence[str]) -> str:
    return f"failed: {', '.join(failed)}" if failed else "passed"


def flag_line(flag: Flag) -> Markup:
    """A flag as a paragraph that says by a word and by its form what it is, not by colour alone."""
    advice = tag("span", f" {flag.advice}", class_="advice") if flag.advice else None
    severe = flag.severity is Severity.SEVERE
    return _line("check" if severe else "hint", "Check:" if severe else "Hint:", flag.message, advice)


def _line(look: str, label: str, *said: str | None) -> Markup:
    return tag("p", tag("strong", label), " ", *said, class_=f"remark {look}")
