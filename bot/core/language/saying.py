"""Verbs that hand over what somebody said."""

from typing import Final

from bot.core.language.name_words import words

_ONE_WORD: Final = words(
    "acknowledged acknowledges acknowledging add added adding adds admits admitted advised advises agreed agrees "
    "announced announces answered answers argue argued argues arguing ask asked asking asks asserted asserting "
    "asserts believed believes blogged boasted boasting boasts bragged called calling calls cautioned cautions "
    "chanted chanting charged charges claim claimed claiming claims commented commenting comments complained "
    "complaining complains conceded concedes concluded concludes concluding confirmed confirms contended contends "
    "continued continues countered counters cracked deadpanned declared declares declaring demanded demands "
    "denied denies described describes describing disclosed e-mailed emailed emphasised emphasized emphasizes "
    "emphasizing estimates exclaimed exclaims explained explaining explains gushed hinted implied indicated "
    "informed insist insisted insisting insists instructed interjected intoned invoked joked jokes joking "
    "lamented lamenting laments maintained maintains messaged murmured mused muses muttered note noted notes "
    "noting observed observes offers opined pleaded pledged posted posts predicted predicting predicts proclaimed "
    "proclaiming proclaims promised promises promising protested quipped quips quoting read reading reads "
    "reasoned reassured recalled recalling recalls recounted recounts reflected reiterated reiterates remarked "
    "remarks remembered remembers reminded repeated repeats replied replies replying reported reports responded "
    "responding responds retorted revealed reveals said sang say saying says screamed shouted shouting shouts "
    "sighed sings snapped stated states stating stressed stresses stressing suggested suggesting suggests "
    "summarized tell telling tells testified testifies texted thinks thought told tweet tweeted tweeting tweets "
    "urged urges vowed vowing vows warn warned warning warns whispered write writes writing wrote yelled yelling "
    "yells"
)
_MORE_WORDS: Final = (
    r"chimed\sin",
    r"fired\sback",
    r"followed\sup",
    r"goes\son",
    r"hit\sback",
    r"pointed\sout",
    r"points\sout",
    r"put\sit",
    r"put\sthis",
    r"puts\sit",
    r"referred\sto",
    r"referring\sto",
    r"shot\sback",
    r"summed\sup",
    r"weighed\sin",
    r"went\son",
    r"(?:was|were|is|are)\s(?:cited|quoted|heard)(?:\s(?:by|in)\s[\w’' -]{2,40}?)?(?:\sas)?\s(?:saying|writing)",
)

SAY_VERB: Final = rf"(?:{'|'.join([*_MORE_WORDS, *sorted(_ONE_WORD, key=len, reverse=True)])})"
"""A pattern for any of them, in the forms that news uses."""
