"""The table of deeds: verbs with their objects as news writes them, each meaning one `Deed`.

A row holds the deed, the pattern with its verb in the group `verb`, how surely the words mean the deed (0..1), and
whether they mean it only beside the topic's technology. Of two rows that overlap in a sentence the upper one counts.
"""

import re
from collections.abc import Iterator
from enum import Enum
from typing import Final

from bot.core.language.terms import inflections
from bot.core.model import Deed


class Frame(Enum):
    """Where who acts stands."""

    PLAIN = "before the verb"  # "the council passed the bill"; behind "by" where the verb is passive
    MEASURE_FIRST = "between the measure and the verb"  # "a bill that two senators introduced"
    PARTICIPLE = "behind by, or elsewhere"  # "legislation introduced in the council"
    PASSIVE = "behind by, what it is done to before the verb"  # "the bill that … was signed by the mayor"
    TOLD = "beside a later verb of saying"  # "police must stop using it, the attorney general said"
    SAID = "before or behind a verb of saying"  # "police should stop using it, the league said"
    BODY_BEHIND = "behind the verb, the measure before it"  # "the bill cleared the Senate"


_FORMS: Final = {  # of verbs that are irregular here alone, or whose ending is that of a noun or adjective elsewhere
    verb: tuple(forms.split())
    for verb, forms in {
        "advance": "advance advances advanced advancing",
        "disable": "disable disables disabled disabling",
        "resist": "resist resists resisted resisting",
        "revive": "revive revives revived reviving",
        "freeze": "freeze freezes froze frozen freezing",
        "get": "get gets got gotten getting",
        "strike": "strike strikes struck stricken striking",
        "throw": "throw throws threw thrown throwing",
        "undo": "undo undoes undid undone undoing",
        "uphold": "uphold upholds upheld upholding",
        "wind": "wind winds wound winding",
        "put": "put puts putting",
        "table": "table tables tabled tabling",
        "trial": "trial trials trialled trialed trialling trialing",
    }.items()
}


def _verbs(listed: str) -> str:
    """Every form of every verb; a second word stays: "roll_out" → rolls out, rolled out."""
    forms: list[str] = []
    for verb in listed.split():
        first, *rest = verb.split("_")
        forms.extend(" ".join((form, *rest)) for form in _FORMS.get(first) or inflections(first))
    return rf"(?P<verb>{'|'.join(sorted(set(forms), key=len, reverse=True))})\b"


def _gap(words: int) -> str:
    """Up to so many words in between, within the sentence part."""
    return rf"(?:[^\s;:]+\s+){{0,{words}}}?"


LAW_WORDS: Final = (
    r"(?:bills?|ordinances?|laws?|legislation|measures?|acts?|resolutions?|amendments?|regulations?|by-?laws?|statutes?"
    r"|rules|policy|policies|proposals?|directive|charter|package|guidelines|[HS]\.\s?[RB]?\.?\s?\d+|[HSA]B\s\d+|LD\s\d+)"
)
BAN_WORDS: Final = r"(?:bans?|prohibitions?|embargo)"
PAUSE_WORDS: Final = r"(?:moratoriums?|moratoria|pauses?|halts?|freezes?|suspensions?)"
LIMIT_WORDS: Final = r"(?:limits?|curbs?|restrictions?|controls?|safeguards?|guardrails|standards)"
_MEASURE: Final = rf"(?:{LAW_WORDS}|{BAN_WORDS}|{PAUSE_WORDS}|{LIMIT_WORDS})"
MEASURE: Final = re.compile(rf"\b{_MEASURE}(?!\w)", re.IGNORECASE)
_BUSINESS: Final = (
    r"(?:selling|sales?|offering|developing|development|business|market|products?|systems?|features?|research|"
    r"work(?:ing)?|software|technology|tech|recognition|services?|programs?|programmes?|tools?|providing|making|"
    r"supplying|partnership|contracts?|plans?)"
)
_USE: Final = (
    r"(?:use|uses|using|sales?|selling|access|deployment|operations?|work|program|programme|trials?|rollout|search(?:es|ing)?|"
    r"scans?|scanning|matching|project|scheme|cameras|sharing|pilots?|installation|expansion|"
    rf"{_BUSINESS})"
)
_VOTE: Final = r"(?P<verb>vot(?:e|es|ed|ing))\s+(?:[\w–-]+\s+){0,6}?(?:to|for|in\s+favou?r\s+of)\s+"
_ACT: Final = (
    r"(?:ban|stop|halt|end|pause|pass|regulate|reject|repeal|suspend|drop|abandon|limit|restrict|prohibit|outlaw|delete|"
    r"disclose|act)"
)
_FACES: Final = r"(?:facial|face|faces|faceprints?|biometrics?)"
_LIGHT: Final = (
    "impose announce issue put place implement declare institute enact pass approve adopt set order agree "
    "establish instate back"
)

