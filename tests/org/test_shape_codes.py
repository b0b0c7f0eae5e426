"""The codes of what is wrong in a boundary, a calendar: each from the smallest that brings it."""

from typing import Any

import pytest

from lianxin.org import calendar, shapes
from lianxin.rules.faults import Unfit

CORNERS = [[120, 30], [121, 30], [121, 31], [120, 30]]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("not_a_geometry", "{"),
        ("not_a_polygon", "{}"),
        ("not_polygon_coordinates", '{"type": "Polygon"}'),
    ],
)
def test_a_text_that_is_no_shape_has_its_code(code: str, text: str) -> None:
    with pytest.raises(Unfit) as refused:
        shapes.read(text)
    assert refused.value.flaw.code == code


@pytest.mark.parametrize(
    ("code", "ring"),
    [
        ("half_a_position", [[120]]),
        ("short_ring", CORNERS[:3]),
        ("open_ring", [*CORNERS[:3], [120, 31]]),
        ("empty_ring", [[120, 30]] * 4),
        ("not_a_longitude", [[181, 30]]),
        ("not_a_latitude", [[120, 91]]),
        ("too_many_points", CORNERS),
    ],
)
def test_a_ring_that_encloses_no_place_has_its_code(code: str, ring: list[Any]) -> None:
    with pytest.raises(Unfit) as refused:
        shapes.parsed({"type": "Polygon", "coordinates": [ring]}, most=2)
    assert refused.value.flaw.code == code


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("wrong_columns", "date,name\n"),
        ("no_days", "date,is_workday,name\n"),
        ("not_a_day", "date,is_workday,name\nsoon,no,\n"),
        ("not_yes_or_no", "date,is_workday,name\n2027-01-01,perhaps,\n"),
        ("day_repeated", "date,is_workday,name\n2027-01-01,no,\n2027-01-01,no,\n"),
    ],
)
def test_a_file_of_days_has_its_code(code: str, text: str) -> None:
    _, faults = calendar.read_days(text, source="days.csv")
    assert [fault.code for fault in faults] == [code]
