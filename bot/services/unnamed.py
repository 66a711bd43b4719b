"""People as they are kept: told apart, and named by nobody."""

import hashlib
import hmac

from bot.ports import Archive

HASH_CHARS = 32  # 128 bits


async def unnamed(archive: Archive, who: str, *, purpose: str = "") -> str:
    """Who it is, the same each time for this purpose; what is kept for one can't be held against another."""
    words = f"{purpose}\n{who}" if purpose else who
    return hmac.new(await archive.secret(), words.encode(), hashlib.sha256).hexdigest()[:HASH_CHARS]
