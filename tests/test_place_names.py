"""What parallel text says of the names that may go into the list of places."""
from __future__ import annotations

import lzma

import pytest

from training.place_names import counted, trust

PAIRS = [
    ("Sie wohnt in Wien.", "She lives in Vienna."),
    ("Wien wählt.", "Vienna votes."),
    ("Nach Wien fährt er nie.", "He never goes to Vienna."),
    ("Aus Wien kam nichts.", "Nothing came from Vienna."),
    ("Stefan Raab lacht.", "Stefan Raab laughs."),
    ("Raab kam zu spät.", "Raab was late."),
    ("Dann sang Raab.", "Then Raab sang."),
    ("Raab geht.", "Raab is leaving."),
    ("Das Essen war gut.", "The food was good."),
    ("Beim Essen schweigt er.", "He is silent at dinner."),
    ("Essen hilft.", "Eating helps."),
    ("In Essen brennt es.", "There is a fire in Essen."),
]
FORMS = {"Wien": ["Vienna"], "Raab": ["Győr"], "Essen": [], "Libau": ["Liepāja"]}


@pytest.fixture
def counts(tmp_path):
    file = tmp_path / "pairs.tsv.xz"
    lines = [*("\t".join(("news", *pair)) for pair in PAIRS), "docs\tWien\tnowhere"]
    file.write_bytes(lzma.compress("\n".join(lines).encode()))
    return counted(file, FORMS)


def test_a_form_that_translators_use_is_kept(counts):
    assert trust("Wien", FORMS["Wien"], counts) == ["Vienna"]


def test_text_that_is_no_sentence_of_news_says_nothing(counts):
    assert counts.seen["Wien"] == 4


def test_a_name_that_is_never_put_otherwise_stays_as_it_is(counts):
    assert trust("Raab", FORMS["Raab"], counts) == ()


def test_a_word_that_is_mostly_something_else_goes(counts):
    assert trust("Essen", FORMS["Essen"], counts) is None


@pytest.mark.parametrize(
    ("name", "kept"),
    [("Klosterneuburg", ()), ("Libau", ["Liepāja"]), ("Gartenstadt", None), ("Sebastian", None), ("Ulm", None)],
)
def test_of_what_no_pair_has_only_what_is_no_word_is_kept(counts, name, kept):
    found = trust(name, FORMS.get(name, []), counts)
    assert (found is None) == (kept is None)
    assert list(found or ()) == list(kept or ())
