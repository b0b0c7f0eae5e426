"""Who came in, who saw a petitioner in the open, who was given access: the newest first."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from lianxin.ledger import statements

FAMILY = "access"


@dataclass(frozen=True, slots=True)
class Access:
    """One entry about access: who did what, and what it tells; `at` is UTC."""

    at: datetime
    stream: UUID
    sequence: int
    fact: str
    person: str
    post: str
    body: str
    told: dict[str, Any]


@dataclass(frozen=True, slots=True)
class After:
    """The last entry of a page, from which the next one goes on."""

    at: datetime
    stream: UUID
    sequence: int


def listed(
    *,
    since: datetime,
    until: datetime,
    facts: Sequence[str] | None = None,
    persons: Sequence[str] | None = None,
    number: str = "",
    after: After | None = None,
    limit: int = 50,
) -> list[Access]:
    """Return entries about access of a time, those asked for alone; `number` is that of a case."""
    parameters = {
        "since": since,
        "until": until,
        "facts": list(facts) if facts is not None else None,
        "persons": list(persons) if persons is not None else None,
        "number": number,
        "c_at": after.at if after else None,
        "c_stream": after.stream if after else None,
        "c_sequence": after.sequence if after else None,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(statements.ACCESSES, parameters)
        rows = cursor.fetchall()
    return [
        Access(at.astimezone(UTC), stream, sequence, fact, person, post, body, json.loads(payload))
        for at, stream, sequence, fact, person, post, body, payload in rows
    ]
