"""A position given on the spot stands on the map of whoever sends the matter out."""

from typing import Any

import pytest

from tests.journeys.conftest import DESKTOP, PHONE, County, Walk
from tests.journeys.test_desk import sit_down

THERE = {
    "geolocation": {"latitude": 30.730815, "longitude": 124.304014, "accuracy": 25},
    "permissions": ["geolocation"],
}
FACES: list[dict[str, Any]] = [
    {"name": "where-phone", "viewport": PHONE, **THERE},
    {"name": "where-english", "viewport": DESKTOP, "lang": "en", **THERE},
]


@pytest.mark.parametrize("walk", FACES, indirect=True, ids=lambda face: face["name"])
def test_a_position_given_on_the_spot_stands_on_the_map(walk: Walk, running: County) -> None:
    page = walk.page
    walk.go("/say")
    page.fill("textarea[name=text]", "广场台阶护栏松动。")
    page.select_option("[name=area]", "liuyin")
    page.click("[data-locate] .button")
    page.wait_for_function(
        "document.querySelector('[data-locate] [role=status]').innerText.includes('25')"
    )
    assert page.input_value("[name=lat]") == "30.730815"
    walk.look("located")
    page.click("form.stack .button.wide")
    page.fill("input[name=name]", "王秀兰")
    page.fill("input[name=phone]", "13800001111")
    page.click("form.stack .button.wide")
    page.click("form.stack .button.wide")
    page.wait_for_url("**/follow/**")
    number = page.inner_text(".pass .number").strip()
    sit_down(walk, "dispatcher-1", running.password)
    walk.go(f"/desk/cases/{number}")
    assert page.locator(".map .spot").count() == 1
    assert page.locator(".map path.here").count() == 2
    walk.look("case")


@pytest.mark.parametrize(
    "walk", [{"name": "where-not", "viewport": PHONE}], indirect=True, ids=["where-not"]
)
def test_a_phone_that_says_no_is_no_hindrance_and_a_position_can_be_taken_back(
    walk: Walk, running: County
) -> None:
    page = walk.page
    walk.go("/say")
    page.click("[data-locate] .button")
    page.wait_for_function(
        "document.querySelector('[data-locate] [role=status]').innerText.includes('没有允许')"
    )
    walk.look("refused")
    page.context.grant_permissions(["geolocation"], origin=running.url)
    page.context.set_geolocation(THERE["geolocation"])  # type: ignore[arg-type]  # a plain dict is one
    page.click("[data-locate] .button")
    page.wait_for_function("document.querySelector('[name=lat]').value !== ''")
    page.click("[data-locate] .link")
    assert page.input_value("[name=lat]") == page.input_value("[name=lon]") == ""
