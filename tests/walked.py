"""The article in seeds/, read and translated by hand, as the values that the stages would make of it."""
from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from pipeline.brief import assemble
from pipeline.values import (
    Article,
    Block,
    Brief,
    English,
    Flag,
    Kind,
    Maker,
    Outcome,
    Sentence,
    Summary,
    SummarySentence,
    Translation,
)

HERE = Path(__file__).parent
MAKERS = (
    Maker("translation", "de-en-news-tiny", "ctranslate2 4.8.5, cpu int8", "0a1b2c3d4e5f60718293", "chrF 39.1"),
    Maker("summary", "en-brief-tiny", "ctranslate2 4.8.5, cpu int8", "ffeeddccbbaa99887766", "ROUGE-L 0.31"),
)
PASSED = frozenset({Kind.OUTLET, Kind.SIGNOFF})


def walked() -> Translation:
    """The whole article with its outlet, author and date."""
    rows = [
        line.split("\t")
        for line in (HERE / "cases/briefs/standard-musk-microsoft.tsv").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    return replace_article(
        translation(rows), outlet="DER STANDARD", author="pez", date=datetime.date(2023, 4, 20),
        title_origin="standfirst", source="seeds/standard-musk-microsoft.txt",
    )


def translation(rows: list[list[str]]) -> Translation:
    """A translation of rows of kind, German, English and, if there is a doubt, a flag's message."""
    text, blocks, sentences, english = "", list[Block](), list[Sentence](), list[English]()
    for kind, german, to, *flag in rows:
        text += ("" if not text else " " if kind == "+" else "\n\n")
        start = len(text)
        text += german
        if kind == "+":
            blocks[-1] = replace(blocks[-1], end=len(text), text=f"{blocks[-1].text} {german}")
        else:
            blocks.append(Block(Kind(kind), start, len(text), german))
        sentences.append(Sentence(german, len(blocks) - 1, start, len(text)))
        flags = tuple(Flag("doubt", message) for message in flag if message)
        passed = Outcome.PASSED if blocks[-1].kind in PASSED else Outcome.TRANSLATED
        english.append(English(to, Outcome.FLAGGED if flags else passed, flags))
    return Translation(Article(text, tuple(blocks), "by hand"), tuple(sentences), tuple(english))


def replace_article(value: Translation, **facts: object) -> Translation:
    return replace(value, article=replace(value.article, **facts))


def summary(value: Translation, *places: int, mode: str = "faithful", note: str | None = None) -> Summary:
    """A summary of the sentences at ``places``."""
    return Summary(tuple(SummarySentence(value.english[i].text, (i,)) for i in places), mode, note)


def place(value: Translation, start: str) -> int:
    """The place of the sentence whose German starts with ``start``."""
    return next(i for i, sentence in enumerate(value.sentences) if sentence.text.startswith(start))


def brief() -> Brief:
    """The brief of the article with the sentences that an editor would choose."""
    value = walked()
    places = [place(value, start) for start in ("Microsoft wird", "Obwohl Microsoft", "Musk hatte")]
    return assemble(value, summary(value, *places), MAKERS)
