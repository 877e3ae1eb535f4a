"""Every sentence is counted, and what is in none is told."""

from __future__ import annotations

from pipeline.coverage import coverage
from pipeline.values import Article, Block, English, Flag, Kind, Outcome, Sentence, Translation


def translation(text: str, *rows: tuple[str, English]) -> Translation:
    sentences, blocks, at = [], [], 0
    for index, (german, _) in enumerate(rows):
        at = text.index(german, at)
        blocks.append(Block(Kind.PARAGRAPH, at, at + len(german), german))
        sentences.append(Sentence(german, index, at, at + len(german)))
    return Translation(Article(text, tuple(blocks), "t"), tuple(sentences), tuple(english for _, english in rows))


def test_counts_agree_and_say_so() -> None:
    value = translation(
        "Wien wächst. \n — 42. Nur das.",
        ("Wien wächst.", English("Vienna grows.")), ("42.", English("42.", Outcome.PASSED)),
        ("Nur das.", English("Nur das.", Outcome.FLAGGED, (Flag("untranslated", "It was nonsense."),))),
    )  # fmt: skip
    found = coverage(value)
    assert found.whole
    wanted = (
        "Every sentence is accounted for: 3 German sentences, 1 translated, 1 left as they are on purpose, "
        "1 left in German because no translation was usable."
    )
    assert found.line() == wanted


def test_a_flagged_sentence_is_translated_all_the_same() -> None:
    found = coverage(translation("Wien wächst.", ("Wien wächst.", English("Vienna.", Outcome.FLAGGED))))
    assert (found.translated, found.flagged, found.whole) == (1, 1, True)
    assert "1 translated (1 of them flagged)" in found.line()


def test_text_in_no_sentence_is_told() -> None:
    found = coverage(translation("Wien wächst. Graz auch. Linz nicht.", ("Graz auch.", English("Graz too."))))
    assert not found.whole
    assert found.outside == ("Wien wächst.", "Linz nicht.")
    assert "SOMETHING IS MISSING" in found.line()
    assert "Linz nicht." in found.line()


def test_a_sentence_without_english_is_told() -> None:
    found = coverage(translation("Wien wächst.", ("Wien wächst.", English(""))))
    assert (found.whole, found.empty) == (False, 1)
    assert "1 without English" in found.line()
