"""Periods are local days, and whole months stay whole when they are compared."""

from datetime import UTC, date, datetime

import pytest

from lianxin.figures.periods import Period


def test_a_period_begins_and_ends_at_local_midnight() -> None:
    first, after = Period(date(2026, 3, 1), date(2026, 4, 1)).moments
    assert first == datetime(2026, 2, 28, 16, tzinfo=UTC)
    assert after == datetime(2026, 3, 31, 16, tzinfo=UTC)


def test_a_period_without_a_day_is_refused() -> None:
    with pytest.raises(ValueError, match="ends after it begins"):
        Period(date(2026, 3, 1), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("since", "until", "before"),
    [
        (date(2026, 3, 1), date(2026, 4, 1), (date(2026, 2, 1), date(2026, 3, 1))),
        (date(2026, 1, 1), date(2026, 4, 1), (date(2025, 10, 1), date(2026, 1, 1))),
        (date(2026, 3, 9), date(2026, 3, 16), (date(2026, 3, 2), date(2026, 3, 9))),
        (date(2026, 3, 1), date(2026, 3, 31), (date(2026, 1, 30), date(2026, 3, 1))),
    ],
)
def test_the_period_before_is_as_long(since: date, until: date, before: tuple[date, date]) -> None:
    assert Period(since, until).before("previous") == Period(*before)


def test_the_same_period_a_year_earlier_keeps_its_days() -> None:
    leap = Period(date(2028, 2, 29), date(2028, 3, 1)).before("year")
    assert leap == Period(date(2027, 2, 28), date(2027, 3, 1))
