"""Giving commands to a case."""

import pytest

from tests.api.conftest import As, Clock
from tests.county import give, register


def test_a_command_gives_the_new_state_and_the_facts_it_left(as_: As) -> None:
    number = register().state.number
    answer = as_("dispatcher-1").command(number, "assign", lead="urban-management")
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert told["stage"] == "dispatched"
    assert told["lead"] == "urban-management"
    assert told["facts"] == ["assigned"]
    assert told["version"] == 2
    assert {leg["body"] for leg in told["legs"]} == {"urban-management"}


def test_a_case_is_carried_through_the_interface_to_its_conclusion(as_: As, clock: Clock) -> None:
    number = as_("operator-1").post("/cases", _plain()).json()["number"]
    dispatcher, clerk = as_("dispatcher-1"), as_("clerk-urban")
    dispatcher.command(number, "assign", lead="urban-management")
    clock.on(hours=1)
    clerk.command(number, "receive")
    clock.on(hours=1)
    clerk.command(number, "contact", means="phone", reached=True, text="已联系")
    told = clerk.command(number, "reply", text="已责令停工整改。").json()
    assert told["phase"] == "concluded"
    assert all(clock["state"] == "stopped" for clock in told["clocks"] if clock["code"] == "handle")


def test_a_step_that_is_not_mine_says_whose_it_is(as_: As) -> None:
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management")
    answer = as_("clerk-urban").command(number, "rule_objection", upheld=False, text="不成立")
    assert answer.status_code == 409
    assert answer.json()["code"] in {"not_yours", "not_now"}


def test_a_step_that_comes_too_early_names_the_stages(as_: As) -> None:
    number = register().state.number
    answer = as_("dispatcher-1").post(
        f"/cases/{number}/commands", {"command": "archive"}, Accept_Language="en-GB,en;q=0.9"
    )
    told = answer.json()
    assert (answer.status_code, told["code"]) == (409, "not_now")
    assert told["hint"].startswith("Possible at: ")
    assert answer["Content-Language"] == "en"


def test_an_unmet_condition_is_listed_with_who_can_meet_it(as_: As) -> None:
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management", assist=["utilities"])
    give("clerk-urban", number, "receive")
    answer = as_("clerk-urban").command(number, "reply", text="已办结。")
    told = answer.json()
    assert (answer.status_code, told["code"]) == (409, "unmet")
    assert told["errors"]
    assert told["hint"].startswith("可由其满足条件：")


def test_a_stale_version_is_refused_with_the_version_now(as_: As) -> None:
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management")
    answer = as_("clerk-urban").command(number, "receive", expect_version=1)
    assert (answer.status_code, answer.json()["code"]) == (409, "version_changed")
    assert "2" in answer.json()["hint"]
    assert as_("clerk-urban").command(number, "receive", expect_version=2).status_code == 200


def test_the_same_key_does_a_command_once(as_: As) -> None:
    number = register().state.number
    caller = as_("dispatcher-1")
    body = {"command": "assign", "lead": "urban-management"}
    first = caller.post(f"/cases/{number}/commands", body, Idempotency_Key="a")
    again = caller.post(f"/cases/{number}/commands", body, Idempotency_Key="a")
    assert (first.status_code, again.status_code) == (200, 200)
    assert again["Idempotent-Replay"] == "true"
    assert again.json()["version"] == 2


def test_a_key_used_for_one_case_does_not_pass_for_another(as_: As) -> None:
    one, other = register().state.number, register().state.number
    caller = as_("dispatcher-1")
    body = {"command": "assign", "lead": "urban-management"}
    caller.post(f"/cases/{one}/commands", body, Idempotency_Key="a")
    answer = caller.post(f"/cases/{other}/commands", body, Idempotency_Key="a")
    assert (answer.status_code, answer.json()["code"]) == (409, "key_reused")


def test_an_unknown_command_is_told_which_there_are(as_: As) -> None:
    number = register().state.number
    answer = as_("dispatcher-1").command(number, "vanish")
    assert answer.status_code == 422
    (fault,) = answer.json()["errors"]
    assert fault["pointer"] == "/command"
    assert "assign" in fault["reason"]


