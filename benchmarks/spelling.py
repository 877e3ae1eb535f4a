"""What Swiss spelling, gender forms and capitals cost a translator, and what rewriting them for the model gives back.

    python benchmarks/spelling.py newstest2019.tsv [flores.tsv ...] [--model NAME]

Each file has German, a tab, English on each line, and lines that stand together are of one text. Sentences that a
change can be made in are translated as they are, changed by rule, and changed and then rewritten by
``pipeline.spelling``; the words around a sentence in capitals are those of the dozen lines before and after it.
Printed: BLEU and chrF against the human English, and for both the p of rewriting making no difference (paired
bootstrap, 1,000 samples).
"""
from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import sacrebleu
from sacrebleu.significance import PairedTest

from pipeline.engine import Decoding, Engine
from pipeline.models import find
from pipeline.spelling import Spelling
from pipeline.stages.generate import generate

AROUND = 12
PERSONS = (
    "Besucher Zuschauer Spieler Bürger Musiker Sänger Sprecher Künstler Bewohner Politiker Fahrer Ermittler Anhänger "
    "Teilnehmer Schauspieler Stürmer Schüler Besitzer Vertreter Veranstalter Nutzer Einbrecher Rentner Radfahrer "
    "Autofahrer Wissenschaftler Gründer Angreifer Lehrer Mitarbeiter Wähler Leser Trainer Gegner Partner Nachfolger "
    "Forscher Einwohner Befürworter Verteidiger Arbeiter Käufer Verkäufer Händler Helfer Kritiker Beobachter Retter "
    "Täter Sportler Techniker Amerikaner Europäer Engländer Österreicher Italiener Gastgeber Betreiber Verbraucher "
    "Fußgänger Aktivisten Studenten Journalisten Touristen Demonstranten Patienten Experten Polizisten Kollegen "
    "Soldaten"
).split()
PERSON = re.compile(
    r"(?<![\w-])(?<!\b[Dd]e[rsm] )(?<!\b[Ee]in )(?<!\bals )(?<!ter )(?<!\bsein )"
    rf"(?:({'|'.join(p for p in PERSONS if p.endswith('er'))})n?|"
    rf"({'|'.join(p.removesuffix('en') for p in PERSONS if p.endswith('en'))})en)\b"
)


def main() -> None:
    """Print a block for each change."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--model", default="auto")
    asked = options.parse_args()
    lines = [line.split("\t")[:2] for file in asked.files for line in file.read_text("utf-8").splitlines()]
    engine = find(asked.model, task="translation").load()
    measure("Swiss ss", engine, lines, lambda text: text.replace("ß", "ss"))
    measure("capitals", engine, lines[:1000], lambda text: text.upper() if 20 < len(text) < 120 else text)
    for ending in ("*innen", ":innen", "_innen", "/-innen", "Innen"):
        measure(ending, engine, lines, lambda text, ending=ending: with_persons(text, ending))


def with_persons(text: str, ending: str) -> str:
    """``text`` with persons in a gender form."""
    return PERSON.sub(lambda match: (match[1] or match[2]) + ending, text)


def measure(name: str, engine: Engine, lines: Sequence[Sequence[str]], change: Callable[[str], str]) -> None:
    """Print what a change costs and what rewriting gives back."""
    places = [at for at, (german, _) in enumerate(lines) if change(german) != german]
    if name == "capitals":
        places = places[:400]
    changed = [change(lines[at][0]) for at in places]
    rewritten = []
    for at, text in zip(places, changed, strict=True):
        near = [german for german, _ in (*lines[max(0, at - AROUND) : at], *lines[at + 1 : at + 1 + AROUND])]
        around = [change(german) for german in near] if name == "Swiss ss" else near
        rewritten.append(Spelling([*around, text]).for_model(text))
    english = [lines[at][1] for at in places]
    touched = sum(a != b for a, b in zip(changed, rewritten, strict=True))
    print(f"\n{name}: {len(places)} sentences, {touched} rewritten")
    metrics = {"BLEU": sacrebleu.BLEU(), "chrF": sacrebleu.CHRF()}
    outputs = {}
    untouched = [lines[at][0] for at in places]
    for way, texts in (("as they are", untouched), ("changed", changed), ("rewritten", rewritten)):
        done = dict(generate(engine, texts, Decoding()))
        outputs[way] = [done[at].text for at in range(len(texts))]
        scores = [f"{metric.corpus_score(outputs[way], [english]).score:5.1f}" for metric in metrics.values()]
        print(f"  {way:12} BLEU, chrF {'  '.join(scores)}", flush=True)
    systems = [(way, outputs[way]) for way in ("changed", "rewritten")]
    _, found = PairedTest(systems, metrics, [english], test_type="bs", n_samples=1000)()
    for name in ("BLEU", "chrF2"):
        print(f"  rewritten against changed, {name}: p = {found[name][1].p_value:.3f}")


if __name__ == "__main__":
    main()
