"""What the bot would have admins change."""

from collections.abc import Sequence

from bot.core.messages import wording
from bot.core.messages.parts import Button, Buttons, Context, Heading, Message, Paragraph, Part, Text
from bot.core.messages.texts import plain_message
from bot.core.model import Proposal
from bot.core.translation import gettext, ngettext


def proposals_message(proposals: Sequence[Proposal], *, command: str) -> Message:
    """Those that are open, each with its buttons; once a week, and whenever somebody asks."""
    if not proposals:
        return plain_message(gettext("Nothing is proposed: no votes or silence of sources speak for a change."))
    text = ngettext(
        "{count} change proposed, for an admin to apply or drop.",
        "{count} changes proposed, for an admin to apply or drop.",
        len(proposals),
    )
    typed = f"{command} proposals apply {proposals[0].number}"
    return Message(
        text=text,
        parts=(
            Heading(text=gettext("Proposed changes")),
            *proposal_parts(proposals),
            Context(
                line=wording.line(
                    gettext("Nothing changes by itself. Typed: {command}"), command=(Text(typed, "code"),)
                )
            ),
        ),
    )


def proposal_parts(proposals: Sequence[Proposal]) -> tuple[Part, ...]:
    """Each with its buttons."""
    return tuple(part for proposal in proposals for part in (_line(proposal), Buttons(buttons=_buttons(proposal))))


def proposed_exclude_message(proposal: Proposal) -> Message:
    """The answer to a complaint for who may apply what would have hidden the alert."""
    noted = gettext("Noted: not relevant, {why}.", why=gettext("another sense of the words"))
    text = f"{noted} {proposal.words}"
    return Message(text=text, parts=(Paragraph(line=(Text(text),)), Buttons(buttons=_buttons(proposal))))


def settled_message(proposal: Proposal, *, change: int | None = None) -> Message:
    """What became of it; `change` is the number of the change that was made."""
    if proposal.outcome == "dropped":
        return plain_message(gettext("Dropped: it does not come again for 90 days."))
    text = gettext("Applied: {change}", change=proposal.words)
    undo = (Button(label=gettext("Undo"), verb="admin", argument=f"undo {change}"),) if change else ()
    return Message(text=text, parts=(Paragraph(line=(Text(text),)), *((Buttons(buttons=undo),) if undo else ())))


def _line(proposal: Proposal) -> Paragraph:
    return Paragraph(line=(Text(f"{proposal.number} ", "code"), Text(proposal.words)))


def _buttons(proposal: Proposal) -> tuple[Button, ...]:
    number = str(proposal.number)
    return (
        Button(label=gettext("Apply"), verb="proposal_apply", argument=number, style="primary"),
        Button(label=gettext("No"), verb="proposal_drop", argument=number),
    )
