"""Speed and memory beside peers, in one run, as Markdown on stdout.

    python -m benchmarks.speed                        everything, about 40 minutes on two cores
    python -m benchmarks.speed --quick                the same in small, a few minutes: is anything broken?
    python -m benchmarks.speed translate summarize    these parts alone

The models have the exact shapes of opus-mt-de-en and distilbart-cnn-12-6 and random weights, which never end an output
by themselves, so every contestant writes outputs of the same fixed length with the same beams. Each runs in a fresh
process; those compared closely take turns, so that other work on the machine meets both, and the median of the rounds
counts. Read the ratios, not the seconds.

argos-translate takes part if there is a Python that has it (never the project's own: its dependencies differ):

    python -m venv /tmp/argos
    /tmp/argos/bin/pip install --no-deps argostranslate==1.11.0 ctranslate2==4.8.5 sentencepiece==0.2.3 \\
        packaging==26.3 numpy==2.4.6 PyYAML==6.0.3 setuptools==81.0.0
    python -m benchmarks.speed translate --argos /tmp/argos/bin/python

or with `--argos new`, which does this in a temporary folder.
"""
from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path

from benchmarks.speed import flowing, report, shapes, steady, summarizing, translating
from benchmarks.speed.turns import call, say

PARTS = ("translate", "summarize", "endtoend", "memory", "repeats")
ARGOS = (
    "argostranslate==1.11.0 ctranslate2==4.8.5 sentencepiece==0.2.3 packaging==26.3 numpy==2.4.6 PyYAML==6.0.3 "
    "setuptools==81.0.0"
).split()


@dataclass(frozen=True)
class Sizes:
    """How much each part does; each is an option of its own."""

    sentences: int = 2000
    some_sentences: int = 256
    few_sentences: int = 20
    articles: int = 50
    some_articles: int = 4
    few_articles: int = 4
    plain_articles: int = 20
    whole: int = 200
    stream: int = 20_000
    repeated: int = 1000
    rounds: int = 3
    whole_rounds: int = 1


HELP = {
    "sentences": "translated by ours and the bare loop",
    "some_sentences": "translated by HF in batches and by argos-translate",
    "few_sentences": "translated by the usual script",
    "articles": "summarized by ours and the bare loop",
    "some_articles": "summarized by HF in batches",
    "few_articles": "summarized by HF one at a time",
    "plain_articles": "summarized by the bundled model",
    "whole": "articles end to end",
    "stream": "articles streamed for memory",
    "repeated": "articles with repeated sentences",
    "rounds": "turns of ours and the bare loop",
    "whole_rounds": "the same, end to end",
}
QUICK = Sizes(48, 16, 2, 2, 1, 1, 3, 2, 1000, 200, 1, 1)


def main() -> int:
    """Read the options, measure, print; 1 if a bar is not met."""
    options = _options()
    sizes = QUICK if options.quick else Sizes()
    sizes = replace(sizes, **{name: n for name in HELP if (n := getattr(options, name)) is not None})
    wanted = options.parts or list(PARTS)
    begun = time.perf_counter()
    with _work(options.models) as work:
        if "tune" in wanted:
            make(work, ["translator", "summarizer"])
            _tune(work, sizes)
            return 0
        parts, argos = measure(work, wanted, sizes, _argos(options.argos, work))
    command = " ".join(["python -m benchmarks.speed", *_shown(sys.argv[1:])])
    how = f"Made with `{command}` in {(time.perf_counter() - begun) / 60:.1f} minutes."
    text = report.markdown(parts, how, argos)
    print(text)
    if options.output:
        options.output.write_text(text, "utf-8")
    return 0 if all(bar.met for part in parts for bar in part.bars) else 1


