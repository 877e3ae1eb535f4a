"""Sizes and spans of time as people write them."""
from __future__ import annotations

import pytest

from pipeline.sizes import read_size, read_span, size_shown, span_shown


@pytest.mark.parametrize(
    ("text", "size", "shown"),
    [
        ("2 GB", 2_000_000_000, "2 GB"), ("500mb", 500_000_000, "500 MB"), ("1,5 GB", 1_500_000_000, "1.5 GB"),
        ("1.5 GiB", 1_610_612_736, "1.6 GB"),
        ("0", 0, "0 B"), ("1000", 1000, "1 kB"), ("20k", 20_000, "20 kB"), ("3 TB", 3 * 10**12, "3 TB"),
    ],
)  # fmt: skip
def test_a_size(text: str, size: int, shown: str) -> None:
    assert (read_size(text), size_shown(size), str(read_size(text))) == (size, shown, shown)


@pytest.mark.parametrize(
    ("text", "seconds"), [("12h", 43_200), ("30 days", 2_592_000), ("1.5 h", 5400), ("2w", 1_209_600), ("90 min", 5400)]
)
def test_a_span(text: str, seconds: int) -> None:
    assert read_span(text) == seconds


@pytest.mark.parametrize("text", ["12 elephants", "", "GB", "-1 GB", "1e9", "9" * 400, "NaN GB", "1,500 GB"])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(ValueError, match="500 MB"):
        read_size(text)


@pytest.mark.parametrize("text", ["12 elephants", "", "30", "3 m", "-1 h"])
def test_what_is_no_span(text: str) -> None:
    with pytest.raises(ValueError, match="30d"):
        read_span(text)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0.25, "0.2 s"), (42.4, "42 s"), (600, "10 min"), (3599, "1 h"), (5400, "1 h 30 min"), (200_000, "2 days 7 h")],
)
def test_a_span_for_people(seconds: float, shown: str) -> None:
    assert span_shown(seconds) == shown
