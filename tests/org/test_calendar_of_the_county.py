"""The calendar: seeded, loaded whole or not at all, kept in every version."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction

from lianxin.ledger.models import Entry
from lianxin.ledger.record import Author
from lianxin.org import calendar, county, snapshot
from lianxin.org.models import CalendarDay, CalendarVersion
from lianxin.rules.faults import Faults
from lianxin.rules.time.calendar import Calendar

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
CLERK = Author(person="clerk-li")


def seeded() -> None:
    calendar.put_days(calendar.seed_days(), source=calendar.SEED, at=AT, by=CLERK)


def test_the_seed_knows_spring_festival_by_its_chinese_name_and_its_make_up_days() -> None:
    seeded()
    days = calendar.current()
    assert days.day(date(2026, 2, 17)).name == "春节"
    assert not days.is_workday(date(2026, 2, 17))
    assert days.is_workday(date(2026, 2, 14))  # a Saturday that is worked
    assert days.day(date(2026, 2, 14)).name == "调休上班"


def test_the_seed_is_certain_to_the_end_of_2026_and_not_beyond() -> None:
    seeded()
    days = calendar.current()
    assert days.covers_all(date(2004, 1, 1), date(2026, 12, 31))
    assert not days.covers_all(date(2026, 12, 31), date(2027, 1, 1))


def test_2026_has_248_working_days() -> None:
    seeded()
    assert calendar.current().workdays_between(date(2025, 12, 31), date(2026, 12, 31)) == 248


def test_seeding_twice_leaves_one_fact_and_one_version() -> None:
    seeded()
    before = snapshot.load().versions["calendar"]
    seeded()
    assert Entry.objects.filter(fact="calendar_loaded").count() == 1
    assert snapshot.load().versions["calendar"] == before
    assert CalendarVersion.objects.count() == 1


def test_a_notice_makes_its_year_certain_and_replaces_what_was_held_for_it() -> None:
    text = "date,is_workday,name\n2027-01-01,no,元旦\n2027-01-02,no,元旦\n2027-01-09,是,\n"
    assert calendar.load_days(text, source="notice", at=AT, by=CLERK) == 3
    again = "\ufeffdate,is_workday,name\n2027-01-01,休,元旦\n"
    calendar.load_days(again, source="notice", at=AT, by=CLERK)
    days = calendar.current()
    assert days.covers_all(date(2027, 1, 1), date(2027, 12, 31))
    assert not days.is_workday(date(2027, 1, 9))
    assert CalendarDay.objects.count() == 1


def test_a_calendar_file_is_loaded_whole_or_not_at_all_and_every_fault_is_told() -> None:
    text = (
        "date,is_workday,name\n2027-01-01,no,元旦\n2027-02-30,no,春节\n"
        "2027-03-01,maybe,\n2027-01-01,no,元旦\n"
    )
    with pytest.raises(Faults) as refused:
        calendar.load_days(text, source="bad.csv", at=AT, by=CLERK)
    assert [(one.line, one.column) for one in refused.value.faults] == [
        (3, "date"),
        (4, "is_workday"),
        (5, "date"),
    ]
    assert not CalendarDay.objects.exists()
    assert not Entry.objects.filter(family="calendar").exists()


@pytest.mark.parametrize("text", ["", "day,worked\n", "date,is_workday,name\n"])
def test_a_file_without_the_columns_or_without_a_day_is_refused(text: str) -> None:
    with pytest.raises(Faults):
        calendar.load_days(text, source="bad.csv", at=AT, by=CLERK)


def test_an_old_version_can_still_be_had_for_explanations() -> None:
    seeded()
    old = calendar.current()
    calendar.load_days("date,is_workday,name\n2026-03-05,no,县庆\n", source="x", at=AT, by=CLERK)
    assert calendar.current().version != old.version
    kept = calendar.at_version(old.version)
    assert kept is not None
    assert kept.version == old.version
    assert kept.is_workday(date(2026, 3, 5))
    assert calendar.at_version("unknown") is None


def test_office_hours_are_part_of_the_calendar_and_its_version() -> None:
    seeded()
    before = calendar.current().version
    county.change({"office_hours": [[540, 720], [780, 1020]]}, at=AT, by=CLERK)
    calendar.keep()
    now = calendar.current()
    assert now.hours == ((540, 720), (780, 1020))
    assert now.version != before
    assert calendar.at_version(now.version) is not None
    with pytest.raises(ValueError, match="office hours"):
        Calendar.of((), (), hours=((720, 540),))


def test_a_kept_calendar_is_never_altered() -> None:
    seeded()
    for change in (
        lambda: CalendarVersion.objects.update(days="{}"),
        lambda: CalendarVersion.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="kept as it was written"), transaction.atomic():
            change()
