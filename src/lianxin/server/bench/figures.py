"""Figures as they are told: a line each, beside the raw database and beside the bar."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal
from unicodedata import east_asian_width

from lianxin.server.bench.machine import Machine

Met = Literal["stretch", "yes", "no", ""]
HEADINGS = ("what", "measured", "raw", "ratio", "bar", "stretch", "met")


@dataclass(frozen=True, slots=True)
class Measurement:
    """One figure. `raw` is the same work in bare SQL in the same run, `bar` and `stretch` the aims.

    `more` says that more is better; `rest` holds what only the JSON tells.
    """

    what: str
    measured: float
    unit: str
    raw: float | None = None
    bar: float | None = None
    stretch: float | None = None
    more: bool = True
    rest: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        """How much of the bare database's speed is left: 1.0 is all of it."""
        if not self.raw or not self.measured:
            return None
        return self.measured / self.raw if self.more else self.raw / self.measured

    @property
    def met(self) -> Met:
        """Whether the bar, or even the stretch, is reached; empty where there is none."""
        if self.bar is None:
            return ""
        if self.stretch is not None and self._reaches(self.stretch):
            return "stretch"
        return "yes" if self._reaches(self.bar) else "no"

    def _reaches(self, aim: float) -> bool:
        return self.measured >= aim if self.more else self.measured <= aim


def table(lines: Sequence[Measurement]) -> str:
    """Return the figures as a table of plain text."""
    rows = [HEADINGS, *(_cells(line) for line in lines)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(_padded(cell, width, left=place in (0, 6)) for place, (cell, width) in
                  enumerate(zip(row, widths, strict=True))).rstrip()
        for row in rows
    )  # fmt: skip


def as_json(lines: Sequence[Measurement], *, machine: Machine, setting: Mapping[str, Any]) -> str:
    """Return everything that was measured, on what and how, as one JSON text."""
    report = {
        "machine": asdict(machine),
        "setting": dict(setting),
        "figures": [
            {**asdict(line), "ratio": _short(line.ratio), "met": line.met} for line in lines
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=1, default=str) + "\n"


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    """Return the median and the slow ends of a row of durations, in milliseconds."""
    ordered = sorted(seconds)
    last = len(ordered) - 1
    return {
        f"p{part}": round(1000 * ordered[round(last * part / 100)], 2) if ordered else 0.0
        for part in (50, 95, 99)
    }


def _cells(line: Measurement) -> tuple[str, ...]:
    sign = "≥ " if line.more else "≤ "
    return (
        line.what,
        f"{_number(line.measured)} {line.unit}",
        _number(line.raw),
        "" if line.ratio is None else f"{line.ratio:.2f}",
        sign + _number(line.bar) if line.bar is not None else "",
        sign + _number(line.stretch) if line.stretch is not None else "",
        line.met,
    )


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, width: int, *, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text
