"""``pipeline run`` and ``translate`` of web addresses, pages and feeds, from a site on this machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Pipeline
from tests.fetching.server import Answer, Site, bomb, redirect
from tests.pages.outlets import OUTLETS
from tests.pages.stories import BUNDLED
from tests.pages.walls import PLAN
from tests.readers.test_feed import item, rss

PAGE = OUTLETS["standard"](BUNDLED[0]).encode()
OTHER = OUTLETS["faz"](BUNDLED[1]).encode()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    site.answers |= {"/a": Answer(PAGE), "/b.html?x=1": Answer(OTHER)}
    yield site
    site.close()



def test_a_saved_page_becomes_a_brief(pipeline: Pipeline, folder: Path) -> None:
    (folder / "page.html").write_bytes(PAGE)
    done = pipeline("run", "page.html", "--json")
    assert done.returncode == 0, done.stderr
    article = json.loads(done.stdout)["translation"]["article"]
    assert article["title"] == BUNDLED[0].title
    assert (article["author"], article["date"], article["outlet"]) == ("Maria Muster", "2023-04-20", "DER STANDARD")
    assert article["address"] == "https://www.derstandard.at/story/1"
    assert (folder / "outputs" / "page.md").is_file()


def test_a_page_on_standard_input_is_known_for_one(pipeline: Pipeline) -> None:
    done = pipeline("run", "-", "--json", stdin=PAGE)
    assert json.loads(done.stdout)["translation"]["article"]["title"] == BUNDLED[0].title


def test_addresses_and_files_together_and_each_that_fails_has_its_line(
    pipeline: Pipeline, folder: Path, site: Site
) -> None:
    (folder / "a.txt").write_text("Wien wächst. Graz wächst auch.", "utf-8")
    site.answers |= {
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /geheim"), "/geheim": Answer(PAGE), "/to": redirect("/a"),
        "/403": Answer(b"", 403), "/bomb": bomb(60), "/wall": Answer(PLAN["paywall, spiegel"][0].encode()),
        "/png": Answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, media="image/png"), "/plain": Answer(
            "Linz wächst. Enns wächst auch.".encode("cp1252"), media="text/plain; charset=windows-1252"),
    }  # fmt: skip
    paths = ["/to", "/403", "/404", "/bomb", "/geheim", "/wall", "/png", "/plain", "/b.html?x=1"]
    done = pipeline("run", "--allow-private", "--json", *[site.root + path for path in paths[:5]], "a.txt",
                    *[site.root + path for path in paths[5:]])  # fmt: skip
    assert done.returncode == 4
    out = [json.loads(line) for line in done.stdout.splitlines()]
    said = {str(each.get("source") or each["translation"]["article"]["source"]): each for each in out}
    good = {name.removeprefix(site.root) for name, each in said.items() if "error" not in each}
    assert good == {"/to", "a.txt", "/plain", "/b.html?x=1"}
    for path, why in {
        "/403": "the answer is 403", "/404": "the answer is 404", "/bomb": "more than 10 MB", "/geheim": "robots.txt",
        "/wall": "for subscribers", "/png": "image/png",
    }.items():  # fmt: skip
        assert why in said[site.root + path]["error"]
        assert sum(site.root + path in line for line in done.stderr.splitlines()) == 1
    assert said[f"{site.root}/to"]["translation"]["article"]["address"] == "https://www.derstandard.at/story/1"
    assert {"a.md", "to.md", "plain.md", "b.md"} <= {file.name for file in (folder / "outputs").iterdir()}


def test_an_address_inside_is_refused_without_leave(pipeline: Pipeline, site: Site) -> None:
    done = pipeline("run", f"{site.root}/a")
    assert done.returncode == 1
    (line,) = [line for line in done.stderr.splitlines() if "loopback" in line]
    assert "--allow-private" in line
    assert site.seen == []


def test_nothing_is_computed_for_a_wall(pipeline: Pipeline, folder: Path) -> None:
    (folder / "wall.html").write_text(PLAN["live ticker"][0], "utf-8")
    done = pipeline("run", "wall.html", "--json")
    assert done.returncode == 1
    assert "live ticker" in json.loads(done.stdout)["error"]
    assert "computed" not in done.stderr
    assert not list((folder / "outputs").glob("*.md"))


def test_translate_takes_addresses(pipeline: Pipeline, site: Site) -> None:
    done = pipeline("translate", "--allow-private", "--no-retry", "--beams", "1", f"{site.root}/b.html?x=1")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().count("\n\n") >= 5


def test_a_feed_is_read_once_and_its_new_items_later(pipeline: Pipeline, folder: Path, site: Site) -> None:
    inside = [item(1), item(2, whole=False).replace("https://zeitung.example/2", f"{site.root}/a")]
    site.answers["/feed"] = Answer(rss(*inside), media="text/html")  # servers are often wrong
    feed = f"{site.root}/feed"

    def run(*more: str) -> tuple[int, list[str], str]:
        done = pipeline("run", feed, "--allow-private", "--json", "--beams", "1", "--no-retry", *more)
        told = [json.loads(line) for line in done.stdout.splitlines()]
        return done.returncode, [each["translation"]["article"]["title"] for each in told], done.stderr

    assert pipeline("run", feed, "--allow-private", "--plan").returncode == 0  # remembers nothing
    assert run("--limit", "1")[:2] == (0, ["Meldung 1"])
    assert run()[:2] == (0, [BUNDLED[0].title])
    code, titles, err = run()
    assert (code, titles) == (0, [])
    assert "2 read before" in err
    assert run("--all")[1] == ["Meldung 1", BUNDLED[0].title]
    site.answers["/feed"] = Answer(rss(item(1).replace("Ein Satz.", "Ein anderer Satz."), inside[1], item(3)))
    assert run()[1] == ["Meldung 1", "Meldung 3"]
    assert run("--since", "2026-11-25", "--all")[1] == []
    assert (folder / "outputs" / "cache.seen.sqlite").is_file()


def test_an_item_that_failed_is_tried_again(pipeline: Pipeline, site: Site) -> None:
    one = item(1, whole=False).replace("https://zeitung.example/1", f"{site.root}/later")
    site.answers["/feed"] = Answer(rss(one), media="application/rss+xml")
    assert pipeline("run", f"{site.root}/feed", "--allow-private").returncode == 1
    site.answers["/later"] = Answer(PAGE)
    assert pipeline("run", f"{site.root}/feed", "--allow-private", "--beams", "1", "--no-retry").returncode == 0


def test_a_feed_inside_a_feed_ends(pipeline: Pipeline, site: Site) -> None:
    one = item(1, whole=False).replace("https://zeitung.example/1", f"{site.root}/feed")
    site.answers["/feed"] = Answer(rss(one), media="application/rss+xml")
    done = pipeline("run", f"{site.root}/feed", "--allow-private")
    assert done.returncode == 1
    assert "a feed inside a feed" in done.stderr


@pytest.mark.parametrize("since", ["gestern", "-1h", ""])
def test_a_time_that_is_none_is_wrong_usage(pipeline: Pipeline, since: str) -> None:
    done = pipeline("run", "a.xml", "--since", since)
    assert done.returncode == 2
    assert "24h" in done.stderr


def test_without_the_extra_a_line_says_how_to_get_it(folder: Path) -> None:
    (folder / "page.html").write_bytes(PAGE)
    (folder / "feed.rss").write_bytes(rss(item(1)))
    hide = (
        "import sys\nfor name in ('trafilatura', 'lxml', 'feedparser'): sys.modules[name] = None\n"
        "sys.argv = ['pipeline', 'run', 'page.html', 'feed.rss']\nfrom pipeline.cli import main\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", hide], cwd=folder, capture_output=True, text=True, check=False, env=dict(os.environ)
    )
    assert done.returncode == 1
    told = [line for line in done.stderr.splitlines() if "german-briefs[web]" in line]
    assert len(told) == 2, done.stderr
    assert "Traceback" not in done.stderr


def test_a_newsletter_of_a_feed_is_the_same_again_and_has_no_story_twice(
    pipeline: Pipeline, folder: Path, site: Site
) -> None:
    site.answers["/feed"] = Answer(rss(item(1), item(2)), media="application/rss+xml")
    make = ("newsletter", f"{site.root}/feed", "--allow-private", "--allow-bundled", "--beams", "1", "--no-retry",
            "--title", "News", "-o", "issues", "--date", "2026-11-25")  # fmt: skip
    assert pipeline(*make).returncode == 0
    first = (folder / "issues" / "news-1.html").read_bytes()
    assert pipeline(*make).returncode == 0
    assert (folder / "issues" / "news-1.html").read_bytes() == first
    site.answers["/feed"] = Answer(rss(item(1), item(2), item(3)), media="application/rss+xml")
    assert pipeline(*make).returncode == 0
    second = json.loads((folder / "issues" / "news-2.json").read_text("utf-8"))
    assert sum(len(section["items"]) for section in second["sections"]) == 1


def test_a_password_in_an_address_is_nowhere_told(pipeline: Pipeline) -> None:
    done = pipeline("run", "http://anna:geheim@zeitung.example/1", "--json")
    assert done.returncode == 1
    assert "leave it out" in done.stderr
    assert "geheim" not in done.stderr + done.stdout
