"""A line that is no order: what isn't known of it, and what was probably meant."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches

from bot.core.holding import SETTINGS
from bot.core.messages import Message, admin_help_message, plain_message
from bot.core.text import cut
from bot.core.translation import gettext
from bot.services.orders.order import OrderRefused

SHOWN = 40  # characters of what was typed
NEVER_MEANT = frozenset({"purge"})  # nobody is led to what can't be taken back
HELP = frozenset({"help", "?", "-h", "--help"})

_STORIES = dict.fromkeys(("list", "split", "merge", "mute", "unmute", "undo", "history"), "stories")
_PROPOSALS = dict.fromkeys(("list", "apply", "drop"), "proposals")
_SAME: Mapping[str, str] = {  # as other tools say it
    **dict.fromkeys(("delete", "del", "rm", "drop", "stop"), "remove"),
    **dict.fromkeys(("ls", "all", "show"), "list"),
    **dict.fromkeys(("new", "create", "watch", "follow"), "add"),
    **dict.fromkeys(("change", "update", "set", "rename"), "edit"),
    **dict.fromkeys(("block", "ignore", "hide", "not"), "exclude"),
    **dict.fromkeys(("try", "preview", "check"), "test"),
}
_COMMAND_LINE = frozenset(
    {"export", "backup", "restore", "import", "preview", "analyze", "backfill", "check", "lookup", "demo", "run"}
)


def help_or_refusal(words: str, orders: Collection[str], *, command: str) -> Message:
    """The help that was asked for, of all or of one subject. Raises `OrderRefused`, in a line or two, for the rest."""
    first, _, rest = words.strip().partition(" ")
    first, rest = first.lower(), rest.strip()
    second = rest.partition(" ")[0].lower()
    subject = second if first in HELP else first if second in HELP else ""
    if not first or first in HELP or second in HELP:
        told = admin_help_message(command, subject=subject)
        if told is not None:
            return told
    verbs = _verbs(orders)
    text = _of_subject(first, rest, verbs, command) if first in verbs else _unknown(words, verbs, orders, command)
    raise OrderRefused(plain_message(f"{text} {gettext('{command} shows all.', command=f'{command} help')}"))


def _of_subject(subject: str, rest: str, verbs: Mapping[str, Collection[str]], command: str) -> str:
    known = verbs[subject]
    if not rest:
        return gettext(
            "{subject} what? {verbs}; {command} tells what each does.",
            subject=subject,
            verbs=", ".join(known),
            command=f"{command} help {subject}",
        )
    verb, _, of_what = rest.partition(" ")
    near, typed = _near(verb.lower(), known), cut(f"{subject} {verb}", SHOWN)
    if not near:
        return gettext("“{typed}” is not known: there are {verbs}.", typed=typed, verbs=", ".join(known))
    return _did_you_mean(typed, f"{subject} {near} {of_what}", command)


def _unknown(words: str, verbs: Mapping[str, Collection[str]], orders: Collection[str], command: str) -> str:
    first, _, rest = words.strip().partition(" ")
    typed = cut(words.strip(), SHOWN)
    if first.lower() in _COMMAND_LINE:
        return gettext("“{typed}” is done on the command line: {command}.", typed=typed, command=f"run.py {first}")
    meant = _meant(first.lower(), rest.strip(), verbs, orders)
    return _did_you_mean(typed, meant, command) if meant else gettext("“{typed}” is not known.", typed=typed)


def _did_you_mean(typed: str, meant: str, command: str) -> str:
    shown = f"{command} {cut(meant.strip(), SHOWN)}"
    return gettext("“{typed}” is not known: did you mean {meant}?", typed=typed, meant=shown)


def _meant(first: str, rest: str, verbs: Mapping[str, Collection[str]], orders: Collection[str]) -> str:
    subjects = sorted(({*verbs} | {name for name in orders if " " not in name}) - NEVER_MEANT)
    for near in get_close_matches(first, subjects, n=1, cutoff=0.75):
        verb, _, of_what = rest.partition(" ")
        meant = _near(verb.lower(), verbs[near]) if near in verbs else verb
        return f"{near} {meant or verb} {of_what}".strip()
    owners = [subject for subject in ("stories", "keywords", "channel") if _near(first, verbs[subject])]
    if owners:
        verb = _near(first, verbs[owners[0]])
        return f"{owners[0]} {verb} {rest}".strip()
    return ""


def _near(verb: str, known: Collection[str]) -> str:
    if verb in known:
        return verb
    same = _SAME.get(verb, "")
    return same if same in known else next(iter(get_close_matches(verb, known, n=1)), "")


def _verbs(orders: Collection[str]) -> dict[str, Collection[str]]:
    """What may stand behind each first word, in the order in which it is told."""
    found: dict[str, dict[str, None]] = {"stories": dict.fromkeys(_STORIES), "proposals": dict.fromkeys(_PROPOSALS)}
    for name in orders:
        subject, _, verb = name.partition(" ")
        if verb:
            found.setdefault(subject, {})[verb] = None
    found.setdefault("channel", {}).update(dict.fromkeys(SETTINGS))
    return {subject: tuple(known) for subject, known in found.items()}
