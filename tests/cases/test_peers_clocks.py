"""What went wrong with clocks elsewhere, each as a test of its own: the number is that of the other project."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from lianxin.cases import door
from lianxin.cases.loops.ringing import ring_due
from lianxin.cases.reading import queries
from lianxin.cases.reading.filters import Filters
from lianxin.ledger import reading
from lianxin.org.calendar import current
from lianxin.rules import commands
from tests.cases import tables
from tests.cases.looking import CALLED, clocks, refused, state
from tests.cases.plays import accepted, answered, at, sent
from tests.county import AT, give, officer, petitioner, register

pytestmark = pytest.mark.usefixtures("county")


# Zammad


def test_no_clock_overrules_another() -> None:
    """Zammad #5177: of several targets only the first to run out was shown and escalated."""
    number = sent()
    owed = {code: one.due for code, one in clocks(number).items() if one.stopped_at is None}
    assert {"receive", "contact", "handle", "object"} <= owed.keys()
    for code in ("receive", "contact"):
        due = owed[code]
        assert due is not None
        ring_due(due)
        now = clocks(number)
        assert now[code].late
        assert {one: now[one].due for one in owed} == owed
    give("clerk-urban", number, "contact", at=at("03-04 09:00"), **CALLED)
    assert clocks(number)["contact"].stopped_at == at("03-04 09:00")
    assert clocks(number)["handle"].stopped_at is None
    shown = tables.row("SELECT due_at FROM cases_case")["due_at"]
    assert shown == min(
        due for one, due in owed.items() if due and one not in {"contact", "object"}
    )


def test_no_clock_of_the_old_body_survives_a_change_of_lead() -> None:
    """Zammad #5624: after a change of group the old group's escalation went on."""
    number = sent()
    give("dispatcher-1", number, "reassign", at=at("03-03 11:00"), lead="water", reason="改派")
    found = [one for one in state(number).clocks if one.code == "receive"]
    assert [one.n for one in found] == [1, 2]
    assert found[0].stopped_at == at("03-03 11:00")
    assert found[1].start == at("03-03 11:00")
    running = [one.code for one in state(number).clocks if one.stopped_at is None]
    assert len(running) == len(set(running))
    # What the petitioner was promised runs on, whoever leads.
    assert clocks(number)["handle"].start == at("03-02 09:00")
    ring_due(at("03-20 09:00"))
    rung = [
        json.loads(entry.payload)["clock"]
        for entry in reading.entries(UUID(state(number).id))
        if entry.fact == "rung" and entry.at > at("03-03 11:00")
    ]
    assert rung.count("receive") == 1


def test_the_moment_in_the_lists_is_never_stale() -> None:
    """Zammad #2082: the escalation time in the list stayed as it was before the change."""
    number = accepted()

    def agree() -> None:
        running = [one for one in state(number).clocks if one.stopped_at is None]
        (line,) = queries.page(officer("dispatcher-1"), Filters(), at=AT).rows
        assert line.due_at == min(one.due for one in running if one.due and not one.window)

    agree()
    told: dict[str, Any] = {"document": "extension_notice", "text": "延期"}
    give("clerk-market", number, "draft", at=at("03-05 09:00"), **told)
    give("head-market", number, "sign", at=at("03-05 10:00"), document="extension_notice")
    reasons = {"days": 30, "reason": "需鉴定", "approver": "market-head"}
    give("clerk-market", number, "extend", at=at("03-05 11:00"), **reasons)
    agree()
    give("clerk-market", number, "issue", at=at("03-06 09:00"), document="acceptance_notice")
    deliver = {"document": "acceptance_notice", "means": "message"}
    give("clerk-market", number, "deliver", at=at("03-06 09:00"), **deliver)
    agree()
    ring_due(at("07-01 09:00"))
    agree()


def test_an_answered_case_does_not_escalate() -> None:
    """Zammad #3140: a ticket escalated although it had been answered."""
    number = answered()
    give("clerk-market", number, "conclude", at=at("03-23 09:00"), outcome="resolved", text="结")
    ring_due(at("12-31 00:00"))
    rung = {
        json.loads(entry.payload)["clock"]
        for entry in reading.entries(UUID(state(number).id))
        if entry.fact == "rung"
    }
    # The notice of acceptance was never sent, which is a breach of its own until the answer.
    assert "handle" not in rung
    assert state(number).dispatch.supervised == 0


# Frappe Helpdesk


