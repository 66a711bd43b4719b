"""The bot, which knows no chat platform. `VERSION` is written here and nowhere else."""

VERSION = "0.1.0"
