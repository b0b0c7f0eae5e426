"""What is left of a limit, the moments before and after it, and how limits are written."""

from datetime import UTC, datetime, timedelta

import chinese_calendar
import pytest

from lianxin.rules.procedures import Limit
from lianxin.rules.time.calendar import CHINA, Calendar, notice_days
from lianxin.rules.time.limits import Left, left, offset_moment, parse_limit, parse_offset

CALENDAR = Calendar.of(
    notice_days(chinese_calendar.constants.holidays, make_up=chinese_calendar.constants.workdays),
    range(2004, 2027),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def test_what_is_left_is_told_in_days_working_days_and_hours() -> None:
    end = at("2026-10-13T23:59:59")
    assert left(end, at("2026-10-10T08:00"), CALENDAR) == Left(
        days=3, working_days=2, hours=87, minutes=87 * 60 + 59, late=False
    )


def test_on_the_last_day_nothing_is_left_but_hours() -> None:
    end = at("2026-10-13T23:59:59")
    assert left(end, at("2026-10-13T21:30:00"), CALENDAR) == Left(0, 0, 2, 149, late=False)


def test_a_clock_is_late_past_its_due_moment_and_not_on_it() -> None:
    end = at("2026-09-30T17:00:00")
    assert left(end, end, CALENDAR) == Left(0, 0, 0, 0, late=False)
    assert left(end, end + timedelta(seconds=1), CALENDAR) == Left(0, 0, 0, 0, late=True)
    assert left(end, at("2026-10-08T17:40:00"), CALENDAR) == Left(
        days=8, working_days=1, hours=192, minutes=192 * 60 + 40, late=True
    )


@pytest.mark.parametrize(
    ("offset", "moment", "found"),
    [
        ("-1 days", "2026-03-12T08:30:15", "2026-03-11T08:30:15"),
        ("+1 days", "2026-03-12T08:30:15", "2026-03-13T08:30:15"),
        ("-30 minutes", "2026-03-12T00:10:00", "2026-03-11T23:40:00"),
        ("+48 hours", "2026-02-28T10:00:00", "2026-03-02T10:00:00"),
        ("-2 working_days", "2026-03-15T23:59:59", "2026-03-12T23:59:59"),
        ("-1 working_days", "2026-10-08T23:59:59", "2026-09-30T23:59:59"),
        ("+1 working_days", "2026-09-18T23:59:59", "2026-09-20T23:59:59"),
        ("-1 months", "2026-03-31T23:59:59", "2026-02-28T23:59:59"),
        ("+1 months", "2026-01-31T23:59:59", "2026-02-28T23:59:59"),
        ("-1 working_hours", "2026-03-09T09:00:00", "2026-03-06T17:00:00"),
        ("-4 working_hours", "2026-03-09T23:59:59", "2026-03-09T13:30:00"),
        ("+1 working_hours", "2026-03-06T17:00:00", "2026-03-09T09:00:00"),
        ("-0 working_hours", "2026-03-07T10:00:00", "2026-03-07T10:00:00"),
    ],
)
def test_an_offset_finds_the_moment_before_or_after(offset: str, moment: str, found: str) -> None:
    sign, limit = parse_offset(offset)
    assert offset_moment(at(moment), sign, limit, CALENDAR) == at(found)
    assert offset_moment(at(moment), sign, limit, CALENDAR).tzinfo is UTC


def test_a_limit_is_read_from_its_text() -> None:
    assert parse_limit("10 days") == Limit(amount=10, unit="days")
    assert parse_limit("0 working_hours") == Limit(amount=0, unit="working_hours")
    assert parse_offset("-2 working_days") == (-1, Limit(amount=2, unit="working_days"))
    assert parse_offset("+1 days") == (1, Limit(amount=1, unit="days"))


@pytest.mark.parametrize(
    "text",
    [
        *("", "10", "days", "10  days", " 10 days", "10 days\n", "-1 days", "1.5 days"),
        *("010 days", "10 Days", "10 weeks", "１０ days", "10 工作日"),
    ],
)
def test_another_text_is_no_limit(text: str) -> None:
    with pytest.raises(ValueError, match="is not an amount"):
        parse_limit(text)


@pytest.mark.parametrize("text", ["1201 months", "36501 days", "99999999 minutes"])
def test_a_limit_of_more_than_a_century_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="more than a century"):
        parse_limit(text)


@pytest.mark.parametrize("text", ["", "due", "1 days"])
def test_an_offset_without_a_sign_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="begins neither"):
        parse_offset(text)


@pytest.mark.parametrize("text", ["- 1 days", "--1 days", "-days"])
def test_an_offset_with_a_faulty_limit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not an amount"):
        parse_offset(text)
