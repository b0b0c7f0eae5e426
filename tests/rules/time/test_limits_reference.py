"""The fast counting agrees with a clerk who counts one by one."""

from datetime import date, datetime, timedelta

import chinese_calendar
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.rules.procedures import Ends, Limit, Roll
from lianxin.rules.time.calendar import Calendar, notice_days
from lianxin.rules.time.explaining import explain
from lianxin.rules.time.limits import ClockPause, Due, due_of
from tests.rules.reference import CHINA, Paper, slow_due

HOURS = ((510, 720), (810, 1050))
YEARS = frozenset({2024, 2025, 2026})
OFF = {day: name for day, name in chinese_calendar.constants.holidays.items() if day.year in YEARS}
MAKE_UP = [day for day in chinese_calendar.constants.workdays if day.year in YEARS]
CALENDAR = Calendar.of(notice_days(OFF, make_up=MAKE_UP), YEARS)
ALL_YEARS = Calendar.of(
    notice_days(
        dict(chinese_calendar.constants.holidays), make_up=chinese_calendar.constants.workdays
    ),
    range(2004, 2027),
)
PAPER = Paper(frozenset(OFF), frozenset(MAKE_UP), YEARS, HOURS)
# Around these, counting goes wrong: swaps, Golden Weeks, month ends, leap day, year ends.
EDGES = [
    date(2024, 1, 31),
    date(2024, 2, 9),
    date(2024, 2, 29),
    date(2024, 9, 13),
    date(2024, 12, 31),
    date(2025, 1, 26),
    date(2025, 4, 27),
    date(2025, 9, 28),
    date(2025, 12, 31),
    date(2026, 2, 14),
    date(2026, 4, 30),
    date(2026, 9, 20),
    date(2026, 11, 20),
    date(2026, 12, 31),
]
STEADY = settings(
    max_examples=700,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)

edge_days = st.builds(
    lambda day, off: day + timedelta(days=off), st.sampled_from(EDGES), st.integers(-12, 12)
)
days = edge_days | st.dates(date(2023, 12, 20), date(2027, 1, 10))
minutes_of_day = st.sampled_from([0, 1, 509, 510, 719, 720, 810, 1049, 1050, 1439]) | st.integers(
    0, 1439
)


@st.composite
def moments(draw: st.DrawFn, of: st.SearchStrategy[date] = days) -> datetime:
    day = draw(of)
    return datetime(day.year, day.month, day.day, tzinfo=CHINA) + timedelta(
        minutes=draw(minutes_of_day)
    )


