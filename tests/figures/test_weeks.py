"""Trends by week count what their reader sees, and the docket burns down as matters leave it."""

from datetime import date, timedelta
from typing import Any

from lianxin.figures import reader, weeks
from lianxin.figures.weeks import DocketCount
from tests.county import AT, give, officer, register

CENTRE, OUTSIDER = "dispatcher-2", "clerk-human"
WEEK = timedelta(days=7)
MONDAY = date(2026, 3, 2)


def docketed(**more: Any) -> str:
    """A hard matter on the docket since this Monday."""
    number = register("operator-3", channel="media", kind="claim", **more).state.number
    give(CENTRE, number, "assign", lead="housing")
    give(CENTRE, number, "take_step", track="backlog", step="docketed", text="列入台账。")
    return number


def registered(who: str = CENTRE, **more: Any) -> list[int]:
    """How many were registered in each of two weeks, as somebody sees it."""
    found = weeks.done(officer(who), ["registered"], at=AT + WEEK, weeks=2, **more)
    assert [one.since for one in found] == [MONDAY, MONDAY + WEEK]
    return [one.counts["registered"] for one in found]


def test_a_week_is_counted_from_monday_and_within_scope_and_place(open_county: str) -> None:
    register(area="liuyin")
    register(area="shanghe", at=AT + WEEK)
    reader.catch_up()
    assert registered() == [1, 1]
    assert registered(OUTSIDER) == [0, 0]
    assert registered(area="pingchuan") == [0, 1]
    assert registered(area="nowhere") == [0, 0]


def test_the_docket_burns_down_as_matters_are_struck_off_or_end_otherwise(
    open_county: str,
) -> None:
    stays, struck, merged = docketed(), docketed(), docketed()
    at = AT + WEEK
    give(CENTRE, struck, "take_step", at=at, track="backlog", step="struck", text="法院已判。")
    give(CENTRE, merged, "merge", at=at, into=stays, consent=True)
    reader.catch_up()
    now = at + timedelta(hours=1)
    found = weeks.on_docket(officer(CENTRE), at=now, weeks=3)
    assert [one.number for one in found] == [0, 3, 1]
    assert found[1] == DocketCount(MONDAY + WEEK, 3)
    assert [one.number for one in weeks.on_docket(officer(OUTSIDER), at=now, weeks=1)] == [0]
    elsewhere = weeks.on_docket(officer(CENTRE), at=now, weeks=1, area="pingchuan")
    assert [one.number for one in elsewhere] == [0]
