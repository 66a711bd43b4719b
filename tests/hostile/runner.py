"""Polls every hostile case with the bot's own fetcher, parser and watch; prints one JSON line a case.

Started in a network namespace: `unshare --user --map-root-user --net python -m tests.hostile.runner`. The guard is
fully on: nothing is trusted, every address is judged.
"""

import asyncio
import json
import resource
import sys
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.adapters.http import FetchLimits, HttpFetcher
from bot.adapters.parsing import Limits, ParsingLimits, PoolParser
from bot.core.model import Channel, Rule, SourceKind, Topic
from bot.core.polling import PollLimits, first_state
from bot.services.filing import Filing
from bot.services.watch import Visit, Watch
from tests.fakes.archive import FakeArchive
from tests.fakes.clock import FakeClock
from tests.hostile.case import Case, Ending
from tests.hostile.cases import CASES
from tests.hostile.internet import CANARY_NAME, OTHER, OTHER_TOO, PUBLIC, PUBLIC_TOO, Names, Wire, serving
from tests.hostile.servers import BYSTANDER, host_of

AT_ONCE = 12
HUNG_SECONDS = 90
TRUSTED = ("10.0.0.1:80", f"{CANARY_NAME}:80")  # an operator's own, to which nothing on the internet may lead
PATIENT = FetchLimits(total=timedelta(seconds=60), dns_ttl=timedelta(), allow_private=TRUSTED)
HASTY = replace(PATIENT, total=timedelta(seconds=1))
PARSING = ParsingLimits(
    feeds=Limits(workers=2, wall_seconds=20, cpu_seconds=4, memory_mb=80),
    articles=Limits(workers=1, wall_seconds=40, cpu_seconds=10, memory_mb=300),
)
POLLING = PollLimits()
TOPIC = Topic(
    id="faces",
    title="Faces",
    rules=(Rule(id="faces", query='"face recognition"', topic="faces"),),
    technology_words=("face recognition",),
    policy_words=("ban", "council"),
    actor_words=("council",),
)


@dataclass
class Desk:
    """One case's own archive and watch; fetcher and parser are everybody's."""

    fetcher: HttpFetcher
    parser: PoolParser
    archive: FakeArchive = field(default_factory=FakeArchive)
    clock: FakeClock = field(default_factory=FakeClock)

    async def polled(self, url: str, times: int, kind: SourceKind = "feed") -> tuple[Visit, ...]:
        await self.archive.save_channel(Channel(platform="fake", id="desk"))
        await self.archive.save_rules(TOPIC.rules)
        state = first_state(self.clock.now(), limits=POLLING)
        source = await self.archive.add_source(url=url, kind=kind, name="Herald", state=state)
        filing = Filing(
            archive=self.archive,
            parser=self.parser,
            clock=self.clock,
            topics=(TOPIC,),
            alert_at=0.5,
            digest_at=0.2,
            on_owed=lambda: None,
        )
        await filing.open()
        watch = Watch(
            fetcher=self.fetcher,
            parser=self.parser,
            archive=self.archive,
            filing=filing,
            clock=self.clock,
            limits=POLLING,
            pages_per_round=3,
            concurrency=4,
            chance=lambda: 0.0,
            report=lambda visit: None,
        )
        visits = list[Visit]()
        for _ in range(times):
            visit = await watch.visit(source, state)
            await filing.flush()
            source, state = visit.source, visit.state
            visits.append(visit)
            self.clock.move(timedelta(hours=1))
        return tuple(visits)

    def titles(self) -> tuple[str, ...]:
        kept = (filed.analysis.article for filed in self.archive.filed.values())
        return (*(each.article.title for each in self.archive.passed), *(article.title for article in kept))


@dataclass
class Run:
    """All cases at once, as far as they fit, and a bystander polled meanwhile."""

    wire: Wire
    hasty: HttpFetcher
    patient: HttpFetcher
    parser: PoolParser
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    waits: list[float] = field(default_factory=list)  # of the bystander
    lags: list[float] = field(default_factory=list)  # of the event loop

    async def case(self, number: int, case: Case) -> None:
        host = host_of(number)
        desk = Desk(self.hasty if case.is_hasty else self.patient, self.parser)
        async with self.turns:
            started = time.monotonic()
            try:
                async with asyncio.timeout(HUNG_SECONDS):
                    visits = await desk.polled(case.start.format(host=host), case.polls, case.kind)
            except TimeoutError:
                complaints, said = ["it hangs"], ""
            except Exception as bug:  # noqa: BLE001 - the audit's own boundary: a bug is a finding
                complaints, said = [f"{type(bug).__name__}: {bug}"], ""
            else:
                ending = Ending(visits=visits, site=await self.wire.asked(host), titles=desk.titles())
                complaints, said = case.complaints(ending), visits[-1].error or f"{visits[-1].entries} entries"
            say(case=case.name, complaints=complaints, said=said, seconds=round(time.monotonic() - started, 2))

    async def bystander(self) -> None:
        """A feed that does nothing, polled all the time: it must notice nothing."""
        while True:
            started = time.monotonic()
            (visit,) = await Desk(self.patient, self.parser).polled(f"http://{BYSTANDER}/feed", 1)
            self.waits.append(time.monotonic() - started)
            if visit.error:
                say(case="the bystander", complaints=[visit.error], said=visit.error, seconds=0)
            await asyncio.sleep(0.1)

    async def pulse(self) -> None:
        while True:
            started = time.monotonic()
            await asyncio.sleep(0.01)
            self.lags.append(time.monotonic() - started - 0.01)


async def main(wanted: Sequence[str]) -> None:
    cases = [(number, case) for number, case in enumerate(CASES) if not wanted or any(w in case.name for w in wanted)]
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        wire = await stack.enter_async_context(serving(folder))
        hasty, patient = [
            await stack.enter_async_context(HttpFetcher(limits, resolver=_names(), tls=wire.trusting()))
            for limits in (HASTY, PATIENT)
        ]
        run = Run(wire, hasty, patient, await stack.enter_async_context(PoolParser(PARSING)))
        before = _peak_megabytes()
        async with asyncio.TaskGroup() as watching:
            others = [watching.create_task(run.bystander()), watching.create_task(run.pulse())]
            async with asyncio.TaskGroup() as group:
                for number, case in cases:
                    group.create_task(run.case(number, case))
            for other in others:
                other.cancel()
        say(
            knocks=await wire.knocks(),
            grown_megabytes=_peak_megabytes() - before,
            bystander_polls=len(run.waits),
            bystander_longest_seconds=round(max(run.waits, default=0.0), 2),
            loop_lag_p99_ms=round(sorted(run.lags)[int(len(run.lags) * 0.99)] * 1000),
        )


def _names() -> Names:
    names = Names()
    names.put(CANARY_NAME, ("10.0.0.1",))
    names.put(BYSTANDER, (PUBLIC,))
    for host in (OTHER, OTHER_TOO):
        names.put(host, (PUBLIC_TOO,))
    for number, case in enumerate(CASES):
        names.put(host_of(number), *(case.addresses or ((PUBLIC,),)))
    return names


def _peak_megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def say(**what: object) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
