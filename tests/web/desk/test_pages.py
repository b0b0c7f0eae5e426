"""The desk: who may sit at it, what waits, and that every page goes through the one scope."""

from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.cases.reading import queries
from lianxin.people.models import Account
from lianxin.web.desk.lists.queues import QUEUES
from tests.county import AT, give, officer, register
from tests.web.conftest import TOKEN, Clock, page

PASSWORD = "correct horse battery"
ANOTHER = "00000000-0000-4000-8000-000000000002"


@pytest.fixture(autouse=True)
def quick(settings: Any) -> None:
    """A hash that takes no time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def sit_down(person: str) -> Client:
    """Log an officer in by the form."""
    Account.objects.get_or_create(
        username=person, officer_id=person, defaults={"password": make_password(PASSWORD)}
    )
    client = Client(raise_request_exception=False)
    told = {"username": person, "password": PASSWORD}
    assert client.post("/desk/log-in", told).status_code == 302
    return client


@pytest.fixture
def dispatcher(county: str, clock: Clock) -> Client:
    """A dispatcher of the hotline at the desk."""
    return sit_down("dispatcher-1")


def act(client: Client, number: str, name: str, **told: Any) -> Any:
    """Send the form of a command, at the version that was read."""
    version = client.get(f"/desk/cases/{number}/{name}").context["view"].sequence
    return client.post(f"/desk/cases/{number}/{name}", {"version": version, "token": TOKEN, **told})


PATHS = ["", "counts", "lists/open", "register", "register/hints", "cases/{n}", "cases/{n}/note"]


@pytest.mark.parametrize("path", [*PATHS, "cases/{n}/proof", f"cases/{{n}}/people/{TOKEN}"])
def test_whoever_is_not_logged_in_is_asked_to_and_comes_back(resident: Client, path: str) -> None:
    number = register().state.number
    answer = resident.get(f"/desk/{path.format(n=number)}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/desk/log-in?next=")


@pytest.mark.parametrize("path", ["", "/note", "/proof", f"/files/{TOKEN}", f"/people/{TOKEN}"])
def test_an_outsider_sees_the_same_page_for_an_unknown_and_an_invisible_case(
    county: str, clock: Clock, path: str
) -> None:
    number = register().state.number
    client = sit_down("clerk-human")
    hidden = client.get(f"/desk/cases/{number}{path}")
    unknown = client.get(f"/desk/cases/QINGHE-260302-AAAAAA{path}")
    assert hidden.status_code == unknown.status_code == 404
    # The page repeats the address that was asked for, nothing else.
    assert page(hidden).replace(number, "") == page(unknown).replace("QINGHE-260302-AAAAAA", "")


def test_a_respondent_sees_nothing_at_the_desk(county: str, clock: Clock) -> None:
    passed = register(kind="misconduct_report", respondent=["urban-management"], channel="web")
    client = sit_down("clerk-urban")
    assert client.get(f"/desk/cases/{passed.state.number}").status_code == 404
    assert passed.state.number not in page(client.get("/desk/lists/all"))


def test_a_wrong_password_says_so_and_five_lock_the_name(county: str, clock: Clock) -> None:
    client = Client()
    told = {"username": "nobody", "password": "x"}
    found = [client.post("/desk/log-in", told).status_code for _ in range(6)]
    assert found == [422] * 5 + [429]


def test_a_log_in_never_leads_to_another_site(county: str, clock: Clock) -> None:
    sit_down("dispatcher-1")
    told = {"username": "dispatcher-1", "password": PASSWORD, "next": "https://evil.example/"}
    assert Client().post("/desk/log-in", told)["Location"] == "/desk/"


@pytest.mark.parametrize(
    ("person", "page"),
    [("leader-1", "/desk/leader"), ("auditor-1", "/desk/audit"), ("admin-1", "/manage/")],
)
def test_each_comes_first_to_what_he_came_for(
    county: str, clock: Clock, person: str, page: str
) -> None:
    sit_down(person)
    told = {"username": person, "password": PASSWORD, "next": "/desk/"}
    assert Client().post("/desk/log-in", told)["Location"] == page
    told["next"] = "/desk/sittings/"
    assert Client().post("/desk/log-in", told)["Location"] == "/desk/sittings/"


def test_logging_out_ends_the_session(dispatcher: Client) -> None:
    assert dispatcher.get("/desk/log-out").status_code == 405
    dispatcher.post("/desk/log-out")
    assert dispatcher.get("/desk/").status_code == 302


def test_the_first_list_is_what_waits(dispatcher: Client) -> None:
    number = register().state.number
    shown = page(dispatcher.get("/desk/"))
    assert "待派单" in shown
    assert number in shown


@pytest.mark.parametrize("queue", [queue.code for queue in QUEUES])
def test_each_count_is_that_of_its_list(dispatcher: Client, queue: str) -> None:
    register()
    other = register(urgent=True).state.number
    give("dispatcher-1", other, "assign", lead="urban-management")
    counts = dispatcher.get("/desk/counts").context["counts"]
    lines = dispatcher.get(f"/desk/lists/{queue}").context["lines"]
    if queue in counts:
        assert int(counts[queue]) == len(lines)


def test_an_assigned_case_waits_for_its_body_to_receive_it(dispatcher: Client) -> None:
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management")
    clerk = sit_down("clerk-urban")
    assert number in page(clerk.get("/desk/lists/receive"))
    give("clerk-urban", number, "receive")
    assert number not in page(clerk.get("/desk/lists/receive"))
    assert number in page(clerk.get("/desk/lists/handle"))


def test_a_list_costs_the_same_however_long_it_is(dispatcher: Client) -> None:
    register()
    dispatcher.get("/desk/lists/open")
    with CaptureQueriesContext(connection) as one:
        dispatcher.get("/desk/lists/open")
    for _ in range(5):
        register()
    with CaptureQueriesContext(connection) as six:
        dispatcher.get("/desk/lists/open")
    assert len(one) == len(six) <= 6


def test_filters_live_in_the_address_and_a_wrong_one_is_told(dispatcher: Client) -> None:
    number = register().state.number
    assert number in page(dispatcher.get("/desk/lists/open?kind=complaint&area=chengguan"))
    assert number not in page(dispatcher.get("/desk/lists/open?kind=help"))
    assert "筛选条件有误" in page(dispatcher.get("/desk/lists/open?kind=%20!!"))


def test_a_case_shows_its_way_its_clocks_and_whose_duty_it_is(dispatcher: Client) -> None:
    number = register().state.number
    shown = page(dispatcher.get(f"/desk/cases/{number}"))
    assert "夜间施工噪声" in shown
    assert "建议牵头" in shown
    assert "清河县城市管理局" in shown
    assert "派单" in shown
    assert "赵一" not in shown
    assert "138****2210" in shown


def test_a_command_is_given_by_its_form(dispatcher: Client) -> None:
    number = register().state.number
    answer = act(dispatcher, number, "assign", lead="urban-management", note="请尽快")
    assert answer.status_code == 302
    view = queries.view(officer("dispatcher-1"), number, at=AT)
    assert view.state.lead is not None
    assert view.state.lead.body == "urban-management"
    assert "请尽快" in page(dispatcher.get(f"/desk/cases/{number}"))


def test_a_double_press_does_it_once(dispatcher: Client) -> None:
    number = register().state.number
    told = {"text": "来电补充", "token": ANOTHER, "version": 1}
    for _ in range(2):
        assert dispatcher.post(f"/desk/cases/{number}/note", told).status_code == 302
    assert queries.view(officer("dispatcher-1"), number, at=AT).sequence == 2


def test_a_form_without_the_version_that_was_read_is_asked_again(dispatcher: Client) -> None:
    """Neither press does anything; what was typed stands there with the version of now."""
    number = register().state.number
    for told in ({"text": "来电补充"}, {"text": "来电补充", "token": ANOTHER}):
        answer = dispatcher.post(f"/desk/cases/{number}/note", told)
        assert answer.status_code == 422
        assert "没有带回表单打开时的事项版本" in page(answer)
        assert "来电补充" in page(answer)
    assert queries.view(officer("dispatcher-1"), number, at=AT).sequence == 1


def test_a_form_without_its_token_is_not_done_twice(dispatcher: Client) -> None:
    number = register().state.number
    told = {"text": "来电补充", "version": 1}
    codes = [dispatcher.post(f"/desk/cases/{number}/note", told).status_code for _ in range(2)]
    assert codes == [302, 422]
    assert queries.view(officer("dispatcher-1"), number, at=AT).sequence == 2


def test_two_clerks_at_once_the_second_is_told(dispatcher: Client) -> None:
    number = register().state.number
    give("operator-1", number, "note", text="先到")
    told = {"version": 1, "token": TOKEN, "lead": "urban-management"}
    answer = dispatcher.post(f"/desk/cases/{number}/assign", told)
    assert answer.status_code == 422
    assert "事项已被别人更新" in page(answer)


def test_a_refusal_names_each_condition_beside_the_form_and_keeps_what_was_told(
    dispatcher: Client,
) -> None:
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management", assist=["utilities"])
    give("clerk-urban", number, "receive")
    answer = act(sit_down("clerk-urban"), number, "reply", text="已处理完毕")
    assert answer.status_code == 422
    assert "协办单位都已回复" in page(answer)
    assert "已处理完毕" in page(answer)


def test_what_cannot_be_done_yet_says_why_on_the_case(dispatcher: Client) -> None:
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management", assist=["utilities"])
    give("clerk-urban", number, "receive")
    shown = page(sit_down("clerk-urban").get(f"/desk/cases/{number}"))
    assert "还不能答复，缺这个条件：" in shown
    assert "协办单位都已回复" in shown


def test_an_answer_left_out_stands_at_its_question(dispatcher: Client) -> None:
    number = register().state.number
    answer = act(dispatcher, number, "note", text="")
    assert answer.status_code == 422
    assert "这一项要填" in page(answer)


def test_a_petitioner_is_seen_in_the_open_with_a_reason_that_is_kept(dispatcher: Client) -> None:
    passed = register()
    path = f"/desk/cases/{passed.state.number}/people/{passed.state.people.petitioners[0]}"
    assert "赵一" not in page(dispatcher.get(path))
    assert dispatcher.post(path, {"reason": " "}).status_code == 422
    assert "赵一" in page(dispatcher.post(path, {"reason": "回访联系"}))
    with connection.cursor() as cursor:
        cursor.execute("SELECT person FROM ledger_entry WHERE fact = 'petitioner_revealed'")
        assert cursor.fetchall() == [("dispatcher-1",)]


def test_a_withheld_petitioner_is_not_shown_to_whoever_handles(dispatcher: Client) -> None:
    passed = register(withheld=True)
    number = passed.state.number
    give("dispatcher-1", number, "assign", lead="urban-management")
    clerk = sit_down("clerk-urban")
    shown = page(clerk.get(f"/desk/cases/{number}"))
    assert "姓名不公开" in shown
    assert "2210" not in shown
    path = f"/desk/cases/{number}/people/{passed.state.people.petitioners[0]}"
    assert clerk.post(path, {"reason": "想看"}).status_code == 404


def test_an_operator_takes_a_call_on_one_page(county: str, clock: Clock) -> None:
    client = sit_down("operator-1")
    told = {
        "text": "路灯坏了。晚上看不见。",
        "name": "钱二",
        "phone": "13800002211",
        "channel": "hotline",
        "kind": "complaint",
        "area": "liuyin",
        "category": "c-01",
        "token": TOKEN,
    }
    first = client.post("/desk/register", told)
    again = client.post("/desk/register", told)
    assert first.status_code == 302
    assert first["Location"] == again["Location"]
    assert "路灯坏了" in page(client.get(first["Location"]))


def test_what_is_missing_is_told_and_what_was_typed_is_kept(county: str, clock: Clock) -> None:
    answer = sit_down("operator-1").post("/desk/register", {"phone": "13800002211"})
    assert answer.status_code == 422
    assert "请写一写是怎么回事" in page(answer)
    assert 'value="13800002211"' in page(answer)


def test_the_caller_is_known_by_the_number_and_the_duty_by_the_subject(
    county: str, clock: Clock
) -> None:
    register()
    client = sit_down("operator-1")
    shown = page(client.get("/desk/register/hints?phone=13800002210&category=c-01"))
    assert "夜间施工噪声" in shown
    assert "清河县城市管理局" in shown
    assert "夜间施工噪声" not in page(client.get("/desk/register/hints?phone=13800009999"))


def test_earlier_matters_out_of_sight_are_not_shown(county: str, clock: Clock) -> None:
    register()
    client = sit_down("clerk-human")
    assert "夜间施工噪声" not in page(client.get("/desk/register/hints?phone=13800002210"))
