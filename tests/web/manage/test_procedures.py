"""Manage: procedures drawn and read; a new version checked, tried on last month, taken into use."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from lianxin.cases import book as books
from lianxin.cases.reading import queries
from lianxin.org import procedures
from tests.county import AT, give, officer, register
from tests.rules.proving.examples import broken, only
from tests.rules.proving.test_findings import BROKEN
from tests.web.conftest import Clock, page
from tests.web.desk.test_pages import quick, sit_down
from tests.web.manage.test_org import admin, manage, recorded

__all__ = ["admin", "quick"]
NEW = "/manage/procedures/new"
PATHS = ["procedures", "procedures/hotline", "procedures/new"]


def text_of(code: str = "hotline") -> str:
    """Return the text of a procedure in force."""
    found = procedures.procedure_text(procedures.current()[code])
    assert found is not None
    return found


def shorter() -> str:
    """Return a procedure of the hotline that holds, with a minute to receive."""
    return broken(
        ('"small"', '"hotline"'),
        actions='{ do = "receive", at = ["dispatched"], by = ["lead"] }',
        clocks=(
            '{ code = "receive", limit = "1 minutes", start = ["assigned"],'
            ' stop = ["received", "accepted"], whose = "lead", zh = "签收", en = "Receive" }'
        ),
    )


@pytest.mark.parametrize("path", PATHS)
def test_an_outsider_may_not(county: str, clock: Clock, path: str) -> None:
    assert Client().get(f"/manage/{path}").status_code == 302
    assert sit_down("dispatcher-1").get(f"/manage/{path}").status_code == 404


def test_an_outsider_may_not_see_a_version_or_send_one(county: str, clock: Clock) -> None:
    client, digest = sit_down("dispatcher-1"), procedures.current()["hotline"]
    for path in (digest, f"{digest}.svg"):
        assert client.get(f"/manage/procedures/hotline/{path}").status_code == 404
    told = {"text": shorter(), "do": "take", "reason": "x"}
    assert client.post(NEW, told).status_code == 404
    assert procedures.current()["hotline"] == digest


def test_procedures_tell_where_they_are_used(admin: Client) -> None:
    shown = page(admin.get("/manage/procedures"))
    assert "热线" in shown
    assert 'href="/manage/procedures/statutory"' in shown


@pytest.mark.parametrize("path", PATHS)
def test_a_page_costs_the_same_however_much_it_shows(admin: Client, path: str) -> None:
    admin.get(f"/manage/{path}")
    with CaptureQueriesContext(connection) as made:
        admin.get(f"/manage/{path}")
    assert len(made) <= 6


def test_a_procedure_is_read_as_tables(admin: Client) -> None:
    shown = page(admin.get("/manage/procedures/statutory"))
    for told in ("法定", "主办", "交办", "条例34", "审签顺序", "到期前", "到期时"):
        assert told in shown, told
    assert "结案以前" in shown
    assert not re.search(r">\s*(open|\*)\s*<", shown)


def test_a_procedure_is_drawn_and_the_drawing_can_do_nothing(admin: Client) -> None:
    digest = procedures.current()["statutory"]
    drawn = admin.get(f"/manage/procedures/statutory/{digest}.svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert "sandbox" in drawn["Content-Security-Policy"]
    assert "script" not in page(drawn)


@pytest.mark.parametrize(
    "path", ["none", "hotline/0123456789abcdef", "none/0123456789abcdef.svg", "hotline/{other}"]
)
def test_a_version_that_is_not_there_is_not_found(admin: Client, path: str) -> None:
    other = procedures.current()["simple"]
    assert admin.get(f"/manage/procedures/{path.format(other=other)}").status_code == 404


def test_a_version_to_be_changed_begins_with_the_text_in_force(admin: Client) -> None:
    assert 'code = "hotline"' in page(admin.get(f"{NEW}?of=hotline")).replace("&quot;", '"')


def test_every_fault_is_told_with_its_line(admin: Client) -> None:
    text = text_of().replace('do = "assign"', 'do = "fly"').replace('by = ["centre"]', 'by = ["x"]')
    answer = manage(admin, NEW, text=text)
    assert answer.status_code == 422
    lines = text.splitlines()
    for one, _told, line in answer.context["faults"]:
        assert lines[one.line - 1].strip().startswith(line[:40])
    assert len(answer.context["faults"]) > 3
    assert recorded("change_reasoned") == []


def test_posts_that_are_not_there_are_told_too(admin: Client) -> None:
    text = text_of("hard-matters")
    assert "sign_offs" not in text
    text += '\nsign_offs = [\n  { document = "public_reply", posts = ["wizard"] },\n]\n'
    answer = manage(admin, NEW, text=text)
    assert "没有wizard这个岗位或岗位角色" in page(answer)


def test_a_version_is_tried_on_the_last_month_before_it_is_used(admin: Client) -> None:
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management")
    give("clerk-urban", number, "receive", at=AT.replace(hour=3))
    admin_sees = manage(admin, NEW, text=shorter())
    found = admin_sees.context["tried"]
    assert (found.cases, found.changed) == (1, 1)
    assert dict(found.bodies) == {"清河县城市管理局": 1}
    assert "会超期" in page(admin_sees)
    assert number not in page(admin_sees)
    assert procedures.current()["hotline"] != books.current().procedures


def test_new_cases_start_with_it_and_cases_under_way_keep_theirs(admin: Client) -> None:
    number = register().state.number
    before = procedures.current()["hotline"]
    assert manage(admin, NEW, text=shorter(), do="take", reason="").status_code == 422
    assert procedures.current()["hotline"] == before
    assert manage(admin, NEW, text=shorter(), do="take").status_code == 302
    after = procedures.current()["hotline"]
    assert after != before
    books.forget()
    assert register().state.version == after
    assert queries.view(officer("dispatcher-1"), number, at=AT).state.version == before
    assert recorded("procedure_activated")[-1] == ("admin-1", "information-centre-admin")
    assert page(admin.get("/manage/procedures/hotline")).count("/manage/procedures/hotline/") >= 3


def test_the_version_in_force_sent_again_changes_nothing(admin: Client) -> None:
    assert "没有要改的" in page(manage(admin, NEW, text=text_of().replace("\n", "\r\n")))


def test_a_procedure_that_is_new_here_has_nothing_to_be_tried_on(admin: Client) -> None:
    text = shorter().replace('code = "hotline"', 'code = "harder"')
    assert "这是一个新程序" in page(manage(admin, NEW, text=text))


@pytest.mark.parametrize("kind", sorted(BROKEN))
def test_a_version_with_a_trap_of_any_kind_is_refused_with_the_way_into_it(
    admin: Client, kind: str
) -> None:
    before = procedures.current()
    answer = manage(admin, NEW, text=BROKEN[kind], do="take")
    assert answer.status_code == 422
    shown, trap = page(answer), only(BROKEN[kind], kind)
    for told in (trap.fault.sentence("zh"), *(step.zh for step in trap.way), "不能启用"):
        assert escape(told) in shown
    assert f"第{trap.fault.line}行" in shown or not trap.fault.line
    assert "data:image/svg+xml;base64," in shown
    assert procedures.current() == before


def test_of_a_version_in_force_it_is_told_that_it_has_no_trap(admin: Client) -> None:
    shown = page(admin.get("/manage/procedures/statutory"))
    assert 'id="traps"' not in shown
    assert "没有死路" in shown
    assert 'class="stack faults"' not in shown


def test_a_file_of_ours_is_taken_as_it_ships(admin: Client) -> None:
    assert manage(admin, NEW, text=text_of("statutory") + "\n# 本县\n").status_code == 200
    assert manage(admin, NEW, text=text_of("statutory")).status_code == 200


def test_a_trap_is_told_with_the_line_of_the_countys_own_row(admin: Client) -> None:
    head = (
        '[procedure]\ncode = "ours"\nlabel = { zh = "本县", en = "Ours" }\nextends = "statutory"\n'
    )
    assert manage(admin, NEW, text=f"{head}[rows]\n", do="take").status_code == 302
    trap = 'clocks = [{ code = "look", limit = "1 days", start = ["accepted"], stop = ["ending_ruled"], whose = "lead" }]'
    answer = manage(admin, NEW, text=f"{head}[rows]\n{trap}\n", do="take")
    assert answer.status_code == 422
    assert {one["line"] for one in answer.context["traps"]} == {6}


def test_what_is_no_procedure_is_told(admin: Client) -> None:
    def send(raw: bytes) -> Any:
        return admin.post(NEW, {"file": SimpleUploadedFile("x.toml", raw)})

    assert "请选择文件或粘贴内容" in page(manage(admin, NEW, text=" "))
    assert send(b"\xff\xfe\x00").status_code == 422
    assert "太大" in page(send(b"#" * 1_200_001))
    assert send(b"[[[").status_code == 422
    assert send(text_of().encode()).status_code == 200


def test_conditions_that_name_something_are_told_in_words(admin: Client) -> None:
    shown = page(admin.get("/manage/procedures/hotline"))
    assert "在“退单”的时限内" in shown
