"""What the bot says of its own is in the channel's language; what others said and wrote stays as it is."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.digest import (
    Digest,
    breaking_note,
    coverage_chart,
    coverage_edges,
    digest_gone_message,
    digest_message,
    rows_of,
)
from bot.core.excerpts import Keeping
from bot.core.messages import (
    Buttons,
    Chart,
    Checked,
    Context,
    Heading,
    Headline,
    Items,
    Message,
    Paragraph,
    Quotation,
    Text,
    Warning,
    Week,
    alert_message,
    answer_message,
    apart_message,
    change_in_full_message,
    channel_message,
    complained_message,
    ended_message,
    expired_message,
    fate_message,
    follow_up_message,
    followed_message,
    forgotten_message,
    health_message,
    hello_message,
    help_message,
    history_message,
    home_message,
    merge_message,
    more_quotes_message,
    news_message,
    note_message,
    plain_message,
    privacy_message,
    regrouped_message,
    regroupings_message,
    shared_message,
    sick_message,
    status_message,
    stories_message,
    unfollowed_message,
    voted_message,
    week_message,
    which_quote_message,
    who_spoke_message,
    why_message,
    wording,
)
from bot.core.messages.fate import Fate, Step
from bot.core.messages.standing import chain_in_words
from bot.core.model import (
    Alert,
    AlertCard,
    AlertId,
    AlertKind,
    Analysis,
    Answer,
    Article,
    ArticleId,
    Change,
    Channel,
    Complaint,
    Deed,
    Delivery,
    DeliveryId,
    DeliveryState,
    Edit,
    EditKind,
    Filed,
    Health,
    HeldFor,
    Hit,
    Match,
    Mode,
    Move,
    Opinion,
    PollState,
    Position,
    Printing,
    Question,
    Quote,
    Regrouping,
    RegroupKind,
    Relevance,
    Report,
    Reversal,
    Revision,
    Rule,
    Said,
    Schedule,
    Searched,
    Source,
    SourceId,
    Span,
    Stand,
    StoryId,
    Timestamp,
    Told,
    Votes,
)
from config.languages import languages
from tests.fakes.pseudo import speaking_pseudo, untranslated

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

# Facts in Greek letters: whatever a message has in Latin letters beside them is ours.
TEXT = "Η πόλη απαγορεύει. Η Δανάη μίλησε. Τέλος."
QUOTE = Quote(
    parts=(Span(0, 18),),
    text="Η πόλη απαγορεύει.",
    speaker="Δανάη Ορτίζ",
    role="πρόεδρος",
    confidence=0.9,
    is_on_policy=True,
)
UNNAMED = replace(QUOTE, parts=(Span(19, 34),), text="Η Δανάη μίλησε.", speaker=None, role=None, affiliation="Ακμή")
BAN = Position(
    actor="Συμβούλιο", action=Deed.BAN, span=Span(0, 18), object="χρήση", jurisdiction="Πόλη",
    effective=date(2027, 1, 1), expires=date(2028, 2, 1), bills=("26-114",), confidence=0.9,
)  # fmt: skip
ARTICLE = Article(
    title="Η πόλη απαγορεύει", text=TEXT, url="https://πόλη.example/1", outlet="Νέα", language="en",
    agency="Πρακτορείο", published=Timestamp(datetime(2026, 11, 21, 18, 4, tzinfo=UTC)),
    is_partial=True, partial_reason="paywall",
)  # fmt: skip
ANALYSIS = Analysis(
    article=ARTICLE, matches=(Match(rule="1", field="body", span=Span(2, 6)),), quotes=(QUOTE, UNNAMED),
    relevance=Relevance(score=0.91), positions=(BAN,),
)  # fmt: skip
RULE = Rule(id="1", query="πόλη", why="λόγος")
TOLD = Told(title="Παλιά", url="https://πόλη.example/0", outlet="Νέα", published=None)


def filed(analysis: Analysis = ANALYSIS, *, id: int = 7) -> Filed:
    return Filed(id=ArticleId(id), source=None, seen_at=NOW, analysis=analysis, story=StoryId(7))


def card(
    analysis: Analysis = ANALYSIS, *, kind: AlertKind = AlertKind.ALERT, news: str = "", edits: tuple[Edit, ...] = ()
) -> AlertCard:
    alert = Alert(
        id=AlertId(12), kind=kind, story=StoryId(7), topic="t", article=ArticleId(7), decided_at=NOW, news=news
    )
    others = tuple(
        Report(article=ArticleId(number), outlet=outlet, url=None, published=None, is_copy=number > 2)
        for number, outlet in enumerate(("Άλλη", "Βήμα", "Γνώμη", "Δρόμος"), start=1)
    )
    return AlertCard(
        alert=alert, filed=filed(analysis), source_name=None, rules=(RULE,), others=others, edits=edits, earlier=TOLD,
        joined=TOLD,
    )  # fmt: skip


def edit(kind: EditKind) -> Edit:
    return Edit(kind=kind, noticed_at=NOW, was="ήταν", now="είναι", speaker="Δανάη")


def reading(**changes: object) -> Analysis:
    return replace(ANALYSIS, article=replace(ARTICLE, **changes))  # type: ignore[arg-type]


def deed(action: Deed, **changes: object) -> Message:
    position = replace(BAN, action=action, **changes)  # type: ignore[arg-type]
    return alert_message(card(replace(ANALYSIS, positions=(position,))), now=NOW)


def channel(mode: Mode, **schedule: object) -> Message:
    made = Channel(
        platform="fake", id="1", mode=mode, topics=("θέμα",), schedule=Schedule(**{"zone": "Ζώνη", **schedule})
    )  # type: ignore[arg-type]
    return channel_message(made, held=2, next_digest=NOW)


def regrouping(kind: RegroupKind) -> Regrouping:
    move = Move(article=ArticleId(7), was=StoryId(1), story=StoryId(2))
    return Regrouping(number=2, kind=kind, moves=(move,), at=NOW, who="", name="Λη", undoes=1)


def digest(mode: Mode = "daily", *reasons: HeldFor, rest: int = 0) -> Message:
    """A row for each reason; `rest` more than there is room for."""
    schedule = Schedule(cap=3, quiet=(NOW.time(), NOW.time()))
    own = Channel(platform="fake", id="1", mode=mode, schedule=schedule)
    whole = Delivery(
        id=DeliveryId(99), alert=AlertId(1), kind=AlertKind.DIGEST, story=StoryId(1), channel=own.key, key="", due=NOW
    )
    told = tuple(
        (replace(whole, kind=AlertKind.ALERT, story=StoryId(number), held_for=reason), card())
        for number, reason in enumerate((*reasons, *[HeldFor.MODE] * rest), start=1)
    )
    made = Digest(delivery=whole, channel=own, told=told)
    edges = coverage_edges(made)
    message = digest_message(made, rows_of(made, ()), now=NOW, chart=coverage_chart(edges, range(7)))
    assert message is not None
    return message


PAST = Timestamp(datetime(2026, 10, 3), has_time=False)
STAND = Stand(
    position=replace(BAN, announced=date(2020, 6, 10), expires=None, expires_text="one-year"), sentence="…",
    article=ArticleId(1), title="Ιστορία", url="https://πόλη.example/2", outlet=None, published=PAST,
)  # fmt: skip
LONGER = replace(
    STAND,
    position=replace(BAN, action=Deed.EXTEND, announced=date(2021, 6, 10), confidence=0.4),
    chain=(STAND,),
)
HIT = Hit(
    article=ArticleId(1), id="1", story=StoryId(1), title="", url=None, outlet="Νέα", published=PAST, also_in=6
)  # fmt: skip
SAID = Said(
    quote=QUOTE, article=ArticleId(2), title="τ", url=None, outlet="Νέα", published=PAST,
    others=(Printing(article=ArticleId(3), outlet="Βήμα", url=None, text="άλλα", published=None, is_altered=True),),
)  # fmt: skip
ASKED = Question(query="ακμή", names=("Ακμή",), variants={"Ακμή": ("ακμή", "ΑΚ")}, corrected={"ακμα": "ακμή"})


def answered(show: str = "all", *, is_found: bool = True, page: int = 1, many: int = 12, **asked: object) -> Message:
    question = replace(ASKED, show=show, **asked)  # type: ignore[arg-type]
    searched = Searched(articles=3412, sources=118, since=date(2025, 1, 2))
    if not is_found:
        return answer_message(Answer(question=question, searched=searched), page=page)
    before = replace(STAND, published=None)
    answer = Answer(
        question=question, hits=(HIT,) * many, quotes=(SAID,) * many, positions=(LONGER, STAND, before) * many,
        bills=(STAND,), searched=searched, day=date(2026, 11, 22), reversals=(Reversal(before=before, after=STAND),),
    )  # fmt: skip
    return answer_message(answer, page=page)


def fate(step: Step, **facts: object) -> Message:
    deliveries = tuple(
        replace(OWED, state=state, held_for=held, sent_at=sent)
        for state in DeliveryState
        for held in (None, *HeldFor)
        for sent in (None, NOW)
    )
    known = {"relevance": 0.5, "alert_at": 0.6, "story": "Παλιά", "deliveries": deliveries, "channels": {"fake:1": "Λ"}}
    made = Fate(
        url="https://πόλη.example/1", step=step, title="Τίτλος", seen_at=NOW, nearest=(RULE, "λ"), **known | facts
    )  # type: ignore[arg-type]
    return fate_message(made, admin_command="/α", post="", suggest="χ")


def sick(health: Health, count: int) -> Message:
    source = Source(id=SourceId(1), url="https://πόλη.example", kind="feed", name="Νέα")
    state = PollState(next_poll=NOW, interval=timedelta(minutes=15), health=health, last_error="λάθος")
    return sick_message([(source, state, date(2026, 11, 1))] * count, fine=count - 1, today=NOW.date())


def week(**facts: object) -> Message:
    made = Week(sources=3, answered=3, read=1, matched=1, told=1, away=timedelta(0))
    return week_message(replace(made, **facts), today=NOW.date())  # type: ignore[arg-type]


OWED = Delivery(
    id=DeliveryId(1), alert=AlertId(1), kind=AlertKind.ALERT, story=StoryId(1), channel="fake:1", key="", due=NOW,
    last_error="λάθος",
)  # fmt: skip
HERE = Channel(platform="α", id="β", schedule=Schedule(zone="Ζ", quiet=(NOW.time(), NOW.time()), cap=3, notes=True))
REVISION = Revision(
    kind="channel",
    key="α:β",
    before=Channel(platform="α", id="β", is_paused=True, topics=("τ",), alert_at=0.7, digest_at=0.4, language="es"),
    after=HERE,
)
CHANGE = Change(at=NOW, who="", name="Λ", what="μ", subject="ν", why="ξ", number=7, revision=REVISION)

MESSAGES: dict[str, Callable[[], Message]] = {
    "alert": lambda: alert_message(card(), now=NOW),
    "alert, another language": lambda: alert_message(
        card(replace(reading(language="de"), quotes=())), now=NOW, note="σημείωση"
    ),
    "alert, untitled": lambda: alert_message(card(reading(title="", outlet=None, partial_reason=None)), now=NOW),
    "alert, corrected": lambda: alert_message(card(reading(corrections=("Correction: ήταν.",))), now=NOW),
    **{f"alert, {kind}": lambda kind=kind: alert_message(card(edits=(edit(kind),)), now=NOW) for kind in EditKind},  # type: ignore[misc]
    **{
        f"follow-up, {kind}": lambda kind=kind: follow_up_message(  # type: ignore[misc]
            card(kind=AlertKind.FOLLOW_UP, edits=(edit(kind),)), now=NOW
        )
        for kind in EditKind
    },
    **{f"deed, {action}": lambda action=action: deed(action) for action in Deed},  # type: ignore[misc]
    **{f"deed alone, {action}": lambda action=action: deed(action, object=None) for action in Deed},  # type: ignore[misc]
    "deed for a time": lambda: deed(
        Deed.BAN, expires=None, expires_text="two-year", effective=None, effective_text="αύριο"
    ),
    "follow-up": lambda: follow_up_message(
        card(kind=AlertKind.FOLLOW_UP, news="correction, new position, new date, new quote"), now=NOW
    ),
    "news": lambda: news_message(card(kind=AlertKind.FOLLOW_UP, news="edited by the outlet"), story="Παλιά", now=NOW),
    "more quotes": lambda: more_quotes_message(card(replace(ANALYSIS, quotes=(QUOTE, UNNAMED) * 2))),
    "no more quotes": lambda: more_quotes_message(card()),
    "quotes unread": lambda: more_quotes_message(card(replace(reading(language="de"), quotes=()))),
    "why": lambda: why_message(card(), alert_at=0.6, votes=Votes(useful=2, not_relevant=1), is_admin=True),
    "why, removed": lambda: why_message(replace(card(), rules=())),
    "why, many": lambda: why_message(replace(card(), rules=(RULE,) * 7)),
    "note, merged": lambda: note_message(card(kind=AlertKind.NOTE, news=RegroupKind.MERGE), now=NOW),
    "note, split": lambda: note_message(card(kind=AlertKind.NOTE, news=RegroupKind.SPLIT), now=NOW),
    "note, words": lambda: note_message(card(kind=AlertKind.NOTE, news="λόγια"), now=NOW),
    "apart": lambda: apart_message(card(), [filed(id=number) for number in range(12)]),
    "apart, alone": lambda: apart_message(card(), ()),
    "merge": lambda: merge_message(card(), (card(),)),
    "merge, none": lambda: merge_message(card(), ()),
    "regroupings": lambda: regroupings_message([regrouping(kind) for kind in RegroupKind]),
    **{
        f"digest, {mode}": lambda mode=mode: digest(mode, HeldFor.MODE, HeldFor.BRIEF, HeldFor.AWAY, rest=40)  # type: ignore[misc]
        for mode in ("hourly", "daily", "weekly")
    },
    **{
        f"held for {reason}, {count}": lambda reason=reason, count=count: digest("daily", *[reason] * count)  # type: ignore[misc]
        for reason in HeldFor
        if reason not in (HeldFor.HAND, HeldFor.DIGEST)  # for which no digest is made
        for count in (1, 2)
    },
    **{
        f"answer, {show}, {page}": lambda show=show, page=page: answered(show, page=page)  # type: ignore[misc]
        for show in ("all", "quotes", "standing", "positions", "record", "help")
        for page in (1, 2)
    },
    **{
        f"nothing found, {show}": lambda show=show: answered(show, is_found=False, did_you_mean=("Ακμές", "Ακτή"))  # type: ignore[misc]
        for show in ("all", "quotes", "standing", "positions", "record")
    },
    "answer, few": lambda: answered(many=1),
    "answer, of words": lambda: answered(names=(), variants={}, terms=("λόγια", "πόλη"), corrected={}),
    "answer, narrowed": lambda: answered(since=date(2026, 1, 1), until=date(2026, 2, 1), places={"Α": (), "Β": ()}),
    "nothing, narrowed": lambda: answered(is_found=False, since=date(2026, 1, 1), outlets={"Α": (), "Β": (), "Γ": ()}),
    "nothing, too early": lambda: answered(is_found=False, until=date(2024, 1, 1)),
    **{f"fate, {step}": lambda step=step: fate(step) for step in Step},  # type: ignore[misc]
    "fate, watched": lambda: fate(Step.NEVER_SEEN, watched=("Νέα",)),
    **{
        f"sick, {health}, {count}": lambda health=health, count=count: sick(health, count)  # type: ignore[misc]
        for health in Health
        for count in (1, 2, 9)
    },
    "week": week,
    "week, away": lambda: week(answered=2, away=timedelta(hours=3), away_since=date(2026, 11, 20)),
    "help": help_message,
    "hello": lambda: hello_message("/α", example="/π ακμή", help="/π"),
    "expired": expired_message,
    "shared": lambda: shared_message("λ"),
    "status": lambda: status_message(sources=1, articles=2, channels=("λ",), next_poll=timedelta(minutes=3)),
    "status, nowhere": lambda: status_message(sources=1, articles=2, channels=(), next_poll=timedelta(seconds=3)),
    "status, now": lambda: status_message(sources=1, articles=2, channels=(), next_poll=timedelta(0)),
    "voted": lambda: voted_message(AlertId(1), Opinion.USEFUL, is_kept=True),
    "voted against": lambda: voted_message(AlertId(1), Opinion.NOT_RELEVANT, is_kept=True),
    "voted no more": lambda: voted_message(AlertId(1), Opinion.NOT_RELEVANT, is_kept=False),
    **{
        f"complained, {why}": lambda why=why: complained_message(why, alert=AlertId(1), is_sent=True)  # type: ignore[misc]
        for why in Complaint
    },
    "complained": lambda: complained_message(Complaint.OTHER),
    "followed": lambda: followed_message(card()),
    "unfollowed": lambda: unfollowed_message(card()),
    "ended": lambda: ended_message(card()),
    "privacy": lambda: privacy_message("/π", Keeping(full_text_days=1, unmatched_days=0)),
    "privacy, days": lambda: privacy_message("/π", Keeping(full_text_days=0, unmatched_days=90)),
    "forgotten": lambda: forgotten_message(votes=2, stories=1),
    "forgotten votes": lambda: forgotten_message(votes=1, stories=0),
    "forgotten stories": lambda: forgotten_message(votes=0, stories=2),
    "nothing forgotten": lambda: forgotten_message(votes=0, stories=0),
    "home": lambda: home_message([filed()], more=3),
    "home, empty": lambda: home_message([], more=0),
    "home, admin": lambda: home_message(
        [filed()],
        more=0,
        channels=[(Channel(platform="fake", id="1", name="Λ", schedule=Schedule(zone="Ζ")), 2, NOW)] * 30
        + [(Channel(platform="fake", id="1", name="Λ", is_paused=True), 0, None)],
        health="καλά",
        is_admin=True,
    ),
    "home, admin of nothing": lambda: home_message([], more=0, health="κακά", is_well=False, is_admin=True),
    "health": lambda: health_message(
        [
            Checked(part="α", light="failing", words="β", advice="γ"),
            Checked(part="δ", light="warning", words="ε"),
            Checked(part="ζ", light="ok", words="η"),
        ],
        where="θ",
    ),
    "health, well": lambda: health_message([Checked(part="ζ", light="ok", words="η")], where="θ"),
    "history": lambda: history_message([CHANGE] * 10, total=30, page=2, further="κ"),
    "no history": lambda: history_message([], total=0),
    "a change in full": lambda: change_in_full_message(CHANGE),
    "a channel that was added": lambda: change_in_full_message(
        replace(CHANGE, revision=replace(REVISION, before=None))
    ),
    "a change of nothing": lambda: change_in_full_message(replace(CHANGE, revision=replace(REVISION, before=HERE))),
    "breaking": lambda: plain_message(breaking_note(BAN)),
    "digest gone": digest_gone_message,
    "regrouped": lambda: regrouped_message(regrouping(RegroupKind.SPLIT), "θέμα"),
    "stories": lambda: stories_message([(card().alert, (filed(), filed(id=8)))]),
    "no stories": lambda: stories_message(()),
    "which quote": lambda: which_quote_message([(ArticleId(7), QUOTE)] * 30),
    "which quote, typed": lambda: which_quote_message([(ArticleId(7), QUOTE)], typed="κ"),
    "which quote, none": lambda: which_quote_message(()),
    "which quote, none of one": lambda: which_quote_message((), title="Τίτλος"),
    "who spoke": lambda: who_spoke_message(filed(), QUOTE, order=""),
    **{f"channel, {mode}": lambda mode=mode: channel(mode) for mode in ("instant", "hourly", "daily", "weekly")},  # type: ignore[misc]
    "channel, full": lambda: channel("instant", cap=3, quiet=(NOW.time(), NOW.time()), notes=True),
    "channel, quiet": lambda: channel("instant", quiet=(NOW.time(), NOW.time()), breaks=(), notes=False),
}  # fmt: skip


# What can be typed is the same in every language.
TYPED = {"add", "amazon", "channel", "forget", "policy", "privacy", "remove", "since", "sources", "until"}


@pytest.mark.parametrize("name", MESSAGES)
def test_no_word_of_ours_passes_by_the_translators(name: str) -> None:
    with speaking_pseudo():
        message = MESSAGES[name]()
    assert not set(untranslated(message)) - TYPED


def lines(message: Message) -> list[str]:
    """What is read, from top to bottom, a part a line; times as their day."""
    return [wording.words(line) if isinstance(line, tuple) else str(line) for line in _lines(message)]


def _lines(message: Message) -> Iterator[object]:
    for part in message.parts:
        match part:
            case Headline() | Heading():
                yield part.text
            case Context():
                yield (*part.line, Text(f" [{', '.join(part.tags)}]")) if part.tags else part.line
            case Paragraph() | Warning():
                yield part.line
            case Quotation():
                yield f"❝{part.text}❞ — {part.speaker}"
            case Items():
                yield from part.lines
            case Chart():
                yield part.title
                yield ", ".join(bar.label for bar in part.bars)
            case Buttons():
                yield " | ".join(button.label for button in part.buttons)


def test_an_alert_in_spanish_leaves_quotes_headlines_and_names_as_they_are() -> None:
    english = replace(
        ANALYSIS,
        article=replace(ARTICLE, title="Harbour City bans it", outlet="Harbour Daily", agency=None),
        positions=(replace(BAN, jurisdiction="Harbour City", object="police use"),),
        quotes=(
            replace(QUOTE, speaker="Dana Ortiz", role="council president"),
            replace(UNNAMED, affiliation="Acme Vision"),
        ),
    )
    with languages().speaking("es"):
        message = alert_message(replace(card(english), joined=None, earlier=None), now=NOW)
        read = lines(message)
    assert read == [
        "Harbour City bans it",
        "Harbour Daily · 21 nov 2026 · también en Άλλη, Βήμα +2 (2 copias) [Prohibición, Harbour City]",
        "Del extracto del feed: muro de pago",
        "Η πόλη απαγορεύει.",
        "❝Η πόλη απαγορεύει.❞ — Dana Ortiz, council president",
        "❝Η Δανάη μίλησε.❞ — portavoz de Acme Vision",
        "Harbour City: prohibición de “police use”, desde el 1 ene 2027, hasta el 1 feb 2028 · proyecto de ley 26-114",
        "coincide con “πόλη”",
        "Útil | No relevante | ¿Por qué? | Seguir",
    ]
    assert message.text == "Harbour Daily, 21 nov 2026: Harbour City bans it, también en Άλλη, Βήμα +2 (2 copias)."


def test_a_digest_in_spanish() -> None:
    with languages().speaking("es"):
        read = lines(digest("daily", HeldFor.MODE, HeldFor.BRIEF, HeldFor.AWAY))
    assert read == [
        "Resumen del domingo · 3 noticias",
        "1 tiene más de dos días · 1 trata del tema, pero sin la relevancia necesaria para avisar al momento",
        "Local",
        *["Η πόλη απαγορεύει · Νέα +4 · 21 nov 2026"] * 3,
        "Artículos por día, del 15 nov al 21 nov",
        "dom, lun, mar, mié, jue, vie, sáb",
    ]


def test_an_answer_in_spanish() -> None:
    with languages().speaking("es"):
        read = lines(answered(many=1, corrected={}))
    assert read == [
        "Ακμή",
        "entendido: Ακμή (ΑΚ) · se buscó en 3\u202f412 artículos desde el 2 ene 2025",
        "Qué se hizo",
        (
            "10 jun 2020: Συμβούλιο: prohibición de “χρήση”, desde el 1 ene 2027, durante un año"
            " · proyecto de ley 26-114 · fuente, 3 oct 2026"
        ),
        read[4],
        "Últimamente (1 noticia; 1 en 90 días)",
        "Artículo sin título · Νέα +6, 3 oct 2026",
        "Lo que se dice",
        "❝Η πόλη απαγορεύει.❞ — Δανάη Ορτίζ, πρόεδρος",
        "Proyectos de ley que lo mencionan",
        "26-114: Συμβούλιο: prohibición de “χρήση”, desde el 1 ene 2027, durante un año · fuente, 3 oct 2026",
        "Citas | Cronología | Historial | Compartir aquí",
    ]


def test_where_it_stands_in_spanish_is_one_line_from_its_beginning() -> None:
    with languages().speaking("es"):
        told = chain_in_words(LONGER)
    assert told == (
        "Συμβούλιο: prohibición de “χρήση”: se anunció el 10 jun 2020 desde el 1 ene 2027 durante un año,"
        " se prorrogó el 10 jun 2021 desde el 1 ene 2027 hasta el 1 feb 2028 · proyecto de ley 26-114"
    )
