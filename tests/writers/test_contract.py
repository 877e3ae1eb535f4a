from types import ModuleType

import pytest

from pipeline import plugins
from tests.walked import brief


@pytest.fixture(params=plugins.names("pipeline.writers"))
def writer(request: pytest.FixtureRequest) -> ModuleType:
    return plugins.load("pipeline.writers", request.param)


def test_every_writer_has_a_suffix_and_writes_the_same_text_each_time(writer: ModuleType) -> None:
    assert writer.SUFFIX.startswith(".")
    assert writer.write(brief()) == writer.write(brief())
    assert writer.write(brief()).endswith("\n")
    assert "Microsoft will drop Twitter" in writer.write(brief())


def test_no_two_writers_share_a_suffix() -> None:
    suffixes = [plugins.load("pipeline.writers", name).SUFFIX for name in plugins.names("pipeline.writers")]
    assert len(set(suffixes)) == len(suffixes)
