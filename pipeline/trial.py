"""A model that was seen to work on this machine, before anything is made with it or read from the cache."""
from __future__ import annotations

import logging
from collections.abc import Callable

from pipeline import engines
from pipeline.engine import ModelRef
from pipeline.errors import ModelError
from pipeline.models import bundled, is_bundled

log = logging.getLogger(__name__)


def working(name: str, task: str, find: Callable[[str], ModelRef], *, load: bool = False) -> ModelRef:
    """The model that ``find`` finds under ``name``, loaded once on this machine to see that it works, or ``load`` now.

    One that passed before costs nothing. A model that does not work is an error, ModelError, whose message says what
    to do; only where ``name`` is ``auto`` it is a warning, and the bundled one is used.
    """
    ref = find(name)
    if engines.passed(ref) and not load:
        return ref
    try:
        # It stays loaded for what is made with it.
        engines.load(ref)
    except ModelError as error:
        spare = next((model.name for model in bundled() if model.task == task), None)
        if name != "auto" or spare is None or is_bundled(ref):
            raise
        log.warning("%s is on disk and cannot be used: %s", ref.identity.model, error)
        return working(spare, task, find, load=load)
    return ref
