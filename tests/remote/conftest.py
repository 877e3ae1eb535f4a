"""Places for whole runs, as in tests/faults, and an S3 server."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.faults.conftest import place
from tests.remote.servers import Before, Moto, Rule

__all__ = ["place"]


@pytest.fixture(scope="session")
def moto() -> Iterator[Moto]:
    server = Moto()
    yield server
    server.close()


@pytest.fixture
def bucket(moto: Moto, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """One for this test, which children of it can reach."""
    name = f"briefs-{abs(hash(request.node.nodeid))}"
    moto.bucket(name)
    monkeypatch.setenv("AWS_ENDPOINT_URL", moto.address)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAGEHEIM")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "ganz-geheim")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name_of_another in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_CONFIG_FILE"):
        monkeypatch.delenv(name_of_another, raising=False)
    return name


@pytest.fixture
def before(moto: Moto, bucket: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Rule], Before]]:
    """Puts a server before the other, which requests go through from then on."""
    servers: list[Before] = []

    def put(rule: Rule) -> Before:
        servers.append(Before(moto, rule))
        monkeypatch.setenv("AWS_ENDPOINT_URL", servers[-1].address)
        return servers[-1]

    yield put
    for server in servers:
        server.close()
