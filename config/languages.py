"""The languages that have a catalogue: `config/locale/CODE/LC_MESSAGES/watchword.mo`, the usual place of gettext."""

from functools import cache
from gettext import translation
from pathlib import Path

from bot.core.translation import Languages

DOMAIN = "watchword"
LOCALE = Path(__file__).resolve().parent / "locale"


@cache
def languages() -> Languages:
    """English, and all whose catalogue is there. Read once."""
    codes = sorted(path.parent.parent.name for path in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return Languages({code: translation(DOMAIN, LOCALE, [code]) for code in codes})
