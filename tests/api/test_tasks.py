"""Tasks over HTTP: whose they are, what is open, and what a resident does not read."""

from datetime import timedelta

from lianxin.cases.codes import code_of
from tests.api.conftest import As, Caller, Clock
from tests.county import AT, give, register

ADVICE = {"kind": "improve_work", "body": "veterans", "text": "完善制度"}


def advised() -> str:
    """An order on which the veterans' office was advised."""
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management")
    give("inspector-1", number, "advise", **ADVICE)
    return number


def test_a_task_is_shown_to_whoever_owes_it_and_waits_in_the_list(as_: As) -> None:
    number = advised()
    caller = as_("clerk-veterans")
    told = caller.get(f"/cases/{number}").json()
    assert told["standings"] == ["tasked"]
    assert "report_task" in told["commands"]
    (task,) = told["tasks"]
    assert (task["source"], task["about"], task["body"], task["state"]) == (
        "advice",
        "improve_work",
        "veterans",
        "open",
    )
    (clock,) = (one for one in told["clocks"] if one["about"] == "task-1")
    assert (clock["code"], clock["whose"]) == ("advice_reply", "tasked")
    rows = caller.get("/cases?waiting=task&count=true").json()
    assert ([row["number"] for row in rows["items"]], rows["count"]) == ([number], 1)
    assert as_("clerk-urban").get("/cases?waiting=task").json()["items"] == []


def test_a_report_and_its_taking_go_over_the_wire(as_: As, clock: Clock) -> None:
    number = advised()
    clock.on(days=1)
    answer = as_("clerk-veterans").command(number, "report_task", task=1, done=True, text="采纳")
    assert (answer.status_code, answer.json()["tasks"][0]["state"]) == (200, "reported")
    assert as_("clerk-veterans").get("/cases?waiting=task").json()["items"] == []
    assert as_("inspector-1").command(number, "close_task", task=1).status_code == 200
    assert as_("clerk-veterans").get(f"/cases/{number}").status_code == 404


def test_an_outsider_learns_nothing_of_a_task(as_: As) -> None:
    number = advised()
    answer = as_("clerk-human").command(number, "report_task", task=1, done=True, text="采纳")
    assert answer.status_code == 404
    answer = as_("clerk-urban").command(number, "report_task", task=1, done=True, text="采纳")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_yours")


def test_a_moment_gone_by_is_refused_with_its_field(as_: As) -> None:
    number = advised()
    due = (AT - timedelta(days=1)).isoformat()
    answer = as_("inspector-1").command(number, "advise", **ADVICE, due=due)
    assert (answer.status_code, answer.json()["code"]) == (409, "past")
    assert answer.json()["errors"][0]["pointer"] == "/due"


def test_another_word_for_what_waits_is_refused(as_: As) -> None:
    assert as_("clerk-veterans").get("/cases?waiting=rain").status_code == 422


def test_the_resident_reads_no_task_and_no_clock_of_one(as_: As, stranger: Caller) -> None:
    number = advised()
    state = give("dispatcher-1", number, "note", text="在办").state
    told = stranger.get(f"/track/{code_of(state.id)}").json()
    assert told["clocks"]
    assert {one["about"] for one in told["clocks"]} == {""}
    assert "tasks" not in told
