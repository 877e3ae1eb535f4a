"""Stories that an editor dropped: what keeps an article out of later issues, and what brings it back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.newsletter import dropped, items
from pipeline.newsletter.arranging import Known
from pipeline.newsletter.dropped import Dropped
from pipeline.newsletter.identity import digest, key
from pipeline.newsletter.values import Item, Line
from pipeline.values import Article
from tests.newsletter.test_grouping import AGENCY, OTHER, article

NONE = Known({}, {})


def story(*articles: Article, number: int = 1) -> Dropped:
    origins = tuple(items.origin(each, n) for n, each in enumerate(articles, 1))
    return dropped.of(number, Item(Line("Flats"), (), origins), dropped.texts(articles))


def out(given: Article, *stories: Dropped, known: Known = NONE) -> list[tuple[int, int]]:
    left, found = dropped.sift([given], stories, known)
    assert len(left) + len(found) == 1
    return [(each.new, each.sentences) for each in found]


def test_the_same_words_stay_out_and_another_story_does_not() -> None:
    gone = story(article(AGENCY, "A"))
    assert out(article(AGENCY, "A"), gone) == [(0, 6)]
    assert out(article(OTHER, "A"), gone) == []


@pytest.mark.parametrize(
    ("change", "new"),
    [
        (lambda text: text.replace("Der Baubeginn", "Ein Baubeginn"), 0),
        (lambda text: text.replace("240", "260"), 1),
        (lambda text: text + " Anrainer fordern nun auch noch eine neue Schule.", 1),
        (lambda text: ". ".join(reversed(text.removesuffix(".").split(". "))) + ".", 0),
    ],
)
def test_a_small_change_does_not_bring_it_back_and_how_much_is_new_is_known(change, new: int) -> None:
    (found,) = out(article(change(AGENCY), "A"), story(article(AGENCY, "A")))
    assert found[0] == new


def test_a_story_of_which_half_is_new_is_told_again() -> None:
    half = ". ".join(AGENCY.split(". ")[:3]) + ". "
    new = "Der Bürgermeister trat danach zurück. Die Polizei sucht nun einen Zeugen. Am Abend brannte es im Rathaus."
    assert out(article(half + new, "A"), story(article(AGENCY, "A"))) == []


def test_another_article_of_its_group_or_of_another_outlet_stays_out_too() -> None:
    gone = story(article(AGENCY, "A"), article(AGENCY + " Anrainer fordern nun auch eine neue Schule.", "B"))
    assert out(article(AGENCY + " Anrainer fordern nun auch eine neue Schule im Bezirk.", "B"), gone) == [(0, 7)]
    assert out(article(AGENCY, "C"), gone) == [(0, 6)]


def test_what_an_issue_had_afterwards_was_taken_in_again() -> None:
    given = replace(article(AGENCY, "A"), address="https://a.example/1")
    gone = story(given, number=2)
    changed = replace(article(AGENCY.replace("zu teuer", "viel zu teuer"), "A"), address="https://a.example/1")
    assert out(changed, gone) == [(0, 6)]
    assert out(changed, gone, known=Known({digest(given): 3}, {key(given): 3})) == []
    assert out(changed, gone, known=Known({digest(given): 1}, {key(given): 1})) == [(0, 6)]


def test_a_draft_of_an_earlier_version_knows_the_articles_alone() -> None:
    gone = replace(story(article(AGENCY, "A")), sentences=())
    assert out(article(AGENCY, "A"), gone) == [(0, 6)]
    assert out(article(AGENCY.replace("240", "260"), "A"), gone) == []


def test_an_article_of_a_few_words_is_known_by_them_alone() -> None:
    gone = story(article("Der Ofen bleibt.", "A"))
    assert out(article("Der Ofen bleibt.", "A"), gone) == [(0, 0)]
    assert out(article("Der Ofen geht.", "A"), gone) == []
