"""Manage: a body is merged by its table; its page counts what it had, and others go on with it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from lianxin.cases.codes import code_of
from lianxin.cases.loops.succession import hand_on
from tests.county import AT, give, register
from tests.web.conftest import Clock, page
from tests.web.desk.test_pages import quick, sit_down
from tests.web.manage.test_org import admin, manage
from tests.web.manage.test_tables import own_files, send

__all__ = ["admin", "own_files", "quick"]
LATER = AT + timedelta(minutes=1)
HEAD = "code,area,kind,upper_gov,upper_line,successor,zh,en\n"
MERGED = (
    "culture,qinghe,department,qinghe-gov,city-culture,urban-management,清河县文体旅游局,Culture\n"
)
DISSOLVED = "culture,qinghe,dissolved,qinghe-gov,city-culture,,清河县文体旅游局,Culture\n"


def at_culture() -> Any:
    """An order that the culture bureau has."""
    state = register().state
    give("dispatcher-1", state.number, "assign", lead="culture")
    return state


def end(client: Client, row: str) -> None:
    """Send the table of bodies in, and take what it would change."""
    drop = send(client, HEAD + row, name="bodies.csv").context["drop"]
    assert manage(client, "/manage/upload", do="take", drop=drop).status_code == 302


def test_a_merged_body_shows_what_it_had_before_and_after_it_was_passed_on(
    admin: Client, clock: Clock
) -> None:
    at_culture()
    assert "手里的事项" not in page(admin.get("/manage/bodies/culture"))
    end(admin, MERGED)
    assert "还有1件等着交出" in page(admin.get("/manage/bodies/culture"))
    hand_on(LATER)
    shown = page(admin.get("/manage/bodies/culture"))
    assert "1件已由承接单位接着办，其中1件还没有办结" in shown
    assert "等着交出" not in shown


def test_the_desk_and_the_resident_read_who_goes_on(admin: Client, clock: Clock) -> None:
    state = at_culture()
    end(admin, MERGED)
    assert sit_down("clerk-urban").get(f"/desk/cases/{state.number}").status_code == 404
    hand_on(LATER)
    shown = page(sit_down("clerk-urban").get(f"/desk/cases/{state.number}"))
    assert "原来交给清河县文体旅游局，已由承接单位接着办" in shown
    assert sit_down("clerk-culture").get(f"/desk/cases/{state.number}").status_code == 404
    told = page(Client().get(f"/follow/{code_of(state.id)}"))
    assert "清河县文体旅游局的职责由清河县城市管理局承接，您的事由清河县城市管理局接着办" in told


def test_of_a_dissolved_body_the_centre_reads_that_a_name_is_wanted(
    admin: Client, clock: Clock
) -> None:
    state = at_culture()
    end(admin, DISSOLVED)
    hand_on(LATER)
    assert "清河县人民政府" in page(admin.get("/manage/bodies/culture"))
    dispatcher = sit_down("dispatcher-1")
    assert "待明确承办" in page(dispatcher.get("/desk/"))
    assert state.number in page(dispatcher.get("/desk/lists/unnamed"))
    shown = page(dispatcher.get(f"/desk/cases/{state.number}"))
    assert "请信访部门明确由谁接着办" in shown


@pytest.mark.parametrize("person", ["dispatcher-1", "clerk-urban"])
def test_an_outsider_may_not_see_what_a_body_had(county: str, clock: Clock, person: str) -> None:
    assert sit_down(person).get("/manage/bodies/culture").status_code == 404
