"""Folds the ledger again and holds it against the rows: the record is the ledger, not the row."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from lianxin.cases import rows as case_rows
from lianxin.cases import statements
from lianxin.cases.door import refolding
from lianxin.cases.door import statements as door_statements
from lianxin.cases.door.refolding import Unfoldable, folded_or_refused
from lianxin.cases.rows import CaseRow
from lianxin.database import processes
from lianxin.ledger import reading
from lianxin.ledger.reading import Entry
from lianxin.rules.facts.intake import Registered
from lianxin.rules.state import FOLD_VERSION, read_state

FAMILY = "case"
BATCH = 500
MUCH, PIECE = 5_000, 1_000
"""Cases from which further processes are worth their start, and how many one takes at a time."""
ROWLESS = "entries without a case row"
Around = tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class RowDifference:
    """A row that does not say what the ledger says."""

    stream: UUID
    number: str
    told: str


def _nobody(compared: int) -> None:
    """Take progress that nobody asked for."""


def stream_of(number: str) -> UUID | None:
    """Return the stream of a case by its number: by its row, or where that is gone by its entry."""
    rows = _table(statements.ID_OF_NUMBER, [number])
    # A row taken away must not hide its entries from whoever asks for the case.
    rows = rows or _table(statements.REGISTERED, [FAMILY, f'"number":"{number}"'])
    return rows[0]["id"] if rows else None


def head_of(case: UUID) -> tuple[UUID, int, bytes] | None:
    """Return stream, sequence and digest of a case as its row has them, if there is a row."""
    rows = _table(statements.HEAD, [case])
    return (case, rows[0]["sequence"], bytes(rows[0]["head"])) if rows else None


def numbers(streams: Sequence[UUID]) -> dict[UUID, str]:
    """Return the case numbers of these streams by their rows, else by their first entry."""
    numbers_by_stream = {
        row["id"]: str(row["number"]) for row in _table(statements.NUMBERS, [list(streams)])
    }
    for stream, entries in reading.entries_of(
        [stream for stream in streams if stream not in numbers_by_stream]
    ).items():
        if entries[0].fact == "registered":
            try:
                first = Registered.model_validate_json(entries[0].payload)
            except ValueError:
                continue
            numbers_by_stream[stream] = first.number
    return numbers_by_stream


def differences(*, progress: Callable[[int], None] = _nobody) -> Iterator[RowDifference]:
    """Yield every case whose rows differ from its ledger, as one moment shows both.

    To be read inside `ledger.verify.snapshot()` while others write. `progress` is told the number
    of cases compared.
    """
    compared = 0
    for count, differing in _pieces():
        yield from differing
        compared += count
        progress(compared)
    for row in _table(statements.ROWLESS, [FAMILY]):
        number = numbers([row["stream"]]).get(row["stream"], "")
        yield RowDifference(row["stream"], number, ROWLESS)
    for row in _table(statements.STRAY, []):
        yield RowDifference(row["stream"], "", "legs or parties without a case row")


def _pieces() -> Iterator[tuple[int, list[RowDifference]]]:
    ends = [row["id"] for row in _table(statements.PIECES, [PIECE])]
    pieces = list(zip([UUID(int=0), *ends], ends, strict=False))
    if processes.worthwhile(len(ends) * PIECE, much=MUCH):
        with processes.readers() as pool:
            yield from pool.map(_piece, pieces)
    else:
        yield from map(_piece, pieces)


def _piece(ends: tuple[UUID, UUID]) -> tuple[int, list[RowDifference]]:
    """How many cases lie after the one id and up to the other, and which of them differ."""
    last, count = ends[0], 0
    differing: list[RowDifference] = []
    while rows := _table(statements.ROWS, [last, ends[1], BATCH]):
        differing += _compared(rows)
        last, count = rows[-1]["id"], count + len(rows)
    return count, differing


def differences_of(case: UUID) -> list[RowDifference]:
    """Return how the rows of one case differ from its ledger."""
    rows = _table(statements.ROW, [case])
    if not rows:
        return [RowDifference(case, numbers([case]).get(case, ""), ROWLESS)]
    return list(_compared(rows))


def repair(case: UUID) -> None:
    """Write the rows of one case anew, as the ledger has it; the ledger itself is not touched.

    Holds the case meanwhile, so that nothing is recorded between reading and writing. Raises
    Unfoldable, with nothing changed.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(door_statements.OPEN_ALONE)
        # The same lock the door takes: an entry written meanwhile would be missing from the new
        # row.
        cursor.execute(statements.LOCK_ROW, [case])
        stumbled = refolding.write_anew([case])
        if not reading.entries(case):
            # Legs and parties of a case that was never recorded stand for nothing.
            refolding.forget_around([case])
        elif case in stumbled:
            raise stumbled[case]
        cursor.execute(door_statements.SHUT_ALONE)


