"""What the words of a cue mean when this actor uses them: a court that "rejects" rules, a mayor who does vetoes."""

import re

from bot.core.model import Deed
from bot.core.positions.actors import Phrase
from bot.core.positions.cue_words import BAN_WORDS, LAW_WORDS, LIMIT_WORDS
from bot.core.positions.cues import Cue
from bot.core.positions.frames import Frame
from bot.core.positions.named import Naming

_PASSED = re.compile(r"\b(?:pass(?:es|ed)?|approv\w+|adopt\w*|clear\w*|enact\w*|vot\w+)\b", re.IGNORECASE)
_BANNING_LAW = re.compile(
    rf"\b{LAW_WORDS}\s(?:\S+\s){{0,4}}?(?:bans?|banning|prohibits?|prohibiting|outlaws?|outlawing|forbids?|forbidding|bars?|"
    r"barring)\b|\b(?:banning|outlawing|prohibiting|forbidding)\b|\bbans?\b",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"\b(?:temporar\w+|for\s+(?:a|one|two|three|five|six|\d+|the\s+next)\s+(?:[\w-]+\s)?(?:years?|months?|days?)|"
    r"(?:one|two|three|five|six|\d+)-(?:year|month))\b",
    re.IGNORECASE,
)
_REJECTED = re.compile(r"strik|struck|reject|block", re.IGNORECASE)
_QUARREL = re.compile(
    r"\b(?:debate|dispute|fight|battle|stand-?off|wait|(?<!face\s)search|years|months)\b", re.IGNORECASE
)
_ASKED = re.compile(r"ask|demand|writ|wrote|send|sent", re.IGNORECASE)
_CONTRACT = re.compile(
    r"\b(?:contracts?|deals?|licen[cs]es?|agreements?|subscriptions?|partnerships?)\b", re.IGNORECASE
)
_TOLD = re.compile(r"tell|told|direct|instruct", re.IGNORECASE)
_LAW_IN = re.compile(rf"\b{LAW_WORDS}|\b{BAN_WORDS}|\b{LIMIT_WORDS}", re.IGNORECASE)
_SETTLED = re.compile(r"\b(?:settl(?:e|es|ed|ing)|settlement)\b", re.IGNORECASE)
_BENCH = re.compile(r"\b(?:court|judges?|justices?|jury|tribunal)\b", re.IGNORECASE)


def deed_of(
    cue: Cue, phrase: Phrase, actor: str, *, verb: str, words: str, naming: Naming, is_public: bool
) -> Deed | None:
    """The deed the words mean when this actor does it; None when such an actor can't."""
    is_judge = naming.is_court(phrase, actor)
    is_executive = naming.is_executive(phrase, actor)
    match cue.deed:
        case Deed.RULE if is_judge:
            return Deed.RULE
        case Deed.RULE | Deed.SUSPEND | Deed.OPPOSE if is_executive and _REJECTED.match(verb) and _LAW_IN.search(words):
            return Deed.VETO
        case Deed.RULE:
            return None
        case Deed.REPEAL if _BENCH.search(phrase.text):
            return Deed.RULE
        case Deed.SETTLE if is_judge:
            return Deed.RULE
        case Deed.INVESTIGATE if not is_public:
            return Deed.CALL_FOR if _ASKED.match(verb) else None
        case Deed.BAN | Deed.SUSPEND if not is_public and _TOLD.match(verb):
            return Deed.CALL_FOR
        case Deed.BAN | Deed.DEPLOY if not is_public and cue.frame is Frame.TOLD and verb.startswith("must"):
            return Deed.CALL_FOR
        case Deed.SUPPORT if naming.is_chamber(phrase):
            return Deed.PASS
        case Deed.RESTRICT | Deed.BAN | Deed.SUSPEND if _BENCH.search(phrase.text):
            return Deed.RULE
        case Deed.PASS | Deed.SIGN | Deed.VETO | Deed.FINE if not is_public:
            return None
        case Deed.PASS | Deed.BAN | Deed.MORATORIUM if naming.is_chamber(phrase) and _PASSED.search(words):
            return Deed.MORATORIUM if re.search(r"\bmoratorium|\bpause", words) else Deed.PASS
        case Deed.PASS if is_public and re.search(r"\bmoratorium\b", words):
            return Deed.MORATORIUM
        case Deed.PASS if is_public and _BANNING_LAW.search(words):
            return Deed.BAN
        case Deed.EXIT | Deed.SUSPEND | Deed.RESTRICT | Deed.BAN if not is_public and _SETTLED.search(words):
            return Deed.SETTLE
        case Deed.BAN | Deed.EXIT | Deed.SUSPEND if not is_public and _TERM.search(words):
            return Deed.MORATORIUM
        case Deed.EXIT if _QUARREL.search(verb):
            return None
        case Deed.SUSPEND if is_public and re.search(r"\bfrom\s+using$", verb):
            return Deed.BAN
        case Deed.EXIT if is_public and not _CONTRACT.search(verb):
            return Deed.SUSPEND
    return cue.deed
