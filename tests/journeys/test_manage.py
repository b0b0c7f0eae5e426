"""An administrator: posts, duties, calendar, procedures, wordings and imports, seen and changed."""

from pathlib import Path

import pytest

from tests.journeys.conftest import DESKTOP, PHONE, County, Walk
from tests.journeys.test_desk import sit_down
from tests.rules.proving.test_findings import BROKEN
from tests.web.manage.test_procedures import shorter

FACES = [
    {"name": "manage-phone", "viewport": PHONE},
    {"name": "manage-wide", "viewport": DESKTOP},
    {"name": "manage-english", "viewport": DESKTOP, "lang": "en"},
]
PAGES = {
    "home": "/manage/",
    "org": "/manage/org",
    "found": "/manage/org?q=督",
    "body": "/manage/bodies/petition-office",
    "post": "/manage/posts/hotline-operator-1",
    "people": "/manage/people",
    "person": "/manage/people/operator-1",
    "duties": "/manage/duties?category=c-010203&area=liuyin",
    "duty": "/manage/duties/c-01/qinghe",
    "upload": "/manage/upload",
    "calendar": "/manage/calendar?year=2026&day=2026-10-01",
    "unsure": "/manage/calendar?year=2031",
    "procedures": "/manage/procedures",
    "procedure": "/manage/procedures/hotline",
    "version": "/manage/procedures/new?of=hard-matters",
    "papers": "/manage/papers",
    "paper": "/manage/papers/acceptance_notice",
    "imports": "/manage/imports",
}


SEEN = {
    "manage-wide": tuple(PAGES),
    "manage-phone": ("home", "post", "people", "duties", "calendar", "procedures", "imports"),
    "manage-english": ("home", "body", "duty", "unsure", "version"),
}


@pytest.mark.parametrize("walk", FACES, indirect=True, ids=lambda face: face["name"])
def test_the_pages_of_manage_can_be_read(walk: Walk, running: County) -> None:
    sit_down(walk, "admin-1", running.password)
    for what in SEEN[walk.name]:
        walk.go(PAGES[what])
        walk.look(what)


@pytest.mark.parametrize("walk", [FACES[1]], indirect=True, ids=["manage-wide"])
def test_a_year_stands_as_months_of_seven_days(walk: Walk, running: County) -> None:
    sit_down(walk, "admin-1", running.password)
    walk.go(PAGES["calendar"])
    across = walk.page.evaluate(
        "new Set([...document.querySelectorAll('.month a')]"
        ".map((day) => Math.round(day.getBoundingClientRect().left))).size"
    )
    months = walk.page.evaluate(
        "new Set([...document.querySelectorAll('.month')]"
        ".map((one) => Math.round(one.getBoundingClientRect().left))).size"
    )
    assert across == 7 * months


@pytest.mark.parametrize("walk", FACES[:2], indirect=True, ids=lambda face: face["name"])
def test_a_file_is_looked_at_and_a_fault_told(walk: Walk, running: County, tmp_path: Path) -> None:
    page = walk.page
    sit_down(walk, "admin-1", running.password)
    walk.go("/manage/upload")
    strange = tmp_path / "名单.pdf"
    strange.write_bytes(b"%PDF-1.7")
    page.set_input_files("[name=file]", strange)
    # Named before anything is sent, and not chosen.
    assert page.inner_text("[data-say]").endswith("名单.pdf")
    assert not page.evaluate("document.querySelector('[name=file]').files.length")
    walk.look("upload-strange")
    table = tmp_path / "duties.csv"
    head = "category,area,lead,assists,article\n"
    table.write_text(f"{head}c-01,nowhere,utilities,utilities,\n", encoding="utf-8")
    page.set_input_files("[name=file]", table)
    page.click("form.sheet .button")
    page.wait_for_selector(".faults")
    walk.look("upload-faults")
    table.write_text(f"{head}c-01,shuangqiao,utilities,,{walk.name}\n", encoding="utf-8")
    page.set_input_files("[name=file]", table)
    page.click("form.sheet .button")
    page.wait_for_selector(".changes")
    walk.look("upload-plan")
    page.fill("[name=reason]", "双桥街道划归公用事业")
    page.click("form.form .button >> nth=0")
    page.wait_for_selector(".note.done")
    walk.go("/manage/")
    assert "双桥街道划归公用事业" in page.inner_text(".way")


@pytest.mark.parametrize("walk", [FACES[1]], indirect=True, ids=["manage-wide"])
def test_cases_are_imported_behind_the_page_and_the_progress_is_seen(
    walk: Walk, running: County, tmp_path: Path
) -> None:
    page = walk.page
    sit_down(walk, "admin-1", running.password)
    walk.go("/manage/imports")
    rows = "".join(f"J{n},路灯不亮{n},路灯坏了,2026-02-02 09:00\n" for n in range(30))
    table = tmp_path / "热线.csv"
    table.write_text(f"编号,标题,内容,时间\n{rows}J99,迟到,内容,2199-01-01\n", encoding="utf-8")
    page.set_input_files("[name=file]", table)
    page.fill("[name=reason]", "接收旧系统")
    page.click("form.sheet .button")
    page.wait_for_url("**/manage/imports/**")
    page.wait_for_selector(".tag.done")
    walk.look("import-done")
    assert "30" in page.inner_text("#progress")
    with page.expect_download() as loaded:
        page.click("#progress a[download]")
    assert "J99" in Path(loaded.value.path()).read_text("utf-8-sig")


@pytest.mark.parametrize("walk", [FACES[1]], indirect=True, ids=["manage-wide"])
def test_a_version_is_tried_and_a_year_looked_at_before_they_are_taken(
    walk: Walk, running: County
) -> None:
    page = walk.page
    sit_down(walk, "admin-1", running.password)
    walk.go("/manage/procedures/new?of=hotline")
    text = page.input_value("[name=text]")
    page.fill("[name=text]", shorter())
    page.click("form.sheet .button")
    page.wait_for_selector("form.form")
    walk.look("version-tried")
    walk.go("/manage/procedures/new")
    page.fill("[name=text]", BROKEN["condition_never_met"])
    page.click("form.sheet .button")
    page.wait_for_selector("#traps")
    walk.look("version-trapped")
    walk.go("/manage/procedures/new?of=hotline")
    page.fill("[name=text]", text.replace('do = "assign"', 'do = "fly"'))
    page.click("form.sheet .button")
    page.wait_for_selector(".faults")
    walk.look("version-faults")
    walk.go("/manage/calendar")
    page.fill("[name=days]", "date,is_workday,name\n2028-01-01,no,元旦\n2028-01-03,no,元旦\n")
    page.click("form:has([name=days]) .button")
    page.wait_for_selector(".changes")
    walk.look("year-plan")
