import ast
import configparser
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from pipeline import __version__, config
from pipeline.settings import SECTION

ROOT = Path(__file__).parents[1]

DISTRIBUTIONS = {"PIL": "pillow", "docx": "python-docx", "markdown_it": "markdown-it-py", "pdfminer": "pdfminer.six"}
"""Import names that are not the name on the package index."""


@pytest.fixture(scope="module")
def setup():
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", "utf-8")
    return parser


def listed(setup, section, option):
    return [line.strip() for line in setup[section][option].splitlines() if line.strip()]


def distribution(requirement):
    """The name alone, as the package index spells it."""
    return re.split(r"[<>=!~ ;\[]", requirement, maxsplit=1)[0].lower().replace("_", "-")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built from a copy, so that the checkout gains no build folder."""
    copy = tmp_path_factory.mktemp("copy")
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    for name in ("pipeline", "models"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    build = "import sys; from setuptools.build_meta import build_wheel; print(build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", build, str(copy / "dist")], cwd=copy, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(copy / "dist" / done.stdout.splitlines()[-1]) as archive:
        yield archive


def test_the_wheel_carries_every_module_the_types_marker_and_the_schemas(wheel):
    files = [file for ending in ("py", "typed", "json") for file in ROOT.glob(f"pipeline/**/*.{ending}")]
    wanted = {str(file.relative_to(ROOT)) for file in files}
    assert "pipeline/py.typed" in wanted
    assert {name for name in wheel.namelist() if name.startswith("pipeline/")} >= wanted


def test_the_wheel_carries_the_bundled_models_whole(wheel):
    files = [file for file in ROOT.glob("models/*/*.*") if file.parent.name != "__pycache__"]
    wanted = {f"pipeline/bundled/{file.relative_to(ROOT / 'models')}": file for file in files}
    assert any(name.endswith("/model.safetensors") for name in wanted)
    for name, file in wanted.items():
        assert wheel.getinfo(name).file_size == file.stat().st_size


def test_the_wheel_carries_nothing_else(wheel):
    assert {name.split("/")[0] for name in wheel.namelist()} == {"pipeline", f"german_briefs-{__version__}.dist-info"}


def test_the_wheel_says_what_it_is(wheel):
    folder = f"german_briefs-{__version__}.dist-info"
    about = Parser().parsestr(wheel.read(f"{folder}/METADATA").decode())
    assert (about["Name"], about["Version"]) == ("german-briefs", __version__)
    assert about["License-Expression"] == "Apache-2.0 AND CC-BY-4.0"
    assert about["Requires-Python"] == ">=3.11"
    assert b"pipeline = pipeline.__main__:main" in wheel.read(f"{folder}/entry_points.txt")
    assert f"{folder}/licenses/LICENSE" in wheel.namelist()


def test_every_folder_with_modules_is_a_listed_package(setup):
    folders = {".".join(file.parent.relative_to(ROOT).parts) for file in ROOT.glob("pipeline/**/*.py")}
    assert set(listed(setup, "options", "packages")) == folders | {"pipeline.bundled"}


@pytest.mark.parametrize(
    ("folder", "extras"),
    [
        ("pipeline", ["evaluation", "files", "newsletter", "remote", "web"]),
        ("training", ["training"]),
        ("tests", ["dev", "evaluation", "newsletter", "training"]),
    ],
)
def test_every_library_that_is_imported_is_declared(setup, folder, extras):
    lines = listed(setup, "options", "install_requires")
    for extra in extras:
        lines += listed(setup, "options.extras_require", extra)
    declared = {distribution(line) for line in lines}
    ours = {"pipeline", "training", "tests", "benchmarks"}
    for file in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            roots = {name.split(".")[0] for name in names} - set(sys.stdlib_module_names) - ours
            assert {DISTRIBUTIONS.get(root, distribution(root)) for root in roots} <= declared, file


def test_every_declared_library_is_pinned(setup):
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", pin) for pin in pins)
    declared = listed(setup, "options", "install_requires")
    for extra in setup["options.extras_require"]:
        declared += listed(setup, "options.extras_require", extra)
    assert {distribution(line) for line in declared} <= {distribution(pin) for pin in pins}
    assert "torch==2.13.0" in pins


def test_pyproject_leaves_the_metadata_to_setup_cfg():
    assert "project" not in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_the_settings_file_here_shows_every_setting_at_its_default(tmp_path):
    text = (ROOT / "pipeline.toml").read_text("utf-8")
    here, all_set = tmp_path / "here", tmp_path / "all"
    for folder, content in ((here, text), (all_set, re.sub(r"(?m)^# (?=[a-z_]+ = )", "", text))):
        folder.mkdir()
        (folder / "pipeline.toml").write_text(content, "utf-8")
    shown = tomllib.loads((all_set / "pipeline.toml").read_text("utf-8"))
    assert {name: section for section, keys in shown.items() for name in keys} == SECTION
    defaults, uncommented = config.load(here, {}), config.load(all_set, {})
    for name in ("translator", "summarizer", "engine", "beams", "sentences", "words", "threads"):
        assert getattr(uncommented, name) == getattr(defaults, name)
    assert uncommented.cache_file() == all_set / "outputs" / "cache.sqlite"
    assert defaults.cache_file() == here / "outputs" / "cache.sqlite"


def test_make_says_in_one_line_that_python_is_too_old(tmp_path):
    old = tmp_path / "python3"
    old.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "import sys; sys.version_info = (3, 9, 2); $2"\n')
    old.chmod(0o755)
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("setup.cfg", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    done = subprocess.run(["make", "brief", f"PYTHON={old}"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "Python 3.11 or later is needed" in done.stderr
    assert "is 3.9" in done.stderr
    assert not (tmp_path / ".venv").exists()
