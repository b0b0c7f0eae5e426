"""When a limit runs out: days and minutes counted as the law and the procedure say.

The first day is not counted and a last day off rolls to the next working day, as in articles 201
and 203 of the Civil Code; the petition regulation has no counting rule of its own. Working days by
the minute count from when the office has it: from the next opening of what comes in while it is shut.
"""

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import cast

from lianxin.rules.faults import Flaw, Unfit
from lianxin.rules.procedures import Ends, Limit, Roll, Unit
from lianxin.rules.time.calendar import CHINA, Calendar
from lianxin.rules.time.moments import whole

# 23:59:59 in China, as UTC: the same date, so no conversion is needed.
END_OF_DAY = time(15, 59, 59, tzinfo=UTC)
_ELAPSING: Mapping[str, int] = {"minutes": 60, "hours": 3600, "days": 86400}
# A limit longer than a century is a slip of the pen, and would leave the calendar.
_LONGEST: Mapping[str, int] = {
    "minutes": 52_560_000,
    "hours": 876_000,
    "working_hours": 200_000,
    "days": 36_500,
    "working_days": 25_000,
    "months": 1_200,
}
_LIMIT = re.compile(r"(0|[1-9][0-9]{0,7}) ([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Due:
    """The binding moment, the unrolled one that warnings use, and whether a year was unknown.

    Both moments are UTC, whole seconds; a clock is late when it is past `due`.
    """

    due: datetime
    plain: datetime
    provisional: bool


@dataclass(frozen=True, slots=True)
class ClockPause:
    """A time in which a clock stood still; `until` is None while it still does."""

    since: datetime
    until: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse moments without an offset, and an end before the beginning (ValueError)."""
        _must_be_aware(self.since)
        if self.until is not None:
            _must_be_aware(self.until)
            if self.until < self.since:
                raise ValueError("a pause ends before it begins")


@dataclass(frozen=True, slots=True)
class Left:
    """How much is left until a due moment or, when `late`, how much it is overrun.

    `days` and `working_days` count the local dates after the earlier moment's date up to and with
    the later's (0 = the same day); `hours` and `minutes` are whole ones elapsing, each a total.
    """

    days: int
    working_days: int
    hours: int
    minutes: int
    late: bool


Spans = Sequence[tuple[datetime, datetime]]


def due_of(
    limits: Sequence[Limit],
    *,
    ends: Ends,
    roll: Roll,
    start: datetime,
    pauses: Sequence[ClockPause] = (),
    calendar: Calendar,
) -> Due:
    """Return when limits run out, applied one after the other, the later ones being extensions.

    Each further limit runs from the unrolled end of the one before; only a clock that ends with
    the day rolls, and only its very end. A pause still open is ignored: such a clock has no due.
    Raises ValueError for no limit, a start without an offset, or a unit that cannot end with a day.
    """
    if not limits:
        raise ValueError("a clock has at least one limit")
    _must_be_aware(start)
    begun = _local(start)
    spans = united(pauses) if pauses else ()
    if ends == "day":
        return _due_by_day(limits, roll=roll, begun=begun.date(), spans=spans, calendar=calendar)
    return _due_by_minute(limits, begun=begun, spans=spans, calendar=calendar)


def united(pauses: Sequence[ClockPause]) -> Spans:
    """Return the closed pauses in order, overlapping ones as one, in local whole seconds."""
    closed = sorted(
        (_local(pause.since), _local(pause.until)) for pause in pauses if pause.until is not None
    )
    spans: list[tuple[datetime, datetime]] = []
    for since, until in closed:
        # Time that two pauses share stood still once, and is given back once.
        if spans and since <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], until))
        else:
            spans.append((since, until))
    return spans


def left(due: datetime, at: datetime, calendar: Calendar) -> Left:
    """Return what is left at a moment until a due moment, or by how much it is overrun."""
    late = at > due
    earlier, later = (due, at) if late else (at, due)
    seconds = int((later - earlier).total_seconds())
    first, last = earlier.astimezone(CHINA).date(), later.astimezone(CHINA).date()
    return Left(
        days=(last - first).days,
        working_days=calendar.workdays_between(first, last),
        hours=seconds // 3600,
        minutes=seconds // 60,
        late=late,
    )


@lru_cache(maxsize=1024)  # a county writes a few dozen limits, and every command reads some
def parse_limit(text: str) -> Limit:
    """Return the limit that a text such as `10 days` names.

    Raises Unfit for another form, an unknown unit, or more than a century.
    """
    match = _LIMIT.fullmatch(text)
    if match is None or match[2] not in _LONGEST:
        raise Unfit(Flaw("wrong_limit", limit=text, units=tuple(_LONGEST)))
    amount = int(match[1])
    if amount > _LONGEST[match[2]]:
        raise Unfit(Flaw("limit_of_a_century", limit=text))
    return Limit(amount=amount, unit=cast(Unit, match[2]))


def parse_offset(text: str) -> tuple[int, Limit]:
    """Return the direction (-1 before, 1 after) and the limit of an offset such as `-1 days`.

    Raises Unfit for a missing sign or a faulty limit.
    """
    if text[:1] not in ("-", "+"):
        raise Unfit(Flaw("wrong_offset", offset=text))
    return (-1 if text[0] == "-" else 1), parse_limit(text[1:])


def offset_moment(moment: datetime, sign: int, limit: Limit, calendar: Calendar) -> datetime:
    """Return the moment a limit before (-1) or after (1) another, in UTC.

    Working days and months keep the local time of day; working hours are office hours.
    """
    begun = _local(moment)
    amount = sign * limit.amount
    if limit.unit == "working_days":
        return _at_day(begun, calendar.nth_workday(begun.date(), amount)).astimezone(UTC)
    if limit.unit == "months":
        return _at_day(begun, add_months(begun.date(), amount)).astimezone(UTC)
    if limit.unit == "working_hours":
        if amount == 0:
            return begun.astimezone(UTC)
        reached = calendar.worked(begun) + amount * 3600
        return calendar.moment_worked(reached, latest=amount < 0).astimezone(UTC)
    return (begun + timedelta(seconds=amount * _ELAPSING[limit.unit])).astimezone(UTC)


def add_months(when: date, months: int) -> date:
    """Return the same day some months on (or back), or that month's last day if it has no such."""
    years, month = divmod(when.year * 12 + when.month - 1 + months, 12)
    return date(years, month + 1, min(when.day, monthrange(years, month + 1)[1]))


def _due_by_day(
    limits: Sequence[Limit], *, roll: Roll, begun: date, spans: Spans, calendar: Calendar
) -> Due:
    stretches = [(since.date(), until.date()) for since, until in spans]
    last = begun
    provisional = False
    for limit in limits:
        first = last
        if limit.unit == "working_days":
            last = _count_workdays(first, limit.amount, stretches, calendar)
            provisional = provisional or not calendar.covers_all(first, last)
        elif limit.unit == "days":
            last = _count_days(first, limit.amount, stretches)
        elif limit.unit == "months":
            days = (add_months(first, limit.amount) - first).days
            last = _count_days(first, days, stretches)
        else:
            raise ValueError(f"a limit in {limit.unit} cannot end with the day")
    plain = datetime.combine(last, END_OF_DAY)
    # What binds by its date alone, a date that somebody set among it, never moves.
    if roll == "none":
        return Due(plain, plain, provisional)
    rolled = calendar.next_workday(last)
    # Rolling, too, may look into a year whose days off nobody has announced yet.
    provisional = provisional or not calendar.covers_all(last, rolled)
    return Due(
        plain if rolled == last else datetime.combine(rolled, END_OF_DAY), plain, provisional
    )


def _due_by_minute(
    limits: Sequence[Limit], *, begun: datetime, spans: Spans, calendar: Calendar
) -> Due:
    moment = begun
    provisional = False
    for limit in limits:
        first = moment
        if limit.unit == "working_days":
            moment = _office_days(first, limit.amount, spans, calendar)
        elif limit.unit == "working_hours":
            moment = _office_time(first, limit.amount * 3600, spans, calendar)
        else:
            moment = _running_time(first, limit, spans)
            continue
        provisional = provisional or not calendar.covers_all(first, moment)
    due = moment.astimezone(UTC)
    return Due(due, due, provisional)


def _count_days(after: date, number: int, stretches: Sequence[tuple[date, date]]) -> date:
    last = after + timedelta(days=number)
    day_one = after + timedelta(days=1)
    for since, until in stretches:
        lost_from = max(since, day_one)
        # A pause after the end gives nothing back; the pauses come in order, so none that follows
        # does.
        if lost_from > last:
            break
        if until > lost_from:
            last += until - lost_from
    return last


def _count_workdays(
    after: date, number: int, stretches: Sequence[tuple[date, date]], calendar: Calendar
) -> date:
    last = calendar.nth_workday(after, number)
    for since, until in stretches:
        before = max(since - timedelta(days=1), after)
        if before >= last:
            break
        if until > since and until > after:
            number += calendar.workdays_between(before, until - timedelta(days=1))
            last = calendar.nth_workday(after, number)
    return last


def _office_days(first: datetime, number: int, spans: Spans, calendar: Calendar) -> datetime:
    # What comes in on a day off would else be due before what came in the working day before.
    begun = calendar.opening(first) if number else first
    stretches = [(since.date(), until.date()) for since, until in spans]
    return _at_day(begun, _count_workdays(begun.date(), number, stretches, calendar))


def _running_time(first: datetime, limit: Limit, spans: Spans) -> datetime:
    if limit.unit == "months":
        due = _at_day(first, add_months(first.date(), limit.amount))
        if due.day != first.day:
            # The month lacks the day: its last one is the end, to midnight (民法典202、203).
            due = datetime.combine(due.date(), END_OF_DAY).astimezone(CHINA)
    else:
        due = first + timedelta(seconds=limit.amount * _ELAPSING[limit.unit])
    for since, until in spans:
        lost_from = max(since, first)
        if lost_from >= due:
            break
        if until > lost_from:
            due += until - lost_from
    return due


def _office_time(first: datetime, seconds: int, spans: Spans, calendar: Calendar) -> datetime:
    if seconds == 0:
        return first
    reached = calendar.worked(first) + seconds
    due = calendar.moment_worked(reached)
    for since, until in spans:
        lost_from = max(since, first)
        if lost_from >= due:
            break
        if until > lost_from:
            reached += calendar.worked(until) - calendar.worked(lost_from)
            due = calendar.moment_worked(reached)
    return due


def _at_day(moment: datetime, day: date) -> datetime:
    return moment.replace(year=day.year, month=day.month, day=day.day)


def _local(moment: datetime) -> datetime:
    return whole(moment).astimezone(CHINA)


def _must_be_aware(moment: datetime) -> None:
    # Without an offset the machine's own zone would decide, and two machines could disagree.
    if moment.tzinfo is None:
        raise ValueError("a moment carries its offset")