@st.composite
def pauses_near(draw: st.DrawFn, start: datetime, reach: int) -> list[ClockPause]:
    """Up to four pauses: before, across and after the start, touching, overlapping, still open."""
    found = []
    for _ in range(draw(st.integers(0, 4))):
        lead = draw(st.sampled_from([0, 1, 1440]) | st.integers(-reach // 4, reach))
        since = start + timedelta(minutes=lead)
        length = draw(st.sampled_from([0, 60, 1440]) | st.integers(0, reach // 2))
        until = since + timedelta(minutes=length) if draw(st.integers(0, 9)) else None
        found.append(ClockPause(since, until))
    return found


def agrees(
    limits: list[tuple[int, str]],
    *,
    ends: str,
    roll: str,
    start: datetime,
    pauses: list[ClockPause],
) -> None:
    fast = due_of(
        [Limit.model_validate({"amount": amount, "unit": unit}) for amount, unit in limits],
        ends="day" if ends == "day" else "minute",
        roll="next_workday" if roll == "next_workday" else "none",
        start=start,
        pauses=pauses,
        calendar=CALENDAR,
    )
    slow = slow_due(
        limits,
        ends=ends,
        roll=roll,
        start=start,
        pauses=[(pause.since, pause.until) for pause in pauses],
        paper=PAPER,
    )
    assert fast == Due(*slow)


by_day = st.one_of(
    st.tuples(st.sampled_from([0, 1, 7, 15, 30, 60, 90]) | st.integers(0, 100), st.just("days")),
    st.tuples(st.integers(0, 40), st.just("working_days")),
    st.tuples(st.integers(0, 4), st.just("months")),
)


@STEADY
@given(data=st.data(), start=moments(), limits=st.lists(by_day, min_size=1, max_size=3))
def test_a_clock_that_ends_with_the_day_ends_where_the_clerk_says(
    data: st.DataObject, start: datetime, limits: list[tuple[int, str]]
) -> None:
    roll = data.draw(st.sampled_from(["none", "next_workday"]))
    pauses = data.draw(pauses_near(start, 60 * 1440))
    agrees(limits, ends="day", roll=roll, start=start, pauses=pauses)


by_minute = st.one_of(
    st.tuples(st.integers(0, 600), st.just("minutes")),
    st.tuples(st.integers(0, 72), st.just("hours")),
    st.tuples(st.integers(0, 3), st.just("days")),
    st.tuples(st.integers(0, 1), st.just("months")),
)


def _months_at_the_end(limits: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The clerk counts whole minutes, and the end of a short month is none: it comes last."""
    others = [limit for limit in limits if limit[1] != "months"]
    return others + [limit for limit in limits if limit[1] == "months"][:1]


@STEADY
@given(
    data=st.data(),
    start=moments(),
    limits=st.lists(by_minute, min_size=1, max_size=2).map(_months_at_the_end),
)
def test_a_clock_that_runs_by_the_minute_ends_where_the_clerk_says(
    data: st.DataObject, start: datetime, limits: list[tuple[int, str]]
) -> None:
    agrees(
        limits, ends="minute", roll="none", start=start, pauses=data.draw(pauses_near(start, 3000))
    )


by_work = st.one_of(
    st.tuples(st.integers(0, 24), st.just("working_hours")),
    st.tuples(st.integers(0, 12), st.just("working_days")),
    st.tuples(st.integers(0, 90), st.just("minutes")),
)


@STEADY
@given(data=st.data(), start=moments(), limits=st.lists(by_work, min_size=1, max_size=2))
def test_a_clock_of_working_time_ends_where_the_clerk_says(
    data: st.DataObject, start: datetime, limits: list[tuple[int, str]]
) -> None:
    agrees(
        limits, ends="minute", roll="none", start=start, pauses=data.draw(pauses_near(start, 6000))
    )


limits_of_all_kinds = st.one_of(
    st.tuples(st.integers(0, 2000), st.sampled_from(["minutes", "hours"])),
    st.tuples(st.integers(0, 90), st.just("days")),
    st.tuples(st.integers(0, 40), st.sampled_from(["working_days", "working_hours"])),
    st.tuples(st.integers(0, 13), st.just("months")),
)
limits_by_the_day = limits_of_all_kinds.filter(
    lambda limit: limit[1] in {"days", "working_days", "months"}
)


@settings(STEADY, max_examples=600)
@given(
    data=st.data(),
    first=moments(edge_days | st.dates(date(2023, 1, 1), date(2026, 12, 31))),
    after=st.integers(0, 90) | st.integers(0, 20 * 1440),
    ends=st.sampled_from(["day", "minute"]),
)
def test_what_begins_later_is_never_due_earlier(
    data: st.DataObject, first: datetime, after: int, ends: Ends
) -> None:
    allowed = limits_by_the_day if ends == "day" else limits_of_all_kinds
    limits = data.draw(st.lists(allowed, min_size=1, max_size=2))
    counted = [Limit.model_validate({"amount": n, "unit": unit}) for n, unit in limits]
    roll: Roll = data.draw(st.sampled_from(["none", "next_workday"])) if ends == "day" else "none"

    def due(start: datetime) -> Due:
        return due_of(counted, ends=ends, roll=roll, start=start, calendar=ALL_YEARS)

    earlier, later = due(first), due(first + timedelta(minutes=after))
    assert earlier.due <= later.due
    assert earlier.plain <= later.plain


@settings(STEADY, max_examples=300)
@given(
    start=moments(),
    number=st.integers(1, 40),
    ends=st.sampled_from(["day", "minute"]),
)
def test_an_explanation_of_working_days_adds_up(start: datetime, number: int, ends: Ends) -> None:
    limit = Limit(amount=number, unit="working_days")
    told = explain([limit], ends=ends, roll="none", start=start, calendar=CALENDAR)
    first = told.counted_from.astimezone(CHINA)
    last = told.due.astimezone(CHINA)
    days = (last.date() - first.date()).days
    left_out = [day for day in told.skipped if first.date() < day.date <= last.date()]
    assert days - len(left_out) == number
    if ends == "minute":
        # Due in office hours, whenever it came in.
        assert PAPER.open(last.replace(second=0))
