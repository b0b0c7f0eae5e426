"""What tables would change, shown before it is taken; and single rows, such as an appointment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from lianxin.founding.checks import checked
from lianxin.founding.files import Read
from lianxin.founding.load import Loaded, differs, refuse, rows_held, write
from lianxin.founding.tables import REPLACE, TABLES, Name, TableLine
from lianxin.ledger.record import Author
from lianxin.rules.faults import Fault, Flaw

FORM = "form"


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A row that would be new (`before` is None) or other than it is; `columns` are those changed."""

    key: tuple[str, ...]
    before: Mapping[str, str] | None
    after: Mapping[str, str]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """What a load would do: the rows that move, by table, and how many are as held."""

    moved: Mapping[Name, tuple[MovedRow, ...]]
    same: int

    @property
    def count(self) -> int:
        """How many rows would move."""
        return sum(len(rows) for rows in self.moved.values())


def line(table: Name, values: Mapping[str, str]) -> TableLine:
    """Return a row given by hand, without a file; what is not given is empty."""
    columns = (*TABLES[table].columns, REPLACE)
    return TableLine(table, FORM, 0, {column: values.get(column, "").strip() for column in columns})


@transaction.atomic
def planned(read: Read) -> PlannedChange:
    """Return what loading would change, and change nothing. Raises Faults with all that is wrong."""
    before = rows_held()
    lines, faults = checked(read.lines, rows_held=before)
    refuse([*read.faults, *faults])
    moved: dict[Name, list[MovedRow]] = {}
    for row in lines:
        if differs(row, before):
            moved.setdefault(row.table, []).append(_moved(row, before[row.table].get(row.key)))
    planned_rows = {table: tuple(rows) for table, rows in moved.items()}
    return PlannedChange(planned_rows, len(lines) - sum(map(len, planned_rows.values())))


@transaction.atomic
def take(read: Read, *, at: datetime, by: Author) -> Loaded:
    """Load what was read, all or nothing; again changes nothing. Raises Faults."""
    before = rows_held()
    lines, faults = checked(read.lines, rows_held=before)
    refuse([*read.faults, *faults])
    return write(lines, rows_held=before, at=at, by=by)


def appoint(
    person: str,
    post: str,
    *,
    since: str,
    until: str = "",
    stands_in_for: str = "",
    at: datetime,
    by: Author,
) -> None:
    """Put a person into a post from a day to a day (ISO, both included), perhaps for another.

    Raises Faults: an unknown code, days the wrong way round, standing in without an end, or a
    term that overlaps one the person has in that post. Nobody appoints himself.
    """
    values = {
        "person": person,
        "post": post,
        "since": since,
        "until": until,
        "stands_in_for": stands_in_for,
    }
    if person == by.person:
        refuse([Fault(FORM, 0, "person", Flaw("appoints_himself"))])
    take(Read(lines=[line("appointments", values)]), at=at, by=by)


def end(person: str, post: str, *, since: date, until: str, at: datetime, by: Author) -> None:
    """Let an appointment end with a day (ISO, included).

    Raises Faults for a day before it began and for an appointment that is not there.
    """
    with transaction.atomic():
        row = rows_held()["appointments"].get((person, post, since.isoformat()))
        if row is None:
            refuse([Fault(FORM, 0, "since", Flaw("no_such_appointment"))])
            return
        take(Read(lines=[line("appointments", {**row, "until": until})]), at=at, by=by)


def _moved(row: TableLine, before: Mapping[str, str] | None) -> MovedRow:
    columns = tuple(
        column
        for column in TABLES[row.table].columns
        if before is not None and before[column] != row.values[column]
    )
    return MovedRow(row.key, before, row.values, columns)
