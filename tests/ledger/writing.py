"""Writes streams for the tests, and alters them as somebody with every right could."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from lianxin.ledger import case_stream, journal
from lianxin.ledger.case_stream import EMPTY, INSERT_ENTRIES, EntryRow, Head, Origin
from lianxin.rules.record.canonical import canonical

AT = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
TABLES = "ledger_entry, ledger_head, ledger_seal, ledger_seal_leaf, ledger_seal_block"


def origin(stream: UUID | None = None, *, at: datetime = AT, family: str = "case") -> Origin:
    """Clerk Li, acting on a case."""
    return Origin(
        family=family,
        stream=stream or uuid4(),
        at=at,
        person="li",
        post="clerk-1",
        body="centre",
        command=uuid4(),
    )


def rows_of(count: int, *, stream: UUID | None = None, head: Head = EMPTY) -> list[EntryRow]:
    """Entries whose payloads all differ; the moments go on by a minute."""
    stream, made = stream or uuid4(), []
    for place in range(count):
        at = AT + timedelta(minutes=head.sequence)
        payload = canonical({"place": place, "note": f'第{place}条 "x"\t\\'})
        made += case_stream.chain(origin(stream, at=at), [(f"fact_{place}", payload)], head=head)
        head = Head(sequence=made[-1].sequence, digest=made[-1].digest)
    return made


def insert(rows: list[EntryRow]) -> None:
    """Insert entries as the door does."""
    with connection.cursor() as cursor:
        cursor.execute(INSERT_ENTRIES.text(), INSERT_ENTRIES.parameters(rows))


def a_case(count: int = 5) -> list[EntryRow]:
    """A stream of so many entries, inserted."""
    rows = rows_of(count)
    insert(rows)
    return rows


def note(stream: UUID, *, number: int = 0, at: datetime = AT) -> journal.Appended:
    """Append one fact to a stream of the organisation."""
    with transaction.atomic():
        return journal.append(
            family="org",
            stream=stream,
            fact="noted",
            payload={"number": number},
            person="li",
            post="",
            body="",
            at=at,
            command=uuid4(),
        )


@contextmanager
def every_right() -> Iterator[CursorWrapper]:
    """A cursor that no trigger stops, as an owner of the database has it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield cursor
        cursor.execute("SET LOCAL session_replication_role = origin")


def alter(stream: UUID, sequence: int, **columns: Any) -> None:
    """Alter columns of one entry past the triggers."""
    told = ", ".join(f"{name} = %s" for name in columns)
    with every_right() as cursor:
        cursor.execute(
            f"UPDATE ledger_entry SET {told} WHERE stream = %s AND sequence = %s",
            [*columns.values(), stream, sequence],
        )
        assert cursor.rowcount == 1


def remove(stream: UUID, *sequences: int) -> None:
    """Delete entries past the triggers."""
    with every_right() as cursor:
        cursor.execute(
            "DELETE FROM ledger_entry WHERE stream = %s AND sequence = ANY(%s)",
            [stream, list(sequences)],
        )


def empty_ledger() -> None:
    """Empty the tables that a test database otherwise keeps between tests."""
    with every_right() as cursor:
        cursor.execute(f"TRUNCATE {TABLES}")
        cursor.execute("DELETE FROM ledger_cursor")


@contextmanager
def another_connection() -> Iterator[psycopg.Connection]:
    """A second connection to the same database, in a transaction of its own."""
    parameters = connection.get_connection_params()
    for ours in ("cursor_factory", "context"):
        parameters.pop(ours, None)
    with psycopg.connect(**parameters) as other:
        yield other
