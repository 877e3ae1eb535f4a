"""A translated article as Markdown again: all but its prose as it was, links, emphasis and code in their places."""
from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.markdown_source import Mark, Passage, parse, parser
from pipeline.marks_placed import Placed, place, within
from pipeline.values import Sentence, Translation
from pipeline.writers.text import visible

_SPECIAL = re.compile(r"[\\`*_\[\]<~]|&(?=#?\w+;)")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>*`\[\]\\]+")
_START = re.compile(r"^(\d{1,9})(?=[.)](?:\s|$))|^(?=[#>=]|[-+](?:[\s-]|$)|:?-)")


@dataclass
class Kept:
    """The Markdown, and how many marks stand where: by how they were placed; ``lost`` emphasis is no more there."""

    text: str
    placed: dict[str, int] = field(default_factory=dict)


def again(translation: Translation, phrases: Mapping[str, str] | None = None) -> Kept:
    """The Markdown source of ``translation`` with its prose replaced by the English.

    A link whose words are not found in the translated sentence stands behind it, in brackets, with the words of the
    source; so does code. Emphasis that has no place is left out. ``phrases`` are words of links, translated alone.
    Raises ValueError if the article does not come from Markdown.
    """
    markdown = translation.article.markdown
    if markdown is None:
        raise ValueError("the article does not come from Markdown")
    source = parse(markdown)
    counts: dict[str, int] = {}
    pieces, done = [], 0
    title = ""
    inside = _by_passage(translation, source.passages)
    changed: list[tuple[int, int, str]] = []
    for passage, sentences in zip(source.passages, inside, strict=True):
        if not sentences:
            continue
        text = _passage(translation, passage, sentences, phrases or {}, counts)
        if passage.front:
            text = json.dumps(" ".join(translation.english[k].text for k in sentences), ensure_ascii=False)
        elif not changed and source.front.title:
            title = " ".join(translation.english[k].text for k in sentences)
        changed.append((passage.source_start, passage.source_end, text))
    if title and not any(p.front for p in source.passages):
        changed.insert(0, (*source.front.title_place, json.dumps(title, ensure_ascii=False)))
    for start, end, text in changed:
        pieces += [markdown[done:start], text]
        done = end
    whole = "".join([*pieces, markdown[done:]])
    return Kept(whole if whole.endswith("\n") else whole + "\n", counts)


def unplaced(translation: Translation) -> list[str]:
    """The words of links that a translation has no place for, to be translated alone; each once."""
    markdown = translation.article.markdown
    if markdown is None:
        return []
    source = parse(markdown)
    words: dict[str, None] = {}
    for passage, sentences in zip(source.passages, _by_passage(translation, source.passages), strict=True):
        for k in sentences:
            for placed in _placed(translation, passage, k, {}):
                if placed.mark.kind in ("link", "emphasis") and placed.how == "behind":
                    words[" ".join(translation.article.text[placed.mark.start : placed.mark.end].split())] = None
    return list(words)


def _by_passage(translation: Translation, passages: Sequence[Passage]) -> list[list[int]]:
    """The sentences that stand in each passage."""
    found: list[list[int]] = [[] for _ in passages]
    at = 0
    for k, sentence in enumerate(translation.sentences):
        while at + 1 < len(passages) and sentence.start >= passages[at].end:
            at += 1
        found[at].append(k)
    return found


def _placed(translation: Translation, passage: Passage, k: int, phrases: Mapping[str, str]) -> list[Placed]:
    sentence, english = translation.sentences[k], visible(translation.english[k].text)
    start, end = sentence.start, sentence.end
    before = translation.sentences[k - 1].end if k and translation.sentences[k - 1].start >= passage.start else -1
    last = k + 1 == len(translation.sentences) or translation.sentences[k + 1].start >= passage.end
    mine = [
        part for mark in passage.marks if (part := _part(mark, start, end, before, passage.end if last else end))
    ]
    return place(translation.article.text[start:end], start, mine, english, phrases.get)


def _part(mark: Mark, start: int, end: int, before: int, after: int) -> Mark | None:
    """The part of a mark that is a sentence's; the one ``before`` ends there, and up to ``after`` none follows.

    What stands between two sentences belongs to the second, unless it touches the first.
    """
    if mark.kind == "code":
        return mark if before <= mark.start < max(end, after) else None
    if mark.kind in ("thing", "break"):
        return mark if before < mark.start <= after else None
    return within(mark, start, end)


def _passage(
    translation: Translation,
    passage: Passage,
    sentences: Sequence[int],
    phrases: Mapping[str, str],
    counts: dict[str, int],
) -> str:
    """The Markdown of one passage."""
    parts = []
    for k in sentences:
        sentence = translation.sentences[k]
        english = visible(translation.english[k].text)
        placed = _placed(translation, passage, k, phrases)
        text = _written(english, placed, translation.article.text, emphasis=True)
        if placed and not _reads(text, english, placed):
            text = _written(english, placed, translation.article.text, emphasis=False)
            placed = [p if p.mark.kind != "emphasis" else Placed(p.mark, p.end, p.end, "behind") for p in placed]
        for each in placed:
            how = "lost" if each.mark.kind == "emphasis" and each.how == "behind" else each.how
            how = "thing" if each.mark.kind == "thing" else how
            counts[how] = counts.get(how, 0) + 1
        parts.append((text, _breaks_before(passage, sentence, translation.article.text)))
    line = "".join((("\\\n" + passage.next_line) if broken and k else " " if k else "") + text
                   for k, (text, broken) in enumerate(parts))  # fmt: skip
    line = _START.sub(r"\1\\", line)
    return re.sub(r"(?<!\\)\|", r"\\|", line) if passage.cell else line


def _breaks_before(passage: Passage, sentence: Sentence, text: str) -> bool:
    return any(m.kind == "break" and not text[m.start : sentence.start].strip() and m.start < sentence.start
               for m in passage.marks)  # fmt: skip


def _written(english: str, placed: Sequence[Placed], source: str, *, emphasis: bool) -> str:
    """The sentence with its marks."""
    around = [p for p in placed if p.how not in ("behind", "before") and (emphasis or p.mark.kind != "emphasis")]
    front = "".join(p.mark.before + " " * p.mark.before.endswith("]:") for p in placed if p.how == "before")
    text, at = "", 0
    ends: list[Placed] = []
    for each in sorted(around, key=lambda p: (p.start, -p.end)):
        while ends and ends[-1].end <= each.start:
            text, at = _closed(text, at, ends.pop(), english)
        text += _escaped(english[at : each.start])
        at = each.start
        if each.mark.kind == "code":
            text, at = text + each.mark.before, each.end
        else:
            text += each.mark.before
            ends.append(each)
    while ends:
        text, at = _closed(text, at, ends.pop(), english)
    return front + text + _escaped(english[at:]) + "".join(_behind(p, source) for p in placed if p.how == "behind")


def _closed(text: str, at: int, one: Placed, english: str) -> tuple[str, int]:
    return text + _escaped(english[at : one.end]) + one.mark.after, max(at, one.end)


def _behind(one: Placed, source: str) -> str:
    mark = one.mark
    if mark.kind == "emphasis":
        return ""
    if mark.kind == "thing":
        return mark.before if mark.before.startswith("[^") else f" {mark.before}"
    if mark.kind == "code":
        return f" ({mark.before})"
    return f" ({mark.before}{_escaped(' '.join(source[mark.start : mark.end].split()))}{mark.after})"


def _escaped(text: str) -> str:
    """``text`` so that Markdown shows its characters; addresses stay as they are."""
    done, out = 0, ""
    for address in _ADDRESS.finditer(text):
        out += _SPECIAL.sub(r"\\\g<0>", text[done : address.start()]) + address.group()
        done = address.end()
    return out + _SPECIAL.sub(r"\\\g<0>", text[done:])


def _reads(markdown: str, english: str, placed: Sequence[Placed]) -> bool:
    """Whether the marks are read as marks, and none of them as text."""
    wanted = sum(p.mark.kind == "emphasis" and p.how != "behind" for p in placed)
    (inline,) = parser().parseInline(markdown)
    children = inline.children or []
    opened = sum(t.nesting == 1 and t.type in ("em_open", "strong_open", "s_open") for t in children)
    return opened == wanted
