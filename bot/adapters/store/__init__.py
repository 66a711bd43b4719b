"""Archive and Outbox on SQLAlchemy Core. Nothing of SQLAlchemy leaves this folder."""

from bot.adapters.store.store import Store, open_store

__all__ = ["Store", "open_store"]
