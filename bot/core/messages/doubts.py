"""When a change of keywords looks like a slip, so that somebody is asked before it is made."""

from collections.abc import Iterator
from datetime import timedelta

from bot.core.model import Band, Trial
from bot.core.translation import gettext, ngettext, number

TOO_MANY = 0.20  # of the latest articles, for one keyword to match
TOO_MUCH = 0.20  # of the stories or the alerts, for one change to take away
ENOUGH = 20  # articles without which a share of them says nothing
COVERED = timedelta(days=7)  # of articles, after which it says something that none is matched, however few they are


def doubts(trial: Trial, *, is_removal: bool = False) -> tuple[str, ...]:
    """Why somebody should look twice, a sentence each; what is taken out may match what it likes."""
    return (*(() if is_removal else _of_words(trial)), *_of_loss(trial))


def _of_words(trial: Trial) -> Iterator[str]:
    _, latest = trial.matched_of_latest
    if latest >= ENOUGH and trial.share > TOO_MANY:
        yield gettext(
            "It matches {share} of the latest {count} articles: too many to be about one thing.",
            share=f"{trial.share:.0%}",
            count=number(latest),
        )
    if not trial.matched and (trial.articles >= ENOUGH or trial.covered >= COVERED):
        yield ngettext(
            "It matches none of the {count} article of the last {days} days.",
            "It matches none of the {count} articles of the last {days} days.",
            trial.articles,
            days=f"{trial.days:.0f}",
        )


def _of_loss(trial: Trial) -> Iterator[str]:
    alerts = sum(tried.band is Band.ALERT for tried in trial.lost)
    days = f"{trial.weighed_days:.0f}"
    if trial.lost and len(trial.lost) == trial.before.all:
        yield ngettext(
            "It takes away the only story of the last {days} days.",
            "It takes away all {count} stories of the last {days} days.",
            trial.before.all,
            days=days,
        )
    elif len(trial.lost) > TOO_MUCH * trial.before.all:
        yield ngettext(
            "It takes away {lost} of the {count} story of the last {days} days.",
            "It takes away {lost} of the {count} stories of the last {days} days.",
            trial.before.all,
            lost=number(len(trial.lost)),
            days=days,
        )
    elif alerts > TOO_MUCH * trial.before.told:
        yield ngettext(
            "It takes away {lost} of the {count} alert of the last {days} days.",
            "It takes away {lost} of the {count} alerts of the last {days} days.",
            trial.before.told,
            lost=number(alerts),
            days=days,
        )
