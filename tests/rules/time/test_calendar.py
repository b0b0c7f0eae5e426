"""The working calendar: swaps, holidays, unknown years, office hours."""

from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import pytest

from lianxin.rules.time.calendar import CHINA, Calendar, Day, notice_days

YEARS = frozenset(range(2004, 2027))
CALENDAR = Calendar.of(
    notice_days(chinese_calendar.constants.holidays, make_up=chinese_calendar.constants.workdays),
    YEARS,
)
BARE = Calendar.of([], [])


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def test_every_day_of_23_years_is_worked_or_off_as_the_notices_say() -> None:
    for day in every_day(date(2004, 1, 1), date(2026, 12, 31)):
        assert CALENDAR.is_workday(day) == chinese_calendar.is_workday(day), day


@pytest.mark.parametrize(("year", "number"), [(2023, 249), (2024, 251), (2025, 248), (2026, 248)])
def test_a_year_has_as_many_working_days_as_the_law_notes_say(year: int, number: int) -> None:
    assert CALENDAR.workdays_between(date(year - 1, 12, 31), date(year, 12, 31)) == number


def test_counting_agrees_with_counting_day_by_day() -> None:
    start = date(2026, 1, 20)
    seen = 0
    for day in every_day(start + timedelta(days=1), date(2026, 12, 31)):
        seen += chinese_calendar.is_workday(day)
        assert CALENDAR.workdays_between(start, day) == seen
        assert CALENDAR.workdays_between(day, start) == -seen
        if chinese_calendar.is_workday(day):
            assert CALENDAR.nth_workday(start, seen) == day


def test_counting_back_finds_the_working_days_before() -> None:
    start = date(2026, 10, 12)
    seen = 0
    for step in range(1, 300):
        day = start - timedelta(days=step)
        if chinese_calendar.is_workday(day):
            seen += 1
            assert CALENDAR.nth_workday(start, -seen) == day


def test_the_zeroth_working_day_is_the_day_itself_even_on_a_holiday() -> None:
    assert CALENDAR.nth_workday(date(2026, 10, 1), 0) == date(2026, 10, 1)


def test_the_next_working_day_is_the_day_itself_if_it_is_worked() -> None:
    assert CALENDAR.next_workday(date(2026, 10, 10)) == date(2026, 10, 10)  # a Saturday, made up
    assert CALENDAR.next_workday(date(2026, 10, 1)) == date(2026, 10, 8)
    assert CALENDAR.next_workday(date(2026, 2, 15)) == date(2026, 2, 24)


def test_a_calendar_without_days_knows_the_weekend_rule_only() -> None:
    assert BARE.is_workday(date(2027, 10, 1))
    assert not BARE.is_workday(date(2027, 10, 2))
    assert BARE.nth_workday(date(2027, 10, 1), 1) == date(2027, 10, 4)
    assert BARE.workdays_between(date(2026, 12, 31), date(2027, 12, 31)) == 261


def test_counting_goes_on_by_the_weekend_rule_past_the_known_years() -> None:
    assert CALENDAR.nth_workday(date(2026, 12, 31), 1) == date(2027, 1, 1)
    assert CALENDAR.nth_workday(date(2003, 12, 31), -1) == date(2003, 12, 30)


def test_a_year_without_notice_is_not_covered() -> None:
    assert not CALENDAR.covers_all(date(2027, 1, 1), date(2027, 1, 1))
    assert CALENDAR.covers_all(date(2024, 1, 1), date(2026, 12, 31))
    assert not CALENDAR.covers_all(date(2026, 12, 31), date(2027, 1, 1))
    assert not Calendar.of([], [2025, 2027]).covers_all(date(2025, 1, 1), date(2027, 1, 1))


