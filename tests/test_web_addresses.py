"""Addresses stand in the English as they stand in the German."""
from __future__ import annotations

import pytest

from pipeline.web_addresses import addresses, restored


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mehr auf www.wwf.at/wolf und (https://a.example/b_(c)).", ("www.wwf.at/wolf", "https://a.example/b_(c)")),
        ("An presse.stelle@goeg.at, heißt es.", ("presse.stelle@goeg.at",)),
        ("Auf orf.at/stories/1 steht mehr.", ("orf.at/stories/1",)),
        ("Der Verein Krone.at und Booking.com, z.B. am 20.11.2026 um 18.30 Uhr.", ()),
    ],
)
def test_addresses_are_found(text: str, found: tuple[str, ...]) -> None:
    assert addresses(text) == found


@pytest.mark.parametrize(
    ("german", "english", "mended"),
    [
        ("Mehr auf www.wwf.at/wolf.", "More on www.wf.at/wolf.", "More on www.wwf.at/wolf."),
        (
            "Anfragen an presse.stelle@goeg.at sind möglich.",
            "Questions to press. *goegat are possible.",
            "Questions to presse.stelle@goeg.at are possible.",
        ),
        ("An kultur@diepresse.com.", "To Culture@diepresse.com.", "To kultur@diepresse.com."),
        (
            "Unter https://www.gesundheitsoesterreich.at/studie-2026/ergebnisse.pdf im Netz.",
            "Under https://www. Healthsoesterreich.at/studie-2026/ results.pdf in the net.",
            "Under https://www.gesundheitsoesterreich.at/studie-2026/ergebnisse.pdf in the net.",
        ),
        (
            "Auf www.wwf.at/wolf und www.bmbwf.gv.at.",
            "On www.wf.at/wolf and on www.bmbwf.gv.at.",
            "On www.wwf.at/wolf and on www.bmbwf.gv.at.",
        ),
        ("Auf www.wwf.at/wolf.", "On the web.", "On the web."),
        ("Auf www.wwf.at.", "On www.wf.at or www.wwff.at.", "On www.wf.at or www.wwff.at."),
        ("Der Preis stieg.", "The price rose.", "The price rose."),
    ],
)
def test_a_changed_address_is_put_back_where_one_alone_may_be_it(german: str, english: str, mended: str) -> None:
    assert restored(german, english) == mended
