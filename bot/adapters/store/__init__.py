"""Archive and Outbox on SQLAlchemy Core. Nothing of SQLAlchemy leaves this folder."""

from bot.adapters.store.archive import SqlArchive
from bot.adapters.store.database import OnTrouble, nobody_hears
from bot.adapters.store.store import Store, open_store

__all__ = ["OnTrouble", "SqlArchive", "Store", "nobody_hears", "open_store"]
