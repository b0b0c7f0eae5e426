"""What a person may read of cases. Every function takes the reader and gives frozen values."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from django.db import connection

from lianxin.cases import book as books
from lianxin.cases.codes import query_key
from lianxin.cases.reading import related, statements
from lianxin.cases.reading.filters import Filters, conditions
from lianxin.cases.reading.scope import Arm, all_of, scope_of
from lianxin.cases.rows import NOTHING_OWED
from lianxin.files import texts
from lianxin.rules.actor import Actor
from lianxin.rules.book import Book
from lianxin.rules.decide import OpenStep, open_to, steps_open_to
from lianxin.rules.numbers import is_query_code, tidy
from lianxin.rules.refs import Ref
from lianxin.rules.refusals import Refused
from lianxin.rules.standings import standings
from lianxin.rules.state import CaseState, read_state

Order = Literal["newest", "due"]
MOST_COUNTED = 10_000
LINE = (
    "id",
    "number",
    "stage",
    "phase",
    "kind",
    "channel",
    "category",
    "area_path",
    "lead",
    "risk",
    "progress",
    "urgent",
    "registered_at",
    "due_at",
    "sequence",
)
_LINE_COLUMNS = ", ".join(f"held.{name}" for name in LINE)
_ORDERS: dict[Order, tuple[str, str, str]] = {
    "newest": ("held.id", "held.id DESC", "held.id < %(at_id)s"),
    "due": (
        "held.due_at, held.id",
        "held.due_at, held.id",
        "(held.due_at, held.id) > (%(at_due)s, %(at_id)s)",
    ),
}


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list. `due_at` is the earliest moment somebody owes something, if anybody does."""

    id: UUID
    number: str
    title: str
    stage: str
    phase: str
    kind: str
    channel: str
    category: str | None
    area: str | None
    lead: str | None
    risk: str | None
    progress: str | None
    urgent: bool
    registered_at: datetime
    due_at: datetime | None
    overdue: bool
    version: int


