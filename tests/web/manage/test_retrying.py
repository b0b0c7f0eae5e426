"""Manage: work that the loops gave up is shown, and tried again by an administrator alone."""

import pytest
from django.test import Client

from lianxin.ledger import aside
from tests.given_up import give_up_a_line
from tests.web.conftest import Clock, page
from tests.web.desk.test_pages import quick, sit_down
from tests.web.manage.test_org import admin

__all__ = ["admin", "quick"]
RETRY = "/manage/retry"


def test_without_such_work_nothing_is_said_of_it(admin: Client) -> None:
    assert "没有办成的后台工作" not in page(admin.get("/manage/"))


def test_what_was_given_up_is_shown_and_tried_again(admin: Client) -> None:
    give_up_a_line()
    shown = page(admin.get("/manage/"))
    assert "没有办成的后台工作" in shown
    assert "把会议决定交给事项" in shown
    assert "试了1次" in shown
    assert admin.post(RETRY)["Location"] == "/manage/"
    assert aside.count() == 0
    assert "没有办成的后台工作" not in page(admin.get("/manage/"))


def test_a_reader_without_a_name_is_shown_by_its_code(admin: Client) -> None:
    give_up_a_line("onward")
    assert "onward" in page(admin.get("/manage/"))


@pytest.mark.parametrize("person", ["dispatcher-1", "auditor-1", "leader-1"])
def test_an_outsider_may_not_try_it_again(county: str, clock: Clock, person: str) -> None:
    give_up_a_line()
    assert Client().post(RETRY)["Location"].startswith("/desk/log-in")
    assert sit_down(person).post(RETRY).status_code == 404
    assert aside.count() == 1


def test_it_is_not_tried_again_by_a_link_nor_from_elsewhere(admin: Client) -> None:
    give_up_a_line()
    assert admin.get(RETRY).status_code == 405
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.cookies = admin.cookies
    assert strict.post(RETRY).status_code == 403
    assert aside.count() == 1
