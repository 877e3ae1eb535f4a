"""A brief says what it was made with, and names no folder of the machine."""

from __future__ import annotations

import platform
import time

import pytest

from pipeline import codec, find_model
from pipeline.errors import InputError
from pipeline.flow import make_briefs
from pipeline.glossary import Glossary, Term
from pipeline.provenance import made, package_version
from pipeline.reading import read_file
from pipeline.stage import Lookup
from pipeline.stages.summarize import Summarize
from pipeline.stages.translate import Translate
from pipeline.values import Brief
from pipeline.verifying import again
from tests import walked
from tests.cli.conftest import SEED


def test_a_brief_names_versions_options_and_the_terms_in_it() -> None:
    terms = Glossary((Term("Kurznachrichtendienst", "short-message service"), Term("Kassa", "till")))
    translate = Translate(find_model("auto", task="translation"), ladder=("beams",), glossary=terms)
    summarize = Summarize(find_model("auto", task="summarization"), sentences=1)
    (brief,) = make_briefs(read_file(SEED), translate, summarize)
    assert isinstance(brief, Brief)
    known = brief.provenance
    assert known is not None
    assert (known.package, known.python) == (package_version(), platform.python_version())
    stages = {stage.name: stage for stage in known.stages}
    assert list(stages) == ["segment", "translate", "retry", "summarize"]
    assert stages["translate"].version == Translate.version
    assert stages["translate"].options["model"]["identity"]["weights"] == translate.model.identity.weights
    assert stages["retry"].options["ladder"] == ["beams"]
    assert stages["summarize"].options["sentences"] == 1
    assert known.terms == (("Kurznachrichtendienst", "short-message service", ""),)
    assert str(translate.model.folder) not in codec.dumps(known).decode()
    assert brief.made is not None
    assert brief.made.computed["translate"] > 10


def test_the_record_counts_what_was_found_and_computed() -> None:
    record = made([Lookup("a", "1", True), Lookup("a", "2", False), Lookup("b", "3", False)], time.perf_counter())
    assert (record.found, record.computed) == ({"a": 1}, {"a": 1, "b": 1})
    assert record.at.endswith("Z")
    assert record.seconds >= 0


def test_a_brief_that_does_not_say_how_it_was_made_cannot_be_made_again() -> None:
    model = find_model("auto", task="translation")
    with pytest.raises(InputError, match="does not say how it was made"):
        again(walked.brief(), model, model)
