"""A stage from a function: remembered by name, version, options and input; carried to other processes by name."""
from __future__ import annotations

import asyncio
import multiprocessing
import os
import pickle
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline import Cache, Segment, Translate, find_model, look_up, read_bytes, remembered, results, run
from pipeline.engines import load

CALLS: list[str] = []


@dataclass(frozen=True)
class Counted:
    """A result of one's own type."""

    words: int
    longest: str


@remembered(version=1)
def counted(text: str, least: int = 1) -> Counted:
    """Words of a text."""
    CALLS.append(text)
    words = [word for word in text.split() if len(word) >= least]
    return Counted(len(words), max(words, key=len, default=""))


@remembered(version=2, name="counted")
def counted_again(text: str, least: int = 1) -> Counted:
    """The same, said to give other results."""
    CALLS.append(text)
    return Counted(0, "")


@remembered(version=1)
def slow(text: str) -> str:
    """Takes its time, holding nothing."""
    time.sleep(0.3)
    return text.upper()


@remembered(version=1)
def of_process(text: str) -> tuple[str, int]:
    """Which process computed it."""
    return text, os.getpid()


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    CALLS.clear()
    return Cache(tmp_path / "cache.sqlite")


def test_the_same_input_is_computed_once(cache: Cache) -> None:
    with cache:
        assert run(counted(), ["a bb", "ccc", "a bb"], cache) == [Counted(2, "bb"), Counted(1, "ccc"), Counted(2, "bb")]
        assert run(counted(), ["ccc", "a bb"], cache) == [Counted(1, "ccc"), Counted(2, "bb")]
        assert CALLS == ["a bb", "ccc"]


def test_options_and_version_are_part_of_what_is_remembered(cache: Cache) -> None:
    with cache:
        run(counted(), ["a bb"], cache)
        assert run(counted(least=2), ["a bb"], cache) == [Counted(1, "bb")]
        assert run(counted(least=1), ["a bb"], cache) == [Counted(2, "bb")]
        assert run(counted_again(), ["a bb"], cache) == [Counted(0, "")]
        assert len(CALLS) == 3
        assert {recipe.stage for recipe in cache.stats().recipes} == {"counted"}


def test_what_is_stored_can_be_looked_up_and_gone_through(cache: Cache) -> None:
    with cache:
        assert look_up(counted(), ["a", "bb"], cache) == [None, None]
        assert not cache.path.exists()
        run(counted(), ["a"], cache)
        run(counted(least=9), ["bb"], cache)
        assert look_up(counted(), ["a", "bb"], cache) == [Counted(1, "a"), None]
        assert list(results(counted(), cache)) == [Counted(1, "a")]
        assert CALLS == ["a", "bb"]
        assert cache.stats().hits == 0


def test_looking_up_an_article_gives_the_whole_or_none(cache: Cache) -> None:
    translate = Translate(find_model("auto", task="translation"))
    (known,) = run(Segment(), list(read_bytes(b"Der Bau beginnt im Mai.", "a")))
    (new,) = run(Segment(), list(read_bytes(b"Der Bau beginnt im Mai. Das ist neu.", "a")))
    with cache:
        (translation,) = run(translate, [known], cache)
        assert look_up(translate, [new, known], cache) == [None, translation]


def test_what_cannot_be_remembered_is_told_when_it_is_made() -> None:
    with pytest.raises(TypeError, match="must say what it returns"):
        remembered(version=1)(lambda text: text)

    def strange(text: str) -> set[object]:
        return {text}

    with pytest.raises(TypeError, match="read back"):
        remembered(version=1)(strange)

    def vague(text: str, **options: int) -> str:
        return text

    with pytest.raises(TypeError, match="name its options"):
        remembered(version=1)(vague)
    def tagged(text: str, version: int = 7) -> str:
        return text

    async def later(text: str) -> str:
        return text

    with pytest.raises(TypeError, match="'version' otherwise"):
        remembered(version=1)(tagged)
    with pytest.raises(TypeError, match="ordinary function"):
        remembered(version=1)(later)
    with pytest.raises(ValueError, match="a stage of this program"):
        remembered(version=1, name="translate")(slow.function)
    with pytest.raises(TypeError, match="canonical JSON"):
        run(counted(), [object()], None)  # type: ignore[list-item]


def test_a_function_that_returns_something_else_than_it_says_is_told_and_nothing_stored(cache: Cache) -> None:
    def wrong(text: str) -> str:
        return 5  # type: ignore[return-value]

    with cache, pytest.raises(TypeError, match="wrong says that it returns str, and returned 5"):
        run(remembered(version=1)(wrong)(), ["a"], cache)
    assert cache.stats().entries == 0


def test_the_loop_of_asyncio_goes_on_while_threads_share_a_cache(cache: Cache) -> None:
    async def main() -> tuple[list[list[str]], int]:
        rounds = 0

        async def tick() -> None:
            nonlocal rounds
            while True:
                await asyncio.sleep(0.01)
                rounds += 1

        ticking = asyncio.create_task(tick())
        texts = [[f"text {n}"] for n in range(4)]
        done = await asyncio.gather(*(asyncio.to_thread(run, slow(), some, cache) for some in texts))
        ticking.cancel()
        return done, rounds

    with cache:
        done, rounds = asyncio.run(main())
        assert done == [["TEXT 0"], ["TEXT 1"], ["TEXT 2"], ["TEXT 3"]]
        assert rounds >= 5
        assert cache.stats().entries == 4


@pytest.mark.parametrize("way", ["spawn", "fork"])
def test_stages_and_caches_reach_other_processes_by_name(cache: Cache, way: str) -> None:
    with cache:
        run(of_process(), ["mine"], cache)
        with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(way)) as pool:
            asked = [pool.submit(run, of_process(), ["mine", f"theirs {n}"], cache) for n in range(4)]
            done = [each.result() for each in asked]
        assert {mine for mine, _ in done} == {("mine", os.getpid())}
        assert all(pid != os.getpid() for _, (_, pid) in done)
        assert cache.stats().entries == 5


def test_a_forked_process_opens_the_file_itself(cache: Cache) -> None:
    """As with fork the connection of the parent is there too, and must not be used."""
    with cache:
        run(counted(), ["before"], cache)
        child = os.fork()
        if child == 0:
            code = 1
            try:
                run(counted(), ["before", "child"], cache)
                cache.close()
                code = 0
            finally:
                os._exit(code)
        run(counted(), ["before", "parent"], cache)
        assert os.waitpid(child, 0)[1] == 0
        assert len(look_up(counted(), ["before", "child", "parent"], cache)) == 3
        assert None not in look_up(counted(), ["before", "child", "parent"], cache)
        assert cache.verify().damaged == 0


@pytest.mark.parametrize("engine", ["ctranslate2", "marian"])
def test_an_engine_is_carried_as_a_reference(engine: str) -> None:
    ref = find_model("auto", task="translation", engine=engine)
    loaded = load(ref)
    carried = pickle.dumps(loaded)
    assert len(carried) < 2000
    assert pickle.loads(carried) is loaded
