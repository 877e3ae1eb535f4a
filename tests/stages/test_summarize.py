"""What a summary is made of, and what it says when it cannot be as asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.engine import Decoding, Identity, ModelRef
from pipeline.flow import maker
from pipeline.stage import recipe, run
from pipeline.stages.segment import Segment
from pipeline.stages.summarize import Summarize, candidates
from pipeline.stages.translate import Translate
from pipeline.values import Article, Block, English, Flag, Kind, Outcome, Sentence, Translation

MODEL = ModelRef(Identity("none", "none", "0", "none"), Path("no-such-folder"), "fake")


def translation(*rows: tuple[Kind, str, English]) -> Translation:
    text, blocks, sentences = "", [], []
    for index, (kind, german, _) in enumerate(rows):
        start = len(text)
        text += german + "\n\n"
        blocks.append(Block(kind, start, start + len(german), german))
        sentences.append(Sentence(german, index, start, start + len(german)))
    return Translation(Article(text, tuple(blocks), "t"), tuple(sentences), tuple(english for _, _, english in rows))


def test_credits_teasers_and_refused_sentences_are_no_candidates() -> None:
    refused = English("Quatsch hier.", Outcome.FLAGGED, (Flag("untranslated", "nonsense"),))
    value = translation(
        (Kind.HEADLINE, "Titel", English("Title")),
        (Kind.CREDIT, "Foto: X", English("Photo: X", Outcome.PASSED)),
        (Kind.TEASER, "VIDEO: Y", English("VIDEO: Y")),
        (Kind.PARAGRAPH, "Wien wächst.", English("Vienna grows.")),
        (Kind.PARAGRAPH, "Quatsch hier.", refused),
        (Kind.PARAGRAPH, "2025 | 3,0 | 8", English("2025 | 3,0 | 8", Outcome.PASSED)),
        (Kind.SIGNOFF, "(red)", English("(red)", Outcome.PASSED)),
    )
    assert [(places, c.text) for places, c in candidates(value)] == [(range(3, 4), "Vienna grows.")]


@pytest.mark.parametrize("kind", [Kind.TABLE, Kind.FOOTNOTE, Kind.GREETING, Kind.CONTACT])
def test_tables_footnotes_greetings_and_contacts_are_translated_and_no_candidates(kind: Kind, tmp_path: Path) -> None:
    words = "Die Stadt wächst seit langem."
    article = Article(words, (Block(kind, 0, len(words), words),), "t")
    (cut,) = run(Segment(), [article])
    assert Translate(fake(tmp_path)).units(cut) == [words]
    assert candidates(translation((kind, words, English("The town has long been growing.")))) == []


def test_a_short_article_is_printed_whole_without_loading_a_model() -> None:
    value = translation((Kind.PARAGRAPH, "Wien wächst.", English("Vienna grows.")))
    (summary,) = run(Summarize(MODEL), [value])
    assert summary.mode == "whole"
    assert [s.evidence for s in summary.sentences] == [(0,)]
    assert "no more than 1 sentence" in (summary.note or "")


def test_an_article_without_a_usable_sentence_says_so() -> None:
    (summary,) = run(
        Summarize(MODEL), [translation((Kind.OUTLET, "DER STANDARD", English("DER STANDARD", Outcome.PASSED)))]
    )
    assert summary.sentences == ()
    assert summary.note


def article(sentences: int, words: int = 6) -> Translation:
    """An article of one paragraph whose sentences have so many words each."""
    filler = " ".join(f"word{n}" for n in range(words - 2))
    rows = [(Kind.PARAGRAPH, f"Satz {n}.", English(f"Sentence{n} {filler} ends.")) for n in range(sentences)]
    return translation(*rows)


def fake(folder: Path) -> ModelRef:
    (folder / "answers.json").write_text("{}")
    return ModelRef(Identity("none", "none", "0", "none"), folder, "fake", search=Decoding())


@pytest.mark.parametrize(
    ("asked", "sentences", "note"),
    [
        ({"sentences": 2}, 2, None),
        ({"sentences": 20}, 10, "no more than 10 sentences"),
        ({"sentences": 0, "words": 20}, 3, None),
        ({"sentences": 4, "words": 13}, 2, "2 sentences of the 4 asked for: another would go over 13 words"),
        ({"sentences": 4, "words": 3}, 0, "at most 3 words"),
        ({"sentences": 2, "faithful": False}, 2, None),
        ({"sentences": 4, "words": 13, "faithful": False}, 2, "another would go over 13 words"),
        ({"sentences": 4, "words": 3, "faithful": False}, 1, "has 6 words, more than the 3 asked for"),
    ],
)
def test_a_length_is_kept_or_the_summary_says_why_not(tmp_path, asked, sentences, note) -> None:
    (summary,) = run(Summarize(fake(tmp_path), **asked), [article(10)])
    assert len(summary.sentences) == sentences
    assert summary.note is None if note is None else note in (summary.note or "")


def test_a_model_that_writes_less_than_asked_for_is_told_of(tmp_path) -> None:
    value = article(10)
    text = " ".join(english.text for english in value.english)
    ref = fake(tmp_path)
    (tmp_path / "answers.json").write_text(json.dumps({text: f"{value.english[3].text} {value.english[6].text}"}))
    (summary,) = run(Summarize(ref, sentences=5, faithful=False), [value])
    assert [s.text for s in summary.sentences] == [value.english[3].text, value.english[6].text]
    assert summary.note == "The model wrote only 2 sentences, not the 5 asked for."


def test_an_article_whose_sentences_are_all_too_long_for_the_model_has_a_note_and_no_summary(tmp_path) -> None:
    (summary,) = run(Summarize(fake(tmp_path), sentences=1), [article(4, words=600)])
    assert summary.sentences == ()
    assert "Too long for the summarizer, 4 sentences" in (summary.note or "")


def test_only_a_free_summary_made_in_company_is_told_not_to_be_reproducible(tmp_path) -> None:
    exact = Summarize(fake(tmp_path), faithful=False)
    assert b"exact" not in recipe(exact)
    together = Summarize(fake(tmp_path), faithful=False, decoding=Decoding(exact=False))
    assert b'"exact":false' in recipe(together)
    for stage in (exact, together):
        said = maker("summary", stage.model, exact=stage.exact).backend
        assert ("(not reproducible)" in said) == (stage is together)
    assert Summarize(fake(tmp_path), decoding=Decoding(exact=False)).exact


def test_only_what_the_article_bears_out_of_a_free_summary_is_printed(tmp_path) -> None:
    lines = [
        "Twitter will demand a fee of 42,000 dollars a month from 29 April.",
        "Microsoft will strike Twitter from its advertising plan next week.",
        "The weather service of the United States has stopped its warnings.",
        "Elon Musk spoke at a conference for advertisers in Miami.",
    ]
    value = translation(*((Kind.PARAGRAPH, f"Satz {n}.", English(line)) for n, line in enumerate(lines)))
    ref = fake(tmp_path)
    written = "Twitter demands 43,000 dollars a month from 29 April. Grapes were harvested late in Burgenland. "
    written += "Microsoft strikes Twitter from its advertising plan."
    (tmp_path / "answers.json").write_text(json.dumps({" ".join(lines): written}))
    (summary,) = run(Summarize(ref, sentences=3, faithful=False), [value])
    assert [(s.text, s.evidence) for s in summary.sentences] == [
        (lines[0], (0,)), ("Microsoft strikes Twitter from its advertising plan.", (1,)),
    ]  # fmt: skip
    assert [s.replaced is not None for s in summary.sentences] == [True, False]
    assert summary.note == "1 sentence of what the model wrote is left out: the article does not bear it out."
    (short,) = run(Summarize(ref, sentences=3, words=13, faithful=False), [value])
    assert [s.text for s in short.sentences] == [lines[0]]


def test_a_model_that_only_invents_leaves_no_summary_and_the_note_says_so(tmp_path) -> None:
    value = article(10)
    ref = fake(tmp_path)
    (tmp_path / "answers.json").write_text(json.dumps({" ".join(e.text for e in value.english): "Grapes ripen late."}))
    (summary,) = run(Summarize(ref, sentences=3, faithful=False), [value])
    assert summary.sentences == ()
    assert "There is no summary, since the article bears out nothing that the model wrote." in (summary.note or "")
