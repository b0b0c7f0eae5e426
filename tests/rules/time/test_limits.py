"""When limits run out: the worked examples, month ends, pauses, extensions, offsets."""

import csv
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest

from lianxin.rules.procedures import Limit
from lianxin.rules.time.calendar import CHINA, Calendar, notice_days
from lianxin.rules.time.explaining import Explanation, explain
from lianxin.rules.time.limits import ClockPause, Due, add_months, due_of, parse_limit

NAMES = {
    "Spring Festival": "春节",
    "National Day": "国庆节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
}
OFF = {day: NAMES.get(name, name) for day, name in chinese_calendar.constants.holidays.items()}
CALENDAR = Calendar.of(
    notice_days(OFF, make_up=chinese_calendar.constants.workdays), range(2004, 2027)
)
EXAMPLES = Path(__file__).parents[2] / "data" / "clock_examples.csv"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def pause(since: str, until: str | None) -> ClockPause:
    return ClockPause(at(since), at(until) if until else None)


def due(*limits: str, start: str, **more: Any) -> Due:
    return due_of([parse_limit(text) for text in limits], **_asked(start, more))


def why(*limits: str, start: str, **more: Any) -> Explanation:
    return explain([parse_limit(text) for text in limits], **_asked(start, more))


def _asked(start: str, more: dict[str, Any]) -> dict[str, Any]:
    return {"ends": "day", "roll": "none", "calendar": CALENDAR, "start": at(start)} | more


def day(found: datetime) -> str:
    local = found.astimezone(CHINA)
    assert (local.hour, local.minute, local.second) == (23, 59, 59)
    return local.date().isoformat()


def minute(found: Due) -> str:
    assert found.due == found.plain
    return found.due.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")


def example_cells() -> list[tuple[str, str, str]]:
    with EXAMPLES.open(encoding="utf-8", newline="") as file:
        return [
            (row["start"], column, value)
            for row in csv.DictReader(file)
            for column, value in row.items()
            if column != "start"
        ]


@pytest.mark.parametrize(("start", "column", "value"), example_cells())
def test_every_worked_example_comes_out(start: str, column: str, value: str) -> None:
    if column.startswith("working_days_"):
        found = due(f"{column.rsplit('_', 1)[1]} working_days", start=f"{start}T17:45")
        assert (day(found.due), found.due == found.plain) == (value, True)
        assert not found.provisional
        return
    which, number, _ = column.split("_")
    found = due(f"{number} days", start=f"{start}T09:00", roll="next_workday")
    if value == "provisional":
        assert found.provisional
    elif which == "plain":
        assert day(found.plain) == value
        assert not due(f"{number} days", start=f"{start}T09:00").provisional
    else:
        assert (day(found.due), found.provisional) == (value, False)


def test_the_examples_are_all_there() -> None:
    assert len(example_cells()) == 9 * 12


def test_a_provisional_end_is_counted_by_weekends_alone() -> None:
    found = due("90 days", start="2026-11-20T09:00", roll="next_workday")
    assert (day(found.plain), day(found.due)) == ("2027-02-18", "2027-02-18")
    assert found.provisional


def test_a_start_at_23_59_and_one_at_00_00_of_the_next_day_end_a_day_apart() -> None:
    assert day(due("15 days", start="2026-03-02T23:59:59").due) == "2026-03-17"
    assert day(due("15 days", start="2026-03-03T00:00").due) == "2026-03-18"


def test_the_local_date_decides_and_not_the_utc_date() -> None:
    start = datetime(2026, 3, 2, 16, 30, tzinfo=UTC)  # half past midnight on the 3rd in China
    found = due_of([parse_limit("1 days")], ends="day", roll="none", start=start, calendar=CALENDAR)
    assert day(found.due) == "2026-03-04"


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2025-11-30", 3, "2026-02-28"),
        ("2026-05-15", 12, "2027-05-15"),
        ("2026-05-15", 0, "2026-05-15"),
    ],
)
def test_a_month_ends_on_the_same_day_or_on_the_last(start: str, months: int, end: str) -> None:
    assert day(due(f"{months} months", start=f"{start}T10:00").due) == end
    found = due(f"{months} months", start=f"{start}T10:05:09", ends="minute")
    # A month without that day ends with its last one, at midnight (民法典202、203).
    assert minute(found) == f"{end} {'10:05:09' if start[-2:] == end[-2:] else '23:59:59'}"


