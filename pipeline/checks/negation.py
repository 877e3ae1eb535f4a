"""A negation of the German that the English lost, or one that it added: the sentence may say the opposite.

Negations are counted in both languages, idioms aside ("nicht nur", "not least"), and words that can stand for one
("unwahrscheinlich", "refused", "only") make up for a difference. A negation that moved to another clause is not seen.
"""
from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from pipeline.values import Flag, Severity

_GERMAN = (
    r"nicht|nichts|kein(?:e[mnrs]?|erlei)?|nie|niemals|niemand(?:e[mn])?|nirgend\w*|weder|ohne|keinesfalls|keineswegs"
    r"|mitnichten"
)
_GERMAN_IDIOMS = (
    r"nicht (?:nur|bloß|allein|zuletzt|wenige[rn]?|selten|umsonst|von ungefähr|ungewöhnlich|minder|weniger als"
    r"|zu vergessen)\b|nicht mehr (?:und|oder) nicht weniger|(?:oder|ob) nicht\b|nicht wahr\b"
    r"|nichts (?:anderes|weniger) als|ohne weiteres|zweifelsohne|kein(?:en)? Zweifel|ohne Zweifel|nicht nehmen lassen"
    r"|nicht locker|nicht lange auf sich warten|nicht entgehen lassen|nicht an .{1,60} vorbei"
)
_GERMAN_LIKE = (
    r"un(?!d\b|ter|s\b|ser|i\b|ion|iver|gefähr|gar|fall|fälle|esco|icef|o\b|ited|bedingt|längst|ten\b|abh|mittel|glaubl|zähl|gew|bestimm|derstand)\w{3,}"
    r"|(?!restlos|carlos|kostenlos|zweifellos)\w{3,}los(?:e[mnrs]?|igkeit)?|\w+freie?[mnrs]?|kaum|wenig|selten|anstatt|lehn\w+|\w*ablehn\w*"
    r"|\w*abgelehn\w*|bestr[ie]\w+|verhinder\w*|verweiger\w*|weiger\w*|scheiter\w*|gescheitert\w*|fehl(?:t|en|te|ten|end\w*)"
    r"|gefehlt|vermeid\w*|vermied\w*|verzicht\w*|ausgeschlossen|ausschließ(?:en|t)|ausschloss\w*|ausbl\w*|ausgeblieben|vergeblich\w*|mangel\w*"
    r"|verpass\w*|versäum\w*|hütet\w*|verbot\w*|verbiet\w*|untersag\w*|dementier\w*|zurückgewies\w*|nein|null|Nicht(?:raucher|wähler|mitglied|schwimmer|einhalt|beacht|teilnah|erschein|zulass|anerkenn)\w*"
    r"|ignorier\w*|nur leicht|nur zu einem|fern|fremd|blieb\w* .{1,60}\baus|egal|vermies\w*|distanzier\w*|im Dunkeln"
)
"""Words for which English may say "not": "nur leicht verletzt" is "not seriously injured"."""
_GERMAN_SAME = (
    r"weniger als|außer|ausgenommen|abgesehen|stattdessen|statt|anstelle|sowohl|es sei denn|tote?[nrms]?|todesopfer"
    r"|illegal\w*|leugne\w*|enttäusch\w*|verschw[aiu]nd\w*|vermiss\w*|abwesen\w*|versag\w*|instabil\w*|inakzept\w*"
)
"""Words that have one of the English ones for themselves, so that this stands for no other negation: "weniger als"."""
_ENGLISH = r"not|\w+n['’]t|cannot|no|none|nobody|no-one|nothing|never|neither|(?-i:[Nn]or)|nowhere|without"
_ENGLISH_IDIOMS = (
    r"(?:not|\w+n['’]t) (?:only|just|merely|least|to mention|infrequently|uncommon|unusual|uncommonly)\b|or not\b"
    r"|if not\b|no (?:doubt|matter|fewer|less)\b|nothing (?:but|less than|other than)\b|none other than"
    r"|\w+n['’]t (?:it|he|she|they|we|you|there)\?|without (?:a |any )?(?:doubt|fail)\b|more often than not"
)
_ENGLISH_LIKE = (
    r"un(?!d\b|der|til|ion|ite|it\b|its|ity|ique|iver|less\b|usual|fortun|anim|like\b|equivoc|ambig|rest\b|stint|told|mask|freez|ravel|employment|if|do|settl|veil|cover|lock|leash|fold)\w{3,}"
    r"|in(?:ab|ac|ad|ap|capa|com[mp]|con[cs]|cor|def|dif|dis|eff|exp|fre|hum|just|nu|op|sec|sens|suff|tol|vis|vul)"
    r"\w*(?:able|ible|ate|ent|ant|ive|ity|al|ect|ete|ly|ure|ice|ous|ence|ance|cy|cally)"
    r"|il(?:leg|log|lic)\w*|im(?:poss|prob|mat|pat|mor|perf|prac)\w*|ir(?:re[glsv])\w*|non-?\w{4,}|dead"
    r"|dis(?:agre|like|reg|mis|trust|sat|appro|appear|prov|cont|adv|hon|allow|qual)\w*|fail\w*|lack\w*|refus\w*"
    r"|den(?:y|ie[ds]|ying|ial)|reject\w*|declin\w*|prevent\w*|avoid\w*|miss(?:ed|es)|hardly|barely|scarcely|rarely|seldom"
    r"|unless|instead|rather than|unable|absen\w+|ignor\w*|neglect\w*|omit\w*|free of|except|other than"
    r"|(?!nonetheless|nevertheless|regardless)\w{3,}less|anything but|banned|forbid\w*|forbade|prohibit\w*"
    r"|(?<!^)(?<![,.;:] )but for"
    r"|rul(?:ed|es|ing) out|all but|keep\w* from|kept from|stop\w* (?:\w+ )?\w+ing"
    r"|zero|nil|less than|malfunc\w*|as (?:young|old|few|many|much|little) as"
)
"""Words that English may say a German negation with."""

