"""A visit that ends at any of its writes, before or after it: nothing is lost, nothing is told twice."""

from collections.abc import Sequence

import pytest

from bot.core.model import AlertKind
from bot.ports import Harvest
from tests.fakes.archive import FakeArchive
from tests.services.test_watch import BUSES, CITIES, Desk, ban, page

WRITES = 12  # more than a visit makes


class Killed(BaseException):
    """The process is gone: nobody cleans up behind it."""


class MortalArchive(FakeArchive):
    """Whoever writes for the nth time dies with it; `is_written` says whether the write was done."""

    def __init__(self) -> None:
        super().__init__()
        self.dies_at: int | None = None
        self.is_written = False
        self.order: list[str] = []

    async def record(self, harvests: Sequence[Harvest]) -> None:
        if self.dies_at == 0 and not self.is_written:
            raise Killed
        await super().record(harvests)
        self.order += [kind for harvest in harvests for kind in _kinds(harvest)]
        if self.dies_at == 0:
            raise Killed
        self.dies_at = None if self.dies_at is None else self.dies_at - 1


def _kinds(harvest: Harvest) -> Sequence[str]:
    kinds = {"article": harvest.filed or harvest.passed, "alert": harvest.alerts, "validators": harvest.state}
    return [kind for kind, there in kinds.items() if there]


async def begun() -> tuple[Desk, MortalArchive]:
    """A feed that has published more than a visit reads whole, some of it on the topic."""
    archive = MortalArchive()
    desk = await Desk(archive=archive).opened()
    await desk.poll()
    archive.order.clear()
    desk.publish(*map(ban, CITIES), ("Bus timetable", page("Bus timetable", *BUSES)))
    return desk, archive


async def survived(desk: Desk) -> Desk:
    """The next process, with what the archive has."""
    heir = Desk(archive=desk.archive, fetcher=desk.fetcher, parser=desk.parser, clock=desk.clock, entries=desk.entries)
    await heir.filing.open()
    return heir


@pytest.mark.parametrize("is_written", [False, True])
@pytest.mark.parametrize("number", range(WRITES))
async def test_a_visit_killed_at_any_write_loses_nothing_and_tells_nothing_twice(number: int, is_written: bool) -> None:
    desk, archive = await begun()
    archive.dies_at, archive.is_written = number, is_written
    try:
        await desk.poll()
    except BaseExceptionGroup as ended:
        assert ended.split(Killed)[1] is None
    except Killed:
        pass
    archive.dies_at = None
    heir = await survived(desk)
    for _ in range(3):
        await heir.poll()
    assert sorted(heir.told()) == sorted(ban(city)[0] for city in CITIES)
    assert {each.kind for each in archive.deliveries.values()} == {AlertKind.ALERT}
    assert len(archive.filed) == len(CITIES)
    assert [each.article.title for each in archive.passed] == ["Bus timetable"]
    assert (await heir.poll()).outcome == "unchanged"


async def test_validators_are_written_behind_all_that_they_vouch_for() -> None:
    desk, archive = await begun()
    await desk.poll()
    assert archive.order.count("alert") == len(CITIES)
    assert archive.order.index("validators") == len(archive.order) - 1
