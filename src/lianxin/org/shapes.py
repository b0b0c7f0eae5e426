"""Shapes of places: GeoJSON polygons in WGS 84, longitude first. Plain values, no database.

Coordinates are whole millionths of a degree, as a registered matter carries its own. Whatever
moves a point moves it for every shape alike, so that neighbours keep the border they share.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from lianxin.rules.faults import Flaw, Unfit

Point = tuple[int, int]
"""Longitude and latitude in millionths of a degree."""
Ring = tuple[Point, ...]
"""The corners one after the other; the last is tied to the first and not said again."""
Polygon = tuple[Ring, ...]
"""The outer ring, then the holes in it."""
Shape = tuple[Polygon, ...]

UNIT = 1_000_000
MOST = 1_000
"""Points of a shape as it is kept: more than a drawing as wide as a hand can show."""
MOST_GIVEN = 50_000
"""Points of a shape as it may be given."""
STEPS = (10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)
"""Millionths of a degree between the lines of the nets that shapes are drawn onto, finest first."""
_KINDS = {"Polygon": 1, "MultiPolygon": 2}
_SIDES: tuple[tuple[int, Callable[[str], Flaw]], ...] = (
    (180, lambda value: Flaw("not_a_longitude", value=value)),
    (90, lambda value: Flaw("not_a_latitude", value=value)),
)


def parsed(geometry: object, *, most: int = MOST) -> Shape:
    """Return the shape of a GeoJSON geometry.

    Raises Unfit for anything but polygons, an open ring, one that encloses nothing, a corner off
    the globe and more than `most` points.
    """
    document = geometry if isinstance(geometry, dict) else {}
    kind = document.get("type")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise Unfit(Flaw("not_a_polygon", kind=str(kind)))
    coordinates = document.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else _listed(coordinates)
    shape = tuple(tuple(_ring(ring) for ring in _listed(polygon)) for polygon in polygons)
    if count(shape) > most:
        raise Unfit(Flaw("too_many_points", count=count(shape), most=most))
    return shape


@lru_cache(maxsize=400)
def read(text: str, *, most: int = MOST) -> Shape:
    """Return the shape of a geometry that stands as text. Raises Unfit.

    What was read is kept: every page of a matter draws the same borders.
    """
    try:
        geometry = json.loads(text)
    except (ValueError, RecursionError):
        raise Unfit(Flaw("not_a_geometry")) from None
    return parsed(geometry, most=most)


def written(shape: Shape) -> str:
    """Return the shape as a GeoJSON geometry, always written the same."""
    polygons = [
        [[[x / UNIT, y / UNIT] for x, y in (*ring, ring[0])] for ring in polygon]
        for polygon in shape
    ]
    return json.dumps({"type": "MultiPolygon", "coordinates": polygons}, separators=(",", ":"))


def count(shape: Shape) -> int:
    """Return how many corners a shape has."""
    return sum(len(ring) for polygon in shape for ring in polygon)


def thinned(shape: Shape, step: int) -> Shape:
    """Return the shape drawn onto a net of `step`; what is smaller than the net goes.

    A shape that would go whole is the very one that came in.
    """
    netted = ([onto_net(ring, step) for ring in polygon] for polygon in shape)
    kept = tuple(tuple(ring for ring in rings if ring) for rings in netted if rings[0])
    return kept or shape


def thinned_alike(shapes: Sequence[Shape], *, most: int = MOST) -> list[Shape]:
    """Return all shapes on the finest net on which none has more than `most` points.

    One net for all: a border that two of them share stays one line. On the coarsest net a shape
    may still have too many.
    """
    thin = list(shapes)
    for step in STEPS:
        thin = [thinned(shape, step) for shape in shapes]
        if all(count(shape) <= most for shape in thin):
            break
    return thin


def onto_net(ring: Iterable[Point], step: int) -> Ring:
    """Return a ring with its corners on a net; empty where nothing is left that encloses anything.

    Corners that repeat, or only lie on a straight line, are left out.
    """
    corners = tuple((round(x / step) * step, round(y / step) * step) for x, y in ring)
    kept = _turning(corners)
    while len(kept) < len(corners):
        corners, kept = kept, _turning(kept)
    return kept if kept and _twice_the_area(kept) else ()


def bounds(shapes: Iterable[Shape]) -> tuple[int, int, int, int]:
    """Return west, south, east and north of all the shapes together."""
    corners = [corner for shape in shapes for polygon in shape for corner in polygon[0]]
    xs, ys = [x for x, _y in corners], [y for _x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def holds(shape: Shape, point: Point) -> bool:
    """Whether a point lies in the shape and in none of its holes."""
    return sum(_west_of(ring, point) for polygon in shape for ring in polygon) % 2 == 1


def _west_of(ring: Ring, point: Point) -> int:
    """How often a line from the point to the west crosses the ring."""
    return sum(
        (ay > point[1]) != (by > point[1]) and _is_west((ax, ay), (bx, by), point)
        for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True)
    )


def _is_west(start: Point, end: Point, point: Point) -> bool:
    """Whether the line crosses the height of the point strictly to the west of it."""
    (ax, ay), (bx, by), (x, y) = start, end, point
    crossing, here = ax * (by - ay) + (y - ay) * (bx - ax), x * (by - ay)
    return crossing < here if by > ay else crossing > here


def _ring(positions: object) -> Ring:
    corners = [_corner(position) for position in _listed(positions)]
    if len(corners) < 4:
        raise Unfit(Flaw("short_ring"))
    if corners[0] != corners[-1]:
        raise Unfit(Flaw("open_ring", begins=_told(corners[0]), ends=_told(corners[-1])))
    # The finest net: what is kept reads back as the very same.
    ring = onto_net(corners, STEPS[0])
    if not ring:
        raise Unfit(Flaw("empty_ring", begins=_told(corners[0])))
    return ring


def _corner(position: object) -> Point:
    numbers = _listed(position)
    if len(numbers) < 2:
        raise Unfit(Flaw("half_a_position"))
    x, y = (_degrees(number, *side) for number, side in zip(numbers, _SIDES, strict=False))
    return x, y


def _degrees(number: object, most: int, flaw_of: Callable[[str], Flaw]) -> int:
    if (
        isinstance(number, bool)
        or not isinstance(number, int | float)
        or not -most <= number <= most
    ):
        raise Unfit(flaw_of(str(number)[:20]))
    return round(number * UNIT)


def _listed(coordinates: object) -> list[object]:
    if not isinstance(coordinates, list) or not coordinates:
        raise Unfit(Flaw("not_polygon_coordinates"))
    return coordinates


def _told(corner: Point) -> str:
    return f"{corner[0] / UNIT}, {corner[1] / UNIT}"


def _turning(ring: Ring) -> Ring:
    """The corners at which the way turns: not where it goes straight on, straight back or nowhere."""
    distinct = tuple(
        here for here, after in zip(ring, (*ring[1:], *ring[:1]), strict=True) if here != after
    )
    around = zip(
        (*distinct[-1:], *distinct[:-1]), distinct, (*distinct[1:], *distinct[:1]), strict=True
    )
    return tuple(
        (bx, by)
        for (ax, ay), (bx, by), (cx, cy) in around
        if (bx - ax) * (cy - by) != (by - ay) * (cx - bx)
    )


def _twice_the_area(ring: Ring) -> int:
    return sum(
        ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True)
    )
