"""Holds what a story expects against what is there; the first difference is told with its reason."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from lianxin.cases import book as books
from lianxin.cases.reading.clocks import ClockView, clocks
from lianxin.cases.reading.filters import Filters
from lianxin.cases.reading.queries import page, state_of, view
from lianxin.ledger import reading
from lianxin.rules.actor import SYSTEM, Actor
from lianxin.rules.decide import open_to, steps_open_to
from lianxin.rules.refusals import Refused
from lianxin.rules.state import CaseState
from lianxin.rules.time.calendar import CHINA
from lianxin.stories.lines import Expected, ExpectedClock, When
from lianxin.stories.telling import clock_told, moment

MOST_SEEN = 200
PETITIONER = "petitioner"


class Difference(NamedTuple):
    """What a story expected, what there was instead, and the explanation of the clocks meant."""

    what: str
    expected: str
    got: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Look:
    """One look at a case of a play at a moment."""

    expected: Expected
    number: str
    at: datetime
    actor: Callable[[str], Actor]
    numbers: Mapping[str, str]

    @cached_property
    def state(self) -> CaseState:
        """The case as it stands."""
        return state_of(SYSTEM, self.number)

    @cached_property
    def clocks(self) -> tuple[ClockView, ...]:
        """Its clocks, the latest of each code last."""
        return clocks(self.state, at=self.at, book=books.current())

    def why(self, *codes: str) -> tuple[str, ...]:
        """Explain the clocks of these codes."""
        return tuple(
            line for clock in self.clocks if clock.code in codes for line in clock_told(clock)
        )


def differences(look: Look) -> Iterator[Difference]:
    """Yield each way in which a case differs from what is expected of it."""
    named = look.expected.model_fields_set
    for name in Expected.model_fields:
        if name not in named:
            continue
        if name in PLAIN:
            yield from _same(name, getattr(look.expected, name), PLAIN[name](look.state))
        elif name in CHECKS:
            yield from CHECKS[name](look)


PLAIN: Mapping[str, Callable[[CaseState], Any]] = {
    "stage": lambda state: state.stage,
    "phase": lambda state: state.phase,
    "procedure": lambda state: state.procedure,
    "hops": lambda state: state.dispatch.hops,
    "satisfied": lambda state: state.closing.satisfied,
    "route": lambda state: state.handling.route,
    "disposition": lambda state: state.closing.disposition,
    "outcome": lambda state: state.handling.outcome,
    "level": lambda state: state.handling.level,
    "urged": lambda state: state.dispatch.urged,
    "supervised": lambda state: state.dispatch.supervised,
    "group": lambda state: state.people.group,
    "risk": lambda state: state.risk.colour,
    "progress": lambda state: state.progress.colour,
}


def _same(what: str, expected: Any, got: Any, why: tuple[str, ...] = ()) -> Iterator[Difference]:
    if expected != got:
        yield Difference(what, _told(expected), _told(got), why)


def _told(value: Any) -> str:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_told, value))}]"
    return "none" if value is None else str(value)


def _tracks(look: Look) -> Iterator[Difference]:
    for code, step in look.expected.tracks.items():
        yield from _same(f"track {code}", step, look.state.tracks.get(code))


def _lead(look: Look) -> Iterator[Difference]:
    lead = look.state.lead
    yield from _same("lead", look.expected.lead, lead.body if lead else None)


def _assists(look: Look) -> Iterator[Difference]:
    assists = sorted(leg.body for leg in look.state.open_assists)
    yield from _same("assists", sorted(look.expected.assists), assists)


def _overdue(look: Look) -> Iterator[Difference]:
    codes = sorted({clock.code for clock in look.clocks if clock.overdue and _is_owed(clock, look)})
    missed = set(codes) ^ set(look.expected.overdue)
    yield from _same("overdue", sorted(look.expected.overdue), codes, look.why(*missed))


def _late(look: Look) -> Iterator[Difference]:
    codes = sorted({clock.code for clock in look.clocks if clock.late and _is_owed(clock, look)})
    missed = set(codes) ^ set(look.expected.late)
    yield from _same("late", sorted(look.expected.late), codes, look.why(*missed))


def _is_owed(clock: ClockView, look: Look) -> bool:
    """A window that runs out is nobody's breach."""
    rule = books.current().procedures[look.state.version].clock_index.get(clock.code)
    return clock.whose != PETITIONER and not (rule is not None and rule.window)


def _clock(look: Look) -> Iterator[Difference]:
    for named, expected in look.expected.clock.items():
        code, _, about = named.partition(":")
        last = next(
            (
                clock
                for clock in reversed(look.clocks)
                if clock.code == code and about in {"", clock.about}
            ),
            None,
        )
        if expected is None or last is None:
            if expected is not None or last is not None:
                there = "not started" if last is None else "started"
                wanted = "not started" if expected is None else "started"
                yield Difference(f"clock {named}", wanted, there, look.why(code))
            continue
        yield from _clock_fields(expected, last, look)


