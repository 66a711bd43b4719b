"""What Discord knows of our commands: told where it differs from what was told last, since Discord counts how often."""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from discord.http import HTTPClient

from handlers.discord.api import ApiRefused, answer_of

EVERYWHERE = "everywhere"


class Registry:
    """Remembers in the file `path`, by application and server, a hash of the commands registered there."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._known: dict[str, str] = {}

    async def register(
        self, http: HTTPClient, application: int, commands: Sequence[Any], guilds: frozenset[str]
    ) -> None:
        """For all servers, or for each of `guilds` alone; none where they were registered before and should not be.

        One server's refusal stops no other; the first is raised at the end. Raises as `answer_of`.
        """
        wanted = {f"{application}/{guild}": list(commands) for guild in sorted(guilds) or (EVERYWHERE,)}
        obsolete = [scope for scope in self._read() if scope.startswith(f"{application}/") and scope not in wanted]
        refusals: list[ApiRefused] = []
        for scope, told in {**wanted, **{scope: [] for scope in obsolete}}.items():
            try:
                await self._register_in(http, application, scope, told)
            except ApiRefused as refusal:
                refusals.append(refusal)
        if refusals:
            raise refusals[0]

    async def _register_in(self, http: HTTPClient, application: int, scope: str, commands: list[Any]) -> None:
        digest = hashlib.sha256(json.dumps(commands, sort_keys=True).encode()).hexdigest()
        known = self._read()
        if known.pop(scope, None) == digest:
            return
        place = scope.partition("/")[2]
        if place == EVERYWHERE:
            await answer_of(http.bulk_upsert_global_commands(application, commands))
        else:
            await answer_of(http.bulk_upsert_guild_commands(application, int(place), commands))
        self._write({**known, scope: digest} if commands else known)

    def _read(self) -> dict[str, str]:
        if self._path is None or not self._path.exists():
            return dict(self._known)
        try:
            known = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):  # spoilt: registering once more does no harm
            return dict(self._known)
        return {str(key): str(value) for key, value in known.items()} if isinstance(known, dict) else {}

    def _write(self, known: dict[str, str]) -> None:
        self._known = known
        if self._path is not None:
            with suppress(OSError):  # a full disk: they are registered again at the next start
                self._path.write_text(json.dumps(known, indent=1), "utf-8")
