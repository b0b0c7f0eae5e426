"""Registering while somebody is on the line: what is known already, and an answer at once."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.cases.reading import queries
from tests.cases.likeness.test_answered import ASKED, PUBLIC, told
from tests.county import officer, register
from tests.web.conftest import TOKEN, Clock, page
from tests.web.desk.test_pages import ANOTHER, quick, sit_down

__all__ = ["quick"]
CALL = {"text": "咨询老年优待证办理，要带什么？", "category": "c-11", "kind": "consultation"}


@pytest.fixture
def operator(county: str, clock: Clock) -> Client:
    """An operator at the desk."""
    return sit_down("operator-1")


def hints(client: Client, **given: Any) -> Any:
    """Return what stands beside the form."""
    return client.post("/desk/register/hints", given)


def test_an_open_matter_that_says_the_same_is_shown_before_it_is_registered_twice(
    operator: Client,
) -> None:
    number = register().state.number
    given = {"text": "工地夜间施工，无法休息", "category": "c-01", "area": "liuyin"}
    answer = hints(operator, **given)
    assert [one.number for one in answer.context["alike"]] == [number]
    assert "可能已经登记过" in page(answer)
    assert f"/desk/cases/{number}/note" in page(answer)
    assert hints(operator, **{**given, "area": "shanghe"}).context["alike"] == []
    assert hints(operator, **{**given, "text": ""}).context["alike"] == []


def test_an_earlier_public_answer_is_offered_and_only_where_one_may_answer_at_once(
    operator: Client,
) -> None:
    told()
    answer = hints(operator, **CALL)
    assert PUBLIC in page(answer)
    assert 'name="answer"' in page(answer)
    complaint = page(hints(operator, **{**CALL, "kind": "complaint"}))
    assert PUBLIC in complaint
    assert 'name="answer"' not in complaint


def test_the_chosen_answer_stands_in_the_reply_and_goes_out_when_it_is_sent(
    operator: Client,
) -> None:
    number = told()
    sent = {**CALL, "area": "mianfang", "name": "米寿", "channel": "hotline", "token": TOKEN}
    answer = operator.post("/desk/register", {**sent, "answer": number})
    assert "/reply?" in answer["Location"]
    form = operator.get(answer["Location"])
    assert page(form).count(PUBLIC) == 2
    case = answer["Location"].partition("?")[0]
    version = form.context["view"].sequence
    given = {"text": PUBLIC, "public_text": PUBLIC, "token": ANOTHER, "version": version}
    assert operator.post(case, given).status_code == 302


def test_an_answer_that_was_not_offered_is_not_taken(operator: Client) -> None:
    other = register(**{**ASKED, "title": "无关的事"}).state.number
    sent = {**CALL, "area": "mianfang", "name": "米寿", "channel": "hotline", "token": TOKEN}
    answer = operator.post("/desk/register", {**sent, "answer": other})
    assert re.fullmatch(r"/desk/cases/[A-Z0-9-]+", answer["Location"])


def test_an_outsider_is_shown_nothing_of_others(county: str, clock: Clock) -> None:
    told()
    register()
    client = sit_down("clerk-human")
    shown = page(hints(client, **CALL, phone="13800002210", area="liuyin"))
    assert PUBLIC not in shown
    assert "夜间施工噪声" not in shown


def test_hints_cost_the_same_however_much_there_is(operator: Client) -> None:
    given = {
        "text": "工地夜间施工，无法休息",
        "category": "c-01",
        "area": "liuyin",
        "phone": "13800002210",
    }

    def cost() -> int:
        with CaptureQueriesContext(connection) as counted:
            hints(operator, **given)
        return len(counted)

    register()
    before = cost()
    for _ in range(4):
        register()
    assert cost() == before <= 13


def test_whoever_takes_it_down_on_the_spot_may_give_the_position(operator: Client) -> None:
    told = {"text": "护栏松动", "kind": "complaint", "channel": "grid", "name": "钱二"}
    here = {"area": "liuyin", "lat": "30.730815", "lon": "124.304014"}
    sent = operator.post("/desk/register", {**told, **here, "token": TOKEN})
    assert "<circle" in page(operator.get(sent["Location"]))
    wrong = operator.post("/desk/register", {**told, **here, "lat": "91", "token": ANOTHER})
    assert wrong.status_code == 422
    assert 'value="124.304014"' in page(wrong)


OTHER = {
    **{"text": "路灯坏了半个月。", "name": "赵强", "phone": "13800001112", "token": ANOTHER},
    **{"on_behalf": "family", "other_name": "王秀兰", "other_phone": "13800001111", "agreed": "1"},
}


def test_who_speaks_for_whom_is_asked_and_kept(operator: Client) -> None:
    answer = operator.post("/desk/register", OTHER)
    assert answer.status_code == 302, page(answer)
    number = answer["Location"].rpartition("/")[2]
    state = queries.state_of(officer("operator-1"), number)
    assert (state.people.on_behalf, state.people.agreed) == ("family", True)
    assert (len(state.people.petitioners), len(state.people.representatives)) == (1, 1)
    assert "由家人代为反映" in page(operator.get(answer["Location"]))


def test_whose_matter_it_is_must_be_said_and_what_was_written_stays(operator: Client) -> None:
    answer = operator.post("/desk/register", {**OTHER, "other_name": "", "other_phone": "1"})
    assert answer.status_code == 422
    assert set(answer.context["faults"]) == {"other_name", "other_phone"}
    assert '<details class="close" open>' in page(answer)
    assert 'value="赵强"' in page(answer)


def test_a_caller_without_a_name_speaks_for_nobody(operator: Client) -> None:
    answer = operator.post("/desk/register", {**OTHER, "anonymous": "1"})
    number = answer["Location"].rpartition("/")[2]
    assert queries.state_of(officer("operator-1"), number).people.on_behalf is None
