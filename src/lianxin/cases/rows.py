"""From the folded state to the rows that find it: a pure function, so a rebuild gives the same."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from lianxin.cases import marks
from lianxin.cases.codes import code_of, query_key
from lianxin.rules.deciding.papers_needed import answers_owed
from lianxin.rules.refs import Ref
from lianxin.rules.standings import SEAT_STANDINGS
from lianxin.rules.state import FOLD_VERSION, CaseState, written_state

NOTHING_OWED = datetime(9999, 1, 1, tzinfo=UTC)
"""Stands last in every list by due moment, so that paging needs no second case."""

KEPT_CLOSE = "close"
"""Among those shut out: everybody but the circle and the body that leads, led by it last."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case row ready to be written; the fields are the columns."""

    id: UUID
    number: str
    query_key: bytes
    stage: str
    phase: str
    is_open: bool
    kind: str
    channel: str
    category: str | None
    area_path: str
    centre: str | None
    registrar_body: str
    lead: str | None
    last_lead: str | None
    risk: str | None
    progress: str | None
    urgent: bool
    procedure: str
    version: str
    shut: str | None
    title: UUID
    external_id: str | None
    registered_at: datetime
    due_at: datetime
    ring_at: datetime | None
    provisional: bool
    sequence: int
    head: bytes
    state: str
    fold_version: int


def case_row(state: CaseState, *, sequence: int, head: bytes, is_new: bool = True) -> CaseRow:
    """Return the row of a case; one that is there already keeps its `query_key`, not counted anew."""
    lead, last = state.lead, state.last_lead
    running = [clock for clock in state.clocks if clock.stopped_at is None]
    return CaseRow(
        id=UUID(state.id),
        number=state.number,
        query_key=query_key(code_of(state.id)) if is_new else b"",
        stage=state.stage,
        phase=state.phase,
        is_open=not state.is_final,
        kind=state.matter.kind,
        channel=state.matter.channel,
        category=state.matter.category,
        area_path=area_text(state.matter.area_path),
        centre=state.house.centre,
        registrar_body=state.house.registrar_body,
        lead=lead.body if lead else None,
        last_lead=last.body if last else None,
        risk=state.risk.colour,
        progress=state.progress.colour,
        urgent=state.matter.urgent,
        procedure=state.procedure,
        version=state.version,
        shut=_shut(state),
        title=Ref(state.matter.title).id,
        external_id=state.matter.external_id,
        registered_at=state.matter.registered_at,
        due_at=min((c.due for c in running if c.due and not c.window), default=NOTHING_OWED),
        ring_at=min((c.ring for c in running if c.ring), default=None),
        provisional=any(clock.provisional for clock in running),
        sequence=sequence,
        head=head,
        state=written_state(state),
        fold_version=FOLD_VERSION,
    )


def area_text(path: tuple[str, ...]) -> str:
    """Return an area path as stored: `/county/town/`, so that a prefix finds all below."""
    return f"/{'/'.join(path)}/" if path else "/"


def _shut(state: CaseState) -> str | None:
    shut = [f"p:{person}" for person in dict.fromkeys(state.guard.recused)]
    if state.secret:
        guard = state.guard
        shut += [f"b:{body}" for body in guard.respondent_bodies]
        shut += [f"p:{person}" for person in guard.respondent_persons]
        shut += [f"b:{body}" for body in dict.fromkeys(seat.body for seat in guard.respondents_in)]
        shut += [f"b:{body}" for body in guard.kept_from_bodies]
        shut += [f"p:{person}" for person in guard.kept_from_persons]
    if state.kept_close:
        shut.append(KEPT_CLOSE)
    return " ".join(shut) or None


def legs(state: CaseState) -> list[tuple[Any, ...]]:
    """Return the leg rows of a case; the columns are those of `cases_leg`."""
    case, last = UUID(state.id), state.last_lead
    return [
        (case, leg.n, leg.body, leg.role, leg.instrument, leg.state, leg.open, leg.opened_at,
         last is None or leg.body != last.body)
        for leg in state.legs
    ]  # fmt: skip


def parties(state: CaseState) -> set[tuple[UUID, str, str]]:
    """Return the party rows of a case: case, who, role."""
    case = UUID(state.id)
    rows = {(case, f"p:{person}", "petitioner") for person in state.people.petitioners}
    rows |= {(case, f"p:{person}", "representative") for person in state.people.representatives}
    rows |= {(case, f"a:{person}", "petitioner") for person in state.people.persons}
    rows |= {(case, f"a:{person}", "leader") for person in state.house.leaders}
    if state.house.responsible:
        rows.add((case, f"a:{state.house.responsible}", "leader"))
    for agent in state.house.agents:
        rows.add((case, f"a:{agent.person}", "agent"))
    if not state.secret:
        rows |= {(case, f"b:{body}", "informed") for body in state.dispatch.informed}
    lead = state.lead
    owed = {paper.body for paper in answers_owed(state) if paper.body}
    # Who leads finds it among what he handles.
    rows |= {(case, f"b:{body}", "answer") for body in owed - {lead.body if lead else None}}
    if state.house.registrar:
        rows.add((case, f"a:{state.house.registrar}", "registrar"))
    if state.secret and state.house.centre:
        rows.add((case, f"b:{state.house.centre}", "centre"))
    rows |= {
        (case, f"s:{paper.next_post}", "signer") for paper in state.documents if paper.next_post
    }
    for task in state.tasks:
        if task.standing:
            role = "tasked" if task.open else "reported"
            rows |= {(case, f"b:{task.body}", role)} if task.body else set()
            rows |= {(case, f"a:{task.person}", role)} if task.person else set()
    rows |= {
        (case, f"a:{seat.person}", "member")
        for sitting in state.sittings
        if sitting.open
        for seat in sitting.seats
        if seat.role in SEAT_STANDINGS
    }
    rows |= {(case, mark, marks.ROLE) for mark in marks.marks(state)}
    return rows