def test_a_month_back_ends_on_the_same_day_or_on_the_last() -> None:
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert add_months(date(2026, 1, 31), -1) == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("limit", "end"),
    [
        ("30 minutes", "2026-02-14 17:30:30"),
        ("24 hours", "2026-02-15 17:00:30"),
        ("10 days", "2026-02-24 17:00:30"),
        ("1 working_days", "2026-02-24 17:00:30"),
        ("3 working_days", "2026-02-26 17:00:30"),
        ("1 working_hours", "2026-02-24 09:00:30"),
        ("8 working_hours", "2026-02-25 08:30:30"),
        ("0 working_hours", "2026-02-14 17:00:30"),
        ("0 working_days", "2026-02-14 17:00:30"),
    ],
)
def test_a_clock_by_the_minute_runs_from_a_made_up_saturday_over_spring_festival(
    limit: str, end: str
) -> None:
    assert minute(due(limit, start="2026-02-14T17:00:30", ends="minute")) == end


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-03-06T16:40", "2026-03-09 16:40:00"),  # Friday afternoon
        ("2026-03-06T21:15", "2026-03-10 08:30:00"),  # Friday night
        ("2026-03-07T07:05", "2026-03-10 08:30:00"),  # Saturday
        ("2026-03-08T23:59", "2026-03-10 08:30:00"),  # Sunday
        ("2026-03-09T06:00", "2026-03-10 08:30:00"),  # Monday before the doors open
        ("2026-03-09T12:40", "2026-03-10 12:40:00"),  # at the midday rest
        ("2026-02-15T10:00", "2026-02-25 08:30:00"),  # the first day off of Spring Festival
        ("2026-02-14T10:00", "2026-02-24 10:00:00"),  # the made-up Saturday before it
        ("2026-10-10T09:00", "2026-10-12 09:00:00"),  # a made-up Saturday
    ],
)
def test_a_working_day_counts_from_when_the_office_has_it(start: str, end: str) -> None:
    assert minute(due("1 working_days", start=start, ends="minute")) == end


def test_a_clock_by_the_minute_never_rolls() -> None:
    found = due("1 days", start="2026-10-01T09:00", ends="minute", roll="next_workday")
    assert minute(found) == "2026-10-02 09:00:00"
    assert not found.provisional


def test_office_time_reached_at_closing_is_due_at_closing() -> None:
    assert minute(due("4 working_hours", start="2026-03-06T13:00", ends="minute")) == (
        "2026-03-06 17:30:00"
    )


def test_fractions_of_a_second_are_left_off() -> None:
    found = due("1 hours", start="2026-03-06T13:00:00.999", ends="minute")
    assert found.due.microsecond == 0
    assert minute(found) == "2026-03-06 14:00:00"


def test_an_extension_runs_from_the_unrolled_end() -> None:
    # 15 days end on Saturday 3 October in the holiday; the extension counts from there.
    found = due("15 days", "30 days", start="2026-09-18T09:00", roll="next_workday")
    assert day(found.plain) == "2026-11-02"
    assert day(due("15 days", start="2026-09-18T09:00", roll="next_workday").due) == "2026-10-08"


def test_units_may_differ_between_a_limit_and_its_extension() -> None:
    found = due("5 working_days", "10 days", start="2026-09-30T09:00")
    assert day(found.due) == "2026-10-23"


def test_the_day_of_resuming_counts_and_the_day_of_pausing_does_not() -> None:
    paused = [pause("2026-03-04T15:00", "2026-03-06T09:00")]
    assert day(due("5 days", start="2026-03-02T09:00", pauses=paused).due) == "2026-03-09"


def test_a_pause_within_one_day_leaves_no_day_out() -> None:
    paused = [pause("2026-03-04T08:00", "2026-03-04T18:00")]
    assert day(due("5 days", start="2026-03-02T09:00", pauses=paused).due) == "2026-03-07"


