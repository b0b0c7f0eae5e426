"""The same rows in bare SQL: what the database could do if nobody thought about anything.

The tables are of the same shape and indexes, empty at first, with neither triggers nor partitions;
the statements are prepared, and every row is one that the product wrote before.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import Any
from uuid import UUID, uuid4

import psycopg

from lianxin.rules.refs import Ref
from lianxin.server.bench.place import raw_connection
from lianxin.server.bench.seeding import BATCH, COPY, batches

TABLES = (
    "cases_case",
    "ledger_entry",
    "files_text",
    "people_petitioner",
    "cases_party",
    "cases_key",
)
CALLERS = 8
_FRESH = f"""
SELECT id FROM cases_case WHERE sequence = 1 AND strpos(number, '{COPY}') = 0
ORDER BY id DESC LIMIT %s
"""  # noqa: S608 - a constant of ours
_MOVE = """
WITH moved AS (UPDATE raw.cases_case SET stage = %(stage)s, phase = %(stage)s, lead = %(lead)s,
        last_lead = %(lead)s, due_at = now(), ring_at = now(), head = %(head)s, state = %(state)s,
        sequence = sequence + 1 WHERE id = %(id)s),
    told AS (INSERT INTO raw.files_text SELECT %(text)s, kind, salt, body, digest FROM raw.files_text
        WHERE id = %(title)s)
INSERT INTO raw.ledger_entry SELECT stream, sequence + %(step)s, family, fact, at, person, post, body,
    command, payload, payload_digest, previous, digest FROM raw.ledger_entry
    WHERE stream = %(id)s AND sequence = 1
