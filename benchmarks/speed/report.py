"""What was measured, as Markdown: the machine, the packages, a table for each part, and each bar met or not."""
from __future__ import annotations

import platform
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version

from benchmarks.speed.turns import ROOT, Taken, ratio
from pipeline.evaluation.machine import machine

PACKAGES = ("ctranslate2", "transformers", "torch", "sentencepiece", "tokenizers", "numpy")


@dataclass(frozen=True)
class Bar:
    """Something promised: what was measured meets it or does not."""

    name: str
    wanted: str
    measured: str
    met: bool


def at_least(name: str, wanted: float, measured: float, note: str = "") -> Bar:
    """A bar that larger figures pass; ``note`` is a second figure that does not decide."""
    said = f"{measured:.2f}" if measured < 10 else f"{measured:.0f}"
    return Bar(name, f"at least {wanted:g}", said + (f" ({note})" if note else ""), measured >= wanted)


@dataclass
class Part:
    """One table and its bars."""

    title: str
    about: str
    head: Sequence[str] = ()
    rows: list[Sequence[str]] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)


def compared(rows: Sequence[tuple[str, Taken]], unit: str) -> tuple[Sequence[str], list[Sequence[str]]]:
    """The table of contestants, the first of which is ours."""
    ours = rows[0][1]
    head = ("", unit, f"{unit}/s", "output tokens/s", "CPU s each", "ours is faster, wall", "by CPU time", "peak MB")
    lines = []
    for name, taken in rows:
        tokens = taken.get("tokens") / taken.get("items")
        same = taken is ours
        lines.append((
            name, str(taken.get("items")), f"{1 / taken.seconds():.3g}", f"{tokens / taken.seconds():.0f}",
            f"{taken.seconds('cpu'):.3g}", "" if same else times(ratio(ours, taken)),
            "" if same else times(ratio(ours, taken, "cpu")), f"{taken.peak():.0f}",
        ))  # fmt: skip
    return head, lines


def times(figure: float) -> str:
    """A ratio with as many digits as it deserves."""
    return f"{figure:.2f}" if figure < 10 else f"{figure:.0f}"


def markdown(parts: Iterable[Part], how: str, argos: str) -> str:
    """The whole report; ``how`` says how it was made, ``argos`` which argos-translate took part."""
    parts = list(parts)
    packages = [*(f"{name} {_version(name)}" for name in PACKAGES), argos]
    lines = [
        f"Machine: {machine()}, {platform.system()}, Python {platform.python_version()}.",
        "",
        f"Packages: {', '.join(filter(None, packages))}.",
        "",
        f"{how} Every contestant in a fresh process, with `OMP_WAIT_POLICY=PASSIVE`: threads that spin while they wait "
        "make transformers many times slower wherever other programs run.",
    ]
    bars = [bar for part in parts for bar in part.bars]
    lines += ["", *table(("bar", "wanted", "measured", ""), [_line(bar) for bar in bars])]
    for part in parts:
        lines += ["", f"## {part.title}", "", part.about]
        if part.rows:
            lines += ["", *table(part.head, part.rows)]
    return "\n".join(lines) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of a Markdown table."""
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]


def _line(bar: Bar) -> tuple[str, str, str, str]:
    return bar.name, bar.wanted, bar.measured, "pass" if bar.met else "**fail**"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


def _commit() -> str:
    try:
        said = subprocess.run(
            ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return said.stdout.strip()
