from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import models
from pipeline.engine import Decoding
from pipeline.engines.fake import Fake
from pipeline.errors import ModelError


def test_it_answers_what_it_was_told_and_spells_other_words_backwards() -> None:
    fake = Fake({"Guten Tag!": "Good day!"})
    pairs = list(fake.generate(["Guten Tag!", "Wien zahlt heute, 42 Euro."], Decoding()))
    assert [(position, output.text) for position, output in pairs] == [
        (1, "Wien tlhaz etueh, 42 Euro."),
        (0, "Good day!"),
    ]
    assert fake.asked == ["Guten Tag!", "Wien zahlt heute, 42 Euro."]


def test_a_long_answer_is_stopped_and_says_so() -> None:
    [(_, output)] = Fake({"Ja": "yes " * 99}).generate(["Ja"], Decoding())
    assert (output.tokens, output.reached_limit) == (32, True)


def test_a_target_with_the_words_of_the_source_is_likeliest() -> None:
    shared, half, none = Fake().rank("Die Katze sitzt", ["die katze", "die maus", "ein hund"])
    assert shared > half > none


def test_a_folder_with_answers_is_a_model(tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text('{"Ja": "Yes"}')
    ref = models.find(str(tmp_path), task="translation", engine="fake")
    assert [output.text for _, output in ref.load().generate(["Ja"], Decoding())] == ["Yes"]
    (tmp_path / "answers.json").write_text('{"Ja": "Aye"}')
    assert models.find(str(tmp_path), task="translation", engine="fake").identity != ref.identity
    (tmp_path / "answers.json").write_text("{")
    with pytest.raises(ModelError, match=r"answers\.json"):
        ref.load()
