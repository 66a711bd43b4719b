"""Deeds told in another order than who, does, what: the measure first, in the passive, or as what somebody says."""

from collections.abc import Iterator
from enum import Enum
from typing import Final

from bot.core.model import Deed
from bot.core.positions.cue_words import ACT, ANY_MEASURE, BAN_WORDS, LAW_WORDS, PAUSE_WORDS, gap


class Frame(Enum):
    """Where who acts stands."""

    PLAIN = "before the verb"  # "the council passed the bill"; behind "by" where the verb is passive
    MEASURE_FIRST = "between the measure and the verb"  # "a bill that two senators introduced"
    PARTICIPLE = "behind by, or elsewhere"  # "legislation introduced in the council"
    PASSIVE = "behind by, what it is done to before the verb"  # "the bill that … was signed by the mayor"
    TOLD = "beside a later verb of saying"  # "police must stop using it, the attorney general said"
    SAID = "before or behind a verb of saying"  # "police should stop using it, the league said"
    BODY_BEHIND = "behind the verb, the measure before it"  # "the bill cleared the Senate"


_STEPS: Final = (
    (Deed.INTRODUCE, "introduced|reintroduced|filed|sponsored|brought|written|wrote|authored"),
    (Deed.PROPOSE, "proposed|unveiled|drafted|put\\sforward|floated"),
    (Deed.VETO, "vetoed"),
    (Deed.SIGN, "signed"),
    (Deed.REPEAL, "repealed|rescinded"),
    (Deed.PASS, "passed|approved|adopted|enacted|endorsed|ratified"),
)
STEPS: Final = frozenset(deed for deed, _ in _STEPS)
_WHO: Final = (
    r"(?P<who>(?!by\b|on\b|in\b|to\b|of\b|for\b|also\b)(?:(?!would\b|will\b|was\b|were\b|is\b|are\b|that\b|which\b|by\b|to\b|has\b|have\b|"
    r"may\b|could\b|after\b|as\b|when\b|while\b|if\b|\w+ing\b)[^\s;:()]+\s){1,9}?)"
)


def framed() -> Iterator[tuple[Deed, str, float, bool, Frame]]:
    """The steps of a measure where the measure is told before its verb."""
    for deed, participles in _STEPS:
        told = rf"{ANY_MEASURE}\s(?:that\s|which\s)?(?:on\s)?{_WHO}(?P<verb>{participles})(?!\sby)(?=[\s,.])"
        yield deed, told, 0.85, False, Frame.MEASURE_FIRST
    for deed, participles in _STEPS:
        been = r"(?:(?:that|which)\s)?(?:(?:was|were|is|are|has\sbeen|had\sbeen)\s)?(?:also\s)?"
        yield deed, rf"{ANY_MEASURE}\s{been}(?P<verb>{participles})(?=[\s,.])", 0.8, False, Frame.PARTICIPLE
    for deed, participles in _STEPS:
        told = rf"{ANY_MEASURE}(?:\s[^\s;:.,]+){{1,9}},\s(?P<verb>{participles})(?=\s(?:[^\s;:.,]+\s){{0,3}}?by\s)"
        yield deed, told, 0.8, False, Frame.PARTICIPLE
    yield Deed.INTRODUCE, r"(?P<verb>sponsored|co-?sponsored|authored)\sby", 0.8, False, Frame.PARTICIPLE
    yield from _passives()
    chambers = "house|senate|council|legislature|assembly|parliament|committee|commission|board|bundestag"
    body = rf"(?:\S+\s){{0,5}}?(?:{chambers})\b"
    yield (
        Deed.PASS,
        r"(?P<verb>wins?|won|gain(?:s|ed)|receiv(?:es|ed)|gets?|got)\s+"
        + gap(4)
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
    yield (
        Deed.DEPLOY,
        r"(?P<verb>must\s+(?:now\s+|all\s+)?(?:install|use|deploy|adopt|introduce|fit|check))\b",
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
    for deed, what, participles in _DONE_TO_ITS_OWN:
        yield deed, rf"{what}\s" + gap(8) + rf"{_BEEN}(?P<verb>{participles})(?=[\s,.])", 0.85, False, Frame.PASSIVE
    told = rf"{_BEEN}(?P<verb>ordered|told|instructed|directed|required|forced)\s(?=(?:on\s\w+\s)?by\s)"
    yield Deed.BAN, told + gap(12) + r"to\s(?:stop|cease|end)\b", 0.85, False, Frame.PASSIVE
    yield Deed.RESTRICT, told + gap(12) + r"to\s(?:delete|destroy|get|obtain|disclose)\b", 0.75, False, Frame.PASSIVE
    for deed, participles in _STEPS:
        yield deed, rf"{_BEEN}(?P<verb>{participles})(?=[\s,.])", 0.85, False, Frame.PASSIVE
    for deed, participles, weight in _DONE_TO:
        yield deed, rf"{_BEEN}(?P<verb>{participles})(?=\s[^.;]{{0,60}}\bby\s)", weight, True, Frame.PASSIVE


def framed_last() -> Iterator[tuple[Deed, str, float, bool, Frame]]:
    """What somebody says others should do, where no row of the table reads more in it."""
    wanted = rf"(?:be\s(?:banned|stopped|halted|outlawed|prohibited|paused|regulated|suspended)|{ACT})"
    yield (
        Deed.CALL_FOR,
        rf"(?P<verb>(?:should|must|needs?\sto|ought\sto)\s+(?:immediately\s+|now\s+)?{wanted})\b",
        0.7,
        True,
        Frame.SAID,
    )
