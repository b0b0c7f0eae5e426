"""A server behind its minor releases is named, one newer than our table is not."""

from datetime import date, timedelta

import pytest

from lianxin.database.releases import LAST_DAY, LOOKED_UP, NEWEST, remark


@pytest.mark.parametrize("major", NEWEST)
def test_a_server_behind_the_newest_minor_release_is_named(major: int) -> None:
    told = remark(major * 10_000 + NEWEST[major] - 1, today=LOOKED_UP)
    assert told is not None
    assert f"{major}.{NEWEST[major]} was out" in told
    assert str(LOOKED_UP) in told


@pytest.mark.parametrize("newer", [0, 1])
@pytest.mark.parametrize("major", NEWEST)
def test_a_server_as_new_as_the_table_or_newer_is_not(major: int, newer: int) -> None:
    assert remark(major * 10_000 + NEWEST[major] + newer, today=LOOKED_UP) is None


def test_a_major_version_the_table_does_not_know_is_not_called_old() -> None:
    assert remark(990_000, today=date(2050, 1, 1)) is None


@pytest.mark.parametrize("major", LAST_DAY)
def test_a_server_that_nobody_mends_any_more_is_named_even_at_its_last_release(major: int) -> None:
    last = LAST_DAY[major]
    newest = major * 10_000 + NEWEST[major]
    assert remark(newest, today=last) is None
    assert f"mended no more since {last}" in (remark(newest, today=last + timedelta(days=1)) or "")
