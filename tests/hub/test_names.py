from __future__ import annotations

import pytest

from pipeline.hub.names import RECOMMENDED, Name, parse


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Helsinki-NLP/opus-mt-de-en", Name("Helsinki-NLP/opus-mt-de-en", "main")),
        ("a/b@v1.0", Name("a/b", "v1.0")),
        ("a/b@refs/pr/1", Name("a/b", "refs/pr/1")),
        ("auto", None),
        ("./a/b", None),
        ("/a/b", None),
        ("a/b/c", None),
        ("~/b", None),
        ("a/b@", None),
        ("a/b@../../c", None),
        ("../b", None),
        ("a/b--c", None),
        ("https://hub/a/b", None),
    ],
)
def test_a_name_is_owner_and_model_and_perhaps_a_revision(text: str, name: Name | None) -> None:
    assert parse(text) == name
    if name is not None:
        assert parse(str(name)) == name


def test_a_model_is_recommended_for_each_task() -> None:
    assert {model.task for model in RECOMMENDED} == {"translation", "summarization"}
    assert all(parse(model.name) for model in RECOMMENDED)
