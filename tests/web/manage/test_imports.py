"""Manage: cases from a file, run behind the page, watched, stopped, gone on with, never twice."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.intake import importing, running
from lianxin.intake.models import Import
from tests.county import AT
from tests.web.conftest import TOKEN, Clock, page
from tests.web.desk.test_pages import quick, sit_down
from tests.web.manage.test_org import admin, manage, recorded

__all__ = ["admin", "quick"]
PATH = "/manage/imports"
HEAD = "编号,标题,内容,时间,姓名,电话\n"
ROWS = "".join(
    f"A{n},路灯不亮,路灯坏了{n}天,2026-02-0{n} 09:00,赵一,1380000221{n}\n" for n in (1, 2, 3)
)
WRONG = "A9,=cmd,=HYPERLINK(1),2099-01-01 09:00,+赵,13800002219\n"
MOVED = "SELECT count(*) FROM cases_case WHERE channel = 'import'"


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    """A place for files of the test's own."""
    settings.FILES_FOLDER = tmp_path / "files"


def send(client: Client, text: str, **told: str) -> Any:
    """Send a file of cases in."""
    file = SimpleUploadedFile("热线.csv", text.encode())
    return client.post(PATH, {"file": file, "reason": "旧系统", **told})


def taken() -> int:
    """Return how many cases were imported."""
    with connection.cursor() as cursor:
        cursor.execute(MOVED)
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("path", ["", f"/{TOKEN}", f"/{TOKEN}/rejects.csv"])
def test_an_outsider_may_not(county: str, clock: Clock, path: str) -> None:
    assert Client().get(PATH + path).status_code == 302
    assert sit_down("dispatcher-1").get(PATH + path).status_code == 404


def test_an_outsider_may_not_import_stop_or_read_what_was_rejected(admin: Client) -> None:
    where = send(admin, HEAD + ROWS + WRONG)["Location"]
    running.take(AT)
    client = sit_down("dispatcher-1")
    assert send(client, HEAD + ROWS).status_code == 404
    for path in (where, f"{where}/rejects.csv"):
        assert client.get(path).status_code == 404
    assert client.post(f"{where}/act", {"do": "go_on", "reason": "x"}).status_code == 404
    assert Import.objects.count() == 1


def test_a_file_waits_for_the_loops_and_becomes_cases_once(admin: Client) -> None:
    where = send(admin, HEAD + ROWS)["Location"]
    assert "等着开始" in page(admin.get(where))
    assert recorded("import_asked") == [("admin-1", "information-centre-admin")]
    assert (running.take(AT), running.take(AT)) == (1, 0)
    shown = page(admin.get(where))
    assert "已完成" in shown
    assert "3 / 3" in shown
    assert taken() == 3
    again = send(admin, HEAD + ROWS)["Location"]
    running.take(AT)
    found = Import.objects.get(pk=again.rpartition("/")[2])
    assert (found.new, found.again) == (0, 3)
    assert taken() == 3


def test_what_was_taken_in_lies_nowhere_a_second_time(admin: Client, tmp_path: Path) -> None:
    send(admin, HEAD + ROWS)
    assert len(list((tmp_path / "imports").iterdir())) == 1
    running.take(AT)
    assert list((tmp_path / "imports").iterdir()) == []
    assert list((tmp_path / "drops").iterdir()) == []


def test_rejected_rows_go_out_as_no_formulas_and_come_back_put_right(admin: Client) -> None:
    where = send(admin, HEAD + ROWS + WRONG)["Location"]
    running.take(AT)
    out = admin.get(f"{where}/rejects.csv")
    told = out.content.decode("utf-8-sig")
    (head, row) = list(csv.reader(StringIO(told)))
    assert head[:2] == ["line", "reason"]
    assert "'=cmd" in row
    assert "'=HYPERLINK(1)" in row
    send(admin, told.replace("2099-01-01", "2026-01-01"))
    running.take(AT)
    assert taken() == 4


def test_a_file_that_makes_no_case_says_why_and_is_not_gone_on_with(admin: Client) -> None:
    where = send(admin, "甲,乙\n1,2\n")["Location"]
    running.take(AT)
    shown = page(admin.get(where))
    assert "没有成功" in shown
    assert "没有一列是事项内容" in shown
    told = {"do": "go_on", "reason": "再试"}
    assert admin.post(f"{where}/act", told).status_code == 409


