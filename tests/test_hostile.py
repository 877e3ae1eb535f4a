"""Input made to harm: one clear line each, within bounds of time and memory, nothing written where it should not be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.reading import read_bytes
from pipeline.values import Article, Failure

ROOT = Path(__file__).parents[1]
MB = 1_000_000
HTML = b"From: a@b.c\nContent-Type: text/html\n\n"
PAGE = "<!DOCTYPE html><html><body><p>Die Stadt wächst, und das teilte sie am Montag mit.</p>".encode()
RSS = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Blatt</title>'
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    + b']><rss version="2.0"><channel><item><title>&a11;</title></item></channel></rss>'
)
HOSTILE = {
    "a.txt": [b"a\n" * 4 * MB, "\u202e\u200b".encode() * MB, b"a" * 100 * MB, b"1. " * MB, "a\u0301".encode() * MB],
    "a.jsonl": [
        b'{"text": "' + b"a" * 100 * MB + b'"}',
        b"[" * 9 * MB,
        b'{"text":' + b"9" * 9 * MB + b"}",
        b'{"a":' * MB,
    ],
    "a.md": [
        b"[" * (MB - 1),
        b"> " * (MB // 2),
        b"- " * (MB // 2 - 1),
        b"_a*" * 300_000,
        (b"![" * 900 + b"\n\n") * 540,
        b"<a " * 300_000,
        b"".join(b" " * 2 * i + b"- a\n" for i in range(900)),
        b"a\n" * 490_000,
        b"&" * (MB - 1),
        b"|a" * 300 + b"\n" + b"|-" * 300 + b"\n" + b"|b|\n" * 50_000,
        b"![a](b " * 140_000,
        b"---\n" + b"a: b\n" * 190_000,
    ],
    "a.eml": [
        HTML + b"<" * 9 * MB,
        HTML + b"<!--" * 2 * MB,
        HTML + b"<div>" * MB,
        HTML + b"<a " + b"b='" * 300_000,
        b"From: a@b.c\nSubject: " + b"=?utf-8?q?a?= " * 300_000 + b"\n\nText",
        b"From: " + b"<a@b>, " * 99_000 + b"\n\nText",
        b"A: b\n" * 2 * MB,
        b"From: a\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * MB,
        b"Content-Type: message/rfc822\n\n" * 500_000,
        b"From: a\nDate: " + b"1" * 500_000 + b"\n\nText",
    ],
    "a.html": [
        PAGE + b"<" * 5 * MB,
        PAGE + b"<div>" * 99_000 + b"a",
        PAGE + b"<div>" * MB,
        PAGE + b"<p " + b"a='" * 300_000,
        PAGE + b'<p class="' + b"paywall- " * 500_000 + b'">a',
        PAGE + b"<h1>" + b"a " * MB + b"</h1>",
        PAGE + b"<![CDATA[" * 500_000,
        PAGE + b"<!--" * MB,
        PAGE + b"&amp" * MB,
        PAGE + b'<script type="application/ld+json">' + b"[" * 3 * MB + b"</script>",
        PAGE + b"<p>" + b"Der Volltext " * 300_000,
        PAGE + b"<table><tr><td>" * 30_000,
        PAGE + b"<a href=x>" * 90_000,
        b"<html>" + b"\xff\xfe\x00\xd8" * 500_000,
    ],
    "a.rss": [
        RSS + b"<" * 5 * MB,
        BOMB,
        RSS + b"<item>" * 300_000,
        RSS + b"<item><title>" + b"<![CDATA[" * 300_000,
        RSS + b"<item><title>" + b"<b>" * 200_000,
        RSS + b"<item a='" + b"x" * 5 * MB + b"'><title>a",
        RSS + b"<item " + b"a='" * 300_000,
        RSS + b"\xff\xfe\x00\xd8" * 500_000,
        RSS + b"<item><description>" + b"&lt;" * MB + b"</description></item></channel></rss>",
    ],
}
CASES = [(name, number) for name, made in HOSTILE.items() for number in range(len(made))]
CODE = """
import resource, sys
sys.path.insert(0, sys.argv[1])
resource.setrlimit(resource.RLIMIT_AS, (4_000_000_000, 4_000_000_000))
from pipeline.errors import InputError
from pipeline.reading import read_bytes
from pipeline.values import Article
data = sys.stdin.buffer.read()
try:
    for one in read_bytes(data, sys.argv[2]):
        print("article" if isinstance(one, Article) else one.message)
except InputError as error:
    print(error)
