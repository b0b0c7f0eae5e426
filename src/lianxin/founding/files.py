"""Reads the tables of an organisation from a folder, a CSV or GeoJSON file or a workbook."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from lianxin.files.spreadsheets import unguarded
from lianxin.founding import boundaries as boundary_files
from lianxin.founding.tables import NAMES, REPLACE, TABLES, Name, TableLine
from lianxin.rules.faults import Fault, Flaw

# A sheet of explanations beside the tables; any other unknown name is taken for a slip.
NOTES = {"readme", "notes", "说明", "填写说明"}
MAP = ".geojson"
KINDS = (".csv", ".xlsx", MAP)


@dataclass(slots=True)
class Read:
    """What was read, and what could not be."""

    lines: list[TableLine] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read(path: Path, *, beside: frozenset[str] = frozenset()) -> Read:
    """Read a folder of tables, or one file; `beside` are files of the folder that are no tables.

    Boundaries of areas may come as `boundaries.geojson`.

    Text may be UTF-8 (with or without its mark) or GB18030; a workbook has sheets named like the
    tables, or one sheet in a file named like one.
    """
    tables = Read()
    if path.is_dir():
        files = sorted(entry for entry in path.iterdir() if entry.suffix.lower() in KINDS)
        files = [entry for entry in files if entry.name not in beside]
        if not files:
            tables.faults.append(Fault(path.name, 0, "", Flaw("no_table")))
    else:
        files = [path]
    for file in files:
        _read_file(file, tables)
    return tables


def read_bytes(raw: bytes, called: Path) -> Read:
    """Read a table or a workbook that is at hand; `called` is its name with the ending of its kind.

    Cells that `spreadsheets.guarded` kept from being formulas are read as they were.
    """
    tables = Read()
    _take_bytes(raw, called, tables)
    return tables


def decoded(raw: bytes) -> str:
    """Return a text in UTF-8 or else GB18030, without its mark; UnicodeDecodeError otherwise."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def _read_file(file: Path, tables: Read) -> None:
    try:
        raw = file.read_bytes()
    except OSError as problem:
        flaw = Flaw("unreadable", problem=str(problem.strerror))
        tables.faults.append(Fault(file.name, 0, "", flaw))
        return
    _take_bytes(raw, file, tables)


def _take_bytes(raw: bytes, file: Path, tables: Read) -> None:
    if file.suffix.lower() == ".xlsx":
        _read_workbook(raw, file, tables)
    elif file.suffix.lower() == MAP:
        _read_map(raw, file, tables)
    else:
        _read_csv(raw, file, tables)


def _read_csv(raw: bytes, file: Path, tables: Read) -> None:
    table = _named(file.stem)
    if table is None:
        tables.faults.append(_unknown(file.name))
        return
    try:
        rows = list(csv.reader(io.StringIO(decoded(raw), newline=""), strict=True))
    except UnicodeDecodeError:
        tables.faults.append(Fault(file.name, 0, "", Flaw("not_decodable")))
    except csv.Error as problem:
        tables.faults.append(Fault(file.name, 0, "", Flaw("not_csv", problem=str(problem))))
    else:
        _take(rows, file=file.name, table=table, tables=tables)


def _read_map(raw: bytes, file: Path, tables: Read) -> None:
    if _named(file.stem) != "boundaries":
        flaw = Flaw("unknown_map", name=boundary_files.FILE)
        tables.faults.append(Fault(file.name, 0, "", flaw))
        return
    try:
        lines, faults = boundary_files.read(decoded(raw), file=file.name)
    except UnicodeDecodeError:
        faults, lines = [Fault(file.name, 0, "", Flaw("not_decodable"))], []
    tables.lines += lines
    tables.faults += faults


def _read_workbook(raw: bytes, file: Path, tables: Read) -> None:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    except CalamineError as problem:
        tables.faults.append(Fault(file.name, 0, "", Flaw("not_workbook", problem=str(problem))))
        return
    lone = _named(file.stem) if len(book.sheet_names) == 1 else None
    for name in book.sheet_names:
        if name.strip().lower() in NOTES:
            continue
        place = f"{file.name}#{name}"
        table = _named(name) or lone
        if table is None:
            tables.faults.append(_unknown(place))
            continue
        cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        rows = [[_text(cell) for cell in row] for row in cells]
        _take(rows, file=place, table=table, tables=tables)


def _named(name: str) -> Name | None:
    return next((table for table in NAMES if table == name.strip().lower()), None)


def _unknown(place: str) -> Fault:
    return Fault(place, 0, "", Flaw("unknown_file", names=tuple(NAMES)))


def _text(cell: Any) -> str:
    """A cell as a clerk would have typed it: a day without its midnight, a number without `.0`."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _take(rows: Sequence[Sequence[str]], *, file: str, table: Name, tables: Read) -> None:
    header = [cell.strip() for cell in rows[0]] if rows else []
    while header and not header[-1]:
        header.pop()
    wrong = _header_faults(header, file=file, table=table)
    tables.faults.extend(wrong)
    if wrong:
        return
    for number, row in enumerate(rows[1:], start=2):
        cells = [unguarded(cell.strip()) for cell in row]
        if not any(cells):
            continue
        if any(cells[len(header) :]):
            tables.faults.append(Fault(file, number, "", Flaw("too_many_cells")))
            continue
        cells_by_name = dict(zip(header, cells, strict=False))
        values = {
            column: cells_by_name.get(column, "") for column in (*TABLES[table].columns, REPLACE)
        }
        tables.lines.append(TableLine(table, file, number, values))


def _header_faults(header: Iterable[str], *, file: str, table: Name) -> list[Fault]:
    names = list(header)
    table_shape = TABLES[table]
    faults = [
        Fault(file, 1, name, Flaw("unknown_column"))
        for name in names
        if name not in (*table_shape.columns, REPLACE)
    ]
    faults += [
        Fault(file, 1, name, Flaw("column_repeated"))
        for name in set(names)
        if names.count(name) > 1
    ]
    faults += [
        Fault(file, 1, name, Flaw("missing_column"))
        for name in table_shape.columns
        if name not in names and name not in table_shape.blank
    ]
    return faults
