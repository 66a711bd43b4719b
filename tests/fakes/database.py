"""An empty database of this version, made once and copied: a hundred tests want one, and making it takes 70 ms."""

from pathlib import Path

from bot.adapters.store import open_store

_made: list[bytes] = []


async def empty_database(folder: Path) -> str:
    """The address of one in this folder."""
    file = folder / "watchword.db"
    address = f"sqlite:///{file}"
    if not _made:
        async with open_store(address):
            pass
        _made.append(file.read_bytes())
    file.write_bytes(_made[0])
    return address