def test_overlapping_pauses_count_once() -> None:
    paused = [
        pause("2026-03-05T09:00", "2026-03-08T09:00"),
        pause("2026-03-04T09:00", "2026-03-06T09:00"),
        pause("2026-03-05T10:00", "2026-03-05T11:00"),
    ]
    assert day(due("5 days", start="2026-03-02T09:00", pauses=paused).due) == "2026-03-11"
    found = due("5 hours", start="2026-03-04T08:00", ends="minute", pauses=paused)
    assert minute(found) == "2026-03-08 13:00:00"


def test_a_pause_before_the_start_counts_from_the_start_only() -> None:
    paused = [pause("2026-03-01T09:00", "2026-03-02T12:00")]
    assert day(due("5 days", start="2026-03-02T09:00", pauses=paused).due) == "2026-03-07"
    found = due("1 hours", start="2026-03-02T09:00", ends="minute", pauses=paused)
    assert minute(found) == "2026-03-02 13:00:00"


def test_a_pause_that_begins_when_the_limit_is_reached_changes_nothing() -> None:
    paused = [pause("2026-03-02T10:00", "2026-03-05T10:00")]
    assert minute(due("1 hours", start="2026-03-02T09:00", ends="minute", pauses=paused)) == (
        "2026-03-02 10:00:00"
    )


def test_a_pause_still_open_is_ignored() -> None:
    paused = [pause("2026-03-03T09:00", None)]
    assert day(due("5 days", start="2026-03-02T09:00", pauses=paused).due) == "2026-03-07"


def test_a_pause_over_a_weekend_costs_working_days_only() -> None:
    paused = [pause("2026-03-06T09:00", "2026-03-10T09:00")]  # Friday to Tuesday
    found = due("5 working_days", start="2026-03-04T09:00", pauses=paused)
    assert day(found.due) == "2026-03-13"
    kept = due("5 working_days", start="2026-03-04T10:20", ends="minute", pauses=paused)
    assert minute(kept) == "2026-03-13 10:20:00"


def test_a_pause_costs_office_time_only() -> None:
    paused = [pause("2026-03-06T17:00", "2026-03-09T09:00")]  # an hour of office time
    found = due("4 working_hours", start="2026-03-06T15:30", ends="minute", pauses=paused)
    assert minute(found) == "2026-03-09 11:30:00"


def test_a_hearing_in_a_re_review_moves_its_end_as_article_36_says() -> None:
    hearing = [pause("2026-04-08T09:00", "2026-04-20T09:00")]
    found = due("30 days", start="2026-03-20T09:00", roll="next_workday", pauses=hearing)
    assert (day(found.plain), day(found.due)) == ("2026-05-01", "2026-05-06")


def test_months_are_lengthened_by_the_days_paused() -> None:
    paused = [pause("2026-02-10T09:00", "2026-02-12T09:00")]
    assert day(due("1 months", start="2026-01-31T09:00", pauses=paused).due) == "2026-03-02"


@pytest.mark.parametrize("year_end", ["2026-12-30T09:00", "2026-12-31T09:00"])
def test_working_days_past_the_known_years_are_provisional(year_end: str) -> None:
    assert due("5 working_days", start=year_end).provisional
    assert due("5 working_days", start=year_end, ends="minute").provisional
    assert due("20 working_hours", start=year_end, ends="minute").provisional


def test_calendar_days_without_roll_are_never_provisional() -> None:
    assert not due("60 days", start="2026-12-20T09:00").provisional
    assert not due("3 months", start="2026-12-20T09:00", ends="minute").provisional


def test_only_the_part_counted_in_working_days_asks_the_calendar() -> None:
    assert not due("5 working_days", "60 days", start="2026-12-01T09:00").provisional
    assert due("60 days", "5 working_days", start="2026-12-01T09:00").provisional


@pytest.mark.parametrize("unit", ["minutes", "hours", "working_hours"])
def test_a_limit_in_hours_cannot_end_with_the_day(unit: str) -> None:
    with pytest.raises(ValueError, match=f"{unit} cannot end with the day"):
        due(f"2 {unit}", start="2026-03-02T09:00")


def test_a_clock_without_a_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one limit"):
        due(start="2026-03-02T09:00")


def test_a_moment_without_an_offset_is_refused() -> None:
    bare = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001 - the bare moment is what is refused
    with pytest.raises(ValueError, match="carries its offset"):
        due_of([parse_limit("1 days")], ends="day", roll="none", start=bare, calendar=CALENDAR)
    with pytest.raises(ValueError, match="carries its offset"):
        ClockPause(bare)
    with pytest.raises(ValueError, match="carries its offset"):
        ClockPause(at("2026-03-02T09:00"), bare)


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        pause("2026-03-02T09:00", "2026-03-02T08:59")


