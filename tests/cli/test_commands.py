"""Every command has help with an example, and the small commands do what they say."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from pipeline import models
from pipeline.cli import group
from pipeline.cli.lazy import COMMANDS
from tests.cli.conftest import SEED, Pipeline


def commands(command: click.Command, name: str) -> list[tuple[str, click.Command]]:
    context = click.Context(command)
    names = command.list_commands(context) if isinstance(command, click.Group) else []
    inner = [(each, found) for each in names if (found := command.get_command(context, each))]  # type: ignore[attr-defined]
    return [(name, command), *(pair for child, sub in inner for pair in commands(sub, f"{name} {child}"))]


@pytest.mark.parametrize(("name", "command"), commands(group, "pipeline"))
def test_every_command_and_option_has_help(name: str, command: click.Command) -> None:
    assert command.help, name
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{name} {option.opts}"


def test_the_list_of_commands_says_what_each_says_itself() -> None:
    context = click.Context(group)
    assert {name: group.get_command(context, name).get_short_help_str(1000) for name in COMMANDS} == COMMANDS


@pytest.mark.parametrize("name", ["run", "translate", "summarize", "correct", "cache"])
def test_help_has_examples(pipeline: Pipeline, name: str) -> None:
    assert "Examples:" in pipeline(name, "--help").stdout


def test_translate_prints_the_english_and_writes_it_where_asked(pipeline: Pipeline, folder: Path) -> None:
    printed = pipeline("translate", SEED)
    assert printed.returncode == 0, printed.stderr
    assert len(printed.stdout.split()) > 200
    pipeline("translate", SEED, "-o", "english.txt")
    assert (folder / "english.txt").read_text("utf-8").strip() == printed.stdout.strip()


@pytest.mark.parametrize(("command", "task"), [("translate", "translation"), ("summarize", "summary")])
def test_json_names_the_model_that_made_it(pipeline: Pipeline, command: str, task: str) -> None:
    (maker,) = json.loads(pipeline(command, "-", "--json", "-q", stdin="Wien wächst.").stdout)["makers"]
    assert maker["task"] == task
    assert len(maker["weights"]) == 64
    assert "not reproducible" not in maker["backend"]
    made = pipeline(command, "-", "--json", "-q", "--compute", "bfloat16", "--unchecked", stdin="Wien wächst.")
    if made.returncode == 0:  # not every processor computes in it
        assert json.loads(made.stdout)["makers"][0]["backend"].endswith("cpu bfloat16 (not reproducible)")


def test_a_named_model_is_told_where_its_name_does_not_say_all(pipeline: Pipeline, folder: Path) -> None:
    def told(*flags: str) -> list[str]:
        said = pipeline("translate", "-", "--engine", "marian", *flags, stdin="Wien wächst.").stderr.splitlines()
        return [line for line in said if line.startswith("pipeline: translator: ")]

    assert told("--translator", "de-en-news-tiny") == []
    assert told("--translator", "de-en-news-tiny", "--compute", "bfloat16") == [
        "pipeline: translator: de-en-news-tiny (bundled, cpu bfloat16 is not reproducible)"
    ]
    (bundled,) = [model.folder for model in models.bundled() if model.name == "de-en-news-tiny"]
    (folder / "de-en-news-tiny").symlink_to(bundled)
    (line,) = told("--translator", "de-en-news-tiny", "--unchecked")
    assert line.endswith("unchecked)")


def test_summarize_takes_english_and_keeps_its_sentences(pipeline: Pipeline) -> None:
    text = " ".join(f"The town of Number{n} elected a new mayor in {1900 + n}." for n in range(12))
    done = pipeline("summarize", "-", "--sentences", "2", "-q", stdin=text)
    lines = done.stdout.splitlines()
    assert len(lines) == 2
    assert all(line in text for line in lines)


def test_the_cache_can_be_listed_shown_counted_and_emptied(pipeline: Pipeline, folder: Path) -> None:
    (folder / "a.txt").write_text("Wien wächst. Graz wächst auch.", "utf-8")
    pipeline("translate", "a.txt")
    rows = [json.loads(line) for line in pipeline("cache", "ls", "--stage", "translate", "--json").stdout.splitlines()]
    assert len(rows) == 2
    shown = json.loads(pipeline("cache", "show", rows[0]["key"][:16]).stdout)
    assert shown["recipe"]["stage"] == "translate"
    assert shown["recipe"]["fields"]["decoding"]["beams"] == 4
    assert pipeline("cache", "show", "zzzz").returncode == 1
    assert json.loads(pipeline("cache", "stats", "--json").stdout)["entries"] >= 2
    assert pipeline("cache", "clear", "--yes").returncode == 0
    assert pipeline("cache", "ls").stdout == ""


def test_no_cache_leaves_no_file(pipeline: Pipeline, folder: Path) -> None:
    (folder / "a.txt").write_text("Wien wächst.", "utf-8")
    assert pipeline("translate", "a.txt", "--no-cache").returncode == 0
    assert not (folder / "outputs" / "cache.sqlite").exists()


def test_the_cache_can_be_put_elsewhere(pipeline: Pipeline, folder: Path) -> None:
    (folder / "a.txt").write_text("Wien wächst.", "utf-8")
    pipeline("translate", "a.txt", "--cache", "here.sqlite")
    assert (folder / "here.sqlite").exists()


def test_doctor_names_models_and_places(pipeline: Pipeline) -> None:
    done = pipeline("doctor")
    assert done.returncode == 0, done.stdout
    assert "de-en-news-tiny" in done.stdout
    found = json.loads(pipeline("doctor", "--json").stdout)
    assert found["problems"] == []


def test_doctor_names_what_is_missing(pipeline: Pipeline, folder: Path) -> None:
    (folder / "pipeline.toml").write_text('[models]\ntranslator = "no-such-model"\n', "utf-8")
    done = pipeline("doctor")
    assert done.returncode == 1
    assert "no-such-model" in done.stdout
