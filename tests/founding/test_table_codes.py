"""The codes of what is wrong in a county's tables, each from the smallest file that brings it."""

from pathlib import Path

import pytest

from lianxin.founding import files
from lianxin.founding.checks import checked
from tests.founding.tables_on_disk import COUNTY, county


def codes(path: Path) -> list[str]:
    """The codes of all that is wrong in a folder or a file of tables."""
    read = files.read(path)
    _, faults = checked(read.lines, rows_held={})
    return [fault.code for fault in (*read.faults, *faults)]


def test_the_small_county_has_no_fault(tmp_path: Path) -> None:
    assert codes(county(tmp_path)) == []


@pytest.mark.parametrize(
    ("code", "table", "row"),
    [
        ("not_a_code", "areas", "Xin-Town,qinghe,township,新镇,"),
        ("too_long", "areas", f"{'a' * 65},qinghe,township,新镇,"),
        ("not_a_word", "areas", "new,qinghe,镇,新镇,"),
        ("second_top", "areas", "new,,county,新县,"),
        ("too_many_cells", "areas", "new,qinghe,township,a,b,c"),
        ("empty", "areas", "new,qinghe,,新镇,"),
        ("repeated", "areas", "liuyin,qinghe,township,又一个,"),
        ("circle", "areas", "a,b,township,甲,\nb,a,township,乙,"),
        ("not_among", "areas", "new,nowhere,township,新镇,"),
        ("succeeded", "duties", "c-0101,qinghe,sanitation,,"),
        ("not_a_date", "appointments", "grid-1,grid,soon,,"),
        ("nul", "areas", "new,qinghe,township,新\0镇,"),
        ("leads_and_assists", "duties", "c-0101,qinghe,urban,urban,"),
        ("assists_twice", "duties", "c-0101,qinghe,urban,gov;gov,"),
        ("stands_in_for_oneself", "appointments", "grid-1,grid,2026-03-01,2026-03-09,grid-1"),
        ("stands_in_without_end", "appointments", "grid-1,grid,2026-03-01,,head-urban"),
        ("ends_before_it_begins", "appointments", "grid-1,grid,2026-03-01,2026-02-01,"),
        ("holds_already", "appointments", "head-urban,urban-head,2026-01-01,,"),
        ("not_a_roster_rule", "rosters", "grid,,on mondays,,2026-01-01,"),
        ("not_a_weekday", "rosters", "grid,,FREQ=WEEKLY;BYDAY=XX,,2026-01-01,"),
        ("not_a_month_day", "rosters", "grid,,FREQ=MONTHLY;BYMONTHDAY=32,,2026-01-01,"),
        ("not_a_numbered_weekday", "rosters", "grid,,FREQ=MONTHLY;BYDAY=9MO,,2026-01-01,"),
    ],
)
def test_a_row_brings_its_code_alone(tmp_path: Path, code: str, table: str, row: str) -> None:
    folder = county(tmp_path, **{table: f"{COUNTY[table]}{row}\n"})
    # Two terms that overlap are a fault of both rows.
    assert set(codes(folder)) == {code}


@pytest.mark.parametrize(
    ("code", "name", "content"),
    [
        ("unknown_file", "trees.csv", b"code,zh\n"),
        ("unknown_column", "people.csv", b"code,zh,name\n"),
        ("column_repeated", "people.csv", b"code,zh,zh\n"),
        ("missing_column", "people.csv", b"code\n"),
        ("not_csv", "people.csv", b'code,zh\na,"b\n'),
        ("not_decodable", "people.csv", b"code,zh\na,\xff\n"),
        ("not_a_number", "areas.csv", b"code,level,zh,parent,households\nq,county,Q,,many\n"),
        ("neither_yes_nor_no", "people.csv", b"code,zh,replace\na,A,perhaps\n"),
        ("not_workbook", "people.xlsx", b"code,zh\n"),
        ("unknown_map", "rivers.geojson", b"{}"),
        ("not_decodable", "boundaries.geojson", b'{"\xff'),
        ("not_geojson", "boundaries.geojson", b"{"),
        ("too_deep_geojson", "boundaries.geojson", b"[" * 100_000),
        ("no_features", "boundaries.geojson", b"{}"),
        (
            "other_coordinates",
            "boundaries.geojson",
            b'{"features": [], "crs": {"properties": {"name": "EPSG:3857"}}}',
        ),
    ],
)
def test_a_file_brings_its_code_alone(tmp_path: Path, code: str, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert codes(tmp_path) == [code]


def test_a_folder_without_a_table_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert codes(tmp_path) == ["no_table"]
    assert codes(tmp_path / "people.csv") == ["unreadable"]
