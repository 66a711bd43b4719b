"""What admins can type: one text for every platform."""

from bot.core.messages.parts import Heading, Items, Line, Message, Part, Text
from bot.core.translation import gettext, gettext_noop

ADMIN_LINES: tuple[tuple[str, str], ...] = (
    ("sources list", gettext_noop("what is watched, and how it is")),
    ("sources add https://council.example", gettext_noop("watch a feed, or a site that offers one")),
    (
        "sources use https://council.example/agendas.xml",
        "watch what else a site offers; sources only 12 leaves it at one",
    ),
    ("sources check https://council.example", gettext_noop("what an address offers, without adding it")),
    ("sources matched 12", gettext_noop("what a keyword matched of its last 30 days")),
    ("sources remove 12", gettext_noop("stop polling it; its articles stay")),
    ("keywords list", gettext_noop("what makes an article ours")),
    (
        'keywords test "live face matching"',
        gettext_noop("what a keyword would have done in the last 90 days; --days 30, --all"),
    ),
    ("keywords test here drones", gettext_noop("the same for this channel alone; --exclude tries an exclude")),
    ('keywords add "live face matching" why: UK wording', gettext_noop("a new keyword; --yes without being asked")),
    ("keywords add here drones", gettext_noop("one for this channel alone")),
    ('keywords exclude "face cream"', gettext_noop("keep out what matches it; here: in this channel alone")),
    (
        'keywords edit live-face-matching "live face scanning"',
        gettext_noop("what a change would have done; Save makes it"),
    ),
    ("keywords edit live-face-matching why: UK wording", gettext_noop("another reason alone")),
    ("keywords remove live-face-matching", gettext_noop("take one out")),
    ("keywords apply live-face-matching", gettext_noop("file what it would have matched in the last 7 days")),
    ("keywords history", gettext_noop("who changed what, as history; keywords undo as undo")),
    ("channel", gettext_noop("what this channel is told, when, and what waits for its digest; also channel show")),
    ("channel add", gettext_noop("tell alerts in this channel; channel remove ends it")),
    ("channel relevance 0.7 0.4", gettext_noop("alerts here from 0.7 on, the digest from 0.4; usual: as everywhere")),
    (
        "channel mode daily at 08:00 Europe/London",
        "one digest a day; or instant, hourly, weekly; also channel set …",
    ),
    (
        "channel quiet 22:00-07:00 Europe/London",
        gettext_noop("hold alerts back; off ends it, except nothing lets nothing through"),
    ),
    ("channel cap 6", gettext_noop("alerts an hour; what is more comes as one digest; off ends it")),
    ("channel digest monday at 08:00", gettext_noop("when digests come")),
    ("channel zone Europe/London", gettext_noop("the clock that these times are of")),
    ("channel notes on", gettext_noop("tell here, at most once a day, which sources need a look; off: not here")),
    ("channel topics facial-recognition", gettext_noop("what is told here; all for everything")),
    ("channel language es", gettext_noop("what the bot says here is in this language")),
    ("pause", gettext_noop("stop posting in this channel, keep reading; resume ends it")),
    ("stories list", gettext_noop("what was told, to put right; also behind Why? of an alert")),
    ("stories split 7 2", gettext_noop("of alert 7 the second other article is a story of its own")),
    ("stories merge 7 9", gettext_noop("two alerts tell one story")),
    ("stories mute 7", gettext_noop("no more of it in this channel; stories mute 7 everywhere; stories unmute 7")),
    ("stories undo", gettext_noop("take the last split or merge back; stories history tells them")),
    ("quotes 7", gettext_noop("the quotes of alert 7, to say who spoke; also behind Wrong speaker…")),
    ("status", gettext_noop("how the bot is")),
    ("post https://gazette.example/news", gettext_noop("tell of an article that was read and not told")),
    ("proposals", gettext_noop("what votes and silent sources speak for; proposals apply 3, proposals drop 3")),
    ("waiting", gettext_noop("what waits for another admin; confirm 12, or withdraw 12 of one's own")),
    ("history", gettext_noop("who changed what; history page 2 further back; history 12 what was before and after")),
    ("undo", gettext_noop("take the last change back; undo 12 the one with that number")),
    ("purge", gettext_noop("remove all that is kept: not from chat, but on the command line")),
    ("help keywords", gettext_noop("these lines about one thing")),
)


_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (gettext_noop("Sources"), ("sources",)),
    (gettext_noop("Keywords"), ("keywords",)),
    (gettext_noop("This channel"), ("channel", "pause")),
    (gettext_noop("Stories and quotes"), ("stories", "quotes", "post")),
    (gettext_noop("The bot"), ("status", "proposals", "waiting", "history", "undo", "purge", "help")),
)


def admin_help_message(command: str, *, subject: str = "") -> Message | None:
    """What can be typed after the admin command; about one subject, None where there is nothing about it.

    In groups and in plain words, since no platform shows a list of so many lines whole, and Slack counts the markup.
    """
    parts: list[Part] = []
    for title, subjects in _GROUPS:
        wanted = [each for each in subjects if not subject or each == subject]
        lines = tuple(_line(command, *told) for told in ADMIN_LINES if told[0].partition(" ")[0] in wanted)
        if lines:
            parts += (Heading(text=gettext(title)), Items(lines=lines))
    if not parts:
        return None
    example = f"{command} {next(words for words, _ in ADMIN_LINES if words.startswith(subject))}"
    text = gettext("Type {command} and what to do, for example {example}.", command=command, example=example)
    return Message(text=text, parts=tuple(parts))


def _line(command: str, words: str, told: str) -> Line:
    return (Text(f"{command} {words} — {gettext(told)}"),)
