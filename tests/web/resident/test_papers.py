"""Papers that went to a resident, and a review asked for, taken back, or no longer open."""

from typing import Any

from django.test import Client

from lianxin.cases.codes import code_of
from lianxin.cases.reading import queries
from tests.county import AT, give, officer, register
from tests.documents.matters import CLERK, accepted, day, delivered, signed
from tests.web.conftest import TOKEN, Clock, page


def _code(number: str) -> str:
    return code_of(queries.view(officer("clerk-petition"), number, at=AT).state.id)


def test_what_was_delivered_is_listed_and_handed_out(resident: Client, clock: Clock) -> None:
    clock.at = day(8)
    code = _code(delivered())
    shown = page(resident.get(f"/follow/{code}"))
    assert "给您的文书" in shown
    assert "处理意见书" in shown
    assert "3月9日（周一）送达" in shown
    path = shown.partition(f'href="/follow/{code}/papers/')[2].partition('"')[0]
    answer: Any = resident.get(f"/follow/{code}/papers/{path}")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.content.startswith(b"%PDF")


def test_what_is_only_signed_says_so_and_is_not_handed_out(resident: Client, clock: Clock) -> None:
    clock.at = day(6)
    number = signed()
    give(CLERK, number, "issue", at=day(6), document="opinion")
    code = _code(number)
    assert "已签发，待送达" in page(resident.get(f"/follow/{code}"))
    assert f"/follow/{code}/papers/" not in page(resident.get(f"/follow/{code}"))
    assert resident.get(f"/follow/{code}/papers/9/opinion").status_code == 404


def test_an_outsider_gets_no_paper_by_a_made_up_code(resident: Client, clock: Clock) -> None:
    clock.at = day(8)
    delivered()
    assert resident.get("/follow/AAAAAAAAAA/papers/9/opinion").status_code == 404


def test_a_review_is_offered_with_the_day_until_when(resident: Client, clock: Clock) -> None:
    clock.at = day(8)
    code = _code(delivered())
    assert "申请复查：到4月8日（周三）为止都可以" in page(resident.get(f"/follow/{code}"))
    shown = page(resident.get(f"/follow/{code}/request_review"))
    assert "到4月8日（周三）为止都可以" in shown
    assert "对哪一点不服" in shown


def test_a_review_taken_back_leaves_the_opinion_as_it_was(resident: Client, clock: Clock) -> None:
    clock.at = day(8)
    code = _code(delivered())
    told = {"reason": "面积算错了", "token": TOKEN}
    assert resident.post(f"/follow/{code}/request_review", told).status_code == 302
    shown = page(resident.get(f"/follow/{code}"))
    assert "正在复查" in shown
    assert "撤回复查申请" in shown
    assert "原处理意见照旧有效" in page(resident.get(f"/follow/{code}/withdraw"))
    assert resident.post(f"/follow/{code}/withdraw", {"reason": "想通了"}).status_code == 302
    shown = page(resident.get(f"/follow/{code}"))
    assert "您撤回了这次复查申请，原处理意见照旧有效" in shown
    assert "您撤回了这件事" not in shown
    assert "已经答复" in shown


def test_what_is_late_says_so_and_urging_comes_first(resident: Client, clock: Clock) -> None:
    code = _code(accepted())
    clock.at = day(100)
    shown = page(resident.get(f"/follow/{code}"))
    assert "已经超期；您可以催一催" in shown
    assert shown.index(">催一催</a>") < shown.index(">补充</a>")


def test_once_answered_checking_what_was_taken_down_stands_back(
    resident: Client, clock: Clock
) -> None:
    clock.at = day(8)
    shown = page(resident.get(f"/follow/{_code(delivered())}"))
    assert shown.index(">问题解决了</a>") < shown.index(">核对登记的内容</a>")
    early = page(resident.get(f"/follow/{_code(register().state.number)}"))
    assert early.index(">核对登记的内容</a>") < early.index(">补充</a>")


def test_a_refusal_names_the_next_door(resident: Client) -> None:
    number = register().state.number
    told = {"reason": "court", "text": "法院正在审理。", "next_door": "县人民法院立案窗口"}
    give("dispatcher-1", number, "decline", **told)
    shown = page(resident.get(f"/follow/{_code(number)}"))
    assert "法院正在审理。\n县人民法院立案窗口" in shown


def test_a_file_that_is_not_taken_is_named_and_the_others_stay(resident: Client) -> None:
    code = code_of(register().state.id)
    with open(__file__, "rb") as good:
        files = {"attachments": [good]}
        answer = resident.post(f"/follow/{code}/add", {"text": "", **files})
    assert answer.status_code == 422
    assert "test_papers" in page(answer)
    assert "这一项要填" in page(answer)
