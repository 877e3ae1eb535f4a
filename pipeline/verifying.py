"""A brief made again from the text and the options that stand in it, and what differs."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pipeline import codec
from pipeline.dismissed import recorded
from pipeline.engine import Decoding, Identity, ModelRef
from pipeline.errors import InputError
from pipeline.flow import PLAIN, How, make_briefs
from pipeline.glossary import Glossary, Term
from pipeline.seal import is_sealed
from pipeline.stages.summarize import Summarize
from pipeline.stages.translate import Translate
from pipeline.values import Brief, Failure, StageUsed
from pipeline.writers import json as json_writer

CLOSE = 0.005
"""Scores further apart than this differ: batches of other lengths moved them by up to 0.004."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in the file where something else comes out now; ``where`` is in words."""

    where: str
    then: str
    now: str

    def line(self) -> str:
        """One line for people."""
        return f"{self.where}: the file has {self.then}; made again it is {self.now}"


@dataclass(frozen=True, slots=True)
class Needed:
    """A model that a brief was made with, as it is recorded in it."""

    task: str
    identity: Identity

    @property
    def engine(self) -> str:
        """The engine: the first word of its backend; ``marian`` for that of torch."""
        first = self.identity.backend.split()[0] if self.identity.backend else ""
        return first if first in ("ctranslate2", "fake") else "marian"


def read(text: str) -> Brief:
    """The brief in ``text``. Raises InputError if it is none, or if it does not say how it was made."""
    brief = json_writer.read(text)
    if brief.provenance is None:
        raise InputError(
            "this brief does not say how it was made, as an older version wrote it: make it again with pipeline run"
        )
    return brief


def is_edited(text: str) -> bool:
    """Whether somebody changed the file since it was written."""
    return not is_sealed(text)


def needed(brief: Brief) -> tuple[Needed, Needed]:
    """The translator and the summarizer. Raises InputError if they are not named."""
    return _model("translation", _stage(brief, "translate")), _model("summarization", _stage(brief, "summarize"))


def again(brief: Brief, translator: ModelRef, summarizer: ModelRef, how: How = PLAIN) -> Brief:
    """The brief made again from its own text with its own options. Raises InputError if that cannot be done."""
    assert brief.provenance is not None
    try:
        translate = _stage(brief, "translate").options
        retry = _stage(brief, "retry").options
        summary = _stage(brief, "summarize").options
        terms = tuple(Term(*term) for term in brief.provenance.terms)
        stage = Translate(
            translator, codec.from_plain(Decoding, translate["decoding"]), tuple(retry["ladder"]), Glossary(terms)
        )
        summarize = Summarize(
            summarizer,
            **{name: summary[name] for name in ("sentences", "words", "percent", "faithful")},
            decoding=codec.from_plain(Decoding, summary["decoding"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"the brief does not say how it was made as this version reads it: {error!r}") from error
    # The flags that a person dismissed are part of what is verified; those of this machine are not.
    how = replace(how, dismissed=recorded(brief.translation))
    (made,) = make_briefs([brief.translation.article], stage, summarize, how)
    if isinstance(made, Failure):
        raise InputError(made.message)
    return made


def differences(then: Brief, now: Brief) -> Iterator[Difference]:
    """What differs, from the headline to the last sentence; the record of the run and versions aside."""
    yield from _differ("headline", then.headline, now.headline)
    yield from _differ("where the headline is from", then.headline_origin, now.headline_origin)
    yield from _rows("sentence {} of the brief", then.summary.sentences, now.summary.sentences)
    yield from _differ("the kind of summary", then.summary.mode, now.summary.mode)
    yield from _differ("the note on the summary", then.summary.note, now.summary.note)
    yield from _rows("date {}", then.dates, now.dates)
    yield from _rows("quotation {}", then.quotations, now.quotations)
    yield from _rows("line {} under Check", then.notes, now.notes)
    yield from _rows("sentence {} of the text, German", then.translation.sentences, now.translation.sentences)
    yield from _rows("sentence {} of the text, English", then.translation.english, now.translation.english)
    yield from _rows("line {} under Made by", then.makers, now.makers)


def versions(then: Brief, now: Brief) -> Iterator[Difference]:
    """Versions and options that are not what they were: why something may differ."""
    assert then.provenance is not None
    assert now.provenance is not None
    yield from _differ("german-briefs", then.provenance.package, now.provenance.package)
    yield from _differ("Python", then.provenance.python, now.provenance.python)
    stages = {stage.name: stage for stage in now.provenance.stages}
    for stage in then.provenance.stages:
        if stage.name not in stages:
            yield Difference(f"stage {stage.name}", f"version {stage.version}", "not there")
        elif stage != stages[stage.name]:
            yield from _differ(f"version of stage {stage.name}", stage.version, stages[stage.name].version)
            yield from _rows_of_options(stage, stages[stage.name])


def _rows_of_options(then: StageUsed, now: StageUsed) -> Iterator[Difference]:
    for name in sorted({*then.options, *now.options}):
        yield from _differ(f"{name} of stage {then.name}", then.options.get(name), now.options.get(name))


def _stage(brief: Brief, name: str) -> StageUsed:
    assert brief.provenance is not None
    for stage in brief.provenance.stages:
        if stage.name == name:
            return stage
    raise InputError(f"the brief does not say how the stage {name!r} made it")


def _model(task: str, stage: StageUsed) -> Needed:
    try:
        return Needed(task, codec.from_plain(Identity, stage.options["model"]["identity"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"the brief does not name the model of its {task}") from error


def _rows(where: str, then: tuple[Any, ...], now: tuple[Any, ...]) -> Iterator[Difference]:
    for number in range(max(len(then), len(now))):
        rows = [row[number] if number < len(row) else None for row in (then, now)]
        yield from _differ(where.format(number + 1), *rows)


def _differ(where: str, then: Any, now: Any) -> Iterator[Difference]:
    if then == now:
        return
    one, other = codec.to_plain(then), codec.to_plain(now)
    if isinstance(one, dict) and isinstance(other, dict):
        for name in one | other:
            if not _equal(name, one.get(name), other.get(name)):
                yield Difference(f"{where}, {name}", _shown(one.get(name)), _shown(other.get(name)))
        return
    yield Difference(where, _shown(one), _shown(other))


def _equal(name: str, one: Any, other: Any) -> bool:
    if name == "score" and isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= CLOSE
    return bool(one == other)


def _shown(plain: Any) -> str:
    if plain is None:
        return "nothing"
    text = plain if isinstance(plain, str) else codec.dumps(plain).decode()
    return f"“{text if len(text) <= 300 else text[:299] + '…'}”"
