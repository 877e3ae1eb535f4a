"""Options that several commands share."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import click
from click.shell_completion import CompletionItem

from pipeline import encodings, feeds, plugins
from pipeline.cli import names
from pipeline.cli.names import Completer
from pipeline.errors import InputError
from pipeline.reading import PACKAGE as READERS
from pipeline.settings import DEFAULT, TAKES, Place, shown


def together(*options: Any) -> Callable[[Any], Any]:
    """One decorator for several, shown in the order given."""

    def decorate(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


class SettingType(click.ParamType):  # type: ignore[type-arg]  # not generic in older versions of click
    """Takes what the setting takes in the file and in the environment, and completes its names."""

    def __init__(self, setting: str) -> None:
        self.name = setting

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The value as the setting's type, or a usage error."""
        try:
            return TAKES[self.name].read(value)
        except ValueError as error:
            self.fail(f"it is {shown(value)} and must be {error}", param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
        """Its names, or files."""
        if isinstance(TAKES[self.name], Place):
            return [CompletionItem(incomplete, type="dir" if self.name == "output" else "file")]
        return names.fitting(TAKES[self.name].known(), incomplete)


class EncodingType(click.ParamType):  # type: ignore[type-arg]
    """Takes the name of an encoding and completes the usual ones."""

    name = "encoding"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The name, if there is such an encoding, or a usage error."""
        try:
            return encodings.check(value)
        except InputError as error:
            self.fail(str(error), param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
        """The usual ones."""
        return names.fitting(encodings.KNOWN, incomplete)


class SinceType(click.ParamType):  # type: ignore[type-arg]
    """Takes a stretch of time before now, or a day."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The time, or a usage error."""
        try:
            return feeds.since(value, datetime.datetime.now(datetime.UTC))
        except ValueError as error:
            self.fail(f"it is {shown(value)} and must be {error}", param, ctx)


def setting(
    name: str, help: str, *flags: str, metavar: str = "NAME", complete: Completer | None = None
) -> Callable[[Any], Any]:
    """The option for a setting, checked as everywhere; the help ends with its default."""
    default = DEFAULT[name]
    said = f"{help}  [default: {default}]" if default not in ("", None, ()) else help
    flag = f"--{name.replace('_', '-')}"
    return click.option(
        *flags, flag, name, type=SettingType(name), metavar=metavar, help=said, shell_complete=complete
    )


output_folder = setting("output", "Where briefs go.", "-o", metavar="FOLDER")
cache_file = setting("cache", "File of stored results.  [default: see `pipeline config`]", metavar="FILE")

caching = together(
    cache_file,
    setting("cache_size", "How large that file may become; 0 is no limit.", metavar="SIZE"),
    setting("cache_remote", "Share results: a folder, s3://bucket/folder or gs://; or none.", metavar="ADDRESS"),
    click.option("--no-cache", is_flag=True, help="Neither look results up nor store them."),
    click.option("--refresh", is_flag=True, help="Compute everything again and replace what is stored."),
)

offline = click.option(
    "--offline", is_flag=True, help="Ask nothing of the model hub (so does HF_HUB_OFFLINE=1) or of a remote cache."
)

model_running_in_batch = together(
    setting("device", "Where they run: cpu, cuda, or mps (marian only)."),
    setting(
        "compute",
        "Numbers to compute with: int8 or float32; bfloat16 and float16 are not reproducible.",
        metavar="TYPE",
    ),
    setting("threads", "CPU threads; 0 is one a core. Never changes the words.", metavar="NUMBER"),
    click.option("--fast", is_flag=True, help="Search with one beam, in about half the time; slightly worse."),
    offline,
    click.option("--unchecked", is_flag=True, help="Use a model even if a simple test says that it does not work."),
)

model_running = together(
    setting("engine", "What runs the models: auto, ctranslate2 (fast) or marian (torch)."), model_running_in_batch
)

directing = together(
    setting("from", "Language of the articles: de, fr, pt_BR ... The fine points are made for German.", metavar="CODE"),
    setting("to", "Language to translate to; a brief is always English.", metavar="CODE"),
)

translator = setting(
    "translator",
    "Translation model: a bundled name, a folder, or owner/model on the hub.",
    complete=names.models("translation"),
)
translating = together(directing, translator)
searching = together(
    setting("beams", "Beam size of the translation.", metavar="NUMBER"),
    setting("glossary", "Terms as you want them: CSV of German, English (or keep), note.", metavar="FILE"),
    click.option("--no-retry", is_flag=True, help="Do not translate a doubtful sentence again in other ways."),
)

choosing = click.option(
    "--faithful/--free",
    default=None,
    help="Only sentences of the article, or written by the model.  [default: as the model can be trusted]",
)
sentences = setting(
    "sentences", "At most so many sentences; 0 is no limit, as with --words alone.", metavar="NUMBER"
)

summarizer = setting(
    "summarizer",
    "English summarizer: a bundled name, a folder, or owner/model on the hub.",
    complete=names.models("summarization"),
)
summarizing = together(
    choosing,
    summarizer,
    sentences,
    setting("words", "At most so many words; 0 is no limit.", metavar="NUMBER"),
    click.option(
        "--exact/--no-exact", default=True,
        help="Without, a model that writes freely takes long articles several at a time, in about three quarters of "
        "the time, and a word may differ from run to run.  [default: exact]",
    ),
)  # fmt: skip

tables = together(
    click.option("--text-field", metavar="NAME", default="text", help="JSONL, Parquet: the field that holds the text."),
    click.option("--title-field", metavar="NAME", default="title", help="JSONL, Parquet: the field with the title."),
    click.option("--id-field", metavar="NAME", default="id", help="JSONL, Parquet: the field that names the article."),
    click.option("--date-field", metavar="NAME", default="date", help="JSONL, Parquet: the field with its day."),
)

reading = together(
    click.option(
        "--reader",
        type=click.Choice(plugins.names(READERS)),
        help="How to read the input.  [default: by suffix or content]",
    ),
    click.option(
        "--encoding", type=EncodingType(), metavar="NAME",
        help="Encoding of the input: utf-8, cp1252, mac-roman ...  [default: found out]",
    ),
    tables,
)

addresses = together(
    click.option(
        "--allow-private", is_flag=True,
        help="Fetch addresses inside a network (localhost, 10.0.0.1 ...) too.",
    ),
    click.option("--since", type=SinceType(), metavar="TIME", help="Feeds: only what is newer: 24h, 7d, 2026-11-24."),
    click.option(
        "--limit", "most_items", type=click.IntRange(min=1), metavar="NUMBER",
        help="Feeds: at most so many new items of each.",
    ),
)  # fmt: skip

web = together(
    addresses, click.option("--all", "read_all", is_flag=True, help="Feeds: items that were read before as well.")
)

speaking = together(
    click.option(
        "--json", "as_json", is_flag=True, help="Print one JSON object a line, cache hits and misses included."
    ),
    click.option("-q", "--quiet", is_flag=True, help="No progress and no report on stderr."),
    click.option("-v", "--verbose", is_flag=True, help="Say more on stderr."),
)

sources = click.argument("sources", metavar="FILE|URL...", nargs=-1, required=True, type=click.Path(readable=False))
