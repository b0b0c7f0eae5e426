"""Rings clocks that are due, each at its own moment, through the door. Safe to be late or doubled."""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid5

from django.db import OperationalError, connection

from lianxin.cases import book as books
from lianxin.cases import door
from lianxin.cases.door import Order
from lianxin.cases.loops import statements
from lianxin.rules.actor import SYSTEM
from lianxin.rules.book import Book
from lianxin.rules.commands.papers import Restate, Ring
from lianxin.rules.decide import ask_of
from lianxin.rules.deciding.timing import due_alarm
from lianxin.rules.refusals import Refused
from lianxin.rules.state import Clock, read_state

log = logging.getLogger(__name__)
RINGS = UUID("6c69616e-7869-5e00-8f0c-72696e677300")
BATCH = 500


class DueAlarm(NamedTuple):
    """A clock that reached a moment: which case, which clock, which of its moments, when."""

    moment: datetime
    number: str
    clock: Clock
    label: str
    case: str


def ring_due(until: datetime, *, limit: int = 100_000) -> int:
    """Ring every alarm that is reached by `until`, in order of time; returns how many.

    Entries bear the alarm's own moment, so a loop that was down for a day still tells the truth.
    The id of each command is made from case, clock and moment.
    """
    rung, idle = 0, set[str]()
    while rung < limit:
        looked = _looked_at(until, idle)
        if not looked:
            break
        book = books.fresh()
        due_alarms = sorted(
            (due for number, text in looked.items() for due in _due(number, text, until, book)),
            key=lambda due: (due.moment, due.number, due.label),
        )
        # One alarm a case and batch: what rings second is looked for again afterwards.
        first = {due.number: due for due in reversed(due_alarms)}
        done = _ring(sorted(first.values(), key=lambda due: (due.moment, due.number)))
        # A case that had nothing to ring shall not stand in the way of those behind it.
        idle |= looked.keys() - done
        rung += len(done)
    return rung


def _looked_at(until: datetime, idle: set[str]) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(statements.DUE, {"until": until, "limit": BATCH, "idle": list(idle)})
        return dict(cursor.fetchall())


def _due(number: str, text: str, until: datetime, book: Book) -> Iterator[DueAlarm]:
    state = read_state(text)
    ask = ask_of(state, None, actor=SYSTEM, at=until, book=book)
    # The next alarm of each clock only: ringing one may stop the others.
    for clock in state.clocks:
        alarm = due_alarm(clock, ask, at=until)
        if alarm is not None:
            yield DueAlarm(alarm.moment, number, clock, alarm.label, state.id)


def _ring(due_alarms: list[DueAlarm]) -> set[str]:
    orders = [
        Order(
            number=due.number,
            command=Ring(clock=due.clock.code, about=due.clock.about or None, moment=due.label),
            at=due.moment,
            command_id=uuid5(
                RINGS,
                f"{due.case}/{due.clock.code}/{due.clock.n}/{due.label}/{due.clock.due}",
            ),
        )
        for due in due_alarms
    ]
    if not orders:
        return set()
    try:
        return _rung(orders)
    except OperationalError:
        raise
    except Exception:
        # One case that cannot be rung shall not silence all others: each by itself, and loudly.
        log.exception("a batch of alarms could not be rung; ringing one by one")
        return {number for order in orders for number in _rung_alone(order)}


def _rung(orders: list[Order]) -> set[str]:
    passed = door.record_each(orders, actor=SYSTEM)
    for order, no in zip(orders, passed, strict=True):
        # `not_now`: somebody else rang it, or it stopped while we looked.
        if isinstance(no, Refused) and no.code != "not_now":
            log.error("alarm of %s refused: %s", order.number, no)
    return {
        order.number
        for order, outcome in zip(orders, passed, strict=True)
        if not isinstance(outcome, Refused)
    }


def _rung_alone(order: Order) -> set[str]:
    try:
        return _rung([order])
    except OperationalError:
        raise
    except Exception:
        log.exception("alarm of %s cannot be rung", order.number)
        return set()


def restate(at: datetime) -> int:
    """Count provisional clocks again under the calendar of today; returns how many cases moved."""
    moved, last = 0, UUID(int=0)
    while True:
        with connection.cursor() as cursor:
            cursor.execute(statements.PROVISIONAL, [last])
            rows = cursor.fetchall()
        if not rows:
            return moved
        for number, text in rows:
            last = UUID(read_state(text).id)
            try:
                door.record(number, Restate(), actor=SYSTEM, at=at)
            except Refused as no:
                if no.code != "not_now":
                    log.error("clocks of %s cannot be counted again: %s", number, no)
            else:
                moved += 1
