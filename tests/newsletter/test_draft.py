"""A draft that an editor changes: what is taken of it, and what is wrong with it. Pure."""

from __future__ import annotations

import base64
import re
import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import codec
from pipeline.brief import UNSURE, assemble
from pipeline.newsletter import drafting, items, markdown, page, taking
from pipeline.newsletter.draft_read import Read, read
from pipeline.newsletter.taking import Taken
from pipeline.newsletter.values import Issue, Section
from pipeline.seal import is_sealed
from pipeline.values import Corrected, English, Flag, Outcome
from tests.newsletter.attacks import EVERY
from tests.newsletter.made import hostile, of
from tests.walked import MAKERS, replace_article, summary, translation
from tests.walked import brief as seed
from tests.writers.shown import shown

MARK = "a" * 64
RENT = Flag("numbers", "The German says 4.200 (4,200); the English does not.", advice="Leave the sentence out.")


def two() -> Issue:
    """Two stories in two sections: a bakery with a flagged sentence, and the rent of an oven."""
    rows = [
        ["headline", "Bäckerei schließt.", "Bakery closes."],
        ["paragraph", "Die Bäckerei schließt.", "The bakery shuts."],
        ["+", "Die Pacht beträgt 4.200 Euro.", "The rent is 42,000 euros.", "x"],
        ["+", "Der Ofen bleibt.", "The oven stays."],
    ]
    value = replace_article(translation(rows), outlet="Bote", address="https://bote.example/1", source="a.txt")
    value = replace(value, english=(*value.english[:2], replace(value.english[2], flags=(RENT,)), value.english[3]))
    bakery = assemble(value, summary(value, 1, 2, 3), MAKERS)
    issue = of(bakery, seed())
    first, second = issue.items
    return replace(issue, sections=(Section("Graz", (first,)), Section("Web", (second,))))


DRAFT = drafting.write(two(), MARK)


def edited(old: str, new: str, text: str = DRAFT) -> str:
    body, opening, rest = text.rpartition(f"\n{drafting.OPENING}")
    assert old in body
    return body.replace(old, new) + opening + rest


def taken(text: str) -> Taken:
    found = read(text)
    assert isinstance(found, Read), found
    return taking.take(found)


def faults(text: str) -> list[tuple[int, str]]:
    found = read(text)
    assert not isinstance(found, Read)
    return [(fault.line, fault.message) for fault in found]


def line(mark: str) -> str:
    return next(each for each in DRAFT.split("\n") if each.endswith(f"[^{mark}]"))


def test_an_unchanged_draft_is_the_issue_and_nothing_was_changed() -> None:
    assert is_sealed(DRAFT)
    exact = tuple(line.evidence[0] for item in two().items for line in (item.headline, *item.lines) if line.exact)
    assert taken(DRAFT) == Taken(two().sections, (), (), as_drafted=exact)


@pytest.mark.parametrize(("text", "address"), EVERY)
def test_whatever_an_article_says_the_draft_gives_it_back(text: str, address: str) -> None:
    if any("\ud800" <= character <= "\udfff" for character in text):
        return
    issue = hostile(text, address)
    (section,) = issue.sections
    (item,) = section.items
    issue = replace(issue, title="x", sections=(replace(section, title="Graz"),))
    found = taken(drafting.write(issue, MARK))
    kept = tuple(line for line in item.lines if line.text)
    assert found.sections == (Section("Graz", (replace(item, lines=kept),)),)
    assert not found.corrected


@given(st.text(max_size=60) | st.text("\\#-<![^ a", max_size=20))
def test_escaping_gives_back_what_it_was_given(text: str) -> None:
    assert drafting.unescaped(drafting.escaped(text)) == text


def test_the_german_stands_under_every_sentence() -> None:
    shown = DRAFT.partition(drafting.OPENING)[0]
    assert "<!-- German: Die Pacht beträgt 4.200 Euro. -->" in shown
    assert "<!-- CHECK: The German says 4.200 (4,200); the English does not. Leave the sentence out. -->" in shown
    assert "The oven stays. [^1.3]\n<!-- German: Der Ofen bleibt. -->" in shown
    assert shown.count("<!-- German: ") == len(re.findall(r"\[\^[\d.]+\]$", shown, re.MULTILINE))
    assert "Look first at [^1.2]" in shown


