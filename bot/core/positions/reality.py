"""Whether a deed was done or promised, or is only wished for, feared, denied or remembered."""

import re
from typing import Final

from bot.core.language.name_words import words
from bot.core.model import Deed
from bot.core.positions.cues import Cue
from bot.core.positions.frames import Frame

BEFORE: Final = 110  # letters before a verb that tell whether it happened
BESIDE: Final = 25  # of a bill, whose own words stand before the verb: "a bill that would … cleared the Senate"

_PROMISED: Final = frozenset(
    {Deed.EXIT, Deed.SUSPEND, Deed.RESTRICT, Deed.MORATORIUM, Deed.EXTEND, Deed.RESUME, Deed.DEPLOY, Deed.PROCURE}
    | {Deed.SUE, Deed.INVESTIGATE, Deed.BAN, Deed.SETTLE}
)

_HYPOTHETICAL = re.compile(
    r"\b(?:recommend|urg|demand|ask|insist|propos|suggest|request)(?:e?s|ed|ing)?\sthat\s(?:\S+\s+){1,6}$|"
    r"\b(?:could|might|may(?!\s+\d)|should|can|cannot|must|ought\s+to|shall|can['’]t|couldn['’]t|shouldn['’]t)\s+(?:[\w-]+\s+){0,3}$"
    r"|\b(?:if|whether|unless|until|before|unlikely|likely|consider(?:s|ed|ing)?|propos(?:e|es|ed|ing)|proposals?\s(?:to|that|for|of))\s+(?:\S+\s+){0,5}$",
    re.IGNORECASE,
)
_WOULD = re.compile(r"(?:\bwould|['’]d)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_PLEDGE = re.compile(
    r"\b(?:said|says|announced|confirmed|promised|pledged|vowed|wrote|told\s[^,.]{2,40}?)\b[^.;]{0,60}?"
    r"\b(?:it|they|he|she|we|the\s(?:\w+\s)?(?:company|firm|agency|department|start-?up|group|city|force))\s"
    r"(?:would|['’]d)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_WILL = re.compile(r"\b(?:will|['’]ll|is\s+going\s+to|are\s+going\s+to)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_CONDITION = re.compile(r"\W*(?:If|Unless|Should|Once|Whether|Were|Even\sif)\b")
_IF = re.compile(r"\W*(?:If|Unless|Whether|Even\sif|Only\sif|As\sif|In\scase)\b")
_FEARED = re.compile(
    r"\b(?:fear|worr(?:y|ie)|hope|expect|predict|believe|suggest|speculat|warn|doubt|think|imagine|guess|bet)(?:s|d|ed|ing)?\s"
    r"(?:that\s)?(?:\S+\s){1,6}?(?:will|['’]ll)\s",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"(?P<governor>[\w’'-]+)?\s*\bto\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_BE = re.compile(r"\bbe\s+$")  # "yet to be signed"
_DONE_BY: Final = words(
    "voted votes vote agreed agrees decided decides moved moves pledged pledges promised promises vowed "
    "vows committed commits chose chooses opted opts began begun starts started 3-0"
)
_FIRST_TO = re.compile(
    r"\b(?:bec[ao]mes?|becoming|is|was|are)\s+(?:\w+\s+)?(?:the\s+)?(?:first|second|third|fourth|latest|\w+est|only)\b[^,;]*\sto\s+$",
    re.IGNORECASE,
)
_WOULD_BE = re.compile(r"(?:\b(?:would|could|might|may)|['’]d)\s(?:\w+\s)?(?:be|become)\b", re.IGNORECASE)
_WAS_FIRST = re.compile(
    r"\b(?:was|were)\s(?:\w+\s)?the\s(?:\w+\s)?(?:first|second|third|earliest|largest)\b[^.;]*\sto\s"
)
_PLANNED_BY: Final = words("plans plan planned planning intends set going aims about poised ready")
_JOINED_TO = re.compile(
    r"\b(?:team\w*\sup|join\w*(?:\s\S+){0,4}|unit(?:e|ed)|gather\w*|went\son|goes\son)\sto\s+$", re.IGNORECASE
)
_VOTE_BEFORE = re.compile(r"\b(?:vot(?:e|es|ed)|agreed|decided)\b(?:\s+\S+){0,7}\s+to\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:not|never|no|without|n['’]t|(?:refus|declin|fail|stop)\w*\s+(?:to|from|short\s+of)|rather\s+than|instead\s+of|"
    r"far\s+from|threaten\w*\s+to)\s+(?:\w+\s+){0,2}$|n['’]t\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|dismiss(?:es|ed)?\s(?:claims|reports)|reject(?:s|ed)?\s(?:claims|reports|suggestions))\b[^.;]*$"
    r"|\b(?:rumou?r(?:s|ed)?|false(?:ly)?\s(?:claim|report)\w*)\b[^.;]*$"
    r"|\b(?:neither|nobody|no\sone|none\sof|hardly\sany)\b[^,;.]*$",
    re.IGNORECASE,
)
_GERUND_AFTER = re.compile(  # "forbids police from buying, using or sharing", "accused of using"
    r"\b(?:from|of|for|against|without|about|than|before|at|toward|those|people|someone|anyone)\s+(?:\w+ing(?:,\s+(?:or\s+|and\s+)?|\s+or\s+|\s+and\s+))*$",
    re.IGNORECASE,
)
HEARSAY: Final = 0.6  # what somebody is only said to have done
_HEARSAY = re.compile(
    r"\b(?:allegedly|reportedly|is\sthought\sto|are\sthought\sto|unconfirmed|accus(?:es|ed|ing)|is\ssaid\sto|"
    r"claim(?:s|ed)?\sthat)\b[^.;]*$",
    re.IGNORECASE,
)
_NOUN_BEFORE = re.compile(
    r"(?:\b(?:a|an|the|its|their|his|her|this|that|such|any|total|full|federal|proposed|permanent|temporary|nationwide|"
    r"outright|new|blanket|statewide|complete|similar|local|state|city|first|of|for|on|in|under|with|from|by|against|behind|"
    r"one-year|two-year|three-year|five-year|police|recognition|technology|surveillance|software)|['’]s)\s+$",
    re.IGNORECASE,
)
_NOUNS: Final = words(
    "ban bans fine fines pause halt freeze limit limits trial test pilot veto rule rules ruling purchase "
    "probe back hold launch restrict rulings find findings settlement suit block blocks support testing review "
    "reviews audit audits appeal fight look file award press favor favour push pay sanction sanctions renew"
)
_NOUN_AFTER = re.compile(
    r"\s*(?:on|for|of|as|is|was|were|are|will|would|could|has|had|and|or|that|in)\b|\s*(?:[.,;:!?)]|$)"
)
_IRREGULAR_PAST: Final = words(
    "bought brought threw thrown came spoke put set hit quit shut cut let began begun found held left got won struck "
    "made sent told would will should must needs ought "
    "do does did took taken drew withdrew undid swore sought overthrew spent "
    "paid fought gave went wrote stood said says no not under in as won't won’t"
)
_MAKES_IT_A_VERB = re.compile(
    r"(?:\b(?:to|will|would|not|n['’]t|they|we|police|people|officials|congress|and|or|also|now|which|who|that|it)"
    r"|['’](?:ll|d)|\w(?<!s)s|,\s[A-Z]\w+|\b(?:and|&)\s[A-Z]\w+)(?:\s+(?:\w+ly|also|now|on\s\w+day|\w+day))?\s+$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|gets?|got)\s+(?:\w+ly\s+|also\s+|now\s+)?$", re.IGNORECASE)
_PARTICIPLES: Final = words(
    "told sold held hit sent found put struck cut made paid given taken withdrawn drawn forbidden undone begun let "
    "shut set won driven thrown overthrown written rewritten built undercut overridden"
)
_ASIDE = re.compile(
    r"\b(?:after|since|when|as|while|because|although|though|which|who|where|whose|whom|that\s+have|days\s+after)\s[^,;]*$",
    re.IGNORECASE,
)
_THAT = re.compile(r"\b(?:said|says|told|announced|confirmed)\b[^;]*$", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:last\s+(?:year|month|spring|summer|fall|autumn|winter|june|july|may)|(?:\w+\s+)?(?:years?|months?|weeks?)\s+(?:ago|earlier|before)"
    r"|previously|earlier|in\s+the\s+past|once|has\s+long|have\s+(?:already|also)|"
    r"already|has\s+already)\b",
    re.IGNORECASE,
)
_HAD = re.compile(r"\bhad\s+(?:\w+\s+){0,2}$")
_REPORTED = re.compile(  # "said on Monday that it had paused": the past of what was said then
    r"\b(?:said|says|announced|confirmed|revealed|disclosed|told\s[^,.]{2,40}?)\b[^.;,]{0,40}?\b(?:it|they|he|she|we|the\s\w+)\shad\s"
    r"(?:\w+\s+){0,2}$"
)
_YEAR = re.compile(r"\bin\s+(?:\w+\s+)?(?P<year>(?:19|20)\d\d)\b")


def is_passive(text: str, start: int, cue: Cue) -> bool:
    """ "was banned by the council", and in headlines "banned by the council"."""
    verb = text[cue.start : cue.end].split()[0]
    if _PASSIVE.search(text, max(start, cue.start - 40), cue.start):
        return _is_participle(verb)
    is_alone = cue.end - cue.start == len(verb)
    return is_alone and _is_participle(verb) and re.match(r"\s+by\b", text[cue.end : cue.end + 4]) is not None


def _is_participle(verb: str) -> bool:
    return verb.lower() in _PARTICIPLES or verb.lower().endswith(("ed", "ught"))


def reality(text: str, start: int, cue: Cue, *, is_title: bool = False) -> float:
    """0 for what nobody did; else how much it counts as the news: less for plans."""
    seen = BESIDE if cue.frame is Frame.BODY_BEHIND else BEFORE
    before = text[max(start, cue.start - seen) : cue.start]
    verb = text[cue.start : cue.end].split()[0].lower()
    if not is_verb(text, start, cue):
        return 0.0
    if _DENIED.search(before) or _HYPOTHETICAL.search(before) or _NOT_SO.search(before):
        return 0.0
    if _IF.match(text, start, cue.start) and "," not in text[start : cue.start]:
        return 0.0
    if verb in ("will", "would") and _FEARED.search(f"{before}{verb} "):
        return 0.0
    if _WILL.search(before) and (_CONDITION.match(text, start, cue.start) or _FEARED.search(before)):
        return 0.0
    if verb == "to" and before.split()[-1:] and before.split()[-1].lower() not in _DONE_BY | _PLANNED_BY:
        return 0.0
    if verb.endswith("ing") and _GERUND_AFTER.search(before):
        return 0.0
    hearsay = HEARSAY if _HEARSAY.search(before) else 1.0
    return hearsay * _tense(before, verb, cue, is_title=is_title)


def is_real(text: str, start: int, cue: Cue) -> bool:
    """Whether the cue tells of a deed at all; one that doesn't ("should ban") keeps no other from being read."""
    return reality(text, start, cue) > 0


def is_verb(text: str, start: int, cue: Cue) -> bool:
    """Whether the word is a verb with a person or body before it, no noun ("a ban") and no adjective."""
    before = text[max(start, cue.start - BEFORE) : cue.start]
    verb = text[cue.start : cue.end].split()[0].lower()
    after = text[cue.start + len(verb) : cue.end + 12]
    return not (_is_noun(before, verb, after) or _is_bare(before, verb) or _is_adjective(before, verb, after))


def is_aside(text: str, start: int, cue: Cue, subject: int) -> bool:
    """Whether the deed, and who does it at `subject`, stand in a side clause: "after the council banned it"."""
    begins = max(start, cue.start - BEFORE)
    aside = _ASIDE.search(text[begins : cue.start])
    if aside is None or _THAT.search(text, begins + aside.start(), cue.start):
        return False
    return subject >= begins + aside.start()


def had_been_done(text: str, start: int, cue: Cue) -> bool:
    """Whether it lay in the past when the news happened: "the chief had asked for it"."""
    before = text[max(start, cue.start - BEFORE) : cue.start]
    return _HAD.search(before) is not None and _REPORTED.search(before) is None


def is_background(sentence: str, year: int | None) -> bool:
    """Whether the sentence looks back: at last year, at what other places did before."""
    if _WAS_FIRST.search(sentence):
        return True
    years = [int(match["year"]) for match in _YEAR.finditer(sentence)]
    return _PAST.search(sentence) is not None or (year is not None and any(told < year for told in years))


def _tense(before: str, verb: str, cue: Cue, *, is_title: bool) -> float:
    if _WOULD.search(before):
        return 0.9 if cue.deed in _PROMISED and _PLEDGE.search(before) else 0.0
    if _WILL.search(before):
        return 0.9 if cue.deed in _PROMISED and not verb.startswith("vot") else 0.4
    infinitive = _INFINITIVE.search(_BE.sub("", before))
    if infinitive is None:
        return 1.0
    if _FIRST_TO.search(before):
        return 0.0 if _WOULD_BE.search(before) else 0.8
    governor = (infinitive["governor"] or "").lower()
    if governor in _DONE_BY or _JOINED_TO.search(before) or _VOTE_BEFORE.search(before):
        return 1.0
    if governor in _PLANNED_BY:
        return 0.7 if cue.deed in _PROMISED else 0.4
    return 0.9 if is_title else 0.0


def _is_bare(before: str, verb: str) -> bool:
    """The plain form of a verb tells of a deed only after "to" or "will", or of several: "senators introduce"."""
    if verb.endswith(("s", "ed", "ing")) or verb in _IRREGULAR_PAST or not before.strip():
        return False
    return _MAKES_IT_A_VERB.search(before) is None


_BANNED_ONES = re.compile(
    r"\b(?:a|an|the|of|spot|find|identify|against|on|for|catch|detect|track|some|all|any|known|other|with|from|two|three)\s+$",
    re.IGNORECASE,
)


def _is_adjective(before: str, verb: str, after: str) -> bool:
    """ "Banned" of "spot banned gamblers"."""
    is_participle = verb in ("banned", "prohibited", "suspended", "restricted", "barred", "approved", "proposed")
    return is_participle and _BANNED_ONES.search(before) is not None and re.match(r"\s+[a-z]", after) is not None


def _is_noun(before: str, verb: str, after: str) -> bool:
    if verb not in _NOUNS:
        return False
    noun = _NOUN_BEFORE.search(before)
    is_name = noun is not None and noun.group()[0].isupper() and noun.start() > 0  # "Harbour City bans"
    return (noun is not None and not is_name) or (
        bool(before.strip()) and _NOUN_AFTER.match(after) is not None and not before.rstrip().lower().endswith(" to")
    )
