"""Following a matter by its query code, and acting on it."""

import json
from typing import Any

import pytest
from django.test import Client

from lianxin.cases.codes import code_of
from lianxin.cases.reading import bearers
from lianxin.people.rate_limits import Rate
from lianxin.rules.numbers import query_code
from tests.county import give, opened_by, register
from tests.web.conftest import TOKEN, Clock, filed, page

ANOTHER = "00000000-0000-4000-8000-000000000002"


def _number(code: str) -> str:
    return opened_by(code).state.number


def test_the_first_page_shows_number_code_and_picture(resident: Client) -> None:
    code = filed(resident)
    shown = page(resident.get(f"/follow/{code}?new=1"))
    assert _number(code) in shown
    assert f"{code[:5]} {code[5:]}" in shown
    assert "<svg" in shown


def test_it_says_who_has_it_and_until_when(resident: Client) -> None:
    code = filed(resident)
    assert "正在派单，最迟3月2日（周一）派给办理单位" in page(resident.get(f"/follow/{code}"))
    give("dispatcher-1", _number(code), "assign", lead="urban-management")
    shown = page(resident.get(f"/follow/{code}"))
    assert "正在办理，最迟3月9日（周一）答复您" in shown
    assert "交给清河县城市管理局办理" in shown


def test_notes_between_offices_are_not_for_the_resident(resident: Client) -> None:
    code = filed(resident)
    number = _number(code)
    give("dispatcher-1", number, "assign", lead="urban-management", note="注意安全隐患")
    give("clerk-urban", number, "note", text="内部情况", public=False)
    give("clerk-urban", number, "note", text="已派人去看", public=True)
    shown = page(resident.get(f"/follow/{code}"))
    assert "已派人去看" in shown
    assert "内部情况" not in shown
    assert "注意安全隐患" not in shown


def test_a_code_is_found_however_it_is_written(resident: Client) -> None:
    code = filed(resident)
    answer = resident.post("/follow", {"code": f" {code[:5].lower()} {code[5:]} "})
    assert answer["Location"] == f"/follow/{code}"


def test_an_unknown_code_says_so_at_the_field(resident: Client) -> None:
    answer = resident.post("/follow", {"code": "AAAAAAAAAA"})
    assert answer.status_code == 422
    assert "没有找到" in page(answer)


@pytest.mark.parametrize("path", ["", "/proof", "/add", "/files/" + TOKEN])
def test_an_outsider_sees_nothing_by_a_made_up_code(resident: Client, path: str) -> None:
    assert resident.get(f"/follow/AAAAAAAAAA{path}").status_code == 404


def test_guessing_codes_is_slowed(resident: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bearers, "BY_ADDRESS", Rate(most=2, seconds=60))
    found = [resident.get("/follow/AAAAAAAAAA").status_code for _ in range(3)]
    assert found == [404, 404, 429]


@pytest.mark.parametrize("path", ["", "/proof", "/add", f"/files/{TOKEN}", "/papers/1/opinion"])
def test_no_way_to_a_code_is_left_uncounted(
    resident: Client, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(bearers, "BY_ADDRESS", Rate(most=2, seconds=60))
    found = [resident.get(f"/follow/{query_code(n)}{path}").status_code for n in range(3)]
    assert found == [404, 404, 429]


@pytest.mark.parametrize("checks", [False, True])
def test_a_command_to_a_guessed_code_is_counted_with_a_proof_of_origin_and_without(
    resident: Client, monkeypatch: pytest.MonkeyPatch, checks: bool
) -> None:
    monkeypatch.setattr(bearers, "BY_ADDRESS", Rate(most=2, seconds=60))
    client = Client(enforce_csrf_checks=checks, raise_request_exception=False)
    found = [client.post(f"/follow/{query_code(n)}/add").status_code for n in range(3)]
    assert found == [404, 404, 429]


def test_a_file_of_another_matter_is_not_given_out(resident: Client) -> None:
    code = filed(resident)
    assert resident.get(f"/follow/{code}/files/{TOKEN}").status_code == 404


def test_the_signed_history_is_given_out(resident: Client) -> None:
    code = filed(resident)
    answer = resident.get(f"/follow/{code}/proof")
    assert "attachment" in answer["Content-Disposition"]
    assert json.loads(answer.content)["entries"]


def test_words_are_added_once_however_often_they_are_sent(resident: Client) -> None:
    code = filed(resident)
    told = {"text": "还有一盏也坏了", "token": ANOTHER}
    first = resident.post(f"/follow/{code}/add", told)
    again = resident.post(f"/follow/{code}/add", told)
    assert first.status_code == again.status_code == 302
    assert page(resident.get(f"/follow/{code}")).count("还有一盏也坏了") == 1


def test_urging_twice_a_day_is_refused_in_words(resident: Client, clock: Clock) -> None:
    code = filed(resident)
    assert resident.post(f"/follow/{code}/urge", {}).status_code == 302
    answer = resident.post(f"/follow/{code}/urge", {})
    assert answer.status_code == 422
    assert "今天已经催办过了" in page(answer)
    clock.on(days=1)
    assert resident.post(f"/follow/{code}/urge", {}).status_code == 302


def test_an_answer_left_out_stands_at_its_question(resident: Client) -> None:
    code = filed(resident)
    answer = resident.post(f"/follow/{code}/withdraw", {"reason": ""})
    assert answer.status_code == 422
    assert "这一项要填" in page(answer)


def test_an_answer_is_rated_and_sent_back_when_nothing_is_solved(resident: Client) -> None:
    code = filed(resident)
    number = _number(code)
    give("dispatcher-1", number, "assign", lead="urban-management")
    give("clerk-urban", number, "receive")
    give("clerk-urban", number, "reply", text="已修好")
    shown = page(resident.get(f"/follow/{code}"))
    assert "已经答复" in shown
    assert "已修好" in shown
    rated = {"contacted": "yes", "solved": "no", "satisfied": "not"}
    assert resident.post(f"/follow/{code}/rate", rated).status_code == 302
    assert "您评价了办理结果" in page(resident.get(f"/follow/{code}"))


def test_a_command_of_the_house_is_no_page_of_a_resident(resident: Client) -> None:
    code = filed(resident)
    assert resident.get(f"/follow/{code}/assign").status_code == 404
    assert resident.post(f"/follow/{code}/close", {"disposition": "settled"}).status_code == 404


def test_what_is_not_open_now_says_so(resident: Client) -> None:
    code = filed(resident)
    assert "现在还不能做这一步" in page(resident.get(f"/follow/{code}/request_review"))


def test_a_matter_taken_by_telephone_is_followed_the_same_way(
    resident: Client, county: str
) -> None:
    passed = register()
    answer: Any = resident.get(f"/follow/{code_of(passed.state.id)}")
    assert "夜间施工噪声" in page(answer)
