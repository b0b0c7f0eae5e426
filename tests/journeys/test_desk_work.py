"""The desk at work: several at once, a kept list, the papers and tasks of a case, an answer at once."""

import pytest

from tests.journeys.conftest import DESKTOP, PHONE, County, Walk
from tests.journeys.test_desk import sit_down

PHONE_AND_ENGLISH = [
    {"name": "work-phone", "viewport": PHONE},
    {"name": "work-english", "viewport": DESKTOP, "lang": "en"},
]


@pytest.mark.parametrize("walk", PHONE_AND_ENGLISH, indirect=True, ids=lambda face: face["name"])
def test_several_matters_get_one_note_each_with_its_result(walk: Walk, running: County) -> None:
    page = walk.page
    sit_down(walk, "dispatcher-1", running.password)
    walk.go("/desk/lists/open?kind=complaint")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.inner_text("[data-chosen]") == "(2)"
    walk.look("chosen")
    page.click("#bulk .button")
    walk.look("together")
    page.click("button[value=note]")
    page.fill("[name=text]", "请两家单位一并说明进度。")
    walk.look("together-form")
    page.click("form.sheet .button:not(.plain) >> nth=0")
    page.wait_for_selector(".note.done")
    walk.look("together-done")
    assert page.locator(".owed .tag.done").count() == 2


@pytest.mark.parametrize("walk", PHONE_AND_ENGLISH[1:], indirect=True, ids=["wide"])
def test_a_list_is_kept_and_a_new_matter_is_told(walk: Walk, running: County) -> None:
    page = walk.page
    sit_down(walk, "dispatcher-1", running.password)
    walk.go("/desk/lists/open?kind=help")
    page.click(".keep summary")
    page.fill("[name=name]", "求助")
    page.click(".keep .button")
    page.wait_for_selector("#side a:has-text('求助')")
    walk.look("kept")
    walk.go("/desk/lists/dispatch")
    page.wait_for_load_state("networkidle")
    other = page.context.new_page()
    other.goto(f"{walk.url}/desk/register")
    other.fill("[name=name]", "钱二")
    other.fill("[name=text]", "井盖响。站前街井盖松动，夜里响。")
    other.click("form#register .button:has(kbd)")
    other.wait_for_url("**/desk/cases/**")
    other.close()
    # The page asks again when it comes back into sight, as when its tab is chosen.
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_selector("[data-live]:not([hidden])")
    assert page.inner_text("[data-count]") == "1"
    walk.look("new-matter")


@pytest.mark.parametrize("walk", PHONE_AND_ENGLISH, indirect=True, ids=lambda face: face["name"])
def test_a_case_shows_its_papers_and_hands_them_out(walk: Walk, running: County) -> None:
    page = walk.page
    sit_down(walk, "leader-1", running.password)
    walk.go("/desk/lists/all?kind=claim&phase=signing")
    page.click("[data-row] .title a >> nth=0")
    page.wait_for_selector(".chain .turn")
    walk.look("papers")
    with page.expect_download() as got:
        page.click("a[download]:has-text('Word') >> nth=0")
    assert got.value.suggested_filename.endswith(".docx")


@pytest.mark.parametrize("walk", PHONE_AND_ENGLISH[1:], indirect=True, ids=["wide"])
def test_a_call_of_a_known_kind_shows_what_is_like_it_by_keys_alone(
    walk: Walk, running: County
) -> None:
    page = walk.page
    sit_down(walk, "operator-1", running.password)
    walk.go("/desk/register")
    page.keyboard.type("13800007777")
    page.keyboard.press("Tab")
    page.keyboard.type("钱二")
    page.keyboard.press("Tab")
    page.keyboard.type("十二号楼前路灯不亮，晚上看不清路。")
    page.fill("[data-narrows=q-category]", "street lamp")
    assert page.input_value("[name=category]") == "c-010201"
    page.fill("[data-narrows=q-area]", "liuyin")
    page.wait_for_selector("#hints .owed a")
    assert "路灯" in page.inner_text("#hints")
    walk.look("hints")


@pytest.mark.parametrize("walk", PHONE_AND_ENGLISH, indirect=True, ids=lambda face: face["name"])
def test_the_styles_hold_on_their_own_page(walk: Walk, running: County) -> None:
    sit_down(walk, "clerk-urban", running.password)
    walk.go("/desk/styleguide")
    walk.look("styles")
