"""The working calendar: which days are worked, which are holidays, which were moved (调休).

A calendar holds only the exceptions to the weekend rule. Counting goes through sorted positions of
these, so a question costs the same for ten days as for ten years.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType

from lianxin.rules.record.canonical import canonical, digest

# An offset and no name of a zone: there is no summer time, and no table of the machine is asked.
CHINA = timezone(timedelta(hours=8), "CST")
OFFICE_HOURS = ((510, 720), (810, 1050))
"""Minutes after midnight: 8:30–12:00 and 13:30–17:30, where a county says no other."""
WEEKEND = "周末"
MAKE_UP = "调休上班"


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar: worked or not, with the name of the holiday or of the rule."""

    date: date
    is_workday: bool
    name: str = ""


@dataclass(frozen=True)
class Calendar:
    """The days of one county that differ from Monday-to-Friday, and the years known for certain.

    Outside `years` only the weekend rule (and any day that is listed) holds, so whatever was
    counted there is provisional. `hours` are the office hours, in minutes of the local day.
    Build it with `of`.
    """

    version: str
    days: Mapping[date, Day] = field(hash=False)
    years: frozenset[int]
    hours: tuple[tuple[int, int], ...] = OFFICE_HOURS

    @classmethod
    def of(
        cls,
        days: Iterable[Day],
        years: Iterable[int],
        hours: tuple[tuple[int, int], ...] = OFFICE_HOURS,
    ) -> "Calendar":
        """Return the calendar of these days; what the weekend rule says anyway is left out.

        The version is made from the content alone. Raises ValueError where a date is given twice
        with different meaning, or where office hours overlap or leave the day.
        """
        _check_hours(hours)
        kept: dict[date, Day] = {}
        for day in sorted(map(_named, days), key=lambda day: day.date):
            # Of two meanings the last would win in silence, and move due moments.
            if kept.setdefault(day.date, day) != day:
                raise ValueError(f"{day.date} is given twice with different meaning")
        telling = {when: day for when, day in kept.items() if _tells(day)}
        covered = frozenset(years)
        content = {
            "days": [[day.date.isoformat(), day.is_workday, day.name] for day in telling.values()],
            "hours": [list(span) for span in hours],
            "years": sorted(covered),
        }
        # Of the content alone: the same days loaded again are the same version, and recount
        # nothing.
        version = digest(canonical(content)).hex()[:16]
        return cls(version, MappingProxyType(telling), covered, hours)

    def is_workday(self, when: date) -> bool:
        """Tell whether a day is worked: its listed meaning, else Monday to Friday."""
        return (when.weekday() < 5) != (when.toordinal() in self._turns.flipped)

    def day(self, when: date) -> Day:
        """Return a day with its name: the holiday's, `调休上班`, `周末`, or none."""
        named_day = self.days.get(when)
        if named_day is not None:
            return named_day
        return Day(when, self.is_workday(when), WEEKEND if _is_weekend(when) else "")

    def covers_all(self, first: date, last: date) -> bool:
        """Tell whether every year from the first day to the last is known for certain."""
        if first.year == last.year:
            return first.year in self.years
        return all(year in self.years for year in range(first.year, last.year + 1))

    def workdays_between(self, after: date, until: date) -> int:
        """Count the working days after one day up to and with another; negative if it is earlier."""
        return self._through(until.toordinal()) - self._through(after.toordinal())

    def nth_workday(self, after: date, n: int) -> date:
        """Return the nth working day after a day (before it for a negative n, itself for 0)."""
        if n == 0:
            return after
        ordinal = after.toordinal()
        if n > 0:
            return self._workday(self._through(ordinal) + n)
        return self._workday(self._through(ordinal - 1) + n + 1)

    def next_workday(self, when: date) -> date:
        """Return the day itself if it is worked, else the first working day after it."""
        return when if self.is_workday(when) else self.nth_workday(when, 1)

    def opening(self, moment: datetime) -> datetime:
        """Return the local moment from which working days count: itself, or the next opening.

        Between a working day's first opening and its last closing the office has it at once.
        """
        local = moment.astimezone(CHINA)
        second = local.hour * 3600 + local.minute * 60 + local.second
        opens, closes = self.hours[0][0] * 60, self.hours[-1][1] * 60
        day = local.date()
        if self.is_workday(day) and second <= closes:
            return local if second >= opens else _midnight(day) + timedelta(seconds=opens)
        return _midnight(self.nth_workday(day, 1)) + timedelta(seconds=opens)

    def worked(self, moment: datetime) -> int:
        """Return the office seconds from the beginning of the count to a moment.

        Only differences of two such numbers mean anything.
        """
        local = moment.astimezone(CHINA)
        before = self._through(local.toordinal() - 1) * self._day_seconds
        if not self.is_workday(local):
            return before
        second = local.hour * 3600 + local.minute * 60 + local.second
        return before + sum(
            min(max(second - opens * 60, 0), (closes - opens) * 60) for opens, closes in self.hours
        )

    def moment_worked(self, worked: int, *, latest: bool = False) -> datetime:
        """Return the earliest local moment at which `worked` reaches a number of office seconds.

        With `latest`, the last moment at which it is not yet beyond it: outside office hours no
        second is counted, so a whole night or weekend has the same number.
        """
        days, rest = divmod(worked, self._day_seconds)
        # The end of a day's last office hour, not the beginning of the next day's first.
        if rest == 0 and not latest:
            days, rest = days - 1, self._day_seconds
        return _midnight(self._workday(days + 1)) + timedelta(seconds=self._second(rest, latest))

    def _second(self, rest: int, latest: bool) -> int:
        for opens, closes in self.hours:
            length = (closes - opens) * 60
            if rest < length or (rest == length and not latest):
                return opens * 60 + rest
            rest -= length
        raise AssertionError("a day's share of office seconds fits into the day")

    @cached_property
    def _turns(self) -> "_Turns":
        return _Turns.of(self.days.values())

    @cached_property
    def _day_seconds(self) -> int:
        return sum(closes - opens for opens, closes in self.hours) * 60

    def _through(self, ordinal: int) -> int:
        weeks, rest = divmod(ordinal, 7)
        turns = self._turns
        worked = weeks * 5 + (rest if rest < 5 else 5)
        return worked + turns.shifts[bisect_right(turns.ordinals, ordinal)]

    def _workday(self, number: int) -> date:
        # Between two exceptions the weekend rule holds, shifted; so find the stretch, then invert.
        turns = self._turns
        stretch = bisect_left(turns.counts, number)
        weeks, rest = divmod(number - turns.shifts[stretch] - 1, 5)
        ordinal = weeks * 7 + rest + 1
        if stretch < len(turns.ordinals):
            return date.fromordinal(min(ordinal, turns.ordinals[stretch]))
        return date.fromordinal(ordinal)


