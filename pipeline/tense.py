"""Whether a clause of a German sentence is told of what was or of what is to come, as far as its verbs say."""
from __future__ import annotations

import re
from enum import Enum


class Tense(Enum):
    """When a clause is told of, as far as its verbs say."""

    PAST = "past"
    PRESENT = "present"
    """No verb of the past was found: in news, that is said of days to come."""
    LIKELY = "likely past"
    """It looks like the past, and no verb that is known says so."""
    OPEN = "open"
    """It may be either."""


PAST = re.compile(
    r"\b(?:sagten?|erklärten?|teilten?|meldeten?|berichteten?|betonten?|bestätigten?|schrieb(?:en)?|hieß(?:en)?|wurden?"
    r"|war(?:en)?|hatten?|gab(?:en)?|kam(?:en)?|ging(?:en)?|starb(?:en)?|nannten?|forderten?|kritisierten?|warnten?"
    r"|stellten?|zeigten?|begann(?:en)?|endeten?|stieg(?:en)?|fiel(?:en)?|gewann(?:en)?|verlor(?:en)?|trafe?n?"
    r"|kündigten?|stürzten?|ereigneten?|eröffneten?|fassten?|(?:emp)?fing(?:en)?|spielten?|(?:statt)?fand(?:en)?"
    r"|gelang(?:en)?|(?:an|ver)?brannten?|explodierten?|unterschrieb(?:en)?|unterzeichneten?|konnten?|mussten?|durften?"
    r"|blieb(?:en)?|ließ(?:en)?|stand(?:en)?|lag(?:en)?|sah(?:en)?|nahm(?:en)?|hielt(?:en)?|rief(?:en)?|zog(?:en)?"
    r"|trat(?:en)?|brach(?:en)?|sprach(?:en)?|schoss(?:en)?|schlug(?:en)?|trug(?:en)?|fuhr(?:en)?|flog(?:en)?"
    r"|verschwand(?:en)?|erschien(?:en)?|erhielt(?:en)?|entschied(?:en)?|beschloss(?:en)?|gestand(?:en)?|bat(?:en)?"
    r"|wies(?:en)?|lief(?:en)?|griff(?:en)?|drang(?:en)?|sank(?:en)?|sprang(?:en)?|riss(?:en)?|warf(?:en)?|lud(?:en)?"
    r"|unterlag(?:en)?|siegten?|töteten?|stimmten?|einigten?|starteten?|landeten?|demonstrierten?"
    r"|(?<!die )(?<!der )(?<!den )(?<!des )(?<!dem )(?<!das )"
    r"(?:besiegten?|verletzten?|verhafteten?|bezeichneten?|verurteilten?|verkündeten?|veröffentlichten?|erreichten?"
    r"|besuchten?))\b"
)
"""Verbs of news in the past tense."""

