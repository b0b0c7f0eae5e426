"""The notices of one reader: his own, those of his posts and bodies, of cases that he may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from lianxin.cases import book as books
from lianxin.cases.reading.scope import scope_of
from lianxin.notices import statements
from lianxin.rules.actor import Actor


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
    scope, values = _scope(actor)
    values |= {"n_unread": unread, "n_before": before, "n_limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(statements.NOTICES.format(scope=scope), values)
        return tuple(NoticeLine(*row) for row in cursor.fetchall())


def unread_count(actor: Actor, *, most: int = 1000) -> int:
    """Return how many notices the reader has not read, `most` standing for as many or more."""
    scope, values = _scope(actor)
    with connection.cursor() as cursor:
        cursor.execute(statements.UNREAD_COUNT.format(scope=scope), {**values, "n_most": most})
        return int(cursor.fetchone()[0])


def mark_read(actor: Actor, ids: Sequence[int], *, at: datetime) -> int:
    """Mark notices of the reader as read and return how many were unread; others' stay as they are."""
    scope, values = _scope(actor)
    values |= {"n_at": at, "n_ids": list(ids)}
    with connection.cursor() as cursor:
        cursor.execute(statements.MARK_READ.format(scope=scope), values)
        return int(cursor.rowcount)


def _scope(actor: Actor) -> tuple[str, dict[str, Any]]:
    where = scope_of(actor, books.current()).where()
    values = {
        **where.values,
        "n_person": actor.person,
        "n_posts": [post.post for post in actor.posts],
        "n_bodies": sorted(actor.bodies),
    }
    return where.sql, values
