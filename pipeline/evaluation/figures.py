"""Figures with their uncertainty: means over the examples of a test set, and differences between two ways."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.errors import InputError

SAMPLES = 1000
SEED = 12345


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and the ends of its 95% bootstrap interval over the examples."""

    value: float
    low: float
    high: float


def mean(values: Sequence[float]) -> Figure:
    """The mean, and the 2.5th and 97.5th percentile of the means of SAMPLES bootstrap samples (Koehn 2004).

    The samples are the same for every call with as many values, so differences of two ways are paired.
    """
    import numpy as np

    row = np.asarray(values, dtype=float)
    picks = np.random.default_rng(SEED).integers(0, len(row), (SAMPLES, len(row)))
    low, high = np.percentile(row[picks].mean(1), [2.5, 97.5])
    return Figure(float(row.mean()), float(low), float(high))


def missing(package: str) -> InputError:
    """What to say when a package for measuring is not installed."""
    return InputError(f"measuring needs the package {package}: pip install 'german-briefs[evaluation]'")
