"""Places as a drawing: lines that meet, names that have room, a bar that does not mislead."""

import re
from math import cos, pi, radians, sin

import pytest

from lianxin.org import shapes
from lianxin.org.shapes import Shape
from lianxin.web import maps

WEST, SOUTH = 120.0, 30.0


def box(x: float, y: float, wide: float = 0.1, high: float = 0.1) -> Shape:
    """Return a box so many degrees from the corner of the county."""
    west, south = WEST + x, SOUTH + y
    ring = [[west, south], [west + wide, south], [west + wide, south + high], [west, south + high]]
    return shapes.parsed({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})


FOUR = {"a": box(0, 0), "b": box(0.1, 0), "c": box(0, 0.1), "d": box(0.1, 0.1)}
NAMES = {"a": "柳荫社区", "b": "东湖社区", "c": "鼓楼社区", "d": "新华社区"}


def corners(path: str) -> set[tuple[int, int]]:
    """Return where a path's corners stand."""
    found = set()
    for part in path.split("z"):
        numbers = [int(one) for one in re.findall(r"-?\d+", part)]
        x = y = 0
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            found.add((x, y))
    return found


def test_the_place_is_drawn_last_and_alone_is_marked() -> None:
    drawing = maps.drawn(FOUR, names=NAMES, here="a")
    assert [one.is_here for one in drawing.outlines] == [False, False, False, True]
    assert [name.is_here for name in drawing.names] == [False, False, False, True]


def test_neighbours_meet_in_the_same_corners_and_all_stands_inside() -> None:
    drawing = maps.drawn(FOUR, names=NAMES)
    drawn = [corners(one.path) for one in drawing.outlines]
    assert len(set.union(*drawn)) == 9
    for x, y in set.union(*drawn):
        assert 0 <= x <= drawing.wide * maps.TENTHS
        assert 0 <= y <= drawing.high * maps.TENTHS


def test_north_is_up_and_a_tall_county_is_no_higher_than_a_map_may_be() -> None:
    tall = maps.drawn({"a": box(0, 0, high=0.4), "b": box(0, 0.4, high=0.4)}, names=NAMES)
    foot = {name.lines[0][2]: name.lines[0][1] for name in tall.names}
    assert len(foot) == 2
    assert foot["东湖"] < foot["柳荫"]
    assert tall.high == maps.HIGH + 13 + 8
    flat = maps.drawn({"a": box(0, 0, wide=2)}, names=NAMES)
    assert flat.wide == maps.WIDE
    assert flat.high < 80


def test_a_name_without_room_stands_in_the_title_and_that_of_the_place_itself_always_stands() -> (
    None
):
    slim = FOUR | {"e": box(0.2, 0, wide=0.002)}
    drawing = maps.drawn(slim, names=NAMES | {"e": "站前社区"})
    assert [one.title for one in drawing.outlines if one.title] == ["站前社区"]
    meant = maps.drawn(slim, names=NAMES | {"e": "站前社区"}, here="e")
    assert [line for *_, line in meant.names[-1].lines] == ["站前", "社区"]
    assert [one.title for one in meant.outlines if one.title] == []


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("柳荫社区", ["柳荫社区"]),
        ("铁路新村第一生活社区", ["铁路新村第一生活", "社区"]),
        ("Tielu Xincun Community", ["Tielu Xincun", "Community"]),
        ("乡" * 40, []),
        ("x" * 80, []),
    ],
)
def test_a_long_name_takes_two_lines_or_none(name: str, lines: list[str]) -> None:
    drawing = maps.drawn(FOUR, names=NAMES | {"a": name})
    first = [one for one in drawing.names if one.lines[0][2] not in NAMES.values()]
    assert [line for one in first for *_, line in one.lines] == (
        lines if name not in NAMES.values() else []
    )


def test_a_name_leaves_the_point_free() -> None:
    middle = (120_050_000, 30_050_000)
    drawing = maps.drawn(FOUR, names=NAMES, here="a", spot=middle)
    assert drawing.spot is not None
    ((_x, foot, _line),) = drawing.names[-1].lines
    assert abs(foot - drawing.spot[1]) > 10


def test_a_point_beyond_the_drawing_is_not_on_it() -> None:
    assert maps.drawn(FOUR, names=NAMES, spot=(121_000_000, 30_050_000)).spot is None
    assert maps.drawn(FOUR, names=NAMES, spot=(120_050_000, -30_050_000)).spot is None


@pytest.mark.parametrize("size", [0.004, 0.05, 0.4, 3.0])
def test_the_bar_is_as_long_as_it_says(size: float) -> None:
    drawing = maps.drawn({"a": box(0, 0, size, size)}, names=NAMES)
    across = max(x for x, _y in corners(drawing.outlines[0].path)) - min(
        x for x, _y in corners(drawing.outlines[0].path)
    )
    metres = size * 111_320 * cos(radians(30 + size / 2))
    assert drawing.bar <= maps.LONGEST_BAR
    assert drawing.metres == pytest.approx(drawing.bar * metres * maps.TENTHS / across, rel=0.03)
    assert str(drawing.metres).rstrip("0") in {"1", "2", "5"}


def test_a_county_of_sixty_jagged_places_stays_small() -> None:
    def jagged(n: int) -> Shape:
        x, y = n % 10 / 5, n // 10 / 5
        ring = [
            [
                WEST + x + (0.1 + k % 2 / 100) * cos(k * pi / 450),
                SOUTH + y + 0.1 * sin(k * pi / 450),
            ]
            for k in range(900)
        ]
        return shapes.parsed({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})

    many = {str(n): jagged(n) for n in range(60)}
    names = dict.fromkeys(many, "村")
    drawing = maps.drawn(many, names=names, here="7")
    assert sum(len(one.path) for one in drawing.outlines) < 12_000
    small = maps.located(many, here="7", size=72)
    assert sum(len(one.path) for one in small.outlines) < 4_000


def test_a_speck_of_a_place_is_no_fault() -> None:
    speck = {"a": box(0, 0, 0.00002, 0.00002), "b": box(0.1, 0)}
    drawing = maps.drawn(speck, names=NAMES, here="a", spot=(120_000_010, 30_000_010))
    assert drawing.spot is not None
    assert maps.drawn({"a": speck["a"]}, names=NAMES, here="a").names
