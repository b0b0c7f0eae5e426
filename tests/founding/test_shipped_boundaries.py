"""The borders that presets bring: every part has one, and neighbours share theirs to the metre."""

import csv
from collections import Counter
from functools import cache
from itertools import pairwise

import pytest

from lianxin.founding import boundaries as boundary_files
from lianxin.org import shapes
from lianxin.org.preset_folders import PRESETS

ROOTS = {"qinghe": "qinghe", "pingfang": "yuling", "hengkou": "hanping"}


@cache
def areas(preset: str) -> dict[str, str]:
    """Return each area of a preset with the one above it."""
    with (PRESETS / preset / "areas.csv").open(encoding="utf-8") as file:
        return {row["code"]: row["parent"] for row in csv.DictReader(file)}


@cache
def borders(preset: str) -> dict[str, shapes.Shape]:
    """Return each area of a preset with its shape."""
    text = (PRESETS / preset / boundary_files.FILE).read_text("utf-8")
    lines, faults = boundary_files.read(text, file=boundary_files.FILE)
    assert faults == []
    return {line.values["code"]: shapes.read(line.values["shape"]) for line in lines}


def below(preset: str, code: str) -> set[str]:
    """Return the areas right below one."""
    return {one for one, parent in areas(preset).items() if parent == code}


@pytest.mark.parametrize("preset", ROOTS)
def test_every_part_of_the_county_has_a_border_and_so_has_what_lies_in_it(preset: str) -> None:
    parts = below(preset, ROOTS[preset])
    inner = set().union(*(below(preset, code) for code in parts))
    assert set(borders(preset)) == parts | inner


@pytest.mark.parametrize("preset", ROOTS)
def test_neighbours_share_their_borders_and_each_part_is_made_of_what_lies_in_it(
    preset: str,
) -> None:
    held = borders(preset)
    for parent in (ROOTS[preset], *below(preset, ROOTS[preset])):
        sides = Counter(
            frozenset(side)
            for code in below(preset, parent) & set(held)
            for polygon in held[code]
            for ring in polygon
            for side in pairwise((*ring, ring[0]))
        )
        assert set(sides.values()) == {1, 2}
        assert sum(many == 2 for many in sides.values()) > len(below(preset, parent))


@pytest.mark.parametrize("preset", ROOTS)
def test_a_place_lies_in_the_part_it_belongs_to(preset: str) -> None:
    held = borders(preset)
    for code, shape in held.items():
        parent = areas(preset)[code]
        west, south, east, north = shapes.bounds([shape])
        middle = ((west + east) // 2, (south + north) // 2)
        if parent in held and shapes.holds(shape, middle):
            assert shapes.holds(held[parent], middle), code


@pytest.mark.parametrize("preset", ROOTS)
def test_the_invented_county_lies_in_the_open_sea(preset: str) -> None:
    west, south, east, north = shapes.bounds(borders(preset).values())
    assert 123.9e6 < west < east < 125.6e6
    assert 29e6 < south < north < 32e6
