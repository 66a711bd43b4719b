"""What the services need of the world outside, and what they are promised. Written from the caller's side."""

from bot.ports.archive import Archive, Backlog, Harvest
from bot.ports.machine import Clock, Spool
from bot.ports.reading import Fetcher, Parser, Reading
from bot.ports.sending import Outbox, Sender

__all__ = ["Archive", "Backlog", "Clock", "Fetcher", "Harvest", "Outbox", "Parser", "Reading", "Sender", "Spool"]
