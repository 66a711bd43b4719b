"""`sources` and `keywords`: what is watched."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.core.errors import ChangeInvalid, RuleInvalid, SourceInvalid
from bot.core.masking import masked
from bot.core.messages.wording import counted
from bot.core.model import SourceId
from handlers import terminal
from handlers.command_line.doors import Doors, House, Records
from handlers.command_line.speech import read_file, say, work_with

if TYPE_CHECKING:
    from bot.services.tune import By, Sources


def _operator(why: str = "") -> By:
    from bot.services.tune import operator

    return operator(why)


def sources(doors: Doors[Any]) -> typer.Typer:
    """The commands behind `sources`."""
    app = typer.Typer(help="The sources that are watched.", no_args_is_help=True, rich_markup_mode=None)

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


ANEW_DAYS = 7  # back from now that a new keyword is applied to when asked


async def _check_all(sources: Sources) -> bool:
    is_fine = True
    for source, _ in await sources.all():
        try:
            say(f"ok      {source.name}: {await sources.check(source.url)}")
        except SourceInvalid as error:
            is_fine = False
            say(f"FAILED  {source.name}: {error}")
    return is_fine


_CHANNEL_HELP = "The key of a channel (slack:C0123) that it is for alone."
_EXCLUDE_HELP = "Keep out what it matches."


def keywords(doors: Doors[Any]) -> typer.Typer:
    """The commands behind `keywords`."""
    app = typer.Typer(help="The keywords that make an article ours.", no_args_is_help=True, rich_markup_mode=None)

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
        query: Annotated[str, typer.Argument(help="A keyword, as docs/admins.md tells.")],
        days: Annotated[float, typer.Option(min=1, help="How far back.")] = 90,
        edit: Annotated[str, typer.Option(help="The id of a keyword that it would replace.")] = "",
        is_all: Annotated[bool, typer.Option("--all", help="Every story that comes or goes.")] = False,
        channel: Annotated[str, typer.Option(help=_CHANNEL_HELP)] = "",
        is_exclude: Annotated[bool, typer.Option("--exclude", help=_EXCLUDE_HELP)] = False,
    ) -> None:
        """What it would have done to the archive, before it is saved: stories gained and lost, alerts a day."""
        from bot.core.messages import trial_message

        async def work(house: House) -> None:
            known = None if edit else await house.keywords.same(query, channel=channel, is_exclude=is_exclude)
            if edit:
                trial = await house.trials.of_edit(await house.keywords.one(edit), query, days=days)
            elif known is not None:
                trial = await house.trials.of_removal(known, days=days)
            else:
                trial = await house.trials.of_new(query, channel=channel, is_exclude=is_exclude, days=days)
            terminal.write(trial_message(trial, is_all=is_all, in_force=known), sys.stdout)

        work_with(doors.house(context.obj), work)

    @app.command()
    def add(
        context: typer.Context,
        query: Annotated[str, typer.Argument(help="A keyword, as docs/admins.md tells.")],
        why: Annotated[str, typer.Option(help="Its reason, for whoever reads the list in a year.")] = "",
        is_sure: Annotated[bool, typer.Option("--yes", help="Also when it matches very much, or nothing.")] = False,
        channel: Annotated[str, typer.Option(help=_CHANNEL_HELP)] = "",
        is_exclude: Annotated[bool, typer.Option("--exclude", help=_EXCLUDE_HELP)] = False,
    ) -> None:
        """In force from the next article on; a running bot notices within a minute."""
        from bot.core.messages import doubts, saved_keyword_message

        async def work(house: House) -> None:
            await house.keywords.check(query, channel=channel, is_exclude=is_exclude)
            if not is_sure:
                for doubt in doubts(await house.trials.reach(query, channel=channel)):
                    raise RuleInvalid(query, f"{doubt.rstrip('.')} (--yes adds it all the same)")
            rule = await house.keywords.add(query, by=_operator(why), channel=channel, is_exclude=is_exclude)
            waiting = len(await house.anew.missed(rule, days=ANEW_DAYS))
            say(saved_keyword_message(rule, waiting=waiting, days=ANEW_DAYS).text)
            if waiting:
                say(f"To apply it to those: run.py keywords apply {rule.id}")

        work_with(doors.house(context.obj), work)

    @app.command("apply")
    def apply_anew(
        context: typer.Context,
        id: Annotated[str, typer.Argument(help="See keywords list.")],
        days: Annotated[int, typer.Option(min=1, help="How far back.")] = ANEW_DAYS,
    ) -> None:
        """File what it would have matched in the last days and nothing else did; news among it is told."""

        async def work(house: House) -> None:
            await house.filing.open()
            filed, told = await house.anew.apply(await house.keywords.one(id), days=days, by=_operator())
            await house.filing.flush()
            say(f"{counted(filed, 'article', 'articles')} filed, {told} of them told as news.")

        work_with(doors.house(context.obj), work)

    @app.command()
    def edit(
        context: typer.Context,
        id: Annotated[str, typer.Argument(help="See keywords list.")],
        query: Annotated[str, typer.Argument(help="What it says from now on.")],
        why: Annotated[str, typer.Option(help="The reason.")] = "",
    ) -> None:
        """Say it otherwise; it keeps its id, and its topic pack doesn't change it any more."""

        async def work(house: House) -> None:
            before, after = await house.keywords.edit(id, query, by=_operator(why))
            say(f"{id} was {before.query}; it is {after.query} from the next article on.")

        work_with(doors.house(context.obj), work)

    @app.command()
    def remove(context: typer.Context, id: Annotated[str, typer.Argument(help="See keywords list.")]) -> None:
        """Out of force; it stays out after a restart."""

        async def work(house: House) -> None:
            removed = await house.keywords.remove(id, by=_operator())
            say(f"Removed the keyword {removed.query}.")

        work_with(doors.house(context.obj), work)

    @app.command()
    def undo(
        context: typer.Context,
        number: Annotated[int | None, typer.Argument(help="See keywords history; without it, the latest.")] = None,
    ) -> None:
        """Take a change back, whatever it changed, also after others were made."""
        from bot.core.messages import taken_back_message

        async def work(house: House) -> None:
            change, is_different = await house.undo.undo(number, by=_operator())
            say(taken_back_message(change, is_different=is_different).text)

        work_with(doors.house(context.obj), work)

    @app.command()
    def history(
        context: typer.Context,
        number: Annotated[int | None, typer.Argument(help="What was before and after this change.")] = None,
    ) -> None:
        """Who changed what: keywords, sources, channels, stories, quotes; the latest first."""
        from bot.core.messages import change_in_full_message
        from handlers import reports

        async def work(records: Records) -> None:
            if number is not None:
                change = await records.archive.change(number)
                if change is None:
                    raise ChangeInvalid(f"there is no change {number}; the history shows them")
                terminal.write(change_in_full_message(change), sys.stdout)
                return
            reports.write_changes(await records.archive.changes(limit=30), stream=sys.stdout)

        work_with(doors.records(context.obj), work)

    return app
