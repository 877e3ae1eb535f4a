"""Tab in real shells: the printed script is loaded and keys are pressed, as a user does."""
from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

TYPED = [
    ("pipeline tra", "pipeline translate"),
    ("pipeline evaluate s", "pipeline evaluate summary"),
    ("pipeline run --transl", "pipeline run --translator"),
    ("pipeline run --translator de-", "pipeline run --translator de-en-news-tiny"),
    ("pipeline run --translator fol", "pipeline run --translator folder/"),
    ("pipeline evaluate summary --model en-", "pipeline evaluate summary --model en-brief-tiny"),
    ("pipeline translate --from j", "pipeline translate --from ja"),
    ("pipeline run --reader js", "pipeline run --reader jsonl"),
    ("pipeline run --engine ctr", "pipeline run --engine ctranslate2"),
    ("pipeline run --compute float3", "pipeline run --compute float32"),
    ("pipeline run arti", "pipeline run article.txt"),
    ("pipeline run article.txt --cache res", "pipeline run article.txt --cache results.sqlite"),
    ("pipeline run article.txt -o fol", "pipeline run article.txt -o folder/"),
    ("pipeline cache ls --stage trans", "pipeline cache ls --stage translate"),
    ("pipeline corr", "pipeline correct"),
    ("pipeline correct arti", "pipeline correct article.txt"),
    ("pipeline correct --take arti", "pipeline correct --take article.txt"),
    ("pipeline models path de-", "pipeline models path de-en-news-tiny"),
    ("pipeline completion z", "pipeline completion zsh"),
]

START = {
    "bash": (
        ["bash", "--norc", "--noprofile", "-i"],
        "PS1=; bind 'set enable-bracketed-paste off'; eval \"$(pipeline completion bash)\"",
    ),
    "zsh": (
        ["zsh", "-f", "-i"],
        "PS1=; PROMPT_SP=; setopt no_auto_remove_slash; unset zle_bracketed_paste; bindkey -e;"
        ' autoload -Uz compinit; compinit -u -D; eval "$(pipeline completion zsh)"',
    ),
}

Press = Callable[[str], str]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with files to complete, and the command as it is installed."""
    place = tmp_path_factory.mktemp("place")
    (place / "article.txt").touch()
    (place / "results.sqlite").touch()
    (place / "folder").mkdir()
    (place / "bin").mkdir()
    command = place / "bin" / "pipeline"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pipeline "$@"\n', "utf-8")
    command.chmod(0o755)
    return place


def environment(place: Path) -> dict[str, str]:
    return os.environ | {
        "PATH": f"{place / 'bin'}:{os.environ['PATH']}", "HOME": str(place), "TERM": "dumb", "COLUMNS": "200",
        "XDG_CONFIG_HOME": str(place / "config"), "XDG_DATA_HOME": str(place / "data"),
    }  # fmt: skip


def installed(shell: str) -> str:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    return shell


@pytest.fixture(scope="module", params=["bash", "zsh"])
def press(request: pytest.FixtureRequest, place: Path) -> Iterator[Press]:
    """Types into a shell that runs in a terminal, presses Tab, and gives the line that then stands there."""
    command, setup = START[installed(request.param)]
    master, slave = pty.openpty()
    shell = subprocess.Popen(
        command, cwd=place, env=environment(place), stdin=slave, stdout=slave, stderr=slave, start_new_session=True
    )
    os.close(slave)
    seen = ""

    def read_until(pattern: str) -> str:
        nonlocal seen
        deadline = time.monotonic() + 60
        while not (found := re.search(pattern, seen)):
            ready, _, _ = select.select([master], [], [], max(0, deadline - time.monotonic()))
            assert ready, seen
            seen += os.read(master, 65536).decode("utf-8", "replace")
        seen = seen[found.end() :]
        return found[1]

    def press(typed: str) -> str:
        # Tab, then to the start of the line (Ctrl-A), where "echo" goes, to its end (Ctrl-E), and Return.
        os.write(master, f"{typed}\t\x01echo '<<'\"\x05\"'>>'\n".encode())
        return read_until(r"(?m)^<<(.*)>>\r?$").strip()

    os.write(master, f"{setup}; echo re''ady\n".encode())
    read_until(r"(?m)^(ready)")
    yield press
    os.close(master)
    shell.kill()
    shell.wait()


@pytest.mark.parametrize(("typed", "wanted"), TYPED)
def test_tab_completes_in_a_terminal(press: Press, typed: str, wanted: str) -> None:
    assert press(typed) == wanted


def test_fish_completes_the_same(place: Path) -> None:
    installed("fish")
    script = "\n".join(["pipeline completion fish | source", *(f"complete -C '{typed}'; echo" for typed, _ in TYPED)])
    done = subprocess.run(
        ["fish", "--no-config", "-c", script],
        cwd=place, env=environment(place), capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = [[line.split("\t")[0] for line in block.splitlines()] for block in done.stdout.split("\n\n")[:-1]]
    assert found == [[wanted.split()[-1]] for _, wanted in TYPED]
    assert done.stderr == ""


def asked(words: str, place: Path) -> list[str]:
    """What the shell is told; the last word is not finished."""
    complete = {"_PIPELINE_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    done = subprocess.run(
        [place / "bin" / "pipeline"], cwd=place, env=environment(place) | complete,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.split()


def test_models_of_the_task_are_offered_and_folders(place: Path) -> None:
    assert asked("pipeline run --translator ", place) == ["dir,", "plain,auto", "plain,de-en-news-tiny"]
    assert asked("pipeline run --summarizer ", place) == ["dir,", "plain,auto", "plain,en-brief-tiny"]


def test_what_is_for_tests_alone_is_not_offered(place: Path) -> None:
    assert asked("pipeline run --engine ", place) == ["plain,auto", "plain,ctranslate2", "plain,marian"]
    assert "plain,none" not in asked("pipeline run --compute ", place)


def test_a_settings_file_that_is_wrong_does_not_matter(place: Path) -> None:
    (place / "pipeline.toml").write_text("nonsense", "utf-8")
    try:
        assert asked("pipeline co", place) == ["plain,completion", "plain,config", "plain,correct"]
    finally:
        (place / "pipeline.toml").unlink()


def test_completing_imports_nothing_heavy(place: Path) -> None:
    code = (
        "import sys, os; sys.argv = ['pipeline']\n"
        "from pipeline.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(*sys.modules, file=sys.stderr)"
    )
    complete = {
        "_PIPELINE_COMPLETE": "bash_complete", "COMP_WORDS": "pipeline run --compute ", "COMP_CWORD": "3"
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | complete, capture_output=True, text=True, check=True
    )
    loaded = set(done.stderr.split())
    assert "plain,int8" in done.stdout
    assert "pipeline.cli" in loaded
    assert not loaded & {"torch", "transformers", "ctranslate2", "sentencepiece", "numpy", "sqlite3"}


def test_a_shell_that_is_not_known_is_wrong_usage(place: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "completion", "csh"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "'bash', 'zsh', 'fish'" in done.stderr
