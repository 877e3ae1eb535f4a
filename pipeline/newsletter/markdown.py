"""The issue as Markdown, in which nothing that came from an article is markup."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.newsletter import view
from pipeline.newsletter.values import Issue
from pipeline.seal import seal_markdown
from pipeline.writers.markdown import escape


def write(issue: Issue) -> str:
    """The page, sealed."""
    return seal_markdown("\n\n".join(_parts(view.context(issue))) + "\n\n")


def _parts(issue: dict[str, Any]) -> Iterator[str]:
    yield f"# {escape(issue['title'])}"
    yield f"Issue {issue['number']} · {issue['day']}"
    if issue["warning"]:
        yield f"**Please note:** {issue['warning']}"
    if issue["intro"]:
        yield escape(issue["intro"])
    yield "\n".join(f"{n}. {escape(story['headline']['text'])}" for n, story in enumerate(issue["stories"], 1))
    for section in issue["sections"]:
        if section["title"]:
            yield f"## {escape(section['title'])}"
        for story in section["stories"]:
            yield from _story(story)
    yield "---"
    edited = ", and an editor went over them" if issue["edited"] else ""
    if issue["translated"]:
        back = "Quoted words are translated back and not the speaker's own."
        own = " but the editor's own" if issue["own"] else ""
        yield f"*All sentences{own} are {issue['translated']}{edited}. {back}*"
    if issue["brackets"]:
        yield "*Dates in brackets are not in the articles: they were worked out from the day an article appeared.*"
    if issue["makers"]:
        yield "\n".join(f"- {escape(maker)}" for maker in issue["makers"])


def _story(story: dict[str, Any]) -> Iterator[str]:
    yield f"### {escape(story['headline']['text'])}"
    if story["sentences"]:
        yield escape(" ".join(sentence["text"] for sentence in story["sentences"]))
    for source in story["sources"]:
        link = f" · [original at {source['host']}](<{source['address']}>)" if source["address"] else ""
        yield f"*{escape(source['credit'])}*{link}"
    if story["own"]:
        yield "*Written by the editor, without a source.*"
    notes = []
    for each in story["differences"]:
        figures = "; ".join(escape(f"{figure['outlet']} {figure['numbers']}") for figure in each["figures"])
        notes.append(f"**Numbers differ:** {figures} (“{escape(each['english'])}”)")
    notes += [f"**{each['label']}:** “{escape(each['about'])}” {escape(each['message'])}" for each in story["checks"]]
    if notes:
        yield "\n".join(f"- {note}" for note in notes)
