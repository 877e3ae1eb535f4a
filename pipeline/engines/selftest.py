"""A known text through every model when it is first loaded, so that one that does not work is not used unnoticed."""
from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from pipeline.engine import Decoding, Engine, ModelRef
from pipeline.errors import ModelError
from pipeline.folders import make_private, user_cache_folder
from pipeline.languages import ENGLISH, GERMAN_ENGLISH, base
from pipeline.origin import is_from_hub
from pipeline.sanity import doubts

log = logging.getLogger(__name__)

SENTENCE: Mapping[str, str] = MappingProxyType({
    "de": "Der Bürgermeister sagte am Montag, dass die Stadt im Jahr 2023 eine neue Schule baut.",
    "en": "The mayor said on Monday that the city will build a new school in 2023.",
    "es": "El alcalde dijo el lunes que la ciudad construirá una nueva escuela en 2023.",
    "fr": "Le maire a déclaré lundi que la ville construirait une nouvelle école en 2023.",
    "it": "Il sindaco ha detto lunedì che la città costruirà una nuova scuola nel 2023.",
    "nl": "De burgemeester zei maandag dat de stad in 2023 een nieuwe school bouwt.",
    "pl": "Burmistrz powiedział w poniedziałek, że miasto zbuduje w 2023 roku nową szkołę.",
    "pt": "O prefeito disse na segunda-feira que a cidade vai construir uma nova escola em 2023.",
    "ru": "Мэр сказал в понедельник, что город построит новую школу в 2023 году.",
    "sv": "Borgmästaren sade på måndagen att staden bygger en ny skola 2023.",
})  # fmt: skip
"""One sentence in the languages that models are most often asked for."""
WORDS = frozenset({"mayor", "monday", "city", "2023", "new", "school", "said", "build", "building", "year"})
ENOUGH = 4
"""Words of ``WORDS`` that an English translation of ``SENTENCE`` must have; the bundled model writes eight."""
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
    problem = translates(engine, ref) if ref.task == "translation" else summarizes(engine)
    try:
        mark.unlink(missing_ok=True)
        if not problem and proof is not None:
            make_private(mark.parent)
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
    way = "" if ref.direction == GERMAN_ENGLISH else f" {ref.direction.source}-{ref.direction.target}"
    said = hashlib.sha256(f"{ref.task} {ref.identity}{way}".encode()).hexdigest()
    return user_cache_folder() / "checked" / said


def _read(mark: Path) -> str | None:
    try:
        return mark.read_text("utf-8")
    except (OSError, ValueError):
        return None


def translates(engine: Engine, ref: ModelRef) -> str | None:
    """None if a simple sentence becomes what it should, else what it became.

    Into English its words are known. Into other languages it is only seen that something comes that is no copy, of
    about the same length and without loops: not whether it is right, nor in which language it is. Where no sentence of
    the source language is known, an English one is given, and a copy of it proves nothing.
    """
    source = base(ref.direction.source)
    sentence = SENTENCE.get(source, SENTENCE[ENGLISH])
    if engine.count_tokens(ref.token + sentence) > engine.max_input_tokens:
        return f"it reads no more than {engine.max_input_tokens} tokens"
    ((_, output),) = engine.generate([ref.token + sentence], Decoding())
    became = f"{sentence!r} became {output.text[:100]!r}"
    if source in SENTENCE and ref.direction.target == ENGLISH:
        found = WORDS & set(re.findall(r"\w+", output.text.casefold()))
        return None if len(found) >= ENOUGH else became
    copied = source in SENTENCE and output.text.casefold() == sentence.casefold()
    return became if copied or doubts(sentence, output.text, reached_limit=output.reached_limit) else None


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
