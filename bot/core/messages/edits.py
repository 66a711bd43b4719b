"""What an outlet changed in an article that was told, in words."""

from collections.abc import Sequence

from bot.core.language.outlet_notes import worth_showing
from bot.core.messages import wording
from bot.core.messages.parts import Line, Text, Warning
from bot.core.model import AlertCard, Article, Edit, EditKind
from bot.core.text import cut, visible
from bot.core.translation import gettext

EDITS_SHOWN = 4
WORDS_CHARS = 300


def edits_told_by(card: AlertCard) -> tuple[Edit, ...]:
    """Those for whose sake this follow-up was decided; empty for one that tells of something else."""
    return tuple(edit for edit in card.edits if edit.noticed_at == card.alert.decided_at)


def edit_warnings(edits: Sequence[Edit]) -> tuple[Warning, ...]:
    """One each, the newest `EDITS_SHOWN`."""
    return tuple(Warning(line=edit_line(edit)) for edit in edits[-EDITS_SHOWN:])


def standing_warnings(card: AlertCard) -> tuple[Warning, ...]:
    """For the alert itself, beside the outlet's own notes, which the article carries."""
    return edit_warnings([edit for edit in card.edits if edit.kind is not EditKind.NOTE])


def edits_spoken(card: AlertCard) -> Line:
    """What is added to the sentence that a screen reader reads of a follow-up."""
    return tuple(run for edit in edits_told_by(card)[-EDITS_SHOWN:] for run in (Text(". "), *edit_line(edit)))


def note_warnings(article: Article) -> tuple[Warning, ...]:
    """The outlet's own notes, those that say something."""
    return tuple(Warning(line=_labelled(*wording.correction(note))) for note in worth_showing(article.corrections))


def edit_line(edit: Edit) -> Line:
    """`A quote in this alert was changed: was “…”, now “…” — Dana Ortiz`."""
    return _labelled(*_in_words(edit))


def _labelled(lead: str, words: str) -> Line:
    return (Text(f"{lead}: ", "strong"), Text(words)) if words else (Text(lead, "strong"),)


def _in_words(edit: Edit) -> tuple[str, str]:
    who = f" — {visible(edit.speaker)}" if visible(edit.speaker) else ""
    match edit.kind:
        case EditKind.HEADLINE:
            return gettext("The headline was"), f"“{_cut(edit.was)}”"
        case EditKind.QUOTE:
            return gettext("A quote in this alert was changed"), f"{_both(edit)}{who}"
        case EditKind.QUOTE_GONE:
            return gettext("A quote in this alert is no longer in the article"), f"“{_cut(edit.was)}”{who}"
        case EditKind.SPEAKER:
            return gettext("The outlet names another speaker"), gettext(
                "“{quote}” was said by {now}, not {was}",
                quote=_cut(edit.speaker),
                now=visible(edit.now),
                was=visible(edit.was),
            )
        case EditKind.FACT:
            return gettext("The outlet changed a sentence"), _both(edit)
        case EditKind.NOTE:
            return wording.correction(edit.now)
        case EditKind.TAKEN_DOWN:
            return gettext("The outlet has taken this article down ({reason})", reason=visible(edit.now)), ""


def _both(edit: Edit) -> str:
    return gettext("was “{was}”, now “{now}”", was=_cut(edit.was), now=_cut(edit.now))


def _cut(words: str) -> str:
    """Without the comma that belongs to the sentence around a quote."""
    return cut(visible(words).removesuffix(","), WORDS_CHARS)
