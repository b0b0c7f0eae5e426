"""Manage: wordings of documents, how they print, and a county's own put in force."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.documents import templates_in_force
from lianxin.documents.folders import Papers
from tests.county import AT, BY
from tests.web.conftest import Clock, page
from tests.web.desk.test_pages import quick, sit_down
from tests.web.manage.test_org import admin, manage, recorded

__all__ = ["admin", "quick"]
CODE = "acceptance_notice"
PATH = f"/manage/papers/{CODE}"
PATHS = ["papers", f"papers/{CODE}", f"papers/{CODE}/sample.pdf"]


def own() -> str:
    """Return the notice with a sentence of the county's own."""
    text = templates_in_force.current()[CODE].text
    assert '"特此告知。",' in text
    return text.replace('"特此告知。",', '"如有疑问，请到本机关接待窗口。",\n  "特此告知。",')


@pytest.mark.parametrize("path", PATHS)
def test_an_outsider_may_not(county: str, clock: Clock, path: str) -> None:
    assert Client().get(f"/manage/{path}").status_code == 302
    assert sit_down("dispatcher-1").get(f"/manage/{path}").status_code == 404


def test_an_outsider_may_not_send_a_wording(county: str, clock: Clock) -> None:
    told = {"text": own(), "do": "take", "reason": "x"}
    assert sit_down("dispatcher-1").post(PATH, told).status_code == 404
    assert "接待窗口" not in templates_in_force.current()[CODE].text


@pytest.mark.parametrize("path", PATHS[:2])
def test_a_page_costs_the_same_however_many_there_are(admin: Client, path: str) -> None:
    admin.get(f"/manage/{path}")
    with CaptureQueriesContext(connection) as made:
        admin.get(f"/manage/{path}")
    assert len(made) <= 6


def test_every_wording_prints_a_sample(admin: Client) -> None:
    for code in templates_in_force.current():
        made = admin.get(f"/manage/papers/{code}/sample.pdf")
        assert made["Content-Type"] == "application/pdf", code
        assert made.content.startswith(b"%PDF"), code


def test_a_wording_shows_whom_it_is_for_and_its_fields(admin: Client) -> None:
    shown = page(admin.get(PATH))
    for told in ("信访事项受理告知书", "给反映人", "条例23", "petitioner.you", "办理期限届满日"):
        assert told in shown, told


@pytest.mark.parametrize("path", ["nothing", f"{CODE}/0123.pdf", "nothing/sample.pdf"])
def test_what_is_not_there_is_not_found(admin: Client, path: str) -> None:
    assert admin.get(f"/manage/papers/{path}").status_code == 404


def test_a_county_s_own_wording_is_checked_printed_and_taken(admin: Client) -> None:
    assert "检查通过" in page(manage(admin, PATH, text=own()))
    printed = manage(admin, PATH, text=own(), do="sample")
    assert printed.content.startswith(b"%PDF")
    assert "接待窗口" not in templates_in_force.current()[CODE].text
    assert manage(admin, PATH, text=own(), do="take", reason="").status_code == 422
    assert manage(admin, PATH, text=own(), do="take").status_code == 302
    assert "接待窗口" in templates_in_force.current()[CODE].text
    assert recorded("template_activated")[-1] == ("admin-1", "information-centre-admin")


def test_every_version_is_kept_and_prints(admin: Client) -> None:
    before = templates_in_force.current()[CODE].digest
    manage(admin, PATH, text=own(), do="take")
    shown = page(admin.get(PATH))
    for digest in (
        templates_in_force.current()[CODE].digest,
        *[one[0] for one in templates_in_force.versions(CODE)],
    ):
        assert f"{PATH}/{digest}.pdf" in shown
        assert admin.get(f"{PATH}/{digest}.pdf").content.startswith(b"%PDF")
    assert before != templates_in_force.current()[CODE].digest


def test_every_fault_is_told_with_its_line_and_nothing_changes(admin: Client) -> None:
    text = own().replace("{case.raised_on}", "{case.wrong}").replace("{handle.due_on}", "{x.y}")
    answer = manage(admin, PATH, text=text, do="take")
    assert answer.status_code == 422
    told = [(one.line, said) for one, said, _line in answer.context["faults"]]
    assert "没有“case.wrong”这个字段" in [said for _row, said in told]
    assert all(row > 0 for row, _said in told)
    assert templates_in_force.current()[CODE].text != text


def test_what_is_said_of_the_accused_may_not_leave_the_office(admin: Client) -> None:
    text = own().replace("{case.title}", "{respondent.names}")
    assert "不得出现在发出本机关的文书上" in page(manage(admin, PATH, text=text))


def test_another_paper_s_wording_is_not_taken_for_this_one(admin: Client) -> None:
    text = templates_in_force.current()["opinion"].text
    answer = manage(admin, PATH, text=text)
    assert "写的不是这份文书" in page(answer)
    assert [fault.code for fault, _, _ in answer.context["faults"]] == ["other_paper"]


def test_a_wording_that_its_look_cannot_print_is_not_taken(admin: Client) -> None:
    broken = replace(templates_in_force.current()[CODE], layout="#nowhere()")
    templates_in_force.activate(Papers(sources={CODE: broken}), at=AT, by=BY)
    answer = manage(admin, PATH, text=own(), do="take")
    assert answer.status_code == 422
    assert [fault.code for fault, _, _ in answer.context["faults"]] == ["unprintable"]
    assert templates_in_force.current()[CODE].text == broken.text


def test_the_wording_in_force_changes_nothing(admin: Client) -> None:
    text = templates_in_force.current()[CODE].text.replace("\n", "\r\n")
    assert "没有要改的" in page(manage(admin, PATH, text=text))


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"[[[", b"#" * 200_001, b"code = 1"])
def test_what_is_no_wording_is_told(admin: Client, raw: bytes) -> None:
    file = SimpleUploadedFile("x.toml", raw)
    assert admin.post(PATH, {"file": file}).status_code == 422


def test_a_wording_may_come_from_a_file(admin: Client) -> None:
    file = SimpleUploadedFile("x.toml", own().encode())
    assert admin.post(PATH, {"file": file}).status_code == 200
