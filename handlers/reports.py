"""What the command line prints of rounds, sources and health: one screen for people, counts for machines."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

from rich.cells import cell_len, set_cell_size
from rich.console import Console

from bot import VERSION
from bot.core.masking import masked
from bot.core.text import cut, visible

if TYPE_CHECKING:  # what is reported of need not be loaded to report of it
    from bot.core.model import Change, PollState, Precision, Rule, Source
    from bot.ports import Backlog
    from bot.services.health import Verdict
    from bot.services.reread import Rereading
    from bot.services.tune import Added
    from bot.services.watch import Visit

WIDTH = 110
NAME_CHARS, TROUBLE_CHARS = 34, 40
_LIGHTS = {"ok": "ok     ", "warning": "look at", "failing": "BROKEN "}


def round_as_json(
    visits: Sequence[Visit], backlog: Backlog, *, sent: int, rereads: Sequence[Rereading] = ()
) -> dict[str, Any]:
    """The counts of `run --once --json`."""
    outcomes = Counter(visit.outcome for visit in visits)
    return {
        "sources": {
            "polled": len(visits),
            **{outcome: outcomes[outcome] for outcome in ("baseline", "new", "unchanged", "failed")},
        },
        "entries": {"new": sum(visit.entries for visit in visits), "matched": sum(visit.filed for visit in visits)},
        "alerts": sum(visit.alerts for visit in visits),
        "rereads": {"read": len(rereads), "edited": sum(bool(reading.edits) for reading in rereads)},
        "deliveries": {
            "sent": sent,
            "owed": backlog.owed,
            "held": backlog.held,
            "unknown": backlog.unknown,
            "buried": backlog.buried,
        },
        "failures": [{"source": visit.source.name, "error": visit.error} for visit in visits if visit.error],
    }


def write_round(
    visits: Sequence[Visit], backlog: Backlog, *, sent: int, stream: TextIO, rereads: Sequence[Rereading] = ()
) -> None:
    """The report of `run --once` for people: what was new, what failed, what is still owed."""
    outcomes = Counter(visit.outcome for visit in visits)
    console = _console(stream)
    baseline = [visit for visit in visits if visit.outcome == "baseline"]
    console.print(
        f"{len(visits)} sources polled: {outcomes['new']} with news, {outcomes['unchanged']} unchanged, "
        f"{outcomes['baseline']} for the first time, {outcomes['failed']} failed."
    )
    if baseline:
        stored = sum(visit.entries for visit in baseline)
        matched = sum(visit.filed for visit in baseline)
        console.print(
            f"Baseline: stored {stored}, posted 0. {matched} of them matched and can be looked up; "
            "what appears from now on alerts."
        )
    new = [visit for visit in visits if visit.outcome == "new"]
    console.print(
        f"New entries: {sum(visit.entries for visit in new)}, matched {sum(visit.filed for visit in new)}, "
        f"alerts {sum(visit.alerts for visit in visits)}; {sent} sent, {backlog.owed + backlog.unknown} still owed"
        + (f", {backlog.held} held for digests." if backlog.held else ".")
    )
    if rereads:
        edited = sum(bool(reading.edits) for reading in rereads)
        console.print(f"Articles told before: {len(rereads)} read again, {edited} changed by their outlet.")
    for visit in visits:
        if visit.error:
            console.print(f"  failed: {_shown(visit.source.name, 40)}: {_shown(visit.error, 60)}")


def write_sources(sources: Sequence[tuple[Source, PollState]], *, stream: TextIO) -> None:
    """A row a source; keys in addresses are masked.

    Rows are as long as their addresses: one that is broken can be neither clicked nor copied.
    """
    rows = [("id", "source", "health", "last answer", "address"), *(_row(source, state) for source, state in sources)]
    widths = [max(cell_len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    console = _console(stream)
    for row in rows:
        cells = [set_cell_size(cell, width) for cell, width in zip(row, widths, strict=False)]
        console.print("  ".join((*cells, row[-1])), soft_wrap=True)


def _row(source: Source, state: PollState) -> tuple[str, str, str, str, str]:
    last = f"{state.last_success:%d %b %H:%M}" if state.last_success else "–"
    trouble = f" ({_shown(state.last_error, TROUBLE_CHARS)})" if state.last_error else ""
    name = _shown(source.name, NAME_CHARS)
    return str(source.id), name, f"{state.health}{trouble}", last, visible(masked(source.url))


def write_keywords(rules: Sequence[Rule], *, stream: TextIO, precision: Mapping[str, Precision]) -> None:
    """A keyword, and below it why it is there and how it does."""
    from bot.core.messages import precision_in_words

    console = _console(stream)
    for rule in rules:
        where = f" (only in {rule.channel})" if rule.channel else ""
        console.print(f"{rule.id}: {'excludes ' if rule.is_exclude else ''}{rule.query}{where}", soft_wrap=True)
        if rule.why:
            console.print(f"    {visible(rule.why)}", soft_wrap=True)
        if does := precision_in_words(precision.get(rule.id)):
            console.print(f"    {does}", soft_wrap=True)


def write_changes(changes: Sequence[Change], *, stream: TextIO) -> None:
    """A line a change, the latest first."""
    console = _console(stream)
    for change in changes:
        why = f" ({change.why})" if change.why else ""
        number = str(change.number) if change.revision else "–"  # nothing was kept of how it was before
        console.print(
            f"{number:>4}  {change.at:%d %b %Y %H:%M}  {visible(f'{change.name} {change.what} {change.subject}{why}')}",
            soft_wrap=True,
        )
    if not changes:
        console.print("Nothing was changed yet.")


def added_in_words(added: Added) -> str:
    """What `sources add` did, in one or two lines."""
    source = added.source
    if not added.is_new or added.visit is None:
        return f"Watched already: {visible(source.name)} ({masked(source.url)}), source {source.id}."
    visit = added.visit
    if visit.error:
        return (
            f"Added as source {source.id}, but its first poll failed: {visible(visit.error)}. It will be tried again."
        )
    more = f"\nIt also offers: {', '.join(masked(offer.url) for offer in added.others)}." if added.others else ""
    return (
        f"Added {visible(source.name)} ({masked(source.url)}) as source {source.id}. "
        f"Baseline taken: stored {visit.entries}, posted 0; {visit.filed} of them matched.{more}"
    )


def write_verdict(verdict: Verdict, *, stream: TextIO) -> None:
    """`check`: the one thing to fix first on top, then a line each."""
    console = _console(stream)
    first = next((finding for finding in verdict.findings if finding.light != "ok"), None)
    top = "All is well." if first is None else f"First: {first.part}: {_sentence(first.words)} {first.advice}".rstrip()
    console.print(top)
    for finding in verdict.findings:
        advice = f" → {finding.advice}" if finding.advice and finding is not first else ""
        console.print(f"  {_LIGHTS[finding.light]}  {finding.part}: {finding.words}{advice}")
    console.print(f"  Watchword {VERSION} on Python {platform.python_version()}")


@contextmanager
def progress(total: int | None, what: str, *, stream: TextIO) -> Iterator[Callable[[], None]]:
    """A bar on a terminal, nothing elsewhere; gives what is to be called after each step."""
    if not stream.isatty():
        yield lambda: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _console(stream: TextIO) -> Console:
    """No colour by itself and no markup: words carry, and a feed's title is text."""
    console = Console(file=stream, highlight=False, emoji=False, markup=False)
    return console if stream.isatty() else Console(file=stream, highlight=False, emoji=False, markup=False, width=WIDTH)


def _shown(text: str, limit_chars: int) -> str:
    return cut(visible(text), limit_chars)
