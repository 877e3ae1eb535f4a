"""What a summary is made of, and what it says when it cannot be as asked."""

from __future__ import annotations

from pathlib import Path

from pipeline.engine import Identity, ModelRef
from pipeline.stage import run
from pipeline.stages.summarize import Summarize, candidates
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
        (Kind.SIGNOFF, "(red)", English("(red)", Outcome.PASSED)),
    )
    assert [(place, c.text) for place, c in candidates(value)] == [(3, "Vienna grows.")]


def test_a_short_article_is_printed_whole_without_loading_a_model() -> None:
    value = translation((Kind.PARAGRAPH, "Wien wächst.", English("Vienna grows.")))
    (summary,) = run(Summarize(MODEL), [value])
    assert summary.mode == "whole"
    assert [s.evidence for s in summary.sentences] == [(0,)]
    assert "too short" in (summary.note or "")


def test_an_article_without_a_usable_sentence_says_so() -> None:
    (summary,) = run(
        Summarize(MODEL), [translation((Kind.OUTLET, "DER STANDARD", English("DER STANDARD", Outcome.PASSED)))]
    )
    assert summary.sentences == ()
    assert summary.note
