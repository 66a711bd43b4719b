"""Whose law or power reaches where: the jurisdiction of an actor, as the article names it."""

import re
from typing import Final

from bot.core.language.place_names import (
    ABBREVIATED,
    CAPITALS,
    COUNTRIES,
    COURT_CITIES,
    KNOWN,
    KNOWN_PLACES,
    NAMESAKES,
    NATIONAL,
    OF_A_STATE,
    ONE_FORCE,
    REGIONS,
    STATE_CAPITALS,
    STATES,
    canonical,
    is_place_name,
    known_place,
    trimmed,
)
from bot.core.model import Deed

_FEDERAL = re.compile(
    r"\b(?:U\.?S\.?|Congress|congressional|federal|White\sHouse|Federal\sTrade\sCommission|FTC|FBI|DHS|TSA|IRS|ICE|GAO|NIST|Transportation\sSecurity|(?:\w+th|First|Second|Third|\dnd|\drd|1st|U\.S\.|Federal|D\.C\.)\sCircuit|[Cc]ircuit\s[Cc]ourt\sof\s[Aa]ppeals|Internal\sRevenue|Government\sAccountability|Department\sof\s(?:State|Defense|Commerce)|"
    r"Customs\sand\sBorder|Homeland\sSecurity|Justice\sDepartment|Department\sof\sJustice|Pentagon|House\s(?:of\sRepresentatives|"
    r"Oversight|Judiciary|Homeland)|Senate\s(?:Judiciary|Commerce)|Supreme\sCourt|President|House\sDemocrats|House\sRepublicans)\b"
)
_EUROPEAN = re.compile(
    r"\b(?:European\s(?:Commission|Parliament|Union|Council|Data\sProtection)|EU|MEPs|EDPB|EDPS|Brussels)\b"
)
_BODY: Final = (
    r"(?:[Cc]ity\s)?(?:[Cc]ouncil\w*|[Cc]ommission(?!er)|[Bb]oard|[Pp]olice|[Ss]heriff|[Mm]ayor|[Ss]upervisors|[Ll]egislature|"
    r"[Ll]awmakers|[Ll]egislators|[Ss]enate|House|[Aa]ssembly|[Gg]overnor|Gov\.|[Ss]chool|[Cc]ity|[Aa]ttorney|officials|"
    r"[Dd]istrict|[Tt]own\s[Cc]ouncil|[Aa]rea\s[Ss]chool|Parish\s(?:Sheriff|Council)|[Dd]epartment|[Pp]arliament|[Gg]overnment|[Cc]ourt|regulators?|residents|Transit|Airport|Port)"
)
_BEFORE_BODY = re.compile(
    rf"\b(?P<place>[A-Z][\w.-]+(?:\s(?!City\sCouncil|Police|School|Board|District\sCouncil|Town\sCouncil|Area\sSchool|Parish\s(?:Sheriff|Council))[A-Z][\w.-]+){{0,2}})(?:['’]s)?\s{_BODY}\b"
)
_OF = re.compile(  # an ordinance is of who wrote it
    r"(?<!ordinance\s)(?<!proposal\s)(?<!measure\s)(?<!motion\s)(?<!bill\s)\b(?:in|of|across|throughout)\s(?:the\s(?:city|state|town)\sof\s)?(?P<place>(?:St\.\s)?[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,2})"
)
_DATELINE = re.compile(
    r"\A\W{0,2}(?P<city>[A-Z][A-Z.’'-]+(?:\s[A-Z][A-Z.’'-]+){0,3})(?:,\s(?P<state>[A-Z][\w.]+(?:\s[A-Z][\w.]+)?))?"
    r"(?:,\s\w+\.?\s\d{1,2})?\s(?:\([^)]{2,40}\)\s)?[—–-]+\s"
)
_STATE_LEVEL = re.compile(
    r"\b(?:gov(?:ernor)?\b\.?|legislat\w+|lawmakers?|state|senate|house|assembly|general\sassembly|attorney\sgeneral|senators?|"
    r"representatives?|sens?\.|reps?\.)",
    re.IGNORECASE,
)
_COMPANY_DEEDS: Final = frozenset(
    {Deed.EXIT, Deed.SUSPEND, Deed.RESTRICT, Deed.MORATORIUM, Deed.EXTEND, Deed.RESUME, Deed.BAN, Deed.DEPLOY}
)
_SENTENCE_ENDS = re.compile(r"[.!?]\s|\n")
LEAD_CHARS: Final = 240
_OWNED = re.compile(
    r"\b(?P<place>[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)['’]s\s(?:ban|moratorium|ordinance|limits|rules|streets|schools|residents|downtown)\b"
)
_IN_STATE = re.compile(rf"\b(?P<place>[A-Z][\w-]+(?:\s[A-Z][\w-]+){{0,2}}),\s(?:{OF_A_STATE})(?=[\s,.])")
_OPENS_TITLE = re.compile(r"(?P<name>[A-Z][\w.-]+(?:\s[A-Z][\w.-]+)?)(?=\s[a-z])")
_CITY_OWNS: Final = (
    r"\b{0}['’]s\s[^.\n]*\.\s+The\s(?:city|town|county)\b"  # "Honolulu's plan … . The city's department"
)
_BENCH = re.compile(r"\b(?:[Cc]ourt|[Jj]udges?|[Jj]ury|[Jj]ustices?)\b")
_FORUM = re.compile(
    r"\b(?:court|jury|[Jj]udge(?:\s[A-Z][\w.]+){0,3}|class\saction|suit|lawsuit|complaint)\s(?:in|for)\s(?P<place>[A-Z]\w+(?:\s[A-Z]\w+)?)"
    r"|\b(?P<of>[A-Z]\w+(?:\s[A-Z]\w+)?)(?:['’]s)?\s(?:(?:state|federal|county|district|appeals|appellate|superior|circuit|municipal)\s)?(?:[Cc]ourt|Biometric|biometric|privacy\slaw)"
)
_COURT = re.compile(
    r"\b(?:court|judges?|regulators?|watchdog|commissioners?|authority|ombudsman|ministry|ministers?|parliament\w*|government|"
    r"data\sprotection)\b",
    re.IGNORECASE,
)
_LOCAL_BODY = re.compile(
    r"\b(?:city|county|town|township|village|council\w*|mayor|sheriff\w*|trustees|(?:board\sof\s)?supervisors)\b",
    re.IGNORECASE,
)
_LAWMAKER = re.compile(
    r"\b(?:senate|house|sen(?:ator)?s?|rep(?:resentative)?s?|congress\w*|lawmakers?|democrats?|republicans?)\b",
    re.IGNORECASE,
)
_CONGRESS = re.compile(
    r"\bCongress|\bfederal\b|\([DR]-|\b(?:Sens?|Reps?)\.\s|\bWASHINGTON\s|\bU\.S\.\s(?:Senate|House)|\bH\.\s?R\.|\bCapitol\sHill"
)
_SURELY_CONGRESS = re.compile(
    r"\AWASHINGTON\s|\bH\.\s?R\.\s?\d|\bS\.\s?\d{2,}|\bCapitol\sHill|\bU\.?S\.?\s(?:Sen|Rep|House|lawmakers)|\bmembers\sof\sCongress|"
    r"\bin\sCongress\b|\bfederal\s(?:agencies|agents|use|government)\b"
)
_STATEHOUSE = re.compile(
    r"\b[Ss]tate\s(?:House|Senate|Rep|Sen|lawmaker|senator|representative|Assembly|legislat)|\b(?:Statehouse|Legislature|"
    r"General\sAssembly|Gov\.|governor)(?!\w)|\b(?:House|Senate|Assembly)\s(?:Bill|File)\s\d|\b(?:LD|HB|SB|AB|HF|SF)\s\d"
)
_MAYOR_OF = re.compile(
    r"\b(?:[Mm]ayor|[Cc]ouncil|[Cc]ity|[Pp]olice|[Bb]oard|[Jj]udges?|[Cc]ourt|[Jj]ury)\b[\w\s]*?\s(?:of|in)\s(?P<place>[A-Z][\w.-]+(?:\s[A-Z][\w.-]+){0,2})"
)
_CITY_OF = re.compile(r"\b(?:[Cc]ity|[Tt]own|[Cc]ounty|[Vv]illage)\sof\s(?P<place>[A-Z][\w.-]+(?:\s[A-Z][\w.-]+){0,2})")
_ABROAD = re.compile(rf"\b(?:in|from)\s(?P<place>{KNOWN_PLACES})(?![\w-])")
_ATTITUDES: Final = frozenset({Deed.SUPPORT, Deed.OPPOSE, Deed.CALL_FOR})
_UNITED_KINGDOM = re.compile(
    r"\b(?:U\.?K\.?|Britain|British|England|London|Cardiff|Scotland\sYard|Home\sOffice|Home\sSecretary|MPs|Wales|Scottish|"
    r"House\sof\sLords|[Cc]onstabulary|Crown\sCourt|[Tt]he\sforce(?:['’]s)?\s(?:said|has|had|would|will|use)|barristers?|High\sCourt\sin\sLondon|Metropolitan\sPolice|pounds|Lord\sJustice)\b|£"
)
_NATIONAL_BODY = re.compile(
    r"\b(?:High\sCourt|Court\sof\sAppeal(?!s)|Supreme\sCourt|Home\sOffice|Home\sSecretary|Lord\s(?:Chief\s)?Justice|"
    r"House\sof\s(?:Commons|Lords)|Information\sCommissioner(?:['’]s\sOffice)?|Biometrics\s(?:and\sSurveillance\sCamera\s)?"
    r"Commissioner)\b",
    re.IGNORECASE,
)
_BRITISH_LAWMAKERS = re.compile(r"\b(?:MPs|Parliament|Westminster|Home\sOffice|Home\sSecretary|ministers)\b")
_ACRONYM = re.compile(r"[A-Z]{3,6}\b(?!\s[A-Z][a-z])")  # of a national watchdog, told from its capital
_GO_TO_COURT: Final = frozenset({Deed.SUE, Deed.SETTLE})


