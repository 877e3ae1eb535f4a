"""A known text through every model when it is first loaded, so that one that does not work is not used unnoticed."""
from __future__ import annotations

import hashlib
import logging
import re
from pathlib import Path

from pipeline.engine import Decoding, Engine, ModelRef
from pipeline.errors import ModelError
from pipeline.folders import user_cache_folder
from pipeline.origin import is_from_hub

log = logging.getLogger(__name__)

GERMAN = "Der Bürgermeister sagte am Montag, dass die Stadt im Jahr 2023 eine neue Schule baut."
ENGLISH = frozenset({"mayor", "monday", "city", "2023", "new", "school", "said", "build", "building", "year"})
ENOUGH = 4
"""Words of ``ENGLISH`` that a translation of ``GERMAN`` must have; the bundled model writes eight."""
ARTICLE = (
    "The mayor said on Monday that the city will build a new school. It will cost 12 million dollars. "
    "Parents had asked for it for years."
)
SENTENCES = ("The mayor said on Monday that the city will build a new school.", "It will cost 12 million dollars.")


def check_once(ref: ModelRef, engine: Engine, proof: str | None) -> None:
    """Raise ModelError, saying what came out, if the model does not do its task.

    One that passed is not asked again on this machine as long as ``proof`` is the same; None is never the same.
    """
    mark = _mark(ref)
    if proof is not None and _read(mark) == proof:
        return
    problem = translates(engine) if ref.task == "translation" else summarizes(engine)
    try:
        mark.unlink(missing_ok=True)
        if not problem and proof is not None:
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.write_text(proof, "utf-8")
    except OSError as error:
        log.debug("that %s was checked is not remembered: %s", ref.folder, error)
    if problem:
        verify = f"see whether it is whole (pipeline models verify {ref.identity.model}@{ref.revision}), "
        raise ModelError(
            f"{ref.folder} does not seem to work: {problem}. Name another model, "
            f"{verify if is_from_hub(ref.folder) else ''}or use it all the same with --unchecked"
        )


def is_marked(ref: ModelRef) -> bool:
    """Whether it passed when it was last asked on this machine."""
    return _read(_mark(ref)) is not None


def _mark(ref: ModelRef) -> Path:
    said = hashlib.sha256(f"{ref.task} {ref.identity}".encode()).hexdigest()
    return user_cache_folder() / "checked" / said


def _read(mark: Path) -> str | None:
    try:
        return mark.read_text("utf-8")
    except (OSError, ValueError):
        return None


def translates(engine: Engine) -> str | None:
    """None if a simple German sentence becomes English, else what it became."""
    if engine.count_tokens(GERMAN) > engine.max_input_tokens:
        return f"it reads no more than {engine.max_input_tokens} tokens"
    ((_, output),) = engine.generate([GERMAN], Decoding())
    found = ENGLISH & set(re.findall(r"\w+", output.text.casefold()))
    return None if len(found) >= ENOUGH else f"{GERMAN!r} became {output.text[:100]!r}"


def summarizes(engine: Engine) -> str | None:
    """None if each sentence of an article is likelier than its words in reverse order, else that it is not."""
    if engine.count_tokens(ARTICLE) > engine.max_input_tokens:
        return f"it reads no more than {engine.max_input_tokens} tokens"
    for sentence in SENTENCES:
        backwards = " ".join(reversed(sentence.rstrip(".").split())) + "."
        likely, unlikely = engine.rank(ARTICLE, [sentence, backwards])
        if likely <= unlikely:
            return f"{backwards!r} seems more likely to it than {sentence!r}"
    return None
