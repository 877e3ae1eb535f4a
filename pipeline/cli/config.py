"""``pipeline config``: each setting, its value, and where it came from."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from pipeline import folders
from pipeline.config import DEFAULT, Gathered, Origin, gather, meant
from pipeline.settings import SECTION


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def config(as_json: bool) -> None:
    """Show every setting with its value and where it came from.

    Values are: defaults, or what pipeline.toml says (here or in a folder above), or what PIPELINE_* variables say. The
    options of a command are stronger than all of them. Variables that nobody reads are named on stderr.

    \b
    Examples:
      pipeline config
      PIPELINE_BEAMS=1 pipeline config --json
    """
    gathered = gather(Path.cwd(), os.environ)
    if as_json:
        click.echo(json.dumps(_plain(gathered), ensure_ascii=False))
        return
    rows = [
        (f"{SECTION[name]}.{name}", _shown(name, value), str(origin)) for name, value, origin in _settings(gathered)
    ]
    rows.append((folders.VARIABLE, str(folders.user_cache_folder()), str(_folder_origin())))
    key, value = (max(len(row[column]) for row in rows) for column in (0, 1))
    for row in rows:
        click.echo(f"{row[0]:<{key}}  {row[1]:<{value}}  {row[2]}")
    click.echo(f"file: {gathered.settings.file or 'no pipeline.toml here or in a folder above'}")
    for name in gathered.ignored:
        near = meant(name)
        click.echo(f"pipeline: {name} is ignored{f'; did you mean {near}?' if near else ''}", err=True)


def _settings(gathered: Gathered) -> Iterator[tuple[str, str | int, Origin]]:
    """Name, value and origin of each setting, in the order of the file; paths as text."""
    for name, origin in gathered.origins.items():
        value = gathered.settings.cache_file() if name == "cache" else gathered.settings.value(name)
        if isinstance(value, tuple):
            value = "; ".join(map(str, value))
        yield name, str(value) if isinstance(value, Path) else value, origin


def _folder_origin() -> Origin:
    """Where the folder of what can be made again comes from, which no file can set."""
    return Origin("variable", folders.VARIABLE) if os.environ.get(folders.VARIABLE) else DEFAULT


def _shown(name: str, value: str | int) -> str:
    return str(value) if value != "" else "(the engine's usual)" if name == "compute" else "(none)"


def _plain(gathered: Gathered) -> dict[str, Any]:
    file = gathered.settings.file
    return {
        "file": str(file) if file else None,
        "settings": {
            f"{SECTION[name]}.{name}": {
                "value": value, "from": origin.kind, "name": origin.name or None, "line": origin.line,
            }
            for name, value, origin in _settings(gathered)
        },
        "cache_folder": {
            "value": str(folders.user_cache_folder()), "from": _folder_origin().kind,
            "name": _folder_origin().name or None,
        },
        "ignored": [{"variable": name, "meant": meant(name)} for name in gathered.ignored],
    }  # fmt: skip
