"""What is written of an issue: JSON as its schema says, the same bytes for the same issue, a feed of all."""

from __future__ import annotations

import email
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from email.utils import parsedate_to_datetime
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from pipeline.errors import InputError
from pipeline.newsletter import mail, markdown, page, past, plain, publishing
from pipeline.newsletter.dropped import Dropped
from pipeline.newsletter.items import item, origin
from pipeline.newsletter.values import Section
from pipeline.outputs import Fate
from pipeline.seal import is_sealed
from tests.newsletter.made import issue, of
from tests.walked import brief as seed

SCHEMA = json.loads(files("pipeline.newsletter").joinpath("newsletter.schema.json").read_text("utf-8"))


def test_json_is_as_its_schema_says_and_the_schema_knows_every_field() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for made in (issue(), of(seed())):
        jsonschema.validate(json.loads(plain.write(made)), SCHEMA)
        assert plain.read(plain.write(made)) == made
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(plain.plain(issue()) | {"more": 1}, SCHEMA)


def publish(folder: Path, made=None, fingerprint: str = "f1") -> dict[str, Fate]:
    made = made or issue()
    saved = publishing.publish(
        made, fingerprint, folder / "out", folder / "past.sqlite", templates=None, sender="", site="https://n.example/"
    )
    return {each.path.name: each.fate for each in saved}


def test_everything_is_sealed_and_the_same_again_is_not_touched(tmp_path: Path) -> None:
    assert set(publish(tmp_path).values()) == {Fate.WRITTEN}
    assert all(is_sealed(path.read_text("utf-8")) for path in (tmp_path / "out").iterdir())
    assert set(publish(tmp_path).values()) == {Fate.UNCHANGED}


def test_the_feed_has_all_issues_of_the_title_the_newest_first(tmp_path: Path) -> None:
    publish(tmp_path)
    publish(tmp_path, replace(issue(), number=2, day="2026-11-26", at="2026-11-26T06:00:00Z"), "f2")
    publish(tmp_path, replace(issue(), title="Another"), "f3")
    publish(tmp_path, replace(issue(), number=2, day="2026-11-26", at="2026-11-26T06:00:00Z"), "f2")
    root = ElementTree.parse(tmp_path / "out" / "feed.xml").getroot()
    assert [link.text for link in root.iterfind("channel/item/link")] == [
        f"https://n.example/austria-this-morning-{number}.html" for number in (2, 1)
    ]
    assert root.findtext("channel/item/pubDate") == "Thu, 26 Nov 2026 06:00:00 +0000"
    assert root.findtext("channel/item/description") == "Bakery closes after 100 years"


def test_mail_feed_and_json_have_the_day_of_the_issue_and_the_hour_it_was_made(tmp_path: Path) -> None:
    made = replace(issue(), day="2026-11-27", at="2026-11-25T06:00:00Z")
    publish(tmp_path, made)
    read = email.message_from_bytes((tmp_path / "out/austria-this-morning-1.eml").read_bytes())
    assert parsedate_to_datetime(read["Date"]).isoformat() == "2026-11-27T06:00:00+00:00"
    assert read["Subject"].endswith(", 27 November 2026")
    root = ElementTree.parse(tmp_path / "out" / "feed.xml").getroot()
    assert root.findtext("channel/item/pubDate") == "Fri, 27 Nov 2026 06:00:00 +0000"
    assert json.loads((tmp_path / "out/austria-this-morning-1.json").read_text("utf-8"))["day"] == "2026-11-27"


def test_readers_are_told_that_an_outlet_is_not_named_and_never_where_a_file_was() -> None:
    whole = issue()
    (item_,) = whole.items
    bare = replace(item_.origins[0], outlet="", address="", source="/home/anna/articles/rent.txt")
    made = replace(whole, sections=(Section("", (replace(item_, origins=(bare,)),)),))
    for text in (page.write(made), page.plain(made), markdown.write(made)):
        assert "outlet not named" in text
        assert "rent.txt" not in text
    linked = replace(bare, address="https://a.example/1")
    assert "not named" not in page.write(replace(made, sections=(Section("", (replace(item_, origins=(linked,)),)),)))


def test_a_file_of_past_issues_of_an_earlier_version_is_read_and_goes_on(tmp_path: Path) -> None:
    store = tmp_path / "past.sqlite"
    publish(tmp_path)
    with closing(sqlite3.connect(store)) as file:
        for table in ("dropped", "corrected"):
            file.execute(f"DROP TABLE {table}")
        file.commit()
    assert past.dropped(store, issue().title, 9) == []
    assert past.corrected(store, issue().title, 1) == ()
    edits = past.Edits((Dropped(1, "Rent", ("d",), ("Die Miete steigt nun sehr.",)),), (("de", "Gut.", "Good."),))
    past.record(store, issue(), "f1", (), edits)
    assert past.dropped(store, issue().title, 2) == list(edits.dropped)
    assert past.dropped(store, issue().title, 1) == []
    assert past.corrected(store, issue().title, 1) == edits.corrected


def test_a_template_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "issue.txt").write_text("{{ nothing }}", "utf-8")
    with pytest.raises(InputError):
        list(publishing.publish(issue(), "f", tmp_path / "out", tmp_path / "p", templates=tmp_path, sender="", site=""))
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "p").exists()


def test_a_number_that_was_given_to_another_issue_meanwhile_is_not_taken(tmp_path: Path) -> None:
    publish(tmp_path)
    with pytest.raises(InputError, match="made elsewhere meanwhile"):
        publish(tmp_path, fingerprint="f2")
    assert [each.fingerprint for each in past.issues(tmp_path / "past.sqlite", issue().title)] == ["f1"]


def test_past_issues_are_known_by_their_articles(tmp_path: Path) -> None:
    publish(tmp_path)
    (first, _) = issue().items[0].origins
    known = past.known(tmp_path / "past.sqlite", issue().title, 2)
    assert known.digests[first.digest] == known.keys[first.key] == 1
    assert not past.known(tmp_path / "past.sqlite", issue().title, 1).digests
    assert not past.known(tmp_path / "past.sqlite", "Another", 9).digests
    assert past.place(past.issues(tmp_path / "past.sqlite", issue().title), "f1").number == 1
    assert past.place(past.issues(tmp_path / "past.sqlite", issue().title), "f9").number == 2


def test_a_mail_without_a_sender_is_one_that_is_not_sent_yet_and_its_lines_are_short() -> None:
    text = mail.write(issue(), page.write(issue()), page.plain(issue()))
    assert "X-Unsent: 1" in text
    assert "From:" not in text
    assert max(map(len, text.split("\n"))) < 998
    assert "To:" not in text


@pytest.mark.parametrize(
    "sender", ["a", "a@b c", "A <a@b.org", "a@b.org>", "a@b.org\nBcc: c@d.org", "<script>@x.org", ""]
)
def test_a_sender_that_is_no_address_is_refused(sender: str) -> None:
    with pytest.raises(InputError, match="must be an address"):
        mail.address(sender)


def test_a_flag_is_shown_only_where_its_sentence_is_printed() -> None:
    brief = seed()
    place = brief.summary.sentences[0].evidence[0]
    flagged = {i for i, english in enumerate(brief.translation.english) if english.flags}
    made = item(brief, 1, [origin(brief.translation.article, 1)])
    shown = {flag for line in (made.headline, *made.lines) for flag in line.flags}
    printed = {i for sentence in brief.summary.sentences for i in sentence.evidence}
    expected = {flag for i in flagged & printed for flag in brief.translation.english[i].flags}
    assert shown == expected
    assert made.lines[0].evidence[0].german == brief.translation.sentences[place].text