def test_a_body_without_a_command_is_told_so(as_: As) -> None:
    number = register().state.number
    answer = as_("dispatcher-1").post(f"/cases/{number}/commands", {"lead": "urban-management"})
    assert answer.json()["errors"] == [{"pointer": "/command", "reason": "必填：命令的名称"}]


def test_a_wrong_field_of_a_command_is_named_without_the_command(as_: As) -> None:
    number = register().state.number
    answer = as_("dispatcher-1").command(number, "assign", lead="no body", days=0)
    assert {one["pointer"] for one in answer.json()["errors"]} == {"/lead", "/days"}


@pytest.mark.parametrize("name", ["ring", "restate", "register"])
def test_what_only_the_loops_or_the_desk_may_do_is_no_command(as_: As, name: str) -> None:
    number = register().state.number
    answer = as_("dispatcher-1").command(number, name)
    assert answer.json()["errors"][0]["pointer"] == "/command"


def test_the_route_may_be_given_as_a_number(as_: As) -> None:
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management")
    give("clerk-urban", number, "receive")
    answer = as_("clerk-urban").command(number, "accept", route=6)
    assert answer.status_code == 200, answer.content


def test_an_outsider_gets_the_same_answer_as_for_a_case_that_is_not_there(as_: As) -> None:
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management")
    outsider = as_("clerk-human")
    hidden = outsider.command(number, "receive")
    unknown = outsider.command("QINGHE-260302-ZZZZZZ", "receive")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content


def test_a_number_in_small_letters_is_the_same_case(as_: As) -> None:
    number = register().state.number
    answer = as_("dispatcher-1").command(number.lower(), "assign", lead="urban-management")
    assert answer.status_code == 200


def _plain() -> dict[str, object]:
    return {
        "channel": "hotline",
        "kind": "complaint",
        "title": "工地噪声",
        "text": "夜里施工。",
        "area": "liuyin",
        "petitioner": {"name": "赵一", "phone": "13800002210"},
    }


def test_an_answer_does_not_tell_of_a_tied_case_that_the_caller_does_not_see(as_: As) -> None:
    number, other = register().state.number, register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management")
    told = as_("dispatcher-1").command(number, "link", to=other, relation="related").json()
    assert told["ties"] == [{"to": other, "relation": "related"}]
    told = as_("clerk-urban").command(number, "receive").json()
    assert told["ties"] == []


def test_somebody_with_several_posts_may_choose_the_one_he_acts_from(as_: As) -> None:
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="liuyin")
    clerk = as_("clerk-liuyin")
    assert clerk.command(number, "receive", post="liuyin-section-head").status_code == 200
    assert clerk.command(number, "note", text="已到现场").status_code == 200
    told = clerk.get(f"/cases/{number}/entries").json()["items"]
    assert [one["post"] for one in told[2:]] == ["liuyin-section-head", "liuyin-clerk"]
    made = clerk.post("/cases", {**_plain(), "post": "liuyin-section-head"}).json()["number"]
    told = clerk.get(f"/cases/{made}/entries").json()["items"]
    assert told[0]["post"] == "liuyin-section-head"


def test_a_post_that_the_caller_does_not_hold_is_refused_by_its_name(as_: As) -> None:
    number = register().state.number
    answer = as_("dispatcher-1").command(number, "note", text="x", post="liuyin-clerk")
    assert (answer.status_code, answer.json()["code"]) == (409, "no_such")
    assert answer.json()["errors"][0]["pointer"] == "/post"


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [({"lead": "nobody"}, "/lead"), ({"lead": "liuyin", "assist": ["nobody"]}, "/assist")],
)
def test_a_body_that_is_not_there_is_refused_where_it_was_told(
    as_: As, fields: dict[str, object], pointer: str
) -> None:
    number = register().state.number
    told = as_("dispatcher-1").command(number, "assign", **fields).json()
    assert (told["code"], told["errors"][0]["pointer"]) == ("no_such", pointer)