ANNOUNCED = re.compile(
    r"\b(?:wird|werden|werde|würden?|soll|sollen|solle|will|wollen|wolle|kommende\w*|ab|bis|geplant\w*|plan(?:t|en))\b"
)
"""Said of what is to come, or of what is told by somebody else."""
_COMING = re.compile(
    r"\b(?:wird|werden|werde|soll|sollen|solle|will|wollen|wolle|kann|können|muss|müssen|darf|dürfen|möchten?)\b"
)
_HAVE = re.compile(r"\b(?:hat|haben|habe|hätten?)\b")
_BE = re.compile(r"\b(?:ist|sind|sei|seien)\b")
_TO = re.compile(r"\bzu [a-zäöüß]+n\b|\b[a-zäöüß]{2,}zu[a-zäöüß]{2,}n\b")
_BEFORE = r"(?:[a-zäöüß]{2,12}?)?"
_PARTICIPLE = re.compile(
    r"(?<!die )(?<!der )(?<!den )(?<!des )(?<!dem )"
    rf"\b(?:{_BEFORE}ge[a-zäöüß]{{2,}}(?:t|en)|[a-zäöüß]{{2,}}iert|(?:{_BEFORE})(?:be|ver|er|ent|zer|emp|miss|über|unter)"
    r"[a-zäöüß]{3,}(?:t|en)|worden|getan)\b"
)
_BENT = re.compile(rf"\b(?:{_BEFORE}ge|be|ver|er|ent|zer)[a-zäöüß]{{2,}}(?:t|en)e[nrms]?\b")
"""A participle before its noun: "des am Samstag verstorbenen Dichters"."""
_ARTICLE = re.compile(
    r"\b(?:[Dd](?:e[rmns]|ie|as)|[Ee]ine?[rmns]?)\s(?:(?:erst|bereits|schon)\s)?(?:am|in der Nacht auf|seit|vom)\s\Z"
)
_NONE = re.compile(
    r"(?:gegen|gestern|gerade|gemeinsam|genau|gesamt|gering|gut|gelegen|gewesen sein|"
    r"beginn(?:t|en)|gewinn(?:t|en)|geht|gehen|geben|gehör(?:t|en)|entscheide(?:t|n)|bekomm(?:t|en)|verhandeln|"
    r"beiden|ersten?|ernst|bereit|bekannt|verschieden|vergangenen?|entgegen|erneut|ebenen|besten|beliebt)\b"
)
"""What only looks like a participle."""
_STATE = re.compile(r"(?:geöffnet|geschlossen|gesperrt|offen)\b")
"""Said of hours as well: "hat am Sonntag geöffnet"."""
_PLANNED = re.compile(r"(?:geplant|angesetzt|vorgesehen|terminiert|anberaumt)\b")
_MOVED = re.compile(
    rf"{_BEFORE}(?:worden|gewesen|geworden|gestorben|verstorben|gekommen|entkommen|gegangen|vergangen|gefahren"
    r"|geflogen|gefallen|verfallen|gestürzt|gestiegen|getroffen(?<=ngetroffen)|getreten|gebrochen|gereist|geflohen|geflüchtet"
    r"|gelandet|gestartet|geblieben|gescheitert|gelungen|geschehen|passiert|explodiert|kollidiert|entgleist|erschienen"
    r"|verschwunden|ertrunken|verunglückt|erkrankt|entstanden|gesunken|gelaufen|gezogen|gekehrt|gerückt|gebrannt"
    r"|gegangen|eingetroffen|gesprungen|geglückt|erlegen|gerast|geprallt|gekracht|gekentert|gewandert|verreist"
    r"|gerutscht|gestoßen|begegnet|aufgewacht|eingelangt|geraten|gelangt|getaucht|gewachsen)\b"
)
"""Participles that stand with "ist" for what happened; others ("ist geöffnet") may say how something is."""
_WEAK = re.compile(r"\b(?!ge)[a-zäöüß]{3,}(?:te|ten)\b")
_NOT_WEAK = re.compile(
    r"(?:heute|hätten?|könnten?|sollten?|wollten?|möchten?|müssten?|dürften?|bitte|mitte|seite|"
    r"(?:aller)?(?:ers|letz|bes|meis|höchs|nächs|größ|läng|spätes|frühes|dri|vier|fünf|sechs|acht|neun|zehn|rech|wei|"
    r"schlech|al|brei|leich|ech|lau|bun|har|rabia|kommen|"
    r"bekann|beliebt|weiters)(?:te|ten))\b"
)
_CLAUSE = re.compile(r"[,:](?!\d)|[;–—„“”\"»«]| - ")
_ASIDE = re.compile(r"\([^()]{1,100}\)")


def clause_tense(text: str, start: int, end: int) -> Tense:
    """The tense of the clause of ``text`` in which ``text[start:end]`` names a day."""
    text = _ASIDE.sub(lambda aside: " " * len(aside.group()), text) if not _inside(text, start) else text
    first = max((found.end() for found in _CLAUSE.finditer(text, 0, start)), default=0)
    after = _CLAUSE.search(text, end)
    last = after.start() if after else len(text)
    clause = f"{text[first:start]} {text[end:last]}"
    participles = [found.group() for found in _PARTICIPLE.finditer(clause) if not _NONE.match(found.group())]
    if _COMING.search(clause):
        told = re.search(r"\b(?:haben|sein)\b", clause) is not None and bool(participles)
        return Tense.OPEN if told else Tense.PRESENT
    if PAST.search(clause):
        return Tense.PAST
    if _TO.search(clause):
        return Tense.OPEN
    if participles:
        if _HAVE.search(clause) and not all(_STATE.search(each) for each in participles):
            return Tense.PAST
        if _BE.search(clause):
            if any(_MOVED.search(each) for each in participles):
                return Tense.PAST
            if any(_PLANNED.search(each) for each in participles):
                return Tense.PRESENT
        return Tense.OPEN if any(_STATE.search(each) for each in participles) else Tense.LIKELY
    before_noun = _ARTICLE.search(text, first, start) is not None and _BENT.search(text, end, last) is not None
    weak = (found.group() for found in _WEAK.finditer(clause) if not _BENT.fullmatch(found.group()))
    if before_noun or any(not _NOT_WEAK.fullmatch(word) for word in weak):
        return Tense.LIKELY
    return Tense.PRESENT


def day_tense(text: str, start: int, end: int) -> Tense:
    """The tense a day is told in; likely past where its own clause has no verb of the past and another one has.

    "Das sagte er am Montag" is over; "er sagte, die Wahl sei am Montag" may be ahead.
    """
    if text[:start].endswith(("vom ", "Vom ")):
        return Tense.PAST
    told = clause_tense(text, start, end)
    if told is Tense.PAST and text[:start].endswith(("bis ", "ab ")):
        return Tense.LIKELY
    if told is Tense.PRESENT and PAST.search(text) and not ANNOUNCED.search(text):
        return Tense.LIKELY
    return told


def _inside(text: str, place: int) -> bool:
    return any(aside.start() < place < aside.end() for aside in _ASIDE.finditer(text))
