from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import splitter
from pipeline.sentences import cutter, split


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("fr", ["M. Macron est venu le 3 juillet.", "Mme. Durand a dit : « C'est bien. Merci. »", "Il est parti."]),
        ("fr", ["Le Dr. Martin a voté.", "J. K. Rowling non."]),
        ("es", ["La Dra. López vino.", "¿Vino?", "Sí."]),
        ("en", ["They compete in Essen on October 14.", "Djuricin is out.", "Mr. Bush met J. K. Rowling."]),
        ("en", ["She said no.", "He makes art.", "It is 5 mm.", "So am I.", "They left."]),
        ("pt_BR", ["A Dra. Ana veio.", "Ele foi."]),
        ("ru", ["Он пришёл в 5 ч. вечера.", "Потом ушёл."]),
        ("ROMANCE", ["Il est venu.", "Elle est partie."]),
        ("qqq", ["One comes.", "Two go."]),
    ],
)
def test_a_text_is_cut_where_its_sentences_end(language: str, wanted: list[str]) -> None:
    text = " ".join(wanted)
    assert [text[start:end] for start, end in split(text, language)] == wanted


def test_what_has_no_spaces_is_cut_too() -> None:
    text = "彼は来た。そして去った。"
    assert [text[start:end] for start, end in split(text, "ja")] == ["彼は来た。", "そして去った。"]


def test_german_is_cut_by_rules_of_our_own() -> None:
    text = "Er kam am 29. April, z. B. um 5. Sie ging."
    assert split(text, "de") == cutter("de")(text) == splitter.split(text)
    assert cutter("fr")(text) == split(text, "fr")


@given(
    st.lists(
        st.sampled_from(["He went. ", "M. ", "« Oui. »", "3 mai", "1.", ". ", "…", "(", '"', "A", " ", "😀", "\n"])
        | st.text(max_size=5)
    ).map("".join),
    st.sampled_from(["en", "fr", "ja", "ROMANCE"]),
)
def test_every_visible_character_is_in_exactly_one_sentence(text: str, language: str) -> None:
    cuts = split(text, language)
    assert "".join("".join(text[start:end].split()) for start, end in cuts) == "".join(text.split())
    assert all(a_end <= b_start for (_, a_end), (b_start, _) in pairwise(cuts))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in cuts)


def test_long_runs_of_marks_take_no_more_than_a_moment() -> None:
    for run in (".", '."', "(", "…)", "1.", "A. ", "M.", "Hello. "):
        assert split(run * 100_000, "en")
