"""Moments are kept in whole seconds of UTC."""

from datetime import UTC, datetime

import pytest

from lianxin.rules.time.calendar import CHINA
from lianxin.rules.time.moments import whole


def test_parts_of_a_second_are_cut_off_and_the_offset_is_that_of_utc() -> None:
    moment = datetime(2026, 3, 2, 8, 30, 59, 999_999, tzinfo=CHINA)
    assert whole(moment) == datetime(2026, 3, 2, 0, 30, 59, tzinfo=UTC)
    assert whole(moment).tzinfo is UTC


def test_a_moment_without_its_offset_is_none() -> None:
    with pytest.raises(ValueError, match="offset"):
        whole(datetime(2026, 3, 2))  # noqa: DTZ001 - that is the fault
