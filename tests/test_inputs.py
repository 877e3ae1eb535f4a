"""Folders and patterns: sorted, what cannot be an article passed over and told, nothing from outside, nothing twice."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.inputs import expanded, refuse_file_address
from pipeline.seal import seal_markdown


def found(name: Path | str, **asked: object) -> tuple[list[str], list[str]]:
    told: list[str] = []
    return [*expanded(str(name), tell=told.append, **asked)], told  # type: ignore[arg-type]


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Text", "utf-8")


def test_a_folder_is_its_files_sorted_with_those_of_folders_in_it(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a.md", "x/c.PDF", "x/y/d.docx", "e.eml", "f.jsonl", "g.parquet")
    files, told = found(tmp_path)
    assert [os.path.relpath(file, tmp_path) for file in files] == [
        "a.md",
        "b.txt",
        "e.eml",
        "f.jsonl",
        "g.parquet",
        "x/c.PDF",
        "x/y/d.docx",
    ]
    assert told == []


def test_what_is_passed_over_is_told_in_one_line(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    make(tmp_path, "outside.txt", "in/a.txt", "in/.hidden.txt", "in/.git/b.txt", "in/c.jpg", "in/d.csv", "in/e")
    (tmp_path / "in/link.txt").symlink_to(outside)
    (tmp_path / "in/inner.txt").symlink_to("a.txt")
    (tmp_path / "in/up").symlink_to(tmp_path)
    (tmp_path / "in/gone.txt").symlink_to("nothing")
    os.mkfifo(tmp_path / "in/pipe.txt")
    files, (line,) = found(tmp_path / "in")
    assert [Path(file).name for file in files] == ["a.txt", "inner.txt"]
    for said in (
        "2 hidden",
        "2 linked from outside",
        "3 that no reader knows (.csv, .jpg, no suffix)",
        "2 to read",
        "2 that are no files",
    ):
        assert said in line, line


def test_a_pattern_is_what_it_matches_sorted(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a.txt", "c.md", "x/d.txt")
    (tmp_path / "l.txt").symlink_to("/etc/hostname")
    files, (line,) = found(tmp_path / "*.txt")
    assert [Path(file).name for file in files] == ["a.txt", "b.txt"]
    assert "1 linked from outside" in line
    assert [Path(file).name for file in found(tmp_path / "**/*.txt")[0]] == ["a.txt", "b.txt", "d.txt"]


def test_a_file_whose_name_is_a_pattern_is_that_file(tmp_path: Path) -> None:
    make(tmp_path, "a[1].txt", "a1.txt")
    assert found(tmp_path / "a[1].txt") == ([str(tmp_path / "a[1].txt")], [])


def test_outputs_are_no_inputs(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "briefs/b.md", "c.md")
    (tmp_path / "sealed.md").write_text(seal_markdown("# Ours\n"), "utf-8")
    (tmp_path / "edited.md").write_text(seal_markdown("# Ours\n").replace("Ours", "Mine"), "utf-8")
    files, (line,) = found(tmp_path, written=[tmp_path / "briefs", tmp_path / "c.md"])
    assert [Path(file).name for file in files] == ["a.txt", "edited.md"]
    assert "3 that this program wrote" in line
    # Where outputs go to the folder itself, its articles are read all the same.
    assert str(tmp_path / "a.txt") in found(tmp_path, written=[tmp_path])[0]


@pytest.mark.parametrize("name", ["", "*.txt", "nothing/*.md"])
def test_nothing_to_read_is_an_error_that_says_so(tmp_path: Path, name: str) -> None:
    make(tmp_path, "a.jpg")
    with pytest.raises(InputError, match=r"(has|matches) no file of a kind that is read \(.*\.docx"):
        found(tmp_path / name if name else tmp_path)


def test_with_a_reader_named_every_suffix_counts(tmp_path: Path) -> None:
    make(tmp_path, "a.log", "b")
    assert len(found(tmp_path, any_suffix=True)[0]) == 2


def test_folders_without_end_are_left(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(60):
        deep = deep / "x"
    make(deep, "a.txt")
    make(tmp_path, "b.txt")
    files, (line,) = found(tmp_path)
    assert [Path(file).name for file in files] == ["b.txt"]
    assert "1 too deep" in line


def test_the_address_of_a_file_is_answered_with_its_path(tmp_path: Path) -> None:
    make(tmp_path, "ein Text.txt")
    for begin in ("file://", "file://localhost", "FILE:"):
        with pytest.raises(InputError, match="give its path itself, ") as raised:
            refuse_file_address(f"{begin}{tmp_path}/ein%20Text.txt")
        assert str(raised.value).endswith(f"{tmp_path}/ein Text.txt")
    with pytest.raises(InputError, match=r"there is no /nirgends/a\.txt: check the name"):
        refuse_file_address("file:///nirgends/a.txt")
    refuse_file_address("file.txt")


@pytest.mark.parametrize(("name", "says"), [
    ("ftp://x.example/y", "http:// or https://"),
    ("mailto:eva@example.at", "http:// or https://"),
    ("www.example.at/story", "https://www.example.at/story"),
    ("example.at/story", "https://example.at/story"),
])  # fmt: skip
def test_what_looks_like_an_address_is_told_how_to_begin_it(tmp_path, monkeypatch, name, says):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=re.escape(says)):
        refuse_file_address(name)
    refuse_file_address("news.txt")
    (tmp_path / "www.example.at").mkdir()
    (tmp_path / "www.example.at" / "story").write_text("a")
    refuse_file_address("www.example.at/story")
