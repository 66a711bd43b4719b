"""Change what is watched and where it is told: sources, keywords, channels; with who and why."""

from bot.services.tune.anew import Anew
from bot.services.tune.beside import Beside
from bot.services.tune.channels import Channels
from bot.services.tune.keywords import Keywords
from bot.services.tune.log import Announce, By, ChangeLog, operator
from bot.services.tune.second import SecondAdmin
from bot.services.tune.sources import DAYS, Added, Sources
from bot.services.tune.trials import Trials
from bot.services.tune.undo import Undo

__all__ = [
    "DAYS",
    "Added",
    "Anew",
    "Announce",
    "Beside",
    "By",
    "ChangeLog",
    "Channels",
    "Keywords",
    "SecondAdmin",
    "Sources",
    "Trials",
    "Undo",
    "operator",
]
