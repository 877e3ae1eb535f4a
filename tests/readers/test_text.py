import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.news import recognise
from pipeline.readers.text import read
from pipeline.stage import run
from pipeline.stages.segment import Segment
from pipeline.text import clean, visible
from pipeline.values import Article

ROOT = Path(__file__).parent.parent.parent
CASES = sorted((ROOT / "tests/cases/articles").glob("*.case"))
SEED = (ROOT / "seeds/standard-musk-microsoft.txt").read_text(encoding="utf-8")

PIECES = st.sampled_from(
    [
        "\n",
        "\r\n",
        "\n\n",
        "\r",
        "\x0b",
        "\u2028",
        "\x85",
        " ",
        "\u00a0",
        "\u202f",
        "\u200b",
        "\u00ad",
        "\ufeff",
        "\u200f",
        "-\n",
        "– ",
        ". ",
        "„",
        "“",
        "(",
        ")",
        "(pez, 20.4.2023)",
        "(APA)",
        "Wien – ",
        "WIEN (APA) - ",
        "DER STANDARD",
        "Foto: A",
        "VIDEO: x",
        "1. ",
        "2. ",
        "- ",
        "• ",
        "a\u0308",
        "\u0308",
        "Der Mann ging nach Hause.",
        "29. April",
        "Von Anna Muster",
        '"Ja"',
        ">",
        "👨\u200d👩",
    ]
)


def article(text: str) -> Article:
    (one,) = read(text.encode(), "a.txt")
    assert isinstance(one, Article)
    return one


def shown(one: Article) -> str:
    head = {
        "title": one.title,
        "origin": one.title_origin,
        "outlet": one.outlet,
        "author": one.author,
        "date": one.date,
    }
    return (
        "".join(f"{name}: {value}\n" for name, value in head.items())
        + "\n"
        + "".join(f"{block.kind.value} | {block.text}\n" for block in one.blocks)
    )


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_every_block_is_known_for_what_it_is(case: Path) -> None:
    source, _, wanted = case.read_bytes().decode().partition("=====\n")
    text = (ROOT / source[1:].strip()).read_text(encoding="utf-8") if source.startswith("@") else source
    assert shown(recognise(text, "a.txt")) == wanted


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100])
def test_a_hard_wrapped_article_reads_like_the_unwrapped_one(width: int) -> None:
    wrapped = "\n".join(textwrap.fill(line, width, break_long_words=False) for line in SEED.split("\n"))
    assert shown(article(wrapped)) == shown(article(SEED))


def test_a_paragraph_a_line_needs_no_blank_lines() -> None:
    assert shown(article("\n".join(line for line in SEED.split("\n") if line))) == shown(article(SEED))


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"])
def test_other_line_ends_change_nothing_but_the_offsets(end: str) -> None:
    text = SEED.replace("\n", end)
    assert article(text).text == text
    assert shown(article(text)) == shown(article(SEED))


@settings(deadline=None)
@given(
    st.lists(PIECES | st.text(max_size=4), max_size=40)
    .map("".join)
    .filter(visible)
    .filter(lambda text: "\0" not in text)
)
def test_nothing_visible_is_outside_the_blocks_and_none_overlap(text: str) -> None:
    one = article("x" + text)
    done = 0
    for block in one.blocks:
        assert done <= block.start < block.end <= len(one.text)
        assert not visible(one.text[done : block.start])
        assert clean(one.text[block.start : block.end]).text == block.text != ""
        done = block.end
    assert not visible(one.text[done:])


def test_a_sentence_alone_is_a_paragraph_and_no_title() -> None:
    one = article("Die Stadt baut einen Radweg.")
    assert [block.kind for block in one.blocks] == ["paragraph"]
    assert (one.title, one.title_origin) == (None, None)


def test_lists_with_dashes_are_items_but_a_wrapped_dash_is_not() -> None:
    wrapped = "Der Mann, ein Wiener aus dem zehnten Bezirk\n- so hieß es am Montag vor dem Gericht -\nwar geständig."
    one = article(f"Drei Punkte:\n\n- eins\n- zwei\n\n{wrapped}")
    assert [block.kind for block in one.blocks][1:] == ["list item", "list item", "paragraph"]


