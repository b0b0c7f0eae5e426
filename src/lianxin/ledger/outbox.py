"""The outbox: lines for readers about entries, written with them, deleted by the reader when done.

Only what leaves the house goes here (notices, papers, commands to other cases); everything that can
be made again from the entries follows them with `reading.entries_since` instead. Every reader works
its lines off with `drain`, and so none of them can be held up by a line that nobody can handle.
"""

import errno
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from traceback import walk_tb
from uuid import UUID

from django.db import connection, transaction

from lianxin.database.outage import GONE
from lianxin.ledger import statements

TRIES = 5
PAUSE = timedelta(minutes=1)
"""Until a line that failed is tried again: what was amiss for a moment has passed by then."""
OURS = "lianxin."

# A statement that was too slow, locked out or too large says nothing about the server.
_OF_THE_STATEMENT = frozenset({"57014", "40P01", "40001", "55P03", "54000", "54001", "54023"})
# These say that the machine is at its end, and nothing about the line.
_OF_THE_MACHINE = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OutboxLine:
    """A line for one reader about one entry; no personal data in `payload`."""

    reader: str
    stream: UUID
    sequence: int
    payload: str = ""


@dataclass(frozen=True, slots=True)
class Taken(OutboxLine):
    """A line as a reader took it, and how often it has failed before."""

    id: int = 0
    made_at: datetime | None = None
    tries: int = 0


Handle = Callable[[Taken], None]


def put(lines: Sequence[OutboxLine]) -> None:
    """Write lines for entries of streams that the journal keeps, inside the caller's transaction."""
    rows = [(line.reader, line.stream, line.sequence, line.payload) for line in lines]
    with connection.cursor() as cursor:
        cursor.executemany(statements.PUT_LINE, rows)


def drain(
    reader: str,
    handle: Handle,
    *,
    at: datetime,
    limit: int,
    tries: int = TRIES,
    given_up: Handle | None = None,
) -> int:
    """Handle the next lines of a reader, oldest first; returns how many were taken.

    What `handle` did and that its line is gone are one transaction. A line that raises is undone
    alone, tried again a minute later, and set aside after so many `tries` (see `aside`), of which
    `given_up` may tell somebody. The loss of the database or of the disk goes up and costs no try.
    Two drains at once take different lines.
    """
    with transaction.atomic():
        lines = _taken(reader, at=at, limit=limit)
        done = [line.id for line in lines if _handled(line, handle, at, tries, given_up)]
        with connection.cursor() as cursor:
            cursor.execute(statements.LINES_DONE, [done])
    return len(lines)


def _taken(reader: str, *, at: datetime, limit: int) -> list[Taken]:
    with connection.cursor() as cursor:
        cursor.execute(statements.TAKE_LINES, [reader, at, limit])
        return [
            Taken(name, stream, sequence, payload, id=id, made_at=made_at, tries=tries)
            for id, name, stream, sequence, payload, made_at, tries in cursor.fetchall()
        ]


def _handled(
    line: Taken, handle: Handle, at: datetime, tries: int, given_up: Handle | None
) -> bool:
    try:
        _alone(handle, line)
    except Exception as no:
        if is_outage(no):
            raise
        _log.exception("%s could not handle %s/%s", line.reader, line.stream, line.sequence)
        _failed(line, no, at, tries, given_up)
        return False
    return True


def _alone(handle: Handle, line: Taken) -> None:
    with transaction.atomic():
        handle(line)
        # Left for the end, a broken constraint would undo the whole batch, and the next as well.
        connection.check_constraints()


def _failed(line: Taken, no: Exception, at: datetime, tries: int, given_up: Handle | None) -> None:
    count = line.tries + 1
    is_last = count >= tries
    values = (count, place_of(no), None if is_last else at + PAUSE, at if is_last else None)
    with connection.cursor() as cursor:
        cursor.execute(statements.LINE_FAILED, [*values, line.id])
    if is_last and given_up is not None:
        try:
            _alone(given_up, line)
        except Exception as further:
            if is_outage(further):
                raise
            _log.exception("nobody could be told of %s/%s", line.stream, line.sequence)


def is_outage(no: Exception) -> bool:
    """Whether a fault says that the database or the disk is away, and nothing about a line."""
    if isinstance(no, GONE):
        cause = no if hasattr(no, "sqlstate") else no.__cause__
        return getattr(cause, "sqlstate", None) not in _OF_THE_STATEMENT
    return isinstance(no, OSError) and no.errno in _OF_THE_MACHINE


def place_of(no: Exception) -> str:
    """Return the kind of a fault and where in our code it came up.

    What it says is left to the log: it may repeat somebody's words.
    """
    places = [
        f"{frame.f_globals['__name__']}:{line}"
        for frame, line in walk_tb(no.__traceback__)
        if str(frame.f_globals.get("__name__", "")).startswith(OURS)
    ]
    return " ".join((type(no).__name__, *places[-1:]))
