"""A brief made again from the text and the options that stand in it, and what differs."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from pipeline import codec, corrections, dismissed
from pipeline.brief import assemble
from pipeline.engine import Decoding, Identity, ModelRef
from pipeline.errors import InputError
from pipeline.flow import PLAIN, How, make_briefs, translate_articles
from pipeline.glossary import Glossary, Term
from pipeline.models import Task
from pipeline.seal import is_sealed
from pipeline.stage import run
from pipeline.stages.retry import LADDER
from pipeline.stages.segment import Segment
from pipeline.stages.summarize import Summarize
from pipeline.stages.translate import Translate
from pipeline.text import clean
from pipeline.values import Article, Brief, Failure, Provenance, StageUsed, Translation

CLOSE = 0.005
"""Scores further apart than this differ: batches of other lengths moved them by up to 0.004."""
MOST, MOST_BEAMS = 10_000, 100
"""Of any number of a search, and of beams, as the settings have it."""


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

    task: Task
    identity: Identity

    @property
    def engine(self) -> str:
        """The engine: the first word of its backend; ``marian`` for that of torch."""
        first = self.identity.backend.split()[0] if self.identity.backend else ""
        return first if first in ("ctranslate2", "fake") else "marian"


def is_edited(text: str) -> bool:
    """Whether somebody changed the file since it was written."""
    return not is_sealed(text)


def needed(known: Provenance, task: Task) -> Needed:
    """The translator or the summarizer. Raises InputError if it is not named."""
    return _model(task, _stage(known, "translate" if task == "translation" else "summarize"))


def again(brief: Brief, translator: ModelRef, summarizer: ModelRef, how: How = PLAIN) -> Brief:
    """The brief made again from its own text with its own options. Raises InputError if that cannot be done."""
    known = brief.provenance
    if known is None:
        raise InputError("this brief does not say how it was made, as an older version wrote it")
    stage = translating(known, translator)
    summarize = _summarizing(_stage(known, "summarize"), summarizer)
    # What a person corrected and dismissed in it is part of what is verified; what is kept on this machine is not.
    said = brief.translation
    how = replace(how, dismissed=dismissed.recorded(said), corrections=corrections.recorded(said))
    (made,) = make_briefs([from_text(brief.translation.article)], stage, summarize, how)
    if isinstance(made, Failure):
        raise InputError(made.message)
    return made


def again_translated(then: Translation, known: Provenance, translator: ModelRef, how: How = PLAIN) -> Translation:
    """The translation made again from its own text with its own options. Raises InputError if that cannot be done."""
    how = replace(how, dismissed=dismissed.recorded(then), corrections=corrections.recorded(then))
    (made,) = translate_articles([from_text(then.article)], translating(known, translator), how)
    if isinstance(made, Failure):
        raise InputError(made.message)
    return made


def from_text(article: Article) -> Article:
    """``article`` with the text of each block as its stretch of the source gives it, whatever stands in the file."""
    blocks = (replace(block, text=clean(article.text[block.start : block.end]).text) for block in article.blocks)
    return replace(article, blocks=tuple(blocks))


def translating(known: Provenance, model: ModelRef) -> Translate:
    """The stage as it is recorded, with ``model``. Raises InputError if it cannot be read."""
    translate, retry = _stage(known, "translate").options, _stage(known, "retry").options
    try:
        ladder = codec.from_plain(tuple[str, ...], retry["ladder"])
        if unknown := [way for way in ladder if way not in LADDER]:
            raise ValueError(f"there is no way {unknown[0]!r} to translate again")
        return Translate(
            model, _decoding(translate["decoding"]), ladder, Glossary(tuple(Term(*term) for term in known.terms))
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _unread(error) from error


def _summarizing(stage: StageUsed, model: ModelRef) -> Summarize:
    try:
        options = {name: codec.from_plain(int, stage.options[name]) for name in ("sentences", "words", "percent")}
        if min(options.values()) < 0:
            raise ValueError("a summary of less than nothing")
        faithful = codec.from_plain(bool, stage.options["faithful"])
        return Summarize(model, **options, faithful=faithful, decoding=_decoding(stage.options["decoding"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _unread(error) from error


def _decoding(plain: Any) -> Decoding:
    """How was searched. Raises ValueError for numbers that no search has, before an engine is handed them."""
    read: Decoding = codec.from_plain(Decoding, plain)
    numbers = [getattr(read, each.name) for each in fields(read) if each.name != "exact"]
    most = all(0 <= number <= MOST for number in numbers)
    if not most or not 1 <= read.beams <= MOST_BEAMS or not read.repetition_penalty:
        raise ValueError("a search that cannot be")
    return read


def _unread(error: Exception) -> InputError:
    return InputError(f"the file does not say how it was made as this version reads it: {error!r}")


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
    yield from of_translations(then.translation, now.translation)
    yield from _rows("line {} under Made by", then.makers, now.makers)


def of_translations(then: Translation, now: Translation) -> Iterator[Difference]:
    """What differs in the whole text, sentence by sentence."""
    yield from _placed("block {} of the text", then.article.blocks, now.article.blocks)
    yield from _placed("sentence {} of the text, German", then.sentences, now.sentences)
    yield from _rows("sentence {} of the text, English", then.english, now.english)


def without_models(then: Brief) -> Iterator[Difference]:
    """What differs of what needs no model: the German, cut into sentences, the headline, dates and quotations."""
    (cut,) = run(Segment(), [from_text(then.translation.article)])
    yield from _placed("block {} of the text", then.translation.article.blocks, cut.article.blocks)
    yield from _placed("sentence {} of the text, German", then.translation.sentences, cut.sentences)
    now = assemble(then.translation, then.summary, then.makers)
    yield from _differ("headline", then.headline, now.headline)
    yield from _rows("date {}", then.dates, now.dates)
    yield from _rows("quotation {}", then.quotations, now.quotations)


def versions(then: Provenance, now: Provenance) -> Iterator[Difference]:
    """Versions and options that are not what they were: why something may differ."""
    yield from _differ("german-briefs", then.package, now.package)
    yield from _differ("Python", then.python, now.python)
    stages = {stage.name: stage for stage in now.stages}
    for stage in then.stages:
        if stage.name not in stages:
            yield Difference(f"stage {stage.name}", f"version {stage.version}", "not there")
        elif stage != stages[stage.name]:
            yield from _differ(f"version of stage {stage.name}", stage.version, stages[stage.name].version)
            yield from _rows_of_options(stage, stages[stage.name])


def may_vary(then: Provenance) -> str:
    """Why the same could come out otherwise on another machine, a sentence; "" where it should not."""
    computed = {_identity(stage).get("compute", "") for stage in then.stages} - {""}
    if any(str(how).endswith((" bfloat16", " float16")) for how in computed):
        return "It was computed in half precision, which can give other words from run to run."
    if any(str(how).endswith(" int8") for how in computed):
        return (
            "It was computed in int8, which gives the same on the same kind of processor; another kind can give other "
            "scores and now and then another word."
        )
    return ""


def _identity(stage: StageUsed) -> dict[str, Any]:
    model = stage.options.get("model")
    identity = model.get("identity") if isinstance(model, dict) else None
    return identity if isinstance(identity, dict) else {}


def _rows_of_options(then: StageUsed, now: StageUsed) -> Iterator[Difference]:
    one, other = _identity(then), _identity(now)
    for name in sorted({*one, *other}):
        yield from _differ(f"{name} of the model of stage {then.name}", one.get(name), other.get(name))
    for name in sorted({*then.options, *now.options} - {"model"}):
        yield from _differ(f"{name} of stage {then.name}", then.options.get(name), now.options.get(name))


def _stage(known: Provenance, name: str) -> StageUsed:
    for stage in known.stages:
        if stage.name == name:
            return stage
    raise InputError(f"the file does not say how the stage {name!r} made it")


def _model(task: Task, stage: StageUsed) -> Needed:
    try:
        return Needed(task, codec.from_plain(Identity, stage.options["model"]["identity"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"the file does not name the model of its {task}") from error


def _placed(where: str, then: tuple[Any, ...], now: tuple[Any, ...]) -> Iterator[Difference]:
    """Like ``_rows``, of what has a place in the source; where nothing but places moved, that is one line."""
    if len(then) == len(now):
        moved = [k for k, (one, other) in enumerate(zip(then, now, strict=True)) if one != other]
        if len(moved) > 1 and all(then[k] == replace(now[k], start=then[k].start, end=then[k].end) for k in moved):
            first = moved[0]
            said = f"places in the source, from {where.format(first + 1)} on"
            yield Difference(said, str(then[first].start), str(now[first].start))
            return
        same = [k for k in moved if then[k].text == now[k].text]
        now = tuple(then[k] if k in same else row for k, row in enumerate(now))
    yield from _rows(where, then, now)


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
