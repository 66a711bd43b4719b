"""What becomes of a keyword that an admin adds, changes or takes out, in words."""

from collections.abc import Sequence

from bot.core.errors import RuleInvalid
from bot.core.messages import wording
from bot.core.messages.parts import Button, Buttons, Context, Message, Paragraph, Part, Text
from bot.core.model import Rule, Trial
from bot.core.text import cut
from bot.core.translation import gettext, ngettext, number

QUERY_CHARS = 60
MARK = "▲"  # stands before the place of a fault


def asked_first_message(doubts: Sequence[str], *, query: str, save: str, see: str, is_removal: bool = False) -> Message:
    """Instead of doing what looks like a slip. `save` and `see` are words for admins, behind the buttons."""
    shown = cut(query, QUERY_CHARS)
    if is_removal:
        not_yet, label = gettext("Not removed yet: {query}.", query=shown), gettext("Remove anyway")
    else:
        not_yet, label = gettext("Not saved yet: {query}.", query=shown), gettext("Save anyway")
    text = " ".join((not_yet, *doubts))
    buttons = (
        Button(label=label, verb="admin", argument=save),
        Button(label=gettext("See its effect"), verb="admin", argument=see),
    )
    return Message(text=text, parts=(Paragraph(line=(Text(text),)), Buttons(buttons=buttons)))


def sure_first_message(doubts: Sequence[str], *, query: str, is_removal: bool = False) -> Message:
    """The same where nothing can be pressed."""
    shown = cut(query, QUERY_CHARS)
    if is_removal:
        not_yet, anyway = gettext("Not removed: {query}.", query=shown), gettext("--yes removes it all the same.")
    else:
        not_yet, anyway = gettext("Not saved: {query}.", query=shown), gettext("--yes saves it all the same.")
    text = " ".join((not_yet, *doubts, anyway))
    return Message(text=text, parts=(Paragraph(line=(Text(text),)),))


def faulty_keyword_message(error: RuleInvalid, *, edit: str = "") -> Message:
    """A keyword nobody can run: why, and where in it. `edit` opens a form with it."""
    text = gettext("That keyword can't be used: {reason}", reason=wording.sentence(error.reason))
    parts: list[Part] = [Paragraph(line=(Text(text),))]
    if error.position is not None:
        at, marked = _place(error, error.position)
        parts.append(Paragraph(line=(Text(at), Text(marked, "code"))))
    if edit:
        parts.append(Buttons(buttons=(Button(label=gettext("Edit"), verb="form", argument=edit),)))
    return Message(text=text, parts=tuple(parts))


def fault_in_words(error: RuleInvalid) -> str:
    """The same where there is room for a line only: beside the field it was typed in."""
    reason = wording.sentence(error.reason)
    begins_with_a_word = reason.partition(" ")[0].isalpha()  # not with what was typed, like "title:"
    reason = wording.capital(reason) if begins_with_a_word else reason
    return reason if error.position is None else f"{reason} {''.join(_place(error, error.position))}"


def _place(error: RuleInvalid, position: int) -> tuple[str, str]:
    before, after = error.query[:position], error.query[position:]
    marked = f"{before[-QUERY_CHARS:]}{MARK}{cut(after, QUERY_CHARS) if after else ''}"
    at = gettext("Character {number}, where the {mark} stands:", number=position + 1, mark=MARK)
    return f"{at} ", marked


def saved_keyword_message(
    rule: Rule, *, waiting: int, days: int, notes: Sequence[str] = (), apply_command: str = ""
) -> Message:
    """It is in force, and what is to become of the articles it would have matched.

    `notes` are sentences about how it was read; `apply_command` is for who has no buttons.
    """
    text = _in_force(rule)
    below: tuple[Part, ...] = tuple(Context(line=(Text(note),)) for note in notes)
    if waiting:
        more = ngettext(
            "It would have matched {count} article of the last {days} days that nothing else did.",
            "It would have matched {count} articles of the last {days} days that nothing else did.",
            waiting,
            days=days,
        )
        text = f"{text} {more}"
        order = f"keywords apply {rule.id}"
        if apply_command:
            text += f" {gettext('To apply it to those: {command}', command=f'{apply_command} {order}')}"
        else:
            label = gettext("Apply to the last {days} days ({count})", days=days, count=number(waiting))
            below = (*below, Buttons(buttons=(Button(label=label, verb="admin", argument=order),)))
    return Message(text=text, parts=(Paragraph(line=(Text(text),)), *below))


def _in_force(rule: Rule) -> str:
    facts = {"query": cut(rule.query, QUERY_CHARS), "id": rule.id}
    if rule.is_exclude:
        told = gettext("The exclude {query} is in force as {id}", **facts)
    else:
        told = gettext("The keyword {query} is in force as {id}", **facts)
    if rule.channel:
        told = gettext("{in_force} for this channel alone", in_force=told)
    return gettext("{in_force}: it counts from the next article on, what is stored stays as it is.", in_force=told)


def reason_message(rule: Rule) -> Message:
    """Its words stay, why it is there is said otherwise."""
    facts = {"query": cut(rule.query, QUERY_CHARS), "why": rule.why}
    if rule.is_exclude:
        text = gettext("The exclude {query} stays as it is; its reason is now: {why}.", **facts)
    else:
        text = gettext("The keyword {query} stays as it is; its reason is now: {why}.", **facts)
    return Message(text=text, parts=(Paragraph(line=(Text(text),)),))


def removed_keyword_message(rule: Rule, trial: Trial | None, *, command: str) -> Message:
    """It is out of force, with what that would have done to the last weeks; None: that can't be told."""
    facts = {"query": cut(rule.query, QUERY_CHARS), "command": f"{command} undo"}
    if rule.is_exclude:
        text = gettext(
            "Removed the exclude {query}. It counts no more from the next article on; what is stored stays as it is. "
            "{command} brings it back.",
            **facts,
        )
    else:
        text = gettext(
            "Removed the keyword {query}. It counts no more from the next article on; what is stored stays as it is. "
            "{command} brings it back.",
            **facts,
        )
    if trial is not None:
        effect = gettext(
            "Last {days} days: {before} → {after} stories.",
            days=f"{trial.weighed_days:.0f}",
            before=trial.before.all,
            after=trial.after.all,
        )
        text = f"{text} {effect}"
    return Message(text=text, parts=(Paragraph(line=(Text(text),)),))
