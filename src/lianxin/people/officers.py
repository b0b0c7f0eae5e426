"""What officers are called, and who may be chosen for what."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection

from lianxin.people.models import Officer

MOST = 300
_HOLDING = """
SELECT officer.code, officer.zh, post.code, post.body, post.role
FROM people_appointment AS term
JOIN people_officer AS officer ON officer.code = term.person
JOIN org_post AS post ON post.code = term.post
WHERE term.since <= %(on)s AND (term.until IS NULL OR term.until >= %(on)s)
    AND (%(roles)s::text[] IS NULL OR post.role = ANY(%(roles)s))
    AND (%(bodies)s::text[] IS NULL OR post.body = ANY(%(bodies)s))
ORDER BY post.body, post.code, officer.code
LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Holder:
    """An officer in a post."""

    code: str
    zh: str
    post: str
    body: str
    role: str


def names(codes: Collection[str]) -> dict[str, str]:
    """Return what officers are called, by code; unknown ones are left out."""
    return dict(Officer.objects.filter(pk__in=list(codes)).values_list("code", "zh"))


def holding(
    *,
    on: date,
    roles: Collection[str] | None = None,
    bodies: Collection[str] | None = None,
    most: int = MOST,
) -> tuple[Holder, ...]:
    """Return who holds a post on a day of China, of some roles or bodies; at most so many."""
    asked = {
        "on": on,
        "roles": list(roles) if roles is not None else None,
        "bodies": list(bodies) if bodies is not None else None,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(_HOLDING, asked)
        return tuple(Holder(*row) for row in cursor.fetchall())
