"""argos-translate's own loop, run by a Python that has it: no part of the project is imported here.

    PYTHON argos.py NAME JOB

``JOB`` is JSON with ``work``, a folder with an Argos package in ``package`` and ``sentences.json``, and ``tokens``,
how many each output has. Prints figures as ``turns.py`` does.
"""
from __future__ import annotations

import json
import os
import resource
import sys
import time
import types
from importlib.metadata import version
from pathlib import Path

TOGETHER = 4
"""Sentences in a paragraph."""


def main() -> None:
    """Translate, one paragraph after the other."""
    job = json.loads(sys.argv[2])
    work = Path(job["work"])
    os.environ.update(XDG_DATA_HOME=str(work), XDG_CONFIG_HOME=str(work), XDG_CACHE_HOME=str(work))
    # It imports its sentence splitters at once. They need models of their own and are not measured.
    for name, within in (("stanza", {}), ("minisbd", {"SBDetect": None, "models": types.SimpleNamespace()})):
        module = types.ModuleType(name)
        module.__dict__.update(within)
        sys.modules[name] = module
    from argostranslate import package, sbd, translate

    pkg = package.Package(work / "package")
    sbd.MiniSBDSentencizer.__init__ = lambda self, pkg: None
    sbd.MiniSBDSentencizer.split_sentences = lambda self, text: text.split("\t")
    fixed = {"min_decoding_length": job["tokens"], "max_decoding_length": job["tokens"]}

    class FixedLength(translate.ctranslate2.Translator):
        def translate_batch(self, source: list, **settings: object) -> list:
            return super().translate_batch(source, **settings, **fixed)

    translate.ctranslate2 = types.SimpleNamespace(Translator=FixedLength)
    german, english = translate.Language("de", "German"), translate.Language("en", "English")
    way = translate.CachedTranslation(translate.PackageTranslation(german, english, pkg))
    sentences = json.loads((work / "sentences.json").read_text("utf-8"))
    paragraphs = ["\t".join(sentences[k : k + TOGETHER]) for k in range(0, len(sentences), TOGETHER)]
    # The model is loaded at the first call.
    way.translate(sentences[0])
    begun = time.perf_counter(), time.process_time()
    for paragraph in paragraphs:
        way.translate(paragraph)
    figures = {
        "wall": time.perf_counter() - begun[0], "cpu": time.process_time() - begun[1], "items": len(sentences),
        "tokens": len(sentences) * job["tokens"], "version": f"argostranslate {version('argostranslate')}",
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6,
    }  # fmt: skip
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
