"""Who is on duty on a day. A rule is a small part of RFC 5545, which calendars can read too.

`FREQ=DAILY` · `FREQ=WEEKLY;BYDAY=MO,TH` · `FREQ=MONTHLY;BYMONTHDAY=1,15` (a market day list too) ·
`FREQ=MONTHLY;BYDAY=2MO` (the second Monday), `-1FR` (the last Friday).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Q

from lianxin.org.models import Roster
from lianxin.rules.faults import Flaw, Unfit

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NUMBERED = re.compile(r"(-1|[1-5])(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True, slots=True)
class RosterRule:
    """A parsed rule: any of the weekdays, days of the month, or numbered weekdays; none: daily."""

    weekdays: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    numbered: frozenset[tuple[int, int]] = frozenset()

    def falls_on(self, when: date) -> bool:
        """Tell whether the rule names a day."""
        if not (self.weekdays or self.month_days or self.numbered):
            return True
        week = (when.day - 1) // 7 + 1
        is_last = when.day + 7 > monthrange(when.year, when.month)[1]
        return (
            when.weekday() in self.weekdays
            or when.day in self.month_days
            or (week, when.weekday()) in self.numbered
            or (is_last and (-1, when.weekday()) in self.numbered)
        )


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A post on duty on a day, with its person (empty: whoever holds it) and the place."""

    post: str
    person: str
    place: str


@lru_cache(maxsize=1024)
def parsed(text: str) -> RosterRule:
    """Return the rule of a text; raises Unfit for anything else."""
    parts = dict(part.partition("=")[::2] for part in text.split(";"))
    frequency = parts.pop("FREQ", "")
    if frequency == "DAILY" and not parts:
        return RosterRule()
    if len(parts) == 1:
        by, days = next(iter(parts.items()))
        if (frequency, by) == ("WEEKLY", "BYDAY"):
            return RosterRule(weekdays=frozenset(_weekday(day) for day in days.split(",")))
        if (frequency, by) == ("MONTHLY", "BYMONTHDAY"):
            return RosterRule(month_days=frozenset(_month_day(day) for day in days.split(",")))
        if (frequency, by) == ("MONTHLY", "BYDAY"):
            return RosterRule(numbered=frozenset(_numbered(day) for day in days.split(",")))
    raise Unfit(Flaw("not_a_roster_rule", rule=text))


def on_duty(when: date) -> tuple[OnDuty, ...]:
    """Return who is on duty on a day of China, by post."""
    lines = Roster.objects.filter(Q(until__isnull=True) | Q(until__gte=when), since__lte=when)
    return tuple(
        OnDuty(post=line.post_id, person=line.person, place=line.place)
        for line in lines.order_by("post", "person")
        if parsed(line.rule).falls_on(when)
    )


def _weekday(day: str) -> int:
    if day not in DAYS:
        raise Unfit(Flaw("not_a_weekday", day=day, days=tuple(DAYS)))
    return DAYS.index(day)


def _month_day(day: str) -> int:
    if not (day.isascii() and day.isdigit() and 1 <= int(day) <= 31):
        raise Unfit(Flaw("not_a_month_day", day=day))
    return int(day)


def _numbered(day: str) -> tuple[int, int]:
    match = _NUMBERED.fullmatch(day)
    if match is None:
        raise Unfit(Flaw("not_a_numbered_weekday", day=day))
    return int(match[1]), DAYS.index(match[2])
