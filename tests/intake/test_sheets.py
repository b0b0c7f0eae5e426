"""Tables as other systems write them."""

from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from lianxin.intake.sheets import SheetForm, plain, read
from lianxin.rules.faults import Faults

TABLE = "编号,标题,内容\n1,路灯,不亮\n2,井盖,缺失\n"


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def reasons(found: pytest.ExceptionInfo[Faults]) -> list[str]:
    return [str(fault) for fault in found.value.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encoding_and_separator_are_found_out(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    content = TABLE.replace(",", delimiter).encode(encoding)
    sheet = read(written(tmp_path / "a.csv", content))
    assert sheet.headings == ("编号", "标题", "内容")
    assert [row.cells for row in sheet.rows()] == [("1", "路灯", "不亮"), ("2", "井盖", "缺失")]
    assert sheet.count == 2


def test_a_row_has_the_line_where_it_begins(tmp_path: Path) -> None:
    sheet = read(written(tmp_path / "a.csv", '标题,内容\n\na,"first\nsecond"\n,\nb,x\n'))
    assert [(row.line, row.cells[0]) for row in sheet.rows()] == [(3, "a"), (6, "b")]
    assert sheet.count == 2


def test_a_text_of_one_column_needs_no_separator(tmp_path: Path) -> None:
    sheet = read(written(tmp_path / "a.csv", "text\n路灯不亮\n"))
    assert sheet.headings == ("text",)
    assert [row.cells for row in sheet.rows()] == [("路灯不亮",)]


def test_every_broken_line_of_a_file_is_named_and_nothing_read(tmp_path: Path) -> None:
    broken = '标题,内容\na,"x"y\nb,z\nc,"w"v\nd,"never ends\n'
    with pytest.raises(Faults) as found:
        read(written(tmp_path / "a.csv", broken))
    assert [fault.line for fault in found.value.faults] == [2, 4, 5]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "has no heading row"),
        (b"\xff\x01\xff", "is neither UTF-8 nor GB18030"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    with pytest.raises(Faults) as found:
        read(written(tmp_path / "a.csv", content))
    assert told in reasons(found)[0]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Faults) as found:
        read(tmp_path / "none.csv")
    assert "cannot be read" in reasons(found)[0]


@pytest.mark.parametrize(
    ("encoding", "told"), [("ascii", "is not ascii"), ("klingon", "is no encoding")]
)
def test_an_encoding_that_is_named_wrongly_is_refused(
    tmp_path: Path, encoding: str, told: str
) -> None:
    with pytest.raises(Faults) as found:
        read(written(tmp_path / "a.csv", TABLE), form=SheetForm(encoding=encoding))
    assert told in reasons(found)[0]


def test_a_nul_reaches_the_row_and_does_not_end_the_file(tmp_path: Path) -> None:
    sheet = read(written(tmp_path / "a.csv", b"text\na\x00b\nc\n"))
    assert [row.cells for row in sheet.rows()] == [("a\0b",), ("c",)]


def test_a_heading_may_stand_further_down(tmp_path: Path) -> None:
    content = "二〇二六年三月来电登记表,,\n编号,标题,内容\n1,a,b\n"
    sheet = read(written(tmp_path / "a.csv", content), form=SheetForm(heading=2))
    assert sheet.headings == ("编号", "标题", "内容")
    assert [row.line for row in sheet.rows()] == [3]


def workbook(path: Path) -> Path:
    book = xlsxwriter.Workbook(str(path))
    first = book.add_worksheet("来电")
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    first.write_row(0, 0, ["编号", "时间", "电话", "紧急", "内容"])
    first.write_row(1, 0, [7, None, 13800001001, True, "路灯不亮"])
    first.write_datetime(1, 1, datetime(2026, 3, 2, 8, 30), moment)  # noqa: DTZ001 - a workbook knows no zones
    first.write_row(3, 0, ["8", "2026/3/2", "", False, "井盖"])
    book.add_worksheet("说明").write(0, 0, "无")
    book.close()
    return path


def test_cells_of_a_workbook_read_as_a_clerk_would_have_typed_them(tmp_path: Path) -> None:
    sheet = read(workbook(tmp_path / "a.xlsx"))
    rows = list(sheet.rows())
    assert sheet.headings == ("编号", "时间", "电话", "紧急", "内容")
    when = datetime(2026, 3, 2, 8, 30)  # noqa: DTZ001 - a workbook knows no zones
    assert rows[0].cells == ("7", when, "13800001001", "是", "路灯不亮")
    assert [row.line for row in rows] == [2, 4]


def test_a_sheet_is_chosen_by_name(tmp_path: Path) -> None:
    assert read(workbook(tmp_path / "a.xlsx"), form=SheetForm(sheet="说明")).headings == ("无",)
    with pytest.raises(Faults) as found:
        read(tmp_path / "a.xlsx", form=SheetForm(sheet="三月"))
    assert "has no sheet 三月" in reasons(found)[0]
    with pytest.raises(Faults) as found:
        read(tmp_path / "a.xlsx", form=SheetForm(heading=9))
    assert "has no heading row" in reasons(found)[0]


def test_a_workbook_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Faults) as found:
        read(written(tmp_path / "a.xlsx", "编号,标题"))
    assert "is no readable workbook" in reasons(found)[0]


def test_headings_are_compared_without_width_case_and_colon() -> None:
    assert plain(" 内容： ") == plain("内容")
    assert plain("Ｔｅｘｔ") == "text"