def test_what_a_brief_says_of_a_sentence_stands_beside_it_in_the_draft() -> None:
    made = of(shown())
    (item,) = made.items
    written = next(line for line in item.lines if len(line.evidence) == 2)
    noted = drafting.write(made, MARK).partition(f"[^{written.mark}]\n")[2].partition("\n\n")[0].split("\n")
    assert f"<!-- note: {UNSURE} -->" in noted
    assert "<!-- note: This sentence: a doubt was dismissed by a person (names). -->" in noted
    another = "<!-- note: This sentence, translated another way: “The rent is 4,200 euros, says Ott.” -->"
    assert another in noted
    assert "<!-- German: Er sucht „einen ruhigeren Beruf“. -->" in noted
    flagged = " ".join(f"[^{line.mark}]" for line in item.lines[1:])
    top = drafting.write(made, MARK).partition(" -->")[0]
    assert f"Look first at {flagged}: a check found something." in top


def test_a_headline_the_translator_was_unsure_of_is_noted_too_and_no_reader_is_told() -> None:
    value = translation([["headline", "Bäckerei schließt.", "Bakery closes."], ["paragraph", "Ja.", "Yes."]])
    value = replace(value, english=(replace(value.english[0], confidence="low"), value.english[1]))
    made = of(assemble(value, summary(value, 1), MAKERS))
    text = drafting.write(made, MARK)
    noted = text.partition("## Bakery closes [^1]\n")[2].split("\n")[:3]
    assert noted == [
        "<!-- outlet not named · no date · machine-translated from German (file by hand) -->",
        f"<!-- note: {UNSURE} -->",
        "<!-- German: Bäckerei schließt. -->",
    ]
    assert "The translator was unsure of its words in [^1]." in text
    assert UNSURE not in page.write(made)
    assert UNSURE not in taken(text.replace("Bakery closes", "A bakery closes")).sections[0].items[0].headline.notes


def test_a_story_without_outlet_and_address_says_which_file_it_is_from_by_its_name() -> None:
    value = replace_article(translation([["headline", "Ja.", "Yes."]]), source="/home/anna/desk/monday--b.txt:17")
    text = drafting.write(of(assemble(value, summary(value, 0), MAKERS)), MARK).partition(drafting.OPENING)[0]
    assert "machine-translated from German (file monday–b.txt:17) -->" in text
    assert "anna" not in text


def test_a_date_that_was_changed_is_said_and_one_that_is_a_slip_is_refused_with_its_line() -> None:
    changed = taken(DRAFT.replace("date: 2026-11-25", "date: 2026-11-27")).changes
    assert changed == ("date changed: 2026-11-25 is now 2026-11-27, in the mail and the feed too",)
    for typed, reason in (
        ("2062-11-25", "over a year from 2026-11-25, for which the draft was made"),
        ("0001-01-01", "no newsletter is of the year 1"),
        ("2026-02-30", "must be a day such as 2026-11-25"),
        ("", "must be a day such as 2026-11-25"),
        ("20261125", "must be a day such as 2026-11-25"),
    ):
        ((at, message),) = faults(DRAFT.replace("date: 2026-11-25", f"date: {typed}"))
        assert at == 3
        assert reason in message


COURT = [
    ["headline", "Urteil in Graz.", "Verdict in Graz."],
    ["paragraph", "Der Bürgermeister wurde freigesprochen.", "The mayor was acquitted."],
    ["+", "Das Gericht ließ ihn laufen.", "The court released him."],
]


def court() -> str:
    value = translation(COURT)
    return drafting.write(of(assemble(value, summary(value, 1, 2), MAKERS)), MARK)


def test_a_sense_turned_round_against_a_german_word_is_flagged_and_not_stored() -> None:
    found = taken(court().replace("was acquitted", "was convicted"))
    said = "\n".join(found.changes)
    assert "words exchanged: “acquitted” → “convicted”" in said
    assert "not stored as a correction: The German has “freigesprochen” (acquitted), the English “convicted”" in said
    assert found.corrected == ()
    (flag,) = found.sections[0].items[0].lines[0].flags
    assert "may say the opposite" in flag.message
    assert not taken(court().replace("was acquitted", "was cleared")).sections[0].items[0].lines[0].flags