_STEPS: Final = (
    (Deed.INTRODUCE, "introduced|reintroduced|filed|sponsored|brought|written|wrote|authored"),
    (Deed.PROPOSE, "proposed|unveiled|drafted|put\\sforward|floated"),
    (Deed.VETO, "vetoed"),
    (Deed.SIGN, "signed"),
    (Deed.REPEAL, "repealed|rescinded"),
    (Deed.PASS, "passed|approved|adopted|enacted|endorsed|ratified"),
)
STEPS: Final = frozenset(deed for deed, _ in _STEPS)
_NAMED_MEASURE: Final = rf"(?:{LAW_WORDS}|{BAN_WORDS}|{PAUSE_WORDS}|{LIMIT_WORDS})"
_WHO: Final = (
    r"(?P<who>(?!by\b|on\b|in\b|to\b|of\b|for\b|also\b)(?:(?!would\b|will\b|was\b|were\b|is\b|are\b|that\b|which\b|by\b|to\b|has\b|have\b|"
    r"may\b|could\b|after\b|as\b|when\b|while\b|if\b|\w+ing\b)[^\s;:()]+\s){1,9}?)"
)


def framed() -> Iterator[tuple[Deed, str, float, bool, Frame]]:
    """The steps of a measure where the measure is told before its verb."""
    for deed, verbs in _STEPS:
        told = rf"{_NAMED_MEASURE}\s(?:that\s|which\s)?(?:on\s)?{_WHO}(?P<verb>{verbs})(?!\sby)(?=[\s,.])"
        yield deed, told, 0.85, False, Frame.MEASURE_FIRST
    for deed, verbs in _STEPS:
        been = r"(?:(?:that|which)\s)?(?:(?:was|were|is|are|has\sbeen|had\sbeen)\s)?(?:also\s)?"
        yield deed, rf"{_NAMED_MEASURE}\s{been}(?P<verb>{verbs})(?=[\s,.])", 0.8, False, Frame.PARTICIPLE
    for deed, verbs in _STEPS:
        told = rf"{_NAMED_MEASURE}(?:\s[^\s;:.,]+){{1,9}},\s(?P<verb>{verbs})(?=\s(?:[^\s;:.,]+\s){{0,3}}?by\s)"
        yield deed, told, 0.8, False, Frame.PARTICIPLE
    yield Deed.INTRODUCE, r"(?P<verb>sponsored|co-?sponsored|authored)\sby", 0.8, False, Frame.PARTICIPLE
    yield from _passives()
    chambers = "house|senate|council|legislature|assembly|parliament|committee|commission|board|bundestag"
    body = rf"(?:\S+\s){{0,5}}?(?:{chambers})\b"
    yield (
        Deed.PASS,
        r"(?P<verb>wins?|won|gain(?:s|ed)|receiv(?:es|ed)|gets?|got)\s+"
        + _gap(4)
        + rf"(?:approval|passage|backing)\s(?:from|in|of|by)\s{body}",
        0.85,
        False,
        Frame.BODY_BEHIND,
    )
    yield (
        Deed.PASS,
        rf"(?P<verb>(?:clear|pass)(?:s|es|ed))\s(?:through\s)?(?:the|both|in|[A-Z]\w+(?:[’']s)?)\s{body}",
        0.85,
        False,
        Frame.BODY_BEHIND,
    )
    yield (
        Deed.DEPLOY,
        r"(?P<verb>will\s+(?:get|receive|be\s+(?:equipped|fitted|given|scanned)))\b",
        0.7,
        True,
        Frame.TOLD,
    )
    yield Deed.BAN, r"(?P<verb>must\s+(?:stop|cease|end)\s+(?:using|use))\b", 0.8, False, Frame.TOLD


_BEEN: Final = r"(?:was|were|is|are|been|being|be|gets|got)\s(?:[a-z]+ly\s|also\s|later\s|first\s|itself\s)?"
_DONE_TO: Final = (
    (
        Deed.RULE,
        "blocked|upheld|dismissed|overturned|rejected|struck\\sdown|thrown\\sout|halted|quashed|affirmed",
        0.85,
    ),
    (Deed.BAN, "barred|forbidden|banned|prohibited|outlawed", 0.9),
    (
        Deed.SUSPEND,
        "paused|suspended|halted|frozen|shelved|postponed|switched\\soff|turned\\soff|put\\son\\s(?:hold|ice)",
        0.85,
    ),
    (Deed.EXIT, "scrapped|dropped|cancell?ed|discontinued|abandoned|ended|terminated|withdrawn|removed", 0.8),
    (Deed.RESTRICT, "restricted|limited|curbed|curtailed", 0.75),
    (Deed.INVESTIGATE, "investigated|examined|probed|reviewed|audited", 0.8),
    (Deed.DEPLOY, "deployed|installed|tested|trialled|piloted|rolled\\sout|introduced|launched", 0.7),
    (Deed.PROCURE, "bought|purchased|acquired|procured", 0.7),
)


