from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.brief import assemble
from pipeline.corrections import Correction, by_sentence, with_corrections
from pipeline.seal import is_sealed
from pipeline.values import Brief, SummarySentence
from pipeline.writers import markdown
from pipeline.writers.text import visible
from tests.walked import MAKERS, brief, replace_article, summary, translation, walked
from tests.writers import shown as whole_brief

READ = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = [
    "# Heading", "#", "- item", "1. item", "1.", "12) item", "+ item", "> quote", "---", "===", "=", "* * *",
    "<script>alert(1)</script>", "<!-- german-briefs sha256:0 -->", "&lt;b&gt; &#35; &amp;", "<https://example.org>",
    "[link](https://example.org)", "![image](x.png)", "[ref]: https://example.org", "| a | b |", "a|b\n-|-",
    "`code`", "```", "~~~", "    indented", "**bold** _it_ ~~gone~~", "a \\ b \\# c",
    "line\n\n# heading", "x  \ny", "42.000 Dollar", "\x1b[31mred",
]
MARKUP = {"link_open", "image", "html_inline", "code_inline", "fence", "code_block", "hr", "s_open", "strong_open"}


def tokens(text: str) -> list[Token]:
    return [inner for token in READ.parse(text) for inner in (token, *(token.children or []))]


def shown(text: str) -> str:
    """What a reader of the rendered page sees, markup gone."""
    return "".join(token.content for token in tokens(text) if token.type in ("text", "text_special"))


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("before", ["", "- ", "  - ", "1. ", "# "])
def test_text_from_an_article_shows_as_itself_wherever_it_stands(before: str, hostile: str) -> None:
    page = before + markdown.escape(hostile)
    assert shown(page) == visible(hostile)
    assert not {token.type for token in tokens(page)} & (MARKUP | {"html_block"})


@settings(deadline=None)
@given(st.text(max_size=60))
@example("-")
def test_any_text_shows_as_itself(text: str) -> None:
    assert shown(markdown.escape(text)) == visible(text)


def hostile_brief(text: str) -> Brief:
    rows = [["headline", text, text], ["paragraph", text, text, text], ["+", text, text], ["list item", text, text]]
    value = translation(rows)
    value = replace_article(
        value, outlet=text, author=text, source=text, address="https://example.org/<b>(x) \"y'"
    )
    made = assemble(value, summary(value, 1, note=text), [replace(MAKERS[0], model=text, measured=text)])
    taken = SummarySentence(text, (), replaced=text)
    return replace(made, summary=replace(made.summary, sentences=(*made.summary.sentences, taken)))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_an_article_adds_no_heading_link_image_or_html_to_the_page(hostile: str) -> None:
    plain, attacked = tokens(markdown.write(hostile_brief("Gut"))), tokens(markdown.write(hostile_brief(hostile)))
    assert [t.tag for t in attacked if t.type == "heading_open"] == [t.tag for t in plain if t.type == "heading_open"]
    for kind in MARKUP:
        assert sum(t.type == kind for t in attacked) == sum(t.type == kind for t in plain)
    assert [t.content[:4] for t in attacked if t.type == "html_block"] == ["<!--"]


def test_only_web_addresses_become_a_link_to_the_original() -> None:
    def first(address: str) -> str:
        value = replace_article(walked(), address=address)
        return markdown.top(assemble(value, summary(value, 2), ()))

    assert "[original](<https://example.org/a?b=1>)" in first("https://example.org/a?b=1")
    assert "original" not in first("javascript:alert(1)")
    assert "(<https://example.org/%3Cb%3E%22>)" in first('https://example.org/<b>"')


def test_the_page_opens_with_the_brief() -> None:
    lines = markdown.write(brief()).splitlines()
    assert lines[0].startswith("# Elon Musk wants to sue Microsoft")
    assert not lines[0].endswith(".")
    assert lines[2] == "*from the standfirst*"
    assert lines[4] == "DER STANDARD · pez · 20 April 2023 · machine-translated from German"
    assert "advertising plan next week *[24–30 April 2023]*, the company said." in lines[6]
    assert lines[6].endswith("its own API from April 29 *[2023]*.")
    headings = [line for line in lines if line.startswith(("**", "#"))]
    assert headings[1:] == ["**Dates**", "**Quotations**", "**Check**", "**Made by**", "## Evidence", "## Whole text"]


