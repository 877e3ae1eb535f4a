"""``pipeline newsletter``: one issue of many articles, with an editor's round between."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import click

from pipeline.cli import newsletter_draft, options
from pipeline.cli.asked import Asked, asking
from pipeline.cli.printing import tell_failure
from pipeline.corrections import now
from pipeline.errors import InputError
from pipeline.flow import Traced
from pipeline.languages import ENGLISH
from pipeline.newsletter import dating, identity, lock, mail, making, needs, past
from pipeline.newsletter.dropped import texts
from pipeline.newsletter.values import Issue
from pipeline.outputs import refuse
from pipeline.report import Report
from pipeline.values import Brief
from pipeline.writers.text import visible

EVERY_TITLE = 200
"""Characters of a title."""


def _day(context: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    try:
        return given and dating.day(given)
    except ValueError as error:
        raise click.BadParameter(f"it {error}") from None


@click.command()
@click.argument("sources", metavar="[FILE|URL...]", nargs=-1, type=click.Path(readable=False))
@click.option("--title", metavar="TEXT", help="What the newsletter is called; each title has issues of its own.")
@options.output_folder
@options.setting("order", "Order of the stories: given, or date, the newest first.")
@options.setting("stories", "At most so many stories; 0 is no limit.", metavar="NUMBER")
@options.setting("sections", "Sections by rules, ; between them: 'Business: outlet X, keyword Bank'.", metavar="RULES")
@options.setting("templates", "Templates that come before ours.", metavar="FOLDER")
@options.setting("sender", "Who the mail is from.", metavar="ADDRESS")
@options.setting("site", "Web address of the folder of issues, for the feed.", metavar="ADDRESS")
@click.option("--date", "day", metavar="DAY", callback=_day, help="Day of the issue.  [default: when it is first made]")
@click.option("--with-dropped", is_flag=True, help="Take stories in again that an editor dropped earlier.")
@click.option("--draft", "drafted", is_flag=True, help="Only write a draft for an editor, NAME.draft.md.")
@click.option("--publish", metavar="DRAFT.md", type=click.Path(path_type=Path), help="Publish a draft, there or in -o.")
@click.option("--by", metavar="NAME", help="With --publish: whose corrections they are.  [default: git's user.name]")
@click.option("--allow-bundled", is_flag=True, help="Publish what a weak bundled model translated; the issue says so.")
@asking(
    options.translating,
    options.searching,
    options.summarizing,
    options.model_running,
    options.caching,
    options.reading,
    options.addresses,
    options.speaking,
)
@click.option("--force", is_flag=True, help="Replace files even if somebody edited them.")
def newsletter(
    sources: tuple[str, ...], title: str | None, day: str | None, with_dropped: bool, drafted: bool,
    publish: Path | None, by: str | None, allow_bundled: bool, asked: Asked, force: bool,
) -> None:
    """Make one issue of many articles: Markdown, JSON, a page, a mail and a feed of all issues.

    Each article becomes a headline and a few sentences, with where it is from. What an earlier issue of the same title
    had is left out unless it changed; the same command twice makes the same issue.

    \b
    Examples:
      pipeline newsletter *.txt --title "Austria this morning" -o issues
      pipeline newsletter *.txt --title "Austria this morning" -o issues --draft
      pipeline newsletter --publish issues/austria-this-morning-1.draft.md
    """  # fmt: skip
    if publish is not None:
        if sources or title or drafted or day or with_dropped:
            why = "leave FILEs, --title, --date, --draft and --with-dropped out"
            raise click.UsageError(f"--publish takes it all from the draft: {why}")
    elif not sources:
        raise click.UsageError("name the FILEs to make an issue of, or --publish DRAFT.md")
    elif by is not None:
        raise click.UsageError("--by goes with --publish")
    title = visible(title or "")
    if publish is None and (not title or len(title) > EVERY_TITLE):
        raise click.UsageError(f"--title TEXT says what the newsletter is called, in at most {EVERY_TITLE} characters")
    if (target := asked.settings.target) != ENGLISH:
        raise InputError(f"to is {target!r}, and a newsletter is in English{asked.blame('to')}")
    needs.check()
    if asked.settings.sender:
        mail.address(asked.settings.sender)
    if publish is not None and asked.origins["output"].kind != "flag":
        asked = replace(asked, settings=replace(asked.settings, output=publish.parent))
    refuse(asked.settings.output, folder=True)
    with lock.alone(asked.settings.output):
        if publish is not None:
            newsletter_draft.publish(asked, publish, by, allow_bundled=allow_bundled, force=force)
        else:
            _make(
                asked, sources, title, day, drafted=drafted, with_dropped=with_dropped, allow_bundled=allow_bundled,
                force=force,
            )  # fmt: skip


def _make(
    asked: Asked, sources: tuple[str, ...], title: str, day: str | None, *, drafted: bool, with_dropped: bool,
    allow_bundled: bool, force: bool,
) -> None:
    began = time.perf_counter()
    # What earlier issues had is known here, and not by which items of feeds were read.
    asked = replace(asked, read_all=True)
    report, s, store = Report(), asked.settings, past.beside(asked.settings.cache_file())
    articles = making.read(asked.articles(sources), lambda failure: _failed(asked, report, failure))
    mark = identity.fingerprint(title, [identity.digest(article) for article in articles])
    place = past.place(past.issues(store, title), mark)
    edited = place.before if place.before is not None and place.before.edited and not force else None
    if edited is not None and not drafted:
        raise InputError(
            f"issue {place.number} of these articles was published from an editor's draft, which this would undo; "
            "publish the draft again, or give --force"
        )
    if drafted and edited is not None and newsletter_draft.write_again(asked, store, edited, day):
        click.get_current_context().exit(4 if report.failed else 0)
    dropped = past.dropped(store, title, place.number) if not with_dropped else []
    chosen = making.choose(
        articles, past.known(store, title, place.number), order=s.order, limit=s.stories, dropped=dropped
    )
    read_ = time.perf_counter()
    translate, summarize = asked.translate(), asked.summarize()
    if not translate.model.trusted and not allow_bundled and not drafted:
        raise newsletter_draft.too_weak(translate.model.identity.model)
    asked.tell_which({"translation": translate.model, "summarization": summarize.model})

    def watch(traced: Traced[Brief]) -> None:
        report.add(traced.value, traced.lookups)
        if not isinstance(traced.value, Brief):
            tell_failure(traced.value, as_json=asked.as_json)

    with asked.how() as how:
        sections, briefs = making.make(chosen, translate, summarize, how, s.sections, watch)
    briefed = time.perf_counter()
    makers, weak = making.makers(briefs)
    at = place.before.at if place.before is not None else now()
    day = day or (place.before.day if place.before is not None else at[:10])
    issue = Issue(title, place.number, day, at, sections, makers=makers, weak=weak)
    known = texts([article for story in chosen.stories for article in story.articles])
    if drafted:
        newsletter_draft.write(asked, issue, mark, known, force=force)
        if force:
            past.forget_draft(store, title, place.number)
    else:
        newsletter_draft.publish_issue(asked, issue, mark, store, force=force, edits=past.Edits(texts=known))
    written = time.perf_counter()
    for line in (*filter(None, [making.left_out(chosen.had)]), *newsletter_draft.left_out(chosen.out)):
        asked.tell(line)
    if chosen.left:
        asked.tell(f"{chosen.left} over {s.stories}: left for another issue")
    asked.tell(report.line())
    hits = ", ".join(
        f"{stage} {report.hits[stage]} of {report.hits[stage] + report.misses[stage]}"
        for stage in dict.fromkeys([*report.hits, *report.misses])
    )
    asked.tell(
        f"read, compared and grouped in {read_ - began:.1f} s, briefs in {briefed - read_:.1f} s (found: {hits}), "
        f"written in {written - briefed:.1f} s"
    )
    click.get_current_context().exit(report.exit_code())


def _failed(asked: Asked, report: Report, failure: object) -> None:
    report.add(failure)  # type: ignore[arg-type]
    tell_failure(failure, as_json=asked.as_json)  # type: ignore[arg-type]
