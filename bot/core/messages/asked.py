"""A question in words: what was understood, what it is narrowed to, how much was searched, how to ask it again."""

from collections.abc import Iterator, Sequence

from bot.core.messages import wording
from bot.core.messages.parts import Button, Context, Heading, Part, Text, Warning
from bot.core.model import Answer, Question, Searched
from bot.core.text import cut, visible

QUERY_CHARS = 80
ALIASES_SHOWN = 4
COMMANDS = {"quotes": "quotes ", "standing": "positions ", "positions": "timeline ", "record": "record "}
_FIRST_WORDS = frozenset({"quote", "quotes", "timeline", "position", "positions", "record"})


def understood(answer: Answer) -> tuple[Part, ...]:
    question = answer.question
    forms = ", ".join(filter(None, (_forms(question), *_filters(question))))
    understood = f"understood: {forms} · " if forms else ""
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
    return f"Understood: {_forms(question)}. " if question.names else ""


def _with_aliases(name: str, variants: Sequence[str]) -> str:
    others = [visible(each) for each in variants if each.casefold() != name.casefold()]
    more = ", …" if len(others) > ALIASES_SHOWN else ""
    return f"{visible(name)} ({', '.join(others[:ALIASES_SHOWN])}{more})" if others else visible(name)


def corrections(question: Question, *, has_found: bool = True) -> tuple[Warning, ...]:
    """What was taken for a slip of the keys."""
    words = "No record of “{}”; showing “{}”." if has_found else "“{}” was taken for “{}”."
    return tuple(
        Warning(line=(Text(words.format(visible(typed), visible(used))),)) for typed, used in question.corrected.items()
    )


def subject(question: Question) -> str:
    words = ", ".join(map(visible, question.names)) or cut(query_of(question), QUERY_CHARS)
    return words or "everything"


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
    articles = f"{wording.counted(searched.articles, 'article', 'articles')}{_since(searched)}"
    return f"searched those among {articles}" if _is_narrowed(answer.question) else f"searched {articles}"


def searched_words(answer: Answer) -> str:
    """How much was searched, as a sentence; of a question that is narrowed, to what, and where nothing can be."""
    searched, question = answer.searched, answer.question
    sources = wording.counted(searched.sources, "source", "sources")
    articles = f"{wording.counted(searched.articles, 'article', 'articles')} and {sources}{_since(searched)}"
    if not _is_narrowed(question):
        return f"Searched {articles}."
    if searched.since and question.until and question.until < searched.since:
        return f"There is nothing until {wording.day(question.until)}: searched are {articles}."
    return f"Searched, of {articles}, those {', '.join(_filters(question))}."


def _since(searched: Searched) -> str:
    return f" since {wording.day(searched.since)}" if searched.since else ""


def _is_narrowed(question: Question) -> bool:
    return bool(question.since or question.until or question.places or question.outlets)


def share_button(question: Question) -> Button:
    return Button(label="Share here", verb="share", argument=asked_again(question))


def _filters(question: Question) -> Iterator[str]:
    """`since 1 Jun 2026`, `in Boston`, `from EFF`."""
    if question.since:
        yield f"since {wording.day(question.since)}"
    if question.until:
        yield f"until {wording.day(question.until)}"
    if question.places:
        yield f"in {' or '.join(map(visible, question.places))}"
    if question.outlets:
        yield f"from {' or '.join(map(visible, question.outlets))}"
