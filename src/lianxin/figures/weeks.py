"""Trends by week, within a reader's scope: what came and went, and how far the docket burned down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection

from lianxin.cases import book as books
from lianxin.figures import statements
from lianxin.figures.scoped import narrowed
from lianxin.rules.actor import Actor
from lianxin.rules.time.calendar import CHINA

WEEK = timedelta(days=7)


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
        (act, monday): count
        for act, monday, count in _rows(statements.DONE, statements.ACTS, actor, area, values)
    }
    return [Week(monday, {act: counts.get((act, monday), 0) for act in acts}) for monday in mondays]


def on_docket(actor: Actor, *, at: datetime, weeks: int = 12, area: str = "") -> list[DocketCount]:
    """Return how many matters stood on the docket at the end of each of the last weeks."""
    rows = _rows(statements.STANDING, statements.DOCKETED, actor, area, {})
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
    placed = statements.WITHIN.format(source=source_seen)
    with connection.cursor() as cursor:
        cursor.execute(select.format(source=placed), {**values, **more, "w_area": area})
        return [tuple(row) for row in cursor.fetchall()]


def _mondays(at: datetime, weeks: int) -> list[date]:
    today = at.astimezone(CHINA).date()
    last = today - timedelta(days=today.weekday())
    return [last - WEEK * back for back in range(weeks - 1, -1, -1)]


def _first(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=CHINA).astimezone(UTC)