"""
_CHECK = """
SELECT count(*) FILTER (WHERE sha256(convert_to(payload, 'UTF8')) = payload_digest)
FROM ledger_entry
"""
Connection = psycopg.Connection[Any]
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class BareTable:
    """A bare table: its columns and their types."""

    name: str
    columns: tuple[str, ...]
    types: tuple[str, ...]

    def insert(self, rows: int) -> str:
        """Return the INSERT of so many rows, one parameter a column."""
        row = f"({', '.join(f'%s::{kind}' for kind in self.types)})"
        return f"{self._into()} VALUES {', '.join([row] * rows)}"

    def insert_many(self) -> str:
        """Return the INSERT of any number of rows, one array a column."""
        arrays = ", ".join(f"%s::{kind}[]" for kind in self.types)
        return f"{self._into()} SELECT * FROM unnest({arrays})"  # noqa: S608 - names of our own tables

    def _into(self) -> str:
        return f"INSERT INTO raw.{self.name} ({self.names()})"

    def names(self) -> str:
        """Return the columns as SQL names them."""
        return ", ".join(f'"{column}"' for column in self.columns)


class Bare:
    """Cases that the product registered, ready to be written again by bare SQL."""

    def __init__(self, most: int) -> None:
        with raw_connection() as connection:
            connection.execute("CREATE SCHEMA IF NOT EXISTS raw")
            self.tables = {name: _made(connection, name) for name in TABLES}
            self.cases = _alike(list(_gathered(connection, self.tables, most)))

    def empty(self) -> None:
        """Empty the bare tables."""
        with raw_connection() as connection:
            names = ", ".join(f"raw.{name}" for name in TABLES)
            connection.execute(f"TRUNCATE {names}")

    def imported(self) -> float:
        """Write the cases in batches, as an import does; returns cases a second."""
        self.empty()
        with raw_connection() as connection:
            began = time.perf_counter()
            for batch in batches(self.cases, BATCH):
                with connection.transaction(), connection.pipeline():
                    for name, table in self.tables.items():
                        rows = [row for case in batch for row in case[name]]
                        columns = [list(column) for column in zip(*rows, strict=True)]
                        connection.execute(table.insert_many(), columns)
            return len(self.cases) / (time.perf_counter() - began)

    def registered(self) -> float:
        """Write each case in one statement, eight callers at once; returns cases a second."""
        self.empty()
        shape = {name: len(rows) for name, rows in self.cases[0].items()}
        parts = [f"w{n} AS ({self.tables[name].insert(shape[name])})" for n, name in
                 enumerate(TABLES)]  # fmt: skip
        statement = f"WITH {', '.join(parts)} SELECT 1"
        values_of_cases = [
            [v for name in TABLES for row in case[name] for v in row] for case in self.cases
        ]
        return _together(
            lambda connection, values: connection.execute(statement, values), values_of_cases
        )

    def commanded(self) -> float:
        """Change each case with an entry and a text, eight callers at once; commands a second."""
        return _together(
            lambda connection, values: connection.execute(_MOVE, values),
            [self._move(case, step=1) for case in self.cases],
        )

    def rung(self, count: int) -> float:
        """Change so many cases one after the other, each on its own; returns the seconds."""
        moves = [self._move(case, step=2) for case in self.cases[:count]]
        with raw_connection() as connection:
            began = time.perf_counter()
            for values in moves:
                connection.execute(_MOVE, values)
            return (time.perf_counter() - began) * count / max(1, len(moves))

    def _move(self, case: Rows, *, step: int) -> dict[str, Any]:
        row = dict(zip(self.tables["cases_case"].columns, case["cases_case"][0], strict=True))
        return {
            "id": row["id"],
            "stage": "dispatched",
            "lead": "urban-management",
            "head": sha256(row["head"]).digest(),
            "state": row["state"],
            "title": row["title"],
            "text": uuid4(),
            "step": step,
        }


def checked() -> float:
    """Let the database hash every payload on one core; returns entries a second."""
    with raw_connection() as connection:
        connection.execute("SET max_parallel_workers_per_gather = 0")
        began = time.perf_counter()
        row = connection.execute(_CHECK).fetchone()
        return (row[0] if row else 0) / (time.perf_counter() - began)


def paged(sql: str, times: int) -> list[float]:
    """Read one page so often by a prepared statement; returns the seconds of each."""
    seconds = []
    with raw_connection() as connection:
        for _ in range(times):
            began = time.perf_counter()
            connection.execute(sql).fetchall()
            seconds.append(time.perf_counter() - began)
    return seconds


def _together(do: Callable[[Connection, Any], object], values_of_cases: Sequence[Any]) -> float:
    waiting = iter(values_of_cases)

    def work(connection: Connection) -> int:
        done = 0
        for values in waiting:
            do(connection, values)
            done += 1
        return done

    lines = [raw_connection() for _ in range(CALLERS)]
    try:
        with ThreadPoolExecutor(CALLERS) as callers:
            began = time.perf_counter()
            done = sum(callers.map(work, lines))
            return done / (time.perf_counter() - began)
    finally:
        for line in lines:
            line.close()


def _made(connection: Connection, name: str) -> BareTable:
    connection.execute(f"DROP TABLE IF EXISTS raw.{name}")
    connection.execute(f"CREATE TABLE raw.{name} (LIKE public.{name} INCLUDING ALL)")
    rows = connection.execute(
        "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attname <> 'tx'"
        " ORDER BY attnum",
        [f"public.{name}"],
    ).fetchall()
    columns, types = zip(*rows, strict=True)
    return BareTable(name, columns, types)


def _gathered(connection: Connection, tables: dict[str, BareTable], most: int) -> Iterator[Rows]:
    ids = [row[0] for row in connection.execute(_FRESH, [most]).fetchall()]
    for some in batches(ids, 500):
        cases = _by(connection, tables["cases_case"], "id", some)
        entries = _by(connection, tables["ledger_entry"], "stream", some)
        parties = _by(connection, tables["cases_party"], "case", some)
        texts_of = {id_: _references(rows[0]) for id_, rows in entries.items()}
        raised = {id_: [UUID(row[1][2:]) for row in rows if row[1].startswith("p:")]
                  for id_, rows in parties.items()}  # fmt: skip
        texts = _by(connection, tables["files_text"], "id", _flat(texts_of))
        people = _by(connection, tables["people_petitioner"], "id", _flat(raised))
        for id_ in some:
            yield {
                "cases_case": cases[id_],
                "ledger_entry": entries[id_],
                "files_text": [row for text in texts_of[id_] for row in texts[text]],
                "people_petitioner": [
                    row for petitioner in raised[id_] for row in people[petitioner]
                ],
                "cases_party": parties[id_],
                "cases_key": [("bench", str(uuid4()), b"0" * 32, id_, 1, entries[id_][0][4])],
            }


def _by(
    connection: Connection, table: BareTable, key: str, ids: Sequence[UUID]
) -> dict[UUID, list[tuple[Any, ...]]]:
    place = table.columns.index(key)
    rows: dict[UUID, list[tuple[Any, ...]]] = {}
    sql = f'SELECT {table.names()} FROM public.{table.name} WHERE "{key}" = ANY(%s)'  # noqa: S608 - names of our own tables
    for row in connection.execute(sql, [list(ids)]).fetchall():
        rows.setdefault(row[place], []).append(row)
    return rows


def _flat(ids: dict[UUID, list[UUID]]) -> list[UUID]:
    return list(chain.from_iterable(ids.values()))


def _references(entry: tuple[Any, ...]) -> list[UUID]:
    return [ref.id for ref in Ref.within(json.loads(entry[9]))]


def _alike(cases: list[Rows]) -> list[Rows]:
    """Keep the cases that one prepared statement can write: all with as many rows a table."""
    shapes = [tuple(len(case[name]) for name in TABLES) for case in cases]
    usual = max(set(shapes), key=shapes.count)
    return [case for case, shape in zip(cases, shapes, strict=True) if shape == usual]
