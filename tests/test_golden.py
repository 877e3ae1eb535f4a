"""The ideal brief of the article in seeds/ beside what the tool makes: the difference is shown, facts must hold."""
from __future__ import annotations

import datetime
import difflib
import sys
from pathlib import Path

import pytest

from pipeline import find_model
from pipeline.flow import make_briefs
from pipeline.quotations import ENGLISH_IN_SOURCE, TRANSLATED_BACK
from pipeline.reading import read_file
from pipeline.stages.summarize import Summarize
from pipeline.stages.translate import Translate
from pipeline.values import Brief, Kind
from pipeline.writers import markdown
from tests import walked

HERE = Path(__file__).parent
IDEAL = HERE / "golden/standard-musk-microsoft.ideal.md"
SEED = HERE.parent / "seeds/standard-musk-microsoft.txt"
TRANSLATOR = "de-en-news-tiny"


def made_by_models() -> Brief:
    if not (HERE.parent / "models" / TRANSLATOR).is_dir():
        pytest.skip("the bundled translator is not in models/")
    translate = Translate(find_model("auto", task="translation"))
    summarize = Summarize(find_model("auto", task="summarization"))
    (brief,) = make_briefs(read_file(SEED), translate, summarize)
    assert isinstance(brief, Brief), brief
    return brief


@pytest.fixture(scope="module", params=["by hand", "by the bundled models"])
def brief(request: pytest.FixtureRequest) -> Brief:
    return walked.brief() if request.param == "by hand" else made_by_models()


def test_the_difference_from_the_ideal_is_shown(brief: Brief) -> None:
    ideal, page = IDEAL.read_text(encoding="utf-8").splitlines(), markdown.top(brief).splitlines()
    sys.stdout.writelines(f"{line}\n" for line in difflib.unified_diff(ideal, page, "ideal", "made", lineterm=""))
    headings = [line for line in page if line.startswith("**")]
    assert headings == ["**Dates**", "**Quotations**", "**Check**", "**Made by**"]


def test_outlet_author_and_date_stand_under_the_headline(brief: Brief) -> None:
    article = brief.translation.article
    assert (article.outlet, article.author, article.date) == ("DER STANDARD", "pez", datetime.date(2023, 4, 20))
    lines = markdown.top(brief).splitlines()
    assert lines[0].startswith("# ")
    assert lines[2] == "*from the standfirst*"
    assert lines[4] == "DER STANDARD · pez · 20 April 2023 · machine-translated from German"


def test_the_summary_rests_on_sentences_of_the_body_alone(brief: Brief) -> None:
    evidence = [place for sentence in brief.summary.sentences for place in sentence.evidence]
    assert evidence
    assert {brief.translation.kind(place) for place in evidence} == {Kind.PARAGRAPH}


def test_dates_and_quotations_are_those_of_the_article(brief: Brief) -> None:
    shown = [dated.shown for dated in brief.dates]
    assert shown == ["next week [24–30 April 2023]", "29 April [2023]", "25 April 2023"]
    assert [(quotation.german, quotation.note) for quotation in brief.quotations] == [
        ("Lawsuit Time", ENGLISH_IN_SOURCE),
        ("Sie haben sie illegal mit Twitter-Daten trainiert.", TRANSLATED_BACK),
    ]
