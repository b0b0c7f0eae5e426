"""Trends by week, within a reader's scope: what came and went, and how far the docket burned down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection

from lianxin.cases import book as books
from lianxin.figures.scoped import narrowed
from lianxin.rules.actor import Actor
from lianxin.rules.time.calendar import CHINA

WEEK = timedelta(days=7)
_DONE = """
SELECT act, date_trunc('week', at AT TIME ZONE INTERVAL '+08:00')::date, count(*)
FROM ({source}) AS src GROUP BY 1, 2
"""
_ACTS = """
SELECT "case", act, at, area FROM figures_act
WHERE act = ANY(%(w_acts)s) AND at >= %(w_since)s AND at < %(w_until)s
"""
# A matter leaves the docket when it is cleared or struck off, or when it ended in another way.
_DOCKETED = """
SELECT listed."case", listed.area, listed.at, least(
    (SELECT min(later.at) FROM figures_act AS later WHERE later."case" = listed."case"
        AND later.act = 'off_docket' AND later.sequence > listed.sequence),
    (SELECT min(ended.closed_at) FROM figures_span AS ended WHERE ended."case" = listed."case"
        AND ended.ending NOT IN ('', 'concluded') AND ended.closed_at >= listed.at)) AS gone_at
FROM figures_act AS listed WHERE listed.act = 'docketed'
"""
_WITHIN = """
SELECT * FROM ({source}) AS placed WHERE %(w_area)s = '' OR EXISTS (
    SELECT FROM org_area AS place WHERE place.code = placed.area
        AND strpos(place.path, '/' || %(w_area)s || '/') > 0)
"""


@dataclass(frozen=True, slots=True)
class Week:
    """Seven local days from a Monday, with how often each act was done in them."""

    since: date
    counts: dict[str, int]

    @property
    def until(self) -> date:
        """The first day that no longer counts."""
        return self.since + WEEK


@dataclass(frozen=True, slots=True)
class DocketCount:
    """How many stood on the docket when a week ended, or stand there now."""

    until: date
    number: int


def done(
    actor: Actor, acts: Sequence[str], *, at: datetime, weeks: int = 12, area: str = ""
) -> list[Week]:
    """Return how often acts were done in each of the last weeks, this one included."""
    mondays = _mondays(at, weeks)
    values = {
        "w_acts": list(acts),
        "w_since": _first(mondays[0]),
        "w_until": _first(mondays[-1] + WEEK),
    }
    counts: dict[tuple[str, date], int] = {
        (act, monday): count for act, monday, count in _rows(_DONE, _ACTS, actor, area, values)
    }
    return [Week(monday, {act: counts.get((act, monday), 0) for act in acts}) for monday in mondays]


def on_docket(actor: Actor, *, at: datetime, weeks: int = 12, area: str = "") -> list[DocketCount]:
    """Return how many matters stood on the docket at the end of each of the last weeks."""
    select = "SELECT src.at, src.gone_at FROM ({source}) AS src"
    rows = _rows(select, _DOCKETED, actor, area, {})
    standings = []
    for monday in _mondays(at, weeks):
        end = min(_first(monday + WEEK), at)
        number = sum(1 for since, gone in rows if since < end and (gone is None or gone >= end))
        standings.append(DocketCount(monday + WEEK, number))
    return standings


def _rows(
    select: str, source: str, actor: Actor, area: str, values: dict[str, Any]
) -> list[tuple[Any, ...]]:
    source_seen, more = narrowed(source, actor, books.current())
    placed = _WITHIN.format(source=source_seen)
    with connection.cursor() as cursor:
        cursor.execute(select.format(source=placed), {**values, **more, "w_area": area})
        return [tuple(row) for row in cursor.fetchall()]


def _mondays(at: datetime, weeks: int) -> list[date]:
    today = at.astimezone(CHINA).date()
    last = today - timedelta(days=today.weekday())
    return [last - WEEK * back for back in range(weeks - 1, -1, -1)]


def _first(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=CHINA).astimezone(UTC)
