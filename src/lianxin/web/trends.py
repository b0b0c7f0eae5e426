"""Numbers by week as a small drawing: the server says where each bar stands, the page draws it."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDE, HIGH = 600, 120
GAP = 6


@dataclass(frozen=True, slots=True)
class TrendBar:
    """A bar of a trend in the drawing's own measure; `row` tells of which row of numbers it is."""

    x: int
    y: int
    width: int
    height: int
    row: int


@dataclass(frozen=True, slots=True)
class Trend:
    """Bars under the highest number, week by week."""

    bars: tuple[TrendBar, ...]
    most: int
    wide: int = WIDE
    high: int = HIGH


def bars(rows: Sequence[Sequence[int]]) -> Trend:
    """Return one or more rows of numbers, each of the same weeks, as bars side by side."""
    most = max((number for row in rows for number in row), default=0)
    weeks = len(rows[0]) if rows else 0
    if not weeks:
        return Trend((), most)
    step = WIDE // weeks
    width = max(2, (step - GAP) // len(rows))
    drawn = [
        TrendBar(
            x=week * step + GAP // 2 + place * width,
            y=HIGH - _height(number, most),
            width=width - 1,
            height=_height(number, most),
            row=place,
        )
        for week in range(weeks)
        for place, number in enumerate(row[week] for row in rows)
    ]
    return Trend(tuple(drawn), most)


def _height(number: int, most: int) -> int:
    """A number that is there at all shows as a line at least."""
    return max(2, round(HIGH * number / most)) if number else 0
