"""From what queries and the door give to plain values for JSON. Each names what it publishes."""

from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Any, Literal

from lianxin.api.access import Caller
from lianxin.cases.codes import code_of
from lianxin.cases.door import Passed
from lianxin.cases.reading.clocks import ClockView
from lianxin.cases.reading.history import PARTY, EntryView
from lianxin.cases.reading.queries import CaseLine, CaseView
from lianxin.rules.procedures import Limit
from lianxin.rules.state import CaseState, Clock, Document, Leg, Task
from lianxin.rules.time.explaining import Explanation

ROOT = "/api/v1"
Value = dict[str, Any]


def registered(passed: Passed) -> Value:
    """Return what a new case is answered with: its receipt."""
    state = passed.state
    code = code_of(state.id)
    return {
        "number": state.number,
        "query_code": code,
        "stage": state.stage,
        "phase": state.phase,
        "version": passed.sequence,
        "head": passed.head.hex(),
        "clocks": [plain_clock(clock) for clock in state.clocks],
        "links": {**links(state.number), "track": f"{ROOT}/track/{code}"},
    }


def changed(passed: Passed, *, party: bool) -> Value:
    """Return a case after a command; `party` when it was the petitioner's or his agent's."""
    return {
        **_standing(passed.state, version=passed.sequence, head=passed.head, party=party),
        "facts": [fact.name for fact in passed.facts],
        "clocks": [
            plain_clock(clock) for clock in passed.state.clocks if not party or clock.public
        ],
        "links": links(passed.state.number),
    }


# What the house notes about a matter is not told to its parties, here as in its history.
_INTERNAL = ("risk", "progress")
_PUBLIC = frozenset({"issued", "delivered"})


def is_party(standings: frozenset[str]) -> bool:
    """Whether somebody is nothing to the case but its petitioner, representative or agent."""
    return standings <= PARTY


def case(view: CaseView, clocks: tuple[ClockView, ...]) -> Value:
    """Return one case as an officer or a party known by log-in sees it."""
    state = view.state
    party = is_party(view.standings)
    return {
        **_standing(state, version=view.sequence, head=view.head, party=party),
        "title": view.title,
        "text": view.text,
        **_plain(state),
        **(dict.fromkeys(_INTERNAL) if party else {}),
        "registered_at": moment(state.matter.registered_at),
        "raised_at": moment(state.matter.raised_at),
        "standings": sorted(view.standings),
        "commands": list(view.commands),
        "steps": [step._asdict() for step in view.steps],
        "clocks": [explained(clock, state) for clock in clocks if not party or clock.public],
        "links": links(state.number),
    }


def _plain(state: CaseState) -> Value:
    matter, people, ties, closing = state.matter, state.people, state.ties, state.closing
    return {
        "channel": matter.channel,
        "kind": matter.kind,
        "area": matter.area,
        "category": matter.category,
        "urgent": matter.urgent,
        "group": people.group,
        "head_count": people.head_count,
        "on_behalf": people.on_behalf,
        "agreed": people.agreed,
        "initial": ties.initial,
        "anonymous": people.anonymous,
        "withheld": people.withheld,
        "confidential": state.guard.confidential,
        "risk": state.risk.colour,
        "progress": state.progress.colour,
        "route": state.handling.route,
        "satisfied": closing.satisfied,
        "solved": closing.solved,
        "disposition": closing.disposition,
        "merged_into": ties.merged_into,
        "repeat_of": ties.repeat_of,
    }


def tracked(view: CaseView, clocks: tuple[ClockView, ...]) -> Value:
    """Return a resident's own view; nothing of what the house notes about him or his matter."""
    state = view.state
    return {
        "number": state.number,
        "title": view.title,
        "text": view.text,
        "channel": state.matter.channel,
        "kind": state.matter.kind,
        "stage": state.stage,
        "phase": state.phase,
        "registered_at": moment(state.matter.registered_at),
        "lead": state.last_lead.body if state.last_lead else None,
        "outcome": state.handling.outcome,
        "satisfied": state.closing.satisfied,
        "documents": _documents(state, party=True),
        "clocks": [explained(clock, state) for clock in clocks if clock.public],
        "commands": list(view.commands),
        "steps": [step._asdict() for step in view.steps],
        "version": view.sequence,
        "head": view.head.hex(),
    }


_LINE = tuple(field.name for field in fields(CaseLine) if field.name != "id")


def line(row: CaseLine) -> Value:
    """Return a case in a list."""
    # `asdict` copies every value deeply: of a page of fifty that was two thirds of the cost.
    fields = {name: getattr(row, name) for name in _LINE}
    return fields | {
        "registered_at": moment(row.registered_at),
        "due_at": maybe(row.due_at),
    }