def older() -> int:
    """Return how many case rows are of an older fold version than this code's."""
    return int(_table(statements.OLDER, [FOLD_VERSION])[0]["count"])


def fold_older_anew(*, progress: Callable[[int], None] = _nobody) -> dict[UUID, Unfoldable]:
    """Write the rows of every case of an older fold version anew; return those that give no case.

    Each batch is a transaction of its own: what was done when it is killed stays done, and the
    next run goes on behind it. `progress` is told the number of cases done.
    """
    last, count = UUID(int=0), 0
    stumbled: dict[UUID, Unfoldable] = {}
    while True:
        # The door may be at work on the same cases: each is held while it is folded.
        with transaction.atomic(), connection.cursor() as cursor:
            ids = [row["id"] for row in _table(statements.NEXT_OLDER, [last, FOLD_VERSION, BATCH])]
            if not ids:
                return stumbled
            cursor.execute(door_statements.OPEN_ALONE)
            stumbled |= refolding.write_anew(ids)
            cursor.execute(door_statements.SHUT_ALONE)
        last, count = ids[-1], count + len(ids)
        progress(count)


def _compared(rows: Sequence[dict[str, Any]]) -> Iterator[RowDifference]:
    ids = [row["id"] for row in rows]
    entries = reading.entries_of(ids)
    legs, parties = _by_case(statements.LEGS, ids), _by_case(statements.PARTIES, ids)
    for row in rows:
        case = row["id"]
        around = legs.get(case, set()), parties.get(case, set())
        reason = _differs(row, entries.get(case, []), around)
        if reason:
            yield RowDifference(case, row["number"], reason)


def _differs(row: dict[str, Any], entries: Sequence[Entry], around: Around) -> str:
    try:
        fold = folded_or_refused(row["id"], entries)
    except Unfoldable as no:
        return f"its entries cannot be folded: {no}"
    if fold is None:
        return "a case row without any entry"
    state, sequence, head = fold
    want: CaseRow = case_rows.case_row(state, sequence=sequence, head=head)
    wrong = [
        name for name in statements.COLUMNS if not _agree(name, row[name], getattr(want, name))
    ]
    wrong += ["legs"] if around[0] != set(case_rows.legs(state)) else []
    wrong += ["parties"] if around[1] != case_rows.parties(state) else []
    return f"differs in {', '.join(wrong)}" if wrong else ""


def _table(sql: str, values: list[Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _by_case(sql: str, ids: list[UUID]) -> dict[UUID, set[tuple[Any, ...]]]:
    by_case: dict[UUID, set[tuple[Any, ...]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, [ids])
        for row in cursor.fetchall():
            by_case.setdefault(row[0], set()).add(row)
    return by_case


def _agree(name: str, value: Any, wanted: Any) -> bool:
    if isinstance(value, memoryview):
        value = bytes(value)
    return bool(value == wanted or (name == "state" and _says_the_same(value, wanted)))


def _says_the_same(text: str, wanted: str) -> bool:
    """A state is what it says, not the order and shape in which some version wrote it down."""
    try:
        return read_state(text) == read_state(wanted)
    except ValueError:
        return False
