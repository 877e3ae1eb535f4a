"""One worker in this process: what it leaves alone, and which models it takes on another machine."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from pipeline import filesystems, models
from pipeline.batch import manifest
from pipeline.batch.parting import SUFFIXES, part_inputs
from pipeline.batch.values import Job, Part
from pipeline.batch.worker import Worker, here
from pipeline.errors import InputError, ModelError
from pipeline.readers.jsonl import Fields
from pipeline.stages.summarize import Summarize
from pipeline.stages.translate import Translate
from tests.batch.desk import Desk


def job(desk: Desk, name: str) -> tuple[Job, list[Part]]:
    parted = part_inputs(filesystems.expand(str(desk.work / name), SUFFIXES), Fields(), rows=2)
    translator = models.find(str(desk.work), task="translation", engine="fake")
    summarizer = models.find(str(desk.work), task="summarization", engine="fake")
    stages = Translate(translator), Summarize(summarizer)
    asked = Job(tuple(parted.inputs), Fields(), "de", False, str(desk.work / "out"), "run", "jsonl", 2, *stages)
    manifest.begin(asked, parted.parts)
    return asked, parted.parts


def test_a_part_that_is_finished_is_not_made_again(desk: Desk) -> None:
    asked, parts = job(desk, desk.jsonl("news.jsonl", desk.rows(4)))
    first = [Worker(asked).make(part) for part in parts]
    assert [done.results for done in first] == [2, 2]
    made = {path: path.stat().st_mtime_ns for path in (desk.work / "out").rglob("*.json*")}
    assert [Worker(asked).make(part) for part in parts] == first
    assert {path: path.stat().st_mtime_ns for path in made} == made
    (desk.work / "out" / "results" / "part-00001.jsonl").write_text("half", "utf-8")
    assert manifest.finished(asked).keys() == {0}
    assert Worker(asked).make(parts[1]).files == first[1].files
    assert manifest.finished(asked).keys() == {0, 1}


def test_an_input_that_changes_meanwhile_ends_the_batch(desk: Desk) -> None:
    asked, parts = job(desk, desk.jsonl("news.jsonl", desk.rows(4)))
    desk.jsonl("news.jsonl", desk.rows(3))
    with pytest.raises(InputError, match="is not as it was when the batch was begun"):
        Worker(asked).make(parts[1])


def test_a_bundled_model_is_found_where_this_machine_has_it(tmp_path: Path) -> None:
    ref = models.find("de-en-news-tiny", task="translation")
    elsewhere = dataclasses.replace(ref, folder=tmp_path / "elsewhere" / "de-en-news-tiny")
    assert here(elsewhere) == ref
    other = dataclasses.replace(elsewhere, identity=dataclasses.replace(ref.identity, weights="0" * 64))
    with pytest.raises(ModelError, match="install the same version"):
        here(other)
    named = dataclasses.replace(elsewhere, identity=dataclasses.replace(ref.identity, model="owner/model"))
    with pytest.raises(ModelError, match="a folder that every machine sees"):
        here(named)
