"""Articles through distilbart-cnn-12-6's shape: our stage, a bare CTranslate2 loop, transformers; the bundled model."""
from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from benchmarks.speed import texts
from benchmarks.speed.report import Part, at_least, compared
from benchmarks.speed.shapes import BEAMS, LENGTH_PENALTY, NO_REPEAT, SUMMARY_TOKENS
from benchmarks.speed.translating import converted
from benchmarks.speed.turns import Clock, Taken, call, ratio, take_turns

ROWS = 4
"""Articles in a batch of transformers."""
BARE_TOKENS = 2048
"""Input tokens in a batch of the bare loop: see the part ``tune``."""


def ours(work: str, count: int, beams: int = BEAMS, exact: bool = True, **_: Any) -> dict[str, Any]:
    """The stage, from translations to summaries; the model is loaded before."""
    from dataclasses import replace

    from pipeline.stage import run
    from pipeline.stages.summarize import Summarize

    given = texts.translations(list(texts.articles(count)))
    model = loaded(reference(Path(work)))
    search = replace(model.search, beams=beams, exact=exact)
    stage = Summarize(model, faithful=False, sentences=3, decoding=search)
    clock = Clock()
    made = run(stage, given)
    if any(summary.mode != "free" for summary in made):
        raise RuntimeError("a summary was not written by the model")
    return clock.spent(items=count, tokens=count * SUMMARY_TOKENS)


def ours_together(work: str, count: int, **_: Any) -> dict[str, Any]:
    """The same as with ``--no-exact``: long inputs share batches freely."""
    return ours(work, count, exact=False)


def ours_fast(work: str, count: int, **_: Any) -> dict[str, Any]:
    """The same as with ``--fast --no-exact``: one beam, and long inputs share batches freely."""
    return ours(work, count, beams=1, exact=False)


def bare(work: str, count: int, tokens: int = 0, **_: Any) -> dict[str, Any]:
    """One call of CTranslate2 with everything sorted by length, pieces in and pieces out."""
    return bare_loop(Path(work), inputs(count), tokens)


def bare_fast(work: str, count: int, **_: Any) -> dict[str, Any]:
    """The same with one beam."""
    return bare_loop(Path(work), inputs(count), beams=1)


def bare_loop(work: Path, given: list[str], batch: int = 0, beams: int = BEAMS) -> dict[str, Any]:
    """See ``bare``; also what the end-to-end part compares with."""
    import ctranslate2

    from pipeline.engines.vocabulary import read

    folder = work / "summarizer"
    pieces = read(folder)
    source = sorted((pieces.input(pieces.source(text)) for text in given), key=len, reverse=True)
    translator = ctranslate2.Translator(
        converted(folder), compute_type="int8", inter_threads=os.cpu_count() or 1, intra_threads=1
    )
    clock = Clock()
    results = translator.translate_batch(
        source, [["<s>"]] * len(source), beam_size=beams, max_batch_size=batch or BARE_TOKENS, batch_type="tokens",
        max_input_length=0, min_decoding_length=SUMMARY_TOKENS + 1, max_decoding_length=SUMMARY_TOKENS + 1,
        no_repeat_ngram_size=NO_REPEAT, length_penalty=LENGTH_PENALTY,
    )  # fmt: skip
    lengths = [len(row) for row in source]
    return clock.spent(
        items=len(given), tokens=sum(len(result.hypotheses[0]) - 1 for result in results), lengths=lengths
    )


def usual(work: str, count: int, few: int, **_: Any) -> dict[str, Any]:
    """What model cards show: transformers, one article at a time."""
    return _transformers(work, texts.spread(inputs(count), few), rows=1)


def batched(work: str, count: int, some: int, **_: Any) -> dict[str, Any]:
    """Transformers over batches of articles of about one length."""
    return _transformers(work, texts.spread(inputs(count), some), rows=ROWS)


def _transformers(work: str, given: list[str], rows: int) -> dict[str, Any]:
    import torch
    from transformers import BartForConditionalGeneration, BartTokenizer

    folder = Path(work) / "summarizer"
    tokenizer = BartTokenizer.from_pretrained(folder)
    model = BartForConditionalGeneration.from_pretrained(folder).eval()
    torch.set_num_threads(os.cpu_count() or 1)
    clock = Clock()
    tokens = 0
    for start in range(0, len(given), rows):
        read = tokenizer(given[start : start + rows], return_tensors="pt", padding=True)
        made = model.generate(
            input_ids=read["input_ids"], attention_mask=read["attention_mask"], num_beams=BEAMS,
            min_new_tokens=SUMMARY_TOKENS + 1, max_new_tokens=SUMMARY_TOKENS + 1, min_length=None, max_length=None,
            no_repeat_ngram_size=NO_REPEAT, length_penalty=LENGTH_PENALTY,
        )  # fmt: skip
        tokenizer.batch_decode(made, skip_special_tokens=True)
        # The start and <s>, which is forced, are not counted.
        tokens += len(made) * (made.shape[1] - 2)
    return clock.spent(items=len(given), tokens=tokens)


