"""Lists, single cases, their history and their proof."""

from datetime import timedelta
from typing import Any

import pytest

from lianxin.ledger import proof_check
from tests.api.conftest import As, Caller, Clock
from tests.county import AT, PLAIN, give, register


def _assigned(lead: str = "urban-management", **fields: Any) -> str:
    number = register(**fields).state.number
    give("dispatcher-1", number, "assign", lead=lead)
    return number


def test_a_case_shows_its_legs_clocks_standings_and_what_is_open_to_me(as_: As) -> None:
    number = _assigned()
    told = as_("clerk-urban").get(f"/cases/{number}").json()
    assert told["title"] == PLAIN["title"]
    assert told["lead"] == "urban-management"
    assert "lead" in told["standings"]
    assert {"receive", "object"} <= set(told["commands"])
    assert "rule_objection" not in told["commands"]
    assert told["version"] == 2


def test_a_clock_is_explained_with_its_source_and_the_days_left_out(as_: As) -> None:
    number = _assigned()
    told = as_("clerk-urban").get(f"/cases/{number}").json()
    handle = next(clock for clock in told["clocks"] if clock["code"] == "handle")
    assert handle["explanation"]["limits"] == ["5 working_days"]
    assert {day["why"] for day in handle["explanation"]["skipped"]} == {"weekend"}
    assert handle["left"]["late"] is False
    assert handle["zh"]
    assert handle["en"]


def test_an_overdue_clock_says_so(as_: As, clock: Clock) -> None:
    number = _assigned()
    clock.on(days=30)
    told = as_("clerk-urban").get(f"/cases/{number}").json()
    handle = next(one for one in told["clocks"] if one["code"] == "handle")
    assert handle["late"] is True
    assert handle["left"]["late"] is True