_DONE_TO_ITS_OWN: Final = (  # what the words mean depends on what it is done to
    (Deed.RESUME, rf"(?:{BAN_WORDS}|{PAUSE_WORDS})", "lifted|ended|overturned|scrapped|dropped"),
    (
        Deed.EXTEND,
        rf"(?:{BAN_WORDS}|{PAUSE_WORDS}|contracts?|deals?|licen[cs]es?|pilots?|trials?)",
        "extended|prolonged|renewed",
    ),
    (Deed.PROCURE, r"(?:contracts?|deals?|purchases?)", "approved|awarded|signed|authori[sz]ed"),
    (Deed.SUE, r"(?:lawsuits?|suits?|complaints?|class\sactions?|cases?)", "filed|brought|lodged"),
    (Deed.SETTLE, r"(?:settlements?|consent\s(?:decrees?|orders?))", "approved|reached|announced"),
    (
        Deed.OPPOSE,
        rf"(?:{LAW_WORDS}|{BAN_WORDS}|{PAUSE_WORDS}|plans?|motions?)",
        "rejected|defeated|voted\\sdown|killed",
    ),
)


def _passives() -> Iterator[tuple[Deed, str, float, bool, Frame]]:
    """What is done to a measure or to the technology, told of them first; other deeds need who does it behind "by"."""
    for deed, what, verbs in _DONE_TO_ITS_OWN:
        yield deed, rf"{what}\s" + _gap(8) + rf"{_BEEN}(?P<verb>{verbs})(?=[\s,.])", 0.85, False, Frame.PASSIVE
    told = rf"{_BEEN}(?P<verb>ordered|told|instructed|directed|required|forced)\s(?=(?:on\s\w+\s)?by\s)"
    yield Deed.BAN, told + _gap(12) + r"to\s(?:stop|cease|end)\b", 0.85, False, Frame.PASSIVE
    yield Deed.RESTRICT, told + _gap(12) + r"to\s(?:delete|destroy|get|obtain|disclose)\b", 0.75, False, Frame.PASSIVE
    for deed, verbs in _STEPS:
        yield deed, rf"{_BEEN}(?P<verb>{verbs})(?=[\s,.])", 0.85, False, Frame.PASSIVE
    for deed, verbs, weight in _DONE_TO:
        yield deed, rf"{_BEEN}(?P<verb>{verbs})(?=\s[^.;]{{0,60}}\bby\s)", weight, True, Frame.PASSIVE


