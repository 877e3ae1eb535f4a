"""A service that goes on answering while a model works: the work is in a thread, which the loop only awaits.

    python examples/in_asyncio.py [results.sqlite]
"""
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from pipeline import Brief, Cache, How, Summarize, Translate, find_model, make_briefs, read_file

place = Path(sys.argv[1] if len(sys.argv) > 1 else Path(tempfile.gettempdir()) / "examples.sqlite")
translate = Translate(find_model("auto", task="translation"))
summarize = Summarize(find_model("auto", task="summarization"))


def brief(cache: Cache, file: str) -> Brief:
    """The brief of the one article in a file; everything in here may take its time."""
    (made,) = make_briefs(read_file(file), translate, summarize, How(cache=cache))
    assert isinstance(made, Brief), made
    return made


async def longest_pause(done: asyncio.Event) -> float:
    """How long the loop did not come round, in seconds, until ``done``."""
    longest = 0.0
    while not done.is_set():
        before = time.perf_counter()
        await asyncio.sleep(0.01)
        longest = max(longest, time.perf_counter() - before)
    return longest


async def main() -> None:
    """Two requests for the same article at once, while the loop goes round."""
    done = asyncio.Event()
    pause = asyncio.create_task(longest_pause(done))
    with Cache(place) as cache:  # one for all threads
        files = ["seeds/standard-musk-microsoft.txt"] * 2
        briefs = await asyncio.gather(*(asyncio.to_thread(brief, cache, file) for file in files))
    done.set()
    print(briefs[0].headline)
    print(f"the same twice: {briefs[0].summary == briefs[1].summary}")
    print(f"the loop never waited longer than {await pause:.2f} s")


asyncio.run(main())