def jurisdiction(
    actor: str, *, office: str, is_public: bool, is_place: bool, deed: Deed, sentence: str, text: str, title: str
) -> str | None:
    """Where the deed binds: the place in the actor's name or office, else the federal level, else the article's place.

    None for a company that decides about its own business. `office` is how the text describes the actor there. A city
    whose name several have is told with its state where the article gives it: "Portland, Oregon".
    """
    place = _reach(
        actor,
        office=office,
        is_public=is_public,
        is_place=is_place,
        deed=deed,
        sentence=sentence,
        text=text,
        title=title,
    )
    return _told_apart(place, f"{title}\n{text}") if place in NAMESAKES else place


def _told_apart(place: str, text: str) -> str:
    """The city with its state, by the first of them that the text names with it."""
    found = re.search(rf"\b{re.escape(place)},\s(?P<state>{OF_A_STATE})(?=[\s,.])", text, re.IGNORECASE)
    if found is None:
        return place
    named = {state.casefold(): state for state in STATES} | {
        short.casefold(): state for short, state in ABBREVIATED.items()
    }
    return f"{place}, {named[found['state'].casefold()]}"


def _reach(
    actor: str, *, office: str, is_public: bool, is_place: bool, deed: Deed, sentence: str, text: str, title: str
) -> str | None:
    if not is_public:
        return _of_measure(deed, actor, sentence, text, title) if deed not in _COMPANY_DEEDS else _abroad(sentence)
    if is_place or actor in REGIONS:
        return canonical(actor)
    office = office.replace(actor, " ") if office != actor else office
    known = KNOWN.search(actor)
    if known is None and _BENCH.search(f"{actor} {office}") and not _FEDERAL.search(office):
        forum = _forum(f"{office} {sentence}", text)
        if forum is not None:
            return forum
    if known is None and _NATIONAL_BODY.search(f"{actor} {office}") and _UNITED_KINGDOM.search(f"{title}\n{text}"):
        return "United Kingdom"
    if known is None and _is_of_congress(f"{actor} {office}", text):
        return "United States"
    for told in (office, actor):
        own = _place_of(told, text, title)
        if own is not None:
            return own
    return _place_told(f"{actor} {office}", sentence, text, title)