def measure(work: Path, wanted: list[str], sizes: Sizes, argos_python: str = "") -> tuple[list[report.Part], str]:
    """The parts that are wanted, in order, and which argos-translate took part."""
    needs = {"translate": ["translator"], "summarize": ["summarizer"], "endtoend": ["translator", "summarizer"],
             "memory": ["tiny"]}  # fmt: skip
    make(work, sorted({model for part in wanted for model in needs.get(part, [])}))
    parts, argos = [], ""
    if "translate" in wanted:
        part, argos = translating.measure(
            work, count=sizes.sentences, some=sizes.some_sentences, few=sizes.few_sentences, rounds=sizes.rounds,
            argos_python=argos_python,
        )  # fmt: skip
        parts.append(part)
    if "summarize" in wanted:
        parts.append(summarizing.measure(
            work, count=sizes.articles, some=sizes.some_articles, few=sizes.few_articles, plain=sizes.plain_articles,
            rounds=sizes.rounds,
        ))  # fmt: skip
    if "endtoend" in wanted:
        parts.append(flowing.measure(work, count=sizes.whole, rounds=sizes.whole_rounds))
    if "memory" in wanted:
        parts.append(steady.measure_memory(work, count=sizes.stream))
    if "repeats" in wanted:
        parts.append(steady.measure_repeats(work, count=sizes.repeated))
    return parts, argos


def make(work: Path, names: list[str]) -> None:
    """Write the models that are not there yet, each in a process of its own."""
    for name in names:
        if not (work / name / "made").exists():
            call("__main__.make_one", work=str(work), name=name)


def make_one(work: str, name: str) -> dict[str, int]:
    """Write one model, or both tiny ones."""
    folder = Path(work) / name
    if name == "tiny":
        shapes.make_translator(folder / "translator", shapes.TINY_OPUS)
        shapes.make_summarizer(folder / "summarizer", shapes.TINY_BART)
    elif name == "translator":
        shapes.make_translator(folder)
    else:
        shapes.make_summarizer(folder)
    (folder / "made").touch()
    return {}


def _tune(work: Path, sizes: Sizes) -> None:
    """Which batches the bare loops are fastest with: they are the practical limit only if these are well chosen."""
    rows = []
    for module, count, batches in (
        ("translating", sizes.sentences, (256, 512, 1024, 2048)),
        ("summarizing", sizes.articles, (1024, 2048, 4096, 8192)),
    ):
        for tokens in batches:
            figures = call(f"{module}.bare", work=str(work), count=count, tokens=tokens)
            rate = figures["tokens"] / figures["wall"]
            rows.append((module, str(tokens), f"{rate:.0f}", f"{figures['tokens'] / figures['cpu']:.0f}",
                         f"{figures['peak']:.0f}"))  # fmt: skip
    head = ("bare loop", "tokens a batch", "output tokens/s", "a CPU second", "peak MB")
    print("\n".join(report.table(head, rows)))


def _argos(python: str, work: Path) -> str:
    """A Python with argos-translate; ``new`` makes one in a folder of its own, with nothing it does not need."""
    if python != "new":
        return str(Path(python).absolute()) if python else ""
    place = work / "argos-python"
    made = place / "bin" / "python"
    if not made.exists():
        say("installing argos-translate")
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        install = [str(made), "-m", "pip", "install", "--quiet", "--no-deps", *ARGOS]
        subprocess.run(install, check=True, stdout=sys.stderr)
    return str(made)


def _shown(arguments: list[str]) -> list[str]:
    """The options without the folders of whoever ran it."""
    return ["..." if "/" in argument else argument for argument in arguments]


@contextmanager
def _work(folder: Path | None) -> Iterator[Path]:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder.absolute()
        return
    with tempfile.TemporaryDirectory(prefix="pipeline-speed-") as temporary:
        yield Path(temporary)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", choices=[*PARTS, "tune", []], metavar="PART", help=f"{', '.join(PARTS)}; "
                        "all if none is named. tune: try batch sizes of the bare loops instead")  # fmt: skip
    parser.add_argument("--quick", action="store_true", help="a few of everything, one round")
    parser.add_argument("--argos", default="", metavar="PYTHON", help="a Python with argos-translate, or new")
    parser.add_argument("--models", type=Path, metavar="FOLDER", help="keep the made-up models there for the next run")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the report there too")
    for size in fields(Sizes):
        flag = "--" + size.name.replace("_", "-")
        given = f"({size.default}; quick {getattr(QUICK, size.name)})"
        parser.add_argument(flag, type=int, metavar="N", help=f"{HELP[size.name]} {given}")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
