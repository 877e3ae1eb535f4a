"""Templates of one's own, and what is said of one that fails."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.newsletter import page
from pipeline.newsletter.values import Section
from tests.newsletter.made import issue


def test_a_template_in_a_folder_comes_before_ours_and_is_escaped(tmp_path: Path) -> None:
    (tmp_path / "issue.html").write_text("<p>{{ issue.title }}: {{ issue.stories[0].headline.text }}</p>", "utf-8")
    assert "<p>A&amp;B &lt;i&gt;: Bakery" in page.write(replace(issue(), title="A&B <i>"), tmp_path)
    assert page.plain(issue(), tmp_path) == page.plain(issue())


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("a\n{{ issue.titel }}", r"issue\.html, line 2: .*'titel'"),
        ("{{ isue.title }}", r"issue\.html, line 1: 'isue' is undefined"),
        ("\n\n{% for x in issue.stories %}", r"issue\.html, line 3: "),
        ("\n{{ 1 / 0 }}", r"issue\.html, line 2: division by zero"),
        ("{% include 'b.html' %}", "there is no template 'b.html'"),
        ("{{ ''.__class__.__mro__ }}", r"issue\.html, line 1: .*unsafe"),
        ("\n{% for x in issue.stories %}\n{{ x.headline.txt }}{% endfor %}", r"issue\.html, line 3: .*'txt'"),
    ],
)
def test_a_template_that_fails_is_one_line_with_line_and_variable(tmp_path: Path, template: str, said: str) -> None:
    (tmp_path / "issue.html").write_text(template, "utf-8")
    with pytest.raises(InputError, match=said) as error:
        page.write(issue(), tmp_path)
    assert "\n" not in str(error.value)


def test_a_template_that_is_not_utf8_and_a_folder_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "issue.html").write_bytes(b"\xff")
    with pytest.raises(InputError, match="not UTF-8"):
        page.write(issue(), tmp_path)
    with pytest.raises(InputError, match="no such folder"):
        page.write(issue(), tmp_path / "none")


def test_styles_stand_in_the_elements_and_dark_mode_in_the_head() -> None:
    html = page.write(issue())
    assert '<h1 style="' in html
    assert html.count("<style>") == 1
    assert "prefers-color-scheme" in html.partition("<style>")[2].partition("</style>")[0]
    assert ".page" not in html


def test_a_page_that_mail_programs_would_clip_is_told() -> None:
    assert page.too_large(page.write(issue())) == ""
    assert "Gmail" in page.too_large("a" * 100_000)
    assert "Gmail clips what is over 102 kB" in page.too_large("ä" * 51_000)


def test_fifty_stories_of_three_sentences_stay_under_what_is_clipped() -> None:
    (item,) = issue().items
    text = "A sentence of some one hundred and thirty letters, which is what one in a newspaper has on average."
    line = replace(item.lines[0], text=text, flags=())
    headline = replace(item.headline, text=text[:80])
    story = replace(item, lines=(line, line, line), origins=item.origins[:1], differences=(), headline=headline)
    html = page.write(replace(issue(), sections=(Section("", (story,) * 50),)))
    assert len(html.encode()) < page.LARGEST
