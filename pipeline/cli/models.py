"""``pipeline models``: which models there are, and getting, checking and removing those of the hub."""

from __future__ import annotations

import json
from typing import Any

import click

from pipeline import engines, origin
from pipeline.cli import names as completing
from pipeline.cli.progress import reaching
from pipeline.errors import HubError, ModelError
from pipeline.hub import names, removal, store, verify
from pipeline.hub.names import Name
from pipeline.hub.pull import megabytes, pull
from pipeline.models import bundled, check_kind, folder_of


@click.group()
def models() -> None:
    """List models, and get, check and remove those of the hub.

    \b
    Examples:
      pipeline models ls
      pipeline models pull
      pipeline models pull Helsinki-NLP/opus-mt-de-en
      pipeline models verify
    """


as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
quiet = click.option("-q", "--quiet", is_flag=True, help="No progress on stderr.")


@models.command()
@as_json
def ls(as_json: bool) -> None:
    """List the models that are bundled, on disk, or recommended and not on disk yet."""
    rows = [*_bundled(), *_on_disk(), *_unfinished(), *_recommended()]
    if as_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    width = max(len(row["name"]) for row in rows) if rows else 0
    for row in rows:
        commit = f" @{row['commit'][:12]}" if row["commit"] else ""
        size = megabytes(row["bytes"])
        click.echo(
            f"{row['name']:<{width}}  {row['state']:<13}  {size:>8}  {row['task']:<13}  {row['measured']}{commit}"
        )


@models.command("pull")
@click.argument("wanted", metavar="[NAME]...", nargs=-1)
@quiet
def pull_(wanted: tuple[str, ...], quiet: bool) -> None:
    """Download models of the hub, or what is new in them; without NAME the recommended ones.

    NAME is owner/model, or owner/model@commit. A download that was stopped goes on where it stopped. Every byte is
    checked against the hub's listing, and a file that is damaged on disk is downloaded again.
    """
    called = [_named(text) for text in wanted] or [Name(model.name) for model in names.RECOMMENDED]
    failed = 0
    for name in called:
        try:
            with reaching(offline=False, quiet=quiet) as reach:
                model = pull(name, check_kind, reach)
        except ModelError as error:
            if len(called) == 1:
                raise
            click.echo(f"pipeline: {error}", err=True)
            failed += 1
            continue
        click.echo(f"{name.repo}@{model.commit} ({megabytes(model.bytes())}) is in {model.folder}")
    if failed:
        click.get_current_context().exit(4 if failed < len(called) else 1)


@models.command()
@click.argument("name", shell_complete=completing.on_disk)
def path(name: str) -> None:
    """Print the folder of a model that is on disk: bundled, or downloaded."""
    click.echo(str(folder_of(name)))


@models.command()
@click.argument("wanted", metavar="NAME...", nargs=-1, required=True)
def rm(wanted: tuple[str, ...]) -> None:
    """Remove models that `pipeline models pull` or a run downloaded, and what was made from them to run them."""
    for text in wanted:
        _refuse_not_ours(text)
        name = _named(text)
        made = [model.folder for model in removal.recorded(name)]
        converted = sum(map(engines.forget, made))
        done = removal.remove(name)
        left = f"; {', '.join(done.left)} stay: another program downloaded them" if done.left else ""
        click.echo(f"{text} removed, {megabytes(done.freed + converted)} freed{left}")


@models.command("verify")
@click.argument("wanted", metavar="[NAME]...", nargs=-1)
def verify_(wanted: tuple[str, ...]) -> None:
    """Read models again and compare each file with what was recorded at its download; without NAME all of them."""
    found = [_on_disk_as(_named(text)) for text in wanted] or [m for m in store.installed() if m.record is not None]
    wrong = 0
    for model in found:
        name = f"{model.repo.name}@{model.commit[:12]}"
        faults = verify.faults(model)
        wrong += bool(faults)
        for fault in faults:
            click.echo(f"{name}: {fault}")
        if faults:
            click.echo(f"{name}: damaged; mend it with: pipeline models pull {model.repo.name}@{model.commit}")
        else:
            click.echo(f"{name}: whole, {megabytes(model.bytes())} read")
    if not found:
        click.echo("pipeline: no model was downloaded; bundled ones are part of the installation", err=True)
    click.get_current_context().exit(1 if wrong else 0)


def _bundled() -> list[dict[str, Any]]:
    return [
        _row(model.name, "bundled", sum(f.stat().st_size for f in model.folder.iterdir()), model.task, model.measured)
        for model in bundled()
    ]


def _on_disk() -> list[dict[str, Any]]:
    rows = []
    for model in store.installed():
        try:
            check_kind(model.folder)
        except ModelError:
            if model.record is None:
                continue
        best = names.recommended(name=model.repo.name)
        state = "damaged" if model.lacking() else "installed" if model.record is not None else "in hub cache"
        task, measured = (best.task, best.measured) if best is not None else ("any", "not measured")
        rows.append(_row(model.repo.name, state, model.bytes(), task, measured, model.commit))
    return rows


def _unfinished() -> list[dict[str, Any]]:
    """Downloads that were stopped: what they left takes room, and is gone on with or removed."""
    rows = []
    for place in store.repos():
        if left := place.leftovers():
            best = names.recommended(name=place.name)
            task, measured = (best.task, best.measured) if best is not None else ("any", "not measured")
            rows.append(_row(place.name, "unfinished", sum(left.values()), task, measured))
    return rows


def _recommended() -> list[dict[str, Any]]:
    return [
        _row(model.name, "not installed", model.size, model.task, model.measured)
        for model in names.RECOMMENDED
        if store.local(Name(model.name)) is None and not store.repo(model.name).leftovers()
    ]


def _row(name: str, state: str, size: int, task: str, measured: str, commit: str = "") -> dict[str, Any]:
    return {"name": name, "state": state, "bytes": size, "task": task, "measured": measured, "commit": commit}


def _named(text: str) -> Name:
    name = names.parse(text)
    if name is None:
        raise ModelError(f"{text!r} is no name of a model on the hub; it looks like owner/model or owner/model@commit")
    return name


def _on_disk_as(name: Name) -> store.Snapshot:
    found = store.local(name)
    if found is None:
        raise HubError(f"There is nothing of {name} on this disk; to get it: pipeline models pull {name}")
    return found


def _refuse_not_ours(text: str) -> None:
    if any(model.name == text for model in bundled()):
        raise ModelError(f"{text} is bundled: it is part of the installation and is removed with it")
    if origin.folder(text) is not None:
        raise ModelError(f"{text} is a folder of your own; this command removes only what was downloaded")
