"""What went wrong elsewhere, each as a test of its own: the number is that of the other project."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from pydantic import ValidationError

from lianxin.cases import book, door
from lianxin.cases.door import Order, writing
from lianxin.cases.loops.ringing import ring_due
from lianxin.cases.reading import history, queries
from lianxin.cases.reading.filters import Filters
from lianxin.ledger import reading
from lianxin.ledger.case_stream import INSERT_ENTRIES
from lianxin.rules import commands
from lianxin.rules.book import DutyLine
from lianxin.rules.refusals import Refused
from lianxin.rules.routing import suggest
from lianxin.rules.wording import sentence
from tests.cases import tables
from tests.cases.looking import facts, refused, state
from tests.cases.plays import (
    PLEASED,
    accepted,
    answered,
    at,
    conclude_and_call_back,
    followed_up,
    sent,
)
from tests.county import AT, give, officer, petitioner, register

pytestmark = pytest.mark.usefixtures("county")


# Zammad


def test_closing_twice_keeps_both_histories() -> None:
    """Zammad #4777: the figures of the first closing vanished with the second."""
    number = followed_up()
    close = {"disposition": "justified_settled"}
    give("dispatcher-2", number, "close", at=at("03-25 09:00"), **close)
    give("dispatcher-2", number, "reopen", at=at("03-26 09:00"), reason="又漏了")
    assert state(number).stage == "handling"
    told: dict[str, Any] = {"outcome": "supported", "facts": "属实", "basis": "法", "text": "再办"}
    give("clerk-market", number, "propose_opinion", at=at("03-27 09:00"), **told)
    give("section-market", number, "sign", at=at("03-27 10:00"), document="opinion")
    give("head-market", number, "sign", at=at("03-27 11:00"), document="opinion")
    give("clerk-market", number, "issue", at=at("03-27 12:00"), document="opinion")
    deliver = {"document": "opinion", "means": "in_person"}
    give("clerk-market", number, "deliver", at=at("03-30 09:00"), **deliver)
    give("clerk-market", number, "conclude", at=at("03-30 10:00"), outcome="resolved", text="结")
    give("follow-up-1", number, "follow_up", at=at("03-31 09:00"), **PLEASED)
    give("dispatcher-2", number, "close", at=at("04-01 09:00"), **close)
    entries = reading.entries(UUID(state(number).id))
    closed = [entry.at for entry in entries if entry.fact == "closed"]
    assert closed == [at("03-25 09:00"), at("04-01 09:00")]
    delivered = [entry.fact for entry in entries].count("delivered")
    assert delivered == 2
    handled = [one for one in state(number).clocks if one.code in {"handle", "redo"}]
    assert [(one.code, one.late, one.stopped_at) for one in handled] == [
        ("handle", False, at("03-20 09:00")),
        ("redo", False, at("03-30 09:00")),
    ]
    assert tables.amiss() == []


def test_a_bulk_close_asks_what_a_single_one_asks() -> None:
    """Zammad #4198: closing many tickets at once skipped the mandatory fields."""
    ready, unready, early = followed_up(), answered(), answered()
    # Ordered while it may still be held, the hearing stands in the way of closing.
    give("dispatcher-2", unready, "order_sitting", at=at("03-22 10:00"), **HEARING)
    conclude_and_call_back(unready)
    with pytest.raises(ValidationError):
        commands.parse("close", {})
    close: Any = commands.parse("close", {"disposition": "justified_settled"})
    orders = [Order(one, close, at("03-25 09:00"), uuid4()) for one in (ready, unready, early)]
    found = door.record_each(orders, actor=officer("dispatcher-2"))
    told = [one.code if isinstance(one, Refused) else one.state.stage for one in found]
    assert told == ["closed", "unmet", "not_now"]
    assert [one["code"] for one in found[1].why["conditions"]] == ["no_open_tracks"]
    assert facts(unready)[-1] == "followed_up"


HEARING = {"kind": "hearing", "demand": "听证"}


# DIGIT


