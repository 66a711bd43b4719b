"""`sources`: what is watched; `why` and `proposals`: what became of it, and what that speaks for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.core.errors import SourceInvalid
from bot.core.masking import masked
from bot.core.messages.wording import counted
from bot.core.model import SourceId
from handlers import terminal
from handlers.command_line.doors import Doors, House, Records
from handlers.command_line.orders import order_group
from handlers.command_line.speech import read_file, say, work_with

if TYPE_CHECKING:
    from bot.services.tune import By, Sources


def _operator(why: str = "") -> By:
    from bot.services.tune import operator

    return operator(why)


def sources(doors: Doors[Any]) -> typer.Typer:
    """The commands behind `sources`."""
    app = order_group(doors, "sources", help="The sources that are watched.")

    @app.command("list")
    def list_all(context: typer.Context) -> None:
        """All sources with their health; keys in addresses are hidden."""
        from handlers import reports

        async def work(records: Records) -> None:
            reports.write_sources(await records.archive.sources(), stream=sys.stdout)

        work_with(doors.records(context.obj), work)

    @app.command()
    def add(
        context: typer.Context,
        url: Annotated[str, typer.Argument(help="A feed, or a site that offers one.")],
        name: Annotated[str, typer.Option(help="What to call it.")] = "",
    ) -> None:
        """Watch it from now on; what it holds already is stored silently."""
        from handlers import reports

        async def work(house: House) -> None:
            await house.filing.open()
            added = await house.sources.add(url, name=name, by=_operator())
            await house.filing.flush()
            say(reports.added_in_words(added))

        work_with(doors.house(context.obj), work)

    @app.command()
    def remove(context: typer.Context, id: Annotated[int, typer.Argument(help="See sources list.")]) -> None:
        """Stop polling it; what it brought stays in the archive."""

        async def work(house: House) -> None:
            removed = await house.sources.remove(SourceId(id), by=_operator())
            if removed is None:
                raise SourceInvalid(f"There is no source {id}; run.py sources list shows them.")
            say(f"No longer watched: {removed.name} ({masked(removed.url)}). Its articles stay in the archive.")

        work_with(doors.house(context.obj), work)

    @app.command()
    def check(
        context: typer.Context,
        url: Annotated[str | None, typer.Argument(help="One address; without it, every source.")] = None,
    ) -> None:
        """What an address offers, without adding it; or whether every source answers."""

        async def work(house: House) -> None:
            if url is not None:
                say(await house.sources.check(url))
            elif not await _check_all(house.sources):
                raise typer.Exit(1)

        work_with(doors.house(context.obj), work)

    @app.command("import")
    def import_opml(context: typer.Context, opml: Annotated[Path, typer.Argument(help="An OPML file.")]) -> None:
        """Add every feed of an OPML file."""

        async def work(house: House) -> None:
            done = await house.sources.import_opml(read_file(opml), by=_operator(), file=opml.name)
            new = counted(done.added, "source", "sources")
            say(f"{new} added, {done.known} known already. The first poll of each is silent.")
            for url, reason in done.unusable:
                say(f"not added: {url}: {reason}")

        work_with(doors.house(context.obj), work)

    @app.command("export")
    def export_opml(context: typer.Context) -> None:
        """All sources as OPML, on stdout."""

        async def work(house: House) -> None:
            say(await house.sources.export_opml())

        work_with(doors.house(context.obj), work)

    return app


def add_why(app: typer.Typer, doors: Doors[Any]) -> None:
    """`why`: what became of one article."""

    @app.command()
    def why(
        context: typer.Context, url: Annotated[str, typer.Argument(help="An article's address.", metavar="URL")]
    ) -> None:
        """What became of an article: never seen, no keyword, too weak, part of a story, held, told."""
        from bot.core.messages import fate_message

        async def work(house: House) -> None:
            fate = await house.why.fate(url)
            terminal.write(fate_message(fate, admin_command="run.py"), sys.stdout)

        work_with(doors.house(context.obj), work)


def add_proposals(app: typer.Typer, doors: Doors[Any]) -> None:
    """`proposals`: what votes and silent sources speak for."""

    @app.command()
    def proposals(
        context: typer.Context,
        words: Annotated[
            list[str] | None, typer.Argument(help="look | apply NUMBER | drop NUMBER; nothing lists them.")
        ] = None,
    ) -> None:
        """Changes that votes and silent sources speak for, each tried on the archive; nothing changes by itself."""
        from bot.services.orders import ProposalOrders

        async def work(house: House) -> None:
            if words == ["look"]:
                await house.proposing.look()
            orders = ProposalOrders(archive=house.archive, proposing=house.proposing, admin_command="run.py")
            asked = "" if words in (None, ["look"]) else " ".join(words or ())
            terminal.write(await orders.carry(asked, by=_operator()), sys.stdout)

        work_with(doors.house(context.obj), work)


async def _check_all(sources: Sources) -> bool:
    is_fine = True
    for source, _ in await sources.all():
        try:
            say(f"ok      {source.name}: {await sources.check(source.url)}")
        except SourceInvalid as error:
            is_fine = False
            say(f"FAILED  {source.name}: {error}")
    return is_fine
