"""A resident says something and follows it, on every size of screen, in both languages."""

import os
import re
import subprocess
import sys

import pytest

from tests.journeys.conftest import DESKTOP, PHONE, County, Walk

WORDS = "小区门口的路灯坏了半个月，晚上老人出门看不见路。希望尽快修好。"
FACES = [
    {"name": "phone", "viewport": PHONE},
    {"name": "desktop", "viewport": DESKTOP},
    {"name": "english", "viewport": PHONE, "lang": "en"},
    {"name": "elder", "viewport": PHONE, "mode": "elder"},
    # Twice the size on half the room: what a browser does at 200 %.
    {"name": "zoomed", "viewport": {"width": 320, "height": 640}, "device_scale_factor": 2},
]


def code_for(county: County, phone: str) -> str:
    """Return the code that waits for a telephone, as whoever is on duty reads it."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment["LIANXIN_HOME"] = str(county.home)
    told = subprocess.run(
        [sys.executable, "-m", "lianxin.server", "messages"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    line = next(line for line in told.splitlines() if line.startswith(phone))
    found = re.search(r"\b\d{6}\b", line.removeprefix(phone))
    assert found
    return found[0]


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


@pytest.mark.parametrize(
    "walk",
    [{"name": "bare-other", "viewport": PHONE, "java_script_enabled": False}],
    indirect=True,
    ids=["bare"],
)
def test_without_any_script_one_speaks_for_another(walk: Walk) -> None:
    page = walk.page
    walk.go("/say")
    page.fill("textarea[name=text]", WORDS)
    page.click("form.stack .button.wide")
    assert not page.is_visible("[name=other_name]")
    page.check("input[value=other]")
    page.fill("[name=other_name]", "刘桂花")
    page.select_option("[name=agreed]", "yes")
    page.fill("[name=name]", "王秀兰")
    page.fill("[name=phone]", "13800001111")
    page.click("form.stack .button.wide")
    page.click("form.stack .button.wide")
    assert "由家人代为反映，本人同意" in page.inner_text("main")


@pytest.mark.parametrize("walk", FACES, indirect=True, ids=lambda face: face["name"])
def test_a_telephone_opens_its_matters_with_papers_and_a_review(
    walk: Walk, running: County
) -> None:
    page = walk.page
    # A telephone of its own for each face: one number gets no more than a few codes.
    phone = f"139000000{26 + [face['name'] for face in FACES].index(walk.name)}"
    walk.go("/mine")
    page.fill("[name=phone]", phone)
    page.click("form .button")
    walk.look("mine-code")
    page.fill("[name=code]", code_for(running, phone))
    page.click("form .button >> nth=0")
    page.wait_for_selector(".matter")
    walk.look("mine-list")
    page.click(".matter >> nth=0")
    page.wait_for_selector("#way")
    walk.look("mine-follow")
    with page.expect_download() as got:
        page.click(".papers a >> nth=0")
    assert got.value.suggested_filename.endswith(".pdf")


@pytest.mark.parametrize("walk", [FACES[0]], indirect=True, ids=["phone"])
def test_who_has_it_can_be_read_aloud(walk: Walk, running: County) -> None:
    page = walk.page
    walk.go("/articles/no-fees")
    page.evaluate(
        "() => { window.said = []; SpeechSynthesis.prototype.speak ="
        " (one) => window.said.push(one.text); }"
    )
    page.click("[data-aloud]")
    assert "代办员替您跑" in page.evaluate("window.said[0]")


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
def test_a_file_that_will_not_do_is_named_before_it_is_sent(walk: Walk) -> None:
    page = walk.page
    walk.go("/say")
    left = page.evaluate(
        """() => { const input = document.getElementById('photos'); const told = new DataTransfer();
        told.items.add(new File([new ArrayBuffer(21 * 1024 * 1024)], '大.png'));
        told.items.add(new File(['x'], '程序.exe'));
        told.items.add(new File(['x'], '灯.jpg'));
        input.files = told.files; input.dispatchEvent(new Event('change'));
        return [...input.files].map((file) => file.name); }"""
    )
    said = page.inner_text("#photos-field [data-say]")
    assert "大.png" in said
    assert "程序.exe" in said
    assert left == ["灯.jpg"]
    walk.look("say-files")


@pytest.mark.parametrize("walk", [FACES[0]], indirect=True, ids=["phone"])
@pytest.mark.parametrize("path", ["/", "/say", "/follow", "/mine", "/near", "/articles/how-long"])
def test_a_resident_page_is_light_and_asks_for_little(walk: Walk, path: str) -> None:
    weigh(walk, path)


def weigh(walk: Walk, path: str) -> None:
    """Hold a first view against 100 KB and twelve requests."""
    sizes: list[int] = []
    walk.page.on("response", lambda answer: sizes.append(len(answer.body())))
    walk.go(path)
    walk.page.wait_for_load_state("networkidle")
    assert sum(sizes) <= 100 * 1024
    assert len(sizes) <= 12
    assert walk.faults == []


@pytest.mark.parametrize("walk", [FACES[0]], indirect=True, ids=["phone"])
def test_a_matter_that_is_followed_is_light_too(walk: Walk, running: County) -> None:
    followed = re.search(r"/follow/\w{11}", (running.home / "demo.log").read_text("utf-8"))
    assert followed
    weigh(walk, followed[0])


@pytest.mark.parametrize("walk", FACES[:4], indirect=True, ids=lambda face: face["name"])
@pytest.mark.parametrize(
    ("what", "path"),
    [
        ("near", "/near"),
        ("station", "/near/chengguan-station"),
        ("poster", "/near/chengguan-station/poster"),
        ("agent", "/near/agent?badge=0000"),
        ("find", "/follow"),
        ("mine", "/mine"),
        ("articles", "/articles"),
        ("article", "/articles/how-long"),
        ("missing", "/nothing-here"),
    ],
)
def test_help_is_found_near(walk: Walk, what: str, path: str) -> None:
    walk.go(path)
    walk.look(what)
