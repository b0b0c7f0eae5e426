"""A stored home and what its tables are measured by: every column, value for value."""

import lzma
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

Digests = Mapping[str, Mapping[str, str]]
"""By table and column, the digest of all its values in the order of the key; `*` is the number of rows."""

ARCHIVE, TABLES = "home.tar.xz", "tables.json"
_TABLES = """
SELECT c.relname,
    (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
    (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a, pg_index i
     WHERE i.indrelid = c.oid AND i.indisprimary AND a.attrelid = c.oid AND a.attnum = ANY (i.indkey))
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY 1
"""
# Lengths stand before the values, so that no two lists of values are written alike.
_DIGEST = """
SELECT count(*)::text, encode(sha256(convert_to(coalesce(string_agg(
    coalesce(length({column}::text) || ':' || {column}::text, '-'), ','
    ORDER BY ({key})::text COLLATE "C"), ''), 'UTF8')), 'hex')
FROM {table}
"""


def digests(address: str) -> Digests:
    """Measure every table of a database: its rows, and each column by the digest of its values."""
    with psycopg.connect(address) as connection:
        connection.execute("SET timezone = 'UTC'")
        tables = connection.execute(_TABLES).fetchall()
        return {
            table: _of_table(connection, table, columns, key or columns)
            for table, columns, key in tables
        }


def _of_table(
    connection: "psycopg.Connection[Any]", table: str, columns: list[str], key: list[str]
) -> Mapping[str, str]:
    measured: dict[str, str] = {}
    ordered_by = sql.SQL("ROW({})").format(sql.SQL(", ").join(map(sql.Identifier, key)))
    for column in columns:
        question = sql.SQL(_DIGEST).format(
            table=sql.Identifier(table), column=sql.Identifier(column), key=ordered_by
        )
        row = connection.execute(question).fetchone()
        assert row is not None
        measured["*"], measured[column] = row
    return measured


def unpacked(folder: Path, *, into: Path) -> Path:
    """Lay the archive of a stored home where `restore` can read it."""
    target = into / "home.tar"
    with lzma.open(folder / ARCHIVE) as packed, target.open("wb") as archive:
        shutil.copyfileobj(packed, archive)
    return target
