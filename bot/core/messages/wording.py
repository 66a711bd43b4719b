"""How people, times and deeds are worded, the same in every message."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from bot.core.language.outlet_notes import NoteKind, note_kind
from bot.core.messages.parts import Line, Link, Moment, Text
from bot.core.model import Deed, Position, Quote, Report, Timestamp
from bot.core.text import cut, visible

HEADLINE_CHARS = 140  # Slack's header takes 150, Discord's title 256
SENTENCE_CHARS = 420
QUOTE_CHARS = 600
NAMED_OUTLETS = 2
SURE_OF_POSITION = 0.5  # below it who and what may not belong together
POSSIBLE_POSITION = 0.3  # below it they rarely do
FUTURE_SLACK = timedelta(days=1)  # clocks and zones differ by less; more is a wrong date

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_STEM_CHARS = 5  # moratorium and moratoria, introduces and introduced
_NOTE_LABEL = re.compile(
    r"(?:correction (?:and|&) clarification|(?:updates? (?:and|&) )?corrections?|corrected|clarifications?|"
    r"editor[’']?s[’']? note|editors’ note|for the record|updated?)\b[^:.\w]{0,3}[:.—–-]\s*",
    re.IGNORECASE,
)
_NOTE_KINDS = {
    NoteKind.CORRECTION: "Corrected",
    NoteKind.REMARK: "Note",
    NoteKind.UPDATE: "Updated",
    NoteKind.STAMP: "Updated",
}

_LANGUAGES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip

_THINGS = frozenset({Deed.BAN, Deed.MORATORIUM})  # worded as things, not as what somebody does
_ANYWHERE = frozenset({Deed.SUE, Deed.SETTLE, Deed.SUPPORT, Deed.OPPOSE, Deed.CALL_FOR})  # not by the power of a place
_NAMED_BY_OBJECT = frozenset({Deed.BAN, Deed.MORATORIUM, Deed.SUSPEND, Deed.RESTRICT})
_ARTICLE = re.compile(r"\A(?:an?|the|its|their)\s", re.IGNORECASE)
_PAUSE = re.compile(r"\b(?:bans?|moratori\w+|pauses?|halts?|freezes?|suspensions?|prohibitions?)\b", re.IGNORECASE)
_SPELLED_OUT = re.compile(r"[A-Za-z-]*[a-z]{3,}\b")
_PRONOUNS = frozenset(
    {"he", "she", "they", "it", "who", "i", "we", "you"}
)  # of somebody whom the article names nowhere
_PREPOSITION = re.compile(r"(?:in|on|from|by|at|since|within|once|when|as|starting|immediately)\b", re.IGNORECASE)
_LENGTH = re.compile(r"(?P<number>\w+(?:-\w+)?)[\s-](?P<unit>day|week|month|year)", re.IGNORECASE)

_DEEDS = {  # with an object, without one
    Deed.BAN: ("ban on {}", "ban"),
    Deed.MORATORIUM: ("moratorium on {}", "moratorium"),
    Deed.EXTEND: ("extends {}", "extension"),
    Deed.SUSPEND: ("suspends {}", "suspension"),
    Deed.RESUME: ("resumes {}", "resumption"),
    Deed.EXIT: ("gives up {}", "exit"),
    Deed.RESTRICT: ("restricts {}", "restriction"),
    Deed.PROPOSE: ("proposes {}", "proposal"),
    Deed.INTRODUCE: ("introduces {}", "bill introduced"),
    Deed.PASS: ("passes {}", "passed"),
    Deed.VETO: ("vetoes {}", "veto"),
    Deed.SIGN: ("signs {}", "signed"),
    Deed.REPEAL: ("repeals {}", "repeal"),
    Deed.SUE: ("sues {}", "lawsuit"),
    Deed.RULE: ("rules on {}", "ruling"),
    Deed.SETTLE: ("settles {}", "settlement"),
    Deed.FINE: ("fines {}", "fine"),
    Deed.INVESTIGATE: ("investigates {}", "investigation"),
    Deed.DEPLOY: ("deploys {}", "deployment"),
    Deed.PROCURE: ("buys {}", "purchase"),
    Deed.SUPPORT: ("supports {}", "in favour"),
    Deed.OPPOSE: ("opposes {}", "against"),
    Deed.CALL_FOR: ("calls for {}", "call for action"),
}


def day(value: date) -> str:
    """`21 Nov 2026`, whatever the locale of the machine."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def moment(stamp: Timestamp | None, *, now: datetime) -> Moment | None:
    """When an article says it was published; None where it says nothing, or a day that has not come yet.

    Where the page names no zone the day alone is shown: an hour would be a guess.
    """
    if stamp is None or stamp.instant() > now + FUTURE_SLACK:
        return None
    return Moment(stamp.instant(), day_only=not stamp.has_time or stamp.value.tzinfo is None)


