"""Every fault of a county's tables is found at once, with its file, row, column and reason."""

from pathlib import Path

import pytest

from lianxin.founding.load import import_org
from lianxin.ledger.models import Entry
from lianxin.org.models import Area
from lianxin.rules.faults import Faults
from tests.founding.tables_on_disk import AT, CLERK, COUNTY, county

pytestmark = pytest.mark.django_db


def told(folder: Path, **other: str) -> list[str]:
    with pytest.raises(Faults) as refused:
        import_org(county(folder, **other), at=AT, by=CLERK)
    return [str(one) for one in refused.value.faults]


def row(table: str, line: str) -> dict[str, str]:
    return {table: COUNTY[table] + line + "\n"}


CASES = [
    ("areas", "Xin-Town,qinghe,township,新镇,", "code: Xin-Town is no code"),
    ("areas", "new--town,qinghe,township,新镇,", "code: new--town is no code"),
    ("areas", f"{'a' * 65},qinghe,township,新镇,", "code: is longer than 64"),
    ("areas", "new,nowhere,township,新镇,", "parent: nowhere is not among the areas"),
    ("areas", "new,,county,新县,", "parent: is empty, and qinghe is the top already"),
    ("areas", "new,qinghe,,新镇,", "level: is empty"),
    ("areas", "new,qinghe,镇,新镇,", "level: 镇 is no word"),
    ("areas", "liuyin,qinghe,township,又一个,", "code: liuyin stands in areas.csv row 2 already"),
    ("areas", "new,qinghe,township,a,b,c", "has more cells than the header"),
    ("areas", "new,qinghe,township,新\0镇,", "zh: holds a NUL character"),
    ("areas", "a,b,township,甲,\nb,a,township,乙,", "parent: goes round in a circle: "),
    ("bodies", "new,nowhere,department,,,,新局,", "area: nowhere is not among the areas"),
    ("bodies", "new,qinghe,department,x,y,z,新局,", "upper_line: y is not among the bodies"),
    ("bodies", "new,qinghe,department,,,new,新局,", "successor: goes round in a circle: new → new"),
    (
        "bodies",
        "a,qinghe,department,b,,,甲,\nb,qinghe,department,,a,,乙,",
        "upper_gov: goes round in a circle: ",
    ),
    ("posts", "new,nobody,,head,长,", "body: nobody is not among the bodies"),
    ("posts", "new,urban,,Section Head,长,", "role: Section Head is no word"),
    ("people", "clerk-a,", "zh: is empty"),
    ("appointments", "head-urban,no-post,2026-01-01,", "post: no-post is not among the posts"),
    ("appointments", "nobody,grid,2026-01-01,", "person: nobody is not among the people"),
    ("appointments", "grid-1,grid,2026-02-30,", "since: 2026-02-30 is not a date"),
    ("appointments", "grid-1,grid,soon,", "since: soon is not a date"),
    (
        "appointments",
        "grid-1,grid,2026-03-01,2026-03-09,nobody",
        "stands_in_for: nobody is not among the people",
    ),
    (
        "appointments",
        "grid-1,grid,2026-03-01,2026-03-09,grid-1",
        "stands_in_for: nobody stands in for oneself",
    ),
    (
        "appointments",
        "grid-1,grid,2026-03-01,,head-urban",
        "until: is empty: standing in has an end",
    ),
    ("appointments", "grid-1,grid,,", "since: is empty"),
    ("appointments", "grid-1,grid,2026-03-01,2026-02-01", "until: 2026-02-01 is before 2026-03-01"),
    (
        "appointments",
        "head-urban,urban-head,2026-01-01,",
        "since: head-urban holds urban-head from 2025-01-01 already",
    ),
    ("categories", "c-02,c-99,甲,", "parent: c-99 is not among the categories"),
    ("categories", "c-a,c-b,甲,\nc-b,c-a,乙,", "parent: goes round in a circle: "),
    ("duties", "c-99,qinghe,urban,,", "category: c-99 is not among the categories"),
    ("duties", "c-0101,qinghe,nobody,,", "lead: nobody is not among the bodies"),
    ("duties", "c-0101,qinghe,urban,gov;nobody,", "assists: nobody is not among the bodies"),
    ("duties", "c-0101,qinghe,urban,urban,", "assists: urban leads and cannot assist too"),
    ("duties", "c-0101,qinghe,urban,gov;gov,", "assists: names a body twice"),
    ("duties", "c-0101,qinghe,sanitation,,", "lead: sanitation was succeeded by urban"),
    ("duties", "c-01,qinghe,gov,,", "category: c-01 qinghe stands in duties.csv row 2 already"),
    ("rosters", "urban-head,,on mondays,,2026-01-01,", "rule: on mondays is no roster rule"),
    ("rosters", "urban-head,nobody,FREQ=DAILY,,2026-01-01,", "person: nobody is not among"),
    ("rosters", "grid,,FREQ=DAILY,,2026-02-01,2026-01-01", "until: 2026-01-01 is before"),
    ("stations", "new,nowhere,point,点,,,,", "area: nowhere is not among the areas"),
]


