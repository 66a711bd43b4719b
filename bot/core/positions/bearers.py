"""Who a description, a lost name or a bill stands for: the name the article gives elsewhere."""

import re
from collections.abc import Sequence
from typing import Final

from bot.core.language.name_words import CORPORATE_ENDS
from bot.core.language.names import Cast
from bot.core.model import Name
from bot.core.positions.actors import CHAMBERS, Phrase

PUBLIC = re.compile(
    r"\b(?:council\w*|board|commission\w*|committee|legislat\w+|lawmakers?|senat\w+|house|assembly\w*|congress\w*|parliament|"
    r"department|police|force|constabulary|agency|agencies|authority|authorities|bureau|government|administration|city|state|"
    r"county|town|district|cabinet|ministry|minister|court|tribunal|judges?|justices?|jury|mayors?|gov\.?|governors?|president|"
    r"attorney\s+general|regulators?|watchdogs?|sheriff\w*|prosecutors?|officials|supervisors?|sens?\.|reps?\.|mps?|meps|"
    r"cities|states|counties|departments|university|school\w*|airport|FTC|ICO|CNIL|FBI|TSA|IRS|DHS|EU|ombudsman|secretary|"
    r"councilor|councillor|delegates?|alder\w+|representatives?|chief|officers|office|members|trustees|revenue\s+service|"
    r"european\s+union|member\s+states|negotiators|"
    r"inspectors?\s+general|auditor\s+general|comptroller|trustees|secret\s+service|marshals|patrol|superintendent|inspectorate|registrar|lords?|alderman|bundestag|ministers)(?!\w)",
    re.IGNORECASE,
)
SEATED = re.compile(
    r"(?:(?:City|State|County)\s)?(?:Council\s?(?:Member|member|man|woman)|Councill?or|Commissioner|Supervisor|Alder\w+|"
    r"Delegate|Assembly\s?(?:Member|member|man|woman)|Board\sMember)\s(?=[A-Z][\w.’'-]+\s[A-Z])"
)
BARE: Final = frozenset(
    ("agency", "department", "office", "bureau", "authority", "force", "district", "administration")
)
PEOPLE: Final = frozenset({"person", "unknown"})  # a name joined to a senator's is a person's
NEAR: Final = 500  # letters: two or three sentences
_TICKER = re.compile(r"\.?\s\((?:NASDAQ|NYSE|Nasdaq|AMEX|LSE|TSX|ASX|[A-Z]{2,6}):\s?(?P<symbol>[A-Z.]{1,6})\)")
_TITLE_OPENING = re.compile(r"(?P<name>[A-Z][\w&.-]+(?:\s[A-Z][\w&.-]+){0,2})\s(?=[a-z])")
_BILL: Final = r"(?:bill|measure|ordinance|legislation|resolution|proposal|act|law|text)"
_SPONSOR_BEFORE = re.compile(
    rf"\b[Tt]he\s{_BILL}\sby\s|\b(?:sponsored|co-sponsored|authored|written|drafted|introduced|filed|brought|unveiled|proposed)\s(?:\S+\s){{0,3}}?by\s(?:the\s)?"
    rf"|\b{_BILL}[’']s\s(?:\w+\s)?(?:sponsor|author)s?,?\s|\bsponsors?,\s"
)
_SPONSOR_AFTER = re.compile(
    rf",?\s(?:who\s)?(?:is\ssponsoring|sponsors|sponsored|wrote|authored|introduced|drafted|filed)\s(?:the\s{_BILL}|it)\b"
    rf"|,\s(?:[RDI]-[\w.]+,\s)?(?:its|the\s{_BILL}[’']s)\s(?:\w+\s)?(?:sponsor|author)\b"
)
_PERSONS: Final = frozenset((
    "commissioner", "commissioners", "chief", "sheriff", "governor", "mayor", "ombudsman", "minister", "secretary",
    "superintendent", "judge", "justice",
    "attorney general", "president", "director", "chair", "chairman", "chairwoman", "regulator",
))  # fmt: skip
_WATCHDOGS: Final = frozenset(
    (
        "regulator",
        "regulators",
        "watchdog",
        "watchdogs",
        "authority",
        "agency",
        "office",
        "body",
        "commissioner",
        "department",
    )
)
_WATCHDOG_NAME = re.compile(
    r"\b(?:Commission|Commissioner|Office|Authority|Agency|Ombudsman|Inspectorate|Board|Bureau|Garante|Administration)\b"
)
_SPEAKS = re.compile(
    r"(?:,[^,.;]{2,80},)?\s(?:said|says|found|ordered|told|also|has|had|will|concluded|ruled|fined|announced|opened)\b"
)
_NEXT_SENTENCE = re.compile(r"[.!?]\s+(?=[A-Z])")
_SHORTENED = re.compile(r"[A-Z][a-z]{1,5}\.\s[A-Z]")  # "Dels. Ana Ruiz and …"
_CHAMBER_NAME = re.compile(
    r"\b(?:Council|Commission|Supervisors|Aldermen|Selectmen|Senate|Assembly|Legislature|Parliament)$"
)
_CAN_SIGN = re.compile(r"(?:the\s)?(?:Gov\.|Governor|Mayor|President)(?!\w)", re.IGNORECASE)
_WHERE = re.compile(r"\s(?:of|in|for|at)\s")  # "judge in Cook County"
_AGED = re.compile(r",\s\d\d,|\s\(\d\d\)")


