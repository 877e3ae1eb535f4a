"""What a correction exchanges, and when that turns the sense round."""

from __future__ import annotations

import pytest

from pipeline.exchanged import MOST, against, exchanges, listed, turned
from pipeline.opposites import PAIRS


def test_words_are_told_with_what_came_in_their_place() -> None:
    found = exchanges("The mayor was acquitted on Monday.", "The old mayor was convicted on Monday")
    assert listed(found) == "“old” added; “acquitted” → “convicted”"
    assert exchanges("Same words.", "Same words.") == ()
    many = exchanges(" a ".join("bcdefghijkl"), " a ".join("mnopqrstuvw"))
    assert listed(many).endswith(f"; and {len(many) - MOST} more")


def test_a_very_long_sentence_is_one_exchange() -> None:
    (found,) = exchanges("a " * 2000, "b " * 2000)
    assert found.gone.startswith("a a")


@pytest.mark.parametrize(
    ("german", "old", "new"),
    [
        ("Der Mann wurde freigesprochen.", "The man was acquitted.", "The man was convicted."),
        ("Der Mann wurde verurteilt.", "The man was convicted.", "The man was found not guilty."),
        ("Er ist unschuldig.", "He is not guilty.", "He is guilty."),
        ("Der Rat hat den Plan abgelehnt.", "The council rejected the plan.", "The council approved the plan."),
        ("Sie wurde festgenommen.", "She was arrested.", "She was freed."),
        ("Die Schule wurde eröffnet.", "The school opened.", "The school was closed."),
        ("Die Bank hat Aktien gekauft.", "The bank bought shares.", "The bank sold shares."),
        ("Alle überlebten.", "All survived.", "All died."),
        ("Die Polizei tötete zwei Männer.", "Police killed two men.", "Police saved two men."),
        ("Bei dem Brand starben zwei.", "Two died in the fire.", "Two were rescued in the fire."),
        ("Sie blieb unverletzt.", "She was unhurt.", "She was injured."),
        ("Der Krieg geht weiter.", "The war goes on.", "The peace goes on."),
        ("Das Kind wird vermisst.", "The child is missing.", "The child was found."),
        ("Das Opfer schwieg.", "The victim was silent.", "The attacker was silent."),
        ("Das Ministerium dementierte das.", "The ministry denied this.", "The ministry confirmed this."),
        ("Das ist verboten.", "That is banned.", "That is allowed."),
    ],
)
def test_a_german_word_says_that_the_english_is_its_opposite(german: str, old: str, new: str) -> None:
    assert "may say the opposite" in against(german, old, new)
    assert against(german, old, old) == ""
    assert against(german, new, old) == "", "who puts it right is not warned"


@pytest.mark.parametrize(
    ("german", "old", "new"),
    [
        ("Einer wurde freigesprochen, einer verurteilt.", "One was acquitted.", "One was convicted."),
        ("Das Gericht ließ ihn laufen.", "The court acquitted him.", "The court convicted him."),
        ("Der Mann wurde freigesprochen.", "The man was acquitted.", "A man was acquitted."),
        ("Das ist hier nicht erlaubt.", "It is not allowed here.", "It is banned here."),
        ("Das Kind wurde bisher nicht gefunden.", "The child was not found yet.", "The child is missing."),
        ("Das Geld wurde gespart.", "The money was cut.", "The money was saved."),
        ("Der Verkaufsleiter ging.", "The sales manager left.", "The manager who bought it left."),
    ],
)
def test_nothing_is_claimed_where_the_german_does_not_tell(german: str, old: str, new: str) -> None:
    assert against(german, old, new) == ""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("The court acquitted him.", "The court convicted him.", ("acquitted", "convicted")),
        ("Prices rose by a tenth.", "Prices fell by a tenth.", ("rose", "fell")),
        ("The shot killed him.", "The shot saved him.", ("killed", "saved")),
        ("It is true.", "It is false.", ("true", "false")),
        ("Graz won the match.", "Graz lost the match.", ("won", "lost")),
        ("It rained before the match.", "It rained after the match.", ("before", "after")),
        ("She resigned.", "She stepped down.", None),
        ("It is not allowed.", "It is banned.", None),
        ("Prices rose and fell.", "Prices fell and rose.", None),
        ("The talks began.", "The talks began well.", None),
    ],
)
def test_opposites_are_known_by_the_english_alone(old: str, new: str, words: tuple[str, str] | None) -> None:
    said = f"“{words[0]}” became “{words[1]}”, so it may say the opposite now" if words else ""
    assert turned("", old, new) == said


def test_who_puts_a_turned_sense_right_is_not_warned() -> None:
    assert turned("Er wurde freigesprochen.", "He was convicted.", "He was acquitted.") == ""
    assert turned("Einer freigesprochen, einer verurteilt.", "He was convicted.", "He was acquitted.") != ""


def test_each_pair_tells_its_sides_apart() -> None:
    for one, other in PAIRS:
        for side, against_it in ((one, other), (other, one)):
            words = f"it was {side.called} there"
            assert turned("", words, f"it was {against_it.called} there"), side.called
