"""The outbox: lines for readers about entries, written with them, deleted by the reader when done.

Only what leaves the house goes here (notices, commands to other cases); everything that can be
made again from the entries follows them with `reading.entries_since` instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

_PUT = "INSERT INTO ledger_outbox (reader, stream, sequence, payload) VALUES (%s, %s, %s, %s)"
_TAKE = """
DELETE FROM ledger_outbox WHERE id IN (
    SELECT id FROM ledger_outbox WHERE reader = %s ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
RETURNING id, reader, stream, sequence, payload, made_at
"""


@dataclass(frozen=True, slots=True)
class OutboxLine:
    """A line for one reader about one entry; no personal data in `payload`."""

    reader: str
    stream: UUID
    sequence: int
    payload: str = ""


@dataclass(frozen=True, slots=True)
class Taken(OutboxLine):
    """A line as a reader took it, oldest first."""

    id: int = 0
    made_at: datetime | None = None


def put(lines: Sequence[OutboxLine]) -> None:
    """Write lines for entries of streams that the journal keeps, inside the caller's transaction."""
    rows = [(line.reader, line.stream, line.sequence, line.payload) for line in lines]
    with connection.cursor() as cursor:
        cursor.executemany(_PUT, rows)


def take(reader: str, *, limit: int) -> list[Taken]:
    """Take and delete up to `limit` lines of a reader; lines another taker holds are passed over.

    They are gone when the caller's transaction commits and back when it does not.
    """
    assert connection.in_atomic_block, "outside a transaction a failing reader would lose its lines"
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [reader, limit])
        lines = [
            Taken(id=id, reader=name, stream=stream, sequence=seq, payload=payload, made_at=made_at)
            for id, name, stream, seq, payload, made_at in cursor.fetchall()
        ]
    return sorted(lines, key=lambda line: line.id)