def test_a_sense_turned_round_that_no_german_word_tells_is_stored_and_said() -> None:
    found = taken(court().replace("The court released him", "The court arrested him"))
    assert [english for _, english in found.corrected] == ["The court arrested him."]
    (warned,) = [change for change in found.changes if "opposite" in change]
    assert "“released” became “arrested”" in warned
    assert "“Das Gericht ließ ihn laufen.”" in warned


def test_what_the_editor_put_back_is_known() -> None:
    value = translation(COURT)
    made = Corrected("The mayor was acquitted.", "Anna", "2026-11-25T06:00:00Z")
    walked = English("He walked.", Outcome.CORRECTED, corrected=made)
    value = replace(value, english=(value.english[0], walked, value.english[2]))
    text = drafting.write(of(assemble(value, summary(value, 1, 2), MAKERS)), MARK)
    assert "<!-- note: This sentence was corrected by a person. -->" in text
    found = taken(text.replace("He walked.", "The mayor was acquitted."))
    assert [each.german for each in found.as_model] == [COURT[1][1]]
    assert found.corrected == ()
    assert [each.german for each in found.as_drafted] == [COURT[0][1], COURT[2][1]]


def test_a_sentence_in_other_words_is_a_correction_and_loses_the_flag_that_does_not_hold() -> None:
    found = taken(DRAFT.replace("The rent is 42,000 euros.", "The rent is\n4,200 euros."))
    rent = found.sections[0].items[0].lines[1]
    assert (rent.text, rent.was, rent.flags) == ("The rent is 4,200 euros.", "The rent is 42,000 euros.", ())
    (correction,) = found.corrections("Anna", "2026-11-25T08:00:00Z")
    assert (correction.german, correction.english) == ("Die Pacht beträgt 4.200 Euro.", "The rent is 4,200 euros.")
    assert (correction.model, correction.by) == ("The rent is 42,000 euros.", "Anna")


def test_other_words_that_are_still_wrong_keep_the_flag_and_are_no_correction() -> None:
    found = taken(DRAFT.replace("The rent is 42,000 euros.", "It costs 42,000 euros."))
    rent = found.sections[0].items[0].lines[1]
    assert [flag.name for flag in rent.flags] == ["numbers"]
    assert not found.corrected
    assert any("not stored as a correction: The German" in change for change in found.changes)


def test_headlines_and_sentences_are_changed_dropped_and_reordered() -> None:
    text = DRAFT.replace("Bakery closes [^1]", "Baker gives up [^1]").replace(f"{line('1.1')}\n", "")
    text = text.replace(line("1.3"), "").replace(line("1.2"), f"{line('1.3')}\n\n{line('1.2')}")
    (item, _) = (item for section in taken(text).sections for item in section.items)
    assert item.headline.text == "Baker gives up"
    assert [line.text for line in item.lines] == ["The oven stays.", "The rent is 42,000 euros."]
    assert item.origins == two().items[0].origins
    said = "\n".join(taken(text).changes)
    assert "headline [^1] changed: “Bakery closes” is now “Baker gives up”" in said
    assert "sentence [^1.1] dropped" in said
    assert "stand in another order: 1.3 1.2" in said
    assert [(e.german, english) for e, english in taken(text).corrected] == [("Bäckerei schließt.", "Baker gives up.")]


def test_stories_move_between_sections_and_go() -> None:
    text = DRAFT.replace("# Graz\n", "").replace("# Web\n", "# Vienna\n")
    moved = taken(text)
    assert [(s.title, len(s.items)) for s in moved.sections] == [("", 1), ("Vienna", 1)]
    assert "story [^1] moved from “Graz” to no section" in moved.changes
    start, end = DRAFT.index("# Web"), DRAFT.index(drafting.OPENING)
    gone = taken(DRAFT[:start] + DRAFT[end:])
    assert len(gone.sections) == 1
    assert any(change.startswith("story [^2] dropped") for change in gone.changes)
    bakery = DRAFT[DRAFT.index("# Graz") : start]
    turned = taken(DRAFT.replace(bakery, "").replace(drafting.OPENING, f"{bakery}\n{drafting.OPENING}", 1))
    assert [section.title for section in turned.sections] == ["Web", "Graz"]
    assert "the stories stand in another order" in turned.changes


