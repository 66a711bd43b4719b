"""The way of every article into the archive: one serial stage, so that no two of them race on one story.

`stage` matches, reads and places; `owing` decides who is told; `ledger` writes, several visits at once; `backfilling`
takes in a team's own articles; `knowing` tells what came before; `bookkeeping` keeps the stories of late in memory as
the archive has them.
"""

from bot.services.filing.bookkeeping import common_words
from bot.services.filing.ledger import BATCH, BATCH_SECONDS
from bot.services.filing.muted import muted_stories
from bot.services.filing.stage import Arrival, Filing, Outcome, Revision

__all__ = ["BATCH", "BATCH_SECONDS", "Arrival", "Filing", "Outcome", "Revision", "common_words", "muted_stories"]
