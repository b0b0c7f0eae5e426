"""Reads tables as other systems write them: CSV in any usual encoding and separator, workbooks."""

import csv
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from python_calamine import CalamineError, CalamineWorkbook

from lianxin.rules.faults import Fault, Faults, Flaw

ENCODINGS = ("utf-8-sig", "gb18030")
DELIMITERS = ",;\t"
LARGEST_CELL = 16_000_000
MOST_FAULTS = 100
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
Cell = str | datetime
Cells = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as read; `line` is where it begins in the file, the first line being 1."""

    line: int
    cells: Cells


class DataSheet(Protocol):
    """A table that was read to its end once and can be gone through again."""

    @property
    def name(self) -> str: ...
    @property
    def headings(self) -> tuple[str, ...]: ...
    @property
    def count(self) -> int: ...
    def rows(self) -> Iterator[SheetRow]: ...


@dataclass(frozen=True, slots=True)
class SheetForm:
    """What may be said of a file beforehand; what is empty is found out."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    heading: int = 1


USUAL = SheetForm()


def read(path: Path, *, form: SheetForm = USUAL) -> DataSheet:
    """Return the table of a file, read to its end to be sure that it can be.

    Raises Faults with everything that makes it unreadable.
    """
    try:
        if path.suffix.lower() in WORKBOOKS:
            return _Workbook(path, form)
        return _Csv(path, form)
    except OSError as problem:
        flaw = Flaw("unreadable", problem=problem.strerror or str(problem))
        raise Faults([Fault(path.name, 0, "", flaw)]) from None


def plain(heading: str) -> str:
    """Return a heading as it is compared: without width, case, outer blanks and a closing colon."""
    return " ".join(unicodedata.normalize("NFKC", heading).lower().split()).rstrip(":")


class _Csv:
    """Goes through the file anew for each reading, so that a large one need not fit in memory."""

    def __init__(self, path: Path, form: SheetForm) -> None:
        self.name = path.name
        self._path = path
        self._heading = form.heading
        self._encoding = self._found_encoding(form.encoding)
        csv.field_size_limit(LARGEST_CELL)
        self._delimiter = form.delimiter or self._found_delimiter()
        self.headings = self._check()

    def rows(self) -> Iterator[SheetRow]:
        """Yield the rows below the heading; those without any content are left out."""
        with self._path.open(encoding=self._encoding, newline="") as source:
            reader = csv.reader(source, delimiter=self._delimiter, strict=True)
            for _ in range(self._heading):
                next(reader)
            begins = reader.line_num + 1
            for cells in reader:
                if any(cells):
                    yield SheetRow(begins, tuple(cells))
                begins = reader.line_num + 1

    def _check(self) -> tuple[str, ...]:
        """Read to the end, count, and return the headings; Faults names every broken line."""
        faults: list[Fault] = []
        headings: list[str] | None = None
        self.count = 0
        with self._path.open(encoding=self._encoding, newline="") as source:
            reader = csv.reader(source, delimiter=self._delimiter, strict=True)
            for number in range(1, 1 << 62):
                try:
                    cells = next(reader)
                except StopIteration:
                    break
                except csv.Error as problem:
                    flaw = Flaw("broken_row", problem=str(problem))
                    faults.append(Fault(self.name, reader.line_num, "", flaw))
                    if len(faults) == MOST_FAULTS:
                        break
                    continue
                if number == self._heading:
                    headings = cells
                self.count += number > self._heading and any(cells)
        if headings is None and not faults:
            faults.append(Fault(self.name, 0, "", Flaw("no_heading")))
        if faults or headings is None:
            raise Faults(faults)
        return tuple(headings)

    def _found_encoding(self, named: str) -> str:
        with self._path.open("rb") as raw:
            marked = raw.read(2) in (b"\xff\xfe", b"\xfe\xff")
        choice = (named,) if named else ("utf-16",) if marked else ENCODINGS
        for encoding in choice:
            if self._reads(encoding):
                return encoding
        flaw = Flaw("not_in_encoding", encoding=named) if named else Flaw("not_decodable")
        raise Faults([Fault(self.name, 0, "", flaw)])

    def _reads(self, encoding: str) -> bool:
        try:
            with self._path.open(encoding=encoding, newline="") as source:
                while source.read(1 << 20):
                    pass
        except UnicodeError:
            return False
        except LookupError:
            flaw = Flaw("unknown_encoding", encoding=encoding)
            raise Faults([Fault(self.name, 0, "", flaw)]) from None
        return True

    def _found_delimiter(self) -> str:
        """The separator that parts the heading into most cells; a comma where none does."""
        with self._path.open(encoding=self._encoding, newline="") as source:
            head = list(islice(source, self._heading))
        last = head[-1:] or [""]
        return max(
            DELIMITERS, key=lambda delimiter: len(next(csv.reader(last, delimiter=delimiter), []))
        )


class _Workbook:
    """One sheet of a workbook: the one that is named, else the first."""

    def __init__(self, path: Path, form: SheetForm) -> None:
        self.name = path.name
        try:
            book = CalamineWorkbook.from_path(path)
            names = book.sheet_names
            chosen = form.sheet or (names[0] if names else "")
            if chosen not in names:
                raise Faults([Fault(self.name, 0, "", Flaw("no_sheet", sheet=chosen))])
            cells = book.get_sheet_by_name(chosen).to_python(skip_empty_area=False)
        except CalamineError as problem:
            flaw = Flaw("not_workbook", problem=str(problem))
            raise Faults([Fault(self.name, 0, "", flaw)]) from None
        if len(cells) < form.heading:
            raise Faults([Fault(self.name, 0, "", Flaw("no_heading"))])
        heading = [str(_cell(cell)) for cell in cells[form.heading - 1]]
        while heading and not heading[-1]:
            heading.pop()
        self.headings = tuple(heading)
        self._rows = _told(cells, after=form.heading, width=len(heading))
        self.count = len(self._rows)

    def rows(self) -> Iterator[SheetRow]:
        """Yield the rows below the heading; those without any content are left out."""
        return iter(self._rows)


def _told(cells: Sequence[Sequence[Any]], *, after: int, width: int) -> list[SheetRow]:
    rows = []
    for number, row in enumerate(cells[after:], start=after + 1):
        read_cells = tuple(map(_cell, row))
        if any(read_cells):
            # A sheet is as wide as its widest row: empty cells beyond the heading say nothing.
            beyond = width if not any(read_cells[width:]) else len(read_cells)
            rows.append(SheetRow(number, read_cells[:beyond]))
    return rows


def _cell(cell: Any) -> Cell:
    """A cell as a clerk would have typed it; moments stay moments."""
    if isinstance(cell, datetime):
        return cell
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
