"""The draft of an issue: Markdown for an editor to change, each sentence with a mark that ties it to its evidence.

The evidence stands at the end, in a comment, so that the draft is whole wherever it is sent.
"""
from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline import codec, languages
from pipeline.brief import UNSURE
from pipeline.newsletter import view
from pipeline.newsletter.values import Difference, Issue, Item, Line
from pipeline.seal import seal_markdown
from pipeline.values import Severity
from pipeline.writers.text import visible

SUFFIX = ".draft.md"
FORMAT = "newsletter-draft-1"
OPENING = "<!-- evidence"
WIDTH = 100
"""Characters of a line of evidence."""
LARGEST = 100_000_000
"""Bytes of evidence, more than any issue has."""
TOP = """\
<!-- Change, drop and move what you like, save, then: pipeline newsletter --publish THIS-FILE{leave}

"# " begins a section, "## " a story with its headline, every other paragraph is a sentence. A mark such as [^2.1] at
its end says which German it rests on: keep it with its sentence. A sentence without one is yours, without evidence.
What you put into other words is kept as a correction, so that it is right next time. Under each sentence stands its
German. Comments like this one are for you and are not published.{first}{makers} -->
"""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a draft was made of, which an editor does not change."""

    title: str
    fingerprint: str
    makers: tuple[str, ...]
    weak: bool
    sections: tuple[str, ...]
    """The section of each story, in order."""
    stories: tuple[Item, ...]
    day: str = ""
    """"" in a draft of an earlier version, as are the ``texts``."""
    texts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """``dropped.texts`` of all articles."""
    intro: str = ""
    first: tuple[Item, ...] = ()
    """The stories as the models made them, where ``stories`` are those of an issue that an editor published."""

    @property
    def whole(self) -> tuple[Item, ...]:
        """All stories as the models made them."""
        return self.first or self.stories

    @property
    def known(self) -> dict[str, Line]:
        """Every line that has a mark, by it: as it was offered, or as the models made it where it was left out."""
        items = (*self.first, *self.stories)
        return {line.mark: line for item in items for line in (item.headline, *item.lines) if line.mark}


def basis_of(
    issue: Issue, fingerprint: str, texts: tuple[tuple[str, tuple[str, ...]], ...] = (), first: tuple[Item, ...] = ()
) -> Basis:
    """What a draft of ``issue`` is made of."""
    titles = tuple(section.title for section in issue.sections for _ in section.items)
    return Basis(
        issue.title, fingerprint, issue.makers, issue.weak, titles, issue.items, issue.day, texts, issue.intro, first
    )


def write(
    issue: Issue, fingerprint: str, texts: tuple[tuple[str, tuple[str, ...]], ...] = (), first: tuple[Item, ...] = (),
    more: str = "",
) -> str:
    """The draft, sealed: by that it is known whether somebody edited it; ``more`` ends the command that it names."""
    basis = basis_of(issue, fingerprint, texts, first)
    front = {"title": visible(issue.title), "date": issue.day, "intro": visible(issue.intro)}
    matter = [f"{name}: {escaped(value)}".rstrip() for name, value in front.items()]
    top = TOP.format(leave=leave(issue) + more.replace("-->", ""), first=_where_to_look(issue), makers=_makers(issue))
    parts = ["\n".join(["---", *matter, "---", ""]), top]
    for section in issue.sections:
        if section.title:
            parts.append(f"# {escaped(section.title)}\n")
        for item in section.items:
            parts.append("\n".join([f"## {_marked(item.headline)}", *_credits(item), *_remarks(item.headline), ""]))
            parts += ["\n".join([_marked(line), *_remarks(line), ""]) for line in item.lines]
            parts += [f"<!-- {_comment(_unlike(difference))} -->\n" for difference in item.differences]
    parts += _left_out(basis)
    return seal_markdown("\n".join([*parts, _evidence(basis)]))


def leave(issue: Issue) -> str:
    """What the command has to say as well, where a weak model translated."""
    return " --allow-bundled" if issue.weak else ""


def packed(basis: Basis) -> list[str]:
    """The evidence as lines that "replace all" and a spelling checker leave alone: JSON, deflated, in base64."""
    plain = codec.dumps({"format": FORMAT} | codec.to_plain(basis))
    text = base64.b64encode(zlib.compress(plain, 9)).decode()
    return [text[at : at + WIDTH] for at in range(0, len(text), WIDTH)]


def unpacked(lines: Sequence[str]) -> Basis:
    """What ``packed`` was given. Raises ValueError where a line is not as it was."""
    try:
        opened = zlib.decompressobj()
        plain = opened.decompress(base64.b64decode("".join(lines), validate=True), LARGEST)
        fields = json.loads(plain)
        if not opened.eof or fields.pop("format") != FORMAT:
            raise ValueError("another format, or too large")
        basis: Basis = codec.from_plain(Basis, fields)
    except (zlib.error, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    return basis


def _evidence(basis: Basis) -> str:
    return "\n".join([f"{OPENING}: leave these lines as they are", *packed(basis), "-->", ""])


def _marked(line: Line) -> str:
    return f"{escaped(visible(line.text))} [^{line.mark}]" if line.mark else escaped(visible(line.text))


def _left_out(basis: Basis) -> Iterator[str]:
    """What the models made and an editor left out, so that it can be taken in again."""
    offered = {line.mark for item in basis.stories for line in (item.headline, *item.lines)}
    lines = [
        f"{'' if '.' in line.mark else '## '}{_comment(_marked(line))}"
        for item in basis.first for line in (item.headline, *item.lines) if line.mark not in offered
    ]  # fmt: skip
    if lines:
        said = "Left out when it was published; to take a line in again, move it up to where it belongs:"
        yield "\n\n".join([f"<!-- {said}", *lines, "-->\n"])


def _credits(item: Item) -> Iterator[str]:
    # Who edits has to find the article; readers have no use for the name of a file.
    wheres = (f"{view.credit(each)} {each.address or f'(file {_name(each.source)})'}" for each in item.origins)
    for where in dict.fromkeys(wheres):
        yield f"<!-- {_comment(where)} -->"
    for origin in item.origins:
        if origin.new:
            new = " ".join(f"“{sentence}”" for sentence in origin.new)
            yield f"<!-- new since issue {origin.updated}: {_comment(new)} -->"


def _name(source: str) -> str:
    """The name of a file without the folders it is in, and which of its articles: ``news.jsonl#monday/3``."""
    return re.sub(r"^[^#]*[/\\](?=.)", "", source)