def published_on(stamp: Timestamp | None) -> Line:
    """The day of publication as a line, empty where it is unknown."""
    return () if stamp is None else (Moment(stamp.instant(), day_only=True),)


def spoken_day(at: Moment) -> str:
    """The day of a moment in words, in UTC, for the plain text of a message."""
    return day(at.at.astimezone(UTC).date())


def headline(title: str) -> str:
    """An article's own title, cut at a word; words of ours where it has none."""
    return cut(visible(title), HEADLINE_CHARS) or "Untitled article"


def language(code: str) -> str:
    """The English name of a language, its code where we don't know one."""
    return _LANGUAGES.get(code.lower()) or visible(code) or "unknown language"


def speaker(quote: Quote) -> str:
    """Who said it, as a reader needs it: name, role, affiliation; "" where the article names nobody.

    An unnamed spokesperson is shown as "Acme Vision spokesperson", any other unnamed source as the article calls them.
    """
    named = visible(quote.speaker or "")
    role, affiliation = visible(quote.role or ""), visible(quote.affiliation or "")
    if named:
        return ", ".join(_distinct((named, role, affiliation)))
    if affiliation:
        return f"{affiliation} {role or 'spokesperson'}"
    mention = visible(quote.mention or "")
    return role or ("" if mention.casefold() in _PRONOUNS else mention)


def _distinct(words: Sequence[str]) -> list[str]:
    """Words without those that an earlier one already says ("chief executive of Acme", "Acme")."""
    kept: list[str] = []
    for word in words:
        if word and not any(word.casefold() in said.casefold() for said in kept):
            kept.append(word)
    return kept


def spoken_words(quote: Quote) -> str:
    """The words as shown: `…` where an attribution stood between two sentences, no comma before the closing mark.

    Such a comma belongs to the sentence around the words ("We will," she said), and would look like a slip without it.
    """
    shown = ""
    for part in _parts(quote):
        begins_anew = shown.endswith(",") and part[:1].isupper()
        shown = f"{shown.removesuffix(',')} … {part}" if begins_anew else f"{shown} {part}".strip()
    return cut(shown.removesuffix(","), QUOTE_CHARS)


def _parts(quote: Quote) -> list[str]:
    """The text cut where its parts were joined."""
    parts, start = [], 0
    for span in quote.parts:
        length = span.end - span.start
        parts.append(visible(quote.text[start : start + length]))
        start += length + 1
    return parts if start == len(quote.text) + 1 else [visible(quote.text)]


def correction(text: str) -> tuple[str, str]:
    """What kind of note it is, in words, and the note without its own label; none where it says no more than that."""
    note = visible(text)
    kind = note_kind(note)
    if kind is NoteKind.UNSAID:
        return "Corrected by the outlet; it doesn't say what", ""
    label = _NOTE_LABEL.match(note)
    return f"{_NOTE_KINDS[kind]} by the outlet", note[label.end() :] if label else note


def tag(position: Position) -> tuple[str, ...]:
    """The labels of the main event: what is done, and where."""
    where = visible(position.jurisdiction or "")
    return tuple(filter(None, (position.action.value.replace("_", " ").capitalize(), where)))


def main_event(positions: Sequence[Position]) -> Position | None:
    """The article's main event where it is fit to be shown unasked: better no line in an alert than a wrong one."""
    first = next(iter(positions), None)
    return None if first is None or is_unsure(first) else first


def is_unsure(position: Position) -> bool:
    """Whether who asked must be told to look at the source."""
    return position.confidence < SURE_OF_POSITION


def deed(position: Position) -> str:
    """`Harbour City: ban on police use, from 1 Jan 2027 · bill 26-114`, `Celia Vance (Harbour City): signs the ban`."""
    return f"{_doer(position)}: {deed_alone(position)}"


