"""Words near in meaning: who asks for a moratorium is served with a pause where nobody wrote the word.

Each line is one thing in the language of news on laws and rules; a word may stand in several lines.
"""

from functools import lru_cache
from typing import Final

from bot.core.language.terms import inflections

_ALIKE: Final = (
    "moratorium pause suspension suspend halt freeze",
    "ban prohibit prohibition outlaw forbid bar",
    "lawsuit sue suit litigation complaint plaintiff",
    "fine penalty penalize penalise",
    "settle settlement",
    "ruling rule verdict judgment judgement decision",
    "court judge tribunal",
    "law act statute legislation ordinance bill",
    "lift repeal reverse overturn",
    "exit leave quit abandon withdraw",
    "shut close",
    "extend extension prolong",
    "buy purchase procure procurement contract acquire",
    "sell sale",
    "deploy deployment use rollout trial pilot test",
    "police policing officer sheriff detective",
    "store shop retailer supermarket",
    "school student pupil classroom campus",
    "airport airline traveler traveller passenger",
    "tenant housing apartment landlord",
    "stadium arena venue",
    "wrongful wrong wrongly wrongfully false mistaken",
    "misidentify misidentification mistake",
    "arrest detain detention jail",
    "drone unmanned",
    "bodycam body_camera body_cameras body_worn_camera body_worn_cameras",
    "border customs immigration",
    "children child kid minor",
    "bias racism racist discrimination discriminate",
    "protest demonstration demonstrator protester rally",
    "study research report audit",
    "hearing testify testimony",
    "investigate investigation inquiry probe",
    "ny nyc new_york",
    "sf san_francisco",
    "dc washington",
    "usa us united_states america american",
    "uk united_kingdom britain british england english",
    "eu european_union europe european",
    "italy italian",
    "france french",
    "germany german",
    "spain spanish",
    "greece greek hellenic",
    "netherlands dutch",
    "sweden swedish",
    "ireland irish",
    "scotland scottish",
    "wales welsh",
    "canada canadian",
    "australia australian",
    "china chinese",
    "india indian",
    "russia russian",
    "israel israeli",
    "brazil brazilian",
    "japan japanese",
    "austria austrian",
    "belgium belgian",
    "denmark danish",
    "norway norwegian",
    "finland finnish",
    "poland polish",
    "mexico mexican",
)


@lru_cache(maxsize=1)
def _lines() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for line in _ALIKE:
        words = line.split()
        for word in words:
            found.setdefault(word, {}).update(dict.fromkeys(words))
    return {word: tuple(others) for word, others in found.items()}


@lru_cache(maxsize=1)
def _bases() -> dict[str, str]:
    return {form: word for word in reversed(tuple(_lines())) for form in inflections(word)}


def kin(word: str) -> tuple[str, ...]:
    """The words near in meaning to this one, in all their inflections, without its own."""
    own = inflections(word)
    base = word if word in _lines() else _bases().get(word, "")
    near = dict.fromkeys(form.replace("_", " ") for other in _lines().get(base, ()) for form in inflections(other))
    return tuple(form for form in near if form not in own)
