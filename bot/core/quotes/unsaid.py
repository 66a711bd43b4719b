"""Words in marks that nobody of the article spoke: denied, imagined, painted on a placard, quoted from a law.

Newspapers put all of these in quotation marks, often beside a verb of saying and a name.
"""

import re
from dataclasses import replace

from bot.core.language.saying import SAY_VERB
from bot.core.model import Span
from bot.core.quotes.cues import Attribution, Rule
from bot.core.quotes.reading import Reading
from bot.core.quotes.runs import Quoted
from bot.core.quotes.sources import Source

_ADVERBS = (
    r"(?:(?:ever|once|even|actually|exactly|quite|publicly|again|then|well|easily|simply|also|really|have|has|had|be|"
    r"been)\s)*"
)
_NEGATION = (
    r"(?:\bnever|\bnot|n['’]t|\bcannot|\bnor|\bwithout(?:\sever)?|\binstead\sof|\bfar\sfrom|\bstopped\sshort\sof|"
    r"\b(?:refus|declin)\w+\sto|\bden(?:y|ied|ies|ying)(?:\s(?:ever|having|that\s(?:he|she|they|it)(?:\shad)?))*)\s"
)
_CONDITIONAL = r"\b(?:could|might|may|should|would(?=\shave\b))\s"
_NOBODY = (
    r"\b(?:[Nn]obody|[Nn]o[\s-]one|[Nn]ot\sone(?:\s[\w’'-]+){1,3})\s(?:(?:here|there|at\s\w+|in\s(?:the\s)?\w+)\s)?"
)
_LISTENER = (
    r"(?:\s(?:to\s)?(?:me|us|him|her|them|you|it|anyone|anybody|the\s\w+|[A-Z][\w’'-]+))?(?:\sthat|\slike|\sso|\sas)?"
)
_NEITHER = r"\b[Nn]either\s[^.!?;“”\"\n]{3,80}?\s(?:(?:would|did|could|has|have|had)\s)?"
_WISHED = (  # somebody is wanted, asked, or still has to say it
    r"\b(?:yet|want(?:s|ed|ing)?|like|ask(?:s|ed|ing)?|urg(?:es?|ed|ing)|expect(?:s|ed|ing)?|hop(?:es?|ed|ing)|need(?:s|ed)?|"
    r"easy|tempting|fair|wrong|enough|invit(?:es?|ed|ing)|forc(?:es?|ed|ing)|told)\s(?:[\w’'-]+\s){0,3}?to\s"
)
_UNSAID_BEFORE = re.compile(
    rf"(?:{_NEGATION}|{_CONDITIONAL}|{_NOBODY}|{_NEITHER}|{_WISHED}){_ADVERBS}(?P<verb>{SAY_VERB}){_LISTENER}[\s,:—–-]*$"
)
_FICTION = re.compile(
    r"\b[Ii]n\s(?:the|an?|his|her|their|one|this)\s(?:[\w-]+\s){0,2}(?:novel|film|movie|play|series|sitcom|song|poem|game|sketch|"
    r"cartoon|comic|dream|fable|joke)\b[^.!?\n]*$"
)
_CHARACTER = re.compile(r"(?:an?|the|one|another|his|her)\s(?:[\w-]+\s){0,2}character\b", re.IGNORECASE)
_UNSAID_BEHIND = re.compile(rf"(?:{_NEGATION}|{_CONDITIONAL}|{_NOBODY}){_ADVERBS}{SAY_VERB}$")
_SUPPOSED = r"(?:[Ii]magine|[Ss]uppose|Picture|[Pp]retend(?:s|ed|ing)?|[Aa]s\s(?:if|though))"
_IMAGINED = re.compile(
    rf"\b{_SUPPOSED}\s[^.!?;,\n]{{0,80}}?(?:{SAY_VERB}){_LISTENER}[\s,:]*$"
    r"|\b[Ii]f\s[^.!?;\n]{3,120}\bwould(?:\shave)?\s\w+[\s,:]*$"
)
_SIGN_NOUN = (
    r"(?:placards?|banners?|posters?|(?:T-?|t-?)?shirts?|stickers?|billboards?|buttons?|badges?|murals?|graffiti|plaques?|"
    r"hats?|caps|flags?|leaflets?|flyers?|error\smessages?|screens?|box(?:es)?|labels?|packag(?:e|es|ing)|wrappers?|cartons?|notices?|pop-ups?|(?:signs?|Signs?)(?!\s(?:an?|the|his|her|into|off|up|onto)\b))"
)
_ON_IT = r"(?:(?!\b(?:and|but|as|while|who|when|then)\b)[^.!?;,“”\"\n]){0,70}?"
_SIGN_BEFORE = re.compile(
    rf"\b{_SIGN_NOUN}\b{_ON_IT}\b(?:read(?:ing|s)?|sa(?:id|ys|ying)|ask(?:s|ed|ing)?|with|bear(?:s|ing)|proclaim\w*|declar\w+|"
    rf"warn\w*|urg\w+|demand\w*|carr\w+)(?:\sthe\swords|\sthe\sslogan|\sthat)?[\s,:]*$|\b{_SIGN_NOUN}:\s*$"
)
_SIGN_SOURCE = re.compile(
    rf"(?:(?:an?|the|one|another|some|their|his|her|its|many)\s)?(?:[\w-]+\s){{0,3}}?{_SIGN_NOUN}\b", re.IGNORECASE
)
_SIGN_BEHIND = re.compile(
    r"[\s,—–-]*(?:read|reads|said|says|asked|proclaimed|declared|warned)\s(?:an?|the|one|another|some)\s(?:[\w-]+\s){0,3}?"
    rf"{_SIGN_NOUN}\b"
)
_OTHER_CLAUSE = re.compile(r"\b(?:but|and|though|when|while|because)\b")
_LAW = (
    r"(?:[Bb]ill|[Oo]rdinance|[Ll]aw|[Aa]ct|[Ss]tatute|[Aa]mendment|[Mm]easure|[Rr]esolution|[Pp]olicy|[Cc]ontract|"
    r"[Aa]greement|[Pp]roposal|[Rr]uling|[Oo]rder|[Rr]eport|[Aa]udit|[Ss]tudy|[Mm]emo|[Ll]awsuit|[Cc]omplaint|[Dd]ocument)"
)
_LAW_FIRST = re.compile(
    rf"\W*(?P<law>(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Tt]his|[Tt]hat)\s(?:[\w-]+\s){{0,3}}?{_LAW}),\s"
    r"(?:which|whose|that|sponsored|written|introduced|drafted|authored|signed|proposed|co-\w+|first|filed|passed|published|an?|the)\s"
)
_BEFORE_CHARS = 200


