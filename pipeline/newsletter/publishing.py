"""Everything that is written of an issue, each file whole, none over a person's edits."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.newsletter import feed, mail, markdown, page, past, plain
from pipeline.newsletter.values import Issue
from pipeline.outputs import Saved, safe_stem, save
from pipeline.seal import seal_markdown


def stem(issue: Issue) -> str:
    """The name of its files without an ending: ``austria-this-morning-3``."""
    return f"{series(issue.title)}-{issue.number}"


def series(title: str) -> str:
    """What the files of all issues begin with."""
    return safe_stem(title.replace("/", "-")).lower()


def texts(issue: Issue, templates: Path | None, sender: str) -> dict[str, str]:
    """The files by ending; nothing is written yet, so a template that fails leaves nothing behind."""
    html, text = page.write(issue, templates), page.plain(issue, templates)
    return {
        ".md": markdown.write(issue),
        ".json": plain.write(issue),
        ".html": seal_markdown(html),
        # What stands behind the last boundary is no part of a mail.
        ".eml": seal_markdown(mail.write(issue, html, text, sender)),
    }


def publish(
    issue: Issue, fingerprint: str, folder: Path, store: Path, *, templates: Path | None, sender: str, site: str,
    force: bool = False, edits: past.Edits = past.UNEDITED,
) -> Iterator[Saved]:
    """Write the issue and the feed of all of them, and remember it in ``store``; what became of each file.

    Raises InputError where a template fails, OutputError where a file cannot be written.
    """
    made = texts(issue, templates, sender)
    for suffix, text in made.items():
        yield save(text, folder / f"{stem(issue)}{suffix}", force=force)
    past.record(store, issue, fingerprint, (origin for item in issue.items for origin in item.origins), edits)
    published = past.issues(store, issue.title)
    yield save(feed.write(issue.title, published, series(issue.title), site), folder / feed.NAME, force=force)
