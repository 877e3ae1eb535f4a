"""The same story of several outlets is found, another story is not, and their numbers are compared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline import read_bytes
from pipeline.newsletter.arranging import Known, fresh
from pipeline.newsletter.differing import differences
from pipeline.newsletter.grouping import stories
from pipeline.stage import run
from pipeline.stages.segment import Segment
from pipeline.values import Article, English, Translation

AGENCY = (
    "Wien – Die Stadt Wien baut bis 2027 insgesamt 1.200 neue Wohnungen am Nordbahnhof. Das teilte Stadträtin Berger "
    "am Montag mit. Die Kosten liegen bei 240 Millionen Euro. Ein Teil der Wohnungen soll als Gemeindebau entstehen. "
    "Die Opposition hält das Vorhaben für zu teuer. Der Baubeginn ist für den Herbst geplant."
)
OTHER = (
    "Graz – Die Stadt Graz baut bis 2028 eine neue Brücke über die Mur. Das teilte Bürgermeisterin Kahr am Montag mit. "
    "Die Kosten liegen noch nicht fest. Ein Teil der Anrainer hat sich beschwert. Die Opposition hält das Vorhaben für "
    "richtig. Der Baubeginn ist offen."
)


def article(text: str, outlet: str) -> Article:
    (read,) = read_bytes(text.encode(), f"{outlet}.txt")
    assert isinstance(read, Article)
    return replace(read, outlet=outlet)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.replace("240", "260"),
        lambda text: ". ".join(text.split(". ")[:3]) + ".",
        lambda text: "Das war zu erwarten. Seit Jahren wird in der Stadt darüber gestritten. " + text,
        lambda text: ". ".join(reversed(text.removesuffix(".").split(". "))) + ".",
    ],
)
def test_agency_text_in_another_shape_is_the_same_story(change) -> None:
    found = stories([article(AGENCY, "A"), article(OTHER, "B"), article(change(AGENCY), "C")])
    assert [[each.outlet for each in story.articles] for story in found] == [["A", "C"], ["B"]]


def test_agency_text_word_for_word_names_both_outlets_and_an_article_given_twice_is_one() -> None:
    articles = [article(AGENCY, "A"), article(AGENCY, "C"), article(AGENCY, "A")]
    (story,) = stories(fresh(articles, Known({}, {})))
    assert [each.outlet for each in story.articles] == ["A", "C"]


def test_another_story_in_the_same_words_of_news_is_another() -> None:
    assert len(stories([article(AGENCY, "A"), article(OTHER, "B")])) == 2


def test_articles_in_two_languages_are_never_one_story() -> None:
    assert len(stories([article(AGENCY, "A"), replace(article(AGENCY, "B"), language="fr")])) == 2


def test_numbers_that_differ_are_told_and_one_that_is_left_out_is_not() -> None:
    (cut,) = run(Segment(), [article(AGENCY, "A")])
    lead = Translation(cut.article, cut.sentences, tuple(English(s.text.upper()) for s in cut.sentences))
    others = [article(AGENCY.replace("240", "260"), "B"), article(AGENCY.replace("1.200 neue", "viele neue"), "C")]
    (found,) = differences(lead, others)
    assert found.english == "DIE KOSTEN LIEGEN BEI 240 MILLIONEN EURO."
    assert found.figures == (("A", "€240 million"), ("B", "€260 million"))