def test_the_list_has_as_many_cases_as_the_count() -> None:
    """DIGIT: search and count went by different conditions."""
    for n in range(7):
        register(at=AT + timedelta(minutes=n), urgent=n % 2 == 0)
    sent()
    followed_up()
    for person in ("dispatcher-1", "clerk-urban", "clerk-market", "head-qinghe", "auditor-1"):
        for filters in (Filters(), Filters(phase="registered"), Filters(overdue=True)):
            for order in ("newest", "due"):
                asked: Any = {"at": at("04-01 09:00"), "order": order}
                rows = queries.page(officer(person), filters, limit=200, **asked).rows
                assert queries.count(officer(person), filters, **asked) == len(rows)


# Signalen


def test_history_is_written_with_the_change_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Signalen: the history was written after the commit, and sometimes not."""
    number = register().state.number
    before = tables.all_tables()
    failing = replace(INSERT_ENTRIES, sql="INSERT INTO ledger_entry SELECT 1/0 AS stream")
    monkeypatch.setattr(writing, "_PARTS", {**writing._PARTS, "entries": failing})
    monkeypatch.setattr(writing, "_statements", {})
    with pytest.raises(DatabaseError), transaction.atomic():
        give("dispatcher-1", number, "assign", lead="urban-management")
    assert tables.all_tables() == before
    monkeypatch.undo()
    give("dispatcher-1", number, "assign", lead="urban-management")
    assert facts(number) == ["registered", "assigned"]


def test_a_routing_rule_that_leads_nowhere_is_not_silent() -> None:
    """Signalen: a routing rule that failed was switched off, and the next one took its place."""
    with pytest.raises(IntegrityError), transaction.atomic():
        tables.run("UPDATE org_duty SET lead = 'nowhere' WHERE category = 'c-01'")
        tables.run("SET CONSTRAINTS ALL IMMEDIATE")
    here = book.current()
    broken = replace(here, duties=(*here.duties, DutyLine("c-010101", "liuyin", "gone", (), "")))
    assert suggest(here, category="c-010101", area="liuyin") is not None
    assert suggest(broken, category="c-010101", area="liuyin") is None
    number = register(category="c-010101").state.number
    assert refused("dispatcher-1", number, "assign", lead="gone").code == "no_such"
    ring_due(AT + timedelta(days=1))
    assert facts(number) == ["registered", "rung"]


# osTicket


def test_a_merge_closes_nothing_and_can_be_taken_back() -> None:
    """osTicket #6859: merging closed the children, whatever they still lacked."""
    whole, part = sent(), sent()
    give("clerk-urban", part, "receive", at=at("03-02 10:00"))
    give("clerk-urban", part, "note", at=at("03-02 11:00"), text="已看现场")
    before = state(part)
    no = refused("dispatcher-1", part, "merge", at=at("03-03 09:00"), into=whole)
    assert no.code == "no_consent"
    give("dispatcher-1", part, "merge", at=at("03-03 09:00"), into=whole, consent=True)
    merged = state(part)
    assert (merged.stage, merged.ties.kept_stage, merged.ties.merged_into) == (
        "merged",
        "received",
        whole,
    )
    assert "closed" not in facts(part)
    assert merged.legs == before.legs
    assert refused("dispatcher-1", part, "close", disposition="justified_settled").code == "not_now"
    # Both petitioners see where it is carried on; the part's own history stays.
    assert queries.view(petitioner(part), part, at=AT).state.stage == "merged"
    give("dispatcher-1", whole, "split", at=at("03-04 09:00"), parts=[part])
    after = state(part)
    assert (after.stage, after.legs, after.clocks) == (before.stage, before.legs, before.clocks)
    assert facts(part)[: len(facts(part)) - 2] == [
        "registered",
        "assigned",
        "received",
        "noted",
    ]
    assert tables.amiss() == []


def test_who_raised_both_matters_keeps_the_one_that_is_left() -> None:
    """osTicket #6859: after parting two tickets, one of them had lost its owner."""
    told: dict[str, Any] = {"channel": "web", "kind": "complaint"}
    whole = register("resident-zhao", **told).state.number
    part = register("resident-zhao", **told).state.number
    give("dispatcher-1", part, "merge", into=whole, consent=True)
    give("dispatcher-1", whole, "split", parts=[part])
    for number in (whole, part):
        assert queries.view(officer("resident-zhao"), number, at=AT).standings == {"petitioner"}
    assert tables.amiss() == []


