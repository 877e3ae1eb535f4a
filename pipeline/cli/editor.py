"""Opening a person's own editor on a file, and waiting until it is closed."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import sys
from pathlib import Path
from types import FrameType

import click

from pipeline.errors import InputError

IN_TERMINAL = frozenset("vi vim nvim view nano pico micro hx helix joe jed mcedit ne ed kak sensible-editor".split())
"""Editors that draw in the terminal, and hang or fail without one."""
USUAL = ("sensible-editor", "nano", "vim", "vi")
INSTEAD = "or write the draft with --draft DRAFT.md, change it, and take it with --take DRAFT.md"


def find() -> str:
    """The command that opens the editor. Raises InputError where there is none, or no terminal that it needs."""
    named = (os.environ.get("VISUAL") or os.environ.get("EDITOR") or "").strip()
    editor = named or ("notepad" if os.name == "nt" else next(filter(shutil.which, USUAL), ""))
    if not editor:
        raise InputError(f"there is no editor here: set EDITOR to the command of yours, {INSTEAD}")
    try:
        called = Path(shlex.split(editor)[0]).name
    except ValueError as error:
        raise InputError(f"EDITOR is {editor!r}, which is no command: {error}") from error
    if called in IN_TERMINAL and not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise InputError(f"there is no terminal for {called}: call it in one, {INSTEAD}")
    return editor


def edit(file: Path, editor: str) -> None:
    """Open ``file`` and wait. Raises InputError if the editor cannot be started or says that it failed."""
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, _not_ours)
    try:
        click.edit(filename=str(file), editor=editor)
    except click.ClickException as error:
        raise InputError(error.message) from error
    finally:
        signal.signal(signal.SIGINT, before)


def _not_ours(number: int, frame: FrameType | None) -> None:
    """Ctrl-C in the editor is a matter of the editor."""
