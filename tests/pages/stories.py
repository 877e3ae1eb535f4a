"""Stories to fill pages with: from articles of a JSON Lines file, or some that stand here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from pipeline.splitter import split
from pipeline.text import clean
from tests.pages.outlets import Story

SHARED = next(
    (found for above in Path(__file__).parents if (found := above / "shared" / "data" / "german-news").is_dir()), None
)
"""Where real articles lie, if they do."""
SUBHEADINGS = ("Kritik aus der Opposition", "Wie es weitergeht", "Zahlen und Hintergründe", "Ein Blick zurück")

BUNDLED = (
    Story(
        "Gemeinderat beschließt neues Hallenbad",
        "Nach vier Jahren Streit ist die Entscheidung gefallen: Das Bad wird bis 2027 neben dem Bahnhof gebaut.",
        (
            "Der Gemeinderat hat am Donnerstagabend mit den Stimmen aller Fraktionen den Bau eines Hallenbads "
            "beschlossen. Die Kosten werden auf 18,4 Millionen Euro geschätzt, von denen das Land ein Drittel "
            "übernimmt.",
            "Bürgermeisterin Anna Huber sprach von einem guten Tag für die Stadt. Das alte Bad war 2019 geschlossen "
            "worden, weil das Dach einzustürzen drohte.",
            "## Kritik am Standort",
            "Eine Bürgerinitiative hält den Platz neben dem Bahnhof für zu laut. Sie will nun prüfen, ob sie gegen den "
            "Beschluss klagt.",
            "> „Wir sind nicht gegen das Bad, wir sind gegen diesen Platz.“",
            "Der Bau soll im Frühjahr 2025 beginnen. Bis dahin müssen noch drei Aufträge ausgeschrieben werden:",
            "- Erdarbeiten und Zufahrt",
            "- Rohbau mit Dach",
            "- Technik für Wasser und Luft",
            "Ob der Zeitplan hält, ist offen. Zuletzt hatten sich große Bauten in der Stadt um zwei Jahre verzögert.",
        ),
    ),
    Story(
        "Forscher finden seltene Fledermaus im Steinbruch",
        "Im aufgelassenen Steinbruch bei Waldheim lebt eine Art, die im Land seit 1962 als verschwunden galt.",
        (
            "Biologen der Universität haben in einem Stollen elf Tiere gezählt. Sie waren eigentlich auf der Suche "
            "nach Salamandern, wie Projektleiter Karl Weber sagte.",
            "Die Große Hufeisennase wird nur sechs Zentimeter lang. Sie braucht Höhlen, in denen es im Winter nicht "
            "friert, und Weiden, auf denen sie Käfer jagt.",
            "## Zutritt verboten",
            "Der Steinbruch bleibt bis Ende April gesperrt, damit die Tiere nicht geweckt werden. Wer sie stört, dem "
            "droht eine Strafe von bis zu 5.000 Euro.",
            "Im Sommer soll der Bestand noch einmal gezählt werden. Weber hofft, dass es dann Jungtiere gibt.",
        ),
    ),
)


def stories(path: Path, limit: int | None = None) -> Iterator[Story]:
    """A story of each article of a JSON Lines file with ``text``; long paragraphs are cut to three sentences each."""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number == limit:
                return
            value = json.loads(line)
            told = _story(value["text"], value.get("id", ""), number)
            if told is not None:
                yield told


def _story(text: str, name: str, number: int) -> Story | None:
    paragraphs = [" ".join(clean(part).text.split()) for part in re.split(r"\n+", text) if part.strip()]
    pieces: list[str] = []
    for paragraph in paragraphs:
        ends = [end for _, end in split(paragraph)]
        cuts = [0, *ends[2:-1:3], len(paragraph)] if len(paragraph) > 700 else [0, len(paragraph)]
        pieces += [paragraph[a:b].strip() for a, b in pairwise(cuts)]
    if not pieces:
        return None
    first = split(pieces[0])
    lead, rest = pieces[0][: first[0][1]].strip(), pieces[0][first[0][1] :].strip()
    body = [*([rest] if rest else []), *pieces[1:]]
    if not body:
        return None
    words = " ".join(lead.split()[:7]).rstrip(".,:;!?")
    title = re.sub(r"^\d+ - |\s*\(\d{4}-\d\d-\d\d\)$", "", name) or f"{words}: ein Überblick"
    told: list[str] = []
    for place, paragraph in enumerate(body):
        if place and place % 4 == 0:
            told.append(f"## {SUBHEADINGS[(number + place // 4) % len(SUBHEADINGS)]}")
        told.append(paragraph)
    date = f"20{number % 20 + 5:02}-0{number % 9 + 1}-1{number % 9}T08:00:00+01:00"
    return Story(title, lead, tuple(told), date=date)
