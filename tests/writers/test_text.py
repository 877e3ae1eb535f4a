from pipeline.writers import text
from tests.walked import brief, translation


def test_paragraphs_and_sub_headings_are_kept_and_nothing_is_left_out() -> None:
    paragraphs = text.write(brief()).rstrip("\n").split("\n\n")
    assert len(paragraphs) == len(brief().translation.article.blocks)
    assert "$42,000 fee for API" in paragraphs
    assert paragraphs[2].startswith("Twitter is being removed from another large B2B platform. This time it is")
    assert paragraphs[-1] == "(pez, 20.4.2023)"


def test_list_items_get_dashes_and_a_dateline_opens_its_paragraph() -> None:
    value = translation(
        [
            ["dateline", "Wien –", "Vienna –"],
            ["paragraph", "Es regnet.", "It is raining."],
            ["list item", "Eins", "One"],
            ["list item", "Zwei", "Two"],
            ["list item", "• Drei", "• Three"],
            ["list item", "4. Vier", "4. Four"],
            ["paragraph", "Ende.", "The end."],
        ]
    )
    assert text.write_translation(value) == "Vienna – It is raining.\n\n- One\n- Two\n• Three\n4. Four\n\nThe end.\n"


def test_nothing_in_an_article_can_steer_the_terminal() -> None:
    value = translation([["paragraph", "x", "a\x1b[31m b\r\nc\u202e d\x9b"]])
    assert text.write_translation(value) == "a[31m b c d\n"
