"""Who is told: the right ones, and never one complained of or recused."""

from datetime import datetime, timedelta

import pytest

from lianxin.cases import book
from lianxin.notices.receivers import Receiver, allowed, body, of_standing, told_of
from lianxin.rules.facts import CLASSES, Fact
from lianxin.rules.state import CaseState
from tests.county import AT, give, register

REF = f"{'0' * 8}-0000-0000-0000-{'0' * 12}#{'0' * 64}"


def assigned(*assists: str, at: datetime = AT, **fields: object) -> CaseState:
    number = register(**fields).state.number  # type: ignore[arg-type]  # fields of `register`
    passed = give("dispatcher-1", number, "assign", lead="urban-management", assist=assists, at=at)
    return passed.state


def told(fact: Fact, state: CaseState) -> set[Receiver]:
    return told_of(fact, state, book.current())


@pytest.mark.parametrize(
    ("standing", "receivers"),
    [
        ("lead", {body("urban-management")}),
        ("holder", {body("urban-management")}),
        ("assist", {body("ecology")}),
        ("centre", {body("hotline")}),
        ("supervisor", {Receiver(post="hotline-supervisor")}),
        ("inspector", {Receiver(post="petition-office-inspector")}),
        ("body_head", {Receiver(post="urban-management-head")}),
        ("upper", {body("qinghe-gov"), body("city-urban-management")}),
        ("registrar", {Receiver(person="operator-1")}),
        ("petitioner", {Receiver(standing="petitioner")}),
    ],
)
def test_a_standing_becomes_those_who_have_it(
    county: str, standing: str, receivers: set[Receiver]
) -> None:
    assert of_standing(standing, assigned("ecology"), book.current()) == receivers


@pytest.mark.parametrize(
    "standing", ["leader", "agent", "signer", "chair", "handled", "auditor", "nobody-knows"]
)
def test_a_standing_that_nobody_fills_is_told_to_the_centre(county: str, standing: str) -> None:
    assert of_standing(standing, assigned(), book.current()) == {body("hotline")}


def test_before_dispatch_the_registering_body_stands_for_the_lead(county: str) -> None:
    assert of_standing("lead", register().state, book.current()) == {body("hotline")}


def test_bodies_that_a_fact_names_are_told(county: str) -> None:
    state = assigned("ecology")
    sent = CLASSES["assigned"](lead="urban-management", assists=("ecology",))  # type: ignore[call-arg]  # fields of that fact
    assert told(sent, state) == {body("urban-management"), body("ecology")}
    passed_on = CLASSES["reassigned"](before="ecology", lead="housing", reason=REF)  # type: ignore[call-arg]  # fields of that fact
    assert told(passed_on, state) == {body("ecology"), body("housing")}


def test_leaders_and_seats_are_told_as_persons(county: str) -> None:
    state = assigned().with_changes(
        {"house": {"leaders": ("leader-1",), "responsible": "leader-2"}}
    )
    fact = CLASSES["leader_set"](leaders=("leader-1",), responsible="leader-2")  # type: ignore[call-arg]  # fields of that fact
    assert told(fact, state) == {Receiver(person="leader-1"), Receiver(person="leader-2")}


def test_an_alarm_is_told_to_whom_its_row_names(county: str) -> None:
    fact = CLASSES["rung"](clock="handle", moment="due", tell=("lead", "supervisor"))  # type: ignore[call-arg]  # fields of that fact
    assert told(fact, assigned()) == {
        body("urban-management"),
        Receiver(post="hotline-supervisor"),
    }


def test_a_fact_nobody_thought_of_goes_to_the_centre(county: str) -> None:
    assert told(CLASSES["restated"](calendar="x"), assigned()) == {body("hotline")}  # type: ignore[call-arg]  # fields of that fact


def test_one_complained_of_is_never_told(county: str) -> None:
    state = assigned(kind="misconduct_report", respondent=["ecology"])
    wanted = {
        body("ecology"),
        body("urban-management"),
        Receiver(post="ecology-head"),
        Receiver(person="head-ecology"),
        Receiver(standing="petitioner"),
    }
    kept = allowed(wanted, state, book.current(), at=AT)
    assert kept == {body("urban-management"), Receiver(standing="petitioner")}


def test_where_only_those_complained_of_were_meant_the_centre_is_told(county: str) -> None:
    state = assigned(kind="misconduct_report", respondent=["ecology"])
    kept = allowed({body("ecology")}, state, book.current(), at=AT)
    assert kept == {body("hotline")}


def test_where_the_centre_itself_is_complained_of_the_body_above_is_told(county: str) -> None:
    state = register("operator-3", kind="misconduct_report", respondent=["hotline"]).state
    state = state.with_changes({"house": {"centre": "hotline"}})
    kept = allowed({body("hotline")}, state, book.current(), at=AT)
    assert kept == {body("qinghe-gov")}


def test_the_recused_are_not_told(county: str) -> None:
    state = assigned().with_changes({"guard": {"recused": ("leader-1",)}})
    wanted = {Receiver(person="leader-1"), Receiver(person="leader-2")}
    assert allowed(wanted, state, book.current(), at=AT) == {Receiver(person="leader-2")}


def test_nobody_meant_is_nobody_told(county: str) -> None:
    assert allowed((), assigned(at=AT + timedelta(hours=1)), book.current(), at=AT) == set()
