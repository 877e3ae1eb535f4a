"""The README's examples run."""
from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pytest

from pipeline.inputs import known_suffixes
from tests.fetching.server import Answer, Site
from tests.pages.outlets import standard
from tests.pages.stories import BUNDLED
from tests.readers.test_feed import item, rss

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


@pytest.fixture
def site() -> Iterator[Site]:
    """Stands for the addresses in the examples."""
    site = Site()
    page = Answer(standard(BUNDLED[1]).encode())
    feed = Answer(rss(item(1, date=formatdate())), media="application/rss+xml")
    site.answers |= {"/story/1": page, "/2.html": page, "/rss": feed}
    yield site
    site.close()


@pytest.mark.parametrize("line", re.findall(r"^    (pipeline [^\n|]+)$", README, re.MULTILINE))
def test_every_command_line_in_it_is_understood(line: str, tmp_path: Path, site: Site) -> None:
    text = "Wien wächst. Graz wächst auch."
    for name in ("article.txt", "b.txt"):
        (tmp_path / name).write_text(text, "utf-8")
    for folder in ("newsroom", "desk"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(text, "utf-8")
    (tmp_path / "news.jsonl").write_text('{"id": 1, "text": "Wien wächst.", "body": "Graz wächst."}\n', "utf-8")
    (tmp_path / "pairs.tsv").write_text("Wien wächst.\tVienna grows.\n", "utf-8")
    example = '{"article": "Vienna grows. Graz too.", "summary": "Both grow."}'
    (tmp_path / "articles.jsonl").write_text(example, "utf-8")
    (tmp_path / "pipeline.toml").touch()
    (tmp_path / "page.html").write_text(standard(BUNDLED[0]), "utf-8")
    script = line.replace("pipeline ", f"'{sys.executable}' -m pipeline ", 1)
    if "https://" in script:
        script = re.sub(r"https://www\.example\.\w\w", site.root, script).replace(" http", " --allow-private http", 1)
    done = subprocess.run(["sh", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_kind_of_file_that_is_read_is_listed() -> None:
    table = README.partition("## What is read")[2].partition("**Other languages.**")[0]
    assert [suffix for suffix in sorted(known_suffixes()) if f"`{suffix}`" not in table] == []
