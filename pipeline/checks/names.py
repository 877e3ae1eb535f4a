"""Names that are lost, misspelt or invented: people, places, organisations.

``name_lost`` says where the candidates of the German come from, ``name_new`` those of the English. Which flags are
severe was chosen on human translations (``benchmarks/checks.py``): a doubt that is often wrong is a hint.
"""
from __future__ import annotations

from pipeline.checks import name_forms, name_instead, name_lost, name_new
from pipeline.checks.name_lost import Missing
from pipeline.checks.name_new import Run
from pipeline.checks.name_pair import Word, pair_of, words
from pipeline.checks.name_spelling import alike, same
from pipeline.english_dates import MONTHS
from pipeline.values import Flag, Severity

ADVICE = "Check who or what is meant: the German name can be searched for as it stands."
INVENTED = "Leave the name out, or ask a colleague with German who or what is meant."

LONGEST = 2000
"""Characters; a sentence of news has 150, a long one 600."""
MOST = 100
"""Words of a summary's names that are looked for: more than any summary has."""
COMPARED = 2000
"""Words of evidence in which another spelling is looked for: a long article's."""

SPELT = "Write it as the German does if it is a name; if not, a word is half translated: have the two compared."

_KINDS = {"person": "the person ", "place": "the place ", "people": "the people ", "organisation": "the organisation "}


def check(german: str, english: str) -> tuple[Flag, ...]:
    """Flags for names of the German that the English lacks or spells otherwise, and for names only the English has.

    Every word is compared with every other, so nothing is said of a "sentence" of more than ``LONGEST`` characters.
    """
    if max(len(german), len(english)) > LONGEST:
        return ()
    pair = pair_of(german, english)
    runs = name_new.runs(pair, german)
    changed = any(run.alone for run in runs)
    nouns = bool(name_instead.nouns(german, english))
    lost = name_lost.missing(pair, changed=changed, perhaps=bool(runs), instead=nouns)
    missing = [name for name in lost if name.text not in MONTHS]
    spelt = {name.instead for name in missing}
    instead = any(not name.instead for name in missing)
    return (*map(_lost, missing), *(_invented(run, instead) for run in runs if run.text not in spelt))


def unsupported(text: str, evidence: str) -> tuple[str, ...]:
    """Names in an English ``text`` that its English ``evidence`` has not, in reading order, each once.

    "Germany" is supported by "German", and "Trump" by "Trump's"; a pronoun supports no name.
    """
    mine, theirs = list(words(text)), list({word.plain: word for word in words(evidence)}.values())
    joined = "".join(word.plain for word in words(evidence))
    theirs = theirs[:COMPARED]
    names = [at for at, word in enumerate(mine) if name_new.may_be_name(word)][:MOST]
    chosen = [at for at in names if not _supported(mine[at], theirs, joined, evidence)]
    found = (" ".join(word.text for word in mine[start : end + 1]) for start, end in name_new.beside(mine, chosen))
    return tuple(dict.fromkeys(found))


def _supported(word: Word, evidence: list[Word], joined: str, whole: str) -> bool:
    if len(word.plain) > 3 and word.plain in joined:
        return True
    if any(same(word.plain, other.plain) or same(other.plain, word.plain) for other in evidence):
        return True
    return name_forms.share_a_form(word.text, whole) or any(alike(word.text, other.text) for other in evidence)


def _lost(name: Missing) -> Flag:
    severity = Severity.SEVERE if name.sure else Severity.HINT
    if name.instead and not name.kind:
        message = f"The English has {name.instead}, which is no English word; the German has {name.text}."
        return Flag("names", message, severity, SPELT)
    shown = f"{name.text} ({name.english})" if name.english and name.english != name.text else name.text
    ending = f"the English spells {name.instead}" if name.instead else "the English does not"
    return Flag("names", f"The German names {_KINDS.get(name.kind, '')}{shown}, which {ending}.", severity, ADVICE)


def _invented(run: Run, instead: bool) -> Flag:
    """A flag for a name of the English, which may stand ``instead`` of one of the German."""
    severity = Severity.SEVERE if run.sure or (run.nation and instead) else Severity.HINT
    return Flag("names", f"The English names {run.text}, which the German does not.", severity, INVENTED)
