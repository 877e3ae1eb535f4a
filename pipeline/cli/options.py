"""Options that several commands share, and what they stand for."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from pipeline import (
    __version__,
    config,
    corrections_file,
    dismissed_file,
    encodings,
    feeds,
    glossary,
    plugins,
    seen_file,
    trial,
)  # fmt: skip
from pipeline.cache import Cache
from pipeline.cli import advice, names
from pipeline.cli.names import Completer
from pipeline.cli.progress import Progress, reaching
from pipeline.config import Origin
from pipeline.engine import Decoding, ModelRef
from pipeline.errors import HubError, InputError, ModelError
from pipeline.flow import How
from pipeline.hub.pull import HERE, Reach
from pipeline.languages import GERMAN_ENGLISH, Direction
from pipeline.models import Task, find
from pipeline.readers.jsonl import Fields
from pipeline.reading import PACKAGE as READERS
from pipeline.seen_file import Seen
from pipeline.settings import DEFAULT, SECTION, TAKES, Place, Settings, shown
from pipeline.stages.retry import LADDER
from pipeline.stages.summarize import Summarize
from pipeline.stages.translate import Translate
from pipeline.values import Article, Failure
from pipeline.writers.text import visible

if TYPE_CHECKING:
    from pipeline.fetching.client import Client
    from pipeline.readers.feed import Wanted

log = logging.getLogger(__name__)


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


@dataclass(frozen=True)
class Asked:
    """What the shared options of one call ask for."""

    settings: Settings
    origins: Mapping[str, Origin] = field(default_factory=dict)
    fields: Fields = field(default_factory=Fields)
    reader: str | None = None
    encoding: str | None = None
    faithful: bool | None = None
    no_retry: bool = False
    fast: bool = False
    exact: bool = True
    no_cache: bool = False
    refresh: bool = False
    offline: bool = False
    unchecked: bool = False
    as_json: bool = False
    quiet: bool = False
    allow_private: bool = False
    since: datetime.datetime | None = None
    most_items: int | None = None
    read_all: bool = False
    read_items: list[Seen] = field(default_factory=list)
    """Items of feeds that gave an article in this call."""

    def translate(self, model: ModelRef | None = None) -> Translate:
        """The stage as asked for, with ``model`` if that is found already."""
        terms = glossary.read(self.settings.glossary) if self.settings.glossary is not None else glossary.EMPTY
        ladder = () if self.no_retry else LADDER
        return Translate(model or self.model("translation"), self.translation_search(), ladder, terms)

    def summarize(self, model: ModelRef | None = None) -> Summarize:
        """The stage as asked for; unless asked, a model too small to be trusted only chooses sentences."""
        ref = model or self.model("summarization")
        s = self.settings
        if not self.only_chooses(ref) and not ref.trusted:
            log.warning("%s is too small to write by itself: leave --free out, or name another", ref.identity.model)
        # Whoever asks for words alone is not held to the usual number of sentences.
        alone = s.words and self.origins.get("sentences", config.DEFAULT) is config.DEFAULT
        return Summarize(
            ref,
            0 if alone else s.sentences,
            s.words,
            faithful=self.only_chooses(ref),
            decoding=self.summary_search(ref),
        )

    def translation_search(self) -> Decoding:
        """How a translation is searched for: --beams goes before --fast, and that before what is set elsewhere."""
        named = self.origins.get("beams", config.DEFAULT).kind == "flag"
        return Decoding(beams=1 if self.fast and not named else self.settings.beams)

    def summary_search(self, summarizer: ModelRef) -> Decoding:
        """How a free summary is searched for: as the model's makers do, unless --fast is given."""
        beams = 1 if self.fast else summarizer.search.beams
        return replace(summarizer.search, beams=beams, exact=self.exact)

    def only_chooses(self, summarizer: ModelRef) -> bool:
        """Whether summaries consist of sentences of the article alone."""
        return not summarizer.trusted if self.faithful is None else self.faithful

    def direction(self) -> Direction:
        """From which language to which. Raises InputError if they are the same."""
        try:
            return Direction(self.settings.source, self.settings.target)
        except InputError as error:
            raise InputError(f"{error}{self.blame('from', 'to')}") from error

    def model(self, task: Task, name: str | None = None, *, unchecked: bool = False) -> ModelRef:
        """The model for a task: the one called ``name``, or that of the settings. It works, unless ``unchecked``."""

        def found(name: str) -> ModelRef:
            with reaching(offline=self.offline, quiet=self.quiet) as reach:
                return self._find(name, task, reach, unchecked=unchecked)

        try:
            return trial.working(name or self.named(task), task, found)
        except ModelError as error:
            raise self._blamed(error, task, name) from error

    def on_disk(self, task: Task) -> ModelRef | None:
        """The model of the settings, not loaded or tried; None if it would have to be downloaded."""
        try:
            return self._find(self.named(task), task, HERE)
        except HubError:
            return None
        except ModelError as error:
            raise self._blamed(error, task) from error

    def _find(self, name: str, task: Task, reach: Reach, *, unchecked: bool = False) -> ModelRef:
        s = self.settings
        return find(
            name,
            task=task,
            direction=self.direction() if task == "translation" else None,
            engine=s.engine,
            device=s.device,
            compute=s.compute,
            threads=s.threads,
            reach=reach,
            unchecked=self.unchecked or unchecked,
        )

    def _blamed(self, error: ModelError, task: Task, name: str | None = None) -> ModelError:
        """``error`` with the settings that it may come from."""
        setting = "translator" if task == "translation" else "summarizer"
        languages = ("from", "to") if task == "translation" and self.direction() != GERMAN_ENGLISH else ()
        return ModelError(f"{error}{self.blame('' if name else setting, 'compute', *languages)}")

    def blame(self, *settings: str) -> str:
        """Which of ``settings`` come from a file or a variable, which the user may not have in mind."""
        said = [f"{name} is set by {self.origins[name]}" for name in settings if self._is_afar(name)]
        return f" ({', '.join(said)})" if said else ""

    def _is_afar(self, setting: str) -> bool:
        return setting in self.origins and self.origins[setting].kind in ("file", "variable")

    def named(self, task: Task) -> str:
        """What the settings call the model for a task."""
        return self.settings.translator if task == "translation" else self.settings.summarizer

    def tell_which(self, models: Mapping[Task, ModelRef]) -> None:
        """Say which models are used, where their names do not say it."""
        if line := advice.which({t: ref for t, ref in models.items() if advice.says_more(ref, self.named(t))}):
            self.tell(line)

    def tell_better(self, models: Mapping[Task, ModelRef]) -> None:
        """Say which better models there are, where nobody chose a bundled one; not in a script."""
        line = advice.better({task: ref for task, ref in models.items() if self.named(task) == "auto"})
        if line and not self.as_json:
            self.tell(line)

    def dismissed_file(self) -> Path:
        """Where dismissed flags stand: beside the stored results, whether or not these are used."""
        return dismissed_file.beside(self.settings.cache_file())

    def corrections_file(self) -> Path:
        """Where corrections stand: beside the stored results, as dismissed flags do."""
        return corrections_file.beside(self.settings.cache_file())

    def cache(self) -> Cache:
        """The store of results, as large as it may become."""
        s = self.settings
        return Cache(s.cache_file(), limit=s.cache_size or None, remote=s.remote(offline=self.offline))

    @contextmanager
    def how(self) -> Iterator[How]:
        """How to go about it, with cache and progress open; both are closed at the end, come what may."""
        dismissed = dismissed_file.load(self.dismissed_file())
        corrections = corrections_file.load(self.corrections_file())
        progress = Progress(quiet=self.quiet)
        cache = None if self.no_cache else self.cache()
        try:
            yield How(cache, self.refresh, progress, dismissed=dismissed, corrections=corrections)
        finally:
            progress.close()
            if cache is not None:
                cache.close()

    def articles(
        self, names: Sequence[str], language: str = "", *, written: Sequence[Path] = ()
    ) -> Iterator[Article | Failure]:
        """The articles of all inputs, in order; an input that cannot be read is a failure among them.

        They are in ``language``, or in the one to translate from. Of a folder what is ``written`` there is no input.
        """
        from pipeline.cli.articles import articles_of

        yield from articles_of(self, names, language or self.settings.source, written)

    def client(self) -> Client:
        """Who asks for web addresses."""
        from pipeline.fetching.client import AGENT, Client
        from pipeline.fetching.connecting import Rules

        called = f"{AGENT}/{__version__} (reads single articles for a person)"
        return Client(called=called, rules=Rules(allow_private=self.allow_private))

    def wanted(self) -> Wanted:
        """Which items of feeds are read."""
        from pipeline.readers.feed import Wanted

        file = self.seen_file()

        def seen(feed: str) -> dict[str, str]:
            return {} if self.read_all else seen_file.load(file, feed)

        return Wanted(self.since, self.most_items, seen=seen, read=self.read_items.append)

    def seen_file(self) -> Path:
        """Where the items of feeds that were read stand: beside the stored results."""
        return seen_file.beside(self.settings.cache_file())

    def remember(self) -> None:
        """Keep which items of feeds were read, now that the work on them is done."""
        if self.read_items:
            seen_file.add(self.seen_file(), self.read_items)

    def tell(self, line: str) -> None:
        """A line for people on stderr, unless they want none."""
        if not self.quiet:
            click.echo(f"pipeline: {visible(line)}", err=True)


def asking(*groups: Callable[[Any], Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the option groups and, in place of their values, one ``asked``."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(command)
        def call(**given: Any) -> None:
            flags = {name: given.pop(name) for name in OURS & given.keys()}
            command(asked=_asked(flags), **given)

        done: Callable[..., None] = together(*groups)(call)
        return done

    return decorate


OURS = frozenset(
    set(SECTION)
    | {f.name for f in dataclasses.fields(Asked)}
    | {"verbose", "text_field", "title_field", "id_field", "date_field"}
)
"""Names of the options that end up in ``Asked``."""


def _asked(flags: dict[str, Any]) -> Asked:
    level = logging.ERROR if flags.get("quiet") else logging.INFO if flags.get("verbose") else logging.WARNING
    logging.getLogger("pipeline").setLevel(level)
    gathered = config.gather(Path.cwd(), os.environ, flags)
    fields = Fields(
        **{name: flags[f"{name}_field"] for name in ("text", "title", "id", "date") if f"{name}_field" in flags}
    )
    asked = {f.name for f in dataclasses.fields(Asked)}
    rest = {name: value for name, value in flags.items() if name in asked}
    return Asked(gathered.settings, gathered.origins, fields, **rest)
