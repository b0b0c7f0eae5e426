"""What a list is asked for, as conditions: the bounds of time never lose a case."""

from datetime import UTC, datetime, timedelta

import pytest

from lianxin.cases.reading.filters import Filters, conditions
from lianxin.files.ids import time_ordered
from lianxin.rules.actor import SYSTEM
from lianxin.rules.book import Book
from lianxin.rules.time.calendar import Calendar

AT = datetime(2026, 3, 31, 15, 59, 59, tzinfo=UTC)
BOOK = Book(
    calendar=Calendar.of([], frozenset()),
    areas={},
    bodies={},
    posts={},
    duties=(),
    categories={},
    uses={},
    current={},
    procedures={},
)


@pytest.mark.parametrize("later", [timedelta(0), timedelta(microseconds=1), timedelta(days=1)])
def test_a_case_registered_since_a_moment_has_an_id_from_there_on(later: timedelta) -> None:
    (arm,) = conditions(Filters(since=AT), actor=SYSTEM, at=AT, book=BOOK)
    assert time_ordered(AT + later) >= arm.values["f_since_id"]
    assert time_ordered(AT - timedelta(milliseconds=1)) < arm.values["f_since_id"]


@pytest.mark.parametrize("part", [0, 1, 999, 1000, 500_000, 999_999])
def test_a_case_registered_before_a_moment_within_its_second_has_an_id_before_it(part: int) -> None:
    (arm,) = conditions(Filters(until=AT.replace(microsecond=part)), actor=SYSTEM, at=AT, book=BOOK)
    assert time_ordered(AT - timedelta(seconds=1)) < arm.values["f_until_id"]
    if part:
        assert time_ordered(AT) < arm.values["f_until_id"]


@pytest.mark.parametrize("year", [1, 1970, 9999])
def test_bounds_of_any_year_can_be_asked_for(year: int) -> None:
    moment = datetime(year, 1, 2, tzinfo=UTC)
    assert len(conditions(Filters(since=moment, until=moment), actor=SYSTEM, at=AT, book=BOOK)) == 2


def test_what_is_due_soon_begins_where_what_is_late_ends() -> None:
    asked = Filters(due_before=AT + timedelta(days=1), overdue=False)
    until, since = conditions(asked, actor=SYSTEM, at=AT, book=BOOK)
    assert (until.sql, until.values["f_due_before"]) == (
        "held.is_open AND held.due_at < %(f_due_before)s",
        AT + timedelta(days=1),
    )
    assert (since.sql, since.values) == ("held.due_at >= %(f_at)s", {"f_at": AT})
