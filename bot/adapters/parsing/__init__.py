"""Parser: hostile bytes are read in child processes that can be killed."""

from bot.adapters.parsing.crew import Limits
from bot.adapters.parsing.parser import ParsingLimits, PoolParser

__all__ = ["Limits", "ParsingLimits", "PoolParser"]
