"""Every script of examples/ runs, and says what it promises."""
from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

SAID = {
    "briefs": r"(?s)^\S.*\n- .*\n    \S",
    "cached_step": r"first: 0 of 2 .*\nsecond: 2 of 2 ",
    "look_up": r"= The .*\n.*not stored as a whole\n2 translations|= .*\n.*not stored as a whole\n1 translations",
    "own_stage": r"least=12\n\d+ words.*\ncomputing with least=18\n\d+ words of 18.*\n\d+ words of 12",
    "in_asyncio": r"the same twice: True\nthe loop never waited longer than \d",
    "in_processes": r"takes [\d,]{3,5} bytes(?s:.*)number 9",
}


def test_every_script_is_listed() -> None:
    scripts = {path.stem for path in (ROOT / "examples").glob("*.py")}
    assert scripts == set(SAID)
    told = (ROOT / "examples" / "README.md").read_text("utf-8")
    assert all(f"[{name}.py]({name}.py)" in told for name in scripts)


@pytest.mark.parametrize("name", SAID)
def test_a_script_does_what_it_says(name: str, tmp_path: Path) -> None:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PIPELINE_")}
    given = [] if name == "briefs" else [str(tmp_path / "results.sqlite")]
    done = subprocess.run(
        [sys.executable, f"examples/{name}.py", *given],
        cwd=ROOT,
        env=clean | {"TMPDIR": str(tmp_path), "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert re.search(SAID[name], done.stdout), done.stdout
