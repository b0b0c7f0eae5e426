"""Earlier matters of whoever is on the line, found by the keyed hash of the telephone number."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from lianxin.cases import book as books
from lianxin.cases.likeness import statements
from lianxin.cases.reading.scope import scope_of
from lianxin.people import petitioners
from lianxin.rules.actor import Actor

MOST = 10


@dataclass(frozen=True, slots=True)
class Earlier:
    """A matter that the same telephone raised before."""

    number: str
    title: str
    phase: str
    registered_at: datetime


def of_phone(actor: Actor, phone: str) -> tuple[Earlier, ...]:
    """Return the matters in the reader's sight that this number raised, newest first."""
    ids = [f"p:{petitioner}" for petitioner in petitioners.matching(phone=phone)]
    if not ids:
        return ()
    where = scope_of(actor, books.current()).where()
    sql = statements.EARLIER.format(where=where.sql)
    with connection.cursor() as cursor:
        cursor.execute(sql, {**where.values, "e_who": ids, "e_most": MOST})
        return tuple(Earlier(row[0], row[1] or "", row[2], row[3]) for row in cursor.fetchall())
