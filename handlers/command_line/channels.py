"""`channels`: where alerts are told, of what, and when."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from bot.core.errors import ScheduleInvalid
from handlers.command_line.doors import Doors, House
from handlers.command_line.speech import say, work_with
from handlers.terminal import write


def channels(doors: Doors[Any]) -> typer.Typer:
    """The commands behind `channels`: the words that admins type in chat."""
    app = typer.Typer(help="Where alerts are told, of what, and when.", no_args_is_help=True, rich_markup_mode=None)

    @app.command("list")
    def list_all(context: typer.Context) -> None:
        """Every channel with its settings and what waits for its digest."""
        from dataclasses import replace

        from bot.core.messages import channel_message

        async def work(house: House) -> None:
            for channel in await house.archive.channels():
                held, next_digest = await house.digests.waiting(channel)
                named = replace(channel, name=f"{channel.key} {channel.name}".strip())
                write(channel_message(named, held=held, next_digest=next_digest), sys.stdout)

        work_with(doors.house(context.obj), work)

    @app.command("set")
    def change(
        context: typer.Context,
        channel: Annotated[str, typer.Argument(help="As channels list shows it: slack:C012345.")],
        words: Annotated[list[str], typer.Argument(help="mode daily at 08:00, quiet 22:00-07:00, cap 6 …")],
        why: Annotated[str, typer.Option(help="Its reason, which is kept with the change.")] = "",
    ) -> None:
        """Choose when a channel is told; a running bot obeys at once."""

        async def work(house: House) -> None:
            from bot.core.messages import schedule_in_words
            from bot.services.tune import operator

            platform, _, id = channel.partition(":")
            after = await house.channels.set(platform, id, " ".join(words), by=operator(why))
            if after is None:
                raise ScheduleInvalid(f"There is no channel {channel}; run.py channels list shows them.")
            say(f"{channel}: {'; '.join(schedule_in_words(after))}.")

        work_with(doors.house(context.obj), work)

    return app
