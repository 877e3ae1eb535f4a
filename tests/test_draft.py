"""A draft says what an editor needs, gives back what was changed in it, and is taken whole or not at all."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import draft
from pipeline.corrections import Correction, by_sentence, with_corrections
from pipeline.draft import Line
from pipeline.draft_taken import changes, take
from pipeline.seal import is_sealed
from pipeline.text import clean
from pipeline.values import English, Flag, Outcome, Severity, Translation, Try
from tests.walked import replace_article, translation, walked
from tests.writers.attacks import ATTACKS

NAMES = ("German", "English")
ROWS = [
    ["headline", "Bäckerei schließt.", "Bakery closes."],
    ["paragraph", "Die Pacht beträgt 4.200 Euro.", "The rent is 42,000 euros."],
    ["+", "Der Ofen bleibt.", "The oven stays."],
    ["paragraph", "Er sucht Ruhe.", "He wants calm."],
]
SEVERE = Flag("numbers", "The German says 4,200.", advice="Leave it out -->")


def value() -> Translation:
    made = translation(ROWS)
    tries = (Try("first", ROWS[1][2], ("numbers",)), Try("beams", "The rent is 4,200 euros.", ()))
    hint = Flag("modality", "It may be hearsay.", Severity.HINT)
    english = list(made.english)
    english[1] = English(ROWS[1][2], Outcome.FLAGGED, (SEVERE, hint), tries=tries)
    english[3] = replace(english[3], confidence="low")
    return replace(made, english=tuple(english))


def written(*values: Translation) -> str:
    return draft.write(values or (value(),), NAMES)


def taken(text: str, *values: Translation, **how: bool) -> list[tuple[int, str]]:
    found = take(text, draft.lines(values or (value(),)), **how)
    assert found.faults == ()
    return [(line.number, english) for line, english in found.changed]


def faults(text: str, *values: Translation, **how: bool) -> list[tuple[int, str]]:
    found = take(text, draft.lines(values or (value(),)), **how)
    assert found.changed == ()
    return [(fault.line, fault.message) for fault in found.faults]


def at(text: str, start: str) -> int:
    """The number of the line that begins so."""
    (number,) = [n for n, line in enumerate(text.split("\n"), 1) if line.startswith(start)]
    return number


def test_it_is_numbered_german_then_where_to_look_then_english() -> None:
    assert (
        "> [2] Die Pacht beträgt 4.200 Euro.\n"
        "<!-- CHECK: The German says 4,200. Leave it out –> -->\n"
        "<!-- hint: It may be hearsay. -->\n"
        "<!-- another way: The rent is 4,200 euros. -->\n"
        "\n"
        "The rent is 42,000 euros.\n"
        "\n"
        "> [3] Der Ofen bleibt.\n"
        "\n"
        "The oven stays.\n"
    ) in written()
    assert "Look first at [2]:" in written()
    assert "<!-- the translator was unsure of its words -->" in written()
    assert "by hand: German to English" in written()
    assert is_sealed(written())


def test_what_a_person_wrote_before_is_told() -> None:
    hers = Correction(ROWS[2][1], "The oven remains.", "The oven stays.", "Anna", "2026-11-25T08:00:00Z")
    now = with_corrections(value(), by_sentence([hers]))
    assert "<!-- corrected by Anna, 2026-11-25; the model had written: The oven stays. -->" in written(now)
    text = written(now).replace("The oven remains.", "The oven is here to stay.")
    ((line, english),) = take(text, draft.lines([now])).changed
    assert line.correction(english, "Ben", "2026-11-26T08:00:00Z") == Correction(
        ROWS[2][1], "The oven is here to stay.", "The oven stays.", "Ben", "2026-11-26T08:00:00Z"
    )


def test_what_was_not_changed_stores_nothing() -> None:
    assert taken(written()) == []
    assert taken(draft.write([walked()], NAMES), walked()) == []


def test_changed_lines_are_taken_and_no_others() -> None:
    text = written().replace("The oven stays.", "The oven remains.")
    text = text.replace("He wants calm.", "He wants\n  some calm. ")
    assert taken(text) == [(3, "The oven remains."), (4, "He wants some calm.")]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_how_lines_end_and_a_byte_order_mark_do_not_matter(ends: str) -> None:
    text = "\ufeff" + written().replace("stays", "remains").replace("\n", ends)
    assert taken(text) == [(3, "The oven remains.")]


def test_broken_lines_notes_and_another_order_do_not_matter() -> None:
    text = written().replace("> [2] Die Pacht beträgt", "> [2] Die Pacht\n> beträgt")
    text = text.replace("He wants calm.", "He wants <!-- or seeks? --> calm.\n<!-- ask Ben\nabout it -->\n")
    first, last = re.search(r"> \[3\].*?\n(?=<!-- paragraph)", text, re.DOTALL), text.index("<!-- Leave these")
    assert first is not None
    moved = text[: first.start()] + text[first.end() : last] + first[0] + text[last:]
    assert moved != text
    assert taken(moved) == taken(text) == []


def test_the_german_must_be_as_it_was() -> None:
    text = written().replace("Ofen bleibt", "Ofen bliebt").replace("stays", "remains")
    ((line, said),) = faults(text)
    assert line == at(text, "> [3]")
    assert said == "the German of [3] is not that of the text: “Der Ofen bleibt.”"


def test_languages_are_called_by_their_names() -> None:
    french = replace_article(value(), language="fr")
    text = draft.write([french], ("French", "English"))
    assert "by hand: French to English" in text
    assert "what is doubtful stands under the French." in text
    ((_, said),) = faults(text.replace("Ofen bleibt", "four reste"), french)
    assert said.startswith("the French of [3] is not that of the text")


def test_a_mark_that_is_gone_spoils_all() -> None:
    text = written().replace("> [3] Der Ofen bleibt.\n", "").replace("calm", "quiet")
    assert (at(text, "> [4]"), "before this, [3] is missing: “> [3] Der Ofen bleibt.”") in faults(text)
    last = written().replace("> [4] Er sucht Ruhe.\n", "")
    assert [said for _, said in faults(last)] == ["before this, [4] is missing: “> [4] Er sucht Ruhe.”"]


def test_a_mark_that_comes_twice_or_that_nobody_knows() -> None:
    twice = written() + "\n> [3] Der Ofen bleibt.\n\nThe oven.\n"
    ((line, said),) = faults(twice)
    first = at(written(), "> [3]")
    assert (line, said) == (twice.count("\n") - 2, f"[3] stands here a second time, after line {first}")
    other = written().replace("> [3]", "> [33]")
    assert [said for _, said in faults(other)] == [
        "there is no sentence [33]; the last is [4]", "before this, [3] is missing: “> [3] Der Ofen bleibt.”",
    ]  # fmt: skip


def test_a_damaged_mark_is_named_where_it_stands() -> None:
    text = written().replace("> [3] Der", "> 3] Der")
    assert (at(text, "> 3]"), "this begins with > and lacks the number of its sentence, as in > [3]") in faults(text)


def test_english_cannot_be_emptied_but_may_have_been_empty() -> None:
    text = written().replace("The oven stays.\n", "")
    ((line, said),) = faults(text)
    assert (line, said) == (at(text, "> [3]"), "there is no English under [3]; a sentence cannot be left out")
    made = value()
    empty = replace(made, english=(*made.english[:3], English("", Outcome.FLAGGED)))
    assert taken(written(empty).replace("stays", "remains"), empty) == [(3, "The oven remains.")]


def test_words_above_the_first_sentence_belong_to_none() -> None:
    assert faults("Dear Ben,\n" + written()) == [(1, "this stands above the first sentence, so it belongs to none")]


@pytest.mark.parametrize("text", ["", "\n\n", "<!-- nothing -->\n"])
def test_an_emptied_draft_is_one_line(text: str) -> None:
    assert faults(text) == [(1, "no sentence is left in the draft")]


def test_a_note_without_an_end_is_one_line() -> None:
    said = "what begins here with <!-- has no end -->"
    # It would end where the next one does, and take the sentences up to there with it.
    text = written().replace("The rent is 42,000 euros.", "The rent. <!-- really?")
    assert faults(text) == [(at(text, "The rent."), said)]
    last = written() + "<!-- thanks"
    assert faults(last) == [(last.count("\n") + 1, said)]


def test_the_models_may_say_something_else_when_it_is_taken() -> None:
    text = written().replace("The oven stays.", "The oven remains.")
    made = value()
    now = replace(made, english=tuple(replace(one, text=f"{one.text} Now.") for one in made.english))
    ((line, english),) = take(text, draft.lines([now])).changed
    assert (line.number, english, line.model) == (3, "The oven remains.", "The oven stays. Now.")


def test_a_draft_can_be_taken_again() -> None:
    text = written().replace("The oven stays.", "The oven remains.")
    now = with_corrections(value(), by_sentence([Correction(ROWS[2][1], "The oven remains.")]))
    assert taken(text, now) == []


def test_without_its_end_only_a_draft_that_was_just_written_is_taken() -> None:
    whole = written().replace("stays", "remains")
    text = whole[: whole.index("<!-- Leave these")]
    assert taken(text, just_written=True) == [(3, "The oven remains.")]
    ((line, said),) = faults(text)
    assert line == text.rstrip().count("\n") + 1
    assert "put them back" in said


def test_a_draft_of_another_text_or_in_another_direction_is_one_line() -> None:
    ((_, said),) = faults(draft.write([walked()], NAMES))
    many = len(walked().sentences)
    assert said == f"this draft had {many} sentences, and the text has 4: it is one of another text"
    french = replace_article(value(), language="fr")
    ((_, said),) = faults(written(), french)
    assert said == "this is a draft of de to en, and not of fr to en"


def test_the_same_german_twice_is_put_the_same_way() -> None:
    again = ["paragraph", *ROWS[2][1:]]
    twice = translation([again, ROWS[3], again])
    text = written(twice)
    assert taken(text.replace("The oven stays.", "It stays.", 1), twice) == [(1, "It stays.")]
    assert taken(text.replace("The oven stays.", "It stays."), twice) == [(1, "It stays.")]
    ((_, said),) = faults(text.replace("The oven stays.", "It stays.", 1).replace("The oven stays.", "It goes."), twice)
    assert said == "[3] is the same German as [1], and is put otherwise"


def test_several_articles_are_numbered_through() -> None:
    other = translation([["paragraph", "Es regnet.", "It rains."]])
    text = written(value(), other)
    assert "> [5] Es regnet." in text
    assert taken(text.replace("It rains.", "It is raining."), value(), other) == [(5, "It is raining.")]


@pytest.mark.parametrize("attack", [*ATTACKS, "> [1] x", "\\> x", "<!-- x", "\\<!-- x -->", "x --> y", "[2] x"])
def test_nothing_in_an_article_is_taken_for_the_draft_s_own(attack: str) -> None:
    text = clean(attack).text or "x"
    made = translation([["paragraph", f"{text}", text], ["+", "Der Ofen bleibt.", "The oven stays."]])
    flag = Flag("x", attack, advice=attack)
    made = replace(made, english=(English(text, Outcome.FLAGGED, (flag,)), made.english[1]))
    made = replace_article(made, source=attack)
    assert taken(written(made), made) == []
    assert taken(written(made).replace("The oven stays.", "x"), made) == [(2, "x")]


@given(st.text(min_size=1), st.text(min_size=1))
def test_whatever_the_words_are_they_come_back(german: str, english: str) -> None:
    german, english = clean(german).text or "a", clean(english).text
    made = translation([["paragraph", german, english]])
    assert taken(written(made), made) == []


def test_a_draft_of_another_layout_asks_what_is_new() -> None:
    line = Line(1, "Es regnet.", "It rains.", "It rains.")
    assert changes([(line, " It  rains.\n"), (line, ""), (line, "It is\nraining.")]) == [(line, "It is raining.")]
