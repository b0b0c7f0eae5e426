"""What tables would change, shown before it is taken; and single rows, such as an appointment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from lianxin.founding.checks import checked
from lianxin.founding.files import Read
from lianxin.founding.load import Loaded, differs, held, refuse, write
from lianxin.founding.tables import REPLACE, TABLES, Line, Name
from lianxin.ledger.record import Author
from lianxin.rules.faults import Fault, Flaw

FORM = "form"


@dataclass(frozen=True, slots=True)
class Moved:
    """A row that would be new (`before` is None) or other than it is; `columns` are those changed."""

    key: tuple[str, ...]
    before: Mapping[str, str] | None
    after: Mapping[str, str]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """What a load would do: the rows that move, by table, and how many are as held."""

    moved: Mapping[Name, tuple[Moved, ...]]
    same: int

    @property
    def count(self) -> int:
        """How many rows would move."""
        return sum(len(rows) for rows in self.moved.values())


def line(table: Name, values: Mapping[str, str]) -> Line:
    """Return a row given by hand, without a file; what is not given is empty."""
    columns = (*TABLES[table].columns, REPLACE)
    return Line(table, FORM, 0, {column: values.get(column, "").strip() for column in columns})


@transaction.atomic
def planned(read: Read) -> Planned:
    """Return what loading would change, and change nothing. Raises Faults with all that is wrong."""
    before = held()
    lines, faults = checked(read.lines, held=before)
    refuse([*read.faults, *faults])
    moved: dict[Name, list[Moved]] = {}
    for one in lines:
        if differs(one, before):
            moved.setdefault(one.table, []).append(_moved(one, before[one.table].get(one.key)))
    told = {table: tuple(rows) for table, rows in moved.items()}
    return Planned(told, len(lines) - sum(map(len, told.values())))


@transaction.atomic
def take(read: Read, *, at: datetime, by: Author) -> Loaded:
    """Load what was read, all or nothing; again changes nothing. Raises Faults."""
    before = held()
    lines, faults = checked(read.lines, held=before)
    refuse([*read.faults, *faults])
    return write(lines, held=before, at=at, by=by)


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
    told = {
        "person": person,
        "post": post,
        "since": since,
        "until": until,
        "stands_in_for": stands_in_for,
    }
    if person == by.person:
        refuse([Fault(FORM, 0, "person", Flaw("appoints_himself"))])
    take(Read(lines=[line("appointments", told)]), at=at, by=by)


def end(person: str, post: str, *, since: date, until: str, at: datetime, by: Author) -> None:
    """Let an appointment end with a day (ISO, included).

    Raises Faults for a day before it began and for an appointment that is not there.
    """
    with transaction.atomic():
        known = held()["appointments"].get((person, post, since.isoformat()))
        if known is None:
            refuse([Fault(FORM, 0, "since", Flaw("no_such_appointment"))])
            return
        take(Read(lines=[line("appointments", {**known, "until": until})]), at=at, by=by)


def _moved(one: Line, before: Mapping[str, str] | None) -> Moved:
    columns = tuple(
        column
        for column in TABLES[one.table].columns
        if before is not None and before[column] != one.values[column]
    )
    return Moved(one.key, before, one.values, columns)