def test_what_was_printed_is_referred_to_by_its_number_and_the_rest_is_quoted() -> None:
    page = markdown.top(brief())
    assert "- 29 April [2023]: sentence 3" in page
    assert "- 25 April 2023: Microsoft did not want to comment either" in page
    assert '- “Lawsuit Time” (English in the source): "Lawsuit Time", as Musk writes on his platform.' in page


def test_quoted_words_stand_in_english_beside_the_german_where_both_have_as_many_quotations() -> None:
    rows = [
        ["paragraph", "„Wir gehen.", "“We go."],
        ["+", "Alle gehen“, so Kurz.", "All of us go”, says Kurz."],
        ["+", "„Ja, sicher“, so Ott.", "Yes, certainly, says Ott."],
    ]
    value = translation(rows)
    page = markdown.top(assemble(value, summary(value, 1), MAKERS))
    assert "- “Wir gehen. Alle gehen” = “We go. All of us go” (translated back" in page
    assert "speaker's wording): sentence 1\n" in page
    assert "- “Ja, sicher” (translated back" in page


def test_every_printed_sentence_stands_above_the_german_it_rests_on() -> None:
    evidence = markdown.write(brief()).partition("## Evidence")[2].partition("##")[0]
    assert "3. Musk had already announced" in evidence
    assert "   - Musk hatte bereits angekündigt, dass" in evidence


def test_every_sentence_of_the_article_is_on_the_page_with_its_doubts() -> None:
    whole = markdown.write(brief()).partition("## Whole text")[2]
    value = walked()
    for sentence, english in zip(value.sentences, value.english, strict=True):
        assert f"- {markdown.escape(sentence.text)}" in whole
        assert markdown.escape(english.text) in whole or "left as it is" in whole
    assert "  - **check:** The German is not a whole sentence." in whole


def test_a_corrected_sentence_says_so_and_what_the_model_had_written() -> None:
    whole = markdown.write(whole_brief.shown()).partition("## Whole text")[2]
    corrected = "- Das Rezept\n  - Her recipe\n  - *corrected by a person; the model had written:* The recipe\n"
    assert corrected in whole
    assert "Anna" not in whole


def test_one_that_was_corrected_to_its_german_is_not_left_as_it_is() -> None:
    value = translation([["paragraph", "Tapbots.", "Taps."]])
    now = with_corrections(value, by_sentence([Correction("Tapbots.", "Tapbots.")]))
    whole = markdown.write(assemble(now, summary(now, 0), MAKERS)).partition("## Whole text")[2]
    assert "- Tapbots.\n  - Tapbots.\n  - *corrected by a person*\n" in whole


def test_an_article_without_anything_known_still_makes_a_page() -> None:
    value = translation([["paragraph", "Es regnet.", "It is raining."]])
    page = markdown.top(assemble(value, summary(value, 0, mode="whole"), ()))
    assert page.startswith("# No headline\n\nno date · machine-translated from German\n\nIt is raining.")


def test_the_page_carries_a_seal_that_an_edit_breaks() -> None:
    page = markdown.write(brief())
    assert is_sealed(page)
    assert not is_sealed(page.replace("Microsoft", "Mikrosoft", 1))


def test_evidence_of_a_written_sentence_is_shown_in_both_languages_and_one_taken_from_the_article_is_marked() -> None:
    value = walked()
    taken = SummarySentence(value.english[6].text, (6,), replaced="Musk lost.")
    made = replace(summary(value, 5), sentences=(SummarySentence("Musk won.", (5,)), taken), mode="free")
    page = markdown.write(assemble(value, made, MAKERS))
    evidence = page.partition("## Evidence")[2].partition("## Whole text")[0]
    german, english = value.sentences[5].text, value.english[5].text
    assert f"- {markdown.escape(german)}\n     - {markdown.escape(english)}" in evidence
    assert "*taken from the article; the model had written:* Musk lost." in evidence
    assert "Musk lost" not in page.partition("## Evidence")[0]
