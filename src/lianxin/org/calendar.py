"""The working calendar of the county: seeded, loaded from a notice, kept in every version."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import chinese_calendar.constants as known
from django.db import transaction

from lianxin.ledger.journal import stream_of
from lianxin.ledger.record import Author, Change, put
from lianxin.org import county, versions
from lianxin.org.models import CalendarDay, CalendarVersion
from lianxin.rules.faults import Fault, Faults, Flaw
from lianxin.rules.record.canonical import canonical
from lianxin.rules.time.calendar import Calendar, Day, notice_days

STREAM = stream_of("calendar", "days")
SEED = "chinesecalendar"
COLUMNS = ("date", "is_workday", "name")
YES, NO = {"1", "yes", "true", "是", "班"}, {"0", "no", "false", "否", "休"}


def seed_days() -> tuple[Day, ...]:
    """Return the days off and made up that the library knows, named in Chinese (2004 to 2026)."""
    chinese = {holiday.value: holiday.chinese for holiday in known.Holiday}
    off = {when: chinese[name] for when, name in known.holidays.items()}
    return notice_days(off, make_up=known.workdays)


def load_days(text: str, *, source: str, at: datetime, by: Author) -> int:
    """Load a file of `date,is_workday,name`, all or nothing, and return how many days it names.

    Every year named is known for certain afterwards, and what was held for it is replaced.
    Raises Faults with all that is wrong.
    """
    days, faults = read_days(text, source=source)
    if faults:
        raise Faults(faults)
    put_days(days, source=source, at=at, by=by)
    return len(days)


def read_days(text: str, *, source: str) -> tuple[list[Day], list[Fault]]:
    """Return the days of a file of `date,is_workday,name`, and everything that is wrong in it."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if tuple(rows.fieldnames or ()) != COLUMNS:
        return [], [Fault(source, 1, "", Flaw("wrong_columns", names=",".join(COLUMNS)))]
    faults: list[Fault] = []
    days: dict[date, Day] = {}
    for number, row in enumerate(rows, start=2):
        day, wrong = _day(row)
        if day is not None and day.date in days:
            wrong = ("date", Flaw("day_repeated", day=day.date.isoformat()))
        if wrong is not None:
            faults.append(Fault(source, number, *wrong))
        elif day is not None:
            days[day.date] = day
    if not days and not faults:
        faults.append(Fault(source, 1, "", Flaw("no_days")))
    return list(days.values()), faults


@transaction.atomic
def put_days(days: Sequence[Day], *, source: str, at: datetime, by: Author) -> None:
    """Put days in the place of all that is held for their years, which are certain from now on."""
    covered = sorted({day.date.year for day in days})
    before = current().version
    CalendarDay.objects.filter(date__year__in=covered).delete()
    CalendarDay.objects.bulk_create(
        [
            CalendarDay(date=day.date, is_workday=day.is_workday, name=day.name, source=source)
            for day in days
        ]
    )
    known_years = county.County.of(county.read()).calendar_years | set(covered)
    county.change({"calendar_years": sorted(known_years)}, at=at, by=by)
    version = keep()
    if version != before:
        payload = {"source": source, "version": version, "years": covered, "days": len(days)}
        put(Change("calendar", STREAM, "calendar_loaded", payload), at=at, by=by)
        versions.bump("calendar")


@transaction.atomic
def set_day(day: Day, *, source: str, at: datetime, by: Author) -> bool:
    """Set one day; its year stays as certain as it was. Tells whether the calendar changed.

    A day that is what the weekend rule says, without a name, is held no longer.
    """
    before = current().version
    plain = day.is_workday == (day.date.weekday() < 5) and not day.name
    CalendarDay.objects.filter(pk=day.date).delete()
    if not plain:
        CalendarDay.objects.create(
            date=day.date, is_workday=day.is_workday, name=day.name, source=source
        )
    version = keep()
    if version == before:
        return False
    payload = {
        "source": source,
        "version": version,
        "date": day.date.isoformat(),
        "is_workday": day.is_workday,
    }
    put(Change("calendar", STREAM, "calendar_day_set", payload), at=at, by=by)
    versions.bump("calendar")
    return True


def with_days(days: Sequence[Day]) -> Calendar:
    """Return the calendar as `put_days` would make it, and change nothing."""
    covered = {day.date.year for day in days}
    present = current()
    kept = [day for day in present.days.values() if day.date.year not in covered]
    return Calendar.of([*kept, *days], present.years | covered, hours=present.hours)


def current() -> Calendar:
    """Return the calendar as it stands."""
    days = CalendarDay.objects.values_list("date", "is_workday", "name")
    values = county.County.of(county.read())
    return Calendar.of(
        (Day(*row) for row in days), values.calendar_years, hours=values.office_hours
    )


def keep() -> str:
    """Keep the calendar as it stands for later explanations, and return its version."""
    calendar = current()
    CalendarVersion.objects.bulk_create(
        [CalendarVersion(version=calendar.version, days=text_of(calendar))], ignore_conflicts=True
    )
    return calendar.version


def at_version(version: str) -> Calendar | None:
    """Return a calendar as it stood under a version; None if there never was one."""
    kept = CalendarVersion.objects.filter(pk=version).values_list("days", flat=True).first()
    return None if kept is None else _from_text(kept)


def text_of(calendar: Calendar) -> str:
    """Return the canonical text from which a calendar can be made again."""
    return canonical(
        {
            "days": [
                [day.date.isoformat(), day.is_workday, day.name] for day in calendar.days.values()
            ],
            "hours": [list(span) for span in calendar.hours],
            "years": sorted(calendar.years),
        }
    )


def _from_text(text: str) -> Calendar:
    content: dict[str, Any] = json.loads(text)
    days = (Day(date.fromisoformat(when), worked, name) for when, worked, name in content["days"])
    hours = tuple((opens, closes) for opens, closes in content["hours"])
    return Calendar.of(days, content["years"], hours=hours)


def _day(row: dict[str, str | None]) -> tuple[Day | None, tuple[str, Flaw] | None]:
    """The day of a row, or the column that is wrong and why."""
    try:
        when = date.fromisoformat((row["date"] or "").strip())
    except ValueError:
        return None, ("date", Flaw("not_a_day", value=str(row["date"])))
    worked = (row["is_workday"] or "").strip().lower()
    if worked not in YES | NO:
        return None, ("is_workday", Flaw("not_yes_or_no", value=str(row["is_workday"])))
    return Day(when, worked in YES, (row["name"] or "").strip()), None
