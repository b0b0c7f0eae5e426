"""Loading an organisation: whole or not at all, again without effect, on record."""

import json
from pathlib import Path

import pytest
import xlsxwriter
from pytest_django import DjangoAssertNumQueries

from lianxin.founding.load import Loaded, import_org
from lianxin.ledger.models import Entry
from lianxin.org import snapshot
from lianxin.org.models import Area, Duty, Post, Roster, Version
from lianxin.org.versions import PARTS
from lianxin.people.models import Appointment, Officer
from lianxin.rules.book import Area as AreaValue
from lianxin.rules.faults import Faults
from tests.founding.tables_on_disk import AT, CLERK, COUNTY, county

pytestmark = pytest.mark.django_db


def load(path: Path) -> Loaded:
    return import_org(path, at=AT, by=CLERK)


def faults(path: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(Faults) as refused:
        load(path)
    return [(one.file, one.line, one.column) for one in refused.value.faults]


def test_a_folder_is_loaded_whatever_the_order_of_its_rows(tmp_path: Path) -> None:
    load(county(tmp_path))
    parts = snapshot.load()
    assert parts.areas["liuyin"] == AreaValue(
        code="liuyin",
        parent="chengguan",
        level="community",
        zh="柳荫社区",
        en="Liuyin",
        path=("qinghe", "chengguan", "liuyin"),
    )
    assert parts.bodies["sanitation"].successor == "urban"
    assert parts.posts["urban-head"].area == "qinghe"
    assert parts.posts["grid"].area == "liuyin"
    assert parts.categories == {"c-01": None, "c-0101": "c-01"}
    assert [(one.lead, one.assists) for one in parts.duties] == [("urban", ("gov",))]
    assert str(Appointment.objects.get().since) == "2025-01-01"
    assert Roster.objects.count() == 1


def test_the_snapshot_is_read_in_one_statement(
    tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    load(county(tmp_path))
    with django_assert_num_queries(1):
        parts = snapshot.load()
    assert parts.versions == {**dict.fromkeys(PARTS, 0), **dict(Version.objects.values_list())}


def test_an_empty_database_gives_an_empty_organisation() -> None:
    parts = snapshot.load()
    assert (parts.areas, parts.bodies, parts.duties) == ({}, {}, ())
    assert set(parts.versions.values()) == {0}
    assert parts.county.group_size == 5


def test_loading_the_same_again_changes_nothing_and_leaves_no_fact(tmp_path: Path) -> None:
    first = load(county(tmp_path))
    assert first.tables["areas"].new == 3
    before, entries = snapshot.load().versions, Entry.objects.count()
    again = load(tmp_path)
    assert (again.tables["areas"].new, again.tables["areas"].same) == (0, 3)
    assert snapshot.load().versions == before
    assert Entry.objects.count() == entries


def test_a_row_takes_the_place_of_the_one_with_its_code_and_others_stay(tmp_path: Path) -> None:
    load(county(tmp_path))
    file = tmp_path / "people.csv"
    file.write_text("code,zh,badge\nhead-urban,王建军,007\nclerk-new,赵新民,\n", encoding="utf-8")
    counts = load(file).tables["people"]
    assert (counts.new, counts.changed, counts.same) == (1, 1, 0)
    assert dict(Officer.objects.values_list("code", "zh")) == {
        "head-urban": "王建军",
        "grid-1": "李秀英",
        "clerk-new": "赵新民",
    }


def test_an_appointment_is_ended_by_giving_its_last_day(tmp_path: Path) -> None:
    load(county(tmp_path))
    file = tmp_path / "appointments.csv"
    file.write_text(
        "person,post,since,until\nhead-urban,urban-head,2025-01-01,2026-03-31\n"
        "grid-1,urban-head,2026-04-01,\n"
    )
    load(file)
    assert Appointment.objects.filter(until__isnull=False).count() == 1
    assert Appointment.objects.count() == 2


def test_a_moved_area_takes_all_below_it_along(tmp_path: Path) -> None:
    load(county(tmp_path))
    file = tmp_path / "areas.csv"
    file.write_text(
        "code,parent,level,zh,en\nnew-town,qinghe,township,新镇,\nchengguan,new-town,township,城关,\n"
    )
    load(file)
    assert Area.objects.get(pk="liuyin").path == "/qinghe/new-town/chengguan/liuyin/"


def test_the_facts_hold_codes_and_dates_and_never_a_name(tmp_path: Path) -> None:
    load(county(tmp_path))
    told = {entry.fact: entry for entry in Entry.objects.all()}
    assert told["appointments_set"].family == "appointment"
    assert json.loads(told["appointments_set"].payload) == {
        "columns": ["person", "post", "since", "until", "stands_in_for"],
        "rows": [["head-urban", "urban-head", "2025-01-01", "", ""]],
    }
    everything = "".join(entry.payload for entry in told.values())
    assert "王建国" not in everything
    assert "清河县" not in everything
    assert {entry.person for entry in told.values()} == {"clerk-li"}
    assert len({entry.command for entry in told.values()}) == 1


def test_each_part_that_changed_has_moved_on(tmp_path: Path) -> None:
    load(county(tmp_path))
    before = snapshot.load().versions
    file = tmp_path / "duties.csv"
    file.write_text("category,area,lead,assists,article\nc-0101,chengguan,gov,,\n")
    load(file)
    moved = {part for part, count in snapshot.load().versions.items() if count != before[part]}
    assert moved == {"duties"}
    assert Duty.objects.count() == 2


def test_a_faulty_file_loads_nothing_of_the_others(tmp_path: Path) -> None:
    assert faults(county(tmp_path, posts="code,body,area,role,zh,en\nx,nobody,,head,长,\n"))
    assert not Area.objects.exists()
    assert not Entry.objects.exists()
    assert set(snapshot.load().versions.values()) == {0}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_spreadsheets_are_read_in_the_encodings_they_come_in(
    tmp_path: Path, encoding: str
) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes("code,zh\r\nclerk-a,𠮷田龘\r\n\r\n".encode(encoding))
    load(file)
    assert Officer.objects.get().zh == "𠮷田龘"


def test_bytes_in_no_known_encoding_are_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(b"code,zh\nclerk-a,\xff\xff\xff\n")
    assert faults(file) == [("people.csv", 0, "")]


def workbook(path: Path, sheets: dict[str, str]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, text in sheets.items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(text.splitlines()):
                sheet.write_row(number, 0, line.split(","))
    return path


def test_a_workbook_with_sheets_named_like_the_tables_loads_the_same(tmp_path: Path) -> None:
    load(workbook(tmp_path / "county.xlsx", {**COUNTY, "说明": "how to fill this in"}))
    assert Area.objects.count() == 3
    assert Post.objects.get(pk="grid").area_id == "liuyin"


def test_a_lone_sheet_is_named_by_its_file_and_real_dates_and_numbers_are_read(
    tmp_path: Path,
) -> None:
    load(county(tmp_path / "county"))
    path = tmp_path / "appointments.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sheet1")
        sheet.write_row(0, 0, ["person", "post", "since", "until"])
        sheet.write_row(1, 0, ["grid-1", "grid"])
        sheet.write_datetime(
            1, 2, AT.replace(tzinfo=None), book.add_format({"num_format": "d/m/yy"})
        )
    load(path)
    assert str(Appointment.objects.get(person="grid-1").since) == "2026-03-02"
    badges = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(badges) as book:
        sheet = book.add_worksheet("Sheet1")
        sheet.write_row(0, 0, ["code", "zh", "badge"])
        sheet.write_row(1, 0, ["grid-1", "李秀英", 1042])
    load(badges)
    assert Officer.objects.get(pk="grid-1").badge == "1042"


def test_a_workbook_that_is_none_or_has_an_unknown_sheet_is_a_fault(tmp_path: Path) -> None:
    broken = tmp_path / "county.xlsx"
    broken.write_bytes(b"no workbook")
    assert faults(broken) == [("county.xlsx", 0, "")]
    odd = workbook(tmp_path / "odd.xlsx", {"areas": COUNTY["areas"], "dutys": "x"})
    assert faults(odd) == [("odd.xlsx#dutys", 0, "")]


def test_a_file_that_is_not_there_or_has_an_unknown_name_or_a_folder_without_tables_is_a_fault(
    tmp_path: Path,
) -> None:
    assert faults(tmp_path / "areas.csv") == [("areas.csv", 0, "")]
    odd = tmp_path / "dutys.csv"
    odd.write_text("category\n")
    assert faults(odd) == [("dutys.csv", 0, "")]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert faults(empty) == [("empty", 0, "")]
