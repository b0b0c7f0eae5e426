"""Which due moments would move under another calendar: counted as the loops would, nothing written."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import connection

from lianxin.cases import book as books
from lianxin.cases.loops import statements
from lianxin.rules.actor import SYSTEM
from lianxin.rules.commands.papers import Restate
from lianxin.rules.decide import decide
from lianxin.rules.facts.papers import Restated
from lianxin.rules.refusals import Refused
from lianxin.rules.state import CaseState, read_state
from lianxin.rules.time.calendar import Calendar

MOST = 20_000
"""Cases looked at; a county whose calendar is late has some hundreds."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A provisional clock of a case and its due moment (UTC) before and after; codes alone."""

    procedure: str
    clock: str
    before: datetime
    after: datetime


def shifts(calendar: Calendar, *, at: datetime) -> list[Shift]:
    """Return every provisional clock whose due moment another calendar would move.

    What was counted for certain stays, as in the loops; at most 20,000 cases are looked at.
    """
    book = replace(books.fresh(), calendar=calendar)
    shifted: list[Shift] = []
    for state in _provisional():
        try:
            decision = decide(state, Restate(), actor=SYSTEM, at=at, book=book)
        except Refused:
            continue
        for fact in decision.facts:
            if isinstance(fact, Restated):
                shifted += _of(state, fact)
    return shifted


def _of(state: CaseState, fact: Restated) -> Iterator[Shift]:
    for change in fact.clocks:
        clock = state.clock(change.code, change.about)
        # Counted anew and found the same is no shift for anybody to weigh.
        if clock is None or clock.due is None or change.due is None or change.due == clock.due:
            continue
        yield Shift(clock.procedure or state.version, clock.code, clock.due, change.due)


def _provisional() -> Iterator[CaseState]:
    last, count = UUID(int=0), 0
    while count < MOST:
        with connection.cursor() as cursor:
            cursor.execute(statements.PROVISIONAL_IDS, [last])
            rows = cursor.fetchall()
        for _id, text in rows:
            yield read_state(text)
        if not rows:
            return
        last, count = rows[-1][0], count + len(rows)
