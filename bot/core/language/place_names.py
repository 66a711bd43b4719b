"""Places by name: states, countries and regions, and what is no place though it begins with a capital."""

import re
from typing import Final, Literal

from bot.core.language.name_words import words

STATES: Final = {
    "Alabama": "Ala.", "Alaska": "Alaska", "Arizona": "Ariz.", "Arkansas": "Ark.", "California": "Calif.",
    "Colorado": "Colo.", "Connecticut": "Conn.", "Delaware": "Del.", "Florida": "Fla.", "Georgia": "Ga.",
    "Hawaii": "Hawaii", "Idaho": "Idaho", "Illinois": "Ill.", "Indiana": "Ind.", "Iowa": "Iowa", "Kansas": "Kan.",
    "Kentucky": "Ky.", "Louisiana": "La.", "Maine": "Maine", "Maryland": "Md.", "Massachusetts": "Mass.",
    "Michigan": "Mich.", "Minnesota": "Minn.", "Mississippi": "Miss.", "Missouri": "Mo.", "Montana": "Mont.",
    "Nebraska": "Neb.", "Nevada": "Nev.", "New Hampshire": "N.H.", "New Jersey": "N.J.", "New Mexico": "N.M.",
    "New York": "N.Y.", "North Carolina": "N.C.", "North Dakota": "N.D.", "Ohio": "Ohio", "Oklahoma": "Okla.",
    "Oregon": "Ore.", "Pennsylvania": "Pa.", "Rhode Island": "R.I.", "South Carolina": "S.C.", "South Dakota": "S.D.",
    "Tennessee": "Tenn.", "Texas": "Texas", "Utah": "Utah", "Vermont": "Vt.", "Virginia": "Va.",
    "Washington": "Wash.", "West Virginia": "W.Va.", "Wisconsin": "Wis.", "Wyoming": "Wyo.",
}  # fmt: skip
COUNTRIES: Final = {
    "United States": "U.S. US America USA", "United Kingdom": "U.K. UK Britain British Britons",
    "European Union": "EU E.U. European Europe", "Canada": "Canadian Canadians", "Australia": "Australian Australians",
    "Italy": "Italian", "France": "French", "Germany": "German", "Spain": "Spanish", "Sweden": "Swedish",
    "Greece": "Greek", "Netherlands": "Dutch", "Belgium": "Belgian", "Ireland": "Irish", "Scotland": "Scottish",
    "Wales": "Welsh", "England": "English", "India": "Indian", "China": "Chinese", "Japan": "Japanese",
    "South Korea": "Korean", "Russia": "Russian", "Israel": "Israeli", "Brazil": "Brazilian", "Mexico": "Mexican",
    "New Zealand": "Zealand", "Switzerland": "Swiss", "Austria": "Austrian", "Denmark": "Danish", "Norway": "Norwegian",
    "Finland": "Finnish", "Poland": "Polish", "Hong Kong": "Hong_Kong", "Singapore": "Singaporean",
    "South Africa": "South_African", "Argentina": "Argentine", "Ukraine": "Ukrainian", "Taiwan": "Taiwanese",
    "Portugal": "Portuguese", "Colombia": "Colombian", "Chile": "Chilean", "Kenya": "Kenyan", "Nigeria": "Nigerian",
    "Pakistan": "Pakistani", "Malaysia": "Malaysian", "Thailand": "Thai", "Philippines": "Philippine",
    "Indonesia": "Indonesian", "Turkey": "Turkish", "Hungary": "Hungarian", "Serbia": "Serbian", "Romania": "Romanian",
    "Iran": "Iranian", "Iraq": "Iraqi", "Egypt": "Egyptian", "Uganda": "Ugandan", "Zimbabwe": "Zimbabwean",
    "Northern Ireland": "Northern_Irish",
}  # fmt: skip
REGIONS: Final = (  # parts of countries with laws or police of their own
    "New South Wales", "South Wales", "North Wales", "Queensland", "South Australia", "Western Australia", "Tasmania",
    "Northern Territory", "Ontario", "Quebec", "British Columbia", "Alberta", "Manitoba", "Saskatchewan", "Nova Scotia",
    "New Brunswick", "Telangana", "Maharashtra", "Tamil Nadu", "Karnataka", "Kerala", "Uttar Pradesh", "Punjab",
    "West Bengal", "Gujarat", "Bavaria", "Catalonia", "Puerto Rico",
)  # fmt: skip
NAMESAKES: Final = frozenset(
    (
        "Portland", "Springfield", "Columbus", "Columbia", "Aurora", "Arlington", "Richmond", "Rochester", "Manchester",
        "Cambridge", "Worcester", "Newark", "Kansas City", "Lancaster", "Salem", "Athens", "Wilmington", "Burlington",
        "Bloomington", "Lafayette", "Concord", "Dover", "Glendale", "Peoria", "Jackson", "Greenville", "Fayetteville",
        "Charleston", "Jacksonville", "Albany", "Berkeley", "Auburn", "Lawrence", "Medford", "Hamilton", "Franklin",
    )
)  # fmt: skip
CAPITALS: Final = frozenset({"Washington", "London", "Brussels"})
NATIONAL: Final = {
    "London": "United Kingdom", "Rome": "Italy", "Paris": "France", "Washington": "United States", "Dublin": "Ireland",
    "Madrid": "Spain", "Berlin": "Germany", "Ottawa": "Canada", "Canberra": "Australia", "Amsterdam": "Netherlands",
    "The Hague": "Netherlands", "Athens": "Greece", "Stockholm": "Sweden", "Vienna": "Austria", "Warsaw": "Poland",
    "Oslo": "Norway", "Copenhagen": "Denmark", "Helsinki": "Finland", "Lisbon": "Portugal", "Wellington": "New Zealand",
    "Tokyo": "Japan", "Seoul": "South Korea", "New Delhi": "India", "Beijing": "China", "Moscow": "Russia",
}  # fmt: skip
ONE_FORCE: Final = frozenset(
    (
        "Wellington",
        "Dublin",
        "Stockholm",
        "Oslo",
        "Copenhagen",
        "Helsinki",
        "The Hague",
        "Amsterdam",
        "Athens",
        "Singapore",
    )
)
"""Capitals of countries with one police force for all."""
STATE_CAPITALS: Final = {  # of names that belong to one state alone, or stand for it in a dateline
    "Montgomery": "Alabama", "Juneau": "Alaska", "Phoenix": "Arizona", "Little Rock": "Arkansas",
    "Sacramento": "California", "Denver": "Colorado", "Hartford": "Connecticut", "Dover": "Delaware",
    "Tallahassee": "Florida", "Atlanta": "Georgia", "Honolulu": "Hawaii", "Boise": "Idaho", "Springfield": "Illinois",
    "Indianapolis": "Indiana", "Des Moines": "Iowa", "Topeka": "Kansas", "Frankfort": "Kentucky",
    "Baton Rouge": "Louisiana", "Augusta": "Maine", "Annapolis": "Maryland", "Boston": "Massachusetts",
    "Lansing": "Michigan", "St. Paul": "Minnesota", "Jefferson City": "Missouri", "Helena": "Montana",
    "Lincoln": "Nebraska", "Carson City": "Nevada", "Concord": "New Hampshire", "Trenton": "New Jersey",
    "Santa Fe": "New Mexico", "Albany": "New York", "Raleigh": "North Carolina", "Bismarck": "North Dakota",
    "Oklahoma City": "Oklahoma", "Salem": "Oregon", "Harrisburg": "Pennsylvania", "Providence": "Rhode Island",
    "Pierre": "South Dakota", "Nashville": "Tennessee", "Austin": "Texas", "Salt Lake City": "Utah",
    "Montpelier": "Vermont", "Olympia": "Washington", "Madison": "Wisconsin", "Cheyenne": "Wyoming",
}  # fmt: skip
COURT_CITIES: Final = {
    "Chicago": "Illinois", "Detroit": "Michigan", "Houston": "Texas", "Dallas": "Texas", "Los Angeles": "California",
    "San Francisco": "California", "Oakland": "California", "San Jose": "California", "Miami": "Florida",
    "Boston": "Massachusetts", "Philadelphia": "Pennsylvania", "Seattle": "Washington", "Atlanta": "Georgia",
    "Denver": "Colorado", "Manhattan": "New York", "Brooklyn": "New York", "Baltimore": "Maryland",
}  # fmt: skip
OF_A_STATE: Final = "|".join(map(re.escape, (*STATES, *STATES.values())))
ABBREVIATED: Final = {short: state for state, short in STATES.items()}
_WORDS: Final = {
    word.replace("_", " "): country for country, listed in COUNTRIES.items() for word in (*listed.split(),)
}
KNOWN_PLACES: Final = "|".join(
    re.escape(name) for name in sorted((*STATES, *COUNTRIES, *REGIONS, *_WORDS), key=len, reverse=True)
)
"""A pattern of every state and country, and of the adjectives that go with them."""
KNOWN = re.compile(rf"(?<![\w-])(?<!New\s)(?:{KNOWN_PLACES})(?![\w-])")
_OF_PLACES: Final = words("city county state")
_NO_PLACE: Final = words(
    "the when in on at a an after for police city state house senate senator sen. mayor chief council civil two "
    "more monday tuesday wednesday thursday friday saturday sunday republican democratic republicans democrats "
    "gov. rep. sens. reps. county federal public high district national former president attorney general "
    "superintendent january february march april june july august september october november december appeal "
    "appeals metropolitan royal commissioner civic rights members lawmakers critics but as if while now its their his "
    "her our may councilwoman councilman councilmember councillor councilor supervisor assemblywoman assemblyman this "
    "that these those one both some all jan. feb. aug. sept. oct. nov. dec. education health justice "
    "commerce labor labour transportation veterans technology privacy human representatives supervisors elections "
    "investigation trustees governors directors regents aldermen commissioners works safety congress parliament "
    "security trade information data protection revenue internal black white asian fourth first amendment "
    "green tory conservative conservatives liberal liberals democrat labour independent socialist "
    "officers officials residents data european transit appeals, sgt. lt. capt. deputy under by with since last next "
    "governor unanimous divided split"
)


_COMPOUND = re.compile(r"-(?:born|based|led|owned|made|trained|educated|style|area|wide|backed|run)$")


def known_place(told: str) -> str | None:
    found = KNOWN.search(told)
    return None if found is None else canonical(found.group())


def canonical(place: str) -> str:
    return _WORDS.get(place, place)


def trimmed(place: str) -> str:
    return canonical(re.sub(r"^(?:The|When|In|On|A|An|After|For)\s", "", place))


def is_place_name(place: str) -> bool:
    """A name that is no title, group or first word of a sentence; nobody lists every town."""
    first, *others = place.lower().replace("’s", "").replace("'s", "").split()
    if any(_COMPOUND.search(word) for word in (first, *others)):
        return False
    is_name = (
        first not in _NO_PLACE
        and first.rstrip(".") not in _NO_PLACE
        and not any(word in _NO_PLACE - _OF_PLACES for word in others)
    )
    return KNOWN.fullmatch(place) is not None or is_name


def reach(place: str) -> Literal["country", "region", "town"]:
    """How far the law of a jurisdiction reaches: what is no country and no state we know is taken for a town."""
    name = canonical(place)
    if name in COUNTRIES:
        return "country"
    return "region" if name in STATES or name in REGIONS else "town"
