"""What a model's name on the hub looks like, and which models are recommended."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

MAIN = "main"
"""The branch that is meant if none is named."""

_PART = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_NAME = re.compile(rf"({_PART}/{_PART})(?:@([A-Za-z0-9][A-Za-z0-9._/-]*))?")


@dataclass(frozen=True, slots=True)
class Name:
    """A model on the hub: ``owner/model``, and a commit, branch or tag of it."""

    repo: str
    revision: str = MAIN

    def __str__(self) -> str:
        return self.repo if self.revision == MAIN else f"{self.repo}@{self.revision}"


def parse(text: str) -> Name | None:
    """The model that ``owner/model`` or ``owner/model@revision`` names; None if ``text`` is nothing of the kind."""
    match = _NAME.fullmatch(text)
    if match is None or "--" in match[1] or ".." in text:
        return None
    return Name(match[1], match[2] or MAIN)


@dataclass(frozen=True, slots=True)
class Recommended:
    """A model worth downloading, and what is known of it before it is on disk."""

    name: str
    task: str
    size: int
    """Bytes of a download, about."""
    measured: str
    """How good it is published to be, in one line for people."""
    figure: str
    """The figure of ``measured`` that a bundled model's is held against; "" if there is none on the same texts."""

    def said(self) -> dict[str, Any]:
        """The same as a model folder's ``measured.json`` would say it."""
        return {"task": self.task, "measured": self.measured, "trusted": True}


RECOMMENDED = (
    Recommended(
        "Helsinki-NLP/opus-mt-de-en", "translation", 298_000_000,
        "BLEU 39.3 on newstest2019, as published", "BLEU 39.3 on newstest2019",
    ),
    Recommended(
        "sshleifer/distilbart-cnn-12-6", "summarization", 1_220_000_000,
        "ROUGE-2 21.3, ROUGE-L 30.6 on CNN/DailyMail, as published", "",
    ),
)  # fmt: skip
"""One for each task. BLEU is that of mozilla/firefox-translations-models, ROUGE that of the model's own card."""


def recommended(*, task: str = "", name: str = "") -> Recommended | None:
    """The model recommended for ``task``, or the recommended one called ``name``; None if there is none."""
    return next((model for model in RECOMMENDED if model.task == task or model.name == name), None)
