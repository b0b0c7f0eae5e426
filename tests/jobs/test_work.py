"""What the loops do: late or twice, it comes to the same."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from lianxin.cases.reading.filters import Filters
from lianxin.cases.reading.queries import page, state_of
from lianxin.jobs.loops import run_once
from lianxin.jobs.work import JOBS, Restating, seal_nightly
from lianxin.ledger import seal
from lianxin.notices.models import Notice
from lianxin.org import calendar
from lianxin.rules.actor import SYSTEM
from tests.county import AT, BY, give, register

DAY = timedelta(days=1)


def test_every_loop_may_run_on_an_empty_county_and_again(county: str) -> None:
    for name in JOBS:
        assert run_once(name, AT) is not None
        assert run_once(name, AT) is not None


def test_a_clock_rings_once_however_often_and_late_the_loop_comes(county: str) -> None:
    number = register().state.number
    assert run_once("ring_clocks", AT) == 0
    assert run_once("ring_clocks", AT + 3 * DAY) == 1
    assert run_once("ring_clocks", AT + 3 * DAY) == 0
    clock = state_of(SYSTEM, number).clock("dispatch")
    assert clock is not None
    assert clock.rung == ("due",)


def test_an_alarm_bears_its_own_moment_and_not_that_of_a_late_loop(county: str) -> None:
    number = register().state.number
    run_once("ring_clocks", AT + 3 * DAY)
    clock = state_of(SYSTEM, number).clock("dispatch")
    assert clock is not None
    with connection.cursor() as cursor:
        cursor.execute("SELECT at FROM ledger_entry WHERE fact = 'rung'")
        assert cursor.fetchone()[0] == clock.due


def test_a_ring_reaches_the_receivers_by_the_next_loop(county: str) -> None:
    register()
    run_once("ring_clocks", AT + DAY)
    assert run_once("notices", AT + DAY) == 1
    assert Notice.objects.filter(fact="rung").count() == 2


def test_figures_follow_what_is_committed(open_county: str) -> None:
    register()
    assert (run_once("figures", AT) or 0) > 0
    assert run_once("figures", AT) == 0


def test_provisional_clocks_are_counted_again_once_the_year_is_published(county: str) -> None:
    december = datetime(2026, 12, 25, 1, tzinfo=UTC)
    number = register("operator-3", channel="letter", at=december).state.number
    before = state_of(SYSTEM, number).clock("route")
    assert before is not None
    assert before.provisional
    restate = Restating()
    assert restate(december) == 0
    days = "date,is_workday,name\n2027-01-01,0,元旦\n"
    days += "".join(f"2027-01-{day:02},0,长假\n" for day in range(4, 15))
    calendar.load_days(days, source="notice", at=december, by=BY)
    assert restate(december) == 1
    assert restate(december) == 0
    after = state_of(SYSTEM, number).clock("route")
    assert after is not None
    assert not after.provisional
    assert after.due is not None
    assert before.due is not None
    assert after.due > before.due


def test_provisional_clocks_are_looked_at_once_a_day(
    county: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[datetime] = []
    monkeypatch.setattr(
        "lianxin.cases.loops.ringing.restate", lambda at: looked.append(at) or len(looked)
    )
    restate = Restating()
    for hours in (0, 1, 15, 16, 40):
        restate(AT.replace(hour=0) + timedelta(hours=hours))
    # 00:00 UTC is eight in China: midnight there is sixteen hours on.
    assert [one - AT.replace(hour=0) for one in looked] == [timedelta(hours=n) for n in (0, 16, 40)]


def test_a_day_is_sealed_five_minutes_after_it_ended_in_china(open_county: str) -> None:
    register()
    evening = datetime(2026, 3, 2, 15, 59, tzinfo=UTC)
    assert seal_nightly(evening) == 1
    assert [one.day for one in seal.seals()] == [date(2026, 3, 1)]
    assert seal_nightly(evening + timedelta(minutes=5, seconds=59)) == 0
    assert seal_nightly(evening + timedelta(minutes=6)) == 1
    assert [one.day for one in seal.seals()] == [date(2026, 3, 1), date(2026, 3, 2)]
    assert seal_nightly(evening + timedelta(minutes=7)) == 0


def test_nights_that_were_missed_are_made_up(open_county: str) -> None:
    register()
    seal_nightly(AT)
    give("operator-1", register().state.number, "note", text="又来电")
    assert seal_nightly(AT + 3 * DAY) == 3
    assert [one.day.day for one in seal.seals()] == [1, 2, 3, 4]


def test_what_a_dead_process_left_is_removed_a_day_later(
    county: str, tmp_path: Path, settings: Settings
) -> None:
    settings.FILES_FOLDER = tmp_path
    left = tmp_path / "drafts" / "left"
    left.parent.mkdir()
    left.write_bytes(b"half")
    os.utime(left, (AT.timestamp(), AT.timestamp()))
    assert run_once("files", AT + DAY) == 0
    assert left.exists()
    assert run_once("files", AT + DAY + timedelta(seconds=1)) == 1
    assert not left.exists()


def test_the_loops_leave_what_is_not_due(county: str) -> None:
    register()
    lines = page(SYSTEM, Filters(), at=AT).rows
    for name in JOBS:
        run_once(name, AT)
    assert page(SYSTEM, Filters(), at=AT).rows == lines
