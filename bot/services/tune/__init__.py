"""Change what is watched and where it is told: sources, keywords, channels; with who and why."""

from bot.services.tune.channels import Channels
from bot.services.tune.keywords import Keywords
from bot.services.tune.log import Announce, ChangeLog
from bot.services.tune.sources import Added, Sources

__all__ = ["Added", "Announce", "ChangeLog", "Channels", "Keywords", "Sources"]
