"""Lines of the outbox that their reader could not handle: counted, shown, and tried once more."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from lianxin.ledger import statements

MOST = 100


@dataclass(frozen=True, slots=True)
class SetAside:
    """A line that nobody tries any more: whose, about which entry, how often it failed and where."""

    reader: str
    stream: UUID
    sequence: int
    tries: int
    fault: str
    made_at: datetime
    aside_at: datetime


def count() -> int:
    """Return how many lines are set aside."""
    with connection.cursor() as cursor:
        cursor.execute(statements.ASIDE_COUNT)
        return int(cursor.fetchone()[0])


def listed(most: int = MOST) -> list[SetAside]:
    """Return the lines that are set aside, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(statements.LINES_ASIDE, [most])
        return [SetAside(*row) for row in cursor.fetchall()]


def retry(reader: str = "") -> int:
    """Give lines that were set aside all their tries again, of one reader or of all; returns how many.

    Their readers take them with their next look. A line that was handled is gone for good, so that
    nothing is done twice.
    """
    with connection.cursor() as cursor:
        cursor.execute(statements.RETRY_LINES, [reader, reader])
        return int(cursor.rowcount)
