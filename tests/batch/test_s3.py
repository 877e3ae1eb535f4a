"""``pipeline batch`` from and to a bucket: an S3 server on this machine."""

from __future__ import annotations

import re

import pytest

from tests.batch.desk import Desk
from tests.faults.place import one_line
from tests.remote.conftest import bucket, moto
from tests.remote.servers import Moto

__all__ = ["bucket", "moto"]

SEAL = re.compile(rb"sha256:[0-9a-f]{64}")


def test_a_bucket_gives_and_takes_what_a_folder_does(desk: Desk, moto: Moto, bucket: str) -> None:
    rows = [*desk.rows(7), {"id": "bad", "text": " "}]
    for name in (desk.jsonl("a.jsonl", rows[:3]), desk.parquet("b.parquet", rows[3:])):
        moto.put(f"{bucket}/in/{name}", (desk.work / name).read_bytes())
    assert desk.batch("a.jsonl", "b.parquet", more=("--no-cache",)).code == 4
    done = desk.batch(f"s3://{bucket}/in/", out=f"s3://{bucket}/out", more=("--no-cache",))
    assert done.code == 4, done.err
    names = [name.removeprefix("out/") for name in moto.names(bucket) if name.startswith("out/")]
    assert sorted(name for name in names if not name.startswith("_")) == sorted(["manifest.json", *desk.files()])
    for name, data in desk.files().items():
        there = moto.get(f"{bucket}/out/{name}").replace(f"s3://{bucket}/in/".encode(), b"")
        # The seal of a brief is over its address too.
        assert SEAL.sub(b"", there) == SEAL.sub(b"", data)
    again = desk.batch(f"s3://{bucket}/in/", out=f"s3://{bucket}/out", more=("--no-cache", "--json"))
    assert (again.code, again.out) == (4, "")


def test_what_a_bucket_refuses_is_said_in_one_line(desk: Desk, bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.jsonl("a.jsonl", desk.rows(1))
    assert "does not exist" in one_line(desk.batch(f"s3://{bucket}/gone.jsonl"))
    assert "there is no bucket no-such-bucket" in one_line(desk.batch("a.jsonl", out="s3://no-such-bucket/out"))
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    line = one_line(desk.batch(f"s3://{bucket}/a.jsonl"))
    assert "there are no credentials for it: set AWS_PROFILE, or AWS_ACCESS_KEY_ID" in line