def _forum(office: str, text: str) -> str | None:
    """Where a judge sits: the state or country where the words give one, else the county or city."""
    told = [found["place"] or found["of"] for found in (*_FORUM.finditer(office), *_FORUM.finditer(text))]
    places = [NATIONAL.get(place, COURT_CITIES.get(place, place)) for place in told]
    known = next((place for place in places if KNOWN.fullmatch(place)), None)
    return canonical(known) if known else next((place for place in places if place.endswith(" County")), None)


def main_place(text: str, title: str) -> str | None:
    """The place an article is about: its dateline's, else the first whose council, police or lawmakers it names."""
    dateline = _DATELINE.match(text)
    if dateline is not None and dateline["city"].title() not in CAPITALS:
        return canonical(dateline["city"].title())
    opening = _OPENS_TITLE.match(title)
    if opening and is_place_name(opening["name"]) and re.search(_CITY_OWNS.format(re.escape(opening["name"])), text):
        return trimmed(opening["name"])
    for told, patterns in (
        (title, (_BEFORE_BODY,)),
        (text[:600], (_IN_STATE,)),
        (title, (_OF,)),
        (_lead(text), (_BEFORE_BODY, _OF)),
        (text[:1200], (_BEFORE_BODY, _OWNED)),
    ):
        for pattern in patterns:
            for found in pattern.finditer(told):
                if is_place_name(found["place"]):
                    return _whole(trimmed(found["place"]), text, title)
    return None


