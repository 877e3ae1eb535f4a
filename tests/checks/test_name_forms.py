"""The table of names whose English form differs."""
from __future__ import annotations

from importlib.resources import files

from pipeline.checks.name_forms import explains, known, stands_in


def test_every_row_is_whole_and_stands_once() -> None:
    lines = (files("pipeline.checks") / "name_forms.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert len({row[0] for row in rows}) == len(rows)
    for german, english, kind in rows:
        assert german
        assert all(english.split("|"))
        assert kind in {"place", "people", "organisation", "person", "name"}


def test_the_longest_name_wins() -> None:
    [name] = known("Die Vereinigten Arabischen Emirate schweigen".split())
    assert name.text == "Vereinigten Arabischen Emirate"
    assert stands_in(name.form, "The UAE are silent.")


def test_short_forms_stand_only_as_words() -> None:
    [name] = known("Die EU schweigt".split())
    assert not stands_in(name.form, "A EUphoric day")


def test_adjectives_explain_english_names() -> None:
    assert explains("Germany", "die deutsche Regierung")
    assert not explains("Germany", "die Regierung in Wien")
