import pytest

from pipeline.layout import paragraphs


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraphs(text)]


def test_a_blank_line_parts_paragraphs_whatever_white_space_is_in_it() -> None:
    assert cut("eins\n \t\u200b\nzwei\n\n\ndrei") == ["eins", "zwei", "drei"]


def test_full_lines_belong_together_and_a_short_one_ends_a_paragraph() -> None:
    text = "Der Minister sagte in Wien, dass\nBeamte und Richter mehr verdienen\nsollen.\nDanach\nging er heim."
    assert cut(text) == [
        "Der Minister sagte in Wien, dass\nBeamte und Richter mehr verdienen\nsollen.",
        "Danach\nging er heim.",
    ]


def test_lines_of_any_length_are_paragraphs_when_none_is_full() -> None:
    lines = ["Kopf", "Ein langer Satz steht hier, der Platz für vieles ließe.", "Noch einer.", "Schluss"]
    assert cut("\n".join(lines)) == lines


def test_a_line_that_ends_with_a_space_goes_on_if_another_does_so_for_certain() -> None:
    assert cut("Andere \nFische haben einen erhöhten Gehalt \nan Quecksilber.") == [
        "Andere \nFische haben einen erhöhten Gehalt \nan Quecksilber."
    ]
    assert cut("Kopf \nDer Mann ging nach Hause.") == ["Kopf", "Der Mann ging nach Hause."]


def test_a_hyphen_at_the_end_of_a_line_goes_on() -> None:
    assert cut("Die Kosten der B2B-\nPlattform trägt das Land, wie es am Montag hieß.") == [
        "Die Kosten der B2B-\nPlattform trägt das Land, wie es am Montag hieß."
    ]


@pytest.mark.parametrize("label", ["Foto: Reuters", "VIDEO: Ein Drama", "© Hans Muster", "- ein Punkt", "• ein Punkt"])
def test_labels_and_bullets_begin_a_paragraph_even_in_wrapped_text(label: str) -> None:
    text = f"Der Minister sagte in Wien, dass\nBeamte und Richter mehr verdienen.\n{label}"
    assert cut(text)[-1] == label


def test_numbers_begin_items_only_where_they_count_on() -> None:
    wrapped = "Der Minister sagte in Wien, am\n29. April werde das Gesetz fertig\nsein und danach gelten."
    assert cut(wrapped) == [wrapped]
    assert cut("Drei Punkte sind es, die zählen:\n1. das Geld\n2. die Zeit") == [
        "Drei Punkte sind es, die zählen:", "1. das Geld", "2. die Zeit"]  # fmt: skip


def test_one_line_that_is_longer_than_the_width_changes_nothing() -> None:
    body = ("Die Europäische Zentralbank hat den Leitzins\nam Mittwoch auf 1,75 Prozent gesenkt. Das ist\ndie dritte "
            "Senkung in diesem Jahr, sagte die\nBank am Sitz in Frankfurt vor den Journalisten.\nDas war "
            "so von den meisten erwartet worden.")  # fmt: skip
    under = "Utl.: Dritte Senkung in diesem Jahr - Lagarde verweist auf schwache Konjunktur ="
    assert cut(f"{under}\n\n{body}") == [under, body]
    longer = body.replace("am Sitz in", "gestern am Sitz der Notenbank in")
    whole = f"{body}\n\n{longer}\n\n{body}"
    assert cut(whole)[0] == body


def test_a_list_of_results_is_no_wrapped_text() -> None:
    lines = ["Islanders 4 - Sabres 6", "Rangers 5 - Flyers 3", "Blue Jackets 2 - Capitals 3", "Devils 5 - Kings 1"]
    head = "Ergebnisse des ersten Spieltags in der nordamerikanischen Liga der Profis:"
    assert cut("\n".join([head, "", *lines])) == [head, *lines]
