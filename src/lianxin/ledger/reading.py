"""Reads entries: one stream in its order, or all of them in commit order, none ever skipped."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from lianxin.ledger import statements


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it is stored; `at` is UTC, `payload` the canonical text that was hashed."""

    tx: int
    stream: UUID
    sequence: int
    family: str
    fact: str
    at: datetime
    person: str
    post: str
    body: str
    command: UUID
    payload: str
    payload_digest: bytes
    previous: bytes
    digest: bytes


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """How far a reader has come: the last entry read, in order of writing transaction."""

    tx: int
    stream: UUID
    sequence: int


_AT = Entry.__slots__.index("at")
START = Cursor(tx=0, stream=UUID(int=0), sequence=0)


@dataclass(frozen=True, slots=True)
class Batch:
    """The next entries and the cursor to go on from; none: the reader has caught up."""

    entries: list[Entry]
    cursor: Cursor


def entries(stream: UUID, *, after: int = 0) -> list[Entry]:
    """Return the entries of one stream in their order, from the one after sequence `after`."""
    return _read(statements.STREAM, [stream, after])


def entries_of(streams: Sequence[UUID]) -> dict[UUID, list[Entry]]:
    """Return the entries of many streams at once, each stream's in their order."""
    by_stream: dict[UUID, list[Entry]] = {}
    for entry in _read(statements.STREAMS, [list(streams)]):
        by_stream.setdefault(entry.stream, []).append(entry)
    return by_stream


def entries_since(cursor: Cursor, *, limit: int = 1000) -> Batch:
    """Return about `limit` next entries of all streams, in commit order, a stream's in its order.

    Only transactions older than every running one are read, so a late commit is never skipped;
    one that writes for long holds all readers up until it ends.
    """
    batch = _read(statements.SETTLED, {**_keys(cursor), "limit": limit})
    if not batch:
        return Batch(entries=[], cursor=cursor)
    # Whatever must come before these by the order of its own stream is drawn into the batch.
    last = _cursor(batch[-1])
    while behind := _forerunner(batch, last=last):
        last = behind
        until = {f"until_{name}": value for name, value in _keys(last).items()}
        batch = _read(statements.BETWEEN, {**_keys(cursor), **until})
    return Batch(entries=_in_stream_order(batch), cursor=last)


def cursor_of(reader: str) -> Cursor | None:
    """Return where a reader stands and hold its cursor until the transaction ends.

    None while another process holds it: the same entries are never worked on twice at a time.
    """
    assert connection.in_atomic_block, "the cursor is held and kept in one transaction"
    with connection.cursor() as db:
        db.execute(
            statements.BEGIN_CURSOR,
            [reader, *astuple(START)],
        )
        db.execute(
            statements.HOLD_CURSOR,
            [reader],
        )
        row = db.fetchone()
    return Cursor(*row) if row else None


def keep_cursor(reader: str, *, cursor: Cursor) -> None:
    """Note how far a reader has come, in the transaction that holds what it made of the entries."""
    with connection.cursor() as db:
        db.execute(
            statements.KEEP_CURSOR,
            [*astuple(cursor), reader],
        )


def _forerunner(batch: list[Entry], *, last: Cursor) -> Cursor | None:
    """Return the furthest entry behind `last` that a stream's order puts before one found.

    A transaction may take its number, wait for a case that a younger one holds, and write after
    it: by number its entry then comes first. Both are settled, so both can be read together.
    """
    here = {(entry.stream, entry.sequence) for entry in batch}
    before = [
        (stream, sequence - 1)
        for stream, sequence in here
        if sequence > 1 and (stream, sequence - 1) not in here
    ]
    parameters: dict[str, Any] = {
        "streams": [key[0] for key in before],
        "sequences": [key[1] for key in before],
    }
    with connection.cursor() as db:
        db.execute(statements.BEHIND, {**parameters, **_keys(last)})
        row = db.fetchone()
    return Cursor(*row) if row else None


def _in_stream_order(batch: list[Entry]) -> list[Entry]:
    """Keep each stream's places in the batch and fill them in the order of the stream."""
    waiting: dict[UUID, list[Entry]] = {}
    for entry in sorted(batch, key=lambda entry: -entry.sequence):
        waiting.setdefault(entry.stream, []).append(entry)
    return [waiting[entry.stream].pop() for entry in batch]


def _read(query: str, parameters: Any) -> list[Entry]:
    with connection.cursor() as db:
        db.execute(query, parameters)
        return [_entry(row) for row in db.fetchall()]


def _entry(row: tuple[Any, ...]) -> Entry:
    values: list[Any] = [bytes(it) if isinstance(it, memoryview) else it for it in row]
    values[_AT] = values[_AT].astimezone(UTC)
    return Entry(*values)


def _cursor(entry: Entry) -> Cursor:
    return Cursor(tx=entry.tx, stream=entry.stream, sequence=entry.sequence)


def _keys(cursor: Cursor) -> dict[str, Any]:
    return {"tx": cursor.tx, "stream": cursor.stream, "sequence": cursor.sequence}
