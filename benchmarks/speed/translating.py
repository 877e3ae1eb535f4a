"""Sentences through opus-mt-de-en's shape: our engine, a bare CTranslate2 loop, transformers, argos-translate."""
from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from benchmarks.speed import texts
from benchmarks.speed.report import Part, at_least, compared
from benchmarks.speed.shapes import BEAMS, TRANSLATED_TOKENS
from benchmarks.speed.turns import Clock, Taken, call, ratio, take_turns

ROWS = 16
"""Sentences in a batch of transformers."""


def ours(work: str, count: int, **_: Any) -> dict[str, Any]:
    """The engine, from texts to texts."""
    from pipeline.engine import Decoding

    engine = reference(Path(work)).load()
    given = texts.sentences(count)
    decoding = Decoding(BEAMS, limit_factor=0.0, limit_extra=TRANSLATED_TOKENS, min_output_tokens=TRANSLATED_TOKENS - 1)
    clock = Clock()
    first, tokens = 0.0, 0
    for _position, output in engine.generate(given, decoding):
        first = first or clock.wall()
        tokens += output.tokens
    return clock.spent(items=count, tokens=tokens, first=first)


def bare(work: str, count: int, tokens: int = 0, **_: Any) -> dict[str, Any]:
    """One call of CTranslate2 with everything sorted by length, pieces in and pieces out."""
    return bare_loop(Path(work), texts.sentences(count), tokens)


def bare_loop(work: Path, given: list[str], batch: int = 0) -> dict[str, Any]:
    """See ``bare``; also what the end-to-end part compares with. ``batch`` is tokens in a batch, 0 for the engine's."""
    import ctranslate2

    from pipeline.engines.ctranslate2 import BATCH_TOKENS
    from pipeline.engines.pieces import Pieces

    pieces = Pieces(work / "translator")
    source = sorted(([*pieces.source(text), "</s>"] for text in given), key=len, reverse=True)
    translator = ctranslate2.Translator(
        converted(work / "translator"), compute_type="int8", inter_threads=os.cpu_count() or 1, intra_threads=1
    )
    clock = Clock()
    results = translator.translate_batch(
        source, beam_size=BEAMS, max_batch_size=batch or BATCH_TOKENS, batch_type="tokens",
        min_decoding_length=TRANSLATED_TOKENS, max_decoding_length=TRANSLATED_TOKENS,
    )  # fmt: skip
    return clock.spent(items=len(given), tokens=sum(len(result.hypotheses[0]) for result in results))


def usual(work: str, count: int, few: int, **_: Any) -> dict[str, Any]:
    """What model cards show: transformers, one sentence at a time."""
    return _transformers(work, texts.spread(texts.sentences(count), few), rows=1)


def batched(work: str, count: int, some: int, **_: Any) -> dict[str, Any]:
    """Transformers over batches of sentences of about one length."""
    return _transformers(work, texts.spread(texts.sentences(count), some), rows=ROWS)


def _transformers(work: str, given: list[str], rows: int) -> dict[str, Any]:
    import torch
    from transformers import MarianMTModel, MarianTokenizer

    folder = Path(work) / "translator"
    tokenizer = MarianTokenizer.from_pretrained(folder)
    model = MarianMTModel.from_pretrained(folder).eval()
    torch.set_num_threads(os.cpu_count() or 1)
    clock = Clock()
    tokens = 0
    for start in range(0, len(given), rows):
        made = model.generate(
            **tokenizer(given[start : start + rows], return_tensors="pt", padding=True),
            num_beams=BEAMS, min_new_tokens=TRANSLATED_TOKENS, max_new_tokens=TRANSLATED_TOKENS,
        )  # fmt: skip
        tokenizer.batch_decode(made, skip_special_tokens=True)
        tokens += len(made) * (made.shape[1] - 1)
    return clock.spent(items=len(given), tokens=tokens)


def reference(work: Path) -> Any:
    """The translator; without a task, since random weights do not pass the engine's trial."""
    from dataclasses import replace

    from pipeline import models

    return replace(models.find(str(work / "translator"), task="translation"), task="")


