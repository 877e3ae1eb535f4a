from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import codec
from pipeline.news import recognise
from pipeline.stage import key, recipe, run
from pipeline.stages.segment import Cuts, Prose, Segment
from pipeline.text import clean
from pipeline.values import Article, Kind, Sentences

SEED = Path(__file__).parent.parent.parent / "seeds/standard-musk-microsoft.txt"
PIECES = st.sampled_from(
    [
        "Er ging. ",
        "z. B. ",
        "„Ja.“ ",
        "29. April ",
        "\n\n",
        "\r\n",
        "-\n",
        "a\u0308",
        "\u00ad",
        "\u200b",
        "(pez, 1.2.2015)",
        "Wien – ",
    ]
)


def sentences(article: Article) -> Sentences:
    (one,) = run(Segment(), [article])
    return one


def test_the_seed_is_cut_into_sentences_that_know_their_block_and_place() -> None:
    article = recognise(SEED.read_text(encoding="utf-8"), "seed")
    whole = sentences(article)
    assert [s.text for s in whole.sentences if s.block == 10] == [
        "Elon Musk interpretierte den Rückzug von Microsofts Werbeplattform von seinem Kurznachrichtendienst als "
        "persönlichen Angriff und schwor Rache in Form von Klagen.",
        '"Lawsuit Time", wie Musk auf seiner Plattform schreibt.',
        'Zum Grund für die Klage meinte Musk: "Sie haben sie illegal mit Twitter-Daten trainiert."',
    ]
    assert all(article.text[s.start : s.end] == s.text for s in whole.sentences)
    assert len(whole.sentences) == 27


def test_what_is_no_prose_stays_in_one_piece() -> None:
    article = recognise("Foto: Dr. Hans. Maier. Wien.\n\nEr kam. Sie ging.\n\n(Anna Muster, 1. 2. 2015)", "a.txt")
    assert [s.text for s in sentences(article).sentences] == [
        "Foto: Dr. Hans. Maier. Wien.",
        "Er kam.",
        "Sie ging.",
        "(Anna Muster, 1. 2. 2015)",
    ]


def test_an_edit_elsewhere_moves_no_unit() -> None:
    before = Segment().units(recognise("Kopf der Seite\n\nEr kam. Sie ging.\n\nEs war aus. Er blieb.", "a.txt"))
    after = Segment().units(
        recognise("Ein ganz anderer Kopf\n\n\n\nEr kam. Sie\u00ad ging.\n\nEs war aus. Er blieb.", "b.txt")
    )
    assert before[0] != after[0]
    assert (
        before[1:]
        == after[1:]
        == [Prose(Kind.PARAGRAPH, "Er kam. Sie ging."), Prose(Kind.PARAGRAPH, "Es war aus. Er blieb.")]
    )


def test_a_result_can_be_stored_and_read_back() -> None:
    ((_, result),) = Segment().compute([Prose(Kind.PARAGRAPH, "Er kam. Sie ging.")])
    assert codec.loads(Cuts, codec.dumps(result)) == result


@settings(deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=30).map("".join))
def test_sentences_cover_their_blocks_and_read_as_their_stretch_of_the_source_does(text: str) -> None:
    whole = sentences(recognise(text, "a.txt"))
    for index, block in enumerate(whole.article.blocks):
        own = [s for s in whole.sentences if s.block == index]
        assert "".join("".join(s.text.split()) for s in own) == "".join(block.text.split())
        for s in own:
            assert block.start <= s.start < s.end <= block.end
            assert clean(text[s.start : s.end]).text == s.text


def test_keys_of_german_are_those_from_before_there_were_other_languages() -> None:
    german, french = (Prose(Kind.PARAGRAPH, "Er kam.", language) for language in ("de", "fr"))
    assert codec.dumps(german, for_key=True) == b'{"kind":"paragraph","text":"Er kam."}'
    assert key(recipe(Segment()), french) != key(recipe(Segment()), german)


def test_an_article_is_cut_as_its_language_is() -> None:
    text = "They met on October 14. Djuricin is out."
    whole = [sentences(recognise(text, "a.txt", language=language)) for language in ("en", "de")]
    assert [len(each.sentences) for each in whole] == [2, 1]
