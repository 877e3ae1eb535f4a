"""Markdown stays Markdown: where the words do not change, neither does anything else; links are never lost."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.markdown_again import again, unplaced
from pipeline.markdown_source import parser
from pipeline.readers.markdown import read
from pipeline.stage import run
from pipeline.stages.segment import Segment
from pipeline.values import Article, English, Translation

WHOLE = """---
title: "Wien: es wächst"
date: 2024-05-04
---

# Wien **wächst** weiter

Die [Stadt](https://wien.gv.at "Wien") sagt: *alles* ist gut. Mehr bei `curl -X`.[^1]

> Er kam.\\
> Sie ging, sagt <https://x.org/a_b> dazu.

- Erstens kommt es. ![Bild](a.png)
  1. Zweitens [geht][ref] es.

| Stadt | Zahl |
|---|---|
| Wien \\| Graz | zwei *Millionen* |

```python
print("Hallo [x](y)")
```

<div>Hallo *Welt*</div>

[ref]: https://example.org/a_(b)
[^1]: Stand Mai.
"""


def article(markdown: str) -> Article:
    (found,) = read(markdown.encode(), "a.md")
    assert isinstance(found, Article)
    return found


def translated(one: Article, words: dict[str, str] | None = None) -> Translation:
    """Each sentence as it is, or as ``words`` says."""
    (cut,) = run(Segment(), [one])
    english = tuple(English((words or {}).get(sentence.text, sentence.text)) for sentence in cut.sentences)
    return Translation(one, cut.sentences, english)


def shown(markdown: str) -> str:
    """What a browser would show, white space aside."""
    html = parser().render(re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL))
    return re.sub(r"\s+", " ", html.replace("<br />", " ")).replace("> ", ">").replace(" <", "<")


def test_with_the_same_words_the_whole_is_the_same() -> None:
    kept = again(translated(article(WHOLE)))
    assert shown(kept.text) == shown(WHOLE)
    assert "lost" not in kept.placed
    assert 'title: "Wien: es wächst"' in kept.text


def test_what_is_struck_stands_behind_its_sentence_and_raised_numbers_stay_raised() -> None:
    kept = again(translated(article("# Wien\n\nEs sind ~~500~~ 600 auf 5 m<sup>2</sup>. Das war neu.<sup>1</sup>\n")))
    assert "~~500~~" in kept.text
    assert "<sup>1</sup>" in kept.text
    assert "600 auf 5 m²." in kept.text


def test_code_html_and_addresses_are_untouched_and_no_prose() -> None:
    one = article(WHOLE)
    for piece in ('print("Hallo [x](y)")', "<div>Hallo *Welt*</div>", "[ref]: https://example.org/a_(b)"):
        assert piece in again(translated(one, {"Er kam.": "He came."})).text
        assert piece not in one.text
    assert "wien.gv.at" not in one.text


@pytest.mark.parametrize(
    ("source", "english", "wanted"),
    [
        ("Das sagt [Angela Merkel](u).", "That says Angela Merkel.", "That says [Angela Merkel](u)."),
        ("Das sagt *Kanzlerin Angela Merkel* heute.", "Angela Merkel says so.", "*Angela Merkel* says so."),
        ("[Alles ist gut.](u)", "All is well.", "[All is well.](u)"),
        ("**Alles ist gut**.", "All is well.", "**All is well**."),
        ("Das [Spiel](u) ist aus.", "The match is over.", "The match is over. ([Spiel](u))"),
        ("Das *Spiel* ist aus.", "The match is over.", "The match is over."),
        ("Er tippt `ls -l` ein.", "He types ls -l here.", "He types `ls -l` here."),
        ("Er tippt `ls -l` ein.", "He types.", "He types. (`ls -l`)"),
        ("Er kam ![B](b.png) an.", "He came.", "He came. ![B](b.png)"),
        ("Am [1. Mai](u) kam [er](v).", "He came on 1 May.", "He came on [1](u) May. ([er](v))"),
        ("Zwei \\* drei [x](u)", "a * b_c [x]", "a \\* b\\_c \\[[x](u)\\]"),
        ("Er kam [![B](b.png)](u) an.", "He came.", "He came. [![B](b.png)](u)"),
        ("Er sagt es.", "1. He says it", "1\\. He says it"),
        ("Er sagt es.", "# He says it", "\\# He says it"),
        ("Siehe https://a.at/b_c dort.", "See https://a.at/b_c there.", "See https://a.at/b_c there."),
        ("Wien und [Wien](u) sind da.", "Wien and Wien are there.", "Wien and [Wien](u) are there."),
        ("***Alles*** [*gut*](u) hier.", "Alles gut here.", "***Alles*** [*gut*](u) here."),
    ],
)
def test_marks_go_where_their_words_are_found_else_behind(source: str, english: str, wanted: str) -> None:
    one = article(source)
    (cut,) = run(Segment(), [one])
    (sentence,) = cut.sentences
    assert again(translated(one, {sentence.text: english})).text == f"{wanted}\n"


def test_words_translated_alone_help_to_find_the_place() -> None:
    value = translated(article("Das [Spiel](u) ist aus."), {"Das Spiel ist aus.": "The match is over."})
    assert unplaced(value) == ["Spiel"]
    assert again(value, {"Spiel": "The match."}).text == "[The match](u) is over.\n"


def test_cells_of_tables_stay_cells() -> None:
    one = article("| a b | c |\n|---|---|\n| Eins \\| zwei | x |\n")
    kept = again(translated(one, {"Eins | zwei": "One | two", "a b": "d|e"})).text
    assert kept == "| d\\|e | c |\n|---|---|\n| One \\| two | x |\n"


def test_the_title_of_the_front_matter_is_translated_and_nothing_else_there() -> None:
    one = article("---\ntitle: Wien wächst\ntags: [a, b]\ndate: 2024-05-04\nauthor: 'Eva M'\n---\nEs regnet heute.\n")
    assert (one.title, str(one.date), one.author) == ("Wien wächst", "2024-05-04", "Eva M")
    kept = again(translated(one, {"Wien wächst": 'Vienna "grows"', "Es regnet heute.": "It rains today."})).text
    assert kept == (
        '---\ntitle: "Vienna \\"grows\\""\ntags: [a, b]\ndate: 2024-05-04\nauthor: \'Eva M\'\n---\nIt rains today.\n'
    )


PIECES = st.sampled_from(
    [
        "Wien",
        " ",
        " ",
        "\n",
        "\n\n",
        "**",
        "*",
        "_",
        "`",
        "[",
        "](u)",
        "](<a b>)",
        "![i](j)",
        "<b>",
        "&amp;",
        "\\",
        "# ",
        "> ",
        "- ",
        "1. ",
        "| a | b |\n|---|---|\n| c | d |\n",
        "```\nx\n```\n",
        "    code\n",
        "~~",
        "<https://a.b>",
        "  \n",
        "[^1]",
        "\t",
        ".",
        "Das ist gut. ",
        "---\n",
        "title: x\n",
        "<!-- c -->",
        "é",
        "\u200b",
        "\u202e",
        "[r]: z\n",
        "[r]",
        "=\n",
        "|",
        "\r\n",
        "\x00",
        "”",
        "\u200b",
    ]
)


def kinds(text: str) -> set[tuple[str, str]]:
    """Addresses of links and pictures, and blocks of code."""
    tokens = [t for block in parser().parse(text) for t in (block, *(block.children or []))]
    links = [("link", str(t.attrGet("href") or t.attrGet("src"))) for t in tokens if t.type in ("link_open", "image")]
    return {*links, *(("code", t.content.strip()) for t in tokens if t.type in ("fence", "code_block"))}


@given(
    st.lists(PIECES, max_size=30).map("".join), st.sampled_from(["", "Something else.", "*_[`<#> |", "Wien", "1. a"])
)
@settings(max_examples=300, deadline=None)
def test_any_markdown_comes_back_with_its_addresses_and_code(markdown: str, other: str) -> None:
    """Whatever becomes of the words; "" leaves them as they are."""
    try:
        one = article(markdown)
    except InputError:
        return
    value = translated(one)
    if other:
        value = replace(value, english=tuple(English(other) for _ in value.english))
    assert one.markdown is not None
    assert kinds(one.markdown) <= kinds(again(value).text)
