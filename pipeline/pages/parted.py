"""Articles that a newspaper shows on several pages."""
from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.news import Part

_PAGE = re.compile(r"(?:Seite|Teil) (?P<this>\d{1,2}) ?(?:von|/) ?(?P<all>\d{1,2})\W*(?:Nächste Seite\W*)?",
                   re.IGNORECASE)  # fmt: skip
_NEXT = re.compile(
    r"(?:weiter (?:zu|auf|mit) |nächste )Seite(?: \d{1,2})?\W*|auf (?:einer|1) Seite (?:lesen|anzeigen)\W*",
    re.IGNORECASE,
)


def without_page_number(parts: Sequence[Part], lines: Sequence[str]) -> tuple[list[Part], str]:
    """``parts`` without a line such as "Seite 1 von 2", and how many pages there are; "" for one alone."""
    kept = [part for part in parts if not _PAGE.fullmatch(part.text) and not _NEXT.fullmatch(part.text)]
    counts = [found["all"] for line in lines if (found := _PAGE.fullmatch(line)) is not None]
    numbers = [count for count in counts if int(count) > 1]
    several = any(_NEXT.fullmatch(line) for line in lines)
    return kept, numbers[0] if numbers else "several" if several else ""