@pytest.mark.parametrize("part", ["", "/entries", "/proof", "/attachments/x"])
def test_an_outsider_gets_the_same_answer_as_for_a_case_that_is_not_there(
    as_: As, part: str
) -> None:
    number = _assigned()
    outsider = as_("clerk-human")
    answers = [
        outsider.get(f"/cases/{one}{part}") for one in (number, "QINGHE-260302-ZZZZZZ", "x%00y")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_the_body_complained_of_does_not_see_the_report(as_: As) -> None:
    number = register(
        "operator-3", channel="letter", kind="misconduct_report", respondent="urban-management"
    ).state.number
    assert as_("dispatcher-2").get(f"/cases/{number}").status_code == 200
    assert as_("clerk-urban").get(f"/cases/{number}").status_code == 404
    assert as_("clerk-urban").get("/cases").json()["items"] == []


def test_a_list_holds_what_i_see_newest_first(as_: As) -> None:
    first = _assigned()
    second = register(at=AT + timedelta(minutes=1)).state.number
    assert [row["number"] for row in as_("dispatcher-1").get("/cases").json()["items"]] == [
        second,
        first,
    ]
    assert [row["number"] for row in as_("clerk-urban").get("/cases").json()["items"]] == [first]
    assert as_("clerk-human").get("/cases").json()["items"] == []


def test_a_list_is_read_page_by_page_without_gap_or_repeat(as_: As) -> None:
    numbers = {register(at=AT + timedelta(minutes=one)).state.number for one in range(7)}
    caller = as_("dispatcher-1")
    found: list[str] = []
    path = "/cases?limit=3&count=true"
    while True:
        told = caller.get(path).json()
        assert told["count"] == 7
        found += [row["number"] for row in told["items"]]
        if told["next"] is None:
            break
        path = f"/cases?limit=3&count=true&cursor={told['next']}"
    assert len(found) == 7
    assert set(found) == numbers


def test_a_list_is_filtered(as_: As) -> None:
    assigned = _assigned()
    later = AT + timedelta(minutes=1)
    other = register(
        at=later, title="咨询社保", kind="consultation", area="shuangqiao"
    ).state.number
    caller = as_("dispatcher-1")

    def found(words: str) -> list[str]:
        return [row["number"] for row in caller.get(f"/cases?{words}").json()["items"]]

    assert found("stage=dispatched") == [assigned]
    assert found("phase=registered") == [other]
    assert found("kind=consultation") == [other]
    assert found("body=urban-management") == [assigned]
    assert found("area=shuangqiao") == [other]
    assert found("q=社保") == [other]
    assert found(f"q={assigned}") == [assigned]
    assert found("since=2026-03-02&until=2026-03-03") == [other, assigned]
    assert found("since=2026-03-02T08:32:00%2B08:00") == []
    assert found("overdue=true") == []


def test_what_is_overdue_is_listed_by_its_due_moment(as_: As, clock: Clock) -> None:
    number = _assigned()
    clock.on(days=30)
    told = as_("clerk-urban").get("/cases?overdue=true&order=due").json()
    assert [row["number"] for row in told["items"]] == [number]
    assert told["items"][0]["overdue"] is True


@pytest.mark.parametrize(
    ("words", "pointer"),
    [
        ("limit=201", "query:limit"),
        ("limit=x", "query:limit"),
        ("limit=0", "query:limit"),
        ("since=yesterday", "query:since"),
        ("since=1700000000", "query:since"),
        ("since=2026-03-02T08:30:00", "query:since"),
        ("cursor=nonsense", "query:cursor"),
        ("stagee=closed", "query:stagee"),
        ("overdue=perhaps", "query:overdue"),
        ("stage=%00", "query:stage"),
        ("q=%00", "query:q"),
        ("order=title", "query:order"),
    ],
)
def test_a_wrong_filter_is_named_and_never_left_out(as_: As, words: str, pointer: str) -> None:
    answer = as_("dispatcher-1").get(f"/cases?{words}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_the_history_shows_who_did_what_when(as_: As) -> None:
    number = _assigned()
    rows = as_("clerk-urban").get(f"/cases/{number}/entries").json()["items"]
    assert [(row["fact"], row["person"]) for row in rows] == [
        ("registered", "operator-1"),
        ("assigned", "dispatcher-1"),
    ]
    assert rows[1]["payload"]["lead"] == "urban-management"
    assert rows[0]["at"] == "2026-03-02T00:30:00Z"


def test_the_last_entry_is_the_head_that_was_given_as_a_receipt(as_: As) -> None:
    told = as_("operator-1").post("/cases", PLAIN).json()
    rows = as_("operator-1").get(f"/cases/{told['number']}/entries").json()["items"]
    assert rows[-1]["digest"] == told["head"]


def test_a_proof_holds_without_us_and_holds_the_receipt(as_: As) -> None:
    told = as_("operator-1").post("/cases", PLAIN).json()
    proof = as_("dispatcher-1").get(f"/cases/{told['number']}/proof").json()
    assert proof_check.check(proof, receipt=told["head"]) == []
    proof["entries"][0]["payload"] = proof["entries"][0]["payload"].replace("hotline", "letter")
    assert proof_check.check(proof) != []


def test_a_resident_is_not_told_what_the_house_notes(as_: As) -> None:
    resident = as_("resident-zhao")
    number = resident.post("/cases", {**PLAIN, "channel": "web"}).json()["number"]
    give("dispatcher-1", number, "set_risk", risk="red", reason="可能越级上访")
    assert as_("dispatcher-1").get(f"/cases/{number}").json()["risk"] == "red"
    assert resident.get(f"/cases/{number}").json()["risk"] is None
    payloads = {
        row["fact"]: row["payload"]
        for row in resident.get(f"/cases/{number}/entries").json()["items"]
    }
    assert payloads["risk_set"] is None


def test_officers_read_who_was_told_of_a_matter_and_its_resident_does_not(as_: As) -> None:
    resident = as_("resident-zhao")
    number = resident.post("/cases", {**PLAIN, "channel": "web"}).json()["number"]
    give("dispatcher-1", number, "assign", lead="urban-management")
    give("dispatcher-1", number, "broadcast", bodies=["veterans"], text="请知悉。")
    assert as_("clerk-veterans").get(f"/cases/{number}").json()["informed"] == ["veterans"]
    assert resident.get(f"/cases/{number}").json()["informed"] == []


def test_no_refused_address_is_written_to_the_log(
    stranger: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    stranger.get("/track/SECRETCODE")
    assert "SECRETCODE" not in caplog.text
