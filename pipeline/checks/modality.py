"""A hedge that the English lost, or the speaker of a claim: what is said, or may be, would be printed as a fact.

Words that make a claim less than a fact are counted in both languages; what German says with a verb form ("würde")
makes up for English words of the kind ("would"). A speaker is lost where the German names one with a verb of saying or
"laut", and the English has no word of saying at all. Reported speech whose speaker stands in another sentence ("er habe
...") is not looked for, nor is "soll", which English says in many ways, unless with a perfect ("soll gestohlen haben").
"""
from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from pipeline.values import Flag, Severity

_STRONG = (
    r"angeblich\w*|vermeintlich\w*|mutmaßlich\w*|vermutlich\w*|womöglich|möglicherweise"
    r"|(?:höchst)?wahrscheinlich(?!keit)\w*|offenbar"
    r"|soll(?:en)?(?=[^,;.]{4,160}(?:t|en) (?:haben|sein|worden sein)\b(?:[,;.]|$| und))"
    r"|(?<=t haben |n haben )soll(?:en)?"
    r"|anscheinend|dürften?|scheint|scheinen|schien(?:en)?"
)
_WEAK = r"vielleicht|wohl(?! auch| kaum|verdient)|könnten?"
_GERMAN_LIKE = (
    r"konnten?|kann|können|würden?|wären?|hätten?|sollten?|müssten?|möchten?|dürfen|darf|glaub\w*|denk\w*|verdächt\w*"
    r"|möglich\w*|Vorwürf\w*|werfen|sollen?|erwart\w*|fühl\w*|Chance\w*|annehm\w*|ausgehen|gehe\w* davon|gelten"
    r"|gilt|aussehen"
    r"|sieht|rechne\w*|klar|erschein\w*|deutlich|Gefahr|droh\w*"
)
_ENGLISH = (
    r"alleg\w*|report\w*|suppos\w*|suspect\w*|presum\w*|apparent\w*|seem\w*|appear\w*|likel\w*|unlikely|probab\w*"
    r"|perhaps"
    r"|maybe|possib\w*|may|might|could|would|should|must|expect\w*|believ\w*|thought|assum\w*|potential\w*"
    r"|evident\w*|obvious\w*"
    r"|clear\w*|doubt\w*|claim\w*|purport\w*|so-called|accus\w*|chance\w*|guess\w*|think\w*|feel\w*|felt|look\w*"
    r"|\w+['’](?:d|ll)|said to|can|risk\w*|sound\w*|wanted|surely|certainly|true|rumou?r\w*"
)
_SURE = (
    r"alleged\w*|reportedly|suppos\w*|suspect\w*|presum\w*|apparent\w*|seem\w*|appear\w*|likel\w*|unlikely|probab\w*|perhaps"
    r"|maybe|possib\w*|may|might|believed|expected|thought to|said to|potentially|evidently|obviously|clearly"
)
"""Those of them that stand for a strong German one and for nothing else."""
_ACCORDING = (
    r"[Ll]aut(?= (?:de[rnms]|eine[rnms]?|[A-ZÄÖÜ]))|zufolge|[Nn]ach (?:eigenen )?Angaben|[Nn]ach Einschätzung"
    r"|nach Informationen"
    r"|[Dd]en Angaben nach|[Bb]erichten zufolge|sagt(?:e|en)?|erklärten?|betonte?n?|meinten?"
    r"|teilten?(?= .*\bmit\b)|hieß es|heißt es"
    r"|kündigten?(?= .*\ban\b)|berichtet(?:e|en)?|behaupteten?(?! sich)|bestätigten?|warnten?"
    r"|(?<=[,“”\"»«’] )so (?=(?:der |die |das )?[A-ZÄÖÜ]\S*(?: \S+){0,5}\.$)"
)
_NO_SPEECH = (
    r"\bsagte?n? (?=[^.,;]{0,60}\b(?:ab|aus|zu|voraus)\b(?: und|[.,;]|$))|\bteilten? sich\b|\bwie gesagt\b"
)
_SAID = (
    r"accord\w*|sa(?:id|y|ys|ying)|t(?:ell|ells|old|elling)|report\w*|claim\w*|stat(?:e|ed|es|ing|ement|ements)"
    r"|announc\w*"
    r"|explain\w*|add(?:s|ed|ing)?|warn\w*|asked|asks|argu\w*|writes?|wrote|written|quot\w*|cit(?:es|ed|ing)|insist\w*"
    r"|confirm\w*|describ\w*|comment\w*|declar\w*|emphasi\w*|stress\w*|point\w* out|notes|noted|noting|remark\w*"
    r"|mention\w*"
    r"|express\w*|inform\w*|repl(?:y|ied|ies|ying)|answer\w*|respon\w*|spoke\w*|speak\w*|admit\w*|acknowledg\w*"
    r"|promis\w*"
    r"|suggest\w*|indicat\w*|reveal\w*|shows?|showed|in (?:the|his|her|their) (?:words|view|opinion)|clarif\w*"
    r"|testif\w*|denie[sd]|complain\w*"
    r"|critici\w*|found|finds|estimat\w*|per|put it|recall\w*|urg\w*|highlight\w*|maintain\w*|assert\w*|alleg\w*"
    r"|conclu\w*"
    r"|believe[sd]?|communicat\w*|continued|assur\w*|interview\w*|underlin\w*|predict\w*|thanked|agreed|swor\w*"
    r"|joke[sd]?"
    r"|disclos\w*|publish\w*|pledg\w*|vow\w*|advis\w*|recommend\w*|accus\w*|refer\w*|learn\w*|called|calls|talk\w*"
    r"|observ\w*"
    r"|commented|emphas\w*|laments?|lamented|expla\w*|went on|goes on|thinks?|thought|feels|felt|meant|means"
)
_EVIDENT = (
    r"allegedly|alleged|reportedly|supposedly|apparently|presumably|probably|possibly|perhaps|according to|said to"
    r"|likely to"
    r"|seems? to|appears? to"
)

