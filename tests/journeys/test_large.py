"""Large letters, twice the size and English on a phone: the main pages of desk and Manage hold."""

import pytest

from tests.journeys.conftest import PHONE, County, Walk
from tests.journeys.test_desk import sit_down

FACES = [
    {"name": "large-elder", "viewport": PHONE, "mode": "elder"},
    # Half the room at twice the size: what a browser does at 200 %.
    {
        "name": "large-zoomed",
        "viewport": {"width": 683, "height": 450},
        "device_scale_factor": 2,
        "lang": "en",
    },
    {"name": "large-english", "viewport": PHONE, "lang": "en"},
]
PAGES = {
    "dispatcher-1": ("/desk/lists/open", "/desk/register", "/desk/sittings/", "/desk/docket"),
    "admin-1": ("/manage/org", "/manage/calendar", "/manage/duties?q=c-0102"),
}


@pytest.mark.parametrize("person", list(PAGES))
@pytest.mark.parametrize("walk", FACES, indirect=True, ids=lambda face: face["name"])
def test_the_main_pages_hold_at_every_size(walk: Walk, running: County, person: str) -> None:
    sit_down(walk, person, running.password)
    for path in PAGES[person]:
        walk.go(path)
        walk.look(path.strip("/").replace("/", "-").partition("?")[0])


@pytest.mark.parametrize("walk", FACES, indirect=True, ids=lambda face: face["name"])
def test_a_case_offers_what_comes_next_and_the_rest_within_sight(
    walk: Walk, running: County
) -> None:
    page = walk.page
    sit_down(walk, "dispatcher-1", running.password)
    walk.go("/desk/lists/dispatch")
    page.click("[data-row] .title a >> nth=0")
    page.click(".more summary")
    walk.look("case-more")
    room = page.locator(".more > div").bounding_box()
    assert room is not None
    assert room["x"] >= 0
    page.click(".more a >> nth=0")
    walk.look("form")
    page.click("form.sheet .button:not(.plain) >> nth=0")
    page.wait_for_selector(".field.wrong, .faults")
    walk.look("form-faults")