def test_a_sentence_moved_into_another_story_brings_its_link() -> None:
    text = DRAFT.replace(line("1.3"), "").replace(line("2.1"), f"{line('2.1')}\n\n{line('1.3')}")
    second = taken(text).sections[1].items[0]
    assert [origin.number for origin in second.origins] == [2, 1]
    assert "sentence [^1.3] moved to another story" in taken(text).changes


def test_a_sentence_without_its_mark_is_the_editors_own_and_said_so() -> None:
    text = DRAFT.replace("The bakery shuts. [^1.1]", "The bakery shuts.\n\nEverybody is sad.")
    found = taken(text)
    own = [line for line in found.sections[0].items[0].lines if not line.mark]
    assert [(line.text, line.evidence) for line in own] == [("The bakery shuts.", ()), ("Everybody is sad.", ())]
    said = [change for change in found.changes if "without evidence" in change]
    number = text.split("\n").index("The bakery shuts.") + 1
    assert said[0] == (
        f"line {number}: this sentence has no mark and is kept as the editor's own, without evidence: "
        "“The bakery shuts.”"
    )
    assert len(said) == 2
    shown = page.write(replace(two(), sections=found.sections))
    assert "<strong>Editor’s own:</strong> “Everybody is sad.” It is not tied to a sentence of the articles." in re.sub(
        r"<(strong|p)[^>]*>", r"<\1>", shown
    )


def test_a_mark_that_was_deleted_is_told_once_and_its_sentence_not_called_dropped() -> None:
    found = taken(DRAFT.replace("The bakery shuts. [^1.1]", "The bakery shuts."))
    assert [change for change in found.changes if "The bakery shuts." in change] == list(found.changes)
    assert len(found.changes) == 1


def test_a_headline_that_is_gone_is_told_with_the_story_that_got_its_sentences() -> None:
    gone = taken(DRAFT.replace(line("2"), ""))
    assert [len(section.items) for section in gone.sections] == [1]
    headline = two().items[1].headline.text
    told = f"headline [^2] is gone: “{headline}”; what is left of its story is under “Bakery closes”"
    assert told in gone.changes
    assert gone.dropped == ()
    unmarked = taken(DRAFT.replace(" [^2]\n", "\n"))
    assert not [change for change in unmarked.changes if "is gone" in change]


def test_marks_that_a_word_processor_puts_in_are_printed_and_are_no_correction() -> None:
    value = translation([["headline", "Ja.", "Yes."], ["paragraph", "„Nein“ - sagt er ...", '"No" - he says...']])
    text = drafting.write(of(assemble(value, summary(value, 1), MAKERS)), MARK)
    found = taken(text.replace('"No" - he says...', "“No” – he says…"))
    assert found.sections[0].items[0].lines[0].text == "“No” – he says…"
    assert [change.partition(": ")[2] for change in found.changes] == [
        "sentence [^1.1]: only marks or spaces were changed, and no words"
    ]
    assert found.corrected == ()


@pytest.mark.parametrize("markup", ["<b>stays</b>", "**stays**", "[stays](https://x.example)", "stays&nbsp;"])
def test_markup_is_printed_as_it_stands_and_said_so_and_is_no_correction(markup: str) -> None:
    found = taken(DRAFT.replace("The oven stays.", f"The oven {markup}."))
    said = "\n".join(found.changes)
    assert "is printed as it stands: sentences have no markup" in said
    assert "not stored as a correction: it has markup" in said
    assert found.corrected == ()


def test_a_sentence_that_became_an_item_of_a_list_is_no_correction() -> None:
    found = taken(DRAFT.replace("The oven stays.", "- The oven stays."))
    assert "“- ” is printed as it stands" in "\n".join(found.changes)
    assert found.corrected == ()


def test_readers_are_not_told_that_an_editors_own_sentence_is_a_translation() -> None:
    own = taken(DRAFT.replace("The oven stays. [^1.3]", "The oven is mine."))
    made = replace(two(), sections=own.sections)
    for text in (page.write(made).replace("’", "'"), page.plain(made), markdown.write(made)):
        assert "All sentences but the editor's own are machine-translated" in text
    assert "All sentences are machine-translated" in page.write(two())


