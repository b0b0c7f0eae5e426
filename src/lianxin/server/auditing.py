"""`audit`: one case's whole story for an auditor, from its entries alone; no name and no text."""

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from lianxin.cases import book as books
from lianxin.cases import rebuild
from lianxin.cases.door import refolding
from lianxin.cases.door.refolding import Unfoldable
from lianxin.cases.reading import clocks as case_clocks
from lianxin.cases.reading.clocks import ClockView
from lianxin.ledger import reading, verify
from lianxin.ledger.reading import Entry
from lianxin.rules.refs import PATTERN
from lianxin.rules.state import CaseState
from lianxin.rules.time.calendar import CHINA
from lianxin.server.console import complain, tell

GOOD, WRONG = 0, 1
HIDDEN = frozenset({"clocks", "petitioners", "representatives"})
"""Shown by themselves, or not at all: a petitioner is nobody's business here."""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `audit`."""
    parser = commands.add_parser("audit", help="tell a case's whole story for an auditor")
    parser.add_argument("number", metavar="NUMBER", help="the case's number")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    with verify.snapshot():
        case = rebuild.stream_of(arguments.number.upper())
        if case is None:
            complain(f"There is no case {arguments.number}.")
            return WRONG
        return _audit(case)


def _audit(case: UUID) -> int:
    entries = reading.entries(case)
    tell(f"Entries (times of China) of stream {case}")
    for entry in entries:
        _tell_all(_entry(entry))
    try:
        fold = refolding.folded_or_refused(case, entries)
    except Unfoldable as no:
        complain(f"\nNo case comes of these entries: {no}")
    else:
        if fold is not None:
            _tell_all(_story(fold[0]))
    return _checked(case)


def _tell_all(lines: Iterator[str]) -> None:
    for line in lines:
        tell(line)


def _entry(entry: Entry) -> Iterator[str]:
    who = " · ".join(filter(None, (entry.person, entry.post, entry.body))) or "petitioner"
    yield ""
    yield f"{entry.sequence:>4}  {_moment(entry.at)}  {entry.fact}  by {who}"
    try:
        payload = json.loads(entry.payload)
    except ValueError:
        yield "      the payload cannot be read"
    else:
        yield from _payload(payload)
    yield f"      command {entry.command}"
    yield f"      payload {entry.payload_digest.hex()}"
    yield f"      entry   {entry.digest.hex()}"


def _payload(payload: dict[str, Any]) -> Iterator[str]:
    parts = [f"{name}={_value(value)}" for name, value in payload.items() if name not in HIDDEN]
    if parts:
        yield f"      {'; '.join(parts)}"
    for change in payload.get("clocks", ()):
        due = f", due {_moment(datetime.fromisoformat(change['due']))}" if "due" in change else ""
        about = f" {change['about']}" if "about" in change else ""
        late = ", late" if change.get("late") else ""
        yield f"      clock {change['code']}{about} {change['op']}{due}{late}"


def _value(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return PATTERN.sub(lambda ref: f"text {ref[1]} (digest {ref[2][:16]}…)", text)


def _story(state: CaseState) -> Iterator[str]:
    yield f"\nCase {state.number}: {state.stage} (phase {state.phase})"
    yield f"  procedure {state.procedure}, version {state.version}"
    matter = state.matter
    yield f"  {matter.kind} by {matter.channel}, category {matter.category or '–'}, area {matter.area or '–'}"
    yield f"  raised {_moment(matter.raised_at)}, registered {_moment(matter.registered_at)}"
    yield "\nLegs"
    for leg in state.legs:
        yield f"  {leg.n}. {leg.body} ({leg.role}, {leg.instrument}): {leg.state}, since {_moment(leg.opened_at)}"
    for track, step in state.tracks.items():
        yield f"  track {track}: {step}"
    for paper in state.documents:
        signed = f", signed by {', '.join(paper.signed_by)}" if paper.signed_by else ""
        yield f"  document {paper.code}: {paper.state}{signed}"
    for task in state.tasks:
        due = f", due {_moment(task.due)}" if task.due else ""
        yield f"  task {task.n}: {task.source}, {task.body or task.person}: {task.state}{due}"
    yield "\nClocks"
    for clock in case_clocks.clocks(state, at=datetime.now(UTC), book=books.current()):
        yield from _clock(clock)


def _clock(clock: ClockView) -> Iterator[str]:
    about = f" {clock.about}" if clock.about else ""
    yield f"  {clock.code}{about} ({clock.zh} / {clock.en}), owed by {clock.whose}: {_standing(clock)}"
    source = f", {clock.source}" if clock.source else ""
    rolled = ""
    if clock.plain is not None and clock.plain != clock.due:
        rolled = f" (before rolling: {_moment(clock.plain)})"
    due = _moment(clock.due) if clock.due else "–"
    yield f"    from {_moment(clock.start)}, due {due}{rolled}{source}"
    why = clock.explanation
    if why is None:
        return
    limits = " + ".join(f"{limit.amount} {limit.unit}" for limit in why.limits)
    yield f"    rule: {limits}, ends with the {why.ends}, roll {why.roll}, calendar {why.calendar}"
    if why.skipped:
        days = ", ".join(f"{day.date} {day.name} ({day.why})" for day in why.skipped)
        yield f"    not counted: {days}"
    if why.make_up:
        yield f"    worked on a weekend: {', '.join(f'{day.date} {day.name}' for day in why.make_up)}"
    for pause in why.pauses:
        until = _moment(pause.until) if pause.until else "now"
        yield f"    paused {_moment(pause.since)} to {until}"


def _standing(clock: ClockView) -> str:
    if clock.stopped_at is not None:
        return f"stopped {_moment(clock.stopped_at)}, {'late' if clock.late else 'in time'}"
    if clock.overdue:
        return "OVERDUE"
    return clock.state + (", provisional" if clock.provisional else "")


def _checked(case: UUID) -> int:
    report = verify.check_stream(case, head=rebuild.head_of(case))
    differences = rebuild.differences_of(case)
    tell("\nCheck")
    for fault in report.faults:
        tell(f"  {fault.kind}  entry {fault.sequence}: {fault.told}")
    for row in differences:
        tell(f"  projection_differs  {row.told}")
    if report.faults or differences:
        return WRONG
    tell(f"  {report.checked} entries, each follows from the one before; the rows agree with them.")
    _tell_sealed(verify.sealed_until(case), last=report.checked)
    return GOOD


def _tell_sealed(sealed: tuple[int, int] | None, *, last: int) -> None:
    if sealed is None:
        tell("  No seal covers it yet.")
        return
    number, until = sealed
    left = f"; {last - until} newer" if until < last else ""
    tell(f"  Seal {number} covers it up to entry {until}{left}.")


def _moment(at: datetime) -> str:
    return at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")
