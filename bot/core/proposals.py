"""What readers' votes and the silence of sources would have an admin change, each with what it would have done.

Nothing is proposed on one person's word, or on words that also stand where somebody was glad of an alert.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.core.messages.wording import counted
from bot.core.model import Band, Filed, Health, Marked, PollState, Proposal, Rule, Source, Topic, Trial
from bot.core.rules import Facts, compile_rules
from bot.core.stories import STOP_WORDS

AGAIN: Final = timedelta(days=90)  # until a proposal that was dropped may come again
A_WEEK: Final = 3  # proposals
DAYS: Final = 90  # of a back-test
PEOPLE: Final = 2  # different ones whose votes speak against something
ALERTS: Final = 3  # that they speak against
USEFUL: Final = 3  # alerts that somebody was glad of, to compare with
NEAR: Final = 12  # words from the match
STEP: Final = 0.05  # of relevance
PART: Final = 0.6  # of the alerts that nobody wants, which a limit must hide to be one that parts them
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FEWEST_LETTERS = 3
_WELL = (Health.OK, Health.SLOW, Health.SILENT)


# --- an exclude: words near the match that only come where another sense was meant ------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclude:
    """What would hide alerts in which another sense of the words was meant. `about`: the words that give it away."""

    about: str
    query: str
    hidden: int  # of the alerts complained of
    complained: int


def complained_of(marked: Iterable[Marked], topic: str) -> tuple[Marked, ...]:
    """Alerts in which another sense was meant, as somebody says and nobody contradicts; () on too few words."""
    found = tuple(each for each in marked if each.topic == topic and each.senses and not each.useful)
    people = frozenset[int]().union(*(each.senses for each in found))
    return found if len(found) >= ALERTS and len(people) >= PEOPLE else ()


def exclude(complained: Sequence[Filed], useful: Sequence[Filed], topic: Topic) -> Exclude | None:
    """The words near a match that hide most of what was complained of and nothing of what was useful.

    Tried on the articles themselves: it is what the rule would do, not what the words suggest.
    """
    if len(complained) < ALERTS or len(useful) < USEFUL:
        return None
    known = {word for text in map(_text, useful) for word in _phrases(_words(text))} | _own_words(topic)
    counts = Counter(phrase for filed in complained for phrase in set(_near(filed)) if not _holds(phrase, known))
    term = _term(complained)
    best: Exclude | None = None
    for phrase, count in sorted(counts.items(), key=lambda each: (-each[1], -each[0].count(" "), each[0]))[:20]:
        if count < ALERTS or not term:
            break
        query = f'"{term} {phrase}"~{NEAR}'
        hidden = _hidden(query, complained, topic)
        if hidden >= ALERTS and not _hidden(query, useful, topic) and (best is None or hidden > best.hidden):
            best = Exclude(about=phrase, query=query, hidden=hidden, complained=len(complained))
    return best


def exclude_proposal(found: Exclude, trial: Trial, useful: Iterable[Marked], topic: str) -> Proposal | None:
    """With what it would have done; None when it would have hidden a story that somebody marked useful."""
    stories = {each.story for each in useful if each.useful}
    if not trial.lost or any(tried.sample.story in stories for tried in trial.lost):
        return None
    at_once = sum(tried.band is Band.ALERT for tried in trial.lost)
    words = (
        f"Exclude {found.query}: “{found.about}” stands near the match in {found.hidden} of {found.complained} alerts "
        f"that you said meant another sense of the words. It would have hidden "
        f"{counted(len(trial.lost), 'story', 'stories')} in {trial.weighed_days:.0f} days, {at_once} of them told at "
        "once, and none marked useful."
    )
    return Proposal(kind="exclude", about=found.about, value=found.query, topic=topic, words=words, made_at=trial.until)


def _near(filed: Filed) -> Iterator[str]:
    """Words and pairs of words near what matched, in the title or in the text."""
    article = filed.analysis.article
    for match in filed.analysis.matches:
        if match.is_by_fact:
            continue
        text = article.title if match.field == "title" else article.text
        yield from _phrases(_words(text[: match.span.start])[-NEAR + 2 :])
        yield from _phrases(_words(text[match.span.end :])[: NEAR - 2])


def _phrases(words: Sequence[str]) -> Iterator[str]:
    """Each word that says something, and each two of them in a row."""
    for place, word in enumerate(words):
        if _says_something(word):
            yield word
            if place + 1 < len(words) and _says_something(words[place + 1]):
                yield f"{word} {words[place + 1]}"


def _says_something(word: str) -> bool:
    return len(word) >= _FEWEST_LETTERS and word not in STOP_WORDS


def _holds(phrase: str, known: set[str]) -> bool:
    """Whether it is told apart from what is known by no word of it."""
    return phrase in known or any(word in known for word in phrase.split())


def _own_words(topic: Topic) -> set[str]:
    listed = (*topic.technology_words, *topic.policy_words, *topic.actor_words, *topic.context_words)
    return {word for entry in listed for word in _words(entry)}


def _term(complained: Sequence[Filed]) -> str:
    """What most of these articles were matched by."""
    terms = Counter[str]()
    for filed in complained:
        article = filed.analysis.article
        terms.update(
            {
                " ".join(_words(match.span.of(article.title if match.field == "title" else article.text)))
                for match in filed.analysis.matches
                if not match.is_by_fact
            }
        )
    return min((term for term in terms if term), key=lambda term: (-terms[term], term), default="")


def _hidden(query: str, articles: Sequence[Filed], topic: Topic) -> int:
    book = compile_rules([Rule(id="tried", query=query, topic=topic.id)], topics=(topic,))
    read = (filed.analysis.article for filed in articles)
    return sum(bool(book.true_of(article.title, article.text, about=Facts.of(article))) for article in read)


def _text(filed: Filed) -> str:
    return f"{filed.analysis.article.title}\n{filed.analysis.article.text}"


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


# --- a threshold: what nobody wants is weaker than what somebody was glad of ------------------------------------------


def threshold(marked: Sequence[Marked], *, channel: str, name: str, alert_at: float, now: datetime) -> Proposal | None:
    """The relevance below which a channel was told nothing that anybody wanted, where that parts the two.

    `marked` are the alerts of the time tried.
    """
    told = [each for each in marked if channel in each.channels]
    useful = [each for each in told if each.useful]
    against = [each for each in told if each.is_useful is False]
    if len(useful) < USEFUL:
        return None
    least = min(each.relevance for each in useful)
    limit = round(math.floor(round(least / STEP, 6)) * STEP, 2)
    hidden = [each for each in against if each.relevance < limit]
    people = frozenset[int]().union(*(each.not_relevant for each in hidden))
    parts_them = len(hidden) >= max(ALERTS, math.ceil(PART * len(against)))
    if limit <= alert_at or not parts_them or len(people) < PEOPLE:
        return None
    all_hidden = sum(each.relevance < limit for each in told)
    words = (
        f"Alert in {name} from relevance {limit:.2f} instead of {alert_at:.2f}. It would have kept "
        f"{counted(all_hidden, 'alert', 'alerts')} of {DAYS} days for the digest: {len(hidden)} marked not relevant, "
        "none marked useful."
    )
    return Proposal(kind="threshold", about=channel, value=f"{limit:.2f}", words=words, made_at=now)


# --- a silent source --------------------------------------------------------------------------------------------------


def silent_source(
    sources: Iterable[tuple[Source, PollState]], matched: Iterable[int], *, now: datetime
) -> Proposal | None:
    """The source watched for longest of those that answer and never brought anything a keyword matched.

    Only days on which it was read count: not those in which the bot was down, nor those a clock jumped over.
    """
    brought = frozenset(matched)
    since = now - timedelta(days=DAYS)
    quiet = [
        (state.baseline_at, source)
        for source, state in sources
        if state.baseline_at
        and state.baseline_at <= since
        and state.quiet_days >= DAYS
        and state.health in _WELL
        and source.id not in brought
    ]
    if not quiet:
        return None
    first, source = min(quiet, key=lambda each: (each[0], each[1].id))
    words = (
        f"Stop watching {source.name}: polled since {first:%d %b %Y}, and nothing of the last {DAYS} days on which "
        "it was read matched a keyword. Its articles stay; without it no alert of that time would be missing."
    )
    return Proposal(kind="source", about=str(source.id), value=str(source.id), words=words, made_at=now)


# --- which of them are made -------------------------------------------------------------------------------------------


def to_make(found: Iterable[Proposal | None], kept: Iterable[Proposal], *, now: datetime) -> tuple[Proposal, ...]:
    """At most three, one of each thing; none that is open, or was decided within `AGAIN`."""
    known = {(each.kind, each.about) for each in kept if each.outcome == "open" or _is_recent(each, now)}
    fresh: dict[tuple[str, str], Proposal] = {}
    for proposal in found:
        if proposal is not None and (proposal.kind, proposal.about) not in known:
            fresh.setdefault((proposal.kind, proposal.about), proposal)
    return tuple(fresh.values())[:A_WEEK]


def _is_recent(proposal: Proposal, now: datetime) -> bool:
    return proposal.decided_at is not None and now - proposal.decided_at < AGAIN