# How a resident is told of an entry is a page's affair: the interface gives the payload itself.
_ENTRY = tuple(field.name for field in fields(EntryView) if field.name != "spoken")


def entry(row: EntryView) -> Value:
    """Return an entry of a case."""
    return {name: getattr(row, name) for name in _ENTRY} | {"at": moment(row.at)}


def me(caller: Caller) -> Value:
    """Return who the caller is."""
    return {
        "person": caller.actor.person,
        "kind": caller.actor.kind,
        "posts": [asdict(post) for post in caller.actor.posts],
        "verbs": sorted(caller.verbs),
        "label": caller.label,
        "body": caller.body,
    }


def links(number: str) -> Value:
    """Return where to go from a case."""
    case = f"{ROOT}/cases/{number}"
    return {
        "self": case,
        "commands": f"{case}/commands",
        "entries": f"{case}/entries",
        "proof": f"{case}/proof",
    }


def plain_clock(clock: Clock) -> Value:
    """Return a clock as the state holds it."""
    return {
        "code": clock.code,
        "about": clock.about,
        "whose": clock.whose,
        "state": _running(clock),
        "wall": clock.wall,
        "start": moment(clock.start),
        "due": maybe(clock.due),
        "plain": maybe(clock.plain),
        "stopped_at": maybe(clock.stopped_at),
        "late": clock.late,
        "provisional": clock.provisional,
        "extensions": clock.extensions,
    }


def explained(view: ClockView, state: CaseState) -> Value:
    """Return a clock with its names, what is left of it and how it was counted."""
    named = (view.code, view.about, view.start)
    clock = next(clock for clock in state.clocks if (clock.code, clock.about, clock.start) == named)
    return plain_clock(clock) | {
        "late": view.late,
        "zh": view.zh,
        "en": view.en,
        "source": view.source,
        "left": asdict(view.left) if view.left else None,
        "explanation": _explanation(view.explanation) if view.explanation else None,
    }


def document(paper: Document) -> Value:
    """Return a paper of a case."""
    return {
        "code": paper.code,
        "state": paper.state,
        "outcome": paper.outcome,
        "next_post": paper.next_post,
    }


def written_limit(limit: Limit) -> str:
    """Return a limit as procedures write it: `10 days`."""
    return f"{limit.amount} {limit.unit}"


def moment(at: datetime) -> str:
    """Return a moment in UTC: `2026-03-02T00:30:00Z`."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"


def maybe(at: datetime | None) -> str | None:
    """Return a moment that there may be."""
    return None if at is None else moment(at)


def _documents(state: CaseState, *, party: bool) -> list[Value]:
    papers = (paper for paper in state.documents if not party or paper.state in _PUBLIC)
    return [document(paper) for paper in papers]


def _standing(state: CaseState, *, version: int, head: bytes, party: bool) -> Value:
    lead = state.lead
    return {
        "number": state.number,
        "stage": state.stage,
        "phase": state.phase,
        "version": version,
        "head": head.hex(),
        "procedure": state.procedure,
        "lead": lead.body if lead else None,
        "outcome": state.handling.outcome,
        "legs": [_leg(leg) for leg in state.legs],
        "tracks": dict(state.tracks),
        "documents": _documents(state, party=party),
        "tasks": [] if party else [_task(task) for task in state.tasks],
        "informed": [] if party else list(state.dispatch.informed),
        "ties": [{"to": tie.to, "relation": tie.relation} for tie in state.ties.links],
    }


def _task(task: Task) -> Value:
    return {
        "n": task.n,
        "source": task.source,
        "about": task.about,
        "body": task.body,
        "person": task.person,
        "due": maybe(task.due),
        "state": task.state,
        "done": task.done,
        "given_from": task.given_from,
        "given_at": moment(task.given_at),
    }


def _leg(leg: Leg) -> Value:
    return {
        "n": leg.n,
        "body": leg.body,
        "role": leg.role,
        "instrument": leg.instrument,
        "state": leg.state,
        "opened_at": moment(leg.opened_at),
    }


def _running(clock: Clock) -> Literal["running", "paused", "stopped"]:
    if clock.stopped_at is not None:
        return "stopped"
    return "paused" if clock.paused else "running"


def _explanation(why: Explanation) -> Value:
    return {
        "limits": [written_limit(limit) for limit in why.limits],
        "ends": why.ends,
        "roll": why.roll,
        "counted_from": moment(why.counted_from),
        "skipped": [
            {"date": day.date.isoformat(), "name": day.name, "why": day.why} for day in why.skipped
        ],
        "make_up": [{"date": day.date.isoformat(), "name": day.name} for day in why.make_up],
        "pauses": [
            {"since": moment(pause.since), "until": maybe(pause.until)} for pause in why.pauses
        ],
        "calendar": why.calendar,
    }
