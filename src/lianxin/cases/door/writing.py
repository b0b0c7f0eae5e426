"""The door's one writing statement, put together from the statements that own each table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lianxin.cases.door import statements
from lianxin.cases.rows import CaseRow
from lianxin.database.pipeline import Asked, Statement
from lianxin.database.rows import ANY_NUMBER, RowStatement
from lianxin.files.statements import PUT_TEXTS
from lianxin.files.texts import TextRow
from lianxin.ledger.case_stream import INSERT_ENTRIES, INSERT_OUTBOX, EntryRow, OutboxLine
from lianxin.people.petitioners import PetitionerRow
from lianxin.people.statements import PUT_PETITIONERS


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


_PARTS: Mapping[str, RowStatement] = {
    "entries": INSERT_ENTRIES,
    "outbox": INSERT_OUTBOX,
    "texts": PUT_TEXTS,
    "people": PUT_PETITIONERS,
    "new": statements.NEW_CASES,
    "changed": statements.CHANGED_CASES,
    "legs": statements.LEGS,
    "parties": statements.NEW_PARTIES,
    "parted": statements.PARTED,
    "keys": statements.KEYS,
}
"""The parts of the statement, in the order in which they stand; named as in `Writing`."""
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
        parts = [f"w_{name} AS ({_PARTS[name].text(count)} RETURNING 1)" for name, count in shape]
        counts = [statements.COUNT_OF_PART.format(part=name) for name, _ in shape]
        if any(name == "changed" for name, _ in shape):
            counts.append(statements.NO_CASE_MOVED_ON)
        text = statements.WHOLE.format(parts=", ".join(parts), counts=", ".join(counts))
        statement = _statements[shape] = Statement(text)
    return statement