def _remarks(line: Line) -> Iterator[str]:
    """Flags and notes, and what the sentence was translated from."""
    for flag in line.flags:
        label = "CHECK" if flag.severity is Severity.SEVERE else "hint"
        yield f"<!-- {_comment(f'{label}: {flag.message} {flag.advice}'.rstrip())} -->"
    for note in line.notes:
        yield f"<!-- note: {_comment(note)} -->"
    for evidence in line.evidence:
        yield f"<!-- {languages.called(evidence.source)}: {_comment(evidence.german)} -->"


def _unlike(difference: Difference) -> str:
    said = "; ".join(f"{who} {numbers}" for who, numbers in difference.figures)
    return f"numbers differ, and the issue says so: {said} ({difference.english})"


def _where_to_look(issue: Issue) -> str:
    """The lines with a severe flag, and then the others that the translator was unsure of."""
    lines = [line for item in issue.items for line in (item.headline, *item.lines)]
    severe = [line for line in lines if any(flag.severity is Severity.SEVERE for flag in line.flags)]
    unsure = [line for line in lines if UNSURE in line.notes and line not in severe]
    first = f"Look first at {_marks(severe)}: a check found something. " if severe else ""
    then = f"The translator was unsure of its words in {_marks(unsure)}. " if unsure else ""
    return f"\n\n{first}{then}".rstrip() if severe or unsure else ""


def _makers(issue: Issue) -> str:
    """The models with their measured figures, which readers are not shown."""
    return f"\n\nMade by {_comment('. '.join(issue.makers))}" if issue.makers else ""


def _marks(lines: Sequence[Line]) -> str:
    return " ".join(f"[^{line.mark}]" for line in lines)


def _comment(text: str) -> str:
    """``text`` so that it cannot end the comment it stands in."""
    return re.sub(r"-{2,}", "–", visible(text))


def escaped(text: str) -> str:
    """``text`` so that it is no comment, no mark and no heading."""
    return re.sub(r"(?=\\*(?:<!--|\[\^))(?<!\\)|^(?=\\*(?:#|---))", r"\\", text)


def unescaped(text: str) -> str:
    """What ``escaped`` was given."""
    return re.sub(r"(?<!\\)\\(?=\\*(?:<!--|\[\^))|^\\(?=\\*(?:#|---))", "", text)
