"""A question in words: what was understood, what it is narrowed to, how much was searched, how to ask it again."""

from collections.abc import Iterable, Iterator, Sequence

from bot.core.messages import wording
from bot.core.messages.parts import Button, Context, Heading, Part, Text, Warning
from bot.core.model import Answer, Question, Searched
from bot.core.text import cut, visible
from bot.core.translation import gettext, ngettext

QUERY_CHARS = 80
ALIASES_SHOWN = 4
COMMANDS = {"quotes": "quotes ", "standing": "positions ", "positions": "timeline ", "record": "record "}
_FIRST_WORDS = frozenset({"quote", "quotes", "timeline", "position", "positions", "record"})


def understood(answer: Answer) -> tuple[Part, ...]:
    question = answer.question
    forms = ", ".join(filter(None, (_forms(question), *_filters(question))))
    understood = f"{gettext('understood: {forms}', forms=forms)} · " if forms else ""
    return (
        Heading(text=subject(question)),
        Context(line=(Text(f"{understood}{_count(answer)}"),)),
        *corrections(question),
    )


def _forms(question: Question) -> str:
    """`Amazon (AWS, Rekognition), ban`: each name with the other forms that were searched for, then the other words."""
    names = [_with_aliases(name, question.variants.get(name, ())) for name in question.names]
    phrases = [f"“{visible(phrase)}”" for phrase in question.phrases]
    return ", ".join((*names, *phrases, *map(visible, question.terms)))


def meant(question: Question) -> str:
    """ "Understood: Meta (Facebook, FB). ": of an answer without anything, where other names were searched for."""
    return f"{gettext('Understood: {forms}.', forms=_forms(question))} " if question.names else ""


def _with_aliases(name: str, variants: Sequence[str]) -> str:
    others = [visible(each) for each in variants if each.casefold() != name.casefold()]
    more = ", …" if len(others) > ALIASES_SHOWN else ""
    return f"{visible(name)} ({', '.join(others[:ALIASES_SHOWN])}{more})" if others else visible(name)


def corrections(question: Question, *, has_found: bool = True) -> tuple[Warning, ...]:
    """What was taken for a slip of the keys."""
    if has_found:
        words = gettext("No record of “{typed}”; showing “{used}”.")
    else:
        words = gettext("“{typed}” was taken for “{used}”.")
    return tuple(
        Warning(line=(Text(words.format(typed=visible(typed), used=visible(used))),))
        for typed, used in question.corrected.items()
    )


def subject(question: Question) -> str:
    words = ", ".join(map(visible, question.names)) or cut(query_of(question), QUERY_CHARS)
    return words or gettext("everything")


def asked_again(question: Question) -> str:
    """The words that ask exactly this again."""
    return COMMANDS.get(question.show, "") + query_of(question)


def query_of(question: Question) -> str:
    """The words to ask the same again, without the word that says what to show."""
    words = visible(question.query).split()
    if words and words[0].casefold().rstrip(":") in _FIRST_WORDS:
        words = words[1:]
    elif words and question.show in COMMANDS and words[-1].casefold() in _FIRST_WORDS:
        words = words[:-1]
    return " ".join(words)


def _count(answer: Answer) -> str:
    searched = answer.searched
    articles = _with_since(ngettext("{count} article", "{count} articles", searched.articles), searched)
    if _is_narrowed(answer.question):
        return gettext("searched those among {articles}", articles=articles)
    return gettext("searched {articles}", articles=articles)


def searched_words(answer: Answer) -> str:
    """How much was searched, as a sentence; of a question that is narrowed, to what, and where nothing can be."""
    searched, question = answer.searched, answer.question
    sources = ngettext("{count} source", "{count} sources", searched.sources)
    articles = ngettext("{count} article", "{count} articles", searched.articles)
    whole = _with_since(gettext("{articles} and {sources}", articles=articles, sources=sources), searched)
    if not _is_narrowed(question):
        return gettext("Searched {articles}.", articles=whole)
    if searched.since and question.until and question.until < searched.since:
        until = wording.day(question.until)
        return gettext("There is nothing until {day}: searched are {articles}.", day=until, articles=whole)
    return gettext("Searched, of {articles}, those {filters}.", articles=whole, filters=", ".join(_filters(question)))


def _with_since(what: str, searched: Searched) -> str:
    """`3,412 articles since 2 Jan 2025`"""
    return gettext("{what} since {day}", what=what, day=wording.day(searched.since)) if searched.since else what


def _is_narrowed(question: Question) -> bool:
    return bool(question.since or question.until or question.places or question.outlets)


def share_button(question: Question) -> Button:
    return Button(label=gettext("Share here"), verb="share", argument=asked_again(question))


def _filters(question: Question) -> Iterator[str]:
    """`since 1 Jun 2026`, `in Boston`, `from EFF`."""
    if question.since:
        yield gettext("since {day}", day=wording.day(question.since))
    if question.until:
        yield gettext("until {day}", day=wording.day(question.until))
    if question.places:
        yield gettext("in {places}", places=_either(question.places))
    if question.outlets:
        yield gettext("from {outlets}", outlets=_either(question.outlets))


def _either(names: Iterable[str]) -> str:
    """`Boston or Salem`"""
    either, *others = map(visible, names)
    for other in others:
        either = gettext("{one} or {other}", one=either, other=other)
    return either
