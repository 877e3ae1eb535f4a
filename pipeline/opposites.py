"""Words by which a sentence of news says the opposite: English ones, and German ones that tell which side is meant."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Side:
    """One of two opposites: patterns of whole words, in any case."""

    called: str
    english: str
    german: str = ""
    """"" where no German word tells it."""


PAIRS = (
    (
        Side(
            "acquitted",
            r"acquit\w*|exonerat\w*|innocent|not guilty|cleared",
            r"freigesprochen\w*|freispr[aeiuü]ch\w*|unschuldig\w*",
        ),
        Side(
            "convicted",
            r"convict\w*|(?<!not )guilty|condemn\w*|sentenced",
            r"verurteil\w*|schuldspr[uü]ch\w*|schuldig",
        ),
    ),
    (
        Side(
            "rises",
            r"ris(?:e|es|en|ing)|rose|increas\w*|grow\w*|grew|climb\w*|higher|up|soar\w*|rais\w*|more",
        ),
        Side(
            "falls",
            r"fall\w*|fell|drop\w*|declin\w*|decreas\w*|s[iau]nk\w*|lower\w*|down|reduc\w*|cut\w*|less|fewer",
        ),
    ),
    (
        Side(
            "wins",
            r"w[io]n|wins|winning|victor\w*",
        ),
        Side(
            "loses",
            r"los(?:e|es|ing)|lost|loss\w*|defeat\w*|beaten",
        ),
    ),
    (
        Side(
            "accepted",
            r"accept\w*|approv\w*|adopt\w*|agree[ds]?|back(?:ed|s)|pass(?:ed|es)",
            r"angenommen\w*|akzeptier\w*|genehmig\w*|bewilligt\w*|zugestimmt|gebilligt\w*|billig(?:t|te|ten)",
        ),
        Side(
            "rejected",
            r"reject\w*|refus\w*|declin\w*|turn\w* down|vot\w* down|block\w*|disapprov\w*|disagree\w*",
            r"abgelehnt\w*|ablehn\w*|zurückgewiesen\w*|verworfen\w*|verweiger\w*|weigert\w*|abgewiesen\w*",
        ),
    ),
    (
        Side(
            "arrested",
            r"arrest\w*|detain\w*|imprison\w*|jail\w*|custody",
            r"festgenommen\w*|festnahm\w*|verhaft\w*|inhaftier\w*",
        ),
        Side(
            "released",
            r"releas\w*|freed|set free|let go",
            r"freigelassen\w*|freilass\w*|enthaftet\w*|freigekommen\w*",
        ),
    ),
    (
        Side(
            "opened",
            r"open\w*|reopen\w*",
            r"eröffn\w*|geöffnet\w*|öffn(?:et|ete|eten|en)",
        ),
        Side(
            "closed",
            r"clos(?:e|es|ed|ing|ure)|shut\w*",
            r"geschlossen\w*|schlie(?:ß|ss)(?:t|en|ung)|gesperrt\w*",
        ),
    ),
    (
        Side(
            "bought",
            r"buy\w*|bought|purchas\w*|acquir\w*",
            r"gekauft\w*|kauf(?:t|te|ten)|erworben\w*|erwirbt|erwarb\w*",
        ),
        Side(
            "sold",
            r"sell\w*|sold|sale\w*",
            r"verkauf(?:t|te|ten|en)|veräu(?:ß|ss)er\w*",
        ),
    ),
    (
        Side(
            "survived",
            r"surviv\w*|alive|rescued",
            r"überleb\w*|gerettet\w*",
        ),
        Side(
            "died",
            r"die[sd]|dead|death\w*|kill\w*",
            r"starb\w*|gestorben\w*|getötet\w*|tot|tote[nr]?|todesopfer\w*|ums leben",
        ),
    ),
    (
        Side(
            "confirmed",
            r"confirm\w*|admit\w*|acknowledg\w*",
            r"bestätig\w*|gestand\w*|gestanden|zugegeben",
        ),
        Side(
            "denied",
            r"den(?:y|ies|ied|ying)|disput\w*",
            r"dementier\w*|bestreite\w*|bestritt\w*|abgestritten|geleugnet",
        ),
    ),
    (
        Side(
            "allowed",
            r"allow\w*|permit\w*|legali[sz]\w*",
            r"erlaub\w*|gestatte\w*|zugelassen\w*",
        ),
        Side(
            "banned",
            r"bann\w*|prohibit\w*|forb[ia]d\w*|outlaw\w*",
            r"verb[oi]t\w*|verboten\w*|verbiet\w*|untersag\w*",
        ),
    ),
    (
        Side(
            "began",
            r"beg[aiu]n\w*|start\w*",
            r"begann\w*|begonnen\w*|beginn\w*|gestartet\w*",
        ),
        Side(
            "ended",
            r"end(?:s|ed|ing)?|finish\w*|stop\w*",
            r"beendet\w*|beend(?:en|et)|endet(?:e|en)?",
        ),
    ),
    (
        Side(
            "strengthened",
            r"strengthen\w*|stronger",
            r"gestärkt\w*|stärk(?:t|te|en|er)",
        ),
        Side(
            "weakened",
            r"weak\w*",
            r"geschwächt\w*|schwäch\w*",
        ),
    ),
    (
        Side(
            "supported",
            r"support\w*|favou?r\w*|endors\w*",
            r"unterstütz(?:t|te|ten|en)|befürwort(?:et|ete|eten|en)",
        ),
        Side(
            "opposed",
            r"oppos\w*|against|resist\w*",
            r"bekämpf\w*",
        ),
    ),
    (
        Side(
            "before",
            r"before|earlier",
        ),
        Side(
            "after",
            r"after|later",
        ),
    ),
    (
        Side(
            "with",
            r"with",
        ),
        Side(
            "without",
            r"without|lacking",
        ),
    ),
    (
        Side(
            "first",
            r"first",
        ),
        Side(
            "last",
            r"last",
        ),
    ),
    (
        Side(
            "all",
            r"all|every\w*|always",
        ),
        Side(
            "none",
            r"none|nobody|nothing",
        ),
    ),
    (
        Side(
            "hired",
            r"hir(?:e|es|ed|ing)|appoint\w*",
        ),
        Side(
            "dismissed",
            r"fir(?:es|ed|ing)|dismiss\w*|sack\w*|lai?d off",
        ),
    ),
    (
        Side(
            "over",
            r"over|above|more than|at least",
        ),
        Side(
            "under",
            r"under|below|less than|at most",
        ),
    ),
    (
        Side(
            "success",
            r"succe\w*",
        ),
        Side(
            "failure",
            r"fail\w*",
        ),
    ),
    (
        Side(
            "peace",
            r"peace\w*|ceasefire",
        ),
        Side(
            "war",
            r"war|attack\w*",
        ),
    ),
)
