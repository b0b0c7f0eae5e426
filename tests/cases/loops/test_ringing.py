"""Alarms ring at their own moments, however late the loop comes and however often."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid5

import pytest

from lianxin.cases import book, door
from lianxin.cases.loops import ringing
from lianxin.cases.loops.ringing import restate, ring_due
from lianxin.cases.reading import queries
from lianxin.org import calendar
from lianxin.rules import commands
from lianxin.rules.refusals import Refused
from lianxin.rules.state import CaseState, Clock
from tests.cases import tables
from tests.cases.plays import accepted, answered, at, sent
from tests.county import AT, BY, give, officer, petitioner, register

pytestmark = pytest.mark.usefixtures("county")
NEXT_YEAR = at("12-31 23:59")
CALLED = {"means": "telephone", "reached": True, "text": "已联系"}


def state(number: str) -> CaseState:
    """A case as it stands."""
    return queries.state_of(officer("dispatcher-1"), number)


def clock(number: str, code: str) -> Clock:
    """The latest clock of that code."""
    found = state(number).clock(code)
    assert found is not None
    return found


def rung(number: str) -> list[tuple[str, str, datetime]]:
    """What rang in a case: clock, moment, and when, in order."""
    found = tables.rows(
        "SELECT payload::json->>'clock' AS clock, payload::json->>'moment' AS moment, at"
        " FROM ledger_entry WHERE fact = 'rung' AND stream = %s ORDER BY sequence",
        state(number).id,
    )
    return [(one["clock"], one["moment"], one["at"]) for one in found]


def names(number: str) -> list[str]:
    """The facts of a case in order."""
    found = tables.rows(
        "SELECT fact FROM ledger_entry WHERE stream = %s ORDER BY sequence", state(number).id
    )
    return [one["fact"] for one in found]


def test_alarms_ring_in_order_each_at_its_own_moment_however_late_the_loop_is() -> None:
    number = accepted()
    give("clerk-market", number, "issue", at=at("03-05 09:00"), document="acceptance_notice")
    told = {"document": "acceptance_notice", "means": "message"}
    give("clerk-market", number, "deliver", at=at("03-05 09:00"), **told)
    assert ring_due(at("06-01 00:00")) == 3
    at_once = rung(number)
    end_of_day = timedelta(seconds=59)
    assert at_once == [
        ("handle", "-15 days", at("04-18 23:59") + end_of_day),
        ("handle", "-7 days", at("04-26 23:59") + end_of_day),
        ("handle", "due", at("05-06 23:59") + end_of_day),
    ]
    assert clock(number, "handle").late
    assert state(number).dispatch.supervised == 1


def test_a_loop_that_comes_every_day_writes_the_same_as_one_that_comes_once() -> None:
    daily, once = accepted(), accepted()
    day = AT
    number = state(daily).id
    while day < at("06-01 00:00"):
        ring_due(day)
        day += timedelta(days=1)
    assert rung(daily) == rung(once) != []
    told = "SELECT fact, at, payload, command FROM ledger_entry WHERE stream = %s ORDER BY sequence"
    one, other = tables.rows(told, number), tables.rows(told, state(once).id)
    assert [row["payload"] for row in one[4:]] == [row["payload"] for row in other[4:]]


def test_ringing_twice_rings_once() -> None:
    number = sent()
    assert ring_due(at("03-20 09:00")) > 0
    before = tables.all_tables()
    assert ring_due(at("03-20 09:00")) == 0
    assert ring_due(at("03-02 09:00")) == 0
    assert tables.all_tables() == before
    assert tables.amiss() == []
    assert names(number).count("supervised") == 1


def test_the_id_of_a_ring_is_made_from_case_clock_and_moment() -> None:
    number = register().state.number
    ring_due(at("03-03 09:00"))
    (entry,) = tables.rows("SELECT * FROM ledger_entry WHERE fact = 'rung'")
    assert entry["command"].version == 5
    assert (entry["person"], entry["post"], entry["body"]) == ("system", "", "")
    first = entry["command"]
    register()
    ring_due(at("03-03 09:00"))
    ids = {row["command"] for row in tables.rows("SELECT * FROM ledger_entry WHERE fact='rung'")}
    assert len(ids) == 2
    assert first in ids
    due = clock(number, "dispatch").due
    case = state(number).id
    assert uuid5(ringing.RINGS, f"{case}/dispatch/1/due/{due}") == first


def test_a_case_that_nobody_was_given_goes_up_all_the_same() -> None:
    number = register(urgent=True).state.number
    assert ring_due(at("03-02 08:59")) == 0
    assert ring_due(at("03-02 09:00")) == 1
    assert rung(number) == [("dispatch", "due", at("03-02 09:00"))]
    (entry,) = tables.rows(
        "SELECT payload::json->'tell' AS tell FROM ledger_entry WHERE fact='rung'"
    )
    assert entry["tell"] == ["centre", "supervisor"]
    lines = tables.rows("SELECT reader FROM ledger_outbox")
    assert {"reader": "notices"} in lines


def test_touching_a_case_never_resets_a_clock() -> None:
    number = sent()
    before = state(number).clocks
    give("clerk-urban", number, "note", at=at("03-05 09:00"), text="在办")
    give("clerk-urban", number, "plan", at=at("03-05 10:00"), text="方案", steps=["一"])
    give("dispatcher-1", number, "set_risk", at=at("03-05 11:00"), risk="red", reason="多人")
    give("dispatcher-1", number, "set_category", at=at("03-05 12:00"), category="c-0102")
    give("operator-1", number, "add", at=at("03-05 13:00"), text="补充")
    give("dispatcher-1", number, "add_assist", at=at("03-05 14:00"), body="water", demand="协助")
    after = state(number)
    assert after.clocks[: len(before)] == before
    assert [one.code for one in after.clocks[len(before) :]] == ["assist_reply"]


def test_an_answered_case_does_not_escalate() -> None:
    number = sent()
    give("clerk-urban", number, "receive", at=at("03-02 10:00"))
    give("clerk-urban", number, "contact", at=at("03-02 11:00"), **CALLED)
    give("clerk-urban", number, "reply", at=at("03-03 09:00"), text="已修复")
    ring_due(NEXT_YEAR)
    assert state(number).dispatch.supervised == 0, "nobody presses a body that has answered"


def test_an_answer_that_comes_late_is_late_but_rings_no_more() -> None:
    number = sent()
    give("clerk-urban", number, "receive", at=at("03-02 10:00"))
    give("clerk-urban", number, "contact", at=at("03-02 11:00"), **CALLED)
    give("clerk-urban", number, "reply", at=at("03-20 09:00"), text="已修复")
    assert clock(number, "handle").late
    ring_due(NEXT_YEAR)
    assert {code for code, _, _ in rung(number)} == {"follow_up"}


def test_a_window_that_runs_out_is_nobodys_breach() -> None:
    number = answered()
    ring_due(at("06-30 00:00"))
    assert ("review_apply", "due", at("04-20 23:59") + timedelta(seconds=59)) in rung(number)
    window = clock(number, "review_apply")
    assert (window.late, window.stopped_at, window.ring) == (False, None, None)
    (entry,) = tables.rows(
        "SELECT payload::json AS told FROM ledger_entry WHERE fact = 'rung'"
        " AND payload::json->>'clock' = 'review_apply'"
    )
    assert "overdue" not in entry["told"]


def test_a_paused_clock_does_not_ring_and_a_resumed_one_rings_later() -> None:
    number = sent()
    supervisor = "supervisor-1"
    give(supervisor, number, "pause", at=at("03-03 09:00"), clock="handle", reason="等件")
    ring_due(at("03-30 00:00"))
    assert "handle" not in {code for code, _, _ in rung(number)}
    give(supervisor, number, "resume", at=at("03-30 09:00"), clock="handle")
    due = clock(number, "handle").due
    assert due == at("04-03 09:00")
    ring_due(NEXT_YEAR)
    assert ("handle", "due", due) in rung(number)


def test_a_warning_given_before_a_pause_is_not_given_again_for_the_same_day() -> None:
    number = sent()
    assert clock(number, "handle").due == at("03-09 09:00")
    ring_due(at("03-08 10:00"))
    give("supervisor-1", number, "pause", at=at("03-08 11:00"), clock="handle", reason="等件")
    give("supervisor-1", number, "resume", at=at("03-11 08:00"), clock="handle")
    ring_due(NEXT_YEAR)
    handle = [(moment, when) for code, moment, when in rung(number) if code == "handle"]
    assert handle == [("-1 days", at("03-08 09:00")), ("due", at("03-11 09:00"))]


def extend(number: str, *, days: int, on: str) -> None:
    """Lengthen the sixty days as the law asks: a notice, signed by the head."""
    told = {"document": "extension_notice", "text": "延期"}
    give("clerk-market", number, "draft", at=at(on), **told)
    give("head-market", number, "sign", at=at(on), document="extension_notice")
    reasons = {"days": days, "reason": "需鉴定", "approver": "market-head"}
    give("clerk-market", number, "extend", at=at(on), **reasons)


def test_an_extended_clock_rings_on_although_it_had_given_its_first_warning() -> None:
    number = accepted()
    ring_due(at("04-20 00:00"))
    extend(number, days=30, on="04-22 09:00")
    ring_due(at("07-01 00:00"))
    handle = [moment for code, moment, _ in rung(number) if code == "handle"]
    assert handle == ["-15 days", "-15 days", "-7 days", "due"]
    assert clock(number, "handle").late
    assert "supervised" in names(number)[-2:]


def test_a_short_extension_does_not_give_a_past_warning_twice() -> None:
    number = accepted()
    ring_due(at("04-27 09:00"))
    extend(number, days=2, on="04-28 09:00")
    # The day of -7 has come again on 28 April; that of -15 lies behind.
    assert clock(number, "handle").rung == ("-15 days",)
    ring_due(NEXT_YEAR)
    handle = [moment for code, moment, _ in rung(number) if code == "handle"]
    assert handle == ["-15 days", "-7 days", "-7 days", "due"]


def test_what_was_missed_before_a_pause_stays_missed() -> None:
    number = sent()
    give("clerk-urban", number, "receive", at=at("03-02 10:00"))
    ring_due(at("03-12 09:00"))
    assert clock(number, "handle").late
    give("supervisor-1", number, "pause", at=at("03-12 10:00"), clock="handle", reason="等件")
    give("clerk-urban", number, "reply", at=at("03-13 09:00"), text="已修复")
    assert clock(number, "handle").late


def test_a_case_let_go_again_rings_as_if_it_had_never_been_carried_elsewhere() -> None:
    whole, part = sent(), sent()
    ring_due(at("03-04 12:00"))
    before = state(part)
    give("dispatcher-1", part, "merge", at=at("03-05 09:00"), into=whole, consent=True)
    give("dispatcher-1", whole, "split", at=at("03-06 09:00"), parts=[part])
    after = state(part)
    assert after.clocks == before.clocks
    assert (after.stage, after.legs) == (before.stage, before.legs)
    ring_due(NEXT_YEAR)
    assert [one for one in rung(part) if one[0] == "handle"] == [
        ("handle", "-1 days", at("03-08 09:00")),
        ("handle", "due", at("03-09 09:00")),
    ]
    assert clock(part, "handle").late
    assert tables.amiss() == []


def test_a_case_let_go_again_keeps_its_extension_and_its_pause() -> None:
    whole, part = accepted(), accepted()
    extend(part, days=30, on="04-22 09:00")
    give("dispatcher-2", part, "merge", at=at("04-23 09:00"), into=whole, consent=True)
    give("dispatcher-2", whole, "split", at=at("04-24 09:00"), parts=[part])
    told = {"days": 5, "reason": "还需时间", "approver": "market-head"}
    with pytest.raises(Refused, match="second_extension"):
        give("clerk-market", part, "extend", at=at("04-28 09:00"), **told)
    one, other = sent(), sent()
    give("supervisor-1", other, "pause", at=at("03-03 09:00"), clock="handle", reason="等件")
    give("dispatcher-1", other, "merge", at=at("03-04 09:00"), into=one, consent=True)
    give("dispatcher-1", one, "split", at=at("03-05 09:00"), parts=[other])
    assert clock(other, "handle").paused
    give("supervisor-1", other, "resume", at=at("03-06 09:00"), clock="handle")
    assert clock(other, "handle").due == at("03-12 09:00")


def test_a_merged_or_withdrawn_case_rings_no_more() -> None:
    one, other, third = (register().state.number for _ in range(3))
    give("dispatcher-1", one, "merge", into=other, consent=True)
    withdraw: Any = commands.parse("withdraw", {"reason": "不办了"})
    door.record(third, withdraw, actor=petitioner(third), at=AT)
    assert ring_due(NEXT_YEAR) == 1
    assert rung(other) != []


def test_many_cases_ring_in_batches_and_none_keeps_another_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ringing, "BATCH", 2)
    numbers = [register().state.number for _ in range(7)]
    # A row that names a moment too early, as one whose calendar has changed since.
    with tables.door_open():
        tables.run(
            "UPDATE cases_case SET ring_at = '2026-01-01', state = replace(state, '\"ring\":\"2026',"
            ' \'"ring":"2027\') WHERE number = ANY(%s)',
            numbers[:3],
        )
    assert ring_due(at("03-02 12:00")) == 0
    assert ring_due(at("03-03 09:00")) == 7


def test_the_limit_of_one_run_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ringing, "BATCH", 2)
    for _ in range(6):
        register()
    assert ring_due(at("03-03 09:00"), limit=3) in {3, 4}


def test_alarms_of_several_cases_ring_in_order_of_time() -> None:
    for minute in (20, 5, 40):
        register(urgent=True, at=AT + timedelta(minutes=minute))
    ring_due(at("03-02 12:00"))
    moments = tables.rows(
        "SELECT entry.at FROM ledger_outbox AS line JOIN ledger_entry AS entry"
        " USING (stream, sequence) WHERE entry.fact = 'rung' ORDER BY line.id"
    )
    assert [one["at"] for one in moments] == sorted(one["at"] for one in moments)
    assert len(moments) == 3


def test_a_clock_that_is_late_at_registration_rings_at_registration_not_before() -> None:
    told: dict[str, Any] = {"channel": "letter", "kind": "claim", "raised_at": at("01-05 09:00")}
    number = register("operator-3", **told).state.number
    assert ring_due(AT + timedelta(minutes=1)) == 2
    assert rung(number) == [("route", "-3 days", AT), ("route", "due", AT)]
    assert clock(number, "route").late


def test_a_calendar_published_later_counts_provisional_clocks_again() -> None:
    when = at("11-20 09:00")
    number = register("operator-3", at=when, channel="in_person", kind="claim").state.number
    give("dispatcher-2", number, "assign", at=when, lead="market")
    give("clerk-market", number, "receive", at=when)
    give("clerk-market", number, "accept", at=when, route="6")
    assert clock(number, "handle").provisional
    assert tables.row("SELECT provisional FROM cases_case") == {"provisional": True}
    before = clock(number, "handle").due
    assert before is not None
    assert before.date().isoformat() == "2027-01-19"
    assert restate(at("11-21 09:00")) == 0
    text = "date,is_workday,name\n2027-01-01,no,元旦\n2027-01-19,no,清河节\n2027-01-23,yes,\n"
    calendar.load_days(text, source="notice", at=at("11-25 09:00"), by=BY)
    book.forget()
    assert restate(at("11-25 09:00")) == 1
    after = clock(number, "handle")
    assert after.due == before + timedelta(days=1)
    assert (after.provisional, after.calendar) == (False, book.current().calendar.version)
    assert after.start == when
    (fact,) = tables.rows("SELECT payload, person FROM ledger_entry WHERE fact = 'restated'")
    assert fact["person"] == "system"
    assert restate(at("11-26 09:00")) == 0
    assert tables.row("SELECT provisional FROM cases_case") == {"provisional": False}
    assert tables.amiss() == []


def test_the_case_row_bears_the_earliest_moment_owed_and_the_next_alarm() -> None:
    number = sent()
    for moment in ("03-03 09:30", "03-05 09:00", "03-09 09:00", "03-20 09:00"):
        ring_due(at(moment))
        row = tables.row("SELECT due_at, ring_at FROM cases_case WHERE number = %s", number)
        running = [one for one in state(number).clocks if one.stopped_at is None]
        rings = [one.ring for one in running if one.ring]
        assert row["ring_at"] == min(rings, default=None)
        assert all(one > at(moment) for one in rings)
        assert row["due_at"] == min(one.due for one in running if one.due and not one.window)


def test_an_alarm_of_a_case_that_was_rung_meanwhile_is_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    number = register().state.number
    look = ringing._looked_at
    stale: list[dict[str, str]] = []

    def slow(until: datetime, idle: set[str]) -> dict[str, str]:
        if not stale:
            stale.append(look(until, idle))
            ring_due(until)
            return stale[0]
        return look(until, idle)

    monkeypatch.setattr(ringing, "_looked_at", slow)
    assert ring_due(at("03-03 09:00")) == 0
    assert len(rung(number)) == 1


def test_a_case_that_cannot_be_rung_does_not_silence_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    good, broken = accepted(), accepted()
    through_the_door = door.record_each

    def failing(orders: Any, **given: Any) -> Any:
        if any(order.number == broken for order in orders):
            raise RuntimeError("a fault nobody foresaw")
        return through_the_door(orders, **given)

    monkeypatch.setattr(door, "record_each", failing)
    assert ring_due(NEXT_YEAR) > 0
    assert rung(good)
    assert not rung(broken)
    assert f"alarm of {broken} cannot be rung" in caplog.text
