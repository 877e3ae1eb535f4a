import json
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator

from pipeline.brief import assemble
from pipeline.errors import InputError
from pipeline.seal import is_sealed
from pipeline.values import Summary
from pipeline.writers import json as writer
from tests.walked import brief, replace_article, summary, translation
from tests.writers.shown import shown

SCHEMA = json.loads(files("pipeline.writers").joinpath("brief.schema.json").read_text(encoding="utf-8"))


def test_the_schema_is_itself_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_a_whole_brief_conforms_to_the_schema() -> None:
    Draft202012Validator(SCHEMA).validate(json.loads(writer.write(brief())))


def test_a_brief_with_all_that_there_can_be_conforms_too_and_comes_back() -> None:
    text = writer.write(shown())
    Draft202012Validator(SCHEMA).validate(json.loads(text))
    assert '"corrected": {' in text
    assert writer.read(text) == shown()


def test_a_brief_of_almost_nothing_conforms_too() -> None:
    value = translation([["paragraph", "Es regnet am Montag.", "It rains on Monday."]])
    for made in (assemble(value, Summary((), "faithful", "Nothing fits."), ()), assemble(value, summary(value, 0), ())):
        Draft202012Validator(SCHEMA).validate(json.loads(writer.write(made)))


def test_a_title_without_a_block_conforms_too() -> None:
    value = replace_article(translation([["paragraph", "Es regnet.", "It rains."]]), title="Regen.")
    Draft202012Validator(SCHEMA).validate(json.loads(writer.write(assemble(value, summary(value, 0), ()))))


@pytest.mark.parametrize("field", ["headline", "translation", "seal"])
def test_the_schema_refuses_a_brief_with_a_field_missing(field: str) -> None:
    plain = json.loads(writer.write(brief()))
    del plain[field]
    assert not Draft202012Validator(SCHEMA).is_valid(plain)


def test_every_value_of_the_brief_comes_back() -> None:
    assert writer.read(writer.write(brief())) == brief()


def test_fields_stand_in_a_fixed_order_and_the_file_ends_with_a_newline() -> None:
    text = writer.write(brief())
    assert text.endswith("}\n")
    assert list(json.loads(text)) == [
        "format", "headline", "headline_origin", "summary", "dates", "quotations", "notes", "makers", "provenance",
        "made", "translation", "seal",
    ]
    assert text == writer.write(brief())


def test_the_seal_survives_another_layout_but_no_edit() -> None:
    text = writer.write(brief())
    assert is_sealed(text)
    assert is_sealed(json.dumps(json.loads(text), indent=4, sort_keys=True))
    assert not is_sealed(text.replace("Microsoft", "Mikrosoft", 1))


NO_BRIEFS = ["", "[]", "{}", "[" * 9999, f'{{"format": "{writer.FORMAT}"}}', '{"format": "other"}', "\udc80"]


@pytest.mark.parametrize("text", NO_BRIEFS)
def test_what_is_no_brief_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="this is no brief"):
        writer.read(text)


def test_a_brief_of_a_newer_version_says_to_update() -> None:
    text = writer.write(brief()).replace(writer.FORMAT, "german-briefs/brief-9")
    with pytest.raises(InputError, match="update german-briefs"):
        writer.read(text)


def test_a_brief_from_before_there_was_provenance_is_read() -> None:
    plain = json.loads(writer.write(brief()))
    for row in plain["translation"]["english"]:
        del row["score"], row["tries"], row["corrected"]
        for flag in row["flags"]:
            del flag["severity"], flag["advice"]
    del plain["provenance"], plain["made"]
    assert writer.read(json.dumps(plain | {"format": writer.READ[0]})) == brief()
