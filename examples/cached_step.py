"""One stage by itself: sentences of an article to English, the second time without a model.

    python examples/cached_step.py [results.sqlite]
"""
import sys
import tempfile
from pathlib import Path

from pipeline import Cache, Lookup, Segment, Translate, find_model, read_bytes, run

place = Path(sys.argv[1] if len(sys.argv) > 1 else Path(tempfile.gettempdir()) / "examples.sqlite")
text = "Der Bau beginnt im Mai. Er kostet 40 Millionen Euro."
articles = list(read_bytes(text.encode(), "example"))
translate = Translate(find_model("auto", task="translation"))

with Cache(place) as cache:
    for attempt in ("first", "second"):
        lookups: list[list[Lookup]] = []
        sentences = run(Segment(), articles, cache)
        (translation,) = run(translate, sentences, cache, lookups=lookups)
        found = sum(lookup.hit for lookup in lookups[0])
        print(f"{attempt}: {found} of {len(lookups[0])} sentences were stored")
    for german, english in zip(translation.sentences, translation.english, strict=True):
        print(f"{german.text} = {english.text}")
