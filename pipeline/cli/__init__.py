"""The command line: parse, call the library, print. Click is imported nowhere else."""

from __future__ import annotations

import logging
import sys

import click

from pipeline import __version__
from pipeline.cli.cache import cache
from pipeline.cli.completion import PROGRAM, completion
from pipeline.cli.config import config
from pipeline.cli.doctor import doctor
from pipeline.cli.evaluate import evaluate
from pipeline.cli.models import models
from pipeline.cli.run import run
from pipeline.cli.summarize import summarize
from pipeline.cli.translate import translate
from pipeline.errors import PipelineError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="pipeline")
def group() -> None:
    """Read German news in English: translate an article, summarize it, remember every step.

    \b
    Examples:
      pipeline run article.txt              a brief in outputs/article.md, and printed
      pipeline run *.txt --json             one JSON object a line on stdout
      pipeline translate article.txt        the whole article in English
      cat article.txt | pipeline run -      from standard input

    \b
    Exit codes: 0 all done; 1 an error; 2 wrong usage; 3 doubts under --strict;
    4 some of several inputs failed; 130 interrupted.
    """


for command in (run, translate, summarize, models, cache, evaluate, config, completion, doctor):
    group.add_command(command)


def main() -> None:
    """Entry point of ``pipeline``: every expected error ends as one line on stderr and an exit code."""
    logging.basicConfig(format="pipeline: %(message)s", level=logging.WARNING)
    try:
        code = group.main(prog_name=PROGRAM, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(
            "pipeline: interrupted; results stored so far are kept, and the same command goes on from there", err=True
        )
        code = 130
    except BrokenPipeError:
        click.echo("pipeline: the output was closed, so the rest was not made", err=True)
        sys.stderr.close()
        code = 1
    except PipelineError as error:
        click.echo(f"pipeline: {error}", err=True)
        code = 1
    sys.exit(code)
