"""A slow clerk: counts every day and every minute one by one, as one would on paper.

It knows only sets of dates and never looks at the code that it checks.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Paper:
    """The wall calendar of the clerk: days off on weekdays, workdays on weekends, known years."""

    off: frozenset[date]
    make_up: frozenset[date]
    years: frozenset[int]
    hours: tuple[tuple[int, int], ...]

    def worked(self, day: date) -> bool:
        if day in self.make_up:
            return True
        return day.isoweekday() not in (6, 7) and day not in self.off

    def open(self, moment: datetime) -> bool:
        """Tell whether the office's day has begun and not ended, its midday rest within it."""
        of_day = moment.hour * 60 + moment.minute
        return self.worked(moment.date()) and self.hours[0][0] <= of_day <= self.hours[-1][1]

    def in_office(self, minute: datetime) -> bool:
        """Tell whether the minute beginning here is an office minute, if the day is worked."""
        of_day = minute.hour * 60 + minute.minute
        return any(a <= of_day < b for a, b in self.hours)


Pauses = list[tuple[datetime, datetime | None]]


def slow_due(
    limits: list[tuple[int, str]],
    *,
    ends: str,
    roll: str,
    start: datetime,
    pauses: Pauses,
    paper: Paper,
) -> tuple[datetime, datetime, bool]:
    """Return due, plain and provisional, counted one by one."""
    closed = [(a.astimezone(CHINA), b.astimezone(CHINA)) for a, b in pauses if b is not None]
    asked: list[date] = []
    now = start.astimezone(CHINA)
    if ends == "minute":
        for amount, unit in limits:
            now = _by_minute(now, amount, unit, closed, paper, asked)
        return now.astimezone(UTC), now.astimezone(UTC), _unknown(asked, paper)
    day = now.date()
    for amount, unit in limits:
        day = _by_day(day, amount, unit, closed, paper, asked)
    plain = day
    if roll == "next_workday":
        asked.append(day)
        while not paper.worked(day):
            day += ONE_DAY
            asked.append(day)
    return _end_of(day), _end_of(plain), _unknown(asked, paper)


def _by_day(
    day: date,
    amount: int,
    unit: str,
    closed: list[tuple[datetime, datetime]],
    paper: Paper,
    asked: list[date],
) -> date:
    if unit == "months":
        target = _months_later(day, amount)
        amount = 0
        probe = day
        while probe < target:
            probe += ONE_DAY
            amount += 1
    if unit == "working_days":
        asked.append(day)
    counted = 0
    while counted < amount:
        day += ONE_DAY
        if unit == "working_days":
            asked.append(day)
            if not paper.worked(day):
                continue
        if any(a.date() <= day < b.date() for a, b in closed):
            continue
        counted += 1
    return day


def _by_minute(
    now: datetime,
    amount: int,
    unit: str,
    closed: list[tuple[datetime, datetime]],
    paper: Paper,
    asked: list[date],
) -> datetime:
    if unit == "working_days":
        first = now.date()
        while amount and not paper.open(now):
            now += ONE_MINUTE
        asked.extend((first, now.date()))
        day = _by_day(now.date(), amount, unit, closed, paper, asked)
        return datetime.combine(day, now.timetz())
    if unit == "working_hours":
        return _office_minutes(now, amount * 60, closed, paper, asked)
    minutes = {"minutes": 1, "hours": 60, "days": 1440}.get(unit, 0) * amount
    seconds = timedelta(0)
    if unit == "months":
        target = _months_later(now.date(), amount)
        minutes = (target - now.date()).days * 1440
        if target.day != now.day:
            # No such day: the month's last is the end, to its last second.
            minutes += 1439 - now.hour * 60 - now.minute
            seconds = timedelta(seconds=59)
    still = _stood_still(now, closed)
    passed = 0
    while minutes > 0 or (seconds and passed in still):
        if passed not in still:
            minutes -= 1
        passed += 1
    return now + passed * ONE_MINUTE + seconds


def _office_minutes(
    now: datetime,
    minutes: int,
    closed: list[tuple[datetime, datetime]],
    paper: Paper,
    asked: list[date],
) -> datetime:
    still = _stood_still(now, closed)
    begun = now
    asked.append(now.date())
    while minutes > 0:
        if now.date() != asked[-1]:
            asked.append(now.date())
        if not paper.worked(now.date()):
            now = datetime.combine(now.date() + ONE_DAY, datetime.min.time(), tzinfo=CHINA)
            continue
        if paper.in_office(now) and (now - begun) // ONE_MINUTE not in still:
            minutes -= 1
        now += ONE_MINUTE
    return now


def _stood_still(now: datetime, closed: list[tuple[datetime, datetime]]) -> set[int]:
    """Return the minutes after a moment in which the clock stood still."""
    found: set[int] = set()
    for a, b in closed:
        found.update(range(max((a - now) // ONE_MINUTE, 0), max((b - now) // ONE_MINUTE, 0)))
    return found


def _months_later(day: date, months: int) -> date:
    year, month = day.year, day.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    wanted = day.day
    while True:
        try:
            return date(year, month, wanted)
        except ValueError:
            wanted -= 1


def _end_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=CHINA).astimezone(UTC)


def _unknown(asked: list[date], paper: Paper) -> bool:
    return any(day.year not in paper.years for day in asked)