"""


@pytest.mark.parametrize(("name", "number"), CASES)
def test_it_ends_soon_in_bounded_memory_with_a_line(name: str, number: int) -> None:
    """The limit of time is far above what is needed, and far below what these took before they were refused."""
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(ROOT), name],
        input=HOSTILE[name][number],
        capture_output=True,
        timeout=100,
        check=False,
    )
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0, done.stderr[-500:]
    # A feed has a line for each item, 2000 at most.
    assert lines if name == "a.rss" else len(lines) == 1
    assert len(lines) <= 2000
    assert all(line == "article" or line.startswith(name) for line in lines)


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'
SEEDS = {
    "a.txt": "Die Stadt wächst. ".encode(),
    "a.md": "# Die *Stadt* wächst\n\n[Sie](u) wächst.\n".encode(),
    "a.jsonl": '{"text": "Die Stadt wächst."}'.encode(),
    "a.eml": "From: a@b.c\n\nDie Stadt wächst.\n".encode(),
}


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("odd", ["\u202e", "\u200b", "\u2066", "\ufeff", "\x1b[31m", "\u2028", "\x85"])
def test_characters_that_turn_or_hide_text_are_in_no_sentence(name: str, odd: str) -> None:
    data = SEEDS[name].decode().replace("Stadt", f"St{odd}adt").replace("wächst", f"wächst{odd}")
    if name.endswith("jsonl"):
        data = data.replace("\x1b", "\\u001b").replace("\x85", "\\u0085")
    (article,) = read_bytes(data.encode(), name)
    assert isinstance(article, Article)
    for block in article.blocks:
        assert not set(block.text) & set("\u202e\u200b\u2066\ufeff\x1b\u2028\x85")


@pytest.mark.parametrize("name", [*HOSTILE, "a.docx", "a.pdf", "a.parquet"])
@pytest.mark.parametrize(
    "data", [b"", b"\x00" * 1000, b"\xff" * 1000, ENTITIES, bytes(range(256)), b"PK\x03\x04", b"%PDF-", b"PAR1"]
)
def test_another_format_or_none_is_an_article_or_a_line(name: str, data: bytes) -> None:
    try:
        for one in read_bytes(data, name):
            assert isinstance(one, Article | Failure)
    except InputError as error:
        assert str(error).startswith(name)  # noqa: PT017
        assert "\n" not in str(error)  # noqa: PT017


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PIPELINE_")}
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments],
        cwd=folder,
        env=clean | {"PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


TEXT = "Die Stadt wächst. Das teilte die Stadt mit."


def test_names_that_turn_lines_or_lead_elsewhere_stay_in_the_folder_and_on_a_line(tmp_path: Path) -> None:
    inside = tmp_path / "news" / "deep"
    inside.mkdir(parents=True)
    (tmp_path / "pipeline.toml").write_text("", "utf-8")
    for name in ("a\nb.txt", "..txt", "\u202eevil.txt", "a;rm -rf.txt", "x\x1b[31m.txt", "~.txt", "con.txt"):
        (inside / name).write_text(TEXT, "utf-8")
    (inside / "bad\nname.jsonl").write_text(f'{{"id": "../../../escaped", "text": "{TEXT}"}}\n{{"x": 1}}\n', "utf-8")
    before = set(tmp_path.rglob("*"))
    done = run(tmp_path, "run", "news", "-o", "news/deep/briefs", "--json")
    assert done.returncode == 4, done.stderr
    assert all(line.startswith("pipeline: ") for line in done.stderr.splitlines()), done.stderr
    assert "\x1b" not in done.stderr
    assert "\u202e" not in done.stderr
    made = set(tmp_path.rglob("*")) - before
    home = inside / "briefs"
    assert made
    for path in made:
        assert path == home or home in path.parents or path.parent.name == "outputs" or path.name == "outputs"
        assert path.name.isascii()
        assert path.name.isprintable()
    # What was written is no input of the next run.
    again = run(tmp_path, "run", "news", "-o", "news/deep/briefs", "--json")
    assert again.stdout.count("\n") == done.stdout.count("\n")


def test_two_of_one_name_get_two_outputs(tmp_path: Path) -> None:
    (tmp_path / "pipeline.toml").write_text("", "utf-8")
    for folder, name in (("x", "a.txt"), ("y", "a.txt"), ("y", "a.md"), ("y", "A.TXT")):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(f"{TEXT} Das war {folder} {name}.", "utf-8")
    done = run(tmp_path, "run", "x", "y", "-o", "out", "-q")
    assert done.returncode == 0, done.stderr
    assert len({path.name.casefold() for path in (tmp_path / "out").glob("*.json")}) == 4
