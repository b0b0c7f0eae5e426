"""Manage: who may, what is shown of bodies, posts and people, and that each change says why."""

from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.people import actors, officers
from tests.county import AT, register
from tests.web.conftest import Clock, page
from tests.web.desk.test_pages import PASSWORD, quick, sit_down

__all__ = ["quick"]
PATHS = [
    "",
    "org",
    "bodies/urban-management",
    "posts/urban-management-clerk",
    "people",
    "people/clerk-urban",
]
POST = "/manage/posts/urban-management-clerk"


@pytest.fixture
def admin(county: str, clock: Clock) -> Client:
    """An administrator at the desk."""
    return sit_down("admin-1")


def manage(client: Client, path: str, **told: str) -> Any:
    """Send a form of Manage, with a reason unless another is given."""
    return client.post(path, {"reason": "轮岗", **told})


def recorded(fact: str) -> list[tuple[str, str]]:
    """Return who put a fact on record, in which post, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person, post FROM ledger_entry WHERE fact = %s ORDER BY tx, sequence", [fact]
        )
        return list(cursor.fetchall())


@pytest.mark.parametrize("path", PATHS)
def test_an_outsider_may_not_manage(county: str, clock: Clock, path: str) -> None:
    stranger = Client().get(f"/manage/{path}")
    assert stranger.status_code == 302
    assert stranger["Location"].startswith("/desk/log-in?next=")
    for person in ("dispatcher-1", "auditor-1", "leader-1"):
        client = sit_down(person)
        found = client.get(f"/manage/{path}")
        assert found.status_code == 404
        told = page(found).replace(quote(path, safe=""), "")
        assert told == page(client.get("/manage/nothing")).replace("nothing", "")


@pytest.mark.parametrize("path", PATHS[2:])
def test_an_outsider_may_not_send_a_form_either(county: str, clock: Clock, path: str) -> None:
    told = {"do": "appoint", "person": "operator-1", "since": "2026-03-02", "reason": "x"}
    assert sit_down("dispatcher-1").post(f"/manage/{path}", told).status_code in (404, 405)
    assert recorded("change_reasoned") == []


def test_only_an_administrator_is_shown_the_way(admin: Client) -> None:
    assert 'href="/manage/"' in page(admin.get("/desk/"))
    assert 'href="/manage/"' not in page(sit_down("dispatcher-1").get("/desk/"))


def test_an_administrator_sees_no_case_by_that(admin: Client) -> None:
    number = register().state.number
    assert admin.get(f"/desk/cases/{number}").status_code == 404


def test_a_body_shows_both_lines_above_it_and_who_fills_its_posts(admin: Client) -> None:
    shown = page(admin.get("/manage/bodies/petition-office"))
    assert "清河县人民政府" in shown
    assert "云川市信访局" in shown
    assert "督查" in shown
    assert "许宏伟" in shown


@pytest.mark.parametrize("path", ["bodies/nothing", "posts/nothing", "people/nobody", "org?area=x"])
def test_what_is_not_there_is_not_found(admin: Client, path: str) -> None:
    assert admin.get(f"/manage/{path}").status_code == 404


def test_bodies_and_posts_are_found_by_name(admin: Client) -> None:
    shown = page(admin.get("/manage/org?q=督办"))
    assert "督办专员" in shown
    assert "没有找到" in page(admin.get("/manage/org?q=没有的"))


@pytest.mark.parametrize("path", PATHS)
def test_a_page_costs_the_same_however_much_it_shows(admin: Client, path: str) -> None:
    admin.get(f"/manage/{path}")
    with CaptureQueriesContext(connection) as made:
        admin.get(f"/manage/{path}")
    assert len(made) <= 8, [one["sql"][:80] for one in made]


def test_somebody_is_put_into_a_post_and_may_act_from_the_first_day(admin: Client) -> None:
    told = {"do": "appoint", "person": "operator-2", "since": "2026-03-02", "until": "2026-03-31"}
    assert manage(admin, POST, **told).status_code == 302
    today = AT.date()
    assert "urban-management-clerk" in {
        one.post for one in actors.posts_held("operator-2", on=today)
    }
    assert recorded("appointments_set")[-1] == ("admin-1", "information-centre-admin")
    assert recorded("change_reasoned") == [("admin-1", "information-centre-admin")]
    assert "轮岗" in page(admin.get("/manage/"))


def test_the_reason_and_the_change_share_one_command(admin: Client) -> None:
    manage(admin, POST, do="appoint", person="operator-2", since="2026-03-02")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT command), bool_and(strpos(payload::text, '轮岗') = 0)"
            " FROM ledger_entry WHERE person = 'admin-1' AND fact <> 'logged_in'"
        )
        assert cursor.fetchone() == (1, True)


def test_a_name_that_one_person_bears_is_enough(admin: Client) -> None:
    manage(admin, POST, do="appoint", person="舒德福", since="2026-03-02")
    held = actors.posts_held("supervisor-1", on=AT.date())
    assert "urban-management-clerk" in {one.post for one in held}


@pytest.mark.parametrize(
    ("told", "field", "said"),
    [
        ({"person": ""}, "person", "请填姓名或编号"),
        ({"person": "没有这人"}, "person", "没有找到这个人"),
        ({"person": "admin-1"}, "person", "不能任命自己"),
        ({"since": "next week"}, "since", "不是2026-03-01这样的日期"),
        ({"until": "2026-01-01"}, "until", "早于"),
        ({"stands_in_for": "clerk-urban"}, "until", "代职要有截止日"),
        ({"reason": " "}, "reason", "请写明为什么"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_changes(
    admin: Client, told: dict[str, str], field: str, said: str
) -> None:
    right = {"do": "appoint", "person": "operator-2", "since": "2026-03-02"}
    answer = manage(admin, POST, **{**right, **told})
    assert answer.status_code == 422
    assert said in answer.context["form"].faults[field]
    assert said in page(answer)
    assert recorded("change_reasoned") == []


def test_a_term_that_overlaps_is_told(admin: Client) -> None:
    answer = manage(admin, POST, do="appoint", person="clerk-urban", since="2026-03-02")
    assert answer.status_code == 422
    assert "clerk-urban从2024-01-01起已任urban-management-clerk" in page(answer)


def test_a_stand_in_has_an_end_and_the_absent_ones_name(admin: Client) -> None:
    told = {"do": "appoint", "person": "operator-2", "stands_in_for": "clerk-urban"}
    manage(admin, POST, **told, since="2026-03-02", until="2026-03-06")
    (mine,) = [one for one in actors.posts_held("operator-2", on=AT.date()) if "urban" in one.post]
    assert mine.stands_in_for == "clerk-urban"


def test_a_term_ends_with_its_last_day(admin: Client) -> None:
    (term,) = officers.terms(posts=["urban-management-clerk"])
    told = {"do": "end", "person": term.person, "since": term.since.isoformat()}
    assert manage(admin, POST, **told, until="").status_code == 422
    assert manage(admin, POST, **told, until="2000-01-01").status_code == 422
    assert manage(admin, POST, **told, until="2026-03-01").status_code == 302
    assert actors.posts_held(term.person, on=AT.date()) == ()


def test_ending_what_is_not_there_changes_nothing(admin: Client) -> None:
    told = {"do": "end", "person": "operator-2", "since": "2026-03-02", "until": "2026-03-02"}
    assert manage(admin, POST, **told).status_code == 422
    assert manage(admin, POST, **{**told, "since": "x"}).status_code == 422


def test_a_new_person_is_added_once(admin: Client) -> None:
    told = {"code": "new-1", "zh": "全新人", "badge": "0999"}
    assert manage(admin, "/manage/people", **told)["Location"] == "/manage/people/new-1"
    assert "全新人" in page(admin.get("/manage/people?q=0999"))
    assert "已经有人用了" in page(manage(admin, "/manage/people", **told))
    assert manage(admin, "/manage/people", code="New 1", zh="").status_code == 422


def test_a_new_password_lets_in_and_throws_out_whoever_was_in(admin: Client) -> None:
    clerk = sit_down("clerk-urban")
    weak = manage(admin, "/manage/people/clerk-urban", do="password", password="short")
    assert weak.status_code == 422
    assert "short" not in page(weak)
    new = "another battery staple"
    manage(admin, "/manage/people/clerk-urban", do="password", password=new)
    assert clerk.get("/desk/").status_code == 302
    told = {"username": "clerk-urban", "password": new}
    assert Client().post("/desk/log-in", told).status_code == 302


def test_a_locked_log_in_is_out_at_once_and_comes_back_when_opened(admin: Client) -> None:
    clerk = sit_down("clerk-urban")
    manage(admin, "/manage/people/clerk-urban", do="lock")
    assert clerk.get("/desk/").status_code == 302
    told = {"username": "clerk-urban", "password": PASSWORD}
    assert Client().post("/desk/log-in", told).status_code == 422
    manage(admin, "/manage/people/clerk-urban", do="unlock")
    assert Client().post("/desk/log-in", told).status_code == 302
    assert [len(recorded(f"account_{one}")) for one in ("locked", "unlocked")] == [1, 1]


def test_failed_tries_are_forgotten(admin: Client) -> None:
    sit_down("clerk-urban")
    for _ in range(6):
        Client().post("/desk/log-in", {"username": "clerk-urban", "password": "x"})
    told = {"username": "clerk-urban", "password": PASSWORD}
    assert Client().post("/desk/log-in", told).status_code == 429
    manage(admin, "/manage/people/clerk-urban", do="unlock")
    assert Client().post("/desk/log-in", told).status_code == 302


def test_nobody_shuts_himself_out(admin: Client) -> None:
    assert manage(admin, "/manage/people/admin-1", do="lock").status_code == 422
    assert admin.get("/manage/").status_code == 200


def test_an_action_that_is_none_changes_nothing(admin: Client) -> None:
    for path in (POST, "/manage/people/clerk-urban"):
        assert manage(admin, path, do="fly").status_code == 422
    assert recorded("change_reasoned") == []
