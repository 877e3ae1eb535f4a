import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import OutputError
from pipeline.outputs import Fate, Namer, names, refuse, safe_stem, save
from pipeline.seal import seal_markdown, seal_object

OLD, NEW, NEWER = (seal_markdown(f"# {word}\n") for word in ("Old", "New", "Newer"))


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_written_and_missing_folders_are_made(tmp_path: Path) -> None:
    saved = save(NEW, tmp_path / "a/b/brief.md")
    assert (saved.fate, saved.message) == (Fate.WRITTEN, "")
    assert (tmp_path / "a/b/brief.md").read_text(encoding="utf-8") == NEW
    assert listed(tmp_path / "a/b") == ["brief.md"]


def test_what_stands_there_already_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    save(NEW, path)
    os.utime(path, (1, 1))
    assert save(NEW, path).fate is Fate.UNCHANGED
    assert path.stat().st_mtime == 1


def test_a_file_that_nobody_edited_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    save(OLD, path)
    path.chmod(0o640)
    assert save(NEW, path).fate is Fate.REPLACED
    assert path.read_text(encoding="utf-8") == NEW
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("kept", [OLD.replace("Old", "Mine"), "foreign", ""])
def test_an_edited_or_foreign_file_is_kept_and_the_new_one_stands_beside_it(tmp_path: Path, kept: str) -> None:
    path = tmp_path / "brief.md"
    path.write_text(kept, encoding="utf-8")
    saved = save(NEW, path)
    assert (saved.fate, saved.path.name) == (Fate.BESIDE, "brief.new.md")
    assert "was kept" in saved.message
    assert "brief.new.md" in saved.message
    assert path.read_text(encoding="utf-8") == kept
    assert saved.path.read_text(encoding="utf-8") == NEW


def test_beside_an_edited_file_the_same_again_is_not_written_twice(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_text("mine", encoding="utf-8")
    save(NEW, path)
    assert save(NEW, path).fate is Fate.UNCHANGED
    save(NEWER, path)
    assert listed(tmp_path) == ["brief.md", "brief.new.md"]
    (tmp_path / "brief.new.md").write_text("mine too", encoding="utf-8")
    assert save(NEW, path).path.name == "brief.new-2.md"
    assert listed(tmp_path) == ["brief.md", "brief.new-2.md", "brief.new.md"]


def test_force_replaces_what_somebody_edited(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_text("mine", encoding="utf-8")
    assert save(NEW, path, force=True).fate is Fate.REPLACED
    assert listed(tmp_path) == ["brief.md"]


def test_json_is_known_by_its_seal_too(tmp_path: Path) -> None:
    path = tmp_path / "brief.json"
    path.write_text(json.dumps(seal_object({"a": 1})), encoding="utf-8")
    assert save(json.dumps(seal_object({"a": 2})), path).fate is Fate.REPLACED
    path.write_text(path.read_text(encoding="utf-8").replace("2", "3", 1), encoding="utf-8")
    assert save(json.dumps(seal_object({"a": 4})), path).fate is Fate.BESIDE


def test_plain_text_has_no_seal_so_another_text_goes_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    save("One.\n", path)
    assert save("One.\n", path).fate is Fate.UNCHANGED
    assert save("Two.\n", path).path.name == "article.new.txt"
    assert save("Three.\n", path).path.name == "article.new-2.txt"


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "brief.md"
    link.symlink_to(tmp_path / "real/brief.md")
    assert save(NEW, link).fate is Fate.WRITTEN
    assert link.is_symlink()
    assert (tmp_path / "real/brief.md").read_text(encoding="utf-8") == NEW


def test_a_folder_or_a_pipe_in_the_way_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder; name a file in it"):
        save(NEW, tmp_path)
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(OutputError, match="not an ordinary file"):
        save(NEW, tmp_path / "pipe.md")


def test_a_file_in_the_place_of_a_folder_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written") as caught:
        save(NEW, tmp_path / "file/brief.md")
    assert "\n" not in str(caught.value)


def test_half_a_character_is_one_clear_line_and_no_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="half a character"):
        save("a\ud800", tmp_path / "brief.md")
    assert listed(tmp_path) == []


SAVE = """
import os, resource, sys
from pathlib import Path
from pipeline.errors import OutputError
from pipeline.outputs import save
{before}
try:
    save({text!r} * 50_000, Path({path!r}), force=True)
except OutputError as error:
    print(error)
"""


def saved_in_a_child(path: Path, before: str) -> str:
    code = SAVE.format(before=before, text="x\n", path=str(path))
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_a_write_that_stops_half_way_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_text("old", encoding="utf-8")
    said = saved_in_a_child(path, "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))")
    assert said == f"{path}: cannot be written: File too large; choose another place with -o\n"
    assert listed(tmp_path) == ["brief.md"]
    assert path.read_text(encoding="utf-8") == "old"


def test_what_could_not_be_written_is_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path, folder in ((tmp_path / "file" / "brief.md", False), (tmp_path / "file", True), (tmp_path, False)):
        with pytest.raises(OutputError, match=r"folder|-o"):
            refuse(path, folder=folder)
    fine = ((tmp_path / "a" / "b" / "brief.md", False), (tmp_path / "a", True), (tmp_path / "file", False))
    for path, folder in fine:
        refuse(path, folder=folder)
    assert listed(tmp_path) == ["file"]


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="needs user ids")
def test_a_folder_without_permission_is_one_clear_line(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o555)
    # For root every folder is writable, so the child gives its rights away; it must still reach the folder.
    for parent in tmp_path.parents:
        if parent.stat().st_uid == os.getuid() and parent.name.startswith("pytest"):
            parent.chmod(0o755)
    tmp_path.chmod(0o755)
    said = saved_in_a_child(folder / "brief.md", "os.getuid() or os.setuid(65534)")
    assert said == f"{folder / 'brief.md'}: cannot be written: Permission denied; choose another place with -o\n"
    assert listed(folder) == []


