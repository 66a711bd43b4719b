"""When a channel is told: what is held back, why and until when, by the channel's own clock."""

from bot.core.holding.clock import day_of, hour_began, is_quiet, local, next_digest, quiet_end
from bot.core.holding.gate import FEED_CAP, LONG, Held, breaking, held_until, hold, late_until
from bot.core.holding.words import SETTINGS, changed

__all__ = [
    "FEED_CAP",
    "LONG",
    "SETTINGS",
    "Held",
    "breaking",
    "changed",
    "day_of",
    "held_until",
    "hold",
    "hour_began",
    "is_quiet",
    "late_until",
    "local",
    "next_digest",
    "quiet_end",
]
