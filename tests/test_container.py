"""The container file is in order, by its linter; what it copies and installs there is."""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILE = ROOT / "Containerfile"
LINTER = shutil.which("hadolint", path=f"{Path(sys.executable).parent}")


@pytest.mark.skipif(LINTER is None, reason="hadolint is for Linux")
def test_the_linter_has_nothing_to_say():
    done = subprocess.run([str(LINTER), str(FILE)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_it_copies_what_there_is_and_installs_extras_that_there_are():
    text = FILE.read_text("utf-8")
    copied = [name for line in re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE) for name in line.split()]
    assert "setup.cfg" in copied
    assert all((ROOT / name).exists() for name in copied)
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", "utf-8")
    extras = re.search(r"'\.\[([a-z0-9,]+)\]'", text)
    assert extras is not None
    assert set(extras[1].split(",")) <= set(parser["options.extras_require"])