def faithful(work: str, plain: int, **_: Any) -> dict[str, Any]:
    """The bundled summarizer, which chooses sentences."""
    from pipeline import models
    from pipeline.flow import as_english
    from pipeline.stage import run
    from pipeline.stages.segment import Segment
    from pipeline.stages.summarize import Summarize

    given = [as_english(value) for value in run(Segment(), texts.plain_english(plain))]
    model = next(known for known in models.bundled() if known.task == "summarization")
    stage = Summarize(loaded(models.find(model.name, task="summarization")))
    clock = Clock()
    made = run(stage, given)
    words = sum(len(sentence.text.split()) for value in given for sentence in value.english)
    if any(summary.mode != "faithful" for summary in made):
        raise RuntimeError("a summary was not chosen")
    return clock.spent(items=plain, tokens=0, words=words, name=model.name)


def inputs(count: int) -> list[str]:
    """What the model reads for each article."""
    return [texts.summary_input(value) for value in texts.translations(list(texts.articles(count)))]


def reference(work: Path) -> Any:
    """The summarizer; without a task, since random weights do not pass the engine's trial."""
    from dataclasses import replace

    from pipeline import models

    return replace(models.find(str(work / "summarizer"), task="summarization"), task="")


def loaded(model: Any) -> Any:
    """``model``, loaded now and only once."""
    from dataclasses import dataclass, fields

    from pipeline.engine import ModelRef

    engine = model.load()

    @dataclass(frozen=True)
    class Loaded(ModelRef):
        def load(self) -> Any:
            return engine

    return Loaded(**{field.name: getattr(model, field.name) for field in fields(model)})


def measure(work: Path, *, count: int, some: int, few: int, plain: int, rounds: int) -> Part:
    """The part."""
    call("summarizing.faithful", work=str(work), plain=1)
    call("summarizing.ours", work=str(work), count=1)
    job = {"work": str(work), "count": count, "some": some, "few": few, "plain": plain}
    names = ("summarizing.ours", "summarizing.bare", "summarizing.ours_together")
    mine, theirs, together = take_turns(names, rounds, **job)
    fast, greedy = take_turns(("summarizing.ours_fast", "summarizing.bare_fast"), rounds, **job)
    (slow,) = take_turns(("summarizing.usual",), 1, **job)
    (batches,) = take_turns(("summarizing.batched",), 1, **job)
    (chosen,) = take_turns(("summarizing.faithful",), 1, **job)
    head, lines = compared(
        [
            ("pipeline's stage, `faithful=False`", mine),
            ("bare CTranslate2 loop, pieces to pieces, sorted", theirs),
            ("pipeline's stage with `--no-exact`", together),
            ("pipeline's stage with `--fast --no-exact`: one beam", fast),
            ("bare CTranslate2 loop, one beam", greedy),
            ("HF one at a time, fp32", slow),
            (f"HF by length, batches of {ROWS}, fp32", batches),
        ],
        "article",
    )
    lengths = sorted(theirs.get("lengths"))
    part = Part(
        f"Summarize {count} articles",
        f"distilbart-cnn-12-6's shape, random weights, {BEAMS} beams, {SUMMARY_TOKENS} tokens out for each, "
        f"{lengths[0]} to {lengths[-1]} in, {sum(lengths) / len(lengths):.0f} in the mean. HF was given articles "
        "spread over all lengths; its speed is scaled. Loading is not timed; in ours and in HF's, tokenizing is.\n\n"
        f"The bundled summarizer ({chosen.get('name')}), which chooses sentences: {1 / chosen.seconds():.2f} "
        f"articles/s ({chosen.get('words') / plain:.0f} words each, {plain} articles), peak {chosen.peak():.0f} MB.",
        head, lines,
    )  # fmt: skip
    best = min((slow, batches), key=Taken.seconds)
    part.bars = [
        at_least("summarize, against the bare loop", 0.95, ratio(mine, theirs), _cpu(mine, theirs)),
        at_least("summarize `--no-exact`, the same", 0.95, ratio(together, theirs), _cpu(together, theirs)),
        at_least("summarize `--fast --no-exact`, one beam, the same", 0.95, ratio(fast, greedy), _cpu(fast, greedy)),
        at_least("summarize, against HF fp32, the faster of the two", 3, ratio(mine, best), _cpu(mine, best)),
    ]
    return part


def _cpu(ours: Taken, other: Taken) -> str:
    return f"by CPU time {ratio(ours, other, 'cpu'):.2f}"
