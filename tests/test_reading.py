"""Files are read by the right reader, in any encoding, and as little of them as can be."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.readers.text import LIMIT
from pipeline.reading import read_bytes, read_file
from pipeline.values import Article, Failure

ROOT = Path(__file__).parents[1]


def texts(path: Path, **asked: str) -> list[str]:
    return [one.text if isinstance(one, Article) else one.message for one in read_file(path, **asked)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac-roman"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_a_file_in_any_encoding_is_read(tmp_path: Path, name: str, encoding: str) -> None:
    text = "Größere Städte wachsen. „Schön“, sagte sie.\u2028Ja."
    if encoding in ("cp1252", "mac-roman"):
        text = text.replace("\u2028", " ")
    lines = "\r\n".join(json.dumps({"text": text, "n": n}, ensure_ascii=False) for n in range(3))
    (tmp_path / name).write_bytes((lines if name == "a.jsonl" else text).encode(encoding))
    assert texts(tmp_path / name) == [text] * (3 if name == "a.jsonl" else 1)


def test_an_encoding_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Größe".encode("cp850"))
    (tmp_path / "a.jsonl").write_bytes('{"text": "Größe"}'.encode("cp850"))
    assert texts(tmp_path / "a.txt", encoding="cp850") == texts(tmp_path / "a.jsonl", encoding="cp850") == ["Größe"]
    assert texts(tmp_path / "a.txt", encoding="latin-1") != ["Größe"]


def test_a_line_that_is_not_utf8_fails_alone_where_others_are(tmp_path: Path) -> None:
    lines = ['{"text": "Ä"}'.encode(), '{"text": "Ä"}'.encode("cp1252"), b'{"text": "A"}']
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    assert [isinstance(one, Failure) for one in read_file(tmp_path / "a.jsonl")] == [False, True, False]


def test_lines_after_a_long_plain_beginning_decide(tmp_path: Path) -> None:
    plain = json.dumps({"text": "Wien"}) + "\n"
    umlaut = json.dumps({"text": "Köln"}, ensure_ascii=False) + "\n"
    (tmp_path / "a.jsonl").write_bytes((plain * 10_000 + umlaut).encode("mac-roman"))
    assert texts(tmp_path / "a.jsonl")[-1] == "Köln"


def test_fifty_megabytes_in_one_article_are_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    with file.open("wb") as out:
        out.truncate(50_000_000)
    with pytest.raises(InputError, match=r"a\.txt has 50 MB and one article may have 10; split it"):
        read_file(file)
    with pytest.raises(InputError, match="one article may have 10"):
        list(read_bytes(b"a " * (LIMIT // 2 + 1), "stdin"))


def test_fifty_megabytes_of_lines_are_read_a_line_at_a_time(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    line = json.dumps({"text": "Die Stadt wächst. " * 500}, ensure_ascii=False).encode() + b"\n"
    with file.open("wb") as out:
        for _ in range(50_000_000 // len(line) + 1):
            out.write(line)
    assert len(list(islice(read_file(file), 2))) == 2
    code = (
        "import resource, sys; from pipeline.reading import read_file\n"
        f"before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\nn = sum(1 for _ in read_file({str(file)!r}))\n"
        "print(n, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    count, megabytes = map(int, done.stdout.split())
    assert count == 50_000_000 // len(line) + 1
    assert megabytes < 25


def test_a_line_that_is_too_long_fails_alone(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "' + b"a" * (2 * LIMIT) + b'"}\n{"text": "Wien"}\n')
    first, second = read_file(tmp_path / "a.jsonl")
    assert isinstance(first, Failure)
    assert "longer than 10 MB" in first.message
    assert isinstance(second, Article)


def test_a_pipe_is_read(tmp_path: Path) -> None:
    code = "import sys; from pipeline.reading import read_file; print(len(list(read_file(sys.argv[1]))))"
    command = f"\"$0\" -c '{code}' <(printf 'Wien.')"
    done = subprocess.run(["bash", "-c", command, sys.executable], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"


@pytest.mark.parametrize(("name", "said"), [("none.txt", "does not exist"), (".", "is a folder")])
def test_what_is_no_file_is_named(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_file(tmp_path / name)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_a_device_without_end_is_refused_after_as_much_as_an_article_may_have() -> None:
    with pytest.raises(InputError, match="/dev/zero has more than 10 MB and one article may have 10"):
        list(read_file("/dev/zero"))


PIPED = """
import io, resource, sys
from pipeline.reading import read_file, read_stdin
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
articles = read_stdin(io.FileIO(0)) if sys.argv[1] == "-" else read_file(sys.argv[1])
sources = [article.source for article in articles]
megabytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
print(len(sources), sources[0].partition("-")[0], sources[-1].partition(":")[2], megabytes)
"""


@pytest.mark.parametrize("place", ["-", "fifo"])
def test_lines_of_a_pipe_are_read_one_at_a_time_however_many_they_are(tmp_path: Path, place: str) -> None:
    line = json.dumps({"text": "Die Stadt wächst. " * 500}, ensure_ascii=False)
    writing = f"""{sys.executable} -c 'import sys
for _ in range(3000): print(sys.argv[1])' '{line}'"""
    os.mkfifo(tmp_path / "fifo")
    reading = f"{sys.executable} -c '{PIPED}' {place}"
    command = f"{writing} | {reading}" if place == "-" else f"{writing} > fifo & {reading}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, env=os.environ | {"PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    count, name, last, megabytes = done.stdout.split()
    assert (count, last) == ("3000", "3000")
    assert name == ("stdin" if place == "-" else "fifo:1")
    assert int(megabytes) < 25


def test_an_encoding_that_looks_wrong_is_doubted_for_lines_too(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a.jsonl").write_bytes('{"text": "Größe"}\n'.encode())
    assert texts(tmp_path / "a.jsonl", encoding="cp1252") == ["Größe".encode().decode("cp1252")]
    assert [record.getMessage().partition("a.jsonl ")[2] for record in caplog.records] == [
        "is valid UTF-8 and is read as Windows-1252 (Western European), as asked. If letters come out wrong, leave "
        "--encoding out"
    ]


@pytest.mark.parametrize(("name", "data", "says"), [
    ("a.txt", b"%PDF-1.7 ...", "a PDF, whatever its name says; name it anew, or read it with --reader pdf"),
    ("a.docx", b"%PDF-1.7 ...", "--reader pdf"),
    ("a.pdf", b"PK\x03\x04 ...", "--reader docx"),
    ("a.odt", b"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.text", "save it as .docx"),
])  # fmt: skip
def test_a_file_that_is_not_what_its_name_says_is_told_how_to_be_read(tmp_path, name, data, says):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=says):
        list(read_file(tmp_path / name))
