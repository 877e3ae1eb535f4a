"""What is stored already, without computing anything.

    python examples/look_up.py [results.sqlite]
"""
import sys
import tempfile
from pathlib import Path

from pipeline import Cache, Segment, Translate, find_model, look_up, read_bytes, results, run

place = Path(sys.argv[1] if len(sys.argv) > 1 else Path(tempfile.gettempdir()) / "examples.sqlite")
known, new = (
    next(iter(read_bytes(text.encode(), "example")))
    for text in ("Der Bau beginnt im Mai.", "Der Bau beginnt im Mai. Er kostet 40 Millionen Euro mehr als gedacht.")
)
translate = Translate(find_model("auto", task="translation"))

with Cache(place) as cache:
    run(translate, run(Segment(), [known], cache), cache)

    sentences = run(Segment(), [known, new])
    for article, translation in zip(sentences, look_up(translate, sentences, cache), strict=True):
        stored = translation.english[0].text if translation else "not stored as a whole"
        print(f"{article.article.text} = {stored}")
    print(f"{sum(1 for _ in results(translate, cache))} translations are stored with these settings")
    for recipe in cache.stats().recipes:
        print(f"{recipe.stage} {recipe.model}: {recipe.entries} results, found again {recipe.hits} times")
