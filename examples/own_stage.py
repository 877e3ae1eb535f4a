"""A step of one's own: remembered by its name, version, options and input.

    python examples/own_stage.py [results.sqlite]
"""
import sys
import tempfile
from pathlib import Path

from pipeline import Cache, read_file, remembered, run


@remembered(version=1)
def longest_words(text: str, least: int = 12) -> tuple[str, ...]:
    """The words of a text with at least so many letters, each once."""
    print(f"computing with least={least}")
    words = (word.strip(".,:;!?«»„“()") for word in text.split())
    return tuple(dict.fromkeys(word for word in words if len(word) >= least))


place = Path(sys.argv[1] if len(sys.argv) > 1 else Path(tempfile.gettempdir()) / "examples.sqlite")
texts = [article.text for article in read_file("seeds/standard-musk-microsoft.txt")]

with Cache(place) as cache:
    for least in (12, 18, 12):
        (words,) = run(longest_words(least=least), texts, cache)
        print(f"{len(words)} words of {least} letters or more, such as {words[0]}")