_NOT_UNTIL = r"\b(?:not|\w+n['’]t|cannot|only)\b(?=[^.;:]{0,80}\b(?:until|till|before|once|after)\b)"
"""How English says "erst"."""
_NOT_ONLY = r"\b(?:not|n['’]t|cannot|no longer|never)\b.{0,40}\b(?:only|just|merely|simply)\b|n['’]t (?:only|just)"

_MEANING = {
    "nicht": "not", "nichts": "nothing", "nie": "never", "niemals": "never", "weder": "neither", "ohne": "without",
    "niemand": "nobody", "keinesfalls": "by no means", "keineswegs": "by no means", "mitnichten": "by no means",
}  # fmt: skip


def check(german: str, english: str) -> tuple[Flag, ...]:
    """A severe flag where the German denies something and nothing in the English does, or the other way round.

    Where the other language has a word that may stand for the negation, nothing is said.
    """
    if len(german) > 5000 or not english.strip():
        return ()
    if _only(german, english):
        return (_lost("nicht nur", "not only"),)
    if _barely(german, english):
        return (_lost("kaum", "hardly"),)
    if re.search(r"\bappeal", english, re.IGNORECASE):
        german = re.sub(r"\bnicht rechtskräftig", "", german)
    for word, meaning in _opposites(german, english):
        return (_lost(word, meaning),)
    if _below(german, english):
        return (_lost("minus", "below zero"),)
    english = re.sub(r"\b([Nn]either\b.*?)\bnor\b", r"\1or", english)
    if re.search(r"\b[Ee]rst\b", german):
        english = re.sub(_NOT_UNTIL, "", english, flags=re.IGNORECASE)
    there, here = _count(german, *_german()), _count(english, *_english())
    own = len(_same().findall(german))
    if there[0] > here[0] and there[0] - here[0] > max(0, here[1] - there[1] - own):
        word = _pick(german)
        return (_lost(word, _meaning(word)),)
    if here[0] > there[0] and here[0] - there[0] > max(0, there[1] - here[1]):
        match = _english()[0].search(_english()[1].sub(" ", english))
        said = f"The English has “{match[0] if match else 'not'}”, and the German "
        said += "denies less" if there[0] else "denies nothing"
        severity = Severity.HINT if there[0] else Severity.SEVERE
        advice = "Have the German compared, or leave the sentence out."
        return (Flag("negation", f"{said}: it may say the opposite.", severity, advice),)
    return ()


def _lost(word: str, meaning: str) -> Flag:
    return Flag(
        "negation",
        f"The German has “{word}” ({meaning}), and that is missing in the English: it may say the opposite.",
        Severity.SEVERE,
        "Have the German compared, or leave the sentence out; do not put the word in by guess.",
    )


def _only(german: str, english: str) -> bool:
    """Whether "not only" became "only"."""
    if not re.search(r"\bnicht (?:nur|bloß|lediglich)\b", german.lower()):
        return False
    bare = english.lower()
    return bool(re.search(r"\b(?:only|just|merely)\b", bare) and not re.search(_NOT_ONLY, bare))


def _barely(german: str, english: str) -> bool:
    """Whether a "kaum" is lost, "kaum hatte er" ("as soon as") and "sich kaum retten können vor" aside."""
    if not re.search(r"\b(?!Kaum (?:hat|war|ist|sind|wurd|wird|kam|ging|wohl))(?<!wohl )kaum\b", german, re.IGNORECASE):
        return False
    return "retten" not in german and not _scarce().search(english)


def _opposites(german: str, english: str) -> Iterator[tuple[str, str]]:
    """Words of the German of which the English has the opposite, and nothing like the word itself."""
    for word, meaning, opposite, said, own in _OPPOSITES:
        found = re.search(rf"\b(?:{word})\b", german, re.IGNORECASE)
        turned = found and re.search(rf"\b(?:{opposite})\b", english, re.IGNORECASE)
        kept = re.search(rf"\b(?:{said})\b", english, re.IGNORECASE)
        if found and turned and not kept and not re.search(rf"\b(?:{own})\b", german, re.IGNORECASE):
            yield found[0].lower(), meaning


