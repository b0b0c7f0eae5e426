"""The door's one writing statement, put together from the pieces that own each table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from dataclasses import fields as columns_of
from operator import attrgetter
from typing import Any

from lianxin.cases.rows import CaseRow
from lianxin.database.pipeline import Asked, Statement
from lianxin.files.texts import INSERT_TEXTS, TextRow
from lianxin.files.texts import parameters as text_parameters
from lianxin.ledger import case_stream
from lianxin.ledger.case_stream import EntryRow, OutboxLine
from lianxin.people.petitioners import INSERT_PETITIONERS, PetitionerRow
from lianxin.people.petitioners import parameters as people_parameters

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
COLUMNS = tuple(column.name for column in columns_of(CaseRow))
FIXED = frozenset({"id", "number", "query_key", "registered_at", "title", "registrar_body"})
"""Columns that never change after registration."""
LEG_COLUMNS = (
    *("case", "n", "body", "role", "instrument", "state", "is_open", "opened_at", "beside"),
)
_LEG_TYPES = (
    *("uuid", "integer", "text", "text", "text", "text", "boolean", "timestamptz", "boolean"),
)
KEY_COLUMNS = ("caller", "key", "asked", "case", "sequence", "made_at")
_KEY_TYPES = ("text", "text", "bytea", "uuid", "integer", "timestamptz")


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


def _unnest(prefix: str, names: Sequence[str], types: Sequence[str]) -> str:
    listed = (f"%({prefix}_{name})s::{kind}[]" for name, kind in zip(names, types, strict=True))
    return f"unnest({', '.join(listed)})"


_CASES = _unnest("c", COLUMNS, [_TYPES.get(name, "text") for name in COLUMNS])
CHANGING = ("id", *(name for name in COLUMNS if name not in FIXED))
_CHANGES = _unnest("d", CHANGING, [_TYPES.get(name, "text") for name in CHANGING])
_SET = ", ".join(f"{name} = new.{name}" for name in CHANGING[1:])
_PIECES: dict[str, str] = {
    "entries": case_stream.INSERT_ENTRIES,
    "outbox": case_stream.INSERT_OUTBOX,
    "texts": INSERT_TEXTS,
    "people": INSERT_PETITIONERS,
    "new": f"INSERT INTO cases_case ({', '.join(COLUMNS)}) SELECT * FROM {_CASES}",
    "changed": f"UPDATE cases_case AS held SET {_SET} FROM {_CHANGES} AS new"
    f" ({', '.join(CHANGING)}) WHERE held.id = new.id AND held.sequence < new.sequence",
    "legs": 'INSERT INTO cases_leg ("case", n, body, role, instrument, state, is_open, opened_at,'
    f" beside) SELECT * FROM {_unnest('l', LEG_COLUMNS, _LEG_TYPES)}"
    ' ON CONFLICT ("case", n) DO UPDATE SET state = excluded.state, is_open = excluded.is_open,'
    " beside = excluded.beside",
    "parties": 'INSERT INTO cases_party ("case", who, role) SELECT * FROM'
    f" {_unnest('y', ('case', 'who', 'role'), ('uuid', 'text', 'text'))}"
    " ON CONFLICT DO NOTHING",
    "parted": 'DELETE FROM cases_party WHERE ("case", who, role) IN (SELECT * FROM'
    f" {_unnest('z', ('case', 'who', 'role'), ('uuid', 'text', 'text'))})",
    "keys": f'INSERT INTO cases_key (caller, key, asked, "case", sequence, made_at)'
    f" SELECT * FROM {_unnest('k', KEY_COLUMNS, _KEY_TYPES)}",
}
OPEN = "set_config('lianxin.door', 'open', true)"
SHUT = "set_config('lianxin.door', '', true)"
_case = attrgetter(*COLUMNS)
_change = attrgetter(*CHANGING)
FEW = 3
"""So many rows of a table are written as values: half the server's work of arrays of one."""
_UNNEST = re.compile(r"(SELECT \* FROM|FROM)\s+unnest\(((?:[^()]|\([^()]*\))*)\)")
_PARAMETER = re.compile(r"%\((\w+)\)s::(\w+)\[\]")
MOST = 200
"""A connection's server keeps the plan of every statement; unusual ones beyond these read arrays."""
Shape = tuple[tuple[str, int], ...]
"""Which parts a statement has, each with its number of rows; 0 for any number."""
_statements: dict[Shape, Statement] = {}


def written(writing: Writing) -> Asked:
    """Return the one statement that writes it all, with its values. The door must be open for it.

    A case that moved on since it was read makes the statement fail rather than lose an update.
    """
    parts = [(name, rows) for name in _PIECES if (rows := getattr(writing, name))]
    shape = tuple((name, len(rows) if len(rows) <= FEW else 0) for name, rows in parts)
    if len(_statements) >= MOST and shape not in _statements:
        shape = tuple((name, 0) for name, _ in parts)
    found: dict[str, Any] = {"changes": len(writing.changed)}
    for (name, rows), (_, count) in zip(parts, shape, strict=True):
        arrays = _MAKERS[name](rows)
        found |= _spread(arrays) if count else arrays
    return _statement(shape), found


def _statement(shape: Shape) -> Statement:
    found = _statements.get(shape)
    if found is None:
        parts = [name for name, _ in shape]
        withs = ", ".join(
            f"w_{name} AS ({_of_values(_PIECES[name], count)} RETURNING 1)" for name, count in shape
        )
        counts = ", ".join(f"(SELECT count(*) FROM w_{name})" for name in parts)
        # Counting runs every part to its end; only then is the door shut again. Dividing by a
        # comparison that fails is how plain SQL refuses.
        kept = "1 / ((SELECT count(*) FROM w_changed) = %(changes)s::bigint)::integer"
        checks = [kept] if "changed" in parts else []
        found = Statement(f"WITH {withs} SELECT {', '.join([counts, *checks, SHUT])}")
        _statements[shape] = found
    return found


def _of_values(sql: str, count: int) -> str:
    """Return a piece that reads arrays as one that reads so many rows of values."""

    def rewritten(found: re.Match[str]) -> str:
        rows = [_PARAMETER.sub(rf"%(\1_{place})s::\2", found[2]) for place in range(count)]
        listed = ", ".join(f"({row})" for row in rows)
        return f"FROM (VALUES {listed})" if found[1] == "FROM" else f"VALUES {listed}"

    return _UNNEST.sub(rewritten, sql) if count else sql


def _spread(arrays: dict[str, list[Any]]) -> dict[str, Any]:
    return {
        f"{name}_{place}": value
        for name, values in arrays.items()
        for place, value in enumerate(values)
    }


def _arrays(prefix: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[str, Any]:
    columns = zip(*rows, strict=True)
    return {f"{prefix}_{name}": list(values) for name, values in zip(names, columns, strict=True)}


_MAKERS: dict[str, Any] = {
    "entries": case_stream.entries,
    "outbox": case_stream.outbox,
    "texts": text_parameters,
    "people": people_parameters,
    "new": lambda rows: _arrays("c", COLUMNS, map(_case, rows)),
    "changed": lambda rows: _arrays("d", CHANGING, map(_change, rows)),
    "legs": lambda rows: _arrays("l", LEG_COLUMNS, rows),
    "parties": lambda rows: _arrays("y", ("case", "who", "role"), rows),
    "parted": lambda rows: _arrays("z", ("case", "who", "role"), rows),
    "keys": lambda rows: _arrays("k", KEY_COLUMNS, rows),
}