@dataclass(frozen=True, slots=True)
class Page:
    """Rows and where the next page begins, if there is one."""

    rows: tuple[CaseLine, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case as its reader sees it, with the commands and track steps open to him now."""

    state: CaseState
    sequence: int
    head: bytes
    title: str
    text: str
    standings: frozenset[str]
    commands: tuple[str, ...]
    steps: tuple[OpenStep, ...]


class BadCursor(ValueError):
    """A cursor that this list never gave."""


def page(
    actor: Actor,
    filters: Filters,
    *,
    at: datetime,
    cursor: str | None = None,
    limit: int = 50,
    order: Order = "newest",
) -> Page:
    """Return one page of what the actor sees. Raises BadCursor."""
    book = books.current()
    sort, by, after = _ORDERS[order]
    wheres = conditions(filters, actor=actor, at=at, book=book)
    wheres += _listed(order)
    if cursor is not None:
        wheres.append(Arm(after, _opened(cursor)))
    selects, values = _selects(actor, book, wheres, statements.SORTED.format(sort=sort), by)
    sql = statements.PAGE.format(columns=_LINE_COLUMNS, selects=selects, by=by)
    with connection.cursor() as cursor_:
        cursor_.execute(sql, {**values, "limit": limit + 1})
        rows = cursor_.fetchall()
    lines = tuple(_line(row, at) for row in rows[:limit])
    # One row more than asked for tells whether there is a next page, without a count.
    more = len(rows) > limit
    return Page(lines, _closed(rows[limit - 1]) if more else None)


def _listed(order: Order) -> list[Arm]:
    """Return what an order leaves out: by due moment stands only what is still open."""
    return [Arm("held.is_open")] if order == "due" else []


def count(
    actor: Actor,
    filters: Filters,
    *,
    at: datetime,
    order: Order = "newest",
    most: int = MOST_COUNTED,
) -> int:
    """Return how many cases the list of the same filters has, `most` + 1 standing for more."""
    return counts(actor, [(filters, order)], at=at, most=most)[0]


def counts(
    actor: Actor,
    wanted: Sequence[tuple[Filters, Order]],
    *,
    at: datetime,
    most: int = MOST_COUNTED,
) -> tuple[int, ...]:
    """Return how many cases each of several lists has, as `count` does, in one statement."""
    if not wanted:
        return ()
    book = books.current()
    parts: list[str] = []
    values: dict[str, Any] = {}
    for place, (filters, order) in enumerate(wanted):
        wheres = [*conditions(filters, actor=actor, at=at, book=book), *_listed(order)]
        start = statements.UNSORTED
        selects, values_of_list = _selects(actor, book, wheres, start, "", limit="most")
        part = statements.COUNT.format(selects=selects)
        # Each list has its own values under the same names.
        parts.append(part.replace("%(", f"%(c{place}_"))
        values |= {
            f"c{place}_{name}": value
            for name, value in {**values_of_list, "most": most + 1}.items()
        }
    with connection.cursor() as cursor:
        cursor.execute(statements.COUNTS.format(counts=", ".join(parts)), values)
        return tuple(cursor.fetchone())


def _selects(
    actor: Actor, book: Book, wheres: Sequence[Arm], start: str, by: str, *, limit: str = "limit"
) -> tuple[str, dict[str, Any]]:
    """One limited select an arm, so that each walks an index of its own and none reads on."""
    scope = scope_of(actor, book)
    kept = all_of([scope.shut, *wheres])
    values = dict(kept.values)
    ordered = f" ORDER BY {by}" if by else ""
    parts = []
    for arm in scope.arms or (Arm("FALSE"),):
        values |= arm.values
        parts.append(f"({start} WHERE ({arm.sql}) AND {kept.sql}{ordered} LIMIT %({limit})s)")
    return " UNION ".join(parts), values


def _line(row: tuple[Any, ...], at: datetime) -> CaseLine:
    columns = dict(zip(LINE, row, strict=False))
    path = columns.pop("area_path").strip("/").split("/")
    due = columns.pop("due_at")
    # Stored as a far day for the order of the index, told as none.
    owed = due if due != NOTHING_OWED else None
    version = columns.pop("sequence")
    return CaseLine(
        **columns,
        title=row[-1] or "",
        area=path[-1] or None,
        due_at=owed,
        overdue=owed is not None and owed < at,
        version=version,
    )


def _closed(row: tuple[Any, ...]) -> str:
    columns = dict(zip(LINE, row, strict=False))
    text = json.dumps([str(columns["id"]), columns["due_at"].isoformat()])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _opened(cursor: str) -> dict[str, Any]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        # A cursor comes from outside: whatever is not one of ours is told so, and breaks nothing.
        id_, due = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        moment = datetime.fromisoformat(due).astimezone(UTC)
        return {"at_id": UUID(id_), "at_due": moment}
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        raise BadCursor(cursor) from None


def lines(actor: Actor, numbers: Sequence[str], *, at: datetime) -> tuple[CaseLine, ...]:
    """Return those of the cases named that the actor sees, as a list shows them."""
    where = scope_of(actor, books.current()).where()
    sql = statements.LINES.format(columns=_LINE_COLUMNS, where=where.sql)
    with connection.cursor() as cursor:
        cursor.execute(sql, {**where.values, "numbers": list(numbers)})
        return tuple(_line(row, at) for row in cursor.fetchall())


def unshut(actor: Actor, numbers: Sequence[str]) -> frozenset[str]:
    """Return those of the cases named that the actor sees and that shut nobody out (article 30)."""
    where = scope_of(actor, books.current()).where()
    sql = statements.STATES.format(where=where.sql)
    with connection.cursor() as cursor:
        cursor.execute(sql, {**where.values, "numbers": list(numbers)})
        rows = cursor.fetchall()
    return frozenset(number for number, state in rows if not read_state(state).secret)


def view(actor: Actor, number: str, *, at: datetime) -> CaseView:
    """Return one case, telling of others only what the reader sees himself.

    Refused `not_visible` for an unknown and an invisible one, the same.
    """
    book = books.current()
    state, sequence, head = _seen(actor, number, book)
    return _views([(state, sequence, head)], actor, at, book)[0]


def views(actor: Actor, numbers: Sequence[str], *, at: datetime) -> tuple[CaseView, ...]:
    """Return those of the cases named that the actor sees, in that order, each as `view` does.

    It takes as many queries for fifty as for one.
    """
    book = books.current()
    where = scope_of(actor, book).where()
    sql = statements.VIEWS.format(where=where.sql)
    with connection.cursor() as cursor:
        cursor.execute(sql, {**where.values, "numbers": list(numbers)})
        rows = {row[0]: row[1:] for row in cursor.fetchall()}
    rows_in_order = [rows[number] for number in dict.fromkeys(numbers) if number in rows]
    read = [(read_state(row[0]), row[1], bytes(row[2])) for row in rows_in_order]
    return _views(read, actor, at, book)


def _views(
    read: Sequence[tuple[CaseState, int, bytes]], actor: Actor, at: datetime, book: Book
) -> tuple[CaseView, ...]:
    bodies = texts.read(
        [Ref(ref).id for state, *_ in read for ref in (state.matter.title, state.matter.text)]
    )
    plain_states = related.states_for([state for state, *_ in read], actor)
    return tuple(
        CaseView(
            state=plain,
            sequence=sequence,
            head=head,
            title=bodies.get(Ref(state.matter.title).id, ""),
            text=bodies.get(Ref(state.matter.text).id, ""),
            standings=standings(state, actor, book),
            commands=open_to(state, actor=actor, at=at, book=book),
            steps=steps_open_to(state, actor=actor, at=at, book=book),
        )
        for (state, sequence, head), plain in zip(read, plain_states, strict=True)
    )


def _seen(actor: Actor, number: str, book: Book) -> tuple[CaseState, int, bytes]:
    where = scope_of(actor, book).where()
    sql = statements.VIEW.format(where=where.sql)
    with connection.cursor() as cursor:
        cursor.execute(sql, {**where.values, "number": number})
        row = cursor.fetchone()
    if row is None:
        raise Refused("not_visible")
    return read_state(row[0]), row[1], bytes(row[2])


def state_of(actor: Actor, number: str) -> CaseState:
    """Return the state of a case that the actor sees; refused `not_visible` otherwise."""
    return _seen(actor, number, books.current())[0]


def petitioner_by_code(code: str) -> Actor:
    """Return the actor who bears a query code: the petitioner of that one case.

    Refused `not_visible` for a code that is ill-formed or unknown.
    """
    # Looked at before the database is asked: a made-up code costs us nothing.
    if not is_query_code(code):
        raise Refused("not_visible")
    with connection.cursor() as cursor:
        cursor.execute(statements.NUMBER_OF_KEY, [query_key(tidy(code))])
        row = cursor.fetchone()
    if row is None:
        raise Refused("not_visible")
    return Actor(person="", kind="petitioner", case=row[0])
