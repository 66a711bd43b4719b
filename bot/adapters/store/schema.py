"""The tables, in SQL that SQLite and PostgreSQL both speak. Full-text indexes are with their dialect (`search_sqlite`).

Identifiers of articles, quotes and positions are in order of time, so "newest first" is always an order by primary key.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    text,
)

from bot.core.model import DeliveryState

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware moment as whole microseconds since 1970: exact, and compared as a number by every engine."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + value * _MICROSECOND


class Duration(TypeDecorator[timedelta]):
    """A length of time in whole microseconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        return None if value is None else value // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> timedelta | None:
        return None if value is None else value * _MICROSECOND


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

sources = Table(
    "sources",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team", String, nullable=False),
    Column("url", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False),
    Column("is_removed", Boolean, nullable=False),
    Column("next_poll", Instant, nullable=False),
    Column("interval", Duration, nullable=False),
    Column("etag", String),
    Column("last_modified", String),
    Column("body_hash", String),
    Column("reader", String),
    Column("failures", Integer, nullable=False),
    Column("failing_since", Instant),
    Column("last_error", String),
    Column("last_success", Instant),
    Column("last_new_entry", Instant),
    Column("baseline_at", Instant),
    Column("moved_to", String),
    Column("moved_count", Integer, nullable=False),
    Column("not_before", Instant),
    Column("usual_gap", Duration),
    Column("quiet_days", Integer, nullable=False, server_default="0"),
    Column("health", String, nullable=False),
    Index("uq_sources_team_url", "team", "url", unique=True),
)

seen = Table(  # identity keys of entries; scoped to a source, so that none can hide another's news
    "seen",
    metadata,
    Column("source", Integer, ForeignKey("sources.id"), primary_key=True),
    Column("key", String, primary_key=True),
    sqlite_with_rowid=False,
)

