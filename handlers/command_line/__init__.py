"""The command line. Everything it does is handed to it as `Doors`; what one command needs is loaded by that command."""

from handlers.command_line.application import main
from handlers.command_line.doors import Doors
from handlers.command_line.lines import harmless
from handlers.command_line.speech import say

__all__ = ["Doors", "harmless", "main", "say"]
