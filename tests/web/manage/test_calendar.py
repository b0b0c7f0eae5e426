"""Manage: a year at a glance, one day set, a year taken from its notice with what it would move."""

from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.cases.loops import ringing
from lianxin.org import calendar
from tests.county import AT, give, register
from tests.web.conftest import Clock, page
from tests.web.desk.test_pages import quick, sit_down
from tests.web.manage.test_org import admin, manage, recorded

__all__ = ["admin", "quick"]
PATH = "/manage/calendar"
YEAR = "date,is_workday,name\n2027-01-01,no,元旦\n2027-01-09,yes,调休上班\n"


def sent_out_before_the_new_year() -> datetime:
    """Register and send out a case whose limit ends in a year that is not certain yet."""
    at = AT.replace(month=12, day=30)
    number = register(at=at).state.number
    give("dispatcher-1", number, "assign", at=at, lead="urban-management")
    return at


def test_an_outsider_may_not(county: str, clock: Clock) -> None:
    assert Client().get(PATH).status_code == 302
    client = sit_down("dispatcher-1")
    told = {"do": "day", "day": "2026-03-03", "work": "no", "reason": "x"}
    assert client.get(PATH).status_code == client.post(PATH, told).status_code == 404
    assert calendar.current().is_workday(date(2026, 3, 3))


def test_a_year_shows_days_off_and_made_up_and_whether_it_is_certain(admin: Client) -> None:
    shown = page(admin.get(f"{PATH}?year=2026"))
    assert "放假 · 国庆节" in shown
    assert "调休上班" in shown
    assert "已经录入" in shown
    assert "这一年是暂定的" in page(admin.get(f"{PATH}?year=2031"))


@pytest.mark.parametrize("asked", ["x", "99999", "0000", "２０２６", ""])
def test_a_year_that_is_none_shows_another(admin: Client, asked: str) -> None:
    assert admin.get(f"{PATH}?year={asked}&day={asked}").status_code == 200


def test_a_year_costs_the_same_as_any(admin: Client) -> None:
    admin.get(PATH)
    with CaptureQueriesContext(connection) as made:
        admin.get(f"{PATH}?year=2026&day=2026-05-01")
    assert len(made) <= 5


def test_one_day_is_set_and_its_year_stays_as_certain_as_it_was(admin: Client) -> None:
    told = {"do": "day", "day": "2031-03-04", "work": "no", "name": "县庆"}
    assert manage(admin, PATH, **told)["Location"] == f"{PATH}?year=2031&did=day"
    held = calendar.current()
    assert not held.is_workday(date(2031, 3, 4))
    assert 2031 not in held.years
    assert recorded("calendar_day_set") == [("admin-1", "information-centre-admin")]
    assert "县庆" in page(admin.get(f"{PATH}?year=2031&day=2031-03-04"))


def test_a_day_set_back_to_what_it_is_anyway_is_held_no_longer(admin: Client) -> None:
    before = calendar.current().version
    manage(admin, PATH, do="day", day="2026-03-04", work="no", name="")
    manage(admin, PATH, do="day", day="2026-03-04", work="yes", name="")
    assert calendar.current().version == before
    manage(admin, PATH, do="day", day="2026-03-04", work="yes", name="")
    assert len(recorded("calendar_day_set")) == 2


def test_a_saturday_that_is_worked_is_a_made_up_one(admin: Client) -> None:
    manage(admin, PATH, do="day", day="2026-03-07", work="yes", name="")
    assert calendar.current().day(date(2026, 3, 7)).name == "调休上班"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"day": ""}, "请选择日子"),
        ({"day": "3026-01-01"}, "请选择日子"),
        ({"work": "maybe"}, "请选择日子"),
        ({"reason": ""}, "请写明为什么"),
    ],
)
def test_a_day_that_cannot_be_set_says_why(admin: Client, told: dict[str, str], said: str) -> None:
    answer = manage(admin, PATH, **{"do": "day", "day": "2026-03-04", "work": "no", **told})
    assert answer.status_code == 422
    assert said in page(answer)
    assert recorded("calendar_day_set") == []


def test_a_year_shows_what_it_would_change_and_which_due_moments_move(admin: Client) -> None:
    sent_out_before_the_new_year()
    answer = manage(admin, PATH, do="look", days=YEAR)
    shown = page(answer)
    assert "2027-01-01 <del>上班</del> → 放假 · 元旦" in shown
    assert answer.context["moving"]
    assert 2027 not in calendar.current().years


def test_what_was_foretold_is_what_the_loops_do(admin: Client) -> None:
    at = sent_out_before_the_new_year()
    foretold = manage(admin, PATH, do="look", days=YEAR).context["moving"]
    assert manage(admin, PATH, do="take", days=YEAR).status_code == 302
    assert ringing.restate(at) == 1
    assert sum(one.earlier + one.later for one in foretold) > 0
    assert manage(admin, PATH, do="look", days=YEAR).context["moving"] == []


def test_a_year_is_taken_with_its_reason(admin: Client) -> None:
    assert manage(admin, PATH, do="take", days=YEAR, reason="").status_code == 422
    assert manage(admin, PATH, do="take", days=YEAR)["Location"] == f"{PATH}?year=2027&did=take"
    held = calendar.current()
    assert 2027 in held.years
    assert held.is_workday(date(2027, 1, 9))
    assert recorded("calendar_loaded")[-1] == ("admin-1", "information-centre-admin")


def test_every_fault_of_a_year_is_told(admin: Client) -> None:
    wrong = "date,is_workday,name\nsoon,no,\n2027-01-01,maybe,\n2027-01-03,no,\n2027-01-03,no,\n"
    answer = manage(admin, PATH, do="take", days=wrong)
    assert answer.status_code == 422
    assert [one.line for one, _told in answer.context["faults"]] == [2, 3, 5]
    assert "既不是“是”也不是“否”" in page(answer)
    assert 2027 not in calendar.current().years


@pytest.mark.parametrize("text", ["", "day\n1", "date,is_workday,name\n1026-01-01,no,\n"])
def test_what_is_no_year_is_told(admin: Client, text: str) -> None:
    assert manage(admin, PATH, do="look", days=text).status_code == 422


def test_a_year_comes_from_a_file_too(admin: Client) -> None:
    def look(raw: bytes) -> Any:
        return admin.post(PATH, {"do": "look", "file": SimpleUploadedFile("2027.csv", raw)})

    assert "会改什么" in page(look(YEAR.encode("gb18030")))
    assert look(b"\xff\xfe\x00").status_code == 422
    assert "太大" in page(look(b"a" * 200_001))
