"""The command line: parse, call the library, print. Click is imported nowhere else."""

from __future__ import annotations

import logging
import signal
import sys
from contextlib import suppress
from types import FrameType

import click

from pipeline import __version__
from pipeline.cli import output
from pipeline.cli.completion import PROGRAM
from pipeline.cli.lazy import LazyGroup
from pipeline.errors import PipelineError
from pipeline.writers.text import visible


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
    Exit codes: 0 all done; 1 an error, or the output was closed; 2 wrong usage; 3 doubts under --strict;
    4 some of several inputs failed; 130 interrupted.
    """


def main() -> None:
    """Entry point of ``pipeline``: every expected error ends as one line on stderr and an exit code."""
    logging.basicConfig(format="pipeline: %(message)s", level=logging.WARNING)
    for handler in logging.getLogger().handlers:
        handler.setFormatter(_OneLine("pipeline: %(message)s"))
    interrupt = _Interrupt()
    try:
        interrupt.watch()
        output.watch()
        code = group.main(prog_name=PROGRAM, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except PipelineError as error:
        _say(str(error))
        # What was to be stored after Ctrl-C may fail.
        code = 130 if interrupt.came else 1
    except (Exception, KeyboardInterrupt) as error:
        if not interrupt.came and not isinstance(error, click.Abort | KeyboardInterrupt):
            raise
        _say("interrupted; results stored so far are kept, and the same command goes on from there")
        code = 130
    sys.exit(code)


class _OneLine(logging.Formatter):
    """A file's name may hold line breaks, and what could steer a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        return visible(super().format(record))


class _Interrupt:
    """Remembers Ctrl-C, which a library that is being loaded may turn into an error of its own."""

    came = False

    def watch(self) -> None:
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self)

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self.came = True
        raise KeyboardInterrupt


def _say(line: str) -> None:
    with suppress(OSError):  # there is nobody left to tell
        click.echo(f"pipeline: {visible(line)}", err=True)
