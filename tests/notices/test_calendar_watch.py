"""A missing year of the calendar is a task at the centres."""

from datetime import UTC, datetime

import pytest

from lianxin.notices.calendar_watch import watch
from lianxin.notices.models import Notice


@pytest.mark.parametrize(
    ("at", "missing"),
    [
        (datetime(2026, 3, 2, tzinfo=UTC), []),
        (datetime(2026, 11, 30, 15, 59, tzinfo=UTC), []),
        (datetime(2026, 11, 30, 16, tzinfo=UTC), ["2027"]),
        (datetime(2027, 1, 5, tzinfo=UTC), ["2027"]),
        (datetime(2027, 12, 5, tzinfo=UTC), ["2027", "2028"]),
    ],
)
def test_the_centres_are_told_once_of_each_missing_year(
    county: str, at: datetime, missing: list[str]
) -> None:
    assert watch(at) == len(missing)
    assert watch(at) == len(missing)
    found = Notice.objects.order_by("about", "to_body").values_list("about", "to_body")
    assert list(found) == [
        (year, centre) for year in missing for centre in ("hotline", "petition-office")
    ]
