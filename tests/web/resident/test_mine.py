"""My own matters, opened by the telephone: for whoever raised them and whoever spoke for him."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.messages import messages
from tests.county import AT, give, register
from tests.web.conftest import Clock, filed, page

PHONE = "13800001111"


def _code(client: Client, clock: Clock, phone: str = PHONE) -> str:
    assert client.post("/mine", {"phone": phone}).status_code == 200
    text = next(one.text for one in messages.waiting(at=clock.at) if one.phone == phone)
    found = re.search(r"\d{6}", text)
    assert found
    return found[0]


def _opened(client: Client, clock: Clock, phone: str = PHONE) -> str:
    answer = client.post("/mine", {"phone": phone, "code": _code(client, clock, phone)})
    assert answer["Location"] == "/mine"
    return page(client.get("/mine"))


def test_a_code_opens_what_this_number_raised_and_nothing_else(
    resident: Client, clock: Clock
) -> None:
    code = filed(resident)
    register(title="别人的事")
    shown = _opened(resident, clock)
    assert f"/follow/{code}" in shown
    assert "路灯坏了半个月" in shown
    assert "别人的事" not in shown
    assert "138****1111" in shown
    assert PHONE not in shown


def test_a_matter_taken_by_telephone_is_in_it_too(resident: Client, clock: Clock) -> None:
    register()
    assert "夜间施工噪声" in _opened(resident, clock, "13800002210")


def test_a_number_without_matters_is_told_so(resident: Client, clock: Clock) -> None:
    filed(resident)
    assert "还没有反映过的事" in _opened(resident, clock, "13800009999")


def test_asking_says_the_same_for_known_and_unknown_numbers(resident: Client, clock: Clock) -> None:
    filed(resident)
    known = page(resident.post("/mine", {"phone": PHONE})).replace(PHONE, "")
    unknown = page(resident.post("/mine", {"phone": "13800009999"})).replace("13800009999", "")
    blind = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert blind.sub("", known) == blind.sub("", unknown)


def test_without_a_gateway_the_page_does_not_say_that_one_was_sent(
    resident: Client, clock: Clock
) -> None:
    shown = page(resident.post("/mine", {"phone": PHONE}))
    assert "这里还没有接通短信" in shown
    assert "正在发往" not in shown


def test_with_one_it_says_where_it_goes(resident: Client, clock: Clock, settings: Any) -> None:
    settings.SMS_URL = "http://127.0.0.1:9/"
    assert "正在发往" in page(resident.post("/mine", {"phone": PHONE}))


def test_a_wrong_code_says_so_and_keeps_the_number(resident: Client, clock: Clock) -> None:
    right = _code(resident, clock)
    wrong = f"{(int(right) + 1) % 10**6:06}"
    answer = resident.post("/mine", {"phone": PHONE, "code": wrong})
    assert answer.status_code == 422
    assert "验证码不对" in page(answer)
    assert f'value="{PHONE}"' in page(answer)


def test_no_mobile_number_is_a_fault_at_the_field(resident: Client, clock: Clock) -> None:
    answer = resident.post("/mine", {"phone": "8888"})
    assert answer.status_code == 422
    assert "请写11位手机号" in page(answer)
    assert 'value="8888"' in page(answer)


def test_asking_too_often_is_told_with_the_minutes(resident: Client, clock: Clock) -> None:
    found = [resident.post("/mine", {"phone": PHONE}) for _ in range(4)]
    assert [one.status_code for one in found] == [200, 200, 200, 429]
    assert "分钟后再试" in page(found[-1])


def test_an_outsider_sees_no_list(resident: Client, clock: Clock) -> None:
    filed(resident)
    _opened(resident, clock)
    assert "路灯坏了半个月" not in page(Client().get("/mine"))
    resident.cookies["held"] = resident.cookies["held"].value + "x"
    assert "路灯坏了半个月" not in page(resident.get("/mine"))


def test_leaving_forgets_the_telephone(resident: Client, clock: Clock) -> None:
    filed(resident)
    _opened(resident, clock)
    assert resident.post("/mine/leave")["Location"] == "/mine"
    assert "手机号" in page(resident.get("/mine"))
    assert "路灯坏了半个月" not in page(resident.get("/mine"))


def test_a_report_kept_from_its_unit_is_still_its_authors(resident: Client, clock: Clock) -> None:
    filed(resident, kind="misconduct_report", respondent="urban-management")
    assert "路灯坏了半个月" in _opened(resident, clock)


@pytest.mark.parametrize("more", [1, 6])
def test_a_longer_list_asks_the_database_no_more(resident: Client, clock: Clock, more: int) -> None:
    for _ in range(more):
        register(petitioner={"name": "王秀兰", "phone": PHONE}, at=AT)
    _opened(resident, clock)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        shown = page(resident.get("/mine"))
    assert shown.count("/follow/") >= more
    assert len(asked) <= 6


def test_a_matter_raised_for_another_shows_to_both(resident: Client, clock: Clock) -> None:
    other = {"who": "other", "other_name": "刘桂花", "other_phone": "13800003333"}
    code = filed(resident, **other, on_behalf="family", agreed="yes")
    assert f"/follow/{code}" in _opened(resident, clock)
    assert f"/follow/{code}" in _opened(Client(), clock, "13800003333")


@pytest.mark.parametrize(("route", "over"), [("1", True), ("6", False)])
def test_a_matter_led_into_another_procedure_is_over(
    resident: Client, clock: Clock, route: str, over: bool
) -> None:
    number = register(channel="in_person", kind="claim").state.number
    give("dispatcher-1", number, "assign", lead="urban-management")
    give("clerk-urban", number, "receive")
    state = give("clerk-urban", number, "accept", route=route, addressee="法院").state
    assert state.is_final is over
    assert ('class="tag blue"' not in _opened(resident, clock, "13800002210")) is over
