"""Manage: the duty list, who would get a matter and why, and tables of the organisation by file."""

import json
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.files import drops
from lianxin.org.models import Area, Duty, Station
from tests.web.conftest import Clock, page
from tests.web.desk.test_pages import quick, sit_down
from tests.web.manage.test_org import admin, manage, recorded

__all__ = ["admin", "quick"]
PATHS = ["duties", "duties/new", "duties/c-01/qinghe", "upload", "tables/duties.csv"]
DUTY = "/manage/duties/c-01/qinghe"
GOOD = "category,area,lead,assists,article\nc-01,chengguan,utilities,,试行\n"
BAD = "category,area,lead,assists\nc-01,nowhere,utilities,utilities\nc-99,qinghe,,nobody\n"


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Any) -> None:
    """A place for files of the test's own."""
    settings.FILES_FOLDER = tmp_path / "files"


def send(client: Client, text: str | bytes, name: str = "duties.csv", **told: str) -> Any:
    """Send a table in to be looked at."""
    raw = text.encode() if isinstance(text, str) else text
    return client.post("/manage/upload", {"file": SimpleUploadedFile(name, raw), **told})


@pytest.mark.parametrize("path", PATHS)
def test_an_outsider_may_not(county: str, clock: Clock, path: str) -> None:
    assert Client().get(f"/manage/{path}").status_code == 302
    for person in ("dispatcher-1", "auditor-1"):
        assert sit_down(person).get(f"/manage/{path}").status_code == 404


def test_an_outsider_may_not_send_tables(county: str, clock: Clock) -> None:
    client = sit_down("dispatcher-1")
    assert send(client, GOOD).status_code == 404
    told = {"lead": "utilities", "reason": "x"}
    assert client.post(DUTY, told).status_code == 404
    assert Duty.objects.get(category="c-01", area="qinghe").lead_id == "urban-management"


def test_the_duty_list_is_found_by_subject_place_or_body(admin: Client) -> None:
    shown = page(admin.get("/manage/duties"))
    assert "清河县城市管理局" in shown
    assert "没有找到" in page(admin.get("/manage/duties?q=没有的"))
    assert "清河县派单目录 第1.2项" in page(admin.get("/manage/duties?q=c-0102"))


@pytest.mark.parametrize("start", ["60", "99999", "x", "-1"])
def test_the_list_is_gone_through_page_by_page(admin: Client, start: str) -> None:
    assert len(admin.get("/manage/duties").context["rows"]) == 60
    assert admin.get(f"/manage/duties?start={start}").context["rows"]


@pytest.mark.parametrize("path", PATHS[0:1] + PATHS[2:4])
def test_a_page_costs_the_same_however_long_the_list(admin: Client, path: str) -> None:
    admin.get(f"/manage/{path}")
    with CaptureQueriesContext(connection) as made:
        admin.get(f"/manage/{path}")
    assert len(made) <= 7


def test_who_would_get_a_matter_is_told_with_the_reasons(admin: Client) -> None:
    shown = page(admin.get("/manage/duties?category=c-010203&area=liuyin"))
    assert "建议由清河县城市管理局主办" in shown
    assert "职责清单有" in shown
    assert "清河县派单目录 第1.2.3项" in shown


def test_what_nobody_has_as_a_duty_is_not_guessed(admin: Client) -> None:
    Duty.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE org_version SET version = version + 1")
    assert "系统不猜" in page(admin.get("/manage/duties?category=c-01"))


def test_a_duty_changes_hands_with_its_reason(admin: Client) -> None:
    told = {"lead": "utilities", "assists": "urban-management", "article": "会议纪要"}
    assert manage(admin, DUTY, **told).status_code == 302
    row = Duty.objects.get(category="c-01", area="qinghe")
    assert (row.lead_id, row.assists, row.article) == (
        "utilities",
        ["urban-management"],
        "会议纪要",
    )
    assert recorded("duties_set")[-1] == ("admin-1", "information-centre-admin")
    assert "建议由" in page(admin.get("/manage/duties?category=c-01"))


def test_who_leads_cannot_assist_and_what_was_chosen_stays(admin: Client) -> None:
    answer = manage(admin, DUTY, lead="utilities", assists="utilities")
    assert answer.status_code == 422
    assert "已是主办，不能同时协办" in page(answer)
    assert '<option value="utilities" selected>' in page(answer)
    assert manage(admin, DUTY, lead="utilities", reason="").status_code == 422
    assert recorded("change_reasoned") == []


@pytest.mark.parametrize(
    "path", ["duties/c-99/qinghe", "duties/c-01/nowhere", "tables/secrets.csv"]
)
def test_what_is_not_there_is_not_found(admin: Client, path: str) -> None:
    assert admin.get(f"/manage/{path}").status_code == 404


def test_a_line_that_is_not_there_yet_is_come_to_by_choosing(admin: Client) -> None:
    answer = admin.get("/manage/duties/new?category=c-01&area=chengguan")
    assert answer["Location"] == "/manage/duties/c-01/chengguan"
    assert "清单里还没有这一行" in page(admin.get(answer["Location"]))
    assert admin.get("/manage/duties/new?category=x")["Location"] == "/manage/duties"