def _lead(text: str) -> str:
    """The first sentences, which say where; further down other places are compared with it."""
    return text[: max((end.start() for end in _SENTENCE_ENDS.finditer(text, 0, LEAD_CHARS)), default=LEAD_CHARS)]


def main_state(text: str, title: str) -> str | None:
    """The American state an article is about, by its dateline or the first it names."""
    dateline = _DATELINE.match(text)
    if dateline is not None and dateline["state"] in ABBREVIATED:
        return ABBREVIATED[dateline["state"]]
    return next((found.group() for found in KNOWN.finditer(f"{title}\n{text[:1500]}") if found.group() in STATES), None)


def _place_of(actor: str, text: str, title: str) -> str | None:
    if _EUROPEAN.search(actor):
        return "European Union"
    known = KNOWN.search(actor)
    if known is not None:
        return canonical(known.group())
    if _FEDERAL.search(actor):
        return "United States"
    body = _BEFORE_BODY.search(actor) or _MAYOR_OF.search(actor)
    if body is None or not is_place_name(body["place"]):
        return None
    return _whole(trimmed(body["place"]), text, title)


def _is_of_congress(office: str, text: str) -> bool:
    """Lawmakers of the nation: their bill or chamber is called so, or titles are as in Congress and no state is."""
    if _LAWMAKER.search(office) is None or re.search(r"\bstate\b", office, re.IGNORECASE):
        return False
    if _SURELY_CONGRESS.search(text):
        return True
    return _STATEHOUSE.search(text) is None and not _has_state(text) and _CONGRESS.search(text) is not None


def _has_state(text: str) -> bool:
    dateline = _DATELINE.match(text)
    return dateline is not None and (dateline["state"] in ABBREVIATED or dateline["state"] in STATES)


def _abroad(sentence: str) -> str | None:
    """A company that leaves or bars one country decides for that country alone; its own is no limit."""
    found = _ABROAD.search(sentence)
    place = canonical(found["place"]) if found else None
    return None if place == "United States" else place


