"""The nouns of the house, frozen. Every other room speaks in these, and takes them from here.

Offsets are code points into `Article.text`. Times are aware and UTC unless a docstring says otherwise.
"""

from bot.core.model.alerts import Alert, AlertCard, AlertKind, Edit, EditKind, Told
from bot.core.model.articles import Article, Deed, Hints, Position, Quote
from bot.core.model.changes import Attribution, Change, Kind, Mute, Regrouped, Revision, State
from bot.core.model.channels import Break, Channel, Mode, Schedule
from bot.core.model.deliveries import Delivery, DeliveryState, HeldFor
from bot.core.model.filings import Analysis, Filed, Passed, Report, Sample
from bot.core.model.lookups import Answer, Hit, Printing, Question, Reversal, Said, Searched, Stand, Standing
from bot.core.model.regroupings import Move, Regrouping, RegroupKind, Righted
from bot.core.model.sources import Entry, Feed, Health, NotModified, Page, PollState, Source, SourceKind
from bot.core.model.topics import Band, Field, Match, Name, Relevance, Rule, Topic
from bot.core.model.trials import Bands, Trial, Tried
from bot.core.model.units import AlertId, ArticleId, DeliveryId, SourceId, Span, StoryId, Timestamp
from bot.core.model.votes import Complaint, Marked, Opinion, Precision, Proposal, ProposalKind, Vote, Votes

__all__ = [
    "Alert",
    "AlertCard",
    "AlertId",
    "AlertKind",
    "Analysis",
    "Answer",
    "Article",
    "ArticleId",
    "Attribution",
    "Band",
    "Bands",
    "Break",
    "Change",
    "Channel",
    "Complaint",
    "Deed",
    "Delivery",
    "DeliveryId",
    "DeliveryState",
    "Edit",
    "EditKind",
    "Entry",
    "Feed",
    "Field",
    "Filed",
    "Health",
    "HeldFor",
    "Hints",
    "Hit",
    "Kind",
    "Marked",
    "Match",
    "Mode",
    "Move",
    "Mute",
    "Name",
    "NotModified",
    "Opinion",
    "Page",
    "Passed",
    "PollState",
    "Position",
    "Precision",
    "Printing",
    "Proposal",
    "ProposalKind",
    "Question",
    "Quote",
    "RegroupKind",
    "Regrouped",
    "Regrouping",
    "Relevance",
    "Report",
    "Reversal",
    "Revision",
    "Righted",
    "Rule",
    "Said",
    "Sample",
    "Schedule",
    "Searched",
    "Source",
    "SourceId",
    "SourceKind",
    "Span",
    "Stand",
    "Standing",
    "State",
    "StoryId",
    "Timestamp",
    "Told",
    "Topic",
    "Trial",
    "Tried",
    "Vote",
    "Votes",
]
