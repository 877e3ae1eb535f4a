import pytest

from pipeline.readers import feed, html


@pytest.mark.parametrize(
    "data",
    [b"<?xml?>" * 280, b"<!--a-->" * 240, b"<?a?>" * 390, b"<!DOCTYPE a>" * 160, b"<!--" * 480, b" " * 1990 + b"<",
     b"<?xml" + b">" * 1990],
)  # fmt: skip
def test_what_was_made_to_be_slow_is_told_at_once(data):
    """Tried in every way that the marks could be parted, it would not end."""
    assert not html.begins(data)
    assert not feed.begins(data)


@pytest.mark.parametrize(
    ("data", "page", "list_"),
    [(b"<!doctype HTML>", True, False), (b"\xef\xbb\xbf\n<!-- a --><!-- b -->\n<html lang=de>", True, False),
     (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "a"><html>', True, False), (b"<rss version='2.0'>", False, True),
     (b'<?xml version="1.0"?><?xml-stylesheet a?><!-- a --><feed xmlns="b">', False, True), (b"<rdf:RDF>", False, True),
     (b"<p>Ein Satz", False, False), (b"Ein Text mit <html>", False, False), (b"", False, False)],
)  # fmt: skip
def test_pages_and_feeds_are_known_by_how_they_begin(data, page, list_):
    assert html.begins(data) is page
    assert feed.begins(data) is list_
