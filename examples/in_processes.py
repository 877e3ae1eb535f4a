"""Many articles on all processors: stages and cache reach the workers by name, each loads the models once.

    python examples/in_processes.py [results.sqlite]
"""
import multiprocessing
import pickle
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

from pipeline import Article, Brief, Cache, How, Summarize, Translate, find_model, make_briefs, read_bytes

TEXTS = [f"Der Bau von Haus Nummer {n} beginnt im Mai. Er kostet {n} Millionen Euro." for n in range(2, 10)]


def headlines(articles: list[Article], translate: Translate, summarize: Summarize, cache: Cache) -> list[str]:
    """In a worker: the first sentence of each brief."""
    with cache:
        briefs = make_briefs(articles, translate, summarize, How(cache=cache))
        return [brief.summary.sentences[0].text for brief in briefs if isinstance(brief, Brief)]


def main() -> None:
    """Two workers with one thread each, four articles at a time."""
    place = Path(sys.argv[1] if len(sys.argv) > 1 else Path(tempfile.gettempdir()) / "examples.sqlite")
    translate = Translate(find_model("auto", task="translation", threads=1))
    summarize = Summarize(find_model("auto", task="summarization", threads=1))
    print(f"a stage takes {len(pickle.dumps(translate)):,} bytes on the way, not its model's millions")
    articles = (article for n, text in enumerate(TEXTS) for article in read_bytes(text.encode(), f"text {n}"))
    parts = iter(lambda: list(islice(articles, 4)), [])
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        asked = [pool.submit(headlines, part, translate, summarize, Cache(place)) for part in parts]
        for done in asked:
            for line in done.result():
                print(line)


if __name__ == "__main__":
    main()
