"""Shapes of places: what is one, what is none, and how they are thinned without coming apart."""

from math import sin
from typing import Any

import pytest

from lianxin.org import shapes
from lianxin.org.shapes import Unfit

SQUARE = [[120.0, 30.0], [120.2, 30.0], [120.2, 30.2], [120.0, 30.2], [120.0, 30.0]]
HOLE = [[120.05, 30.05], [120.1, 30.05], [120.1, 30.1], [120.05, 30.1], [120.05, 30.05]]


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def test_a_polygon_is_kept_in_millionths_of_a_degree_without_its_closing_corner() -> None:
    ((ring,),) = shapes.parsed(polygon(SQUARE))
    assert ring == (
        (120_000_000, 30_000_000),
        (120_200_000, 30_000_000),
        (120_200_000, 30_200_000),
        (120_000_000, 30_200_000),
    )


def test_what_is_written_reads_back_as_the_very_same() -> None:
    several = {
        "type": "MultiPolygon",
        "coordinates": [[SQUARE, HOLE], [[[1, 1], [2, 1], [2, 2.1234567], [1, 1]]]],
    }
    shape = shapes.parsed(several)
    assert len(shape) == 2
    assert shapes.read(shapes.written(shape)) == shape
    assert shapes.written(shapes.read(shapes.written(shape))) == shapes.written(shape)


def test_a_height_is_passed_over_and_a_corner_said_twice_or_on_a_straight_line_is_left_out() -> (
    None
):
    more = [[120.0, 30.0, 5], [120.1, 30.0, 5], [120.2, 30.0], [120.2, 30.0], *SQUARE[2:]]
    assert shapes.parsed(polygon(more)) == shapes.parsed(polygon(SQUARE))


@pytest.mark.parametrize(
    ("geometry", "reason"),
    [
        (None, "None is neither Polygon nor MultiPolygon"),
        ({"type": "Point", "coordinates": [1, 2]}, "Point is neither"),
        ({"type": ["Polygon"]}, "is neither"),
        (polygon(), "not those of a polygon"),
        ({"type": "Polygon"}, "not those of a polygon"),
        (polygon("round"), "not those of a polygon"),
        (polygon(SQUARE[:2] + SQUARE[:1]), "fewer than four"),
        (polygon([*SQUARE[:-1], [120.1, 30.0]]), "ring is open: it begins at 120.0, 30.0"),
        (polygon([[30.0, 120.0], *SQUARE]), "120.0 is no latitude"),
        (polygon([[500000, 30.0], *SQUARE]), "500000 is no longitude"),
        (polygon([[float("nan"), 30.0], *SQUARE]), "nan is no longitude"),
        (polygon([["120", 30.0], *SQUARE]), "120 is no longitude"),
        (polygon([[True, 30.0], *SQUARE]), "True is no longitude"),
        (polygon([[120.0], *SQUARE]), "no longitude and latitude"),
        (polygon([[1, 1], [2, 2], [3, 3], [1, 1]]), "encloses nothing"),
        (polygon([[1, 1], [1, 1], [1, 1], [1, 1]]), "encloses nothing"),
    ],
)
def test_what_is_no_shape_says_why(geometry: Any, reason: str) -> None:
    with pytest.raises(Unfit, match=reason):
        shapes.parsed(geometry)


@pytest.mark.parametrize("text", ["", "[", "[" * 100_000])
def test_a_text_that_is_no_geometry_is_none(text: str) -> None:
    with pytest.raises(Unfit, match="is no GeoJSON geometry"):
        shapes.read(text)


def coast(corners: int, *, west: int = 0) -> list[list[float]]:
    """A strip whose eastern side, shared with the next strip, has so many corners."""
    side = [
        [west + 1 + sin(n * 20 / corners) / 20 + n * n % 7 / 5_000, n / corners]
        for n in range(corners)
    ]
    return [[west, 0], *side, [west + 1, 1], [west, 1], [west, 0]]


def test_a_shape_has_so_many_points_and_no_more() -> None:
    assert shapes.count(shapes.parsed(polygon(coast(900)))) <= shapes.MOST
    with pytest.raises(Unfit, match="points, more than 1000"):
        shapes.parsed(polygon(coast(1_100)))


def test_neighbours_are_thinned_alike_and_keep_their_border() -> None:
    left = shapes.parsed(polygon(coast(4_000)), most=shapes.MOST_GIVEN)
    shared = [[x, y] for x, y in coast(4_000)[1:-2]]
    right = shapes.parsed(polygon([*shared, [2, 1], [2, 0], shared[0]]), most=shapes.MOST_GIVEN)
    thin_left, thin_right = shapes.thinned_alike([left, right])
    assert max(shapes.count(thin_left), shapes.count(thin_right)) <= shapes.MOST
    border = {
        corner for corner in thin_left[0][0] if 0 < corner[1] < 990_000 and corner[0] > 900_000
    }
    assert len(border) > 100
    assert border <= set(thin_right[0][0])


def test_an_island_smaller_than_the_net_goes_but_a_place_never_goes_whole() -> None:
    speck = [[5, 5], [5.0001, 5], [5.0001, 5.0001], [5, 5]]
    both = shapes.parsed({"type": "MultiPolygon", "coordinates": [[SQUARE], [speck]]})
    assert shapes.thinned(both, 500) == shapes.parsed(polygon(SQUARE))
    alone = shapes.parsed(polygon(speck))
    assert shapes.thinned(alone, 500) == alone


@pytest.mark.parametrize(
    ("point", "inside"),
    [
        ((120_020_000, 30_020_000), True),
        ((120_070_000, 30_070_000), False),
        ((120_150_000, 30_070_000), True),
        ((120_300_000, 30_070_000), False),
        ((119_900_000, 30_070_000), False),
        ((120_100_000, 30_300_000), False),
    ],
)
def test_a_point_lies_in_a_shape_and_not_in_its_hole(point: shapes.Point, inside: bool) -> None:
    assert shapes.holds(shapes.parsed(polygon(SQUARE, HOLE)), point) is inside


def test_a_point_on_a_shared_border_lies_in_one_of_the_two() -> None:
    west = shapes.parsed(polygon(SQUARE))
    east = shapes.parsed(polygon([[x + 0.2, y] for x, y in SQUARE]))
    held = [shapes.holds(one, (120_200_000, 30_100_000)) for one in (west, east)]
    assert sorted(held) == [False, True]


def test_bounds_go_round_all_shapes() -> None:
    far = shapes.parsed(polygon([[1, 1], [2, 1], [2, 2], [1, 1]]))
    assert shapes.bounds([far, shapes.parsed(polygon(SQUARE))]) == (
        1_000_000,
        1_000_000,
        120_200_000,
        30_200_000,
    )
