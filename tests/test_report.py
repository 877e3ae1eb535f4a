"""What a run counts as flagged."""
from __future__ import annotations

from pipeline.report import Report
from pipeline.values import Flag, Summary, SummarySentence


def test_what_a_replaced_sentence_was_replaced_for_is_not_counted_since_it_is_not_printed() -> None:
    flags = (Flag("numbers", "The sentence has “43,000”."),)
    report = Report()
    report.add(Summary((SummarySentence("Taken.", (0,), flags, "Written."),), "free"))
    assert report.exit_code(strict=True) == 0
    report.add(Summary((SummarySentence("Written.", (0,), flags),), "free"))
    assert (report.flagged, report.exit_code(strict=True)) == (1, 3)