def is_unsaid(reading: Reading, quoted: Quoted, attribution: Attribution) -> bool:
    """Denied ("never said"), supposed ("might have said", "as if"), said by nobody, or written on a sign."""
    start = max(reading.blocks[quoted.paragraph].start, reading.sentence_at(quoted.outer.start).start)
    start = max(start, quoted.outer.start - _BEFORE_CHARS)
    before = reading.masked[start : quoted.outer.start]
    behind = reading.masked[quoted.outer.end : max(quoted.outer.end, attribution.end)]
    if _UNSAID_BEFORE.search(before) or _SIGN_BEFORE.search(before):
        return True
    if _UNSAID_BEHIND.search(behind) and not _OTHER_CLAUSE.search(behind):
        return True
    if _SIGN_BEHIND.match(reading.masked, quoted.outer.end):
        return True
    if attribution.rule is not Rule.BEHIND and _IMAGINED.search(before):
        return True
    source = attribution.source
    if source is None or source.form != "nominal":
        return False
    mention = source.span.of(reading.text)
    return bool(_SIGN_SOURCE.match(mention) or _CHARACTER.match(mention) or _FICTION.search(before))


def with_the_law_speaking(reading: Reading, quoted: Quoted, attribution: Attribution) -> Attribution:
    """ "The bill, which Ruiz wrote, states: …": the bill does, not the person in the clause between."""
    source = attribution.source
    if source is None or attribution.rule is Rule.BEHIND or source.span.end > quoted.outer.start:
        return attribution
    law = _LAW_FIRST.match(reading.masked, reading.sentence_at(source.span.start).start)
    if law is None or not law.end("law") < source.span.start or attribution.cue is None:
        return attribution
    between = reading.masked[source.span.end : quoted.outer.start]
    if "," not in between.split(attribution.cue)[0]:
        return attribution  # "the bill, which Ruiz said was …"
    return replace(attribution, source=Source(Span(*law.span("law")), "nominal"))