def test_a_paused_clock_stands_still() -> None:
    """Frappe Helpdesk #1554: a paused target counted on."""
    number = sent()
    before = clocks(number)["handle"]
    give("supervisor-1", number, "pause", at=at("03-03 09:00"), clock="handle", reason="等件")
    paused = clocks(number)["handle"]
    assert (paused.due, paused.ring, paused.paused) == (None, None, True)
    (line,) = queries.page(officer("dispatcher-1"), Filters(), at=at("03-30 09:00")).rows
    assert line.due_at != before.due
    give("supervisor-1", number, "resume", at=at("03-17 09:00"), clock="handle")
    # Four of the five days were left on Tuesday 3 March; they are left on Tuesday 17 March.
    assert clocks(number)["handle"].due == at("03-23 09:00")
    assert before.due == at("03-09 09:00")


def test_one_act_fulfils_only_the_clock_it_answers() -> None:
    """Frappe Helpdesk #1542: one reply fulfilled the first response and the resolution."""
    number = sent()

    def running() -> set[str]:
        return {one.code for one in state(number).clocks if one.stopped_at is None}

    assert running() == {"receive", "object", "contact", "handle"}
    give("clerk-urban", number, "receive", at=at("03-02 10:00"))
    assert running() == {"object", "contact", "handle"}
    give("clerk-urban", number, "contact", at=at("03-02 11:00"), **CALLED)
    assert running() == {"object", "handle"}
    give("clerk-urban", number, "note", at=at("03-02 12:00"), text="快了", public=True)
    assert running() == {"object", "handle"}
    give("dispatcher-1", number, "add_assist", at=at("03-02 13:00"), body="water", demand="协助")
    give("clerk-water", number, "reply", at=at("03-02 14:00"), text="已协助")
    assert running() == {"object", "handle"}
    give("clerk-urban", number, "reply", at=at("03-02 15:00"), text="已修复")
    assert running() == {"follow_up"}


def test_expected_moments_follow_the_office_hours_the_calendar_and_no_other_clock() -> None:
    """Frappe Helpdesk #2405: expected times were wrong outside working hours."""
    expected = {
        "02-13 17:00": "02-14 12:00",  # Saturday 14 February is worked before Spring Festival
        "02-14 17:00": "02-24 12:00",  # the festival lies between
        "03-02 08:30": "03-02 14:00",  # the noon hours do not count
        "03-06 23:00": "03-09 14:00",
        "03-07 10:00": "03-09 14:00",
    }
    days = current()
    assert days.hours == ((510, 720), (810, 1050))
    for raised, due in expected.items():
        number = register(at=at(raised)).state.number
        assert clocks(number)["dispatch"].due == at(due), raised


# DIGIT


def test_a_comment_does_not_reset_a_clock() -> None:
    """DIGIT: clocks counted from the last change, so that a comment gave more time."""
    number = sent()
    before = state(number).clocks
    for day in ("03-04 09:00", "03-05 09:00", "03-06 09:00"):
        give("clerk-urban", number, "note", at=at(day), text="还在办")
        door_urge: Any = commands.parse("urge", {})
        door.record(number, door_urge, actor=petitioner(number), at=at(day))
    assert state(number).clocks == before


def test_a_case_without_anybody_in_charge_escalates() -> None:
    """DIGIT: a complaint that was assigned to nobody never escalated."""
    number = register().state.number
    ring_due(AT + timedelta(days=1))
    last = reading.entries(UUID(state(number).id))[-1]
    assert last.fact == "rung"
    assert json.loads(last.payload)["tell"] == ["centre", "supervisor"]
    assert json.loads(last.payload)["overdue"] is True


# Signalen


def test_holidays_and_make_up_days_count() -> None:
    """Signalen: only Saturday and Sunday were known as days off."""
    number = register(at=at("02-13 09:00")).state.number
    give("dispatcher-1", number, "assign", at=at("02-13 09:00"), lead="urban-management")
    # Saturday 14 February is worked, then the festival lasts until Monday 23 February.
    assert clocks(number)["handle"].due == at("02-27 09:00")


# osTicket


def test_a_clock_can_be_paused_only_where_the_procedure_says_so() -> None:
    """osTicket #6524: no pause at all, so that people set other states instead."""
    number = accepted()
    no = refused("supervisor-1", number, "pause", at=at("03-05 09:00"), **WAITING)
    assert no.code == "not_now"
    order = sent()
    give("supervisor-1", order, "pause", at=at("03-03 09:00"), **WAITING)
    assert clocks(order)["handle"].paused


WAITING = {"clock": "handle", "reason": "等件"}
