"""Loads tables of an organisation: what is checked is written whole, with its facts, or not at all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction

from lianxin.database import locks
from lianxin.database.locks import Lock
from lianxin.founding import files as org_files
from lianxin.founding import statements
from lianxin.founding.checks import Rows, checked, merged
from lianxin.founding.tables import NAMES, TABLES, Name, TableLine
from lianxin.ledger.journal import stream_of
from lianxin.ledger.record import Author, Change, put
from lianxin.org import versions
from lianxin.org.models import Area, Body, Boundary, Category, Duty, Post, Roster, Station
from lianxin.people.models import Appointment, Officer
from lianxin.rules.faults import Fault, Faults

MODELS: Mapping[Name, type[models.Model]] = {
    "areas": Area,
    "bodies": Body,
    "posts": Post,
    "people": Officer,
    "appointments": Appointment,
    "categories": Category,
    "duties": Duty,
    "rosters": Roster,
    "stations": Station,
    "boundaries": Boundary,
}
ROWS_A_FACT = 500  # keeps a fact of a whole county within a few pages of the database


@dataclass(slots=True)
class Counts:
    """How many rows of a table were new, changed, or as held before."""

    new: int = 0
    changed: int = 0
    same: int = 0


@dataclass(slots=True)
class Loaded:
    """What a load did, by table."""

    tables: dict[Name, Counts] = field(default_factory=dict)


def import_org(path: Path, *, at: datetime, by: Author) -> Loaded:
    """Load a folder, a CSV file or a workbook of tables, all or nothing; again changes nothing.

    Rows take the place of those with the same key; what the files do not name stays. Raises
    Faults with everything that is wrong.
    """
    read = org_files.read(path)
    with transaction.atomic():
        before = rows_held()
        lines, faults = checked(read.lines, rows_held=before)
        refuse([*read.faults, *faults])
        return write(lines, rows_held=before, at=at, by=by)


def refuse(faults: Sequence[Fault]) -> None:
    """Raise Faults if there are any."""
    if faults:
        raise Faults(faults)


def rows_held() -> Rows:
    """Return every row of every table as text, by key; one load at a time, to the end of it."""
    # Whoever only shows the tables is in no transaction, and keeps nobody waiting.
    if connection.in_atomic_block:
        locks.until_commit(Lock.LOADING)
    rows_by_table: dict[Name, dict[tuple[str, ...], Mapping[str, str]]] = {}
    for table in NAMES:
        columns, key = TABLES[table].columns, TABLES[table].key
        rows_by_table[table] = {}
        for row in MODELS[table]._default_manager.values_list(*columns):
            values = {column: _text(value) for column, value in zip(columns, row, strict=True)}
            rows_by_table[table][tuple(values[column] for column in key)] = values
    return rows_by_table


@transaction.atomic
def write(lines: Sequence[TableLine], *, rows_held: Rows, at: datetime, by: Author) -> Loaded:
    """Write checked lines, put what they change on record and move the versions on."""
    loaded = Loaded()
    for table in NAMES:
        mine = [line for line in lines if line.table == table]
        if not mine:
            continue
        counts = loaded.tables.setdefault(table, Counts())
        moved = [line for line in mine if differs(line, rows_held)]
        counts.new = sum(line.key not in rows_held[table] for line in mine)
        counts.changed, counts.same = len(moved) - counts.new, len(mine) - len(moved)
        if moved:
            _upsert(table, moved)
            _record(table, moved, at=at, by=by)
            versions.bump(TABLES[table].part)
    if "areas" in loaded.tables:
        _paths(merged(lines, rows_held=rows_held)["areas"])
    return loaded


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(value)
    return str(value)


def differs(line: TableLine, rows_held: Rows) -> bool:
    """Whether a checked line is other than what is held under its key."""
    row_held = rows_held[line.table].get(line.key)
    return row_held != {column: line.values[column] for column in TABLES[line.table].columns}


def _upsert(table: Name, lines: Sequence[TableLine]) -> None:
    """Write the rows in one statement; a county of ten thousand posts is one too."""
    columns, key = TABLES[table].columns, TABLES[table].key
    fields = {column: MODELS[table]._meta.get_field(column) for column in columns}
    targets, values = list(columns), [_value(fields[column], column) for column in columns]
    if table == "areas":
        # Paths follow for all areas at once: an area may come before the one above it.
        targets, values = [*targets, "path"], [*values, "'/' || given.code || '/'"]
    arrays = ", ".join("%s::text[]" for _ in columns)
    changed = ", ".join(f"{column} = excluded.{column}" for column in columns if column not in key)
    statement = statements.PUT_ROWS.format(
        table=MODELS[table]._meta.db_table,
        targets=", ".join(targets),
        values=", ".join(values),
        given=arrays,
        columns=", ".join(columns),
        key=", ".join(key),
        changed=changed,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [[line.values[column] for line in lines] for column in columns])


def _value(field: Any, column: str) -> str:
    """How a cell becomes a value: empty is NULL where the column may be, numbers and days as such."""
    if isinstance(field, ArrayField):
        return f"string_to_array(given.{column}, ';')"
    kind = next((sql for cls, sql in CASTS.items() if isinstance(field, cls)), "")
    return f"NULLIF(given.{column}, ''){kind}" if field.null else f"given.{column}{kind}"


CASTS = {models.DateField: "::date", models.PositiveIntegerField: "::integer"}


def _paths(areas: Mapping[tuple[str, ...], Mapping[str, str]]) -> None:
    """Set the path of every area whose place in the tree is new."""
    parents = {code: values["parent"] for (code,), values in areas.items()}
    paths = {code: _path(code, parents) for code in parents}
    paths_held = dict(Area.objects.values_list("code", "path"))
    moved = [code for code in paths if paths_held[code] != paths[code]]
    with connection.cursor() as cursor:
        cursor.execute(statements.SET_PATHS, [moved, [paths[code] for code in moved]])


def _path(code: str, parents: Mapping[str, str]) -> str:
    steps = [code]
    while parents[steps[-1]]:
        steps.append(parents[steps[-1]])
    return f"/{'/'.join(reversed(steps))}/"


def _record(table: Name, lines: Sequence[TableLine], *, at: datetime, by: Author) -> None:
    columns = TABLES[table].told
    rows: Iterable[list[str]] = ([line.values[column] for column in columns] for line in lines)
    family = "appointment" if table == "appointments" else "org"
    rest = iter(rows)
    while part := list(islice(rest, ROWS_A_FACT)):
        payload = {"columns": list(columns), "rows": part}
        put(Change(family, stream_of(family, table), f"{table}_set", payload), at=at, by=by)