def _doer(position: Position) -> str:
    """Where it holds, before the name of a thing; before a verb, who does it, with the place where it adds one."""
    who, where = visible(position.actor), visible(position.jurisdiction or "")
    if position.action in _THINGS:
        return where or who
    is_told = not where or position.action in _ANYWHERE or where.casefold() in who.casefold()
    return who if is_told else f"{who} ({where})"


def deed_alone(position: Position) -> str:
    """What is done, to what, from when until when, without who does it."""
    what = _deed_with(_without_owner(visible(position.object or ""), position), position.action)
    bills = (f" · {_bill(visible(bill))}" for bill in position.bills)
    return what + "".join(f", {term}" for term in _terms(position)) + "".join(bills)


def _without_owner(object: str, position: Position) -> str:
    """ "The ban" for "Harbour City's ban" where the line begins with the place."""
    owned = re.match(rf"{re.escape(visible(position.jurisdiction or ''))}['’]s\s", object)
    return f"the {object[owned.end() :]}" if position.jurisdiction and owned else object


def _deed_with(object: str, action: Deed) -> str:
    """The deed with its object, which may already name it ("a moratorium on …")."""
    with_object, alone = _DEEDS[action]
    if not object:
        return alone
    stem = action.value[:_STEM_CHARS]
    if action in _NAMED_BY_OBJECT and any(word.casefold().startswith(stem) for word in object.split()):
        return _ARTICLE.sub("", object)
    if action is Deed.RESUME and _PAUSE.search(object):
        return f"lifts {object}"
    return with_object.format(object)


def _bill(number: str) -> str:
    """ "Bill 26-114" and "bill S. 4084"; a kind that is spelled out needs no other."""
    return number if _SPELLED_OUT.match(number) else f"bill {number}"


def _terms(position: Position) -> list[str]:
    terms = []
    if position.effective and position.effective != position.expires:
        terms.append(f"from {day(position.effective)}")
    elif position.effective_text and not position.effective:
        words = visible(position.effective_text)
        terms.append(words if _PREPOSITION.match(words) else f"effective {words}")
    if position.expires:
        terms.append(f"until {day(position.expires)}")
    elif position.expires_text:
        terms.append(_term(visible(position.expires_text)))
    return terms


def _term(words: str) -> str:
    """ "For two years" of "two-year"; other words as they are."""
    length = _LENGTH.fullmatch(words)
    if length is None:
        return words
    is_one = length["number"].casefold() in ("one", "a", "1")
    return f"for {length['number']} {length['unit']}{'' if is_one else 's'}"


def also_in(reports: Sequence[Report], *, own: str) -> Line:
    """`also in AP, KXYZ +4 (3 copies)`: each other outlet once, who reported before who copied, the earliest first."""
    outlets: dict[str, Report] = {}
    for report in sorted(reports, key=lambda report: report.is_copy):
        if visible(report.outlet) and report.outlet.casefold() != own.casefold():
            outlets.setdefault(report.outlet.casefold(), report)
    if not outlets:
        return ()
    named = list(outlets.values())[:NAMED_OUTLETS]
    runs: list[Text | Link | Moment] = [Text("also in ")]
    for place, report in enumerate(named):
        runs += [Text(", ")] if place else []
        runs.append(linked(report.outlet, report.url))
    rest = len(outlets) - len(named)
    copies = sum(report.is_copy for report in reports)
    counts = (f" +{rest}" if rest else "") + (f" ({counted(copies, 'copy', 'copies')})" if copies else "")
    return (*runs, Text(counts)) if counts else tuple(runs)


def linked(text: str, url: str | None) -> Text | Link:
    """The words, leading to their source where there is one."""
    shown = visible(text)
    return Link(shown, url) if url else Text(shown)


def counted(number: int, one: str, many: str) -> str:
    """`1 copy`, `3,412 articles`."""
    return f"{number:,} {one if number == 1 else many}"


def words(line: Line) -> str:
    """A line as plain words, for the plain text of a message."""
    return "".join(spoken_day(run) if isinstance(run, Moment) else run.text for run in line)


def sentence(text: str) -> str:
    """The text with an end a screen reader pauses at."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
