import pytest

from pipeline.readers import html
from pipeline.values import Article
from tests.pages.stories import BUNDLED
from tests.pages.walls import page

TEXT = "".join(f"<p>{each}</p>" for each in BUNDLED[0].paragraphs)


@pytest.mark.parametrize(("line", "said"), [
    ("<p>Seite 1 von 2</p>", "one of 2 pages"), ("<div>Seite 1/3</div>", "one of 3 pages"),
    ("<p><a href=/2>Weiter auf Seite 2</a></p>", "one of several pages"), ("<p>Seite 1 von 1</p>", ""), ("", ""),
])  # fmt: skip
def test_an_article_of_several_pages_says_that_the_others_are_missing(caplog, line, said):
    shown = page("Ein Bad", f"<main><article><h1>Ein Bad</h1>{TEXT}{line}</article></main>")
    (found,) = html.read(shown.encode(), "a.html")
    assert isinstance(found, Article)
    assert "Seite" not in found.blocks[-1].text
    assert (said in caplog.text) if said else ("pages of an article" not in caplog.text)


def test_a_text_on_the_page_itself_parted_by_line_breaks_is_an_article():
    shown = ("<html><head><title>Vereinsnachrichten</title></head><body><font size=4><b>Fest</b></font><br><br>"
             "Die Freiwillige Feuerwehr Kleinzell hat am Sonntag ihr hundertjähriges Bestehen gefeiert. Rund 600 Gäste "
             "kamen zum Festakt.<br><br>Kommandant Josef Grill dankte den 84 Mitgliedern. Im Vorjahr rückte sie "
             "112 Mal aus.<br>Vor allem das Hochwasser sei eine große Belastung gewesen.</body></html>")  # fmt: skip
    (found,) = html.read(shown.encode(), "a.html")
    assert isinstance(found, Article), found.message
    assert "Rund 600 Gäste" in found.text
    assert "84 Mitgliedern" in found.text
