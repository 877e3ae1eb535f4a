"""A corrected sentence is in the person's words wherever its German stands, and no model is asked for it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from pipeline.brief import assemble
from pipeline.cache import Cache
from pipeline.corrections import Correction, Corrections, Kept, by_sentence, recorded, standing, with_corrections
from pipeline.coverage import coverage
from pipeline.dismissed import Dismissal
from pipeline.dismissed import by_sentence as dismissals
from pipeline.engine import Identity, ModelRef
from pipeline.engines.fake import Fake
from pipeline.flow import How, make_briefs, translate_articles
from pipeline.glossary import Glossary, Term
from pipeline.languages import Direction
from pipeline.news import recognise
from pipeline.report import Report
from pipeline.stage import recipe
from pipeline.stages.summarize import Summarize, candidates
from pipeline.stages.translate import Translate
from pipeline.values import Brief, Corrected, English, Flag, Outcome, Severity, Translation, Try
from tests.walked import MAKERS, summary, translation

RENT = "Die Miete beträgt 420 Euro."
TEXT = f"Der Bäcker schließt. {RENT} Der Ofen bleibt.\n\nDie Stadt wächst nicht."
WORDS = "He pays a rent of 420 euros."
HERS = Correction(RENT, WORDS, "The rent is 42 euros.", "Anna", "2026-11-25T08:00:00Z")


@dataclass(frozen=True)
class OneFake(ModelRef):
    """A model that is one fake engine, so that it can be asked what it was given."""

    fake: Fake = field(default_factory=Fake, metadata={"key": False})

    def load(self) -> Fake:
        return self.fake


def model(folder: Path) -> OneFake:
    return OneFake(Identity("none", "none", "0", "none"), folder, "fake")


def translated(stage: Translate, *corrections: Correction, text: str = TEXT, how: How | None = None) -> Translation:
    how = replace(how or How(), corrections=by_sentence(corrections))
    (value,) = translate_articles([recognise(text, "a.txt")], stage, how)
    assert isinstance(value, Translation)
    return value


def english(value: Translation, german: str = RENT) -> English:
    (found,) = [e for s, e in zip(value.sentences, value.english, strict=True) if s.text == german]
    return found


def test_no_model_is_asked_for_a_corrected_sentence(tmp_path: Path) -> None:
    used = model(tmp_path)
    one = english(translated(Translate(used), HERS))
    assert (one.text, one.outcome) == (WORDS, Outcome.CORRECTED)
    assert one.corrected == Corrected("The rent is 42 euros.", "Anna", "2026-11-25T08:00:00Z")
    assert (one.score, one.confidence, one.tries) == (None, None, ())
    assert not any("Miete" in asked for asked in used.fake.asked)
    assert any("Ofen" in asked for asked in used.fake.asked)


def test_it_wins_over_the_ladder_and_the_glossary(tmp_path: Path) -> None:
    used = model(tmp_path)
    stage = Translate(used, glossary=Glossary((Term("Miete", "lease"),)))
    assert english(translated(stage)).tries
    asked = len(used.fake.asked)
    assert english(translated(stage, HERS)).text == WORDS
    assert not any("Miete" in text for text in used.fake.asked[asked:])


def test_everything_else_is_found_in_the_cache_and_the_summary_is_new(tmp_path: Path) -> None:
    used = model(tmp_path)
    stages = Translate(used), Summarize(used, sentences=1)
    with Cache(tmp_path / "cache.sqlite") as cache:
        for corrections in ({}, by_sentence([HERS])):
            article = recognise(TEXT, "a.txt")
            used.fake.asked.clear()
            (brief,) = make_briefs([article], *stages, How(cache, corrections=corrections))
            assert isinstance(brief, Brief)
            assert brief.made is not None
        assert used.fake.asked == []
        assert brief.made.computed == {"summarize": 1}
        assert brief.provenance is not None
        assert brief.provenance.corrected == 1


def test_a_key_knows_of_no_correction(tmp_path: Path) -> None:
    stage = Translate(model(tmp_path))
    corrected = replace(stage, corrections=by_sentence([HERS]))
    assert recipe(corrected) == recipe(stage)
    assert recipe(corrected.retry()) == recipe(stage.retry())


def test_how_the_rest_is_spelled_for_the_model_does_not_change(tmp_path: Path) -> None:
    # Swiss ss is told by the whole article, the corrected sentence included.
    text = "Die Strasse ist gross. Er weiss es und heisst Weiss. Draussen ist es heiss."
    used = model(tmp_path)
    translated(Translate(used), text=text)
    before = list(used.fake.asked)
    used.fake.asked.clear()
    translated(Translate(used), replace(HERS, german="Die Strasse ist gross.", english="x"), text=text)
    assert len(used.fake.asked) < len(before)
    assert set(used.fake.asked) < set(before)


def test_what_a_model_need_not_see_can_be_corrected_too(tmp_path: Path) -> None:
    value = translated(Translate(model(tmp_path)), Correction("Foto: APA", "APA photo"), text=f"Foto: APA\n\n{TEXT}")
    assert english(value, "Foto: APA") == Correction("Foto: APA", "APA photo").words()


def test_checks_find_hints_at_most(tmp_path: Path) -> None:
    wrong = replace(HERS, english="He pays a rent of 999 euros.")
    one = english(translated(Translate(model(tmp_path)), wrong))
    assert one.outcome is Outcome.CORRECTED
    assert "numbers" in {flag.name for flag in one.flags}
    assert {flag.severity for flag in one.flags} == {Severity.HINT}
    report = Report()
    report.add(translated(Translate(model(tmp_path)), *(replace(wrong, german=s) for s in _germans())))
    assert report.exit_code(strict=True) == 0


def _germans() -> list[str]:
    return ["Der Bäcker schließt.", RENT, "Der Ofen bleibt.", "Die Stadt wächst nicht."]


def test_what_is_found_in_it_can_be_dismissed(tmp_path: Path) -> None:
    wrong = replace(HERS, english="He pays a rent of 999 euros.")
    how = How(dismissed=dismissals([Dismissal("numbers", RENT, wrong.english, Severity.HINT)]))
    one = english(translated(Translate(model(tmp_path)), wrong, how=how))
    assert one.outcome is Outcome.CORRECTED
    assert [each.flag.name for each in one.dismissed] == ["numbers"]


@pytest.mark.parametrize("other", [replace(HERS, source="nl"), replace(HERS, target="fr"), replace(HERS, german="x")])
def test_it_holds_for_its_languages_and_its_sentence(tmp_path: Path, other: Correction) -> None:
    assert english(translated(Translate(model(tmp_path)), other)).outcome is not Outcome.CORRECTED


def test_another_direction_has_its_own(tmp_path: Path) -> None:
    used = replace(model(tmp_path), direction=Direction("fr", "en"))
    article = replace(recognise("Il pleut. Il neige.", "a.txt"), language="fr")
    rain = Correction("Il pleut.", "It is raining.", source="fr")
    (value,) = translate_articles([article], Translate(used), How(corrections=by_sentence([rain])))
    assert isinstance(value, Translation)
    assert value.english[0].text == "It is raining."


def test_a_translation_says_itself_what_was_corrected_in_it(tmp_path: Path) -> None:
    value = translated(Translate(model(tmp_path)), HERS)
    assert recorded(value) == by_sentence([HERS])
    assert recorded(translated(Translate(model(tmp_path)))) == {}


def test_what_is_translated_already_is_put_right() -> None:
    nonsense = (Flag("untranslated", "The German stands here."),)
    value = translation([["paragraph", "Der Ofen bleibt.", "The oven stays."], ["+", RENT, RENT]])
    refused = English(RENT, Outcome.FLAGGED, nonsense, tries=(Try("first", "rent rent rent"),))
    value = replace(value, english=(value.english[0], refused))
    now = with_corrections(value, by_sentence([HERS]))
    assert now.english == (value.english[0], HERS.words())
    assert with_corrections(value, {}) is value


def test_the_brief_says_so_and_counts_it_and_may_choose_it() -> None:
    value = translation([["headline", "Ofen bleibt.", "Oven stays."], ["paragraph", RENT, "The rent.", "Doubt."]])
    now = with_corrections(value, by_sentence([HERS, Correction("Ofen bleibt.", "The oven is here to stay.")]))
    assert [(one.text, one.doubtful) for _, one in candidates(now)] == [(WORDS, False)]
    brief = assemble(now, summary(now, 1), MAKERS)
    assert brief.headline == "The oven is here to stay"
    assert "Headline was corrected by a person." in brief.notes
    assert "Sentence 1 was corrected by a person." in brief.notes
    assert not any("Doubt" in note for note in brief.notes)
    assert coverage(now).whole
    assert coverage(now).line() == "Every sentence is accounted for: 2 German sentences, 2 corrected by a person."


def kept(number: int, english: str, at: str, undone: str = "", german: str = RENT) -> Kept:
    return Kept(number, Correction(german, english, at=at), undone)


def test_the_newest_that_was_not_taken_back_holds() -> None:
    old, new, gone = kept(1, "old", "2026-01-01"), kept(2, "new", "2026-01-02"), kept(3, "gone", "2026-01-03", "then")
    other = kept(4, "other", "2020-01-01", german="Der Ofen bleibt.")
    assert standing([old, new, gone, other]) == [new, other]
    assert standing([replace(new, undone="then"), old]) == [old]
    assert standing([gone]) == []


def test_two_stores_that_hold_the_same_agree_on_what_holds() -> None:
    one = [kept(1, "a", "2026-01-01"), kept(2, "b", "2026-01-01")]
    other = [kept(1, "b", "2026-01-01"), kept(2, "a", "2026-01-01")]
    (here,), (there,) = standing(one), standing(other)
    assert here.correction == there.correction


def test_of_two_about_the_same_the_last_is_looked_up() -> None:
    known: Corrections = by_sentence([HERS, replace(HERS, english="later")])
    assert [each.english for each in known.values()] == ["later"]
