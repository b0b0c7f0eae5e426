"""Why a clock ends when it does: every day left out, with its name and the reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from lianxin.rules.procedures import Ends, Limit, Roll
from lianxin.rules.time.calendar import CHINA, WEEKEND, Calendar, Day
from lianxin.rules.time.limits import ClockPause, Due, Spans, due_of, united
from lianxin.rules.time.moments import whole

Why = Literal["weekend", "holiday", "pause", "roll"]


@dataclass(frozen=True, slots=True)
class SkippedDay:
    """A day that did not count, its name in the calendar, and why."""

    date: date
    name: str
    why: Why


@dataclass(frozen=True, slots=True)
class Explanation:
    """The rule, the start, and all that moved the end, with the end itself.

    `counted_from` is the start, or the opening of the office after it where that is what counts.
    `skipped` are whole days left out; a pause of a clock by the minute shows in `pauses` only.
    `make_up` are the workdays on weekends that counted, or on which the clock ends after a roll.
    """

    limits: tuple[Limit, ...]
    ends: Ends
    roll: Roll
    start: datetime
    counted_from: datetime
    skipped: tuple[SkippedDay, ...]
    make_up: tuple[Day, ...]
    pauses: tuple[ClockPause, ...]
    due: datetime
    plain: datetime
    provisional: bool
    calendar: str


def explain(
    limits: Sequence[Limit],
    *,
    ends: Ends,
    roll: Roll,
    start: datetime,
    pauses: Sequence[ClockPause] = (),
    calendar: Calendar,
) -> Explanation:
    """Return the end that `due_of` gives, with the days left out and the reasons.

    Raises ValueError as `due_of` does.
    """
    due_moment = due_of(limits, ends=ends, roll=roll, start=start, pauses=pauses, calendar=calendar)
    passed = _Passed(ends, united(pauses), calendar)
    first = start
    for number, limit in enumerate(limits, start=1):
        last = due_of(
            limits[:number], ends=ends, roll="none", start=start, pauses=pauses, calendar=calendar
        ).plain
        passed.over(limit, first=first, last=last)
        first = last
    if ends == "day" and roll == "next_workday":
        passed.rolled(due_moment)
    return Explanation(
        limits=tuple(limits),
        ends=ends,
        roll=roll,
        start=whole(start),
        counted_from=_counted_from(limits[0], ends=ends, start=start, calendar=calendar),
        skipped=tuple(passed.skipped[when] for when in sorted(passed.skipped)),
        make_up=tuple(passed.make_up[when] for when in sorted(passed.make_up)),
        pauses=tuple(sorted(pauses, key=lambda pause: pause.since)),
        due=due_moment.due,
        plain=due_moment.plain,
        provisional=due_moment.provisional,
        calendar=calendar.version,
    )


def _counted_from(limit: Limit, *, ends: Ends, start: datetime, calendar: Calendar) -> datetime:
    working = limit.unit in ("working_days", "working_hours")
    if ends == "minute" and working and limit.amount:
        return calendar.opening(whole(start))
    return whole(start)


class _Passed:
    """The days a clock went over, sorted into those left out and make-up days that counted."""

    def __init__(self, ends: Ends, spans: Spans, calendar: Calendar) -> None:
        self.ends = ends
        self.stretches = [(since.date(), until.date()) for since, until in spans]
        self.calendar = calendar
        self.skipped: dict[date, SkippedDay] = {}
        self.make_up: dict[date, Day] = {}

    def over(self, limit: Limit, *, first: datetime, last: datetime) -> None:
        working = limit.unit in ("working_days", "working_hours")
        if not working and self.ends == "minute":
            return
        by_the_day = limit.unit != "working_hours"
        after, end = _date(first), _date(last)
        if by_the_day and self.ends == "minute" and limit.amount:
            after = self._opened(first)
        # By the day, the first day is not counted; office hours count from the first day on.
        for when in _days(after + timedelta(days=1) if by_the_day else after, end):
            day = self.calendar.day(when)
            if working and not day.is_workday:
                self._skip(day, "weekend" if day.name == WEEKEND else "holiday")
            elif by_the_day and any(since <= when < until for since, until in self.stretches):
                self._skip(day, "pause")
            elif working:
                self._count(day)

    def _opened(self, first: datetime) -> date:
        """The day of the opening from which working days count; the days off before it are left out."""
        opened = _date(self.calendar.opening(first))
        for when in _days(_date(first), opened - timedelta(days=1)):
            day = self.calendar.day(when)
            if not day.is_workday:
                self._skip(day, "weekend" if day.name == WEEKEND else "holiday")
        return opened

    def rolled(self, end: Due) -> None:
        plain, due = _date(end.plain), _date(end.due)
        for when in _days(plain, due - timedelta(days=1)):
            self._skip(self.calendar.day(when), "roll")
        self._count(self.calendar.day(due))

    def _skip(self, day: Day, why: Why) -> None:
        self.skipped[day.date] = SkippedDay(day.date, day.name, why)

    def _count(self, day: Day) -> None:
        if day.is_workday and day.date.weekday() >= 5:
            self.make_up[day.date] = day


def _date(moment: datetime) -> date:
    return moment.astimezone(CHINA).date()


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=step) for step in range((last - first).days + 1))