class Bearers:
    """The names behind one article's descriptions. `phrases` are its noun phrases, `text` has quotations blanked."""

    def __init__(self, text: str, title: str, cast: Cast, *, phrases: Sequence[Phrase], known: Sequence[Name]) -> None:
        self._text = text
        self._title = title
        self._cast = cast
        self._phrases = phrases
        self._known = known

    def of(self, phrase: Phrase, words: str) -> str | None:
        """Whom a description means; `words` are the phrase without its article. None where nobody fits."""
        return self._bearer(phrase, words) or self._owned(phrase, words) or self._repeated(phrase, words)

    def _bearer(self, phrase: Phrase, words: str) -> str | None:
        """Who the description is called elsewhere: the officer, the watchdog, the nurse the story is about."""
        described = _WHERE.split(words)[0]
        if not described[described.rfind(" ") + 1 :].islower():
            return None
        if phrase.head in _PERSONS and (officer := self._officer(phrase.head) or self._named_next(phrase)):
            return officer
        if phrase.head in _WATCHDOGS:
            return self._watchdog(phrase)
        if re.match(r"an?\s", phrase.text, re.IGNORECASE) and not PUBLIC.search(phrase.text):
            return self._introduced(phrase)
        return None

    def _owned(self, phrase: Phrase, words: str) -> str | None:
        """ "Boston city council" for "its city council" after Boston."""
        if not re.match(r"(?:its|their)\s", phrase.text, re.IGNORECASE) or not PUBLIC.search(words):
            return None
        before = [m for m in self._cast.mentions if phrase.start - 300 < m.span.start and m.span.end <= phrase.start]
        places = [m for m in before if self._cast.entity_of(m).kind in ("place", "unknown") and not m.is_owner]
        opening = [m for m in places if not self._text[: m.span.start].rstrip(" ") or self._opens(m.span.start)]
        return f"{self._cast.entity_of((opening or places)[-1]).name} {words}" if places else None

    def _opens(self, place: int) -> bool:
        """Whether a sentence begins there."""
        return self._text[:place].rstrip(" ")[-1:] in ".!?\n"

    def _repeated(self, phrase: Phrase, words: str) -> str | None:
        """The body that bare "the agency" means: the last one named before."""
        if words.lower() != phrase.head or phrase.head not in BARE:
            return None
        named = [
            entity.name
            for m in self._cast.mentions
            if phrase.start - 600 < m.span.start and m.span.end <= phrase.start
            for entity in (self._cast.entity_of(m),)
            if entity.kind == "organisation" or (entity.kind == "unknown" and entity.name.isupper())
            if PUBLIC.search(entity.name) or entity.name.isupper()
        ]
        return named[-1] if named else None

    def _officer(self, head: str) -> str | None:
        """The one person of the article who holds the office, by title or role; None where two might."""
        holders = {
            entity.name
            for entity in self._cast.people
            if re.search(rf"\b{head}\b", f"{entity.title or ''} {entity.role or ''}", re.IGNORECASE)
            and not re.search(
                r"\b(?:deputy|assistant|former|vice|spokes)", f"{entity.title or ''} {entity.role or ''}", re.IGNORECASE
            )
        }
        return holders.pop() if len(holders) == 1 else None

    def _named_next(self, phrase: Phrase) -> str | None:
        """The full name that opens the next sentence, when one officer alone was described: news so introduces them."""
        end = _NEXT_SENTENCE.search(self._text, phrase.end, phrase.end + NEAR)
        mention = next((m for m in self._cast.mentions if end and m.span.start == end.end()), None)
        entity = self._cast.entity_of(mention) if mention is not None else None
        is_person = entity is not None and entity.kind in PEOPLE and len(entity.name.split()) == 2
        is_speaker = mention is not None and _SPEAKS.match(self._text, mention.span.end) is not None
        return entity.name if entity is not None and is_person and is_speaker else None

    def _watchdog(self, phrase: Phrase) -> str | None:
        """The body that speaks soon after and has the name of one: "the CNIL", "the Data Protection Commission"."""
        for mention in self._cast.mentions:
            entity = self._cast.entity_of(mention)
            is_near = phrase.end <= mention.span.start <= phrase.end + NEAR
            if not is_near or mention.is_owner or entity.kind not in ("organisation", "unknown"):
                continue
            is_acronym = entity.name.isupper() and 2 < len(entity.name) < 7
            if is_acronym and not _SPEAKS.match(self._text, mention.span.end):
                continue
            if is_acronym or _WATCHDOG_NAME.search(entity.name):
                return entity.name
        return None

    def _introduced(self, phrase: Phrase) -> str | None:
        """Whom the next sentences name with an age or with the same role: who the story is about."""
        for mention in self._cast.mentions:
            entity = self._cast.entity_of(mention)
            if phrase.end <= mention.span.start <= phrase.end + NEAR and entity.is_person:
                is_same = phrase.head in (entity.role or "").lower().split()
                if is_same or _AGED.match(self._text, mention.span.end):
                    return entity.name
        return None

    def lost_name(self, phrase: Phrase) -> str | None:
        """Whose "Inc (NASDAQ:AMZN)" it is: a paste from a browser may drop a linked name and leave its ending."""
        ticker = _TICKER.match(self._text, phrase.end)
        if ticker is None:
            return None
        symbol = ticker["symbol"].lower()
        owner = next((n for n in self._known if symbol in map(str.lower, n.aliases)), None)
        if owner is not None:
            return owner.name
        listed = re.search(
            rf"(?P<name>[A-Z][\w&.-]+(?:\s[A-Z][\w&.-]+)*)\s\([A-Z]+:\s?{ticker['symbol']}\)", self._text
        )
        named = self._cast.resolve(listed["name"]) if listed else None
        if named is not None and named.name.lower() not in CORPORATE_ENDS:
            return named.name
        return self._of_title()

    def _of_title(self) -> str | None:
        """The organisation the headline opens with, or else names first; a topic's own before others."""
        for known in sorted(self._known, key=lambda name: self._title.find(name.name)):
            if known.kind in ("company", "agency", "group") and re.search(rf"\b{re.escape(known.name)}\b", self._title):
                return known.name
        named = [
            (self._title.find(entity.name), entity.name)
            for entity in self._cast.organisations
            if entity.name.lower() not in CORPORATE_ENDS and entity.name in self._title
        ]
        opening = _TITLE_OPENING.match(self._title)
        return min(named)[1] if named else opening["name"] if opening else None

    def sponsors(self) -> Phrase | None:
        """Who is told elsewhere to stand behind the article's bill: "the bill by", "sponsored by", "its sponsor"."""
        for pattern in _SPONSOR_BEFORE, _SPONSOR_AFTER:
            for told in pattern.finditer(self._text):
                place = told.end() if pattern is _SPONSOR_BEFORE else told.start()
                mention = next(
                    (
                        m
                        for m in self._cast.mentions
                        if (0 <= m.span.start - place < 25 if pattern is _SPONSOR_BEFORE else m.span.end == place)
                        and not _SHORTENED.match(self._text, m.core.start)
                        and (self._cast.entity_of(m).kind in PEOPLE or SEATED.match(self._cast.entity_of(m).name))
                    ),
                    None,
                )
                if mention is not None:
                    entity = self._cast.entity_of(mention)
                    return Phrase(mention.span.start, mention.span.end, entity.name, "", entity)
        return None

    def deliberating(self) -> Phrase | None:
        """The body the article is about, for a measure that "was passed" by nobody in particular."""
        bodies = [
            one
            for one in self._phrases
            if one.head in CHAMBERS or (one.entity is not None and _CHAMBER_NAME.search(one.entity.name))
        ]
        return bodies[0] if bodies else None

    def executive(self) -> Phrase | None:
        """The one governor, mayor or president of the article, for a bill that "was signed" by nobody in particular."""
        for mention in self._cast.mentions:
            entity = self._cast.entity_of(mention)
            if entity.is_person and _CAN_SIGN.match(entity.title or entity.role or ""):
                return Phrase(mention.span.start, mention.span.end, f"{entity.title} {entity.name}", "", entity)
        return None
