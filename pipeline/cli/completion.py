"""``pipeline completion``: the script with which a shell completes this command on Tab."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

PROGRAM = "pipeline"
VARIABLE = "_PIPELINE_COMPLETE"
"""Set by the script of the shell when it asks this program what fits."""


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that makes Tab complete this command in bash (4.4 or later), zsh or fish.

    \b
    Once, for every new shell:
      bash   echo 'eval "$(pipeline completion bash)"' >> ~/.bashrc
      zsh    echo 'eval "$(pipeline completion zsh)"' >> ~/.zshrc     (after compinit)
      fish   pipeline completion fish > ~/.config/fish/completions/pipeline.fish

    \b
    Examples:
      pipeline completion bash
    """
    kind = get_completion_class(shell)
    if kind is None:  # click has these three since 8.0
        raise click.UsageError(f"this version of click cannot complete in {shell}; pip install --upgrade click")
    group = click.get_current_context().find_root().command
    click.echo(kind(group, {}, PROGRAM, VARIABLE).source())