def test_a_sentence_that_ran_into_the_next_without_its_mark_is_kept_apart_from_it() -> None:
    german = "<!-- German: Die Bäckerei schließt. -->"
    text = DRAFT.replace(f"The bakery shuts. [^1.1]\n{german}\n\n", "The bakery shuts.\n")
    assert text != DRAFT
    found = taken(text)
    assert [(line.text, line.mark) for line in found.sections[0].items[0].lines][:2] == [
        ("The bakery shuts.", ""), ("The rent is 42,000 euros.", "1.2"),
    ]  # fmt: skip
    assert not found.corrected


def test_dates_in_brackets_are_no_part_of_a_correction() -> None:
    old = next(line for line in two().items[1].lines if line.added)
    new = old.text.replace(old.added[0], "").removesuffix(".") + f", it seems{old.added[0]}."
    found = taken(DRAFT.replace(old.text, new))
    for _, english in found.corrected:
        assert "[" not in english


def test_front_matter_is_taken() -> None:
    text = DRAFT.replace("title: Austria this morning", "title: 'Austria: tonight'").replace(
        "intro:", "intro: Good morning.\n  It rains."
    )
    found = read(text)
    assert isinstance(found, Read)
    assert (found.title, found.intro) == ("Austria: tonight", "Good morning. It rains.")
    said = "title changed: “Austria this morning” is now “Austria: tonight”, a newsletter with issues of its own"
    assert taking.take(found).changes[0] == said


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert taken("\ufeff" + DRAFT.replace("\n", "\r\n")) == taken(DRAFT)


@pytest.mark.parametrize(
    ("old", "new", "at", "said"),
    [
        ("---\ntitle", "title", 1, 'a draft begins with "---"'),
        ("intro:\n---", "intro:\n", 1, 'has no end: put "---"'),
        ("title: Austria", "titel: Austria", 2, "did you mean 'title'?"),
        ("title: Austria this morning", "title:", 2, "the front matter has no title"),
        ("date: 2026-11-25", "date: today", 3, "date is 'today' and must be a day such as 2026-11-25"),
        ("intro:", "just words", 4, "'just words' is no line of the front matter"),
        ("intro:", "title: b", 4, "title stands here a second time"),
        ("<!-- Change", "Words.\n<!-- Change", 7, "this stands above the first headline"),
        ("euros. [^1.2]", "euros. [^1.9]", None, "there is no evidence with the mark [^1.9]"),
        ("euros. [^1.2]", "euros. [^1.1]", None, "[^1.1] stands here a second time, after line"),
        ("<!-- CHECK", "<!-- <!-- CHECK", None, "what begins here with <!-- has no end"),
        ("leave these lines as they are\n", "leave these lines as they are\nA", None, "the evidence below this line"),
        ("leave these lines as they are\ne", "leave these lines as they are\nf", None, "the evidence below this line"),
        (drafting.OPENING, "<!-- proof", None, "are not as they were; put them back"),
        ("## Bakery closes", "## ", None, "this headline is empty"),
        ("## Bakery closes", "### Bakery closes", None, '"#" is a section, "##" a story'),
    ],
)
def test_what_is_broken_is_named_with_its_line(old: str, new: str, at: int | None, said: str) -> None:
    assert old in DRAFT
    text = DRAFT.replace(old, new, 1)
    (first, *_) = faults(text)
    assert said in first[1]
    assert at is None or first[0] == at
    assert 1 <= first[0] <= text.count("\n") + 1


def test_a_fault_in_the_body_has_the_line_it_stands_in() -> None:
    text = DRAFT.replace(line("1.3"), "The oven\nstays. [^7.7]")
    assert faults(text)[0][0] in (text.split("\n").index("The oven") + 1, text.split("\n").index("stays. [^7.7]") + 1)


def test_no_story_left() -> None:
    body = DRAFT[DRAFT.index("# Graz") : DRAFT.index(drafting.OPENING)]
    assert "no story is left" in faults(DRAFT.replace(body, ""))[0][1]


def test_every_sentence_of_a_printed_one_has_a_mark_of_its_own() -> None:
    marks = re.findall(r"\[\^([\d.]+)\]$", DRAFT.partition(drafting.OPENING)[0], re.MULTILINE)
    assert marks[:4] == ["1", "1.1", "1.2", "1.3"]
    assert items.LONGEST_BEGINNING > 5


