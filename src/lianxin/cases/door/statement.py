"""The door's one writing statement, put together from the statements that own each table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from dataclasses import fields as columns_of
from operator import attrgetter
from typing import Any

from lianxin.cases.rows import CaseRow
from lianxin.database.pipeline import Asked, Statement
from lianxin.database.rows import ANY_NUMBER, RowStatement
from lianxin.files.texts import INSERT_TEXTS, TextRow
from lianxin.ledger.case_stream import INSERT_ENTRIES, INSERT_OUTBOX, EntryRow, OutboxLine
from lianxin.people.petitioners import INSERT_PETITIONERS, PetitionerRow

_TYPES = {
    "id": "uuid",
    "query_key": "bytea",
    "is_open": "boolean",
    "urgent": "boolean",
    "title": "uuid",
    "registered_at": "timestamptz",
    "due_at": "timestamptz",
    "ring_at": "timestamptz",
    "provisional": "boolean",
    "sequence": "integer",
    "head": "bytea",
}
_CASE = {column.name: _TYPES.get(column.name, "text") for column in columns_of(CaseRow)}
COLUMNS = tuple(_CASE)
FIXED = frozenset({"number", "query_key", "registered_at", "title", "registrar_body"})
"""Columns that never change after registration; the id tells which case it is."""
_CHANGE = {name: kind for name, kind in _CASE.items() if name not in FIXED}
_LEG = {
    "case": "uuid",
    "n": "integer",
    "body": "text",
    "role": "text",
    "instrument": "text",
    "state": "text",
    "is_open": "boolean",
    "opened_at": "timestamptz",
    "beside": "boolean",
}
_PARTY = {"case": "uuid", "who": "text", "role": "text"}
_KEY = {
    "caller": "text",
    "key": "text",
    "asked": "bytea",
    "case": "uuid",
    "sequence": "integer",
    "made_at": "timestamptz",
}


@dataclass(slots=True)
class Writing:
    """Everything that one passage through the door writes, for one case or many."""

    entries: list[EntryRow] = field(default_factory=list)
    outbox: list[OutboxLine] = field(default_factory=list)
    texts: list[TextRow] = field(default_factory=list)
    people: list[PetitionerRow] = field(default_factory=list)
    new: list[CaseRow] = field(default_factory=list)
    changed: list[CaseRow] = field(default_factory=list)
    legs: list[tuple[Any, ...]] = field(default_factory=list)
    parties: list[tuple[Any, ...]] = field(default_factory=list)
    parted: list[tuple[Any, ...]] = field(default_factory=list)
    keys: list[tuple[Any, ...]] = field(default_factory=list)


_SET = ", ".join(f"{name} = new.{name}" for name in _CHANGE if name != "id")
_PARTS: Mapping[str, RowStatement] = {
    "entries": INSERT_ENTRIES,
    "outbox": INSERT_OUTBOX,
    "texts": INSERT_TEXTS,
    "people": INSERT_PETITIONERS,
    "new": RowStatement(
        "INSERT INTO cases_case ({columns}) {rows}",
        prefix="c",
        columns=_CASE,
        values=attrgetter(*_CASE),
    ),
    "changed": RowStatement(
        f"UPDATE cases_case AS held SET {_SET} FROM ({{rows}}) AS new ({{columns}})"
        " WHERE held.id = new.id AND held.sequence < new.sequence",
        prefix="d",
        columns=_CHANGE,
        values=attrgetter(*_CHANGE),
    ),
    "legs": RowStatement(
        'INSERT INTO cases_leg ({columns}) {rows} ON CONFLICT ("case", n) DO UPDATE SET'
        " state = excluded.state, is_open = excluded.is_open, beside = excluded.beside",
        prefix="l",
        columns=_LEG,
    ),
    "parties": RowStatement(
        "INSERT INTO cases_party ({columns}) {rows} ON CONFLICT DO NOTHING",
        prefix="y",
        columns=_PARTY,
    ),
    "parted": RowStatement(
        "DELETE FROM cases_party WHERE ({columns}) IN ({rows})", prefix="z", columns=_PARTY
    ),
    "keys": RowStatement("INSERT INTO cases_key ({columns}) {rows}", prefix="k", columns=_KEY),
}
"""The parts of the statement, in the order in which they stand; named as in `Writing`."""
OPEN = "set_config('lianxin.door', 'open', true)"
SHUT = "set_config('lianxin.door', '', true)"
FEW = 3
"""So many rows of a table are written as values: half the server's work of arrays of one."""
MOST = 200
"""A connection's server keeps the plan of every statement; unusual ones beyond these read arrays."""
Shape = tuple[tuple[str, int], ...]
"""Which parts a statement has, each with its number of rows or `ANY_NUMBER`."""
_statements: dict[Shape, Statement] = {}


def written(writing: Writing) -> Asked:
    """Return the one statement that writes it all, with its values. The door must be open for it.

    A case that moved on since it was read makes the statement fail rather than lose an update.
    """
    parts = [(name, rows) for name in _PARTS if (rows := getattr(writing, name))]
    shape = tuple((name, len(rows) if len(rows) <= FEW else ANY_NUMBER) for name, rows in parts)
    if len(_statements) >= MOST and shape not in _statements:
        # Few shapes cover almost all writing; a rare one must not fill every server's memory with
        # plans.
        shape = tuple((name, ANY_NUMBER) for name, _ in parts)
    values: dict[str, Any] = {"changes": len(writing.changed)}
    for (name, rows), (_, count) in zip(parts, shape, strict=True):
        values |= _PARTS[name].parameters(rows, count=count)
    return _statement(shape), values


def _statement(shape: Shape) -> Statement:
    statement = _statements.get(shape)
    if statement is None:
        withs = ", ".join(
            f"w_{name} AS ({_PARTS[name].text(count)} RETURNING 1)" for name, count in shape
        )
        counts = ", ".join(f"(SELECT count(*) FROM w_{name})" for name, _ in shape)
        # Counting runs every part to its end; only then is the door shut again. Dividing by a
        # comparison that fails is how plain SQL refuses.
        kept = "1 / ((SELECT count(*) FROM w_changed) = %(changes)s::bigint)::integer"
        checks = [kept] if any(name == "changed" for name, _ in shape) else []
        statement = Statement(f"WITH {withs} SELECT {', '.join([counts, *checks, SHUT])}")
        _statements[shape] = statement
    return statement
