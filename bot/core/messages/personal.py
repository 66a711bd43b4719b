"""What one member is told of their own votes, the stories they follow, and what is kept of them."""

from bot.core.excerpts import Keeping
from bot.core.messages import wording
from bot.core.messages.parts import Button, Buttons, Context, Heading, Items, Line, Message, Paragraph, Text
from bot.core.messages.texts import plain_message
from bot.core.model import AlertCard, AlertId, Complaint, Opinion
from bot.core.translation import gettext, gettext_noop, ngettext

_COMPLAINTS = {  # on the button, and after "not relevant"
    Complaint.SENSE: (gettext_noop("Other sense of the words"), gettext_noop("another sense of the words")),
    Complaint.OPINION: (gettext_noop("Opinion"), gettext_noop("an opinion piece")),
    Complaint.DUPLICATE: (gettext_noop("Duplicate"), gettext_noop("told before")),
    Complaint.PLACE: (gettext_noop("Wrong place"), gettext_noop("the wrong place")),
    Complaint.OTHER: (gettext_noop("Other"), gettext_noop("for another reason")),
}

_KEPT: tuple[tuple[str, str], ...] = (
    (
        gettext_noop("Questions"),
        gettext_noop("counted, never kept: neither their words nor who asked."),
    ),
    (
        gettext_noop("Votes on alerts"),
        gettext_noop(
            "kept with the alert under a hash of your id, made with a key of this bot's own; your id itself is not "
            "stored."
        ),
    ),
    (
        gettext_noop("Stories you follow"),
        gettext_noop(
            "your id, deleted when you stop following, or when nothing new has come of the story for 21 days."
        ),
    ),
    (
        gettext_noop("Changes by admins"),
        gettext_noop("who changed what, when and why, with id and name: the team's record, kept for good."),
    ),
    (
        gettext_noop("What you suggest to admins"),
        gettext_noop(
            "what and when, with your name and a hash of your id, another one than votes have; kept for good likewise."
        ),
    ),
    (
        gettext_noop("Your name and rights"),
        gettext_noop("asked of your chat platform when you do something, and forgotten within minutes."),
    ),
)
_HOSTS_RECORD = gettext_noop(
    "Whoever runs this bot can hand out a copy of it all, or remove all of it: run.py backup, run.py purge."
)


def voted_message(alert: AlertId, opinion: Opinion, *, is_kept: bool) -> Message:
    """What became of a vote; one against asks the one question why."""
    if not is_kept:
        return plain_message(gettext("Taken back: your vote no longer counts."))
    if opinion is Opinion.USEFUL:
        return plain_message(gettext("Noted: useful. Press again to take it back."))
    text = gettext("Noted: not relevant. Press again to take it back. What is wrong with it?")
    buttons = tuple(
        Button(label=gettext(label), verb="complain", argument=f"{alert} {complaint}")
        for complaint, (label, _) in _COMPLAINTS.items()
    )
    return Message(text=text, parts=(Paragraph(line=(Text(text),)), Buttons(buttons=buttons)))


def complaint_label(complaint: Complaint) -> str:
    """As its button reads."""
    return gettext(_COMPLAINTS[complaint][0])


def complained_message(complaint: Complaint, *, alert: AlertId | None = None, is_sent: bool = False) -> Message:
    """The answer to why; who may join stories is offered to, where an `alert` is named.

    `is_sent`: it counts for what is proposed to those who may change keywords.
    """
    thanks = gettext("Noted for the admins: they see it beside the keyword.") if is_sent else gettext("Thank you.")
    text = f"{gettext('Noted: not relevant, {why}.', why=gettext(_COMPLAINTS[complaint][1]))} {thanks}"
    if alert is None:
        return plain_message(text)
    merge = Button(label=gettext("Merge with…"), verb="merge_with", argument=str(alert))
    return Message(text=text, parts=(Paragraph(line=(Text(text),)), Buttons(buttons=(merge,))))


def followed_message(card: AlertCard) -> Message:
    """What follows from following."""
    told = gettext(
        "Following {story}: its news comes to you as a direct message. Press again to stop.", story=_story(card)
    )
    return plain_message(told)


def unfollowed_message(card: AlertCard) -> Message:
    """No more news of it."""
    return plain_message(gettext("You no longer follow {story}.", story=_story(card)))


def ended_message(card: AlertCard) -> Message:
    """For who would follow a story that nothing comes of any more."""
    return plain_message(
        gettext(
            "{story} has ended: nothing new has come for 21 days, so there is nothing to follow.", story=_story(card)
        )
    )


def privacy_message(command: str, keeping: Keeping) -> Message:
    """What is kept of people and of articles, and for how long."""
    kept: tuple[Line, ...] = tuple(
        (Text(f"{gettext(what)}: ", "strong"), Text(gettext(words))) for what, words in _KEPT
    )
    articles: tuple[Line, ...] = tuple((Text(f"{what}: ", "strong"), Text(words)) for what, words in _texts(keeping))
    forget = Button(label=gettext("Forget my votes and follows"), verb="ask", argument="forget")
    forgetting = Text(f"{command} forget", "code")
    return Message(
        text=gettext(
            "Kept of you are votes, under a hash, and your id while you follow a story; questions are only counted. "
            "{command} removes both.",
            command=forgetting.text,
        ),
        parts=(
            Heading(text=gettext("What is kept of you")),
            Items(lines=kept),
            Paragraph(
                line=wording.line(gettext("{command} removes your votes and follows at once."), command=(forgetting,))
            ),
            Heading(text=gettext("What is kept of articles")),
            Items(lines=articles),
            Paragraph(line=(Text(gettext(_HOSTS_RECORD)),)),
            Context(
                line=(
                    Text(
                        gettext(
                            "To look for the word itself, put it in quotes: {example}.", example=f'{command} "privacy"'
                        )
                    ),
                )
            ),
            Buttons(buttons=(forget,)),
        ),
    )


def _texts(keeping: Keeping) -> tuple[tuple[str, str], ...]:
    full = _for_days(keeping.full_text_days)
    if keeping.full_text_days:
        full = gettext(
            "{for_days}, then their beginning, the sentences that quotes and positions stand in, and a hash",
            for_days=full,
        )
    return (
        (gettext("Full texts"), f"{full}."),
        (gettext("Articles that no keyword matched"), f"{_for_days(keeping.unmatched_days)}."),
        (gettext("Headlines, links, quotes, positions, and what was told when and where"), f"{gettext('for good')}."),
    )


def _for_days(days: float) -> str:
    if not days:
        return gettext("for good")
    return gettext("for {days} day", days=f"{days:g}") if days == 1 else gettext("for {days} days", days=f"{days:g}")


def forgotten_message(*, votes: int, stories: int) -> Message:
    """What was removed."""
    if not votes and not stories:
        return plain_message(gettext("There was nothing to forget: no votes of yours, and no story you follow."))
    of_votes = ngettext("{count} vote", "{count} votes", votes)
    of_stories = ngettext("{count} followed story", "{count} followed stories", stories)
    both = gettext("{one} and {other}", one=of_votes, other=of_stories)
    return plain_message(
        gettext("Forgotten: {what}.", what=both if votes and stories else of_votes if votes else of_stories)
    )


def _story(card: AlertCard) -> str:
    return f"“{wording.headline(card.filed.analysis.article.title)}”"
