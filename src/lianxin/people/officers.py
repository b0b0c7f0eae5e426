"""What officers are called, and who may be chosen for what."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection

from lianxin.people import statements
from lianxin.people.models import Officer

MOST = 300


@dataclass(frozen=True, slots=True)
class Holder:
    """An officer in a post."""

    code: str
    zh: str
    post: str
    body: str
    role: str


@dataclass(frozen=True, slots=True)
class Term:
    """An appointment: who fills which post from a day to a day (both included), perhaps for whom."""

    person: str
    zh: str
    post: str
    since: date
    until: date | None
    stands_in_for: str | None
    other_zh: str | None

    def on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


def terms(*, posts: Collection[str] = (), persons: Collection[str] = ()) -> tuple[Term, ...]:
    """Return every appointment to these posts or of these persons, past ones too, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(statements.TERMS, {"posts": list(posts), "persons": list(persons)})
        return tuple(Term(*row) for row in cursor.fetchall())


def officers_matching(q: str, *, most: int) -> list[tuple[str, str, str]]:
    """Return officers (code, name, badge) of a code or badge, or with a name that holds `q`."""
    with connection.cursor() as cursor:
        cursor.execute(statements.FIND_OFFICERS, {"q": q, "most": most})
        return list(cursor.fetchall())


def names(codes: Collection[str]) -> dict[str, str]:
    """Return what officers are called, by code; unknown ones are left out."""
    return dict(Officer.objects.filter(pk__in=list(codes)).values_list("code", "zh"))


def badges(codes: Collection[str]) -> dict[str, str]:
    """Return the numbers that officers wear, by code; whoever has none is left out."""
    if not codes:
        return {}
    worn = Officer.objects.filter(pk__in=list(codes)).values_list("code", "badge")
    return {code: badge for code, badge in worn if badge}


def holding(
    *,
    on: date,
    roles: Collection[str] | None = None,
    bodies: Collection[str] | None = None,
    asked: str = "",
    named: Collection[str] = (),
    most: int = MOST,
) -> tuple[Holder, ...]:
    """Return who holds a post on a day of China, of some roles or bodies; at most so many.

    With `asked` only whoever, or whose post, is called so, and all of the bodies `named`.
    """
    parameters = {
        "on": on,
        "roles": list(roles) if roles is not None else None,
        "bodies": list(bodies) if bodies is not None else None,
        "asked": asked,
        "named": list(named),
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(statements.HOLDING, parameters)
        return tuple(Holder(*row) for row in cursor.fetchall())
