"""Cases counted by place and by body, and the states behind a page of them; all within one scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import connection

from lianxin.cases import book as books
from lianxin.cases.marks import FROM, UNDATED
from lianxin.cases.reading import statements
from lianxin.cases.reading.filters import Filters, conditions, marked
from lianxin.cases.reading.scope import scope_of
from lianxin.cases.rows import NOTHING_OWED
from lianxin.rules.actor import Actor
from lianxin.rules.state import CaseState, read_state

By = Literal["zone", "body"]
_GROUPS: dict[By, str] = {
    # A zone is the place next below the county: a township, a sub-district.
    "zone": "split_part(split_part(held.area_path, %(t_root)s, 2), '/', 1)",
    "body": "coalesce(held.last_lead, '')",
}
MOST_SAT = 400
"""More sittings of one month than this make a calendar that nobody reads."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cases a group has, and the earliest moment owed in it, if anything is."""

    group: str
    count: int
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class LeftMatters:
    """How many matters of an ended body others took over, how many of these are open, how many wait."""

    taken_over: int
    still_open: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Sat:
    """A case with sittings in the months asked for."""

    number: str
    title: str
    state: CaseState


def tally(
    actor: Actor, filters: Filters, *, by: By, at: datetime, most: int = 50
) -> tuple[Tally, ...]:
    """Return the groups of what the actor sees, the one that waits longest first."""
    book = books.current()
    where = scope_of(actor, book).where()
    values = {**where.values, "t_root": f"/{book.root_area}/", "t_most": most}
    wheres = [where.sql]
    for arm in conditions(filters, actor=actor, at=at, book=book):
        wheres.append(f"({arm.sql})")
        values |= arm.values
    sql = statements.TALLY.format(group=_GROUPS[by], where=" AND ".join(wheres))
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    return tuple(
        Tally(group, count, due if due != NOTHING_OWED else None) for group, count, due in rows
    )


def left_by(body: str) -> LeftMatters:
    """Return what a body that is no more had: for the page of the body, which shows no matter."""
    values = {"mark": f"m:{FROM}{body}", "body": body}
    with connection.cursor() as cursor:
        cursor.execute(statements.LEFT_BY, values)
        return LeftMatters(*cursor.fetchone())


def states(actor: Actor, numbers: Sequence[str]) -> dict[str, CaseState]:
    """Return the states of those of the cases named that the actor sees, by number."""
    where = scope_of(actor, books.current()).where()
    sql = statements.STATES.format(where=where.sql)
    with connection.cursor() as cursor:
        cursor.execute(sql, {**where.values, "numbers": list(numbers)})
        rows = cursor.fetchall()
    return {number: read_state(state) for number, state in rows}


def sat(actor: Actor, months: Sequence[str]) -> tuple[Sat, ...]:
    """Return the cases in sight with a sitting in one of the months (`2026-03`) or without a moment.

    At most `MOST_SAT`, the newest cases first.
    """
    where = scope_of(actor, books.current()).where()
    among = marked(*(f"sits:{month}" for month in (*months, UNDATED)))
    sql = statements.SAT.format(among=among.sql, where=where.sql)
    with connection.cursor() as cursor:
        cursor.execute(sql, {**where.values, **among.values, "t_most": MOST_SAT})
        rows = cursor.fetchall()
    return tuple(Sat(number, title, read_state(state)) for number, title, state in rows)
