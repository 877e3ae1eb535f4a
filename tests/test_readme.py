"""The README's examples run."""
from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_library_example_prints_sentences_and_their_german(tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    german = [line.strip() for line in done.stdout.splitlines() if line.startswith("     ")]
    assert german
    assert all(line in (ROOT / "seeds" / "standard-musk-microsoft.txt").read_text("utf-8") for line in german)


@pytest.mark.parametrize("line", re.findall(r"^    (pipeline [^\n|]+)$", README, re.MULTILINE))
def test_every_command_line_in_it_is_understood(line: str, tmp_path: Path) -> None:
    text = "Wien wächst. Graz wächst auch."
    for name in ("article.txt", "b.txt"):
        (tmp_path / name).write_text(text, "utf-8")
    for folder in ("newsroom", "desk"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(text, "utf-8")
    (tmp_path / "news.jsonl").write_text('{"text": "Wien wächst.", "body": "Graz wächst."}\n', "utf-8")
    (tmp_path / "pairs.tsv").write_text("Wien wächst.\tVienna grows.\n", "utf-8")
    example = '{"article": "Vienna grows. Graz too.", "summary": "Both grow."}'
    (tmp_path / "articles.jsonl").write_text(example, "utf-8")
    (tmp_path / "pipeline.toml").touch()
    script = line.replace("pipeline ", f"'{sys.executable}' -m pipeline ", 1)
    done = subprocess.run(["sh", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
