"""A hub on this machine, and commands that use it with caches of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.hub.server import Hosted, HubServer
from tests.tiny import marian_folder

TRANSLATOR = "Helsinki-NLP/opus-mt-de-en"
SUMMARIZER = "sshleifer/distilbart-cnn-12-6"


@dataclass
class User:
    """Somebody at a command line, in a folder and with caches of their own."""

    folder: Path
    variables: dict[str, str]

    @property
    def cache(self) -> Path:
        """Where models of the hub are kept."""
        return Path(self.variables["HF_HUB_CACHE"])

    def environment(self) -> dict[str, str]:
        foreign = ("PIPELINE_", "HF_", "HUGGING", "TRANSFORMERS_", "HTTP", "http")
        rest = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        return rest | self.variables

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Begin ``pipeline`` with ``arguments``."""
        return subprocess.Popen(
            [sys.executable, "-m", "pipeline", *arguments], cwd=self.folder, env=self.environment(), text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip

    def pipeline(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run ``pipeline`` with ``arguments``."""
        child = self.start(*arguments)
        out, err = child.communicate(timeout=120)
        return subprocess.CompletedProcess(arguments, child.returncode, out, err)

    def python(self, code: str) -> str:
        """What ``code`` prints in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=self.folder, env=self.environment(), capture_output=True, text=True,
            check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def installed(self) -> list[str]:
        """The names that stand in snapshots, and the unfinished downloads."""
        found = [*self.cache.glob("models--*/snapshots/*/*"), *self.cache.glob("models--*/blobs/*.incomplete")]
        return sorted(file.name for file in found)


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A tiny model as it lies on the hub, with what nobody needs beside it; its two vocabularies are the same."""
    folder = marian_folder(tmp_path_factory.mktemp("hosted") / "tiny")
    found = {file.name: file.read_bytes() for file in sorted(folder.iterdir())}
    return found | {"README.md": b"# A model\n", "tf_model.h5": b"\0" * 50_000, "pytorch_model.bin": b"\x80" * 50_000}


@pytest.fixture
def hub(files: dict[str, bytes], request: pytest.FixtureRequest) -> Iterator[HubServer]:
    server = HubServer()
    server.models[TRANSLATOR] = Hosted(dict(files))
    yield server
    server.close()
    # The request log: pytest tests/hub -rP | grep ^requests
    print("requests", request.node.name, *[*server.log, server.counts()], sep=" | ")


@pytest.fixture
def user(hub: HubServer, tmp_path: Path) -> User:
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "pipeline.toml").touch()
    (folder / "a.txt").write_text("Die Katze sitzt auf dem Dach.", "utf-8")
    variables = {
        "HF_ENDPOINT": hub.endpoint,
        "HF_HOME": str(tmp_path / "hf"),
        "HF_HUB_CACHE": str(tmp_path / "hf" / "hub"),
        "HF_HUB_DOWNLOAD_TIMEOUT": "1",
        "HF_HUB_ETAG_TIMEOUT": "1",
        "PIPELINE_CACHE_FOLDER": str(tmp_path / "cache"),
        "PYTHONUTF8": "1",
    }
    return User(folder, variables)
