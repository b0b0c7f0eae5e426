"""Who came in, who saw a petitioner in the open, who was given access: the newest first."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

FAMILY = "access"
_LISTED = f"""
SELECT at, stream, sequence, fact, person, post, body, payload FROM ledger_entry
WHERE family = '{FAMILY}'
  AND (%(facts)s::text[] IS NULL OR fact = ANY(%(facts)s::text[]))
  AND (%(persons)s::text[] IS NULL OR person = ANY(%(persons)s::text[]))
  AND (%(number)s = '' OR payload::jsonb ->> 'case' = %(number)s)
  AND at >= %(since)s AND at < %(until)s
  AND (%(c_at)s::timestamptz IS NULL
       OR (at, stream, sequence) < (%(c_at)s, %(c_stream)s::uuid, %(c_sequence)s::integer))
ORDER BY at DESC, stream DESC, sequence DESC LIMIT %(limit)s
"""  # noqa: S608 - the family is the constant above


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
        cursor.execute(_LISTED, parameters)
        rows = cursor.fetchall()
    return [
        Access(at.astimezone(UTC), stream, sequence, fact, person, post, body, json.loads(payload))
        for at, stream, sequence, fact, person, post, body, payload in rows
    ]