@pytest.mark.parametrize(
    ("source", "stem"),
    [
        ("seeds/standard-musk-microsoft.txt", "standard-musk-microsoft"),
        ("news.jsonl:17", "news-17"),
        ("news.jsonl#id", "news-id"),
        ("stdin", "stdin"),
        ("https://www.derstandard.at/story/200/musk?ref=x#top", "musk"),
        ("https://www.derstandard.at/", "www.derstandard.at"),
        ("../../etc/passwd", "passwd"),
        ("..", "article"),
        ("", "article"),
        ("a\nb\tc.txt", "a-b-c"),
        ("Größe & Maß.txt", "Groesse-Mass"),
        ("Gro\u0308ße.txt", "Groesse"),
        ("con.txt", "article-con"),
        ("LPT1.tar.txt", "article-LPT1.tar"),
        ("Новости.txt", "article"),
        ("-rf.txt", "rf"),
        (".hidden", "hidden"),
        ("C:\\news\\musk.txt", "musk"),
        ("x" * 500 + ".txt", "x" * 80),
    ],
)
def test_a_stem_has_only_safe_characters(source: str, stem: str) -> None:
    assert safe_stem(source) == stem


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_source_gives_an_unsafe_stem(source: str) -> None:
    stem = safe_stem(source)
    assert 1 <= len(stem) <= 80 + len("article-")
    assert stem.isascii()
    assert not set(stem) - set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
    assert not stem.startswith((".", "-"))


@settings(deadline=None)
@given(st.lists(st.text(max_size=12), max_size=12))
def test_two_inputs_of_a_run_never_share_a_name(sources: list[str]) -> None:
    given_names = names(sources, Path("no-such-folder"))
    assert len({name.casefold() for name in given_names}) == len(sources)
    assert given_names == names(sources, Path("no-such-folder"))


def write_brief(folder: Path, name: str, source: str) -> None:
    text = json.dumps({"translation": {"article": {"source": source}}})
    (folder / f"{name}.json").write_text(text, encoding="utf-8")


def test_another_sources_brief_in_the_folder_is_not_overwritten(tmp_path: Path) -> None:
    write_brief(tmp_path, "musk", "a/musk.txt")
    assert names(["a/musk.txt"], tmp_path) == ["musk"]
    (other,) = names(["b/musk.txt"], tmp_path)
    assert other.startswith("musk-")
    assert len(other) == len("musk-") + 6


def test_the_same_input_gets_its_name_again_whatever_comes_before_it(tmp_path: Path) -> None:
    first = names(["a/musk.txt", "b/musk.txt"], tmp_path)
    for name, source in zip(first, ["a/musk.txt", "b/musk.txt"], strict=True):
        write_brief(tmp_path, name, source)
    assert names(["b/musk.txt", "a/musk.txt"], tmp_path) == first[::-1]
    assert names(["b/musk.txt"], tmp_path) == first[1:]
    assert names(["./a/../a/musk.txt"], tmp_path) == first[:1]


def test_a_name_that_differs_only_in_case_is_another_sources(tmp_path: Path) -> None:
    write_brief(tmp_path, "Musk", "a/Musk.txt")
    assert names(["b/musk.txt"], tmp_path) != ["musk"]


def test_json_that_is_no_brief_is_somebody_elses(tmp_path: Path) -> None:
    (tmp_path / "musk.json").write_text("{", encoding="utf-8")
    assert names(["musk.txt"], tmp_path)[0].startswith("musk-")


def test_the_folder_need_not_exist(tmp_path: Path) -> None:
    assert Namer(tmp_path / "none").name("musk.txt") == "musk"


def test_a_brief_that_only_another_run_made_is_left_as_it_is_unless_somebody_edited_it(tmp_path: Path) -> None:
    first, second = (seal_markdown(f"# Brief\n\n*Made on {day}, in 0.1 s.*\n") for day in ("Monday", "Tuesday"))
    path = tmp_path / "brief.md"
    assert save(first, path).fate is Fate.WRITTEN
    assert save(second, path).fate is Fate.UNCHANGED
    assert path.read_text("utf-8") == first
    path.write_text(first.replace("# Brief", "# My brief"), "utf-8")
    assert save(second, path).fate is Fate.BESIDE