_NEVER = rf"{_ENGLISH}|hardly|rarely|seldom|barely|un\w+|fail\w*|refus\w*|lack\w*|avoid\w*|prevent\w*|stop\w*|if|than"
_OPPOSITES = (
    ("nie|niemals", "never", "always", _NEVER, r"immer|stets|jed\w+|dauernd|ständig"),
    ("nichts", "nothing", "everything", _NEVER, r"all\w*|jed\w+|ganze\w*"),
    (r"niemand\w*|keiner", "nobody", "everyone|everybody|all", _NEVER,
     r"all\w*|jed\w+|ganze\w*|sämtlich\w*|ausnahm\w*"),
    (r"nicht mehr|keine?\w* (?:\w+ )?mehr", "no longer", "still", _NEVER + r"|former\w*|stopped",
     r"noch|immer|weiter\w*|dennoch|trotzdem"),
    ("weder", "neither", r"either\b.*\bnor", "neither|" + _ENGLISH.replace("|(?-i:[Nn]or)", ""), r"nicht|keine?\w*"),
)  # fmt: skip
"""A negation, its meaning, the English opposite, what English says it with, and what German says the opposite with."""


def _below(german: str, english: str) -> bool:
    """Whether degrees lost their minus."""
    cold = r"(?:\b[Mm]inus |(?<![\w.,–-])[-−–])\d+(?:,\d+)? ?(?:Grad|°)|\bGrad (?:minus|unter [Nn]ull)"
    said = r"\b(?:minus|negative|below|under|sub-?zero|freezing)\b|[-−–]\d|Fahrenheit"
    return bool(re.search(cold, german)) and not re.search(said, english, re.IGNORECASE)


@functools.cache
def _scarce() -> re.Pattern[str]:
    """Words that "kaum" is said with."""
    return re.compile(
        rf"\b(?:{_ENGLISH}|{_ENGLISH_LIKE}|few\w*|little|almost|nearly|virtually|practically|just|only|less"
        r"|least|as soon as|moment"
        r"|difficult\w*|hard|tough|struggl\w*|slim|slight\w*|minimal\w*|negligib\w*|margin\w*|limited|low|poor\w*|small|weak"
        r"|under\w+|unlikely|similar\w*|same|dread\w*|empt\w+|any\w*|long|much as|so far|doubt\w*|rare\w*|scant"
        r"|scarce\w*|near|close|sparse\w*|thin|short|insuffic\w*|inadequa\w*|overwhelm\w*|too \w+ to|bit"
        r"|immediately|soon)\b",
        re.IGNORECASE,
    )


def unsupported(text: str, evidence: str) -> tuple[str, ...]:
    """The negation that an English ``text`` has and its English ``evidence`` lacks.

    Evidence may say more than a text rests on, and so a negation of the evidence alone is nothing, unless it is short:
    then the text may have lost it.
    """
    negations, idioms, like = _english()
    there, here = _count(evidence, negations, idioms, like), _count(text, negations, idioms, like)
    if here[0] and not there[0] and here[0] > there[1]:
        return tuple(match[0] for match in negations.finditer(idioms.sub(" ", text)))[:1]
    alike = len(text.split()) * 2 >= len(evidence.split())
    if alike and there[0] and not here[0] and there[0] > here[1]:
        return tuple(match[0] for match in negations.finditer(idioms.sub(" ", evidence)))[:1]
    return ()


def _count(text: str, negations: re.Pattern[str], idioms: re.Pattern[str], like: re.Pattern[str]) -> tuple[int, int]:
    """How many negations, and how many words that may stand for one."""
    bare = idioms.sub(" ", text)
    return len(negations.findall(bare)), len(like.findall(negations.sub(" ", bare)))


def _pick(german: str) -> str:
    negations, idioms, _ = _german()
    found = negations.search(idioms.sub(" ", german))
    return found[0].lower() if found else "nicht"


def _meaning(word: str) -> str:
    return _MEANING.get(word, "nobody" if word.startswith("niemand") else "no" if word.startswith("kein") else "not")


@functools.cache
def _german() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return _patterns(_GERMAN, _GERMAN_IDIOMS, _GERMAN_LIKE)


@functools.cache
def _same() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_GERMAN_SAME})\b", re.IGNORECASE)


@functools.cache
def _english() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return _patterns(_ENGLISH, _ENGLISH_IDIOMS, _ENGLISH_LIKE)


def _patterns(negations: str, idioms: str, like: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(rf"\b(?:{negations})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{idioms})", re.IGNORECASE),
        re.compile(rf"\b(?:{like})\b", re.IGNORECASE),
    )