@pytest.mark.parametrize(("table", "line", "expected"), CASES, ids=[case[2] for case in CASES])
def test_a_fault_is_told_with_its_place_and_reason(
    tmp_path: Path, table: str, line: str, expected: str
) -> None:
    found = told(tmp_path, **row(table, line))
    number = COUNTY[table].count("\n") + 1
    assert any(one.startswith(f"{table}.csv:{number}: {expected}") for one in found), found


def test_all_faults_of_all_files_are_listed_at_once(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        **row("areas", "Bad Code,nowhere,,新,"),
        **row("duties", "c-99,nowhere,nobody,,"),
        **row("appointments", "nobody,no-post,never,"),
    )
    assert len(found) == 9


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("code,name", "people.csv:1: name: is no column of this table"),
        ("code", "people.csv:1: zh: is missing"),
        ("code,zh,zh", "people.csv:1: zh: is given twice"),
        ("", "people.csv:1: code: is missing"),
    ],
)
def test_a_header_with_unknown_missing_or_doubled_columns_is_a_fault(
    tmp_path: Path, header: str, expected: str
) -> None:
    assert expected in told(tmp_path, people=f"{header}\n")


def test_a_file_that_is_no_proper_csv_is_a_fault(tmp_path: Path) -> None:
    (found,) = told(tmp_path, stations='code,area,level,zh\na,"b\n')
    assert found.startswith("stations.csv: is no proper CSV")


def test_what_is_held_already_counts_for_a_file_that_comes_later(tmp_path: Path) -> None:
    import_org(county(tmp_path), at=AT, by=CLERK)
    file = tmp_path / "appointments.csv"
    file.write_text("person,post,since,until\nhead-urban,urban-head,2026-01-01,\n")
    with pytest.raises(Faults, match="holds urban-head from 2025-01-01 already"):
        import_org(file, at=AT, by=CLERK)
    file.write_text("person,post,since,until\nhead-urban,grid,2026-01-01,\n")
    assert import_org(file, at=AT, by=CLERK).tables["appointments"].new == 1


@pytest.mark.parametrize("told_as", ["-3", "12.5", "many", "１２", "1234567890"])
def test_households_are_counted_in_whole_numbers(tmp_path: Path, told_as: str) -> None:
    areas = "code,parent,level,zh,households\nqinghe,,county,清河县,\n"
    areas += f"chengguan,qinghe,township,城关,\nliuyin,chengguan,stairwell,一单元,{told_as}\n"
    found = told(tmp_path, areas=areas)
    assert found == [f"areas.csv:4: households: {told_as} is no whole number"]


def test_the_households_of_a_stairwell_are_kept_and_may_change(tmp_path: Path) -> None:
    head = "code,parent,level,zh,households,address\nqinghe,,county,清河县,,\n"
    head += "chengguan,qinghe,township,城关,,\n"
    for count in ("014", "15"):
        areas = f"{head}liuyin,chengguan,stairwell,一单元,{count},柳荫路1号一单元\n"
        import_org(county(tmp_path, areas=areas), at=AT, by=CLERK)
    kept = Area.objects.get(pk="liuyin")
    assert (kept.households, kept.address) == (15, "柳荫路1号一单元")
    told_of = Entry.objects.filter(fact="areas_set").order_by("sequence")
    assert "柳荫路" not in "".join(one.payload for one in told_of)
