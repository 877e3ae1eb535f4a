"""Standard output and input that are full, closed or early gone, and Ctrl-C at any time: one line and an exit code."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Pipeline

INSTALLED = "from pipeline.__main__ import main; sys.exit(main())"
"""What the script does that an installation makes of the entry point."""


def shell(folder: Path, command: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of ``command``, in which ``pipeline`` is the program."""
    script = f"set -o pipefail; pipeline() {{ '{sys.executable}' -m pipeline \"$@\"; }}; {command}"
    done = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def articles(folder: Path) -> Path:
    (folder / "answers.json").write_text('{"Wien wächst.": "Vienna grows.", "Graz auch.": "So does Graz."}', "utf-8")
    (folder / "a.txt").write_text("Wien wächst.", "utf-8")
    (folder / "b.txt").write_text("Graz auch.", "utf-8")
    return folder


TRANSLATE = "pipeline translate --engine fake --translator . -q"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "command",
    [
        f"{TRANSLATE} a.txt",
        "pipeline --help",
        "pipeline run --help",
        "pipeline --version",
        "pipeline models ls",
        "pipeline config",
        "PYTHONUNBUFFERED=1 pipeline config",
    ],
)
def test_a_full_output_is_one_line(articles: Path, command: str) -> None:
    said = "pipeline: standard output cannot be written: No space left on device\n"
    assert shell(articles, f"{command} > /dev/full") == (1, "", said)


def test_an_output_that_is_closed_early_is_one_line(articles: Path) -> None:
    code, _, said = shell(articles, f"{TRANSLATE} a.txt b.txt | true")
    assert (code, said) == (1, "pipeline: the output was closed by what reads it, so the rest was not made\n")


def test_a_closed_output_is_an_error_and_nothing_is_done(articles: Path) -> None:
    code, _, said = shell(articles, f"{TRANSLATE} a.txt >&-")
    assert (code, said) == (1, "pipeline: standard output is closed; send it to a file, or to /dev/null\n")


def test_a_closed_input_is_an_error_of_that_input(articles: Path) -> None:
    code, out, said = shell(articles, f"{TRANSLATE} - a.txt <&-")
    assert (code, out) == (4, "Vienna grows.\n\n")
    assert said == "pipeline: standard input is closed; name a file, or send the text in with < or |\n"


def test_a_line_stands_between_articles_and_one_article_is_as_it_is(articles: Path) -> None:
    alone = shell(articles, f"{TRANSLATE} a.txt")[1]
    assert alone == "Vienna grows.\n\n"
    both = "Vienna grows.\n\n==> b.txt <==\n\nSo does Graz.\n"
    assert shell(articles, f"{TRANSLATE} a.txt none.txt b.txt")[1] == f"{both}\n"
    shell(articles, f"{TRANSLATE} a.txt b.txt -o both.txt")
    assert (articles / "both.txt").read_text("utf-8") == both


@pytest.mark.parametrize("start", ["import runpy; runpy.run_module('pipeline', run_name='__main__')", INSTALLED])
@pytest.mark.parametrize("module", ["pipeline.cli", "click", "pipeline.cli.translate", "pipeline.engines.ctranslate2"])
def test_an_interrupt_while_modules_are_loaded_is_one_line(articles: Path, start: str, module: str) -> None:
    code = (
        "import os, signal, sys\n"
        "class CtrlC:\n"
        "    def find_spec(self, name, path, target=None):\n"
        f"        if name == {module!r}: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, CtrlC())\n"
        f"sys.argv = ['pipeline', 'translate', 'a.txt', '--no-cache', '--engine', 'ctranslate2']\n{start}"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=articles, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.strip().startswith("pipeline: interrupted")
    assert len(done.stderr.strip().splitlines()) == 1


def test_an_interrupt_that_a_library_makes_an_error_of_is_an_interrupt(folder: Path) -> None:
    code = (
        "import os, signal, sys\nimport pipeline.cli as cli\n"
        "@cli.group.command()\ndef load():\n"
        "    try: os.kill(os.getpid(), signal.SIGINT)\n"
        "    except KeyboardInterrupt: raise ImportError('initialization failed')\n"
        "sys.argv = ['pipeline', 'load']\ncli.main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, len(done.stderr.splitlines())) == (130, 1)


def test_emptying_the_cache_asks_or_says_how_not_to_be_asked(pipeline: Pipeline) -> None:
    unasked = pipeline("cache", "clear")
    assert (unasked.returncode, "give --yes" in unasked.stderr, "interrupted" in unasked.stderr) == (1, True, False)
    refused = pipeline("cache", "clear", stdin="n\n")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.endswith("pipeline: nothing was thrown away\n")
    assert pipeline("cache", "clear", stdin="y\n").returncode == 0


@pytest.mark.parametrize("command", [["ls"], ["clear", "--yes"]])
def test_a_stage_that_is_not_there_is_told_those_that_are(pipeline: Pipeline, command: list[str]) -> None:
    done = pipeline("cache", *command, "--stage", "nosuch")
    assert (done.returncode, done.stdout) == (1, "")
    assert "there are segment, translate, retry, summarize, " in done.stderr
    assert pipeline("cache", *command, "--stage", "translate").returncode == 0
