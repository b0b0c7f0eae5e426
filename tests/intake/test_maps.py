"""Maps: every fault at once, each with its line, or a map."""

from pathlib import Path

import pytest

from lianxin.cases import book
from lianxin.intake.maps import ColumnMap, read_map
from lianxin.rules.faults import Faults

GOOD = """
channel = "hotline"
as = "operator-1"
times = ["%d.%m.%Y"]
[columns]
"单号" = "external_id"
"说的话" = "text"
[defaults]
kind = "complaint"
area = "liuyin"
[values.kind]
"投诉举报" = "complaint"
[values.area]
"柳荫" = "liuyin"
[categories]
"市容环境" = "c-0101"
"""
WRONG = """
channel = "hotline"
[columns]
"单号" = "external_id"
"说的话" = "words"
"也是单号" = "external_id"
[defaults]
kind = "wish"
area = "atlantis"
colour = "red"
[values.kind]
"投诉" = "anger"
[values.mood]
"好" = "good"
[categories]
"市容" = "c-99"
"""


def given(tmp_path: Path, text: str | bytes) -> ColumnMap:
    path = tmp_path / "map.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_map(path, book=book.current())


def test_a_map_is_read(county: str, tmp_path: Path) -> None:
    found = given(tmp_path, GOOD)
    assert found.columns == {"单号": "external_id", "说的话": "text"}
    assert (found.channel, found.as_, found.times) == ("hotline", "operator-1", ("%d.%m.%Y",))


def test_every_fault_of_a_map_is_named_with_its_line(county: str, tmp_path: Path) -> None:
    with pytest.raises(Faults) as found:
        given(tmp_path, WRONG)
    told = {(fault.line, fault.column) for fault in found.value.faults}
    assert told == {
        (4, "columns.单号"),
        (5, "columns.说的话"),
        (6, "columns.也是单号"),
        (8, "defaults.kind"),
        (9, "defaults.area"),
        (10, "defaults.colour"),
        (12, "values.kind.投诉"),
        (14, "values.mood.好"),
        (16, "categories.市容"),
    }


@pytest.mark.parametrize(
    ("text", "row", "told"),
    [
        ('channel = "hotline"\n[columns\n', 2, "is no proper TOML"),
        ('colour = "red"\n', 1, "Extra inputs"),
        ('channel = "pigeon"\n', 1, "Input should be"),
        (b"\xff", 0, "is no proper TOML"),
    ],
)
def test_a_map_that_is_none_is_refused(
    county: str, tmp_path: Path, text: str | bytes, row: int, told: str
) -> None:
    with pytest.raises(Faults) as found:
        given(tmp_path, text)
    assert found.value.faults[0].line == row
    assert told in found.value.faults[0].sentence()


def test_a_map_that_is_not_there_is_refused(county: str, tmp_path: Path) -> None:
    with pytest.raises(Faults, match="cannot be read"):
        read_map(tmp_path / "none.toml", book=book.current())