def _clock_fields(expected: ExpectedClock, clock: ClockView, look: Look) -> Iterator[Difference]:
    got: dict[str, Any] = {
        "start": clock.start,
        "due": clock.due,
        "plain": clock.plain,
        "stopped": clock.stopped_at,
        "late": clock.late,
        "paused": clock.state == "paused",
        "provisional": clock.provisional,
    }
    for name in ExpectedClock.model_fields:
        if name in expected.model_fields_set:
            wanted = getattr(expected, name)
            what = f"clock {clock.code} {name}"
            yield from _same(what, wanted, _alike(got[name], wanted), look.why(clock.code))


def _alike(got: Any, wanted: When | bool) -> Any:
    """Return what is there in the form of what is wanted: a date, yes or no, or a moment."""
    if isinstance(got, datetime) and isinstance(wanted, bool):
        return True
    if got is None and isinstance(wanted, bool):
        return False
    if isinstance(got, datetime) and wanted is not None and not isinstance(wanted, datetime):
        return got.astimezone(CHINA).date()
    return got


def _tasks(look: Look) -> Iterator[Difference]:
    tasks = {str(task.n): f"{task.source} {task.state}" for task in look.state.tasks}
    yield from _same("tasks", dict(look.expected.tasks), tasks)


def _documents(look: Look) -> Iterator[Difference]:
    papers = {paper.code: paper.state for paper in look.state.documents}
    yield from _same("documents", look.expected.documents, papers)


def _document(look: Look) -> Iterator[Difference]:
    paper = look.state.document(look.expected.document or "")
    got = paper.state if paper else None
    yield from _same(f"document {look.expected.document}", look.expected.state, got)


def _merged_into(look: Look) -> Iterator[Difference]:
    into = look.expected.merged_into
    expected = look.numbers[into] if into else None
    yield from _same("merged_into", expected, look.state.ties.merged_into)


def _parts(look: Look) -> Iterator[Difference]:
    expected = sorted(look.numbers[part] for part in look.expected.parts)
    yield from _same("parts", expected, sorted(look.state.ties.parts))


def _sittings(look: Look) -> Iterator[Difference]:
    """Each sitting of the case as `kind:step`, in order."""
    sittings = [f"{sitting.kind}:{sitting.step}" for sitting in look.state.sittings]
    yield from _same("sittings", list(look.expected.sittings), sittings)


def _facts(look: Look) -> Iterator[Difference]:
    """The facts named stand in the ledger in this order, whatever lies between."""
    facts = [entry.fact for entry in reading.entries(UUID(look.state.id))]
    rest = iter(facts)
    if not all(name in rest for name in look.expected.facts):
        yield Difference("facts", _told(look.expected.facts), _told(facts))


def _open_to(look: Look) -> Iterator[Difference]:
    expected = look.expected
    actor = look.actor(expected.open_to or "")
    commands = open_to(look.state, actor=actor, at=look.at, book=books.current())
    what = f"open to {expected.open_to}"
    if "commands" in expected.model_fields_set:
        yield from _same(what, sorted(expected.commands), list(commands))
    if "steps" in expected.model_fields_set:
        steps = steps_open_to(look.state, actor=actor, at=look.at, book=books.current())
        open_steps = sorted(f"{step.track}.{step.step}" for step in steps)
        yield from _same(f"steps {what}", sorted(expected.steps), open_steps)
    if not set(expected.offers) <= set(commands):
        yield Difference(what, f"among them {_told(expected.offers)}", _told(commands))
    if not set(expected.denies).isdisjoint(commands):
        yield Difference(what, f"none of {_told(expected.denies)}", _told(commands))


def _visible_to(look: Look) -> Iterator[Difference]:
    for name in look.expected.visible_to:
        yield from _same(f"visible to {name}", (True, True), _sees(name, look))


def _hidden_from(look: Look) -> Iterator[Difference]:
    for name in look.expected.hidden_from:
        yield from _same(f"visible to {name}", (False, False), _sees(name, look))


def _sees(name: str, look: Look) -> tuple[bool, bool]:
    """Whether a person can open the case and whether his list shows it; the two must agree."""
    actor = look.actor(name)
    try:
        view(actor, look.number, at=look.at)
        opens = True
    except Refused:
        opens = False
    listed = page(actor, Filters(), at=look.at, limit=MOST_SEEN)
    return opens, any(row.number == look.number for row in listed.rows)


def in_utc(at: datetime) -> datetime:
    """Return a moment as the door takes it."""
    return at.astimezone(UTC)


CHECKS: Mapping[str, Callable[[Look], Iterator[Difference]]] = {
    "lead": _lead,
    "tracks": _tracks,
    "assists": _assists,
    "overdue": _overdue,
    "late": _late,
    "clock": _clock,
    "documents": _documents,
    "tasks": _tasks,
    "document": _document,
    "merged_into": _merged_into,
    "parts": _parts,
    "sittings": _sittings,
    "facts": _facts,
    "open_to": _open_to,
    "visible_to": _visible_to,
    "hidden_from": _hidden_from,
}
