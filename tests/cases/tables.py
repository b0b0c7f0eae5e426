"""Looks into the tables, and writes into them as somebody with every right could."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from lianxin.cases import rebuild, statements
from lianxin.ledger import verify

Row = dict[str, Any]


def rows(sql: str, *values: Any) -> list[Row]:
    """What a query gives, each row by the names of its columns."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, map(plain, row), strict=True)) for row in cursor.fetchall()]


def row(sql: str, *values: Any) -> Row:
    """The one row that a query gives."""
    (only,) = rows(sql, *values)
    return only


def count(table: str) -> int:
    """How many rows a table has."""
    found: int = row(f"SELECT count(*) FROM {table}")["count"]
    return found


def run(sql: str, *values: Any) -> None:
    """Run a statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))


@contextmanager
def door_open() -> Iterator[None]:
    """Write as if inside the door."""
    run("SELECT set_config('lianxin.door', 'open', true)")
    yield
    run("SELECT set_config('lianxin.door', '', true)")


def plain(value: Any) -> Any:
    """A value as Python compares it."""
    return bytes(value) if isinstance(value, memoryview) else value


def all_tables() -> dict[str, list[Row]]:
    """Everything the door writes, to be held against what it is later."""
    return {
        "case": rows("SELECT * FROM cases_case ORDER BY id"),
        "leg": rows('SELECT * FROM cases_leg ORDER BY "case", n'),
        "party": rows('SELECT * FROM cases_party ORDER BY "case", who, role'),
        "entry": rows("SELECT * FROM ledger_entry ORDER BY stream, sequence"),
        "outbox": rows("SELECT * FROM ledger_outbox ORDER BY id"),
        "text": rows("SELECT * FROM files_text ORDER BY id"),
        "key": rows("SELECT * FROM cases_key ORDER BY caller, key"),
        "petitioner": rows("SELECT * FROM people_petitioner ORDER BY id"),
    }


def amiss() -> list[str]:
    """Whatever does not verify: the chain, the heads of the case rows, the rows themselves."""
    faults = [str(fault) for fault in verify.run(kept=[statements.HEADS]).faults]
    return faults + [f"{one.number} {one.told}" for one in rebuild.differences()]


def empty(since: int) -> None:
    """Take out what came in from a transaction on, past the triggers that keep it."""
    with transaction.atomic():
        run("SET LOCAL session_replication_role = replica")
        run(
            "TRUNCATE cases_case, cases_leg, cases_party, cases_key, files_text, people_petitioner,"
            " ledger_outbox, ledger_seal, ledger_seal_leaf, ledger_seal_block"
        )
        run(
            "DELETE FROM ledger_head WHERE stream IN (SELECT stream FROM ledger_entry"
            " GROUP BY stream HAVING min(tx::text::bigint) >= %s)",
            since,
        )
        run("DELETE FROM ledger_entry WHERE tx::text::bigint >= %s", since)
        # Readers, sealing among them, have not come further than what is left.
        run("DELETE FROM ledger_cursor WHERE tx::text::bigint >= %s", since)
