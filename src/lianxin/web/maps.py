"""Places as a small drawing: the server says where each line, name and point stands.

It is drawn as the usual web maps are (Mercator), which at the size of a county keeps shapes and
lengths; north is up.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import asinh, cos, degrees, log10, radians, tan

from lianxin.org import shapes
from lianxin.org.shapes import UNIT, Point, Ring, Shape

WIDE, HIGH = 280, 300
"""How wide a map is, and how high it may be, in units; shown it is about as many pixels wide."""
MARGIN = 6
TENTHS = 10
"""Lines are laid in tenths of a unit."""
NETS = (2, 5, 10, 20, 40, 80)
"""Tenths of a unit between the lines of the nets that a drawing may be laid on, finest first."""
MOST = 1_500
"""Corners of a drawing: about nine kilobytes."""
FEW = 250
FREE = 110
"""Tenths of a unit around a point in which no name stands."""
ROWS = 9
"""Heights at which the place of a name is looked for."""
LONGEST_BAR = 80
METRES = 111_320.0
"""A degree along the equator."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The border of a place as a path in tenths of a unit; `title` where its name found no room."""

    path: str
    is_here: bool
    title: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name in one or two lines, each with the middle of its foot."""

    lines: tuple[tuple[int, int, str], ...]
    is_here: bool


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """A drawing of `wide` by `high` units, its foot with the scale included.

    `bar` is a length in units that stands for `metres`.
    """

    wide: int
    high: int
    outlines: tuple[Outline, ...]
    names: tuple[Name, ...]
    spot: tuple[int, int] | None
    bar: int
    metres: int

    @property
    def bar_from(self) -> int:
        """Where the bar begins: it ends at the right."""
        return self.wide - 1 - self.bar


@dataclass(frozen=True, slots=True)
class Frame:
    """How places come onto the drawing: one scale (units a degree), and where the corner lies."""

    west: float
    north: float
    scale: float
    wide: int
    high: int
    metres: float

    @classmethod
    def around(
        cls, around_shapes: Sequence[Shape], *, wide: int = WIDE, high: int = HIGH
    ) -> "Frame":
        """Return the frame in which all shapes stand, as large as they may."""
        west, south, east, north = shapes.bounds(around_shapes)
        (left, top), (right, bottom) = _flat((west, north)), _flat((east, south))
        scale = min((wide - 2 * MARGIN) / (right - left), (high - 2 * MARGIN) / (top - bottom))
        tall = round((top - bottom) * scale) + 2 * MARGIN
        spare = (wide - 2 * MARGIN) / scale - (right - left)
        middle = cos(radians((north + south) / 2 / UNIT))
        return cls(left - spare / 2, top, scale, wide, tall, METRES * middle / scale)

    def tenths(self, point: Point) -> Point:
        """Return where a point stands, in tenths of a unit from the upper left corner."""
        x, y = _flat(point)
        return (
            round(((x - self.west) * self.scale + MARGIN) * TENTHS),
            round(((self.north - y) * self.scale + MARGIN) * TENTHS),
        )

    def shows(self, point: Point) -> bool:
        """Whether a point stands on the drawing."""
        x, y = self.tenths(point)
        return 0 <= x <= self.wide * TENTHS and 0 <= y <= self.high * TENTHS


def drawn(
    places: Mapping[str, Shape],
    *,
    names: Mapping[str, str],
    here: str = "",
    spot: Point | None = None,
    letter: int = 13,
) -> DrawnMap:
    """Return the drawing of some places and perhaps a point; `letter` is the size of the names.

    A name stands only where it has room, but for that of the place itself.
    """
    frame = Frame.around(list(places.values()))
    laid = _laid(places, frame, MOST)
    at = frame.tenths(spot) if spot and frame.shows(spot) else None
    labels = {code: _named(laid[code], names[code], letter, at) for code in places}
    if here and not labels[here]:
        labels[here] = _anyhow(laid[here], names[here], letter, at)
        labels |= {
            code: [] for code in labels if code != here and _clash(labels, code, here, letter)
        }
    order = sorted(places, key=lambda code: code == here)
    return DrawnMap(
        frame.wide,
        frame.high + letter + 8,
        tuple(
            Outline(_path(laid[code]), code == here, "" if labels[code] else names[code])
            for code in order
        ),
        tuple(Name(tuple(labels[code]), code == here) for code in order if labels[code]),
        (round(at[0] / TENTHS), round(at[1] / TENTHS)) if at else None,
        *_bar(frame.metres),
    )


def located(places: Mapping[str, Shape], *, here: str, size: int) -> DrawnMap:
    """Return a small drawing without names that shows which of some places is meant."""
    frame = Frame.around(list(places.values()), wide=size, high=size)
    laid = _laid(places, frame, FEW)
    order = sorted(places, key=lambda code: code == here)
    outlines = tuple(Outline(_path(laid[code]), code == here, "") for code in order)
    return DrawnMap(frame.wide, frame.high, outlines, (), None, 0, 0)


def _flat(point: Point) -> tuple[float, float]:
    """A point on the flat, in degrees of the equator."""
    return point[0] / UNIT, degrees(asinh(tan(radians(point[1] / UNIT))))


def _laid(places: Mapping[str, Shape], frame: Frame, most: int) -> Mapping[str, list[Ring]]:
    """Every shape in tenths of a unit, all on the finest net that leaves few enough corners."""
    return _laid_once(tuple(places.items()), frame, most)


@lru_cache(maxsize=100)
def _laid_once(
    places: tuple[tuple[str, Shape], ...], frame: Frame, most: int
) -> Mapping[str, list[Ring]]:
    fine = {
        code: [[frame.tenths(corner) for corner in ring] for polygon in shape for ring in polygon]
        for code, shape in places
    }
    laid: dict[str, list[Ring]] = {}
    for net in NETS:
        laid = {
            code: [thin for ring in rings if (thin := shapes.onto_net(ring, net))]
            for code, rings in fine.items()
        }
        if sum(len(ring) for rings in laid.values() for ring in rings) <= most:
            break
    return laid


def _path(rings: Sequence[Ring]) -> str:
    """The rings as a path, each corner told from the one before."""
    return "".join(f"M{ring[0][0]} {ring[0][1]}l{_steps(ring)}z" for ring in rings)


def _steps(ring: Ring) -> str:
    path = " ".join(f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in pairwise(ring))
    return path.replace(" -", "-")


def _bar(metres: float) -> tuple[int, int]:
    """The longest bar of a round length that is no longer than it may be, and that length."""
    most = LONGEST_BAR * metres
    ten = 10 ** int(log10(most)) if most >= 1 else 1
    length = max(ten * step for step in (1, 2, 5) if ten * step <= most or step == 1)
    return round(length / metres), length


def _ways(name: str) -> list[tuple[str, ...]]:
    """The ways to write a name: in one line, or in two that are broken where it reads best."""
    words = name.split(" ")
    if len(words) > 1:
        breaks = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
        return [(name,), min(breaks, key=lambda two: max(map(len, two)))]
    # 社区 and 街道 stay whole.
    return [(name,), (name[:-2], name[-2:])] if len(name) > 3 else [(name,)]


def _size(lines: Sequence[str], letter: int) -> tuple[int, int]:
    """About how wide and high lines are, in tenths: a Chinese letter is as wide as it is high."""
    wide = max(
        sum(1 if letter_of_line > "\u2e7f" else 0.58 for letter_of_line in line) for line in lines
    )
    return round(wide * letter * TENTHS), round(len(lines) * letter * 1.25 * TENTHS)


def _named(
    rings: Sequence[Ring], name: str, letter: int, spot: Point | None
) -> list[tuple[int, int, str]]:
    """The lines of a name where it has most room in its place and leaves the point free."""
    for lines in _ways(name):
        wide, high = _size(lines, letter)
        best = max(_rooms(rings, high, wide, spot), default=None)
        if best:
            return _set(lines, letter, best[1], best[2])
    return []


def _anyhow(
    rings: Sequence[Ring], name: str, letter: int, spot: Point | None
) -> list[tuple[int, int, str]]:
    """The lines of a name in the middle of its place, or below the point; none for a speck."""
    corners = [corner for ring in rings for corner in ring]
    if not corners:
        return []
    xs, ys = [x for x, _y in corners], [y for _x, y in corners]
    x, y = (min(xs) + max(xs)) // 2, (min(ys) + max(ys)) // 2
    lines = _ways(name)[-1]
    wide, high = _size(lines, letter)
    if _meets(x, y, high, wide, spot) and spot:
        away = high // 2 + FREE
        y = spot[1] + away if spot[1] <= y else spot[1] - away
    x = max(wide // 2, min(x, WIDE * TENTHS - wide // 2))
    return _set(lines, letter, x, y)


def _clash(
    labels: Mapping[str, Sequence[tuple[int, int, str]]], code: str, other: str, letter: int
) -> bool:
    """Whether two names stand on one another."""
    return any(
        abs(ay - by) < letter
        and 2 * TENTHS * abs(ax - bx) < _size([a], letter)[0] + _size([b], letter)[0]
        for ax, ay, a in labels[code]
        for bx, by, b in labels[other]
    )


def _set(lines: Sequence[str], letter: int, x: int, y: int) -> list[tuple[int, int, str]]:
    first = y / TENTHS - (len(lines) - 1) * letter * 0.625 + letter * 0.36
    return [
        (round(x / TENTHS), round(first + n * letter * 1.25), line) for n, line in enumerate(lines)
    ]


def _rooms(
    rings: Sequence[Ring], high: int, wide: int, spot: Point | None
) -> Iterator[tuple[int, int, int]]:
    """Where a box of a size would stand inside: how much room it has there, and its middle."""
    ys = [y for ring in rings for _x, y in ring]
    if not ys or max(ys) - min(ys) < high:
        return
    low, top = min(ys) + high // 2, max(ys) - high // 2
    for row in range(ROWS):
        y = low + (top - low) * row // (ROWS - 1)
        spans = _spans(rings, y)
        for edge in (y - high // 2 + 1, y + high // 2 - 1):
            spans = _common(spans, _spans(rings, edge))
        for start, end in spans:
            middle = (start + end) // 2
            if end - start < wide + 2 * TENTHS or _meets(middle, y, high, wide, spot):
                continue
            # Wide rooms first, and of those the one nearest to half the height.
            yield end - start - abs(y - (low + top) // 2), middle, y


def _meets(x: int, y: int, high: int, wide: int, spot: Point | None) -> bool:
    if spot is None:
        return False
    return abs(spot[0] - x) < wide // 2 + FREE and abs(spot[1] - y) < high // 2 + FREE


def _spans(rings: Sequence[Ring], y: int) -> list[tuple[int, int]]:
    """From where to where a line at this height runs inside."""
    crossings = sorted(
        ax + (y - ay) * (bx - ax) // (by - ay)
        for ring in rings
        for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True)
        if (ay > y) != (by > y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=True))


def _common(
    some: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    both = ((max(a, c), min(b, d)) for a, b in some for c, d in others)
    return [(start, end) for start, end in both if start < end]