@dataclass(frozen=True, slots=True)
class _Turns:
    """The exceptions in order: `counts` are the working days through each, `shifts` by how many
    the weekend rule is off before the first, between them, and after the last."""

    ordinals: list[int]
    counts: list[int]
    shifts: list[int]
    flipped: frozenset[int]

    @classmethod
    def of(cls, days: Iterable[Day]) -> "_Turns":
        moved = sorted(
            (day.date.toordinal(), 1 if day.is_workday else -1)
            for day in days
            if day.is_workday == _is_weekend(day.date)
        )
        shifts = [0]
        counts = []
        for ordinal, step in moved:
            shifts.append(shifts[-1] + step)
            weeks, rest = divmod(ordinal, 7)
            counts.append(weeks * 5 + min(rest, 5) + shifts[-1])
        ordinals = [ordinal for ordinal, _ in moved]
        return cls(ordinals, counts, shifts, frozenset(ordinals))


def notice_days(off: Mapping[date, str], *, make_up: Iterable[date]) -> tuple[Day, ...]:
    """Return the days of a holiday notice: days off with the holiday's name, and make-up workdays.

    Raises ValueError where a date is in both. Source: the yearly notice of the State Council.
    """
    worked = set(make_up)
    both = sorted(worked & off.keys())
    if both:
        raise ValueError(f"{both[0]} is both a day off and a make-up workday")
    days = [Day(when, False, name) for when, name in off.items()]
    days += [Day(when, True, MAKE_UP) for when in worked]
    return tuple(sorted(days, key=lambda day: day.date))


def _midnight(when: date) -> datetime:
    return datetime(when.year, when.month, when.day, tzinfo=CHINA)


def _is_weekend(when: date) -> bool:
    return when.weekday() >= 5


def _named(day: Day) -> Day:
    if day.is_workday and _is_weekend(day.date) and day.name in ("", WEEKEND):
        return Day(day.date, True, MAKE_UP)
    return day


def _tells(day: Day) -> bool:
    return day.is_workday == _is_weekend(day.date) or day.name not in ("", WEEKEND)


def _check_hours(hours: tuple[tuple[int, int], ...]) -> None:
    edges = [edge for span in hours for edge in span]
    rising = all(earlier < later for earlier, later in pairwise(edges))
    if not edges or not rising or edges[0] < 0 or edges[-1] > 1440:
        raise ValueError("office hours are spans of the day, in minutes, one after the other")
