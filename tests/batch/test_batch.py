"""``pipeline batch`` with processes of this machine: every id once, the same bytes always, and what is refused."""

from __future__ import annotations

import datetime
import json
import os
import signal
from pathlib import Path

import pytest
from pyarrow import Table, array, concat_tables, dataset, int64, parquet, timestamp

from pipeline import corrections_file
from pipeline.corrections import Correction, now
from pipeline.writers import json as json_writer
from tests.batch.desk import FAKE, Desk, until, workers
from tests.faults.place import ended, one_line


def test_every_id_is_a_result(desk: Desk) -> None:
    news = desk.jsonl("news.jsonl", desk.rows(12))
    done = desk.batch(news)
    assert (done.code, done.out) == (0, ""), done.err
    assert [row["id"] for row in desk.results()] == [f"a{i}" for i in range(12)]
    assert sorted(desk.files()) == [f"results/part-0000{i}.jsonl" for i in range(3)]
    assert not desk.errors()
    assert not desk.notes()
    manifest = json.loads((desk.work / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["finished"] == {"results": 12, "errors": 0}
    assert [part["results"] for part in manifest["parts"]] == [5, 5, 2]


def test_a_result_is_the_brief_that_run_makes(desk: Desk) -> None:
    news = desk.jsonl("news.jsonl", desk.rows(2))
    desk.batch(news)
    ran = desk.call("run", news, *FAKE, "--json", "--no-cache")
    assert ran.code == 0, ran.err
    for result, line in zip(desk.results(), ran.out.splitlines(), strict=True):
        brief, other = json.loads(result["brief"]), json.loads(line)
        for name in ("headline", "summary", "translation", "provenance", "notes"):
            assert brief[name] == other[name], name
        assert brief["made"] is None
        assert json_writer.read(result["brief"]).headline == result["headline"]
        assert result["summary"].splitlines() == [sentence["text"] for sentence in brief["summary"]["sentences"]]
        assert result["date"] == "2026-11-20"


@pytest.mark.parametrize("group", [1, 7, 100])
def test_parquet_says_the_same(desk: Desk, group: int) -> None:
    rows = desk.rows(12)
    desk.batch(desk.jsonl("news.jsonl", rows), out="lines")
    done = desk.batch(desk.parquet("news.parquet", rows, group=group), out="table")
    assert done.code == 0, done.err
    assert sorted(desk.files("table")) == [f"results/part-0000{i}.parquet" for i in range(3)]
    columns = ("id", "headline", "summary", "english", "sentences", "flagged", "date")
    assert [[row[name] for name in columns] for row in desk.results("table")] == [
        [row[name] for name in columns] for row in desk.results("lines")
    ]
    whole = dataset.dataset(desk.work / "table" / "results").to_table()
    assert whole.num_rows == 12


def test_neither_workers_nor_parts_nor_a_cache_change_a_byte(desk: Desk) -> None:
    news = desk.parquet("news.parquet", desk.rows(9))
    desk.batch(news, out="one", rows=3, more=("--workers", 1))
    desk.batch(news, out="two", rows=3, more=("--workers", 2, "--no-cache"))
    assert desk.files("one") == desk.files("two")
    desk.batch(news, out="whole", rows=100)
    assert desk.results("whole") == desk.results("one")


def test_the_same_again_makes_nothing(desk: Desk) -> None:
    news = desk.jsonl("news.jsonl", desk.rows(12))
    desk.batch(news)
    before = {path: path.stat().st_mtime_ns for path in (desk.work / "out" / "results").glob("*")}
    done = desk.batch(news, more=("--json",))
    assert (done.code, done.out) == (0, "")
    assert "3 of them finished before" in done.err
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_only_what_is_missing_is_made(desk: Desk) -> None:
    news = desk.jsonl("news.jsonl", desk.rows(12))
    desk.batch(news, more=("--no-cache",))
    files = desk.files()
    (desk.work / "out" / "results" / "part-00001.jsonl").unlink()
    (desk.work / "out" / "_done" / "part-00002.json").write_text('{"number": 2, "resul', "utf-8")
    done = desk.batch(news, more=("--json", "--no-cache"))
    assert {json.loads(line)["part"] for line in done.out.splitlines()} == {1, 2}
    assert desk.files() == files


BAD = [
    ("{", "is not JSON"),
    ("[1]", "is JSON but no object"),
    ('{"id": "b", "text": "   "}', "is blank in the field 'text'"),
    ('{"id": "b", "txt": "Das Haus."}', "has no field 'text'"),
    ('{"id": "b", "text": 7}', "has no text in the field 'text'"),
    ('{"text": "Das Haus ist alt."}', "has no id in the field 'id'"),
    ('{"id": "  ", "text": "Das Haus ist alt."}', "has no id in the field 'id'"),
    (
        json.dumps({"id": "b", "text": "The government has decided that the law will come into force soon. " * 3}),
        "is in English, not German",
    ),
]


def test_a_bad_row_is_an_error_and_the_others_are_done(desk: Desk) -> None:
    news = desk.jsonl("news.jsonl", desk.rows(8))
    lines = (desk.work / news).read_text("utf-8").splitlines()
    for number, (line, _) in enumerate(BAD):
        lines.insert(2 * number, line.replace('"b"', f'"b{number}"'))
    (desk.work / news).write_text("\n".join(lines), "utf-8")
    done = desk.batch(news)
    assert done.code == 4, done.err
    assert [row["id"] for row in desk.results()] == [f"a{i}" for i in range(8)]
    errors = desk.errors()
    assert [error["place"] for error in errors] == [f"news.jsonl:{2 * number + 1}" for number in range(8)]
    for number, ((line, reason), error) in enumerate(zip(BAD, errors, strict=True)):
        assert reason in error["error"]
        assert error["id"] == (f"b{number}" if '"b"' in line else None)
        assert error["error"].startswith(error["place"])
    assert desk.batch(news).code == 4, "the same again says the same"


def test_places_in_later_parts_are_the_lines_people_see(desk: Desk) -> None:
    text = "\ufeff\n\n" + "\n\n".join(json.dumps(row) for row in desk.rows(7)) + "\n\n{\n"
    (desk.work / "news.jsonl").write_text(text, "utf-8")
    desk.batch("news.jsonl", rows=2)
    assert [row["place"] for row in desk.results()] == [f"news.jsonl:{n}" for n in range(3, 17, 2)]
    assert [row["place"] for row in desk.errors()] == ["news.jsonl:17"]


def test_nothing_done_is_1(desk: Desk) -> None:
    (desk.work / "news.jsonl").write_text('{"id": "x", "text": " "}\n{"id": "y", "text": ""}\n', "utf-8")
    assert desk.batch("news.jsonl").code == 1
    assert [row["id"] for row in desk.errors()] == ["x", "y"]


def test_another_batch_is_refused(desk: Desk) -> None:
    news = desk.jsonl("news.jsonl", desk.rows(6))
    desk.batch(news)
    files = desk.files()
    desk.jsonl("more.jsonl", desk.rows(3, first=50))
    for more, said in [
        (("--sentences", 2), "summarize options sentences was 3 and is 2"),
        (("--format", "parquet"), 'output format was "jsonl" and is "parquet"'),
        (("--no-retry",), "retry options ladder"),
        (("--input", "more.jsonl"), "more.jsonl is not in it"),
    ]:
        line = one_line(desk.batch(news, more=more))
        assert "the manifest in " in line
        assert said in line
    assert "part rows was 5 and is 4" in one_line(desk.batch(news, rows=4))
    desk.jsonl("news.jsonl", desk.rows(5) + desk.rows(1, first=77))
    assert "news.jsonl has changed" in one_line(desk.batch(news))
    (desk.work / "answers.json").write_text('{"a": "b"}', "utf-8")
    desk.jsonl("news.jsonl", desk.rows(6))
    assert "weights was" in one_line(desk.batch(news))
    assert desk.files() == files


def test_a_batch_keeps_the_corrections_it_was_begun_with(desk: Desk) -> None:
    rows = desk.rows(8)
    news = desk.jsonl("news.jsonl", [{**row, "text": "Die Stadt wächst. " + row["text"]} for row in rows])
    file = corrections_file.beside(desk.cache)
    corrections_file.add(file, [Correction("Die Stadt wächst.", "The city grows.", at=now())])
    desk.batch(news)
    files = desk.files()
    assert all("The city grows." in row["english"] for row in desk.results())
    corrections_file.add(file, [Correction("Die Stadt wächst.", "The town grows.", at="2100-01-01T00:00:00Z")])
    (desk.work / "out" / "results" / "part-00001.jsonl").unlink()
    done = desk.batch(news)
    assert done.code == 0
    assert "are those the batch was begun with; a new folder takes today's" in done.err
    assert desk.files() == files
    desk.batch(news, out="new")
    assert all("The town grows." in row["english"] for row in desk.results("new"))


def test_another_glossary_is_another_batch(desk: Desk) -> None:
    news = desk.jsonl("news.jsonl", desk.rows(2))
    (desk.work / "terms.csv").write_text("Stadt,town,\n", "utf-8")
    desk.batch(news, more=("--glossary", "terms.csv"))
    assert "glossary was" in one_line(desk.batch(news))
    (desk.work / "terms.csv").write_text("Stadt,city,\n", "utf-8")
    assert "glossary was" in one_line(desk.batch(news, more=("--glossary", "terms.csv")))


def test_a_batch_goes_on_from_another_folder_and_without_its_part_rows(desk: Desk) -> None:
    news = desk.jsonl("news.jsonl", desk.rows(8))
    desk.batch(news, rows=3)
    files = desk.files()
    (desk.work / "out" / "results" / "part-00001.jsonl").unlink()
    (desk.work / "below").mkdir()
    asked = ["batch", "-i", "../news.jsonl", "-o", "../out", "--translator", "..", "--summarizer", ".."]
    done = desk.call(*asked, cwd=desk.work / "below")
    assert done.code == 0, done.err
    assert desk.files() == files


def test_errors_are_tried_again_when_asked_for(desk: Desk) -> None:
    news = desk.jsonl("news.jsonl", [*desk.rows(4), {"id": "x", "text": " "}, *desk.rows(4, first=9)])
    assert desk.batch(news).code == 4
    made = json.loads(desk.batch(news, more=("--retry-errors", "--json")).out)
    assert (made["part"], made["results"], made["errors"]) == (0, 4, 1)
    assert len(desk.batch(news, more=("--refresh", "--json")).out.splitlines()) == 2
    assert len(desk.results()) == 8
    assert len(desk.errors()) == 1


@pytest.mark.parametrize("write", ["jsonl", "parquet"])
def test_ids_come_back_as_they_are(desk: Desk, write: str) -> None:
    more = ("--format", write)
    numbers = [{"id": 7 + i, "text": "Das Haus ist alt."} for i in range(3)]
    for name in (desk.jsonl("n.jsonl", numbers), desk.parquet("n.parquet", numbers)):
        desk.batch(name, out=f"out-{name}", more=more)
        assert [row["id"] for row in desk.results(f"out-{name}")] == [7, 8, 9]
    odd = ["007", "ü\n\0\"'", "x" * 5000, "../a", "😀", "a b"]
    desk.batch(desk.jsonl("odd.jsonl", [{"id": key, "text": "Alt."} for key in odd]), out="odd", more=more)
    assert [row["id"] for row in desk.results("odd")] == odd
    mixed = [{"id": 7, "text": "Alt."}, {"id": "b", "text": "Neu."}]
    desk.batch(desk.jsonl("mixed.jsonl", mixed), out="mixed", more=more)
    assert [row["id"] for row in desk.results("mixed")] == ["7", "b"]


def test_halves_of_characters_are_replaced(desk: Desk) -> None:
    text = '{"id": "bad\\ud83d", "text": "Alt."}\n{"id": "k", "te\\ud83dxt": "Neu."}\n{"id": "g", "text": "Gut."}\n'
    (desk.work / "half.jsonl").write_text(text, "utf-8")
    done = desk.batch("half.jsonl")
    assert done.code == 4, done.err
    assert [row["id"] for row in desk.results()] == ["bad\ufffd", "g"]
    assert [row["id"] for row in desk.errors()] == ["k"]


def test_a_day_that_python_does_not_know_is_no_day(desk: Desk) -> None:
    days = [datetime.datetime(2024, 5, 1, 23, 30), None]
    table = Table.from_pylist([{"id": f"a{i}", "text": "Alt.", "date": day} for i, day in enumerate(days)])
    far = array([253_402_300_800_000_000] * 2, int64()).cast(timestamp("us"))
    whole = concat_tables([table, table.set_column(0, "id", [["b0", "b1"]]).set_column(2, "date", far)])
    parquet.write_table(whole, desk.work / "far.parquet")
    done = desk.batch("far.parquet")
    assert done.code == 0, done.err
    assert [row["date"] for row in desk.results()] == ["2024-05-01", None, None, None]


def test_what_is_no_input_is_passed_over_with_a_word(desk: Desk) -> None:
    (desk.work / "dir").mkdir()
    desk.jsonl("dir/a.JSONL", desk.rows(1))
    desk.jsonl("dir/.hidden.jsonl", desk.rows(1))
    (desk.work / "dir" / "z.jsonl.gz").write_bytes(b"\x1f\x8b")
    for given in ("dir", "dir/*"):
        done = desk.batch(given, out="dir/out")
        assert done.code == 0, done.err
        assert "dir/z.jsonl.gz is passed over: it is no .jsonl or .ndjson or .parquet" in done.err
    assert desk.batch("dir/**/*", out="dir/out").code == 0, "its own results are not among its inputs"
    strange = desk.jsonl("ü *[x] .jsonl", desk.rows(1))
    assert desk.batch(strange, out="strange").code == 0


REFUSED = {
    "duplicate ids": ("twice.jsonl", (), "more than once, and each article needs its own: 'a0' in twice.jsonl:1 and"),
    "in two files": ("n[eo]*.jsonl", (), "'a3' in news.jsonl:4 and nope.jsonl:1"),
    "twice the same": ("news.jsonl", ("--input", "./news.jsonl"), "is named twice"),
    "no such field": ("news.jsonl", ("--text-field", "body"), "it has: date, id, text; name the right one with --text"),
    "no such id": ("news.jsonl", ("--id-field", "nr"), "name the right one with --id-field"),
    "no such column": ("body.parquet", (), "body.parquet has no column 'text'; it has: id, body"),
    "mixed schemas": ("mixed", (), "b.parquet has no column 'text'"),
    "mixed types": ("types", (), "has int64 in the column 'text', and it must be text"),
    "no ids": ("nulls.parquet", (), "has null in the column 'id', and it must be text or whole numbers"),
    "blank ids": ("blank.parquet", (), "has no id in any row of the column 'id'"),
    "no Parquet": ("fake.parquet", (), "fake.parquet is damaged, or no Parquet"),
    "no such file": ("gone.jsonl", (), "gone.jsonl does not exist"),
    "no match": ("*.xyz", (), "there is no .jsonl or .ndjson or .parquet file there"),
    "other kind": ("notes.txt", (), "is neither .jsonl nor .parquet"),
    "empty": ("empty.jsonl", (), "is empty; give a file with an article in each row"),
    "gzip": ("packed.jsonl", (), "is gzip; unpack it"),
    "two columns": ("double.parquet", (), "has 2 columns 'text'; leave one of them"),
    "no such title": ("news.jsonl", ("--title-field", "kopf"), "name the right one with --title-field"),
    "UTF-16": ("wide.jsonl", (), "is UTF-16; save it as UTF-8"),
    "unknown protocol": ("foo://x.jsonl", (), "foo:// is no kind of address"),
    "a file as output": ("news.jsonl", ("--output", "notes.txt"), "notes.txt is a file; name a folder"),
    "another folder": ("news.jsonl", ("--output", "types"), "it is no folder of a batch"),
    "no model": ("news.jsonl", ("--translator", "gone"), "gone"),
    "another language": ("news.jsonl", ("--to", "fr"), "a brief is in English"),
}


@pytest.mark.parametrize(("name", "more", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_done_is_said_in_one_line(desk: Desk, name: str, more: tuple[str, ...], said: str) -> None:
    rows = desk.rows(4)
    desk.jsonl("news.jsonl", rows)
    desk.jsonl("nope.jsonl", rows[3:])
    desk.jsonl("twice.jsonl", [*rows, rows[0]])
    desk.parquet("body.parquet", [{"id": "1", "body": "Das Haus."}])
    desk.parquet("nulls.parquet", [{"id": None, "text": "Das Haus."}, {"id": None, "text": "Der Hof."}])
    desk.parquet("blank.parquet", [{"id": " ", "text": "Das Haus."}, {"id": None, "text": "Der Hof."}])
    for folder, other in {"mixed": {"id": "q", "body": "x"}, "types": {"id": "q", "text": 1}}.items():
        (desk.work / folder).mkdir()
        desk.parquet(f"{folder}/a.parquet", rows)
        desk.parquet(f"{folder}/b.parquet", [other])
    (desk.work / "fake.parquet").write_bytes(b"PAR1 and nothing more PAR1")
    (desk.work / "packed.jsonl").write_bytes(b"\x1f\x8b\x08")
    double = Table.from_arrays([["1"], ["Alt."], ["Neu."]], names=["id", "text", "text"])
    parquet.write_table(double, desk.work / "double.parquet")
    (desk.work / "empty.jsonl").write_text("\n\n")
    (desk.work / "wide.jsonl").write_text('{"id": "1", "text": "Das Haus."}', "utf-16")
    before = desk.tree()
    line = one_line(desk.batch(name, more=more))
    assert said in line
    after = desk.tree()
    assert {path for path in after if path not in before and not path.startswith("caches")} == set()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs to become another user")
def test_an_output_that_may_not_be_written(desk: Desk) -> None:
    desk.jsonl("news.jsonl", desk.rows(2))
    closed = desk.root / "closed"
    closed.mkdir(mode=0o555)
    for path in (desk.root, *desk.root.parents):
        if path.stat().st_uid == 0 and path != Path("/"):
            path.chmod(path.stat().st_mode | 0o055)
    asked = desk.arguments("news.jsonl", out=str(closed), more=("--no-cache",))
    done = desk.call(*asked, knobs={"FAULTS_USER": "65534"})
    assert "cannot be written: you have no permission there; choose another place" in one_line(done)


def test_many_ids_that_differ_are_not_taken_for_one(desk: Desk) -> None:
    rows = [{"id": f"{i}{space}", "text": "Das Haus ist alt."} for i in range(300) for space in ("", " ")]
    desk.parquet("many.parquet", rows, group=100)
    done = desk.batch("many.parquet", rows=1000, more=("--no-retry",))
    assert done.code == 0, done.err
    assert len({row["id"] for row in desk.results()}) == 600


def test_ctrl_c_stops_it_and_the_next_run_goes_on(desk: Desk) -> None:
    news = desk.jsonl("news.jsonl", desk.rows(60))
    desk.batch(news, out="whole", more=("--no-cache",))
    child = desk.begin(news, more=("--no-cache",))
    until(lambda: len(desk.marks()) >= 2, child)
    made = workers(child.pid)
    child.send_signal(signal.SIGINT)
    done = ended(child)
    assert done.code == 130
    assert "Traceback" not in done.err
    assert not any(Path(f"/proc/{each}").exists() for each in made)
    assert not desk.notes(), "a part that was stopped on purpose is not taken for one that kills"
    assert desk.batch(news).code == 0
    assert desk.files() == desk.files("whole")


def test_a_cache_beyond_this_machine_serves_another(desk: Desk) -> None:
    news = desk.jsonl("news.jsonl", desk.rows(12))
    (desk.root / "shared").mkdir()
    shared = ("--json", "--cache-remote", desk.root / "shared")
    first = desk.batch(news, out="one", more=shared)
    assert sum(json.loads(line)["computed"] for line in first.out.splitlines()) > 0
    desk.cache.unlink()
    second = desk.batch(news, out="two", more=shared)
    assert second.code == 0, second.err
    assert [json.loads(line)["computed"] for line in second.out.splitlines()] == [0, 0, 0]
    assert desk.files("two") == desk.files("one")
