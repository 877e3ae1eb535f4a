"""A known text through every model when it is first loaded, so that one that does not work is not used unnoticed."""
from __future__ import annotations

import hashlib
import logging
import re

from pipeline.engine import Decoding, Engine, ModelRef
from pipeline.folders import user_cache_folder

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


def check_once(ref: ModelRef, engine: Engine) -> None:
    """Warn if the model does not seem to do its task; one that passed is not asked again on this machine."""
    said = hashlib.sha256(f"{ref.task} {ref.identity}".encode()).hexdigest()
    mark = user_cache_folder() / "checked" / said
    if mark.exists():
        return
    problem = translates(engine) if ref.task == "translation" else summarizes(engine)
    if problem:
        log.warning("%s does not seem to work: %s. Try `pipeline evaluate` before you trust it", ref.folder, problem)
        return
    try:
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
    except OSError as error:
        log.debug("that %s was checked is not remembered: %s", ref.folder, error)


def translates(engine: Engine) -> str | None:
    """None if a simple German sentence becomes English, else what it became."""
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