def _of_measure(deed: Deed, actor: str, sentence: str, text: str, title: str) -> str | None:
    """Where a law that is asked for, backed or gone to court over would hold."""
    forums = [found["place"] or found["of"] for found in _FORUM.finditer(text)]
    forums = [COURT_CITIES.get(place, place) for place in forums]
    forum = next((place for place in forums if KNOWN.fullmatch(place)), None)
    if deed in _GO_TO_COURT and forum is not None:
        return canonical(forum)
    body = (_CITY_OF.search(sentence) or _BEFORE_BODY.search(sentence)) if deed is Deed.SUE else None
    if body is not None and is_place_name(body["place"]):
        return trimmed(body["place"])
    if _FEDERAL.search(sentence) or _SURELY_CONGRESS.search(sentence) or re.search(r"\bthe\spresident\b", sentence):
        return "United States"
    told = known_place(actor) or known_place(sentence) or known_place(title)
    if told is None and deed in _ATTITUDES and _BRITISH_LAWMAKERS.search(text) and _UNITED_KINGDOM.search(text):
        return "United Kingdom"
    own = _BEFORE_BODY.search(actor) if told is None else None
    if own is not None and is_place_name(own["place"]):
        return _whole(trimmed(own["place"]), text, title)
    return told or (_place_of_bodies(text, title) if deed in _ATTITUDES else None) or known_place(text[:1500])


def _place_of_bodies(text: str, title: str) -> str | None:
    """The dateline's place, else the first whose council or police the article names."""
    dateline = _DATELINE.match(text)
    if dateline is not None and dateline["city"].title() not in CAPITALS:
        city = dateline["city"].title()
        return NATIONAL.get(city) or canonical(city)
    bodies = (found["place"] for told in (title, text[:1200]) for found in _BEFORE_BODY.finditer(told))
    place = next((place for place in bodies if is_place_name(place)), None)
    return _whole(trimmed(place), text, title) if place else None


def _place_told(actor: str, sentence: str, text: str, title: str) -> str | None:
    dateline = _DATELINE.match(text)
    if dateline is not None:
        city = dateline["city"].title()
        if _STATE_LEVEL.search(actor) and (state := main_state(text, title) or STATE_CAPITALS.get(city)):
            return state
        is_national = (
            _COURT.search(actor)
            or _ACRONYM.match(actor)
            or (city in ONE_FORCE and re.match(r"(?:the\s)?police\b", actor, re.IGNORECASE))
        )
        return NATIONAL.get(city, city) if is_national else canonical(city)
    if _STATE_LEVEL.search(actor):
        return main_state(text, title) or known_place(f"{title}\n{text}")
    is_local = _LOCAL_BODY.search(actor) is not None
    own = main_place(text, title) if is_local else None
    if own is not None and own not in COUNTRIES:
        return own
    for told in (sentence, title, _lead(text), text[:1200]):
        for pattern in (_OF, _BEFORE_BODY) if len(told) < LEAD_CHARS or told is sentence else (_BEFORE_BODY,):
            places = (found["place"] for found in pattern.finditer(told) if is_place_name(found["place"]))
            place = next((place for place in places if not (is_local and trimmed(place) in COUNTRIES)), None)
            if place is not None:
                return _whole(trimmed(place), text, title)
        known = known_place(told)
        if known is not None and not (is_local and known in COUNTRIES):
            return known
    return None


def _whole(place: str, text: str, title: str) -> str:
    """ "Harbour" of the "Harbour City Council" is Harbour City where the article says so elsewhere."""
    if place.endswith(" Town") and not re.search(rf"\b{re.escape(place)}\b(?!\s(?:Council|Board))", f"{title}\n{text}"):
        return place.removesuffix(" Town")
    longer = re.search(
        rf"\b{re.escape(place)}\sCity\b(?!\s(?:[Cc]ouncil|[Cc]ommission))", f"{title}\n{text}", re.IGNORECASE
    )
    return f"{place} City" if longer else place
