"""A resident says something and follows it, on every size of screen, in both languages."""

import pytest

from tests.journeys.conftest import DESKTOP, PHONE, Walk

WORDS = "小区门口的路灯坏了半个月，晚上老人出门看不见路。希望尽快修好。"
FACES = [
    {"name": "phone", "viewport": PHONE},
    {"name": "desktop", "viewport": DESKTOP},
    {"name": "english", "viewport": PHONE, "lang": "en"},
    {"name": "elder", "viewport": PHONE, "mode": "elder"},
    # Twice the size on half the room: what a browser does at 200 %.
    {"name": "zoomed", "viewport": {"width": 320, "height": 640}, "device_scale_factor": 2},
]


@pytest.mark.parametrize("walk", FACES, indirect=True, ids=lambda face: face["name"])
def test_three_steps_lead_to_a_number_and_to_who_has_it(walk: Walk) -> None:
    page = walk.page
    walk.go("/")
    walk.look("home")
    page.click(".door >> nth=0")
    page.fill("textarea[name=text]", WORDS)
    walk.look("say-matter")
    page.click("form.stack .button.wide")
    page.click("form.stack .button.wide")
    walk.look("say-fault")
    page.fill("input[name=name]", "王秀兰")
    page.fill("input[name=phone]", "13800001111")
    page.click("form.stack .button.wide")
    walk.look("say-check")
    page.dblclick("form.stack .button.wide")
    page.wait_for_url("**/follow/**")
    walk.look("filed")
    code = page.inner_text(".pass .code").replace(" ", "")
    walk.go("/follow")
    page.fill("input[name=code]", code.lower())
    page.click("form .button")
    walk.look("follow")
    page.click(".sheet .button >> nth=0")
    page.fill("textarea", "还有一盏也坏了")
    walk.look("add")
    page.click("form.stack .button.wide")
    assert "还有一盏也坏了" in page.inner_text("#way")


@pytest.mark.parametrize(
    "walk",
    [{"name": "bare", "viewport": PHONE, "java_script_enabled": False}],
    indirect=True,
    ids=["bare"],
)
def test_without_any_script_it_goes_the_same_way(walk: Walk) -> None:
    page = walk.page
    walk.go("/say")
    page.fill("textarea[name=text]", WORDS)
    page.click("form.stack .button.wide")
    page.check("input[value=nobody]")
    page.click("form.stack .button.wide")
    page.click("form.stack .button.wide")
    code = page.inner_text(".pass .code").replace(" ", "")
    walk.go(f"/follow/{code}/urge")
    page.click("form.stack .button.wide")
    assert code in page.url


@pytest.mark.parametrize("walk", [FACES[0]], indirect=True, ids=["phone"])
def test_a_draft_stays_on_the_phone_and_goes_when_it_was_sent(walk: Walk) -> None:
    page = walk.page
    walk.go("/say")
    page.fill("textarea[name=text]", WORDS)
    page.fill("input[name=address]", "东门")
    walk.go("/")
    walk.go("/say")
    assert page.input_value("textarea[name=text]") == WORDS
    assert page.input_value("input[name=address]") == "东门"
    page.click("form.stack .button.wide")
    page.check("input[value=nobody]")
    page.click("form.stack .button.wide")
    page.click("form.stack .button.wide")
    page.wait_for_url("**/follow/**")
    walk.go("/say")
    assert page.input_value("textarea[name=text]") == ""


@pytest.mark.parametrize("walk", [FACES[0]], indirect=True, ids=["phone"])
def test_a_file_too_large_is_named_before_it_is_sent(walk: Walk) -> None:
    page = walk.page
    walk.go("/say")
    page.evaluate(
        """() => { const input = document.getElementById('photos'); const told = new DataTransfer();
        told.items.add(new File([new ArrayBuffer(21 * 1024 * 1024)], '大.png'));
        input.files = told.files; input.dispatchEvent(new Event('change')); }"""
    )
    assert "大.png" in page.inner_text("#photos-field [data-say]")


@pytest.mark.parametrize("walk", [FACES[0]], indirect=True, ids=["phone"])
def test_a_resident_page_is_light_and_asks_for_little(walk: Walk) -> None:
    sizes: list[int] = []
    walk.page.on("response", lambda answer: sizes.append(len(answer.body())))
    walk.go("/")
    walk.page.wait_for_load_state("networkidle")
    assert sum(sizes) <= 100 * 1024
    assert len(sizes) <= 12


@pytest.mark.parametrize("walk", FACES[:4], indirect=True, ids=lambda face: face["name"])
@pytest.mark.parametrize(
    ("what", "path"),
    [
        ("near", "/near"),
        ("station", "/near/chengguan-station"),
        ("poster", "/near/chengguan-station/poster"),
        ("agent", "/near/agent?badge=0000"),
        ("find", "/follow"),
        ("missing", "/nothing-here"),
    ],
)
def test_help_is_found_near(walk: Walk, what: str, path: str) -> None:
    walk.go(path)
    walk.look(what)
