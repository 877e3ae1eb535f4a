import pytest

from pipeline.errors import InputError
from pipeline.pages.charset import decode

TEXT = "<p>Grüße aus Köln – „schön“</p>"


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode(), None),
        (TEXT.encode("cp1252"), "iso-8859-1"),
        (TEXT.encode("cp1252"), "windows-1252"),
        (TEXT.encode("cp1252"), None),
        (TEXT.encode("cp1252"), "utf-8"),  # a server that lies
        (TEXT.encode("cp1252"), "no-such-thing"),
        (TEXT.encode("cp1252"), "utf-7"),
        (TEXT.encode(), "idna"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "iso-8859-1"),  # the mark knows better
        (TEXT.encode("utf-16"), "utf-8"),
        (b'<meta charset="windows-1252">' + TEXT.encode("cp1252"), None),
        (b'<META http-equiv=Content-Type content="text/html; charset=ISO-8859-1">' + TEXT.encode("cp1252"), None),
        (b'<?xml version="1.0" encoding="windows-1252"?>' + TEXT.encode("cp1252"), None),
        (b'<meta charset="utf-16">' + TEXT.encode(), None),
        (b'<meta charset="utf-8">' + TEXT.encode("cp1252"), "windows-1252"),  # the server goes before the page
    ],
)
def test_letters_are_read_as_they_were_written(data, declared):
    assert decode(data, "a.html", declared=declared).endswith(TEXT)


def test_a_few_damaged_letters_do_no_harm():
    data = ("ü" * 500).encode() + b"\xff" + TEXT.encode()
    assert decode(data, "a.html", declared="utf-8").endswith(f"\ufffd{TEXT}")


def test_a_person_s_word_goes_before_the_page_s():
    assert decode(b'<meta charset="utf-8">' + TEXT.encode("mac-roman"), "a.html", encoding="mac-roman").endswith(TEXT)


@pytest.mark.parametrize("data", [b"", b"  \n ", b"\xef\xbb\xbf", b"\0\0\0\0"])
def test_nothing_is_said_to_be_nothing(data):
    with pytest.raises(InputError, match=r"empty|binary"):
        decode(data, "a.html", declared="utf-8")