def skipped(found: Explanation) -> list[tuple[str, str, str]]:
    return [(row.date.strftime("%m-%d"), row.name, row.why) for row in found.skipped]


def test_an_explanation_names_every_day_left_out_of_working_days() -> None:
    paused = [pause("2026-10-12T09:00", "2026-10-13T09:00")]
    found = why("5 working_days", start="2026-09-30T09:00", pauses=paused)
    holiday = [(f"10-0{number}", "国庆节", "holiday") for number in range(1, 8)]
    assert skipped(found) == [*holiday, ("10-11", "周末", "weekend"), ("10-12", "", "pause")]
    assert [row.date for row in found.make_up] == [date(2026, 10, 10)]
    assert day(found.due) == "2026-10-14"
    assert found.calendar == CALENDAR.version
    assert found.pauses == tuple(paused)
    assert found.limits == (Limit(amount=5, unit="working_days"),)


def test_an_explanation_of_calendar_days_names_the_rolled_days_only() -> None:
    found = why("15 days", start="2026-02-05T09:00", roll="next_workday")
    names = ["02-20", "02-21", "02-22", "02-23"]
    assert skipped(found) == [(name, "春节", "roll") for name in names]
    assert found.make_up == ()


def test_an_explanation_names_the_make_up_day_on_which_a_roll_stops() -> None:
    found = why("15 days", start="2024-02-01T09:00", roll="next_workday")
    assert [(row.date, row.name) for row in found.make_up] == [(date(2024, 2, 18), "调休上班")]
    assert day(found.due) == "2024-02-18"


def test_an_explanation_of_office_hours_names_the_days_the_office_was_shut() -> None:
    found = why("2 working_hours", start="2026-03-06T17:00", ends="minute")
    assert skipped(found) == [("03-07", "周末", "weekend"), ("03-08", "周末", "weekend")]
    shut_at_start = why("2 working_hours", start="2026-03-08T17:00", ends="minute")
    assert skipped(shut_at_start) == [("03-08", "周末", "weekend")]


def test_an_explanation_of_working_days_says_from_which_opening_they_count() -> None:
    found = why("2 working_days", start="2026-02-28T09:15", ends="minute")
    # The 28th was made up for Spring Festival, so only the Sunday after it is left out.
    assert (found.counted_from, skipped(found)) == (
        at("2026-02-28T09:15"),
        [("03-01", "周末", "weekend")],
    )
    found = why("2 working_days", start="2026-03-06T20:00", ends="minute")
    assert found.counted_from == at("2026-03-09T08:30")
    assert skipped(found) == [("03-07", "周末", "weekend"), ("03-08", "周末", "weekend")]
    assert found.due == at("2026-03-11T08:30")


def test_an_explanation_of_a_clock_by_the_minute_leaves_no_day_out() -> None:
    paused = [pause("2026-03-04T08:00", "2026-03-08T18:00")]
    found = why("10 days", start="2026-03-02T09:00", ends="minute", pauses=paused)
    assert (found.skipped, found.make_up, found.pauses) == ((), (), tuple(paused))


def test_an_explanation_covers_limit_and_extension() -> None:
    paused = [pause("2026-03-10T09:00", "2026-03-11T09:00")]
    found = why("3 working_days", "5 days", start="2026-03-05T09:00", pauses=paused)
    assert skipped(found) == [
        ("03-07", "周末", "weekend"),
        ("03-08", "周末", "weekend"),
        ("03-10", "", "pause"),
    ]
    assert day(found.due) == "2026-03-16"


@pytest.mark.parametrize("ends", ["day", "minute"])
@pytest.mark.parametrize("limits", [("10 working_days",), ("15 days", "1 months")])
def test_an_explanation_ends_where_the_clock_ends(ends: str, limits: Sequence[str]) -> None:
    more = {"ends": ends, "roll": "next_workday", "start": "2026-09-18T09:00"}
    found, told = due(*limits, **more), why(*limits, **more)
    assert (told.due, told.plain, told.provisional) == (found.due, found.plain, found.provisional)
