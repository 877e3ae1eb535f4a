"""Long sentences are cut at clauses, and nothing of them is lost."""
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.clauses import pieces


def test_a_sentence_that_fits_stays_whole() -> None:
    assert pieces("Kurz, aber gut.", lambda t: len(t) < 80) == ["Kurz, aber gut."]


def test_cuts_at_a_clause_boundary_before_any_space() -> None:
    text = "Der Minister trat am Abend zurück; die Opposition verlangt nun rasche Neuwahlen."
    assert pieces(text, lambda t: len(t) < 50) == [
        "Der Minister trat am Abend zurück;", "die Opposition verlangt nun rasche Neuwahlen."]


@given(st.text(alphabet="ab ,;:–", max_size=200), st.integers(1, 30))
def test_every_piece_fits_and_no_character_but_space_is_lost(text: str, limit: int) -> None:
    parts = pieces(text, lambda t: len(t) <= limit)
    assert all(len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
