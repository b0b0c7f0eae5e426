"""One command for several cases: what is open on all, a result for each, and nobody else's."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.cases.reading import queries
from tests.county import AT, give, officer, register
from tests.web.conftest import Clock, page
from tests.web.desk.test_pages import dispatcher, quick, sit_down

__all__ = ["dispatcher", "quick"]


def three() -> list[str]:
    """Register three plain matters."""
    return [register(title=f"第{n}件").state.number for n in range(3)]


def send(client: Client, do: str, numbers: list[str], **told: Any) -> Any:
    """Send the form as it was read."""
    asked = client.get("/desk/bulk", {"do": do, "n": numbers})
    versions = {f"v.{one.state.number}": one.sequence for one in asked.context["views"]}
    return client.post("/desk/bulk", {"do": do, "n": numbers, **versions, **told})


def test_what_is_open_on_all_chosen_is_offered_and_nothing_else(dispatcher: Client) -> None:
    numbers = three()
    offered = dispatcher.get("/desk/bulk", {"n": numbers}).context["actions"]
    assert {"assign", "note"} <= {one.name for one in offered}
    give("dispatcher-1", numbers[0], "assign", lead="urban-management")
    offered = dispatcher.get("/desk/bulk", {"n": numbers}).context["actions"]
    assert "assign" not in {one.name for one in offered}


def test_all_are_done_at_once_with_a_result_for_each(dispatcher: Client) -> None:
    numbers = three()
    answer = send(dispatcher, "assign", numbers, lead="urban-management", note="一并办理")
    assert [one.refused for one in answer.context["results"]] == [None] * 3
    assert "办好 3 件" in page(answer)
    for number in numbers:
        state = queries.view(officer("clerk-urban"), number, at=AT).state
        assert state.lead is not None
        assert state.lead.body == "urban-management"


def test_a_refused_one_says_why_and_holds_up_no_other(dispatcher: Client) -> None:
    numbers = three()
    secret = register(
        kind="misconduct_report", respondent=["urban-management"], channel="web"
    ).state.number
    answer = send(dispatcher, "assign", [*numbers, secret], lead="urban-management")
    refused = {one.number: one.refused for one in answer.context["results"]}
    assert [refused[number] for number in numbers] == [None] * 3
    assert refused[secret]["refused"]
    assert refused[secret]["refused"] in page(answer)


def test_a_second_press_finds_that_the_cases_moved_on(dispatcher: Client) -> None:
    numbers = three()
    told = {"do": "note", "n": numbers, "text": "一并催办", **{f"v.{one}": 1 for one in numbers}}
    dispatcher.post("/desk/bulk", told)
    again = dispatcher.post("/desk/bulk", told)
    assert "事项已被别人更新" in page(again)
    assert queries.view(officer("dispatcher-1"), numbers[0], at=AT).sequence == 2


def test_a_form_that_lost_the_version_of_one_case_does_nothing_to_any(dispatcher: Client) -> None:
    numbers = three()
    told = {
        "do": "note",
        "n": numbers,
        "text": "一并催办",
        **{f"v.{one}": 1 for one in numbers[1:]},
    }
    for _ in range(2):
        answer = dispatcher.post("/desk/bulk", told)
        assert answer.status_code == 422
        assert "没有带回表单打开时的事项版本" in page(answer)
        assert "一并催办" in page(answer)
    sequences = [queries.view(officer("dispatcher-1"), one, at=AT).sequence for one in numbers]
    assert sequences == [1] * 3


def test_what_is_missing_stands_at_its_question_and_nothing_is_done(dispatcher: Client) -> None:
    numbers = three()
    answer = send(dispatcher, "assign", numbers, note="谁来办？")
    assert answer.status_code == 422
    assert "这一项要填" in page(answer)
    assert "谁来办？" in page(answer)
    assert queries.view(officer("dispatcher-1"), numbers[0], at=AT).sequence == 1


def test_an_outsider_sees_the_same_for_an_unknown_and_an_invisible_case(
    county: str, clock: Clock
) -> None:
    number, client = register().state.number, sit_down("clerk-human")
    for one in (number, "QINGHE-260302-AAAAAA"):
        assert client.get("/desk/bulk", {"n": one}).status_code == 404
        told = {"do": "note", "n": one, "text": "看看", f"v.{one}": 1}
        assert client.post("/desk/bulk", told).status_code == 404
    assert queries.view(officer("dispatcher-1"), number, at=AT).sequence == 1


def test_a_case_out_of_sight_among_others_is_left_out_without_a_word(
    county: str, clock: Clock
) -> None:
    mine, other = register().state.number, register(title="与我无关").state.number
    give("dispatcher-1", mine, "assign", lead="urban-management")
    answer = send(sit_down("clerk-urban"), "receive", [mine, other])
    assert [one.number for one in answer.context["results"]] == [mine]
    assert other not in page(answer)


def test_whoever_is_not_logged_in_is_asked_to(resident: Client) -> None:
    assert resident.get("/desk/bulk")["Location"].startswith("/desk/log-in")


def test_nothing_chosen_says_so(dispatcher: Client) -> None:
    assert "还没有选" in page(dispatcher.get("/desk/bulk"))


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/desk/lists/open?kind=help", "/desk/lists/open?kind=help"),
        ("https://evil.example/desk/", "/desk/"),
        ("//evil.example/desk/", "/desk/"),
        ("/say", "/desk/"),
    ],
)
def test_the_way_back_leads_to_a_list_of_the_desk(dispatcher: Client, asked: str, led: str) -> None:
    assert dispatcher.get("/desk/bulk", {"back": asked}).context["back"] == led


def test_each_row_of_a_list_can_be_chosen_without_a_script(dispatcher: Client) -> None:
    number = register().state.number
    shown = page(dispatcher.get("/desk/lists/open"))
    assert f'name="n" value="{number}" form="bulk"' in shown
    assert 'id="bulk"' in shown


def test_it_costs_the_same_for_one_as_for_six(dispatcher: Client) -> None:
    def cost(numbers: list[str]) -> int:
        with CaptureQueriesContext(connection) as counted:
            assert dispatcher.get("/desk/bulk", {"n": numbers}).status_code == 200
        return len(counted)

    numbers = [*three(), *three()]
    for number in numbers[1:]:
        give("dispatcher-1", numbers[0], "link", to=number, relation="related")
    cost(numbers[:1])
    assert cost(numbers) == cost(numbers[:1]) <= 9