def test_a_file_shows_what_it_would_change_and_changes_nothing(admin: Client) -> None:
    shown = page(send(admin, GOOD))
    assert "会改动1行" in shown
    assert "试行" in shown
    assert not Duty.objects.filter(category="c-01", area="chengguan").exists()


def test_what_was_looked_at_is_taken_with_a_reason_and_once(admin: Client) -> None:
    drop = send(admin, GOOD).context["drop"]
    assert manage(admin, "/manage/upload", do="take", drop=drop, reason="").status_code == 422
    assert manage(admin, "/manage/upload", do="take", drop=drop).status_code == 302
    assert Duty.objects.get(category="c-01", area="chengguan").lead_id == "utilities"
    answer = manage(admin, "/manage/upload", do="take", drop=drop)
    assert "已经不在" in page(answer)
    assert [fault.code for fault, _ in answer.context["faults"]] == ["gone"]
    assert len(recorded("change_reasoned")) == 1


def test_every_fault_is_told_in_chinese_and_nothing_changes(admin: Client) -> None:
    answer = send(admin, BAD)
    assert answer.status_code == 422
    found = [(one.line, one.column, told) for one, told in answer.context["faults"]]
    assert (2, "area", "nowhere不在地区表里") in found
    assert (2, "assists", "utilities已是主办，不能同时协办") in found
    assert (3, "lead", "是空的") in found
    assert len(found) == 5
    assert all(not told.isascii() for _row, _column, told in found)
    assert "duties.csv" in page(answer)


def test_a_county_under_a_change_meanwhile_is_checked_again(admin: Client) -> None:
    drop = send(admin, GOOD).context["drop"]
    manage(admin, "/manage/duties/c-01/chengguan", lead="urban-management")
    manage(admin, "/manage/upload", do="take", drop=drop)
    assert Duty.objects.get(category="c-01", area="chengguan").lead_id == "utilities"


def test_a_workbook_is_read_whatever_it_is_called(admin: Client) -> None:
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("duties")
    for row, line in enumerate(GOOD.splitlines()):
        sheet.write_row(row, 0, line.split(","))
    book.close()
    assert "会改动1行" in page(send(admin, out.getvalue(), name="职责.csv"))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "文件是空的"),
        (b"MZ\x90", "不接受可执行文件"),
        (b"<html><script>alert(1)</script>", "不接受网页文件"),
        (b"%PDF-1.7", "不认识的文件类型"),
        (b"\xff\xd8\xff", "不认识的文件类型"),
    ],
)
def test_what_is_no_table_is_not_taken_whatever_its_name(
    admin: Client, raw: bytes, said: str
) -> None:
    answer = send(admin, raw)
    assert answer.status_code == 422
    assert said in page(answer)


def test_a_file_too_large_is_not_taken(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drops, "LARGEST", 10)
    assert "文件超过20 MB" in page(send(admin, GOOD))


def test_no_file_and_a_changed_name_are_told(admin: Client) -> None:
    assert "请选择文件" in page(admin.post("/manage/upload", {}))
    assert "已经不在" in page(manage(admin, "/manage/upload", do="take", drop="../../etc/passwd"))
    assert "不是可识别的表" in page(send(admin, GOOD, name="x.csv"))
    assert "会改动1行" in page(send(admin, GOOD, name="x.csv", table="duties"))


def test_a_table_goes_out_as_it_may_come_in_and_no_cell_is_a_formula(admin: Client) -> None:
    Station.objects.filter(pk="qinghe-reception").update(phone="+86 12345", hours="=1+1")
    out = admin.get("/manage/tables/stations.csv")
    raw = out.content
    assert b",'+86 12345,'=1+1" in raw
    assert "attachment" in out["Content-Disposition"]
    shown = page(send(admin, raw, name="stations.csv"))
    assert "没有要改的" in shown


def test_all_tables_that_go_out_come_in_unchanged(admin: Client) -> None:
    for name in (
        "areas",
        "bodies",
        "posts",
        "appointments",
        "duties",
        "categories",
        "rosters",
        "boundaries",
    ):
        raw = admin.get(f"/manage/tables/{name}.csv").content
        assert "没有要改的" in page(send(admin, raw, name=f"{name}.csv")), name
    assert Area.objects.count() > 0


def test_boundaries_are_sent_as_a_map_looked_at_and_taken(admin: Client) -> None:
    ring = [[120, 30], [120.2, 30], *([120.1 + n * n / 999, 30.1 + n / 99] for n in range(9))]
    told = {
        "type": "FeatureCollection",
        "features": [
            {
                "properties": {"code": "liuyin"},
                "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
            }
        ],
    }
    shown = page(send(admin, json.dumps(told).encode(), name="柳荫.geojson", table="boundaries"))
    assert "会改动1行" in shown
    assert "边界线" in shown
    assert "30.1]" in shown
    assert "30.18081]" not in shown
    told["features"][0]["properties"]["code"] = "nowhere"
    wrong = send(admin, json.dumps(told).encode(), name="boundaries.geojson")
    assert wrong.status_code == 422
    assert "nowhere不在地区表里" in page(wrong)