def test_a_day_listed_in_an_unknown_year_holds_but_does_not_make_the_year_known() -> None:
    early = Calendar.of([Day(date(2027, 1, 1), False, "元旦")], [2026])
    assert early.nth_workday(date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert not early.covers_all(date(2027, 1, 1), date(2027, 1, 1))


def test_a_day_tells_its_name() -> None:
    assert CALENDAR.day(date(2026, 10, 1)).name == "National Day"
    assert CALENDAR.day(date(2026, 9, 20)) == Day(date(2026, 9, 20), True, "调休上班")
    assert CALENDAR.day(date(2026, 9, 13)) == Day(date(2026, 9, 13), False, "周末")
    assert CALENDAR.day(date(2026, 9, 14)) == Day(date(2026, 9, 14), True, "")


def test_a_weekend_day_named_as_a_holiday_keeps_its_name_and_stays_off() -> None:
    named = Calendar.of([Day(date(2026, 10, 3), False, "国庆节")], [2026])
    assert named.day(date(2026, 10, 3)).name == "国庆节"
    assert named.workdays_between(date(2026, 9, 30), date(2026, 10, 9)) == 7


def test_a_moment_is_asked_by_its_date() -> None:
    assert not CALENDAR.is_workday(datetime(2026, 10, 1, 12, 0, tzinfo=CHINA))


def test_the_version_depends_on_the_content_only() -> None:
    holiday = Day(date(2026, 10, 1), False, "国庆节")
    made_up = Day(date(2026, 10, 10), True)
    plain = Day(date(2026, 10, 12), True)
    weekend = Day(date(2026, 10, 11), False, "周末")
    once = Calendar.of([holiday, made_up], [2026])
    again = Calendar.of([weekend, made_up, plain, holiday, holiday], [2026])
    assert once == again
    assert hash(once) == hash(again)
    assert once.version == again.version
    assert len(once.version) == 16


@pytest.mark.parametrize(
    "other",
    [
        Calendar.of([Day(date(2026, 10, 1), False, "国庆")], [2026]),
        Calendar.of([Day(date(2026, 10, 2), False, "国庆节")], [2026]),
        Calendar.of([Day(date(2026, 10, 1), False, "国庆节")], [2026, 2027]),
        Calendar.of([Day(date(2026, 10, 1), False, "国庆节")], [2026], ((540, 720),)),
    ],
)
def test_another_content_is_another_version(other: Calendar) -> None:
    one = Calendar.of([Day(date(2026, 10, 1), False, "国庆节")], [2026])
    assert one.version != other.version


def test_a_date_given_twice_with_different_meaning_is_refused() -> None:
    with pytest.raises(ValueError, match="2026-10-10 is given twice"):
        Calendar.of([Day(date(2026, 10, 10), True), Day(date(2026, 10, 10), False)], [2026])


def test_a_notice_that_calls_a_date_both_off_and_worked_is_refused() -> None:
    with pytest.raises(ValueError, match="2026-10-10 is both"):
        notice_days({date(2026, 10, 10): "国庆节"}, make_up=[date(2026, 10, 10)])


@pytest.mark.parametrize(
    "hours",
    [(), ((510, 510),), ((720, 510),), ((510, 720), (700, 900)), ((-1, 60),), ((0, 1441),)],
)
def test_office_hours_that_overlap_or_leave_the_day_are_refused(
    hours: tuple[tuple[int, int], ...],
) -> None:
    with pytest.raises(ValueError, match="office hours"):
        Calendar.of([], [], hours)


def test_a_loaded_calendar_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        CALENDAR.days[date(2026, 1, 1)] = Day(date(2026, 1, 1), True)  # type: ignore[index]  # the refusal is what is tested


@pytest.mark.parametrize(
    ("since", "until", "seconds"),
    [
        ("2026-03-02T08:30:00", "2026-03-02T12:00:00", 12600),
        ("2026-03-02T12:00:00", "2026-03-02T13:30:00", 0),
        ("2026-03-02T11:59:59", "2026-03-02T13:30:01", 2),
        ("2026-03-02T00:00:00", "2026-03-03T00:00:00", 27000),
        ("2026-03-06T17:30:00", "2026-03-09T08:30:00", 0),
        ("2026-10-09T17:30:00", "2026-10-11T23:59:59", 27000),  # Saturday 10th is made up
        ("2026-09-30T17:30:00", "2026-10-08T08:30:00", 0),
    ],
)
def test_office_time_passes_in_office_hours_only(since: str, until: str, seconds: int) -> None:
    assert CALENDAR.worked(at(until)) - CALENDAR.worked(at(since)) == seconds


def test_office_time_is_the_same_in_whatever_zone_a_moment_is_written() -> None:
    moment = at("2026-03-02T10:00:00")
    assert CALENDAR.worked(moment) == CALENDAR.worked(moment.astimezone(UTC))


def test_a_number_of_office_seconds_is_reached_at_closing_and_left_at_opening() -> None:
    closing = CALENDAR.worked(at("2026-03-06T17:30:00"))
    assert CALENDAR.moment_worked(closing) == at("2026-03-06T17:30:00")
    assert CALENDAR.moment_worked(closing, latest=True) == at("2026-03-09T08:30:00")
    noon = CALENDAR.worked(at("2026-03-06T12:40:00"))
    assert CALENDAR.moment_worked(noon) == at("2026-03-06T12:00:00")
    assert CALENDAR.moment_worked(noon, latest=True) == at("2026-03-06T13:30:00")


def test_an_office_open_all_day_closes_at_midnight() -> None:
    open_all_day = Calendar.of([], [2026], ((0, 1440),))
    evening = open_all_day.worked(at("2026-03-02T23:00:00"))
    assert open_all_day.moment_worked(evening + 3600) == at("2026-03-03T00:00:00")
