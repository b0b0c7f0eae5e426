"""Why somebody changed how the county works: his own words, kept aside, named on record."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from lianxin.files import texts
from lianxin.ledger.journal import stream_of
from lianxin.ledger.record import Author, Change, put
from lianxin.org import statements
from lianxin.rules.refs import Ref

FAMILY = "manage"
STREAM = stream_of(FAMILY, "changes")


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A change with its reason: when (UTC), who in which post, what kind of change, about what."""

    at: datetime
    person: str
    post: str
    what: str
    about: str
    reason: str


def explain(what: str, about: str, reason: str, *, at: datetime, by: Author) -> None:
    """Put the reason of a change on record, in the transaction that makes it.

    The facts of the change bear the same `command`, by which reason and change are found together.
    `about` is a code; the words of the reason lie in `files` and are named by reference alone.
    """
    payload = {"what": what, "about": about, "reason": texts.put(reason, at=at)}
    put(Change(FAMILY, STREAM, "change_reasoned", payload), at=at, by=by)


def latest(most: int) -> list[Reasoned]:
    """Return the newest changes with their reasons, the newest first; a destroyed text is empty."""
    with connection.cursor() as cursor:
        cursor.execute(statements.LATEST_REASONS, [STREAM, most])
        rows = [
            (at, who, post, json.loads(payload)) for at, who, post, payload in cursor.fetchall()
        ]
    said = texts.read(Ref(payload["reason"]).id for *_rest, payload in rows)
    return list(_reasoned(rows, said))


def _reasoned(
    rows: "list[tuple[datetime, str, str, dict[str, str]]]", said: dict[UUID, str]
) -> Iterator[Reasoned]:
    for at, person, post, payload in rows:
        reason = said.get(Ref(payload["reason"]).id, "")
        yield Reasoned(at, person, post, payload["what"], payload["about"], reason)
