"""Briefs of the files that are named, each sentence with the German that it rests on.

    python examples/briefs.py seeds/standard-musk-microsoft.txt
"""
import sys
import tempfile
from itertools import chain
from pathlib import Path

from pipeline import Cache, Failure, How, Summarize, Translate, find_model, make_briefs, read_file

files = sys.argv[1:] or ["seeds/standard-musk-microsoft.txt"]
translate = Translate(find_model("auto", task="translation"))
summarize = Summarize(find_model("auto", task="summarization"), sentences=2)

with Cache(Path(tempfile.gettempdir()) / "examples.sqlite") as cache:
    articles = chain.from_iterable(read_file(file) for file in files)
    for brief in make_briefs(articles, translate, summarize, How(cache=cache)):
        if isinstance(brief, Failure):
            print(f"{brief.source}: {brief.message}", file=sys.stderr)
            continue
        print(brief.headline)
        for sentence in brief.summary.sentences:
            print("-", sentence.text)
            for place in sentence.evidence:
                print("   ", brief.translation.sentences[place].text)
                for flag in brief.translation.english[place].flags:
                    print("    !", flag.message)
