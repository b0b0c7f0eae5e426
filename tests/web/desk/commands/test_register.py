"""Registering while somebody is on the line: what is known already, and an answer at once."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.cases import book
from lianxin.cases.codes import code_of
from lianxin.cases.reading import history, queries
from lianxin.rules.commands.intake import Register
from lianxin.web import questions
from tests.cases.likeness.test_answered import ASKED, PUBLIC, told
from tests.county import AT, give, officer, register
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


def test_what_the_office_found_itself_has_nobody_who_raised_it(operator: Client) -> None:
    sent = {"text": "排查发现路灯不亮。", "channel": "grid", "office_found": "1", "token": TOKEN}
    answer = operator.post("/desk/register", sent)
    state = queries.state_of(officer("operator-1"), answer["Location"].rpartition("/")[2])
    assert (state.people.petitioners, state.people.anonymous) == ((), False)


def test_whoever_is_named_did_raise_it(operator: Client) -> None:
    sent = {"text": "井盖缺失。", "name": "钱二", "office_found": "1", "token": TOKEN}
    answer = operator.post("/desk/register", sent)
    assert answer.status_code == 422
    assert set(answer.context["faults"]) == {"name"}


def state_after(operator: Client, **told: object) -> Any:
    """The matter that a registration leaves."""
    sent = {"text": "井盖缺失。", "name": "钱二", "token": TOKEN, "channel": "in_person", **told}
    answer = operator.post("/desk/register", sent)
    assert answer.status_code == 302, page(answer)
    return queries.state_of(officer("operator-1"), answer["Location"].rpartition("/")[2])


def test_everything_that_the_command_takes_can_be_told_at_the_desk(operator: Client) -> None:
    form = page(operator.get("/desk/register"))
    asked = set(re.findall(r'name="([^"]+)"', form))
    own = {"petitioner.name": "name", "petitioner.phone": "phone"}
    for question in questions.of(Register):
        names = [one.name for row in question.rows[:1] for one in row] or [question.name]
        for name in names:
            if name not in {"same_nearby", "attachments"}:
                assert own.get(name, name) in asked, name


def test_head_count_representatives_points_and_the_day_it_was_raised_are_kept(
    operator: Client,
) -> None:
    state = state_after(
        operator,
        **{
            "kind": "claim",
            "head_count": "12",
            "representatives.0.name": "贾一诺",
            "representatives.0.phone": "13900000200",
            "representatives.2.name": "贾三宝",
            "points": "核实面积\r\n补发差价",
            "raised_at": "2026-02-27T09:10",
            "occurred_at": "2026-02-01T08:00",
            "title": "征地补偿面积有误",
            "petitioner.enterprise": "贾家合作社",
            "external_id": "LYB-2026-0706",
        },
    )
    assert (state.people.head_count, len(state.people.representatives)) == (12, 2)
    assert state.matter.points == 2
    assert state.matter.raised_at.isoformat() == "2026-02-27T01:10:00+00:00"


def test_a_body_complained_of_is_ticked_and_sees_nothing(operator: Client) -> None:
    state = state_after(operator, kind="misconduct_report", respondent=["urban-management"])
    assert state.guard.respondent_bodies == ("urban-management",)
    assert sit_down("clerk-urban").get(f"/desk/cases/{state.number}").status_code == 404


def test_an_official_complained_of_is_found_by_name_without_scripts(operator: Client) -> None:
    sent = {"text": "收钱不办事。", "name": "钱二", "token": TOKEN, "kind": "misconduct_report"}
    looked = operator.post(
        "/desk/register", {**sent, "find.respondent": "城市管理局", "narrow": "respondent"}
    )
    assert looked.status_code == 200
    _first, asked, _unknown = looked.context["groups"]["respondent"]
    assert "head-urban" in {option.code for option in asked.options}
    assert "收钱不办事。</textarea>" in page(looked)
    assert re.search("<details[^>]* open[^>]*><summary>反映的是哪个单位", page(looked))
    state = state_after(operator, **sent, respondent=["head-urban"])
    assert state.guard.respondent_persons == ("head-urban",)


def test_nobody_need_be_known_to_be_complained_of(operator: Client) -> None:
    told = {"text": "收钱不办事。", "name": "钱二", "token": TOKEN, "kind": "misconduct_report"}
    answer = operator.post("/desk/register", {**told, "respondent_unknown": "yes"})
    assert answer.status_code == 302, page(answer)


def test_any_place_of_the_county_is_found_by_its_name(operator: Client) -> None:
    (area,) = [
        one
        for one in operator.get("/desk/register").context["groups"]["where"]
        if one.name == "area"
    ]
    assert {option.code for option in area.options} >= {"liuyin", "qinghe"}
    assert all(re.search("[一-鿿]", option.name) for option in area.options)


def test_more_representatives_are_added_and_what_was_typed_stays(operator: Client) -> None:
    sent = {"text": "井盖缺失。", "representatives.0.name": "贾一诺", "more": "representatives"}
    answer = operator.post("/desk/register", sent)
    assert answer.status_code == 200
    (_count, rows) = answer.context["groups"]["people"]
    assert len(rows.rows) == 6
    assert 'value="贾一诺"' in page(answer)


def test_a_fault_in_a_row_is_told_with_its_row_and_unfolded(operator: Client) -> None:
    sent = {"text": "井盖缺失。", "name": "钱二", "representatives.1.phone": "139", "token": TOKEN}
    answer = operator.post("/desk/register", sent)
    assert answer.status_code == 422
    assert answer.context["faults"] == {"representatives.1.name": "第2行：这一项要填。"}
    assert '<a href="#q-representatives-1-name">' in page(answer)
    assert answer.context["begun"]["people"]


def test_six_representatives_are_refused_with_the_law(operator: Client) -> None:
    rows = {f"representatives.{row}.name": f"代表{row}" for row in range(6)}
    answer = operator.post(
        "/desk/register", {"text": "井盖缺失。", "name": "钱二", "token": TOKEN, **rows}
    )
    assert answer.status_code == 422
    assert "代表不得超过5人。" in page(answer)


def test_the_desk_takes_down_that_somebody_is_retaliated_against_and_sees_it_no_more(
    operator: Client,
) -> None:
    first = register(area="liuyin").state.number
    give("dispatcher-1", first, "assign", lead="water")
    link = f"/desk/register?retaliation_for={first}"
    assert link in page(operator.get(f"/desk/cases/{first}"))
    assert f'value="{first}"' in page(operator.get(link))
    sent = {**CALL, "name": "米寿", "channel": "hotline", "area": "liuyin", "token": TOKEN}
    answer = operator.post("/desk/register", {**sent, "retaliation_for": first})
    assert answer["Location"].startswith("/desk/register/kept?")
    told = page(operator.get(answer["Location"]))
    (number,) = {found for found in re.findall(r"QINGHE-[0-9]{6}-[A-Z0-9]{6}", told)}
    assert operator.get(f"/desk/cases/{number}").status_code == 404
    view = queries.view(officer("head-petition"), number, at=AT)
    assert view.state.ties.retaliation_for == first
    # Whoever may see it finds the first matter beside it.
    keeper = page(sit_down("head-petition").get(f"/desk/cases/{number}"))
    assert first in keeper
    assert "受到打击报复" in keeper


def test_an_outsider_may_not_be_told_of_a_kept_matter(operator: Client) -> None:
    assert operator.get("/desk/register/kept", {"of": "QINGHE-260302-000001"}).status_code == 404


def test_a_matter_that_the_desk_does_not_see_cannot_be_the_first(operator: Client) -> None:
    sent = {**CALL, "name": "米寿", "channel": "hotline", "token": TOKEN}
    answer = operator.post("/desk/register", {**sent, "retaliation_for": "QINGHE-260302-ZZZZZZ"})
    assert answer.status_code == 422


def test_where_visitors_are_received_stands_beside_a_visit_and_is_told_to_the_visitor(
    operator: Client,
) -> None:
    given = {"text": "渠垮了", "area": "liuyin"}
    assert hints(operator, **given, channel="hotline").context["places"] == ()
    near = hints(operator, **given, channel="in_person")
    areas = [station.area_id for station in near.context["places"]]
    assert areas == sorted(
        areas, key=lambda code: len(book.current().area_path(code)), reverse=True
    )
    assert "清河县人民来访接待中心" in page(near)
    place = "清河县水务局信访接待室"
    state = state_after(operator, channel="in_person", reception="elsewhere", told_place=place)
    entries = history.entries(officer("head-petition"), state.number, at=AT)
    assert (entries[0].payload or {})["reception"] == "elsewhere"
    assert place in page(Client().get(f"/follow/{code_of(state.id)}"))
