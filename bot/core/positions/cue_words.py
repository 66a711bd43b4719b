"""The vocabulary of the table of deeds: forms of verbs, and what measures, uses and businesses are called."""

import re
from typing import Final

from bot.core.language.terms import inflections

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


def verbs(listed: str) -> str:
    """Every form of every verb; a second word stays: "roll_out" → rolls out, rolled out."""
    forms: list[str] = []
    for verb in listed.split():
        first, *rest = verb.split("_")
        forms.extend(" ".join((form, *rest)) for form in _FORMS.get(first) or inflections(first))
    return rf"(?P<verb>{'|'.join(sorted(set(forms), key=len, reverse=True))})\b"


def gap(words: int) -> str:
    """Up to so many words in between, within the sentence part."""
    return rf"(?:[^\s;:]+\s+){{0,{words}}}?"


LAW_WORDS: Final = (
    r"(?:bills?|ordinances?|laws?|legislation|measures?|acts?|resolutions?|amendments?|regulations?|by-?laws?|statutes?"
    r"|rules|policy|policies|proposals?|directive|charter|package|guidelines|[HS]\.\s?[RB]?\.?\s?\d+|[HSA]B\s\d+|LD\s\d+)"
)
BAN_WORDS: Final = r"(?:bans?|prohibitions?|embargo)"
PAUSE_WORDS: Final = r"(?:moratoriums?|moratoria|pauses?|halts?|freezes?|suspensions?)"
LIMIT_WORDS: Final = r"(?:limits?|curbs?|restrictions?|controls?|safeguards?|guardrails|standards)"
ANY_MEASURE: Final = rf"(?:{LAW_WORDS}|{BAN_WORDS}|{PAUSE_WORDS}|{LIMIT_WORDS})"
BILL_NUMBER: Final = r"\b(?:(?:[hsa]\.?\s?[brf]|l\.?\s?d|s)\.?)\s?\d{2,5}\b"  # H.R. 5512, S. 2291, AB 642, LD 1585
MEASURE: Final = re.compile(rf"\b{ANY_MEASURE}(?!\w)", re.IGNORECASE)
BUSINESS: Final = (
    r"(?:selling|sales?|offering|developing|development|business|market|products?|systems?|features?|research|"
    r"work(?:ing)?|software|technology|tech|recognition|services?|programs?|programmes?|tools?|providing|making|"
    r"supplying|partnership|contracts?|plans?)"
)
USE: Final = (
    r"(?:use|uses|using|sales?|selling|access|deployment|operations?|work|program|programme|trials?|rollout|search(?:es|ing)?|"
    r"scans?|scanning|matching|project|scheme|cameras|sharing|pilots?|installation|expansion|"
    rf"{BUSINESS})"
)
VOTE: Final = r"(?P<verb>vot(?:e|es|ed|ing))\s+(?:[\w–-]+\s+){0,6}?(?:to|for|in\s+favou?r\s+of)\s+"
ACT: Final = (
    r"(?:ban|stop|halt|end|pause|pass|regulate|reject|repeal|suspend|drop|abandon|limit|restrict|prohibit|outlaw|delete|"
    r"disclose|act)"
)
FACES: Final = r"(?:facial|face|faces|faceprints?|biometrics?)"
LIGHT: Final = (
    "impose announce issue put place implement declare institute enact pass approve adopt set order agree "
    "establish instate back"
)