def converted(folder: Path) -> str:
    """The CTranslate2 folder that the engine made of a model before."""
    from pipeline import models
    from pipeline.engines.converted import converted as kept
    from pipeline.engines.ctranslate2 import conversion_name

    task = "translation" if folder.name == "translator" else "summarization"
    with kept(folder, conversion_name(models.find(str(folder), task=task).identity)) as place:
        return str(place)


def folder(work: str, **_: Any) -> dict[str, Any]:
    """Where the converted translator lies."""
    return {"folder": converted(Path(work) / "translator")}


def argos(work: Path, python: str, count: int, some: int) -> tuple[Taken, str]:
    """argos-translate's own loop over a package that holds our converted weights; and its version."""
    package = work / "argos" / "package"
    if not package.exists():
        package.mkdir(parents=True)
        shutil.copytree(call("translating.folder", work=str(work))["folder"], package / "model")
        shutil.copy(work / "translator" / "source.spm", package / "sentencepiece.model")
        names = {"from_code": "de", "from_name": "German", "to_code": "en", "to_name": "English"}
        (package / "metadata.json").write_text(json.dumps({"package_version": "1.0", "argos_version": "1.0", **names}))
    given = texts.spread(texts.sentences(count), some)
    # In no order, as sentences stand in articles.
    given = sorted(given, key=lambda text: text[::-1])
    (package.parent / "sentences.json").write_text(json.dumps(given))
    script = str(Path(__file__).with_name("argos.py"))
    figures = call("argos", python=python, script=script, work=str(work / "argos"), tokens=TRANSLATED_TOKENS)
    return Taken("argos", [figures]), figures["version"]


def measure(work: Path, *, count: int, some: int, few: int, rounds: int, argos_python: str) -> tuple[Part, str]:
    """The part, and which argos-translate took part."""
    cold = call("translating.ours", work=str(work), count=8)
    job = {"work": str(work), "count": count, "some": some, "few": few}
    mine, theirs = take_turns(("translating.ours", "translating.bare"), rounds, **job)
    rows = [("pipeline's engine, text to text", mine), ("bare CTranslate2 loop, pieces to pieces, sorted", theirs)]
    (slow,) = take_turns(("translating.usual",), 1, **job)
    (batches,) = take_turns(("translating.batched",), 1, **job)
    rows += [("HF one at a time, fp32 (the usual script)", slow), (f"HF by length, batches of {ROWS}, fp32", batches)]
    name = ""
    if argos_python:
        peer, name = argos(work, argos_python, count, some)
        rows.append(("argos-translate's own loop", peer))
    head, lines = compared(rows, "sentence")
    part = Part(
        f"Translate {count} sentences",
        f"opus-mt-de-en's shape, random weights, {BEAMS} beams, {TRANSLATED_TOKENS} tokens out for each, 4 to 70 in. "
        "Contestants with fewer sentences were given some spread over all lengths; their speed is scaled. "
        f"Loading is not timed; in ours and in HF's, tokenizing is. First output after {mine.get('first'):.2f} s. "
        f"At first use, conversion included, our process took {cold['peak']:.0f} MB at most."
        + (_ARGOS if argos_python else " argos-translate did not take part (`--argos`)."),
        head, lines,
    )  # fmt: skip
    part.bars = [
        at_least("translate, against the bare loop", 0.95, ratio(mine, theirs), _cpu(mine, theirs)),
        at_least("translate, against the usual script", 20, ratio(mine, slow), _cpu(mine, slow)),
    ]
    return part, name


_ARGOS = (
    " argos-translate runs its own code on the same converted weights, at its own settings (batches of 32 tokens, one "
    "at a time, all cores on each, length penalty 0.2), over paragraphs of four sentences. Two things are changed: the "
    "length of outputs is fixed as for all, and the sentences are given, so that its splitter costs it nothing."
)


def _cpu(ours: Taken, other: Taken) -> str:
    return f"by CPU time {ratio(ours, other, 'cpu'):.2f}"
