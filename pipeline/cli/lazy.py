"""A group whose commands are imported when they are called: listing them takes a tenth of loading them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem

COMMANDS = {
    "run": "Make an English brief of each article, German unless --from says otherwise.",
    "translate": "Translate each German article to English, paragraphs and sub-headings kept.",
    "summarize": "Summarize each English article, one sentence a line.",
    "newsletter": "Make one issue of many articles: Markdown, JSON, a page, a mail and a feed of all issues.",
    "batch": (
        "Make briefs of very many articles: JSONL or Parquet in, JSONL or Parquet out, on one machine or on many."
    ),
    "explain": "Say for each stage what `pipeline run` would find stored, and why it would compute the rest.",
    "correct": "Correct the English of an article, or of a brief's NAME.json, in your editor; it holds from then on.",
    "verify": (
        "Make each brief again from the German in its file, with the models and options it names, and say what differs."
    ),
    "dismiss": "Set a flag aside that somebody looked at; it comes back when the German or the English changes.",
    "models": "List models, and get, check and remove those of the hub.",
    "cache": "Look into the store of results, keep it small, and carry it elsewhere.",
    "evaluate": "Measure a model on texts with human translations or summaries.",
    "config": "Show every setting with its value and where it came from.",
    "completion": "Print the script that makes Tab complete this command in bash (4.4 or later), zsh or fish.",
    "doctor": "Say what is installed, which models would be used, and where files are.",
}
"""Each command, which stands in the module of its name, and the first sentence of its help."""


class LazyGroup(click.Group):
    """The commands of ``COMMANDS``, beside what is added."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order they are shown."""
        return [*COMMANDS, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported; None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(import_module(f"pipeline.cli.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in the help."""
        room = formatter.width - 6 - max(map(len, COMMANDS))
        rows = [(name, click.Command(name, help=said).get_short_help_str(room)) for name, said in COMMANDS.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[Any]]:
        """The names that begin so, and options."""
        names = sorted(name for name in COMMANDS if name.startswith(incomplete))
        fitting = [CompletionItem(name, help=COMMANDS[name]) for name in names]
        return [*fitting, *click.Command.shell_complete(self, ctx, incomplete)]
