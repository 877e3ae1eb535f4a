import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import pipeline

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "pipeline"

ORDER = """
    errors language_names languages values codec plugins folders seal sizes
    text encodings web_addresses glossary abbreviations spelling clauses outlets leaning_words quotations
    english_dates date_words tense
    dates days unsaid signoff desk_lines letters
    layout splitter sentences sanity marks genders leaning news checks coverage
    own_file seen_file dismissed dismissed_file corrections corrections_file corrections_jsonl
    cache_tables cache_file cache_rows cache_values cache_upkeep cache_transfer
    extras clouds remote_address cache_pieces cache_places cache_remote cache
    centrality support faithfulness wholes engine confidence hashes origin weights shapes engines
    stage own_stage provenance stages
    brief sections flow stored explaining planning
    detection front_matter passed_on quoted_mail markdown_source html_words apart parquet_rows docx_parts
    pdf_lines pdf_pages fetching pages gates walls feeds readers pipes reading from_web inputs writers
    marks_placed markdown_again outputs opposites exchanged draft draft_taken
    section_rules settings toml_lines config hub pairs models trial report verifying
    filesystems batch
    newsletter
    evaluation
    pipeline
    cli __main__
""".split()
"""The modules and rooms of the house: each imports only from its own room and from what stands before it."""

NETWORK = {"fetching": {"httpx2", "httpcore2"}, "hub": {"huggingface_hub", "httpx2"}}
"""Which rooms talk to the network, and with what."""
HUB = {"huggingface_hub", "httpx2", "httpcore2"}
HEAVY = HUB | {"torch", "transformers", "ctranslate2", "sentencepiece", "tokenizers", "safetensors"}
SMALL = {"sentencex", "charset_normalizer", "trafilatura", "lxml", "feedparser", "fsspec", "s3fs", "gcsfs"}
"""Imported inside functions, for few inputs."""


def modules():
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(ROOT).with_suffix("").parts
        yield ".".join(part for part in parts if part != "__init__"), file


MODULES = dict(modules())


def imported(file):
    """The full names of what a module imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative imports hide the direction"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in MODULES else node.module


def imported_at_the_top(file):
    tree = ast.parse(file.read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module.split(".")[0]


def room(name):
    """The module's place in the order: ``pipeline.readers.text`` stands in ``readers``."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else parts[0]


@pytest.mark.parametrize("name", MODULES)
def test_imports_point_one_way(name):
    place = room(name)
    assert place in ORDER, f"{name} has no place yet: give it one in ORDER, and look whether it is the right one"
    for other in imported(MODULES[name]):
        # The name and version of the whole package are for the command line alone.
        if other.split(".")[0] == "pipeline" and room(other) != place:
            assert ORDER.index(room(other)) < ORDER.index(place), f"{name} imports {other}"


@pytest.mark.parametrize("name", [name for name in MODULES if room(name) != "engines"])
def test_an_engine_is_imported_by_its_name_alone(name):
    assert not [other for other in imported(MODULES[name]) if other.startswith("pipeline.engines.")]


@pytest.mark.parametrize("name", MODULES)
def test_heavy_libraries_and_click_stay_in_their_rooms(name):
    roots = {other.split(".")[0] for other in imported(MODULES[name])}
    if room(name) != "engines":
        assert not roots & HEAVY - NETWORK.get(room(name), set())
    if room(name) != "cli":
        assert "click" not in roots
    assert not HUB & set(imported_at_the_top(MODULES[name]))


def loaded_after(code):
    """The modules in ``sys.modules`` of a fresh process that ran ``code``."""
    done = subprocess.run(
        [sys.executable, "-c", code + "\nimport sys\nprint('\\n'.join(sys.modules))"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(done.stdout.split())


def test_importing_the_package_loads_nothing_heavy():
    assert {name for name in loaded_after("import pipeline") if name.startswith("pipeline")} == {"pipeline"}
    loaded = loaded_after("from pipeline import *")
    assert "pipeline.flow" in loaded
    assert not loaded & (HEAVY | SMALL | {"click", "numpy", "sqlite3"})


def test_every_public_name_is_there_and_type_checkers_know_the_same():
    tree = ast.parse((PACKAGE / "__init__.py").read_text("utf-8"))
    (block,) = [node for node in tree.body if isinstance(node, ast.If) and isinstance(node.test, ast.Name)]
    promised = {alias.asname or alias.name: (node.module, alias.name) for node in block.body for alias in node.names}
    assert sorted(promised) == pipeline.__all__ == sorted(pipeline.__all__)
    for name, (module, called) in promised.items():
        assert getattr(pipeline, name) is getattr(import_module(module), called)
    assert set(pipeline.__all__) <= set(dir(pipeline))
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        getattr(pipeline, "nonsense")  # noqa: B009


def test_importing_every_module_outside_engines_and_cli_loads_nothing_heavy():
    names = [name for name in MODULES if room(name) not in ("engines", "cli", "__main__")]
    loaded = loaded_after("\n".join(f"import {name}" for name in names))
    assert set(names) <= loaded
    assert not loaded & (HEAVY | SMALL | {"click"})


def test_importing_the_command_line_loads_nothing_heavy():
    loaded = loaded_after("import pipeline.cli")
    assert "click" in loaded
    assert not loaded & (HEAVY | SMALL | {"numpy", "sqlite3"})