def test_a_file_that_is_no_text_is_refused_by_name() -> None:
    with pytest.raises(InputError, match=r"a\.txt is binary"):
        list(read(b"\x7fELF\0\0", "a.txt"))


ODD = [
    ("Swiss", "Die Strasse ist gross. Das weiss man.", ["Die Strasse ist gross.", "Das weiss man."]),
    ("gender marks", "Leser*innen und Bürger:innen, Leser_innen, LeserInnen kamen. Userinnen und User auch.",
     ["Leser*innen und Bürger:innen, Leser_innen, LeserInnen kamen.", "Userinnen und User auch."]),
    ("capitals", "GRÖSSTE STRASSE GESPERRT! WIEN WARTET.", ["GRÖSSTE STRASSE GESPERRT!", "WIEN WARTET."]),
    ("hyphens", "Der Bundes-\nkanzler kam. Nord- und Süd-\nund Baden-\nWürttemberg auch.",
     ["Der Bundeskanzler kam.", "Nord- und Süd- und Baden-Württemberg auch."]),
    ("tabs", "\tDer\tMann\t\tkam.\tEr ging.", ["Der Mann kam.", "Er ging."]),
    ("soft hyphens", "Der Mann\u00ad kam in die Al\u00adber\u00adtina. Er ging.",
     ["Der Mann kam in die Albertina.", "Er ging."]),
    ("other spaces", "Am\u00a03.\u202fMai kam\u2009er. Er\u3000ging.", ["Am 3. Mai kam er.", "Er ging."]),
    ("zero width", "\u200bDer M\u200dann\ufeff kam.\u200b Er\u2060 ging.", ["Der Mann kam.", "Er ging."]),
    ("decomposed", "Fu\u0308r Ko\u0308ln. A\u0308rger u\u0308ber Maß.", ["Für Köln.", "Ärger über Maß."]),
    ("blank lines", "Der Mann kam.\n" + "\n" * 20_000 + " \t\n" * 20_000 + "Er ging.", ["Der Mann kam.", "Er ging."]),
    ("NUL", "Der Mann\0 kam. " + "Er ging nach Hause. " * 60, ["Der Mann kam.", *["Er ging nach Hause."] * 60]),
    ("no spaces", "x" * 5000, ["x" * 5000]),
    ("no spaces but stops", "Der Mann kam.Die Frau ging.Das Kind blieb.",
     ["Der Mann kam.", "Die Frau ging.", "Das Kind blieb."]),
]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in ODD], ids=[case[0] for case in ODD])
def test_odd_german_becomes_sentences_that_know_their_place(text: str, wanted: list[str], end: str) -> None:
    one = article(text.replace("\n", end))
    (whole,) = run(Segment(), [one])
    assert [sentence.text for sentence in whole.sentences] == wanted
    assert one.text == text.replace("\n", end)
    for sentence in whole.sentences:
        assert clean(one.text[sentence.start : sentence.end]).text == sentence.text


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<!DOCTYPE html><html><body><p>Wien wächst.</p></body></html>", "HTML"),
        ("<p>Wien <a href='x'>wächst</a>.</p>", "HTML"),
        ("# Wien\n\nDie **Stadt** wächst, [sagt die APA](https://apa.at).", "Markdown"),
        ("Wien wächst. 3 < 5 und 7 > 6. **Wichtig** #wien", None),
        ("Das Tag <p> und das Tag <br> sind HTML.", None),
        (SEED, None),
    ],
)
def test_markup_is_noticed_and_read_all_the_same(text: str, what: str | None, caplog: pytest.LogCaptureFixture) -> None:
    assert article(text).text == text
    said = [record.getMessage() for record in caplog.records]
    assert [line.startswith(f"a.txt looks like {what}, ") for line in said] == ([True] if what else [])


def test_size_costs_no_more_than_its_share() -> None:
    # Quadratic time would keep these going for hours.
    for piece in ("(", "(a", "a\n", "Wien – ", "Aa/", 'a."', "- a\n", "1. a\n", "Satz. (APA, 1.2.2015) "):
        assert article(piece * 20_000).blocks
    for piece in ("[", "[a](", "[a](b", "**a", "**", "__", "_a", "#", "<p", "<p ", "<", "`", "a ", "1", "„", "•"):
        assert article(piece * (300_000 // len(piece))).blocks
