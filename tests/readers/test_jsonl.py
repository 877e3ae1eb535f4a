import codecs
import datetime
import json
import logging
from typing import Any

import pytest

from pipeline.errors import InputError
from pipeline.readers.jsonl import Fields, read
from pipeline.values import Article, Failure, Kind

TEXT = "Die Brücke wird 2027 fertig. Das teilte die Stadt mit. Die Kosten steigen. (APA, 18.8.2015)"


def lines(*values: Any) -> bytes:
    return "\n".join(json.dumps(value, ensure_ascii=False) for value in values).encode()


def one(value: Any, **fields: str) -> Article:
    (article,) = read(lines(value), "a.jsonl", fields=Fields(**fields))
    assert isinstance(article, Article), article
    return article


def test_each_line_is_an_article_named_by_its_line_or_id() -> None:
    articles = list(
        read(b"\n" + lines({"text": TEXT}, {"text": TEXT, "id": "x7"}, {"text": TEXT, "id": 12}), "a.jsonl")
    )
    assert [article.source for article in articles] == ["a.jsonl:2", "a.jsonl#x7", "a.jsonl#12"]


def test_the_text_is_read_like_a_text_file() -> None:
    article = one({"text": TEXT})
    assert [block.kind for block in article.blocks] == [Kind.STANDFIRST, Kind.PARAGRAPH, Kind.SIGNOFF]
    assert (article.author, article.date) == ("APA", datetime.date(2015, 8, 18))


def test_fields_say_more_than_the_text() -> None:
    article = one(
        {
            "text": TEXT,
            "date": "2015-08-19T07:00:00+02:00",
            "author": "Anna Muster",
            "outlet": "Kurier",
            "url": "https://example.org/1",
        }
    )
    assert (article.date, article.author) == (datetime.date(2015, 8, 19), "Anna Muster")
    assert (article.outlet, article.address) == ("Kurier", "https://example.org/1")


@pytest.mark.parametrize(
    "date", ["2015-08-19", "19.8.2015", "19. 8. 2015, 07:00", "Wed, 19 Aug 2015 07:00:00 +0200", "2015-08-19T05:00:00Z"]
)
def test_dates_are_read_as_the_world_writes_them(date: str) -> None:
    assert one({"text": "Ein Satz.", "date": date}).date == datetime.date(2015, 8, 19)


@pytest.mark.parametrize("date", ["gestern", "2015-02-30", 1440000000, None, True, []])
def test_a_date_that_cannot_be_read_is_left_out(date: Any) -> None:
    assert one({"text": "Ein Satz.", "date": date}).date is None


def test_a_title_becomes_the_headline_before_the_text() -> None:
    article = one({"text": TEXT, "title": "Brücke wird teurer"})
    assert article.text == f"Brücke wird teurer\n\n{TEXT}"
    assert article.blocks[0].kind is Kind.HEADLINE
    assert (article.title, article.title_origin) == ("Brücke wird teurer", "headline")


@pytest.mark.parametrize(
    "title", ["Die Brücke wird 2027 fertig", "Die Brücke wird 2027 fertig.", "DIE BRÜCKE WIRD 2027 FERTIG"]
)
def test_a_title_the_text_begins_with_is_not_printed_twice(title: str) -> None:
    article = one({"text": TEXT, "title": title})
    assert article.text == TEXT
    assert [block.text for block in article.blocks][:2] == [
        "Die Brücke wird 2027 fertig.",
        "Das teilte die Stadt mit. Die Kosten steigen.",
    ]
    assert article.blocks[0].kind is Kind.HEADLINE


def test_a_title_that_only_begins_like_the_text_stays_apart() -> None:
    article = one({"text": "Wien wächst. Die Stadt hat zwei Millionen Einwohner.", "title": "Wien"})
    assert [block.text for block in article.blocks] == ["Wien", "Wien wächst. Die Stadt hat zwei Millionen Einwohner."]


def test_other_names_of_fields_can_be_given() -> None:
    article = one({"body": "Ein Satz.", "headline": "Kopf"}, text="body", title="headline")
    assert (article.title, article.blocks[-1].text) == ("Kopf", "Ein Satz.")


def test_a_bad_line_fails_alone_and_says_what_to_do() -> None:
    data = b"\n".join(
        [
            lines({"text": TEXT}),
            b"{broken",
            lines({"body": TEXT, "kicker": "x"}),
            lines({"text": 5}),
            lines({"text": "\u200b"}),
            lines([1]),
            b'{"text": "\xff"}',
            b"[" * 100_000,
            lines({"text": TEXT}),
        ]
    )
    results = list(read(data, "a.jsonl"))
    assert isinstance(results[0], Article)
    assert isinstance(results[-1], Article)
    messages = [result.message for result in results if isinstance(result, Failure)]
    wanted = [
        ("a.jsonl:2", "not JSON"),
        ("a.jsonl:3", "it has: body, kicker", "--text-field"),
        ("a.jsonl:4", "no text in", "--text-field"),
        ("a.jsonl:5", "blank"),
        ("a.jsonl:6", "no object"),
        ("a.jsonl:7", "not sound UTF-8", "byte 10"),
        ("a.jsonl:8", "nested"),
    ]
    assert len(messages) == len(wanted)
    for message, words in zip(messages, wanted, strict=True):
        assert "\n" not in message
        assert all(word in message for word in words), message


@pytest.mark.parametrize("data", [b"", b"\n \n", codecs.BOM_UTF8])
def test_a_file_without_a_line_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"a\.jsonl is empty"):
        list(read(data, "a.jsonl"))


@pytest.mark.parametrize(
    "data", [codecs.BOM_UTF8 + lines({"text": TEXT}), lines({"text": TEXT}).decode().encode("utf-16")]
)
def test_byte_order_marks_are_no_part_of_the_first_line(data: bytes) -> None:
    (article,) = read(data, "a.jsonl")
    assert isinstance(article, Article)


def test_line_separators_inside_a_string_do_not_end_the_line() -> None:
    (article,) = read('{"text": "Ein Satz.\u2028Noch einer."}\r\n'.encode(), "a.jsonl")
    assert isinstance(article, Article)


def test_half_characters_are_replaced() -> None:
    (article,) = read(b'{"text": "Ein \\ud83d Satz.", "id": "\\udc00"}', "a.jsonl")
    assert isinstance(article, Article)
    assert article.text == "Ein \ufffd Satz."
    assert article.source == "a.jsonl#\ufffd"


def test_articles_come_one_by_one() -> None:
    articles = read(lines({"text": TEXT}) + b"\n" + b"x" * 10, "a.jsonl")
    assert isinstance(next(articles), Article)
    assert isinstance(next(articles), Failure)


@pytest.mark.parametrize("name", ["headline", "titel", "Titel"])
def test_a_field_that_looks_like_the_title_is_hinted_at_once(name: str, caplog: pytest.LogCaptureFixture) -> None:
    data = lines({name: "Wien wächst", "text": TEXT}, {name: "Graz wächst", "text": TEXT})
    with caplog.at_level(logging.WARNING):
        list(read(data, "a.jsonl"))
        (said,) = caplog.messages
        assert f"--title-field {name}" in said
        (first, _) = read(data, "a.jsonl", fields=Fields(title=name))
        list(read(lines({"title": "Wien", name: "Wien wächst", "text": TEXT}, {"text": TEXT}), "a.jsonl"))
    assert isinstance(first, Article)
    assert first.title == "Wien wächst"
    assert len(caplog.messages) == 1
