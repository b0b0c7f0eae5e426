"""What the database itself refuses, whoever asks."""

from io import StringIO
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from lianxin.ledger.case_stream import INSERT_ENTRIES, INSERT_OUTBOX, OutboxLine
from tests.ledger.writing import a_case, insert, rows_of

PARTITIONS = [f"ledger_entry_p{part}" for part in range(8)]
pytestmark = pytest.mark.django_db


def refused(statement: str) -> None:
    """The statement must be refused by the ledger's own trigger."""
    with (
        pytest.raises(DatabaseError, match="the ledger is only added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def partition_of(stream: UUID) -> str:
    """The partition that holds a stream."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tableoid::regclass::text FROM ledger_entry WHERE stream = %s LIMIT 1", [stream]
        )
        return str(cursor.fetchone()[0])


def test_an_entry_is_never_updated_or_deleted() -> None:
    a_case()
    refused("UPDATE ledger_entry SET person = 'wang'")
    refused("DELETE FROM ledger_entry")
    refused("UPDATE ledger_entry SET stream = gen_random_uuid()")


def test_a_partition_refuses_like_the_whole() -> None:
    seen: set[str] = set()
    while len(seen) < len(PARTITIONS):
        table = partition_of(a_case(1)[0].stream)
        seen.add(table)
        refused(f"UPDATE {table} SET fact = 'other'")
        refused(f"DELETE FROM {table}")
    assert seen == set(PARTITIONS)


@pytest.mark.parametrize("table", ["ledger_entry", *PARTITIONS])
def test_the_entries_are_never_truncated(table: str) -> None:
    refused(f"TRUNCATE {table}")


@pytest.mark.parametrize("table", ["ledger_seal", "ledger_seal_leaf", "ledger_seal_block"])
def test_seals_are_never_truncated(table: str) -> None:
    refused(f"TRUNCATE {table} CASCADE")


def test_two_writers_cannot_both_write_the_same_sequence() -> None:
    rows = a_case(2)
    with pytest.raises(DatabaseError, match="duplicate key"), transaction.atomic():
        insert(rows[1:])


@pytest.mark.parametrize(
    "change",
    ["sequence = 0", "digest = 'x'", "previous = 'x'", "payload_digest = 'x'", "at = at + '1 ms'"],
)
def test_an_entry_out_of_shape_is_refused(change: str) -> None:
    a_case(1)
    column, value = change.split(" = ")
    told = tuple(INSERT_ENTRIES.columns)
    taken = ", ".join(value if name == column else name for name in told)
    taken = taken if column == "sequence" else taken.replace("sequence", "sequence + 1", 1)
    with (
        pytest.raises(DatabaseError, match="check constraint"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"INSERT INTO ledger_entry ({', '.join(told)}) SELECT {taken} FROM ledger_entry"
        )


def test_many_entries_and_outbox_lines_go_in_by_one_statement_each() -> None:
    rows = rows_of(3) + rows_of(2)
    insert(rows)
    lines = [OutboxLine(reader="notices", stream=rows[0].stream, sequence=1, payload="assigned")]
    with connection.cursor() as cursor:
        cursor.execute(INSERT_OUTBOX.text(), INSERT_OUTBOX.parameters(lines))
        cursor.execute("SELECT reader, stream, sequence, payload FROM ledger_outbox")
        assert cursor.fetchall() == [("notices", rows[0].stream, 1, "assigned")]
        cursor.execute("SELECT count(*), count(DISTINCT stream) FROM ledger_entry")
        assert cursor.fetchone() == (5, 2)


def test_no_entries_and_no_lines_are_allowed() -> None:
    with connection.cursor() as cursor:
        cursor.execute(INSERT_ENTRIES.text(), INSERT_ENTRIES.parameters([]))
        cursor.execute(INSERT_OUTBOX.text(), INSERT_OUTBOX.parameters([]))
        assert cursor.rowcount == 0


def test_migrations_tell_all_that_the_models_do() -> None:
    call_command("makemigrations", "ledger", "files", check=True, dry_run=True, stdout=StringIO())