def test_a_draft_of_an_earlier_version_is_taken() -> None:
    found = read(DRAFT)
    assert isinstance(found, Read)
    fields = codec.to_plain(found.basis)
    for item in fields["stories"]:
        for each in (item["headline"], *item["lines"]):
            del each["notes"]
    del fields["day"], fields["texts"]
    packed = base64.b64encode(zlib.compress(codec.dumps({"format": drafting.FORMAT} | fields))).decode()
    body = DRAFT.partition(f"\n{drafting.OPENING}")[0].replace("date: 2026-11-25", "date: 2029-11-25")
    old = taken(f"{body}\n{drafting.OPENING}: leave these lines as they are\n{packed}\n-->\n")
    assert old.sections == taken(DRAFT).sections
    assert old.changes == ()


def test_an_own_headline_is_marked_as_the_editors_own_and_a_corrected_sentence_is_not() -> None:
    found = taken(DRAFT.replace("Bakery closes [^1]", "Sad day [^1]").replace("The oven stays.", "The stove stays."))
    item = found.sections[0].items[0]
    assert (item.headline.own, item.headline.was) == (True, "Bakery closes")
    assert [line.own for line in item.lines] == [False, False, False]
    assert taken(DRAFT.replace("The oven stays. [^1.3]", "Mine.")).sections[0].items[0].lines[2].own


def test_a_story_without_a_sentence_and_markup_above_everything_are_told() -> None:
    text = DRAFT
    for mark in ("2.1", "2.2", "2.3"):
        text = text.replace(line(mark), "") if f"[^{mark}]\n" in text else text
    said = taken(text).changes
    assert "story [^2] has no sentence left, and is printed as a headline alone" in said
    assert "intro: “<b>” is printed as it stands: it has no markup" in taken(
        DRAFT.replace("intro:", "intro: <b>Hello</b>")
    ).changes


def test_a_story_that_only_moved_to_another_section_is_not_told_as_another_order() -> None:
    moved = taken(DRAFT.replace("# Graz\n", "# Web\n", 1)).changes
    assert moved == ("story [^1] moved from “Graz” to “Web”",)
    start, end = DRAFT.index("# Graz"), DRAFT.index("# Web")
    body = DRAFT[start:end].replace("# Graz\n", "", 1)
    last = taken(DRAFT.replace(DRAFT[start:end], "").replace(drafting.OPENING, f"{body}\n{drafting.OPENING}", 1))
    assert last.changes == ("story [^1] moved from “Graz” to “Web”",)


def test_readers_are_told_in_their_words_what_may_be_wrong_and_of_models_their_names() -> None:
    made = replace(two(), makers=("translation: tiny; BLEU 28.6, chrF 54.7 on news",))
    for text in (page.write(made), page.plain(made), markdown.write(made)):
        plain = re.sub(r"<[^>]*>|\*", "", text)
        assert "May be wrong" in plain
        assert "A number or a date: the original says 4.200 (4,200); this sentence does not." in plain
        assert "translation: tiny" in plain
        for word in ("BLEU", "Hint", "The German says", "Check:"):
            assert word not in plain
    assert "Made by translation: tiny; BLEU 28.6, chrF 54.7 on news -->" in drafting.write(made, MARK)


def test_a_source_stands_once_under_a_story() -> None:
    made = two()
    (item,) = made.sections[0].items
    twice = replace(item, origins=(*item.origins, replace(item.origins[0], number=9)))
    made = replace(made, sections=(replace(made.sections[0], items=(twice,)),))
    assert markdown.write(made).count("Bote · ") == 1
    assert drafting.write(made, MARK).count("<!-- Bote · ") == 1


def test_a_headline_begins_with_a_capital_and_is_the_models_all_the_same() -> None:
    value = translation([["headline", "Gutes Wetter.", "good weather."], ["paragraph", "Ja.", "Yes."]])
    made = of(assemble(value, summary(value, 1), MAKERS))
    assert made.items[0].headline.text == "Good weather"
    found = taken(drafting.write(made, MARK))
    assert (found.changes, found.corrected) == ((), ())
    assert [each.german for each in found.as_drafted] == ["Gutes Wetter.", "Ja."]