def test_a_report_is_not_joined_with_one_about_somebody_else() -> None:
    """osTicket #6859: a merge showed one ticket to the readers of the other."""
    told: dict[str, Any] = {"kind": "misconduct_report"}
    one = register(respondent=["urban-management"], **told).state.number
    other = register(respondent=["water"], **told).state.number
    plain = register().state.number
    for into in (other, plain):
        no = refused("dispatcher-1", one, "merge", into=into, consent=True)
        assert no.code == "respondent"


def test_every_step_is_open_only_at_its_stage() -> None:
    """osTicket #2826: any state could follow any other."""
    number = register().state.number
    early: dict[str, dict[str, Any]] = {
        "archive": {},
        "close": {"disposition": "justified_settled"},
        "follow_up": {"reached": True},
        "reopen": {"reason": "x"},
        "rule_objection": {"upheld": False, "text": "x"},
    }
    for name, fields in early.items():
        assert refused("dispatcher-1", number, name, **fields).code == "not_now", name
    assert facts(number) == ["registered"]


# FixMyStreet


def test_a_refusal_names_the_unit_the_reason_and_the_next_door() -> None:
    """FixMyStreet #4457: "not responsible" did not say who had said so."""
    with pytest.raises(ValidationError):
        commands.parse("decline", {"reason": "litigation", "text": "已起诉"})
    told: dict[str, Any] = {"channel": "in_person", "kind": "claim"}
    number = register("operator-3", **told).state.number
    give("dispatcher-2", number, "assign", lead="market")
    give("clerk-market", number, "receive")
    decline: dict[str, Any] = {
        "reason": "litigation",
        "text": "该纠纷已由法院受理",
        "next_door": "县人民法院立案庭",
    }
    give("clerk-market", number, "decline", **decline)
    last = history.entries(petitioner(number), number, at=AT)[-1]
    assert (last.fact, last.body, last.post) == ("declined", "market", "market-clerk")
    assert last.payload is not None
    assert last.payload["reason"] == "litigation"
    assert {"text", "next_door"} <= last.payload.keys()


def test_a_refused_step_says_whose_it_is_and_on_which_article_it_rests() -> None:
    """FixMyStreet #4457: who cannot do a step is told who can."""
    number = accepted()
    no = refused("clerk-market", number, "close", disposition="justified_settled")
    assert no.code in {"not_now", "not_yours"}
    no = refused("clerk-market", number, "reassign", lead="water", reason="x")
    assert (no.code, no.why["by"]) == ("not_yours", ["centre"])
    assert "centre" in sentence(no, "en")
    simple = refused("dispatcher-2", number, "assign", lead="water")
    assert simple.code == "not_now"
    assert simple.why["stages"] == ["registered"]


def test_an_objection_bears_its_reason_and_stays_with_the_body_until_it_is_ruled() -> None:
    """FixMyStreet #897: updates and returns did not reach the council that had to act."""
    number = sent()
    told: dict[str, Any] = {"reason": "not-our-duty", "text": "属住建职责", "suggested": "housing"}
    give("clerk-urban", number, "object", at=at("03-02 10:00"), **told)
    lead = state(number).lead
    assert lead is not None
    assert (lead.body, lead.state) == ("urban-management", "objected")
    line = tables.row(
        "SELECT reader, payload FROM ledger_outbox WHERE sequence = 3 AND stream = %s",
        state(number).id,
    )
    assert line["reader"] == "notices"
    payload = json.loads(reading.entries(UUID(state(number).id))[-1].payload)
    assert (payload["body"], payload["reason"]) == ("urban-management", "not-our-duty")
    assert payload["suggested"] == "housing"


# GlobaLeaks and the closed systems


def test_nothing_can_be_deleted() -> None:
    """GlobaLeaks #3061, #3210: deletion without approval; history lost."""
    register()
    for table in ("ledger_entry", "cases_case", "files_text"):
        with pytest.raises(DatabaseError), transaction.atomic():
            tables.run(f"DELETE FROM {table}")


def test_an_officer_who_left_leaves_no_case_stuck() -> None:
    """GlobaLeaks #4676: the cases of somebody who left could be opened by nobody."""
    number = sent()
    tables.run("UPDATE people_appointment SET until = '2026-03-02' WHERE person = 'clerk-urban'")
    later = at("03-03 09:00")
    assert officer("clerk-urban", at=later).posts == ()
    assert refused("clerk-urban", number, "receive", at=later).code == "not_visible"
    give("section-urban", number, "receive", at=later)
