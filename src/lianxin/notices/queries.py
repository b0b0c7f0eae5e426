"""The notices of one reader: his own, those of his posts and bodies, of cases that he may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from lianxin.cases import book as books
from lianxin.cases.reading.scope import scope_of
from lianxin.rules.actor import Actor

_FROM = """
FROM notices_notice AS notice LEFT JOIN cases_case AS held ON held.id = notice."case"
WHERE (notice.to_person = %(n_person)s AND notice.to_person <> ''
    OR notice.to_post = ANY(%(n_posts)s) OR notice.to_body = ANY(%(n_bodies)s))
  AND (notice."case" IS NULL OR ({scope}))
"""
_COLUMNS = ("case", "number", "fact", "about", "sequence", "made_at", "read_at")


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice as its reader sees it; the words are made from `fact` and `about`."""

    id: int
    case: UUID | None
    number: str
    fact: str
    about: str
    sequence: int
    made_at: datetime
    read_at: datetime | None


def mine(
    actor: Actor, *, unread: bool = False, before: int | None = None, limit: int = 50
) -> tuple[NoticeLine, ...]:
    """Return the reader's notices, newest first; go on with the last one's id as `before`.

    Who has since become a respondent or recused no longer sees those of the case.
    """
    source, values = _source(actor)
    more = " AND notice.read_at IS NULL" if unread else ""
    more += " AND notice.id < %(n_before)s" if before is not None else ""
    listed = ", ".join(f'notice."{name}"' for name in _COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT notice.id, {listed} {source} {more} ORDER BY notice.id DESC LIMIT %(n_limit)s",
            {**values, "n_before": before, "n_limit": limit},
        )
        return tuple(NoticeLine(*row) for row in cursor.fetchall())


def unread_count(actor: Actor, *, most: int = 1000) -> int:
    """Return how many notices the reader has not read, `most` standing for as many or more."""
    source, values = _source(actor)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT notice.id"  # noqa: S608 - constants of the code; every value is a parameter
            f" {source} AND notice.read_at IS NULL LIMIT %(n_most)s) AS found",
            {**values, "n_most": most},
        )
        return int(cursor.fetchone()[0])


def mark_read(actor: Actor, ids: Sequence[int], *, at: datetime) -> int:
    """Mark notices of the reader as read and return how many were unread; others' stay as they are."""
    source, values = _source(actor)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE notices_notice SET read_at = %(n_at)s WHERE read_at IS NULL"  # noqa: S608 - constants of the code; every value is a parameter
            f" AND id = ANY(%(n_ids)s) AND id IN (SELECT notice.id {source})",
            {**values, "n_at": at, "n_ids": list(ids)},
        )
        return int(cursor.rowcount)


def _source(actor: Actor) -> tuple[str, dict[str, Any]]:
    where = scope_of(actor, books.current()).where()
    values = {
        **where.values,
        "n_person": actor.person,
        "n_posts": [post.post for post in actor.posts],
        "n_bodies": sorted(actor.bodies),
    }
    return _FROM.format(scope=where.sql), values
