"""The codes of what is wrong in a file of cases and in its map, each from the smallest of its kind."""

from pathlib import Path

import pytest
import xlsxwriter

from lianxin.cases import book
from lianxin.intake.maps import NO_MAP, ColumnMap, read_map
from lianxin.intake.plans import Labels, plan_for
from lianxin.intake.rejects import Rejects
from lianxin.intake.sheets import SheetForm, read
from lianxin.rules.faults import Faults

PLAIN = SheetForm()


def of_sheet(path: Path, form: SheetForm = PLAIN) -> list[str]:
    """The codes of why a table is not read."""
    with pytest.raises(Faults) as refused:
        read(path, form=form)
    return [fault.code for fault in refused.value.faults]


def of_map(path: Path) -> list[str]:
    """The codes of why a map is not taken."""
    with pytest.raises(Faults) as refused:
        read_map(path, book=book.current())
    return [fault.code for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("code", "name", "content", "form"),
    [
        ("no_heading", "a.csv", b"", PLAIN),
        ("not_decodable", "a.csv", b"\xff\x01\xff", PLAIN),
        ("not_in_encoding", "a.csv", "内容".encode(), SheetForm(encoding="ascii")),
        ("unknown_encoding", "a.csv", b"text", SheetForm(encoding="klingon")),
        ("broken_row", "a.csv", b'text\n"x"y\n', PLAIN),
        ("not_workbook", "a.xlsx", b"text\n", PLAIN),
    ],
)
def test_a_table_that_is_none_brings_its_code_alone(
    tmp_path: Path, code: str, name: str, content: bytes, form: SheetForm
) -> None:
    (tmp_path / name).write_bytes(content)
    assert of_sheet(tmp_path / name, form) == [code]


def test_a_sheet_that_the_workbook_has_not(tmp_path: Path) -> None:
    workbook = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    workbook.add_worksheet("来电")
    workbook.close()
    assert of_sheet(tmp_path / "a.xlsx", SheetForm(sheet="三月")) == ["no_sheet"]
    assert of_sheet(tmp_path / "a.xlsx", SheetForm(heading=9)) == ["no_heading"]


def test_a_file_that_is_not_there_and_rejects_that_find_no_room(tmp_path: Path) -> None:
    assert of_sheet(tmp_path / "none.csv") == ["unreadable"]
    with pytest.raises(Faults) as refused:
        Rejects(tmp_path / "nowhere" / "a.csv", headings=("text",))
    assert [fault.code for fault in refused.value.faults] == ["unwritable"]


@pytest.mark.parametrize(
    ("code", "column_map"),
    [
        ("no_text_column", NO_MAP),
        ("mapped_column_missing", ColumnMap.model_validate({"columns": {"说的话": "text"}})),
    ],
)
def test_headings_that_make_no_case_bring_their_code(
    tmp_path: Path, code: str, column_map: ColumnMap
) -> None:
    (tmp_path / "a.csv").write_text("单号\n7\n", encoding="utf-8")
    with pytest.raises(Faults) as refused:
        plan_for(read(tmp_path / "a.csv"), column_map, labels=Labels(), channel=None)
    assert [fault.code for fault in refused.value.faults] == [code]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("not_toml", "[columns"),
        ("field_unknown", 'colour = "red"'),
        ("field_not_among", 'channel = "pigeon"'),
        ("no_case_field", 'columns = { "话" = "words" }'),
        ("no_case_field", 'defaults = { colour = "red" }'),
        ("no_such_area", 'defaults = { area = "atlantis" }'),
        ("no_such_category", 'defaults = { category = "c-99" }'),
        ("no_such_category", 'categories = { "市容" = "c-99" }'),
    ],
)
def test_a_map_brings_its_code_alone(county: str, tmp_path: Path, code: str, text: str) -> None:
    (tmp_path / "map.toml").write_text(text, encoding="utf-8")
    assert of_map(tmp_path / "map.toml") == [code]


def test_a_field_that_two_columns_fill_and_a_map_that_is_not_there(
    county: str, tmp_path: Path
) -> None:
    (tmp_path / "map.toml").write_text('columns = { "甲" = "text", "乙" = "text" }', "utf-8")
    assert set(of_map(tmp_path / "map.toml")) == {"field_filled_twice"}
    assert of_map(tmp_path / "none.toml") == ["unreadable"]