def test_a_stopped_import_goes_on_where_it_was(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 1)
    where = send(admin, HEAD + ROWS)["Location"]
    id_ = where.rpartition("/")[2]
    Import.objects.filter(pk=id_).update(state="running")
    assert manage(admin, f"{where}/act", do="stop").status_code == 302
    assert "正在停下" in page(admin.get(where))
    running.take(AT)
    assert "接着导入" in page(admin.get(where))
    assert manage(admin, f"{where}/act", do="go_on").status_code == 302
    running.take(AT)
    assert taken() == 3
    facts = ("import_asked", "import_stopped", "import_resumed")
    assert [len(recorded(fact)) for fact in facts] == [1, 1, 1]


def test_a_stop_between_two_batches_leaves_what_was_taken(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 1)
    where = send(admin, HEAD + ROWS)["Location"]
    report = running._report

    def stopping(one: Import, progress: importing.Progress) -> None:
        report(one, progress)
        Import.objects.filter(pk=one.pk).update(state="stopping")

    monkeypatch.setattr(running, "_report", stopping)
    running.take(AT)
    assert taken() == 1
    monkeypatch.setattr(running, "_report", report)
    manage(admin, f"{where}/act", do="go_on")
    running.take(AT)
    found = Import.objects.get()
    assert (found.state, found.new, found.again) == ("done", 2, 1)


def test_what_broke_off_is_taken_up_again_and_given_up_after_three_tries(admin: Client) -> None:
    where = send(admin, HEAD + ROWS)["Location"]
    Import.objects.update(state="running", tries=2)
    running.take(AT)
    assert Import.objects.get().state == "done"
    Import.objects.update(state="running", tries=3)
    running.take(AT)
    assert "没有成功" in page(admin.get(where))


def test_an_import_that_waits_is_stopped_at_once(admin: Client) -> None:
    where = send(admin, HEAD + ROWS)["Location"]
    assert manage(admin, f"{where}/act", do="stop", reason="").status_code == 422
    manage(admin, f"{where}/act", do="stop")
    assert running.take(AT) == 0
    assert manage(admin, f"{where}/act", do="stop").status_code == 409
    assert manage(admin, f"{where}/act", do="fly").status_code == 409


def test_the_progress_comes_again_until_it_is_over(admin: Client) -> None:
    where = send(admin, HEAD + ROWS)["Location"]
    part = {"HX-Request": "true", "HX-Target": "progress"}
    assert "every 1s" in page(admin.get(where, headers=part))
    running.take(AT)
    assert admin.get(where, headers=part)["HX-Refresh"] == "true"


def test_pages_cost_the_same_however_many_imports(admin: Client) -> None:
    where = send(admin, HEAD + ROWS)["Location"]
    for path, most in ((PATH, 6), (where, 6)):
        admin.get(path)
        with CaptureQueriesContext(connection) as made:
            admin.get(path)
        assert len(made) <= most, path


@pytest.mark.parametrize(
    ("told", "said"), [({"reason": " "}, "请写明为什么"), ({"file": ""}, "请选择文件")]
)
def test_what_is_missing_is_told(admin: Client, told: dict[str, str], said: str) -> None:
    answer = send(admin, HEAD + ROWS, **told)
    assert answer.status_code == 422
    assert said in page(answer)
    assert Import.objects.count() == 0


def test_what_is_no_table_is_not_taken(admin: Client) -> None:
    file = SimpleUploadedFile("x.csv", b"MZ\x90")
    answer = admin.post(PATH, {"file": file, "reason": "x"})
    assert "不接受可执行文件" in page(answer)


def test_an_administrator_sees_no_imported_case(admin: Client) -> None:
    send(admin, HEAD + ROWS, channel="hotline")
    running.take(AT)
    assert "路灯不亮" not in page(admin.get("/desk/lists/all"))


def test_old_imports_and_their_rejects_are_forgotten(
    admin: Client, clock: Clock, tmp_path: Path
) -> None:
    send(admin, HEAD + WRONG)
    running.take(AT)
    assert [one.name[32:] for one in (tmp_path / "imports").iterdir()] == [".csv.rejects.csv"]
    clock.on(days=31)
    client = sit_down("admin-1")
    send(client, HEAD + ROWS)
    assert Import.objects.count() == 1
    assert [one.suffix for one in (tmp_path / "imports").iterdir()] == [".csv"]


def test_the_preset_is_told(admin: Client) -> None:
    assert "qinghe" in page(admin.get(PATH))
