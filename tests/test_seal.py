import json

import pytest

from pipeline.seal import gist, is_sealed, seal_markdown, seal_object


def test_markdown_is_sealed_with_a_last_line_that_is_not_shown() -> None:
    sealed = seal_markdown("# Brief\n\nText.")
    assert sealed.startswith("# Brief\n\nText.\n<!-- german-briefs sha256:")
    assert is_sealed(sealed)


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("Text", "Test"),
        lambda text: text + "More.\n",
        lambda text: "More.\n" + text,
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.rpartition("<!--")[0],
    ],
)
def test_any_edit_breaks_the_seal(edit: object) -> None:
    assert callable(edit)
    assert not is_sealed(edit(seal_markdown("# Brief\n\nText.")))


def test_an_object_is_sealed_over_all_its_fields() -> None:
    sealed = seal_object({"format": "x", "notes": ["ä"]})
    assert list(sealed) == ["format", "notes", "seal"]
    assert seal_object(sealed) == sealed
    assert seal_object(sealed | {"notes": []})["seal"] != sealed["seal"]


@pytest.mark.parametrize("text", ["", "{", "{}", '{"seal": 1}', '{"seal": "sha256:0"}', '{"a":' * 5000, "plain"])
def test_what_never_had_a_seal_is_not_sealed(text: str) -> None:
    assert not is_sealed(text)


def test_the_record_of_the_run_is_no_part_of_the_gist() -> None:
    one, two = (seal_markdown(f"# Brief\n\n*Made on {day}, in 0.1 s.*\n\nText.") for day in ("Monday", "Tuesday"))
    assert one != two
    assert gist(one) == gist(two) != gist(seal_markdown("# Brief\n\n*Made up*\n\nText."))
    plain = [json.dumps(seal_object({"notes": [], "made": made})) for made in (None, {"at": "now"})]
    assert gist(plain[0]) == gist(plain[1]) != gist(json.dumps(seal_object({"notes": ["x"], "made": None})))


def test_what_is_neither_is_its_own_gist() -> None:
    assert gist("{") == "{"
    assert gist("plain") == "plain"
