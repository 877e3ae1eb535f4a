"""One article of the page: its brief on top, what to check, then German and English sentence by sentence."""
from __future__ import annotations

from collections.abc import Iterator

from pipeline import sections
from pipeline.brief import IN_ANOTHER_LANGUAGE, IN_GERMAN
from pipeline.english_dates import with_brackets
from pipeline.languages import tag as tongue
from pipeline.values import Brief, SummarySentence
from pipeline.writers.html.elements import Markup, tag, text
from pipeline.writers.html.rows import flag_line, table
from pipeline.writers.markdown import safe_address
from pipeline.writers.text import visible

NO_HEADLINE = "No headline"


def anchor(number: int, place: str = "") -> str:
    """The id of an article, or of something in it: ``a1-s12`` is its thirteenth sentence."""
    return f"a{number}-{place}" if place else f"a{number}"


def article(brief: Brief, number: int, *, top: int) -> Markup:
    """The ``number``th article of the page, its headline being of level ``top``."""
    return _Article(brief, number, top).whole()


class _Article:
    def __init__(self, brief: Brief, number: int, top: int) -> None:
        self.brief, self.number, self.top = brief, number, top
        self.translation = brief.translation

    def whole(self) -> Markup:
        """The article with all its sections."""
        facts = [*self._facts()]
        return tag(
            "article",
            self._header(),
            self._brief(),
            self._section("check", "Check before you print", *(tag("li", note) for note in self.brief.notes)),
            tag("div", *facts, class_="facts") if facts else None,
            self._text(),
            self._made(),
            id=anchor(self.number),
            aria_labelledby=self._id("headline"),
        )

    def _id(self, place: str) -> str:
        return anchor(self.number, place)

    def _heading(self, title: str, place: str | None = None) -> Markup:
        """A heading; one that can be gone to by a link if it has a ``place``."""
        id_ = self._id(place) if place is not None else None
        return tag(f"h{self.top + 1}", title, id=id_, tabindex=-1 if place is not None else None)

    def _section(self, place: str, title: str, *items: Markup) -> Markup | None:
        if not items:
            return None
        return tag("section", self._heading(title), tag("ul", *items), class_=place)

    def _header(self) -> Markup:
        origin = self.brief.headline_origin
        left = origin in (IN_GERMAN, IN_ANOTHER_LANGUAGE)
        spoken = tongue(self.translation.article.language if left else self.translation.language)
        headline = self.brief.headline
        credit = [text(" · ".join(sections.credit(self.brief)))]
        if address := safe_address(self.translation.article.address):
            link = tag("a", "original", href=address, rel="noopener noreferrer", hreflang=self._german())
            credit += [text(" · "), link]
        return tag(
            "header",
            tag(
                f"h{self.top}",
                tag("span", headline or NO_HEADLINE, lang=spoken if headline else None, dir="auto"),
                id=self._id("headline"),
            ),
            tag("p", f"from the {origin}", class_="origin") if origin not in (None, "headline") else None,
            tag("p", *credit, class_="credit", dir="auto"),
        )

    def _german(self) -> str:
        return tongue(self.translation.article.language)

    def _brief(self) -> Markup | None:
        sentences = self.brief.summary.sentences
        if not sentences:
            return None
        rows = [tag("li", *self._told(place, sentence)) for place, sentence in enumerate(sentences, 1)]
        return tag(
            "section",
            self._heading("Brief"),
            tag("p", "Point at a sentence, tap it or go to it with Tab: you see where it comes from.", class_="how"),
            tag("ol", *rows),
            class_="brief",
        )

    def _told(self, number: int, sentence: SummarySentence) -> Iterator[Markup]:
        """A sentence that opens to what it rests on, and under it what speaks against it."""
        dates = [dated.shown for dated in self.brief.dates if dated.sentence in sentence.evidence]
        shown = [
            tag("i", added, class_="added") if is_added else text(added)
            for added, is_added in with_brackets(visible(sentence.text), dates)
        ]
        yield tag(
            "details",
            tag("summary", tag("span", *shown, lang="en", dir="auto")),
            tag("div", *self._evidence(sentence), class_="evidence"),
            id=self._id(f"b{number}"),
            name=self._id("brief"),
            data_evidence=" ".join(self._id(f"s{place}") for place in sentence.evidence),
        )
        yield from map(flag_line, sentence.flags)
        if sentence.replaced is not None:
            wrote = tag("q", sentence.replaced, dir="auto")
            why = "Taken from the article, because what the model wrote failed a check: "
            yield tag("p", why, wrote, class_="note")

    def _evidence(self, sentence: SummarySentence) -> Iterator[Markup]:
        for place in sentence.evidence:
            source, english = self.translation.sentences[place], self.translation.english[place]
            href = f"#{self._id(f's{place}')}"
            yield tag(
                "div",
                tag("p", source.text, lang=self._german(), dir="auto", class_="source"),
                tag("p", english.text, lang=tongue(self.translation.language), dir="auto"),
                tag("p", tag("a", f"Sentence {place + 1} in the text", href=href), class_="where"),
            )
        if not sentence.evidence:
            yield tag("p", "No sentence of the article was found that bears this out.")

    def _facts(self) -> Iterator[Markup]:
        """The dates and the quotations of the article, and where they stand."""
        for title, rows in (("Dates", sections.dates(self.brief)), ("Quotations", sections.quotations(self.brief))):
            items = [tag("li", f"{said}: {where}", dir="auto") for said, where in rows]
            if section := self._section(title.lower(), title, *items):
                yield section

    def _text(self) -> Markup:
        return tag(
            "section",
            self._heading("Whole text", "text"),
            table(self.translation, self._used(), self._id, (self._german(), tongue(self.translation.language))),
            class_="text",
        )

    def _used(self) -> dict[int, list[int]]:
        """For each sentence of the article the numbers of the brief's sentences that rest on it."""
        used: dict[int, list[int]] = {}
        for number, sentence in enumerate(self.brief.summary.sentences, 1):
            for place in sentence.evidence:
                used.setdefault(place, []).append(number)
        return used

    def _made(self) -> Markup:
        run = sections.run(self.brief)
        return tag(
            "footer",
            self._heading("Made by"),
            tag("ul", *(tag("li", line) for line in sections.makers(self.brief))),
            # On a line of its own: by that seal.gist knows what differs from run to run.
            Markup(f"\n{tag('p', run, class_='run')}\n") if run else None,
        )