_NO_CLAIM = re.compile(
    r"\?|\b(?:[Ww]enn|[Ff]alls|[Oo]b|[Dd]amit|[Ww]ohl|als)\b|\b[Kk]önnt(?:e[nt]?|est) (?:ich|ihr|wir|Sie|du)\b"
)
"""Questions and conditions, and "wohl", which says many things."""
_DOUBT = re.compile(
    r"\b(?:fear\w*|worr\w*|suggest\w*|warn\w*|c(?:an|ould)(?:not|n['’]t)|safe to say|how to"
    r"|if|whether|hop(?:e|es|ed|ing))\b"
)
"""Words of English that say a possibility, but no other hedge."""
_CLAIM = re.compile(
    r"(?:angeblich|vermeintlich|mutmaßlich|vermutlich|womöglich|möglicherweise|offenbar|anscheinend)", re.IGNORECASE
)
"""Hedges that stand for nothing else."""
_REPORTED = re.compile(
    r"\b(?:report\w*|claim\w*|accus\w*|charge\w*|certainly|surely|must|could|obvious\w*|clear\w*|look\w*)\b"
)
"""Words that English says them with although they say other things as well."""

_MEANING = {
    "angebl": "allegedly", "vermei": "supposed", "mutmaß": "suspected", "vermut": "presumably", "womögl": "possibly",
    "möglic": "possibly", "wahrsc": "probably", "höchst": "most probably", "offenb": "apparently",
    "ansche": "apparently", "dürfte": "is likely to", "schein": "seems", "schien": "seemed", "vielle": "perhaps",
    "wohl": "probably", "könnte": "could", "laut": "according to", "zufolg": "according to", "nach": "according to",
    "den an": "according to", "berich": "reported", "erklär": "said", "betont": "stressed", "teilte": "announced",
    "soll": "is said to", "kündig": "announced", "hieß": "it was said", "heißt": "it says", "behaup": "claimed",
    "bestät": "confirmed", "warnte": "warned",
}  # fmt: skip


def check(german: str, english: str) -> tuple[Flag, ...]:
    """A severe flag where a strong hedge or the speaker is gone, or a weak one and the English has none of any kind.

    A hint for "könnte", "vielleicht" and "wohl" where the English has another word of doubt.
    """
    if len(german) > 5000 or not english.strip():
        return ()
    return tuple(_found(german, english))[:1]


def _found(german: str, english: str) -> Iterator[Flag]:
    bare = _pattern(_NO_SPEECH).sub(" ", german)
    speaker = _pattern(rf"\b(?:{_ACCORDING})").search(bare)
    if speaker and not _pattern(rf"\b(?:{_SAID})\b", ignore=True).search(english):
        yield _flag(speaker[0], "the speaker of the claim", Severity.SEVERE, "Name who says it")
    strong, weak = (_pattern(rf"\b(?:{words})\b", ignore=True).findall(german) for words in (_STRONG, _WEAK))
    if not strong and not weak:
        return
    rest = _pattern(rf"\b(?:{_STRONG}|{_WEAK})\b", ignore=True).sub(" ", german)
    like = len(_pattern(rf"\b(?:{_GERMAN_LIKE})\b", ignore=True).findall(rest))
    here = len(_pattern(rf"\b(?:{_ENGLISH})\b", ignore=True).findall(english))
    sure = len(_pattern(rf"\b(?:{_SURE})\b", ignore=True).findall(english))
    # One English word of doubt more may belong to something else, where the German one can only mean a claim.
    slack = all(_CLAIM.match(word) for word in strong) and not _REPORTED.search(english)
    if len(strong) > sure and len(strong) + like + slack > here:
        yield _flag(strong[0], "that", Severity.SEVERE, "Write it as a claim")
    elif weak and len(strong) + len(weak) + like > here:
        # English has many words for "könnte"; without any of them a possibility became a fact.
        doubt = here or _NO_CLAIM.search(german) or _DOUBT.search(english)
        severity = Severity.HINT if doubt else Severity.SEVERE
        yield _flag((weak or strong)[0], "that", severity, "Write it as a claim")


def _flag(word: str, what: str, severity: Severity, advice: str) -> Flag:
    word = word.strip()
    message = f"The German has “{word}” ({_meaning(word)}); {what} seems lost in the English, which makes it a fact."
    return Flag("modality", message, severity, f"{advice}, or leave the sentence out; the German stands beside it.")


def _meaning(word: str) -> str:
    return next((said for start, said in _MEANING.items() if word.lower().startswith(start)), "said")


def unsupported(text: str, evidence: str) -> tuple[str, ...]:
    """The hedge of an English ``evidence`` that its ``text`` states without; none if ``text`` has any other."""
    found = _pattern(rf"\b(?:{_EVIDENT})\b", ignore=True).search(evidence)
    any_ = _pattern(rf"\b(?:{_ENGLISH}|said|says)\b", ignore=True)
    return (found[0],) if found and not any_.search(text) else ()


@functools.cache
def _pattern(text: str, *, ignore: bool = False) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE if ignore else 0)
