"""A form that lay open too long comes back with what was written in it."""

import pytest
from django.test import Client

from lianxin.web.resident import filing
from tests.county import opened_by
from tests.web.conftest import MATTER, PERSON, TOKEN, filed, page


def _strict(client: Client) -> Client:
    """The same phone, whose forms lost their proof of origin."""
    return Client(enforce_csrf_checks=True)


def test_what_was_written_comes_back_and_nothing_was_filed(resident: Client) -> None:
    told = {**MATTER, **PERSON, "token": TOKEN, "from": "person"}
    answer = _strict(resident).post("/say", told)
    assert answer.status_code == 403
    shown = page(answer)
    assert "您写的都还在" in shown
    assert 'value="13800001111"' in shown
    assert MATTER["text"] in shown
    assert TOKEN in shown


def test_the_check_page_comes_back_as_such(resident: Client) -> None:
    told = {**MATTER, **PERSON, "token": TOKEN, "from": "check"}
    shown = page(_strict(resident).post("/say", told))
    assert "看看对不对" in shown
    assert "路灯坏了半个月" in shown


def test_the_page_that_came_back_can_be_sent(resident: Client) -> None:
    client = _strict(resident)
    told = {**MATTER, **PERSON, "token": TOKEN, "from": "check"}
    shown = page(client.post("/say", told))
    proof = shown.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    answer = client.post("/say", {**told, "csrfmiddlewaretoken": proof})
    assert answer.status_code == 302
    assert filing.STEPS[-1] == "check"


def test_words_added_come_back_too(resident: Client) -> None:
    code = filed(resident)
    answer = _strict(resident).post(f"/follow/{code}/add", {"text": "还有一盏也坏了"})
    assert answer.status_code == 403
    assert "还有一盏也坏了" in page(answer)
    assert opened_by(code).sequence == 1


def test_other_forms_say_that_they_are_too_old(resident: Client) -> None:
    answer = _strict(resident).post("/follow", {"code": "AAAAAAAAAA"})
    assert answer.status_code == 403
    assert "这张表单已经过期" in page(answer)


@pytest.mark.parametrize(("told", "field"), [({}, 'name="phone"'), ({"code": "1"}, 'name="code"')])
def test_the_number_comes_back_and_no_code_is_sent(
    resident: Client, told: dict[str, str], field: str
) -> None:
    answer = _strict(resident).post("/mine", {"phone": "13800001111", **told})
    assert answer.status_code == 403
    assert "请再按一次" in page(answer)
    assert 'value="13800001111"' in page(answer)
    assert field in page(answer)


def test_an_outsider_gets_no_form_back_for_a_made_up_code(resident: Client) -> None:
    assert _strict(resident).post("/follow/AAAAAAAAAA/add", {"text": "x"}).status_code == 404
