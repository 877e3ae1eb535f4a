"""What the shared options of one call ask for."""

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

from pipeline import (
    __version__,
    config,
    corrections_file,
    dismissed_file,
    glossary,
    seen_file,
    trial,
)  # fmt: skip
from pipeline.cache import Cache
from pipeline.cli import advice
from pipeline.cli.options import together
from pipeline.cli.progress import Progress, reaching
from pipeline.config import Origin
from pipeline.engine import Decoding, ModelRef
from pipeline.errors import HubError, InputError, ModelError
from pipeline.flow import How
from pipeline.hub.pull import HERE, Reach
from pipeline.languages import GERMAN_ENGLISH, Direction
from pipeline.models import Task, find
from pipeline.readers.jsonl import Fields
from pipeline.seen_file import Seen
from pipeline.settings import SECTION, Settings
from pipeline.stages.retry import LADDER
from pipeline.stages.summarize import Summarize
from pipeline.stages.translate import Translate
from pipeline.values import Article, Failure
from pipeline.writers.text import visible

if TYPE_CHECKING:
    from pipeline.fetching.client import Client
    from pipeline.readers.feed import Wanted

log = logging.getLogger(__name__)


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
