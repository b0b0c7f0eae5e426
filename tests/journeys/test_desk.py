"""Officers at the desk: a case goes from registering to its answer, by keys and by thumb."""

import re

import pytest

from tests.journeys.conftest import DESKTOP, PHONE, County, Walk

FACES = [
    {"name": "desk-phone", "viewport": PHONE},
    {"name": "desk-wide", "viewport": DESKTOP},
    {"name": "desk-english", "viewport": DESKTOP, "lang": "en"},
]


def sit_down(walk: Walk, person: str, password: str) -> None:
    """Log in as an officer."""
    walk.page.context.clear_cookies(name="sessionid")
    walk.go("/desk/")
    walk.page.fill("[name=username]", person)
    walk.page.fill("[name=password]", password)
    walk.page.click("form.stack .button")
    walk.page.wait_for_selector("nav.ways")


@pytest.mark.parametrize("walk", FACES, indirect=True, ids=lambda face: face["name"])
def test_a_call_is_taken_down_sent_out_and_answered(walk: Walk, running: County) -> None:
    page = walk.page
    sit_down(walk, "operator-1", running.password)
    walk.go("/desk/register")
    page.fill("[name=phone]", "13800007777")
    page.fill("[name=name]", "钱二")
    page.fill("[name=text]", "楼道灯不亮。三单元楼道灯坏了一周。")
    page.select_option("[name=category]", "c-01")
    page.select_option("[name=area]", "liuyin")
    page.wait_for_selector("#hints .sheet")
    walk.look("register")
    page.click("form#register .button:has(kbd)")
    page.wait_for_url("**/desk/cases/**")
    address = page.url.removeprefix(walk.url)
    walk.look("case-new")
    sit_down(walk, "dispatcher-1", running.password)
    walk.look("inbox")
    walk.go(address)
    page.click(".note .button")
    walk.look("assign")
    page.click("form.sheet .button:not(.plain) >> nth=0")
    page.wait_for_url(f"**{address}**")
    sit_down(walk, "clerk-urban", running.password)
    walk.go(address)
    page.click(f"a[href='{address}/receive']")
    page.click("form.sheet .button:not(.plain) >> nth=0")
    page.wait_for_url(f"**{address}?did=receive")
    walk.look("case-received")
    page.click(f"a[href='{address}/reply']")
    page.fill("textarea[name=text]", "已更换灯具，恢复照明。")
    walk.look("reply")
    page.click("form.sheet .button:not(.plain) >> nth=0")
    page.wait_for_url(f"**{address}?did=reply")
    assert "已更换灯具" in page.inner_text(".way")
    walk.look("case-answered")


@pytest.mark.parametrize("walk", [FACES[1]], indirect=True, ids=["desk-wide"])
def test_keys_walk_the_list(walk: Walk, running: County) -> None:
    page = walk.page
    sit_down(walk, "dispatcher-1", running.password)
    walk.go("/desk/lists/open")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert (
        page.evaluate(
            "[...document.querySelectorAll('[data-row]')].findIndex(r => r.matches('.on'))"
        )
        == 1
    )
    page.keyboard.press("?")
    assert page.is_visible("#keys")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.press("Tab")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/cases/**")


@pytest.mark.parametrize("walk", [FACES[1]], indirect=True, ids=["desk-wide"])
def test_what_was_typed_outlives_the_session(walk: Walk, running: County) -> None:
    page = walk.page
    sit_down(walk, "operator-1", running.password)
    walk.go("/desk/register")
    page.fill("[name=text]", "写到一半的话")
    page.context.clear_cookies(name="sessionid")
    page.click("form#register .button:has(kbd)")
    page.fill("[name=username]", "operator-1")
    page.fill("[name=password]", running.password)
    page.click("form.stack .button")
    page.wait_for_url(re.compile(r"/desk/register\?typed="))
    assert page.input_value("[name=text]") == "写到一半的话"


@pytest.mark.parametrize("walk", FACES[:2], indirect=True, ids=lambda face: face["name"])
def test_an_empty_list_and_a_case_out_of_sight_say_so(walk: Walk, running: County) -> None:
    sit_down(walk, "clerk-urban", running.password)
    walk.go("/desk/lists/sign")
    walk.look("empty")
    walk.go("/desk/cases/QINGHE-260302-AAAAAA")
    walk.look("out-of-sight")
