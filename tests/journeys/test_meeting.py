"""A meeting from its call to its signatures, and a leader's look at what is stuck."""

import re

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import DESKTOP, PHONE, County, Walk
from tests.journeys.test_desk import sit_down

FACES = [
    {"name": "meeting-phone", "viewport": PHONE},
    {"name": "meeting-english", "viewport": DESKTOP, "lang": "en"},
]
HELD = {"meeting-phone": "09:10", "meeting-english": "09:30"}


def decide_all(page: Page) -> None:
    """Decide the matter in front of us; each leads on to the next open one, which is put off with its reason."""
    page.fill("[name=decision]", "村里先办，两周内办完。")
    page.select_option("[name=body]", "pingchuan")
    page.fill("[name=due]", "2030-03-19T09:00")
    page.click("form.sheet .button:not(.plain)")
    while "/items/" in page.url:
        page.fill("[name=decision]", "等县里测绘。")
        page.check("[name=put_off]")
        page.click("form.sheet .button:not(.plain)")
        page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("walk", FACES, indirect=True, ids=lambda face: face["name"])
def test_a_town_meets_over_its_open_matters(walk: Walk, running: County) -> None:
    page = walk.page
    sit_down(walk, "head-pingchuan", running.password)
    walk.go("/desk/sittings/")
    walk.look("calendar")
    walk.go("/desk/sittings/new")
    page.select_option("[name=kind]", "joint_meeting")
    page.fill("[name=meets_at]", f"2030-03-05T{HELD[walk.name]}")
    page.fill("[name=place]", "镇会议室")
    page.click("button[formmethod=get]")
    page.wait_for_selector("#c-cases .tick")
    walk.look("convene")
    page.click("main button.button:not([formmethod])")
    page.wait_for_url(re.compile(r"/desk/sittings/[0-9a-f-]{36}$"))
    walk.look("called")
    way = page.url
    for person in ("head-pingchuan", "section-pingchuan"):
        page.check(f"[name=persons][value={person}]")
    page.click("#attend .button")
    page.wait_for_selector("#attend .tag.done")
    page.click("ol.items a >> nth=0")
    page.click("form.sheet .button")
    page.wait_for_selector(".field.wrong")
    walk.look("item-refused")
    decide_all(page)
    assert page.url == way
    page.click("#close_sitting .button")
    page.wait_for_selector("#signatures")
    walk.look("closed")
    page.click("#sign_minutes .button:not(.plain)")
    page.wait_for_selector("#signatures .tag.done")
    page.click("#signatures a.button")
    assert "村里先办" in page.inner_text(".paper")
    walk.look("minutes")


@pytest.mark.parametrize("walk", FACES, indirect=True, ids=lambda face: face["name"])
def test_a_leader_sees_what_is_stuck_and_opens_every_number(walk: Walk, running: County) -> None:
    page = walk.page
    sit_down(walk, "leader-1", running.password)
    walk.go("/desk/leader")
    walk.look("leader")
    page.click(".ways a[href='/desk/docket']")
    walk.look("docket")
    walk.go("/desk/docket?q=nothing-of-the-kind")
    walk.look("docket-empty")
    walk.go("/desk/figures")
    walk.look("figures")
    page.click("table.list a >> nth=0")
    walk.look("figure")


@pytest.mark.parametrize("walk", FACES[:1], indirect=True, ids=lambda face: face["name"])
def test_an_auditor_sees_who_came_in(walk: Walk, running: County) -> None:
    sit_down(walk, "auditor-1", running.password)
    walk.go("/desk/audit")
    assert walk.page.is_visible("table.list")
    walk.look("audit")
