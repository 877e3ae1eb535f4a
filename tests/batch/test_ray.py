"""``pipeline batch --engine ray`` on a cluster of two machines: the words, files and errors of the local run."""

from __future__ import annotations

import pytest

from tests.batch.cluster import Cluster
from tests.batch.desk import Desk
from tests.faults.place import one_line


def test_two_machines_write_what_one_process_writes(desk: Desk, cluster: Cluster) -> None:
    rows = [*desk.rows(15), {"id": "bad", "text": " "}, *desk.rows(6, first=30)]
    news = desk.parquet("news.parquet", rows)
    assert desk.batch(news, out="local", more=("--no-cache",)).code == 4
    asked = ("--no-cache", "--engine", "ray", "--address", cluster.address, "--json")
    done = desk.batch(news, out="ray", more=asked)
    assert done.code == 4, done.err
    assert desk.files("ray") == desk.files("local")
    by_id = sorted(desk.results("ray"), key=lambda row: row["id"])
    assert by_id == sorted(desk.results("local"), key=lambda row: row["id"])
    assert len(done.out.splitlines()) == 5
    assert all(line.startswith(("pipeline: ", "{")) for line in done.err.splitlines()), done.err
    again = desk.batch(news, out="ray", more=asked)
    assert (again.code, again.out) == (4, "")


def test_a_model_that_fails_everywhere_stops_it_in_one_line(desk: Desk, cluster: Cluster) -> None:
    news = desk.jsonl("news.jsonl", desk.rows(2))
    (desk.work / "other").mkdir()
    (desk.work / "other" / "answers.json").write_text("[", "utf-8")
    more = ("--translator", "other", "--no-cache", "--engine", "ray", "--address", cluster.address)
    done = desk.batch(news, more=more)
    assert done.code == 1
    assert "answers.json cannot be read" in done.err.splitlines()[-1]
    assert "Traceback" not in done.err


@pytest.mark.parametrize("address", ["127.0.0.1:9", "nonsense"])
def test_a_cluster_that_is_not_there(desk: Desk, address: str) -> None:
    news = desk.jsonl("news.jsonl", desk.rows(2))
    done = desk.batch(news, more=("--engine", "ray", "--address", address, "--quiet"))
    line = one_line(done)
    assert f"there is no Ray cluster at {address}" in line
    assert "--engine local" in line
