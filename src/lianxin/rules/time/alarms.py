"""The moments of a clock at which something happens: warnings and the due moment itself."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from lianxin.rules.procedures import Breach, Procedure
from lianxin.rules.time.calendar import Calendar
from lianxin.rules.time.limits import offset_moment, parse_offset

DUE = "due"
ACTS = frozenset({"supervise"})
"""Commands that a breach row may name."""


class Alarm(NamedTuple):
    """A moment of a clock, with the rows that speak of it."""

    moment: datetime
    label: str
    rows: tuple[Breach, ...]


def alarms(
    code: str,
    *,
    start: datetime,
    due: datetime,
    plain: datetime,
    procedure: Procedure,
    calendar: Calendar,
) -> tuple[Alarm, ...]:
    """Return the alarms of a clock in order of time; `due` is always among them.

    Warnings count from the plain moment, so a holiday never makes one come late; a share of the
    time counts from the start to that moment.
    """
    rows: dict[str, list[Breach]] = {DUE: []}
    for row in procedure.breaches:
        if row.clock == code:
            rows.setdefault(row.at, []).append(row)
    all_alarms = [
        Alarm(_moment(label, start, due, plain, calendar), label, tuple(breaches))
        for label, breaches in rows.items()
    ]
    return tuple(sorted(all_alarms, key=lambda alarm: (alarm.moment, alarm.label)))


def _moment(
    label: str, start: datetime, due: datetime, plain: datetime, calendar: Calendar
) -> datetime:
    if label == DUE:
        return due
    if label.endswith("%"):
        span = (plain - start) * int(label[:-1]) // 100
        return start + timedelta(seconds=span // timedelta(seconds=1))
    sign, limit = parse_offset(label)
    return offset_moment(plain, sign, limit, calendar)


def after(later: tuple[Alarm, ...], label: str) -> Iterator[Alarm]:
    """Yield the alarms that come after the one of that label."""
    passed = False
    for alarm in later:
        if passed:
            yield alarm
        passed = passed or alarm.label == label
