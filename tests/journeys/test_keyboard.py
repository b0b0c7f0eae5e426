"""A call taken down without a mouse: every field is reached by the keyboard, in the order of the page."""

import pytest

from tests.journeys.conftest import DESKTOP, County, Walk
from tests.journeys.test_desk import sit_down

FACE = {"name": "keyboard", "viewport": DESKTOP}
FIELDS = [
    *("phone", "name", "text", "kind", "channel", "category", "area", "address"),
    *("on_behalf", "other_name", "other_phone", "agreed", "raised_at"),
    *(
        "find.respondent",
        "respondent",
        "respondent_unknown",
        "head_count",
        "representatives.0.name",
    ),
    *("title", "points", "occurred_at", "petitioner.address", "external_id"),
    *("urgent", "anonymous", "withheld", "confidential"),
]


@pytest.mark.parametrize("walk", [FACE], indirect=True, ids=["keyboard"])
def test_an_operator_registers_a_call_by_keyboard_alone(walk: Walk, running: County) -> None:
    page, keys = walk.page, walk.page.keyboard
    sit_down(walk, "operator-1", running.password)
    walk.go("/desk/")
    page.wait_for_load_state("networkidle")
    keys.press("n")
    page.wait_for_selector("form#register")
    here = "document.activeElement"
    seen, typed = [], {"phone": "13800007778", "name": "孙二", "text": "井盖松动，过车就响。"}
    for _ in range(240):
        name = page.evaluate(f"{here}.form?.id === 'register' ? {here}.name : ''")
        if page.evaluate(f"{here}.tagName") == "SUMMARY":
            keys.press("Enter")
        if name and name not in seen:
            seen.append(name)
        keys.type(typed.pop(name, ""))
        if page.evaluate(f"{here}.matches('form#register .button:has(kbd)')"):
            break
        keys.press("Tab")
    assert [name for name in FIELDS if name not in seen] == []
    assert [name for name in seen if name in FIELDS] == FIELDS
    walk.keep("register-keyboard")
    keys.press("Enter")
    page.wait_for_url("**/desk/cases/**")
    assert "井盖松动" in page.inner_text("main")