moments = Table(  # how many article ids each second has given away
    "moments",
    metadata,
    Column("second", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("used", Integer, nullable=False),
)

counters = Table(
    "counters",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("team", String, nullable=False),
    Column("source", Integer, ForeignKey("sources.id")),
    Column("external_id", String),
    Column("seen_at", Instant, nullable=False),
    Column("story", BigInteger, nullable=False),
    Column("copy_of", BigInteger),
    Column("url", String),
    Column("title", String, nullable=False),
    Column("outlet", String),
    Column("agency", String),
    Column("byline", JSON, nullable=False),
    Column("published", String),  # as the page states it: no zone or hour is ever added
    Column("updated", String),
    Column("language", String),
    Column("is_partial", Boolean, nullable=False),
    Column("partial_reason", String),
    Column("relevance", Float, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("matches", JSON, nullable=False),
    Column("summary", JSON, nullable=False),
    Column("corrections", JSON, nullable=False),
    Column("names", Text, nullable=False),  # who speaks or acts in it
    Column("deeds", Text, nullable=False),  # what its positions say
    Column("lead", Text, nullable=False),  # with these and the title a look-up ranks it by one read
    Column("text_hash", String),  # of the full text, once only its excerpt is kept
    Index("ix_articles_story", "story"),
    Index("ix_articles_url", "url"),
    Index("ix_articles_seen_at", "seen_at"),
    Index("ix_articles_external_id", "external_id"),
    Index("ix_articles_whole", "seen_at", sqlite_where=text("text_hash IS NULL")),  # whose full text is kept
)

texts = Table(  # apart, so that look-ups stay in small rows; after a while an excerpt takes the place of the full text
    "texts",
    metadata,
    Column("article", BigInteger().with_variant(Integer, "sqlite"), ForeignKey("articles.id"), primary_key=True),
    Column("text", Text, nullable=False),
)

chores = Table(  # what is done from day to day
    "chores",
    metadata,
    Column("name", String, primary_key=True),
    Column("done_at", Instant, nullable=False),
)

passed = Table(  # articles that no keyword matched, for a while: new keywords are tried on them
    "passed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team", String, nullable=False),
    Column("source", Integer, ForeignKey("sources.id")),
    Column("seen_at", Instant, nullable=False),
    Column("published", String),
    Column("url", String),
    Column("title", String, nullable=False),
    Column("outlet", String),
    Column("language", String),
    Column("is_partial", Boolean, nullable=False),
    Column("text", LargeBinary, nullable=False),  # UTF-8, deflated
    Index("ix_passed_url", "url"),
    Index("ix_passed_seen_at", "seen_at"),
)

quotes = Table(
    "quotes",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("article", BigInteger, ForeignKey("articles.id"), nullable=False),
    Column("parts", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("context", Text, nullable=False),  # the paragraph, kept when the article's text is dropped
    Column("speaker", String),
    Column("role", String),
    Column("affiliation", String),
    Column("cue", String),
    Column("mention", String),
    Column("is_partial", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("is_on_policy", Boolean, nullable=False),
    Column("read_as", JSON(none_as_null=True)),  # what a person's word stands over
    Column("is_dropped", Boolean, nullable=False),  # a person said it is no quote
    Index("ix_quotes_article", "article"),
)

attributions = Table(  # who spoke, as people say
    "attributions",
    metadata,
    Column("key", String, primary_key=True),
    Column("team", String, nullable=False),
    Column("place", String, nullable=False),
    Column("article", BigInteger, nullable=False),
    Column("words", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("speaker", String),
    Column("role", String),
    Column("affiliation", String),
    Column("is_dropped", Boolean, nullable=False),
    Index("ix_attributions_place", "place"),
    Index("ix_attributions_article", "article"),
)

positions = Table(
    "positions",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("article", BigInteger, ForeignKey("articles.id"), nullable=False),
    Column("actor", String, nullable=False),
    Column("action", String, nullable=False),
    Column("object", String),
    Column("jurisdiction", String),
    Column("announced", String),
    Column("effective", String),
    Column("effective_text", String),
    Column("expires", String),
    Column("expires_text", String),
    Column("bills", JSON, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("sentence", Text, nullable=False),
    Index("ix_positions_article", "article"),
)

names = Table(  # speakers, their affiliations, actors and outlets, with how often each was met
    "names",
    metadata,
    Column("name", String, primary_key=True),
    Column("uses", Integer, nullable=False),
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("story", BigInteger, nullable=False),
    Column("topic", String, nullable=False),
    Column("article", BigInteger, ForeignKey("articles.id"), nullable=False),
    Column("decided_at", Instant, nullable=False),
    Column("news", String, nullable=False),
    Column("earlier", BigInteger),
    Index(
        "uq_alerts_story_topic",  # one ALERT per story and topic, ever
        "story",
        "topic",
        unique=True,
        sqlite_where=text("kind = 'alert'"),  # and no word of PostgreSQL: naming a dialect here loads it, in 0.1 s
    ),
)

ENDED = (DeliveryState.SENT.value, DeliveryState.BURIED.value)
ASIDE = (DeliveryState.HELD.value, DeliveryState.JOINED.value)  # in no worker's way
_IS_OPEN = text("state NOT IN ('sent', 'buried', 'held', 'joined')")

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("alert", Integer, ForeignKey("alerts.id"), nullable=False),
    Column("kind", String, nullable=False),
    Column("story", BigInteger, nullable=False),
    Column("channel", String, nullable=False),
    Column("key", String, nullable=False),
    Column("state", String, nullable=False),
    Column("due", Instant, nullable=False),
    Column("lease_until", Instant),
    Column("attempts", Integer, nullable=False),
    Column("sent_as", String),
    Column("last_error", String),
    Column("held_for", String),
    Column("digest", Integer),
    Column("sent_at", Instant),
    Column("asked_at", Instant),
    Index("ix_deliveries_open", "channel", "id", sqlite_where=_IS_OPEN),
    Index("ix_deliveries_digest", "digest"),
    Index("ix_deliveries_channel_sent_at", "channel", "sent_at"),
    Index("ix_deliveries_channel_alert", "channel", "alert"),
    Index("ix_deliveries_story_channel", "story", "channel"),
    Index("ix_deliveries_state_due", "state", "due"),
)

channels = Table(
    "channels",
    metadata,
    Column("key", String, primary_key=True),
    Column("team", String, nullable=False),
    Column("platform", String, nullable=False),
    Column("id", String, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("mode", String, nullable=False),
    Column("name", String, nullable=False),
    Column("is_paused", Boolean, nullable=False),
    Column("trouble", String, nullable=False),
    Column("alert_at", Float),
    Column("digest_at", Float),
    Column("schedule", JSON, nullable=False),
    Column("language", String, nullable=False),
)

keys = Table(
    "keys",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

votes = Table(  # of voters no more than a hash under a key of ours
    "votes",
    metadata,
    Column("alert", Integer, ForeignKey("alerts.id"), primary_key=True),
    Column("voter", String, primary_key=True),
    Column("opinion", String, nullable=False),
    Column("complaint", String),
    Index("ix_votes_voter", "voter"),
    sqlite_with_rowid=False,
)

followings = Table(  # the ids in it go when the story ends
    "followings",
    metadata,
    Column("story", BigInteger, primary_key=True, autoincrement=False),
    Column("follower", String, primary_key=True),
    Index("ix_followings_follower", "follower"),
    sqlite_with_rowid=False,
)

mutes = Table(  # stories that are told no more, in a channel or, where that is "", in any
    "mutes",
    metadata,
    Column("story", BigInteger, primary_key=True, autoincrement=False),
    Column("channel", String, primary_key=True),
    Column("team", String, nullable=False),
    Column("title", Text, nullable=False),
)

proposals = Table(
    "proposals",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("team", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("about", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("topic", String, nullable=False),
    Column("words", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("outcome", String, nullable=False),
    Column("decided_at", Instant),
)

rules = Table(
    "rules",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # the order they were saved in
    Column("id", String, nullable=False),
    Column("team", String, nullable=False),
    Column("query", String, nullable=False),
    Column("why", String, nullable=False),
    Column("topic", String, nullable=False),
    Column("channel", String, nullable=False),  # its key; "": for all of the topic
    Column("is_exclude", Boolean, nullable=False),
    Column("is_off", Boolean, nullable=False),
    Column("is_own", Boolean, nullable=False),
    Index("ix_rules_id", "id"),
)

posts = Table(
    "posts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("key", String, nullable=False),
    Column("thread", Integer, ForeignKey("posts.id")),
    Column("message", Text, nullable=False),
    Column("posted_at", Instant, nullable=False),
    Index("uq_posts_channel_key", "team", "channel", "key", unique=True),
    Index("ix_posts_thread", "thread"),
)

changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("who", String, nullable=False),
    Column("name", String, nullable=False),
    Column("what", String, nullable=False),
    Column("subject", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("kind", String),  # of the thing changed, with its key, and what it was and became; NULL: nothing to undo
    Column("key", String),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
    Column("undoes", Integer),
    Index("ix_changes_kind_key", "kind", "key"),
)

requests = Table(  # changes that wait for another admin; a row goes when it is settled
    "requests",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # of the change that says who asked
    Column("team", String, nullable=False),
    Column("until", Instant, nullable=False),
    Column("proposal", Integer),
    Column("at", Instant, nullable=False),
    Column("who", String, nullable=False),
    Column("name", String, nullable=False),
    Column("what", String, nullable=False),
    Column("subject", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("key", String, nullable=False),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
    Column("undoes", Integer),
)

regroupings = Table(  # what people decided on stories: never changed, never deleted
    "regroupings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("team", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("who", String, nullable=False),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("moves", JSON, nullable=False),
    Column("undoes", Integer),
)

rereads = Table(  # articles told; a row outlives its last reading, for what its outlet changed
    "rereads",
    metadata,
    Column("first", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("article", BigInteger, ForeignKey("articles.id"), nullable=False),  # its newest version
    Column("url", String, nullable=False),
    Column("filed_at", Instant, nullable=False),
    Column("due", Instant),
    Column("tries", Integer, nullable=False),
    Column("is_missing", Boolean, nullable=False),
    Column("etag", String),
    Column("last_modified", String),
    Column("body_hash", String),
    Column("edits", JSON, nullable=False),
    Index("ix_rereads_article", "article"),
    Index("ix_rereads_due", "due"),
)
