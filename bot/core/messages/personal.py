"""What one member is told of their own votes, the stories they follow, and what is kept of them."""

from bot.core.excerpts import Keeping
from bot.core.messages import wording
from bot.core.messages.parts import Button, Buttons, Context, Heading, Items, Line, Message, Paragraph, Text
from bot.core.messages.texts import plain_message
from bot.core.model import AlertCard, AlertId, Complaint, Opinion

_COMPLAINTS = {  # on the button, and after "not relevant"
    Complaint.SENSE: ("Other sense of the words", "another sense of the words"),
    Complaint.OPINION: ("Opinion", "an opinion piece"),
    Complaint.DUPLICATE: ("Duplicate", "told before"),
    Complaint.PLACE: ("Wrong place", "the wrong place"),
    Complaint.OTHER: ("Other", "for another reason"),
}

_KEPT: tuple[tuple[str, str], ...] = (
    ("Questions", "counted, never kept: neither their words nor who asked."),
    (
        "Votes on alerts",
        "kept with the alert under a hash of your id, made with a key of this bot's own; your id itself is not stored.",
    ),
    (
        "Stories you follow",
        "your id, deleted when you stop following, or when nothing new has come of the story for 21 days.",
    ),
    (
        "Changes by admins",
        "who changed what, when and why, with id and name: the team's record, kept for good.",
    ),
    (
        "What you suggest to admins",
        "what and when, with your name and a hash of your id, another one than votes have; kept for good likewise.",
    ),
    ("Your name and rights", "asked of your chat platform when you do something, and forgotten within minutes."),
)
_HOSTS_RECORD = "Whoever runs this bot can hand out a copy of it all, or remove all of it: run.py backup, run.py purge."


def voted_message(alert: AlertId, opinion: Opinion, *, is_kept: bool) -> Message:
    """What became of a vote; one against asks the one question why."""
    if not is_kept:
        return plain_message("Taken back: your vote no longer counts.")
    if opinion is Opinion.USEFUL:
        return plain_message("Noted: useful. Press again to take it back.")
    text = "Noted: not relevant. Press again to take it back. What is wrong with it?"
    buttons = tuple(
        Button(label=label, verb="complain", argument=f"{alert} {complaint}")
        for complaint, (label, _) in _COMPLAINTS.items()
    )
    return Message(text=text, parts=(Paragraph(line=(Text(text),)), Buttons(buttons=buttons)))


def complained_message(complaint: Complaint, *, alert: AlertId | None = None, is_sent: bool = False) -> Message:
    """The answer to why; who may join stories is offered to, where an `alert` is named.

    `is_sent`: it counts for what is proposed to those who may change keywords.
    """
    thanks = "Sent to the keyword owners." if is_sent else "Thank you."
    text = f"Noted: not relevant, {_COMPLAINTS[complaint][1]}. {thanks}"
    if alert is None:
        return plain_message(text)
    merge = Button(label="Merge with…", verb="merge_with", argument=str(alert))
    return Message(text=text, parts=(Paragraph(line=(Text(text),)), Buttons(buttons=(merge,))))


def followed_message(card: AlertCard) -> Message:
    """What follows from following."""
    return plain_message(f"Following {_story(card)}: its news comes to you as a direct message. Press again to stop.")


def unfollowed_message(card: AlertCard) -> Message:
    """No more news of it."""
    return plain_message(f"You no longer follow {_story(card)}.")


def ended_message(card: AlertCard) -> Message:
    """For who would follow a story that nothing comes of any more."""
    return plain_message(f"{_story(card)} has ended: nothing new has come for 21 days, so there is nothing to follow.")


def privacy_message(command: str, keeping: Keeping) -> Message:
    """What is kept of people and of articles, and for how long."""
    kept: tuple[Line, ...] = tuple((Text(f"{what}: ", "strong"), Text(words)) for what, words in _KEPT)
    articles: tuple[Line, ...] = tuple((Text(f"{what}: ", "strong"), Text(words)) for what, words in _texts(keeping))
    forget = Button(label="Forget my votes and follows", verb="ask", argument="forget")
    return Message(
        text=(
            "Kept of you are votes, under a hash, and your id while you follow a story; questions are only counted. "
            f"{command} forget removes both."
        ),
        parts=(
            Heading(text="What is kept of you"),
            Items(lines=kept),
            Paragraph(line=(Text(f"{command} forget", "code"), Text(" removes your votes and follows at once."))),
            Heading(text="What is kept of articles"),
            Items(lines=articles),
            Paragraph(line=(Text(_HOSTS_RECORD),)),
            Context(line=(Text(f'To look for the word itself, put it in quotes: {command} "privacy".'),)),
            Buttons(buttons=(forget,)),
        ),
    )


def _texts(keeping: Keeping) -> tuple[tuple[str, str], ...]:
    later = ", then their beginning, the sentences that quotes and positions stand in, and a hash"
    full, unmatched = keeping.full_text_days, keeping.unmatched_days
    return (
        ("Full texts", f"{_for_days(full)}{later if full else ''}."),
        ("Articles that no keyword matched", f"{_for_days(unmatched)}."),
        ("Headlines, links, quotes, positions, and what was told when and where", "for good."),
    )


def _for_days(days: float) -> str:
    return f"for {days:g} {'day' if days == 1 else 'days'}" if days else "for good"


def forgotten_message(*, votes: int, stories: int) -> Message:
    """What was removed."""
    if not votes and not stories:
        return plain_message("There was nothing to forget: no votes of yours, and no story you follow.")
    removed = (
        wording.counted(votes, "vote", "votes") if votes else "",
        wording.counted(stories, "followed story", "followed stories") if stories else "",
    )
    return plain_message(f"Forgotten: {' and '.join(filter(None, removed))}.")


def _story(card: AlertCard) -> str:
    return f"“{wording.headline(card.filed.analysis.article.title)}”"