TABLE: Final[tuple[tuple[Deed, str, float, bool], ...]] = (
    # asking for it
    (Deed.CALL_FOR, _verbs("call") + r"\s+(?:\w+\s+){0,2}?(?:on|upon|for)\b", 0.9, False),
    (
        Deed.CALL_FOR,
        _verbs("urge demand petition implore beseech lobby_for press_for push_for"),
        0.8,
        False,
    ),
    (
        Deed.CALL_FOR,
        _verbs("plead_for ask_for beg_for") + r"\s+" + _gap(4) + rf"(?:{_MEASURE}|end|inquiry|investigation|review)\b",
        0.8,
        False,
    ),
    (Deed.CALL_FOR, r"(?P<verb>wants?|asked|asks)\s+" + _gap(5) + rf"(?:to\s+{_ACT}|{BAN_WORDS})\b", 0.6, False),
    (Deed.CALL_FOR, _verbs("press push ask tell appeal_to") + r"\s+" + _gap(7) + rf"to\s+{_ACT}\b", 0.7, False),
    (
        Deed.CALL_FOR,
        r"(?P<verb>wants?)\s+" + _gap(5) + r"(?:regulation|rules|halt|moratorium|pause|inquiry)\b",
        0.6,
        False,
    ),
    # steps of a measure
    (Deed.VETO, _verbs("veto"), 0.95, False),
    (
        Deed.VETO,
        r"(?P<verb>(?:sen(?:t|ds?|ding)\s+back)|(?:refus|declin)(?:e|es|ed|ing)\s+to\s+sign|(?:will|would)(?:\s+not|n['’]t)\s+sign|won['’]t\s+sign)\b",
        0.9,
        False,
    ),
    (
        Deed.VETO,
        r"(?P<verb>us(?:e|es|ed|ing)|issu(?:e|es|ed|ing))\s+(?:his|her|their|its|a|the)\s+(?:\w+\s)?veto\b",
        0.95,
        False,
    ),
    (
        Deed.VETO,
        r"(?P<verb>return(?:s|ed|ing)?)\s+"
        + _gap(7)
        + r"(?:unsigned|to\s+(?:lawmakers|the\s+(?:council|legislature)))",
        0.8,
        False,
    ),
    (
        Deed.BAN,
        _verbs("order direct instruct tell")
        + r"\s+"
        + _gap(14)
        + r"(?:to|should|must)\s+(?:stop|cease|end)\s+(?:using|use|their|its)\b",
        0.85,
        False,
    ),
    (
        Deed.PROPOSE,
        _verbs("consider weigh mull") + r"\s+" + _gap(6) + r"(?:ban|banning|moratorium|prohibiting)\b",
        0.75,
        False,
    ),
    (Deed.SIGN, _verbs("sign") + r"\s+" + _gap(8) + rf"(?:{_MEASURE}\b|into\s+law)", 0.95, False),
    (
        Deed.REPEAL,
        _verbs("repeal rescind overturn reverse roll_back walk_back undo weaken loosen relax abolish eliminate revoke")
        + r"\s+"
        + _gap(6)
        + rf"{_MEASURE}\b",
        0.9,
        False,
    ),
    (
        Deed.REPEAL,
        r"(?P<verb>strik(?:e|es|ing)|struck|scrap(?:s|ped|ping)?)\s+(?!down\b|an?\b|up\b)"
        + _gap(4)
        + rf"(?:ordinances?|laws?|statutes?|{BAN_WORDS}|{PAUSE_WORDS}|{LIMIT_WORDS})\b",
        0.85,
        False,
    ),
    (Deed.RESUME, _verbs("lift end") + r"\s+" + _gap(5) + rf"(?:{BAN_WORDS}|{PAUSE_WORDS})\b", 0.8, False),
    (Deed.RESUME, _verbs("resume restart reinstate") + r"\b", 0.8, False),
    (
        Deed.RESUME,
        r"(?P<verb>us(?:e|es|ing)|allow(?:s|ed)?|bring(?:s|ing)?)\s+" + _gap(7) + r"(?:again|back)\b",
        0.8,
        True,
    ),
    (Deed.RESUME, _verbs("let permit allow") + r"\s+" + _gap(9) + r"(?:again|once\s+more)\b", 0.8, True),
    (
        Deed.RESUME,
        r"(?P<verb>return(?:s|ed|ing)?|go(?:es|ing)?\s+back|went\s+back)\s+to\s+(?:using|the\s+use)\b",
        0.8,
        True,
    ),
    (
        Deed.EXTEND,
        _verbs("extend prolong renew lengthen") + r"\s+" + _gap(8) + rf"(?:{BAN_WORDS}|{PAUSE_WORDS})\b",
        0.95,
        False,
    ),
    (
        Deed.EXTEND,
        r"(?P<verb>mak(?:e|es|ing)|made)\s+"
        + _gap(6)
        + rf"(?:{BAN_WORDS}|{PAUSE_WORDS})\s+"
        + _gap(6)
        + r"permanent\b",
        0.9,
        False,
    ),
    (
        Deed.OPPOSE,
        r"(?P<verb>(?:testif(?:y|ies|ied)|lin(?:e|es|ed)\s+up|push(?:es|ed)?\s+back|stand(?:s|ing)?|stood|warn(?:s|ed)?)\s+against)\b",
        0.85,
        False,
    ),
    (Deed.OPPOSE, r"(?P<verb>sp(?:ends|ent|ending))\s+" + _gap(4) + r"against\b", 0.75, False),
    (Deed.SUPPORT, r"(?P<verb>testif(?:y|ies|ied)\s+(?:for|in\s+(?:favou?r|support)\s+of))\b", 0.85, False),
    (Deed.OPPOSE, r"(?P<verb>vot(?:e|es|ed)\s+down)\b", 0.85, False),
    (
        Deed.OPPOSE,
        r"(?P<verb>vot(?:e|es|ed))\s+"
        + _gap(4)
        + r"(?:against|not\s+to)\s+"
        + _gap(7)
        + rf"(?:{_MEASURE}|\w+ing\b|{_ACT})",
        0.85,
        False,
    ),
    (
        Deed.OPPOSE,
        _verbs("reject defeat kill") + r"\s+" + _gap(5) + rf"(?:{LAW_WORDS}|{BAN_WORDS}|{PAUSE_WORDS}|plans?)\b",
        0.8,
        False,
    ),
    (
        Deed.SUPPORT,
        r"(?P<verb>(?:thr[eo]wn?s?|throwing|put|puts)\s+(?:\w+\s+)?(?:weight|support)\s+behind|gets?\s+behind|got\s+behind|(?:comes?|came|coming)\s+out\s+(?:\w+\s+){0,3}?(?:in\s+(?:favou?r|support)\s+of|for))",
        0.9,
        False,
    ),
    (
        Deed.SUPPORT,
        _verbs("back support endorse champion welcome applaud praise embrace favor favour hail commend")
        + r"\s+"
        + _gap(6)
        + rf"{_MEASURE}\b",
        0.8,
        False,
    ),
    (
        Deed.OPPOSE,
        r"(?P<verb>(?:comes?|came|coming|sp(?:eak|eaks|oke)|lobb(?:y|ies|ied))\s+(?:out\s+)?(?:\w+\s+){0,3}?against)",
        0.9,
        False,
    ),
    (
        Deed.OPPOSE,
        _verbs("oppose criticize criticise denounce condemn slam blast object_to decry fight resist")
        + r"\s+"
        + _gap(6)
        + rf"(?:{_MEASURE}|{_USE}|plans?)\b",
        0.75,
        False,
    ),
    (
        Deed.EXIT,
        r"(?P<verb>(?:will\s+not|won['’]t|not\s+to|declin(?:es|ed)\s+to|decided\s+against)\s+(?:renew|extend|continu|prolong)\w*)\s+"
        + _gap(4)
        + r"(?:contracts?|deals?|licen[cs]es?|agreements?|subscriptions?|use|using|pilots?|programs?|trials?)\b",
        0.9,
        False,
    ),
    (
        Deed.EXIT,
        r"(?P<verb>(?:did|does|has|have)(?:\s+not|n['’]t)\s+renew\w*)\s+"
        + _gap(4)
        + r"(?:contracts?|deals?|licen[cs]es?|agreements?|subscriptions?)\b",
        0.85,
        False,
    ),
    (
        Deed.EXIT,
        r"(?P<verb>lets?|letting|allow(?:s|ed)?)\s+"
        + _gap(6)
        + r"(?:contracts?|deals?|licen[cs]es?|agreements?|subscriptions?)\s+"
        + _gap(5)
        + r"(?:to\s+)?(?:lapse|expire|run\s+out)\b",
        0.85,
        False,
    ),
    (
        Deed.EXTEND,
        _verbs("extend prolong renew lengthen")
        + r"\s+"
        + _gap(6)
        + r"(?:contracts?|deals?|licen[cs]es?|agreements?|subscriptions?|pilots?|trials?|use)\b",
        0.8,
        True,
    ),
    (Deed.PROCURE, _verbs("win") + r"\s+" + _gap(7) + r"(?:contracts?|deals?)\b", 0.6, True),
    (
        Deed.PROCURE,
        _verbs("approve sign award ink authorize authorise") + r"\s+" + _gap(7) + r"(?:contracts?|deals?|purchases?)\b",
        0.75,
        True,
    ),
    (Deed.PROCURE, _verbs("buy purchase acquire procure"), 0.7, True),
    (Deed.PROCURE, r"(?P<verb>spen(?:d|ds|t|ding)|pa(?:y|ys|id))\s+" + _gap(6) + r"(?:on|for)\b", 0.7, True),
    (
        Deed.INTRODUCE,
        _verbs("introduce reintroduce file sponsor submit table bring_in unveil announce")
        + r"\s+"
        + _gap(7)
        + r"(?:bills?|legislation|acts?|ordinances?|resolutions?|amendments?)\b",
        0.9,
        False,
    ),
    (Deed.MORATORIUM, rf"{_VOTE}" + _gap(6) + rf"{PAUSE_WORDS}\b", 0.95, False),
    (Deed.MORATORIUM, _verbs(_LIGHT) + r"\s+" + _gap(8) + rf"{PAUSE_WORDS}\b", 0.95, False),
    (Deed.BAN, rf"{_VOTE}" + _gap(6) + rf"(?:{BAN_WORDS}|outlaw|prohibit|forbid|bar)\b", 1.0, False),
    (Deed.BAN, _verbs(_LIGHT) + r"\s+" + _gap(8) + rf"{BAN_WORDS}\b", 0.95, False),
    (
        Deed.PROPOSE,
        _verbs("propose draft float unveil put_forward table pitch") + r"\s+" + _gap(8) + rf"{_MEASURE}\b",
        0.85,
        False,
    ),
    (
        Deed.PROPOSE,
        _verbs("plan prepare") + r"\s+" + _gap(4) + rf"(?:{LAW_WORDS}|{BAN_WORDS}|{LIMIT_WORDS})\b",
        0.6,
        True,
    ),
    (Deed.PROPOSE, _verbs("open launch begin start") + r"\s+" + _gap(5) + r"consultations?\b", 0.8, False),
    (Deed.PROPOSE, _verbs("consider weigh debate mull eye") + r"\s+" + _gap(6) + rf"{_MEASURE}\b", 0.6, False),
    (
        Deed.PASS,
        _verbs("pass approve adopt enact clear advance green-light greenlight ratify endorse finalize finalise OK")
        + r"\s+"
        + _gap(8)
        + rf"{LAW_WORDS}\b",
        0.9,
        False,
    ),
    (
        Deed.PASS,
        r"(?P<verb>giv(?:e|es|ing|en)|gave|grant(?:s|ed|ing)?)\s+" + _gap(6) + r"(?:passage|approval|assent|backing)\b",
        0.85,
        False,
    ),
    (
        Deed.PASS,
        r"(?P<verb>vot(?:e|es|ed|ing))\s+(?:\d+\s?(?:[-–]|to)\s?\d+\s+|unanimously\s+)?(?:for|in\s+favou?r\s+of)\s+"
        + _gap(7)
        + rf"{_MEASURE}\b",
        0.85,
        False,
    ),
    (Deed.PASS, rf"{_VOTE}" + _gap(6) + rf"{LAW_WORDS}\b", 0.85, False),
    # law and its keepers
    (
        Deed.SUE,
        _verbs("file bring launch")
        + r"\s+"
        + _gap(6)
        + r"(?:lawsuits?|suits?|class[\s-]actions?|legal\s(?:challenge|action|complaint)s?|complaints?)\b",
        0.9,
        False,
    ),
    (Deed.SUE, _verbs("sue"), 0.95, False),
    (Deed.SUE, r"(?P<verb>hit|slapped|served)\s+with\s+" + _gap(3) + r"(?:lawsuits?|suits?)\b", 0.9, False),
    (Deed.SUE, r"(?:lawsuit|suit|complaint|case)\s+(?:was\s+)?(?P<verb>filed|brought)\b", 0.9, False),
    (Deed.SUE, r"(?P<verb>tak(?:e|es|ing)|took)\s+" + _gap(7) + r"to\s+court\b", 0.9, False),
    (Deed.SETTLE, r"(?P<verb>pays?|paid|paying)\s+" + _gap(7) + r"to\s+(?:settle|resolve|end)\b", 0.9, False),
    (
        Deed.SETTLE,
        r"(?P<verb>under|in|as\s+part\s+of)\s+(?:a|an|the)\s+(?:\w+\s+){0,3}?(?:settlement|consent\s+(?:decree|order))\b",
        0.8,
        False,
    ),
    (Deed.SETTLE, _verbs("settle"), 0.95, False),
    (
        Deed.SETTLE,
        _verbs("resolve") + r"\s+" + _gap(5) + r"(?:charges|claims|allegations|lawsuits?|suits?|case)\b",
        0.9,
        False,
    ),
    (
        Deed.PASS,
        r"(?P<verb>(?:reach|strik)(?:es|ed)|struck|agree[sd]?)\s+"
        + _gap(6)
        + r"(?:deal\s|agreement\s|compromise\s)?"
        + _gap(4)
        + r"on\s+"
        + _gap(3)
        + rf"{LAW_WORDS}\b",
        0.8,
        False,
    ),
    (
        Deed.SETTLE,
        _verbs("reach announce approve agree") + r"\s+" + _gap(6) + r"(?:settlements?|to\s+pay)\b",
        0.9,
        False,
    ),
    (Deed.SETTLE, r"(?P<verb>to\s+pay)\s+" + _gap(3) + r"[$€£]?[\d.]+", 0.8, False),
    (
        Deed.FINE,
        _verbs("impose issue levy hit slap order") + r"\s+" + _gap(9) + r"(?:fines?|penalt(?:y|ies)|to\s+pay)\b",
        0.9,
        False,
    ),
    (Deed.FINE, _verbs("fine penalize penalise sanction"), 0.95, False),
    (
        Deed.INVESTIGATE,
        _verbs("launch open begin start announce order")
        + r"\s+"
        + _gap(6)
        + r"(?:investigations?|inquir(?:y|ies)|enquir(?:y|ies)|probes?|reviews?|audits?)\b",
        0.9,
        False,
    ),
    (
        Deed.INVESTIGATE,
        r"(?P<verb>commissioned|commissioning)\s+"
        + _gap(5)
        + r"(?:investigations?|inquir(?:y|ies)|reviews?|audits?)\b",
        0.85,
        False,
    ),
    (Deed.INVESTIGATE, r"(?P<verb>issued|issues)\s+(?:a\s|an\s)?notices?\s+to\b", 0.75, False),
    (Deed.INVESTIGATE, _verbs("investigate probe"), 0.85, False),
    (Deed.INVESTIGATE, r"(?P<verb>wants?\s+(?:to\s+know|answers|explanations))\b", 0.75, False),
    (Deed.INVESTIGATE, _verbs("look_into look_at inquire_into"), 0.7, False),
    (Deed.INVESTIGATE, _verbs("review examine audit scrutinize scrutinise"), 0.65, True),
    (
        Deed.INVESTIGATE,
        _verbs("ask demand request seek")
        + r"\s+"
        + _gap(6)
        + r"(?:information|answers|records|documents|details|explanations?)\b",
        0.75,
        False,
    ),
    (Deed.RESTRICT, _verbs("rule_out") + r"\s+" + _gap(6) + rf"(?:{_USE}|{_FACES})\b", 0.85, True),
    (Deed.RULE, _verbs("rule") + r"(?=[\s,.])", 0.95, False),
    (
        Deed.RULE,
        r"(?P<verb>sa(?:id|ys))\s+(?:on\s+\w+day\s+)?in\s+(?:a|its|an)\s+(?:[\w-]+\s+)?(?:ruling|judge?ment|decision|order|opinion)\b",
        0.9,
        False,
    ),
    (
        Deed.RULE,
        _verbs(
            "uphold strike_down dismiss overrule find hold block declare reject deny affirm revive "
            "throw_out toss_out grant side_with conclude determine decide"
        )
        + r"\b",
        0.8,
        False,
    ),
    (
        Deed.RULE,
        r"(?P<verb>lets?|letting)\s+" + _gap(12) + r"(?:proceed|go\s+(?:ahead|forward)|continue|stand)\b",
        0.85,
        False,
    ),
    (
        Deed.PASS,
        r"(?P<verb>lets?|allow(?:s|ed))\s+" + _gap(9) + r"become\s+law\b",
        0.75,
        False,
    ),
    (
        Deed.RULE,
        r"(?P<verb>refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|allow(?:s|ed|ing)?)\s+"
        + _gap(8)
        + r"to\s+(?:throw\s+out|dismiss|block|proceed|go\s+(?:ahead|forward))\b",
        0.9,
        False,
    ),
    (
        Deed.RULE,
        r"(?P<verb>(?:refus|declin)(?:e|es|ed|ing)\s+to\s+(?:hear|review|take\s+up|reconsider|lift))\b",
        0.9,
        False,
    ),
    (
        Deed.INVESTIGATE,
        r"(?P<verb>ask(?:s|ed)?|tells?|told|order(?:s|ed)?|demand(?:s|ed)?)\s+"
        + _gap(8)
        + r"(?:to\s+(?:explain|justify|answer|account)|explain)\b",
        0.75,
        False,
    ),
    (
        Deed.INVESTIGATE,
        r"(?P<verb>writ(?:es|ing)|wrote|sends|sent|sending)\s+"
        + _gap(12)
        + r"(?:asking|demanding|seeking|requesting|questioning)\b",
        0.7,
        False,
    ),
    # companies and users
    (
        Deed.EXIT,
        _verbs("cancel terminate scrap")
        + r"\s+"
        + _gap(6)
        + r"(?:contracts?|deals?|purchases?|orders?|agreements?|plans?)\b",
        0.85,
        False,
    ),
    (
        Deed.EXIT,
        _verbs("remove pull withdraw retire sunset strip")
        + r"\s+"
        + _gap(4)
        + rf"(?:features?|tools?|functions?|option|{_FACES})\b",
        0.8,
        True,
    ),
    (
        Deed.EXIT,
        r"(?P<verb>no\s+longer)\s+(?:(?:be|is|are|was)\s+)?(?:offer|sell|make|develop|provid|suppl|work|market|support|requir|us)\w*",
        0.95,
        False,
    ),
    (
        Deed.EXIT,
        _verbs(
            "exit quit abandon discontinue leave shut_down wind_down get_out_of pull_out_of withdraw_from "
            "walk_away_from phase_out retire scrap ditch drop cease stop end kill"
        )
        + r"\s+(?!short\b)"
        + _gap(7)
        + rf"{_BUSINESS}\b",
        0.85,
        False,
    ),
    (
        Deed.EXIT,
        _verbs("delete take_down pull") + r"\s+" + _gap(4) + r"(?:database|faceprints|face\s+prints|data\s?set)\b",
        0.7,
        False,
    ),
    (Deed.EXIT, r"(?P<verb>get(?:s|ting)?\s+out\s+of)\b", 0.7, False),
    (
        Deed.EXIT,
        _verbs("end stop cancel scrap drop abandon discontinue")
        + r"\s+"
        + _gap(6)
        + r"(?:pilots?|experiments?|tests?)\b",
        0.8,
        False,
    ),
    (
        Deed.RESTRICT,
        r"(?P<verb>(?:turn(?:s|ed|ing)?\s+down|reject(?:s|ed|ing)?)\s+"
        + _gap(4)
        + r"(?:requests?|sales?|deals?|contracts?|offers?|customers?|police|governments?|sheriff|opportunit\w+))",
        0.9,
        False,
    ),
    (
        Deed.RESTRICT,
        r"(?P<verb>(?:declin|refus)(?:e|es|ed|ing)\s+to\s+(?:sell|provide|offer|supply|license|work|build|give))",
        0.9,
        False,
    ),
    (
        Deed.RESTRICT,
        r"(?P<verb>(?:will|would|do|does|did)(?:\s+not|n['’]t)|won['’]t|not\s+to)\s+(?:be\s+)?(?:sell|provide|offer|supply|licens|work|build|let|allow|use|put|include|add|deploy|equip|commerciali[sz])\w*",
        0.85,
        False,
    ),
    (
        Deed.SUSPEND,
        _verbs("suspend pause halt freeze postpone delay shelve put_off") + r"\s+" + _gap(7) + rf"{_USE}\b",
        0.9,
        False,
    ),
    (Deed.SUSPEND, _verbs("turn_off switch_off shut_off deactivate disable unplug"), 0.85, True),
    (Deed.SUSPEND, r"(?P<verb>(?:turn|switch|shut)(?:s|ed|ting|ing)?)\s+" + _gap(6) + r"off\b", 0.8, True),
    (
        Deed.SUSPEND,
        r"(?P<verb>tak(?:e|es|ing|en)|took)\s+" + _gap(5) + r"(?:offline|out\s+of\s+(?:use|service))\b",
        0.8,
        True,
    ),
    (Deed.SUSPEND, r"(?P<verb>put(?:s|ting)?)\s+" + _gap(8) + r"on\s+(?:hold|ice|pause)\b", 0.9, False),
    (
        Deed.SUSPEND,
        r"(?P<verb>(?:stop|cease|end|quit|drop|halt)(?:s|ped|ed|d|ping|ing)?)\s+(?!short\b)"
        + _gap(5)
        + r"(?:use|using|from\s+using)\b",
        0.9,
        False,
    ),
    (Deed.BAN, _verbs("ban prohibit outlaw forbid") + r"\b", 0.9, False),
    (Deed.BAN, r"(?P<verb>mak(?:e|es|ing)|made)\s+it\s+(?:illegal|unlawful|a\s+crime)\b", 0.85, True),
    (Deed.BAN, _verbs("bar block") + rf"\s+(?:\w+\s+){{0,2}}?{_FACES}\b", 0.85, False),
    (Deed.BAN, _verbs("bar block prevent") + r"\s+" + _gap(6) + r"(?:from|use|using|police)\b", 0.85, False),
    (Deed.RESTRICT, _verbs("restrict limit curb regulate tighten rein_in constrain") + r"\b", 0.75, True),
    (
        Deed.RESTRICT,
        _verbs("order require") + r"\s+" + _gap(6) + r"to\s+(?:stop|delete|destroy|cease|get|obtain|disclose)\b",
        0.7,
        False,
    ),
    (
        Deed.DEPLOY,
        _verbs("start begin launch run open") + r"\s+" + _gap(4) + r"(?:trials?|pilots?|roll-?outs?)\b",
        0.7,
        False,
    ),
    (
        Deed.DEPLOY,
        _verbs("deploy roll_out install switch_on trial pilot activate introduce launch unveil test expand add")
        + r"\b",
        0.7,
        True,
    ),
    (
        Deed.DEPLOY,
        _verbs("start begin plan expand")
        + r"\s+"
        + _gap(3)
        + r"(?:to\s+use|using|use|to\s+deploy|to\s+test|testing|trial\w*)\b",
        0.75,
        True,
    ),
    (Deed.DEPLOY, r"(?P<verb>used)\s+(?!to\b|by\b|in\b|for\b|as\b|on\b|against\b|at\b)", 0.55, True),
    (Deed.DEPLOY, r"(?P<verb>uses|(?:is|are|has\s+been|have\s+been)\s+using)\b", 0.5, True),
    (Deed.DEPLOY, _verbs("turn_on adopt embrace"), 0.6, True),
    (Deed.DEPLOY, r"(?P<verb>will\s+(?:soon\s+)?(?:use|scan)|to\s+use)\b", 0.55, True),
    (
        Deed.DEPLOY,
        r"(?P<verb>(?:bring|brings|bringing|brought)\s+in|(?:go|goes|going|went)\s+live\s+with|to\s+scan|scans)\b",
        0.6,
        True,
    ),
)


def framed_last() -> Iterator[tuple[Deed, str, float, bool, Frame]]:
    """What somebody says others should do, where no row of the table reads more in it."""
    wanted = rf"(?:be\s(?:banned|stopped|halted|outlawed|prohibited|paused|regulated|suspended)|{_ACT})"
    yield (
        Deed.CALL_FOR,
        rf"(?P<verb>(?:should|must|needs?\sto|ought\sto)\s+(?:immediately\s+|now\s+)?{wanted})\b",
        0.7,
        True,
        Frame.SAID,
    )
