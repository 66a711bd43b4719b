"""`keywords`: what makes an article ours. Their words are those of chat, and so are the answers."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from bot.core.errors import ChangeInvalid
from handlers import terminal
from handlers.command_line.doors import Doors, Records
from handlers.command_line.orders import carry_out, order_group
from handlers.command_line.speech import say, work_with

CHANGES = 30  # of the history at once
_CHANNEL_HELP = "The key of a channel (slack:C0123) that it is for alone."
_QUERY_HELP = "A keyword, as docs/admins.md tells."
_ID_HELP = "See keywords list; its words do, too."
_WHY_HELP = "Its reason, for whoever reads the list in a year."
_SURE_HELP = "Also when it matches very much, or nothing, or takes away a lot."

Query = Annotated[list[str], typer.Argument(help=_QUERY_HELP, metavar="QUERY")]
Id = Annotated[str, typer.Argument(help=_ID_HELP)]
Why = Annotated[str, typer.Option(help=_WHY_HELP)]
IsSure = Annotated[bool, typer.Option("--yes", help=_SURE_HELP)]
IsAll = Annotated[bool, typer.Option("--all", help="Every story that comes or goes.")]
OfChannel = Annotated[str, typer.Option(help=_CHANNEL_HELP)]
IsExclude = Annotated[bool, typer.Option("--exclude", help="Keep out what it matches.")]


def keywords(doors: Doors[Any]) -> typer.Typer:
    """The commands behind `keywords`."""
    app = order_group(doors, "keywords", help="The keywords that make an article ours.")
    _add_looks(app, doors)
    _add_changes(app, doors)
    return app


def _add_looks(app: typer.Typer, doors: Doors[Any]) -> None:
    @app.command("list")
    def list_all(context: typer.Context) -> None:
        """Those in force, each with its reason and how it does."""
        from bot.core.precision import POSTS_OF, precision
        from handlers import reports

        async def work(records: Records) -> None:
            in_force = [rule for rule in await records.archive.rules() if not rule.is_off]
            marked = await records.archive.marked(doors.now() - POSTS_OF)
            reports.write_keywords(in_force, stream=sys.stdout, precision=precision(marked))

        work_with(doors.records(context.obj), work)

    @app.command()
    def test(
        context: typer.Context,
        query: Query,
        days: Annotated[float | None, typer.Option(min=1, help="How far back; 90 without it.")] = None,
        edit: Annotated[str, typer.Option(help="The id of a keyword that it would replace.")] = "",
        is_all: IsAll = False,
        channel: OfChannel = "",
        is_exclude: IsExclude = False,
    ) -> None:
        """What it would have done to the archive, before it is saved: stories gained and lost, alerts a day."""
        flags = (*_set(all=is_all, exclude=is_exclude), *_valued(days=days, edit=edit, channel=channel))
        carry_out(doors, context, " ".join(("keywords test", *flags, *query)))

    @app.command()
    def history(
        context: typer.Context,
        number: Annotated[int | None, typer.Argument(help="What was before and after this change.")] = None,
        page: Annotated[int, typer.Option(min=1, help="Further back.")] = 1,
    ) -> None:
        """Who changed what: keywords, sources, channels, stories, quotes; the latest first."""
        from bot.core.messages import change_in_full_message
        from bot.core.messages.paging import Page
        from handlers import reports

        async def work(records: Records) -> None:
            if number is not None:
                change = await records.archive.change(number)
                if change is None:
                    raise ChangeInvalid(f"there is no change {number}; the history shows them")
                terminal.write(change_in_full_message(change), sys.stdout)
                return
            at = Page.of(await records.archive.count_changes(), wanted=page, size=CHANGES)
            changes = await records.archive.changes(limit=CHANGES, skip=at.shown.start)
            reports.write_changes(changes, stream=sys.stdout)
            if at.number < at.count:
                say(f"{at.words}. What was before: run.py keywords history --page {at.number + 1}")

        work_with(doors.records(context.obj), work)


def _add_changes(app: typer.Typer, doors: Doors[Any]) -> None:
    @app.command()
    def add(
        context: typer.Context,
        query: Query,
        why: Why = "",
        is_sure: IsSure = False,
        channel: OfChannel = "",
        is_exclude: IsExclude = False,
    ) -> None:
        """In force from the next article on; a running bot notices within a minute."""
        flags = (*_set(yes=is_sure, exclude=is_exclude), *_valued(channel=channel))
        carry_out(doors, context, " ".join(("keywords add", *flags, *query)), why=why)

    @app.command()
    def exclude(
        context: typer.Context, query: Query, why: Why = "", is_sure: IsSure = False, channel: OfChannel = ""
    ) -> None:
        """Keep out what matches, from the next article on."""
        flags = (*_set(yes=is_sure), *_valued(channel=channel))
        carry_out(doors, context, " ".join(("keywords exclude", *flags, *query)), why=why)

    @app.command()
    def edit(
        context: typer.Context,
        id: Id,
        query: Annotated[
            list[str] | None, typer.Argument(help="What it says from now on; with --why it may be left out.")
        ] = None,
        why: Why = "",
        is_sure: IsSure = False,
        is_all: IsAll = False,
    ) -> None:
        """Say it otherwise, after showing what that would have done; it keeps its id, whatever its pack says later."""
        flags = _set(yes=is_sure, all=is_all)
        carry_out(doors, context, " ".join(("keywords edit", *flags, _whole(id), *(query or ()))), why=why)

    @app.command()
    def remove(context: typer.Context, id: Id, why: Why = "", is_sure: IsSure = False, is_all: IsAll = False) -> None:
        """Out of force, after showing what that would have done; it stays out after a restart."""
        carry_out(doors, context, " ".join(("keywords remove", *_set(yes=is_sure, all=is_all), id)), why=why)

    @app.command("apply")
    def apply_anew(
        context: typer.Context,
        id: Id,
        days: Annotated[int | None, typer.Option(min=1, help="How far back; 7 without it.")] = None,
    ) -> None:
        """File what it would have matched in the last days and nothing else did; news among it is told."""
        carry_out(doors, context, " ".join(("keywords apply", *_valued(days=days), id)))

    @app.command()
    def undo(
        context: typer.Context,
        number: Annotated[int | None, typer.Argument(help="See keywords history; without it, the latest.")] = None,
        why: Why = "",
    ) -> None:
        """Take a change back, whatever it changed, also after others were made."""
        carry_out(doors, context, f"undo {number or ''}", why=why)


def _set(**flags: bool) -> tuple[str, ...]:
    return tuple(f"--{name}" for name, is_set in flags.items() if is_set)


def _valued(**flags: object) -> tuple[str, ...]:
    return tuple(f'--{name} "{value}"' for name, value in flags.items() if value)


def _whole(id: str) -> str:
    """One word of the shell is one word for the desk."""
    return f'"{id}"' if " " in id and not id.startswith('"') else id
