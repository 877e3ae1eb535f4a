"""What the checks notice and what they flag for nothing, on human translations spoiled by rule.

    python -m benchmarks.checks pairs.tsv                   the half that is reported
    python -m benchmarks.checks pairs.tsv --tune            the half that rules are made on
    ... --show numbers      print what this check says of untouched pairs
    ... --missed numbers    print the pairs spoiled in this way that nothing severe is said of
    ... --only numbers      measure this check alone, whether or not it takes part yet

Each line of the file holds German, a tab and English. The first half of it is for tuning, the second for the report.
A pair counts as flagged for nothing where it is untouched, although some human translations do lose a number or a name.
"""

from __future__ import annotations

import argparse
import pkgutil
import random
import time
from importlib import import_module
from pathlib import Path

import benchmarks.corruptions
from pipeline import checks
from pipeline.values import Flag, Severity


def main() -> None:
    """Measure, and print Markdown."""
    options = _options()
    pairs = [tuple(line.split("\t")[:2]) for line in options.file.read_text("utf-8").splitlines() if "\t" in line]
    half = len(pairs) // 2
    pairs = pairs[:half] if options.tune else pairs[half:]
    names = [options.only] if options.only else list(checks.CHECKS)
    run = {name: import_module(f"pipeline.checks.{name}").check for name in names}
    if options.show and not options.missed:
        for german, english in pairs:
            for flag in run[options.show](german, english):
                print(f"{flag.severity}: {flag.message}\n    {german}\n    {english}")
        return
    begun = time.perf_counter()
    untouched = [{name: check(*pair) for name, check in run.items()} for pair in pairs]
    each = (time.perf_counter() - begun) / len(pairs)
    print(f"{len(pairs)} untouched human translations, {each * 1000:.2f} ms a pair\n")
    print("| check | flagged severe | flagged at all |\n| --- | --- | --- |")
    for name in names:
        print(_row(name, [row[name] for row in untouched]))
    print(_row("any", [tuple(flag for flags in row.values() for flag in flags) for row in untouched]))
    print("\n| spoiled | pairs | check | noticed, severe | noticed at all |\n| --- | --- | --- | --- | --- |")
    for module in sorted(info.name for info in pkgutil.iter_modules(benchmarks.corruptions.__path__)):
        way = import_module(f"benchmarks.corruptions.{module}")
        wanted = [name for name in way.CHECKS if name in run]
        if not wanted or (options.missed and options.missed != module):
            continue
        rows = []
        for index, (german, english) in enumerate(pairs):
            spoiled = way.corrupt(german, english, random.Random(f"{module} {index}"))
            if spoiled is None:
                continue
            flags = tuple(
                flag
                for name in wanted
                for flag in run[name](german, spoiled)
                if flag not in untouched[index][name]
            )
            rows.append(flags)
            if options.missed and not any(flag.severity is Severity.SEVERE for flag in flags):
                print(f"missed:\n    {german}\n    {spoiled}\n    was: {english}")
        severe, any_ = _share(rows, severe=True), _share(rows, severe=False)
        print(f"| {module} | {len(rows)} | {', '.join(wanted)} | {severe} | {any_} |")


def _row(name: str, rows: list[tuple[Flag, ...]]) -> str:
    return f"| {name} | {_share(rows, severe=True)} | {_share(rows, severe=False)} |"


def _share(rows: list[tuple[Flag, ...]], *, severe: bool) -> str:
    hit = sum(any(flag.severity is Severity.SEVERE or not severe for flag in flags) for flags in rows)
    return f"{hit} ({hit / max(len(rows), 1):.1%})"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--tune", action="store_true")
    parser.add_argument("--show", default="")
    parser.add_argument("--missed", default="")
    parser.add_argument("--only", default="")
    return parser.parse_args()


if __name__ == "__main__":
    main()
