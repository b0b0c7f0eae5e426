"""Who sees what, asked of the rules and asked of the database."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import connection

from lianxin.cases import book
from lianxin.cases.reading import queries
from lianxin.cases.reading.filters import Filters
from lianxin.cases.reading.queries import Order
from lianxin.cases.reading.scope import scope_of
from lianxin.rules.actor import Actor, HeldPost
from lianxin.rules.standings import standings
from lianxin.rules.state import CaseState, read_state
from tests.cases import tables
from tests.county import AT

HIDDEN = {"respondent", "recused"}
LATER = AT + timedelta(days=200)
ALL = Filters()


def states() -> dict[str, CaseState]:
    """Every case by its number."""
    found = tables.rows("SELECT number, state FROM cases_case")
    return {one["number"]: read_state(one["state"]) for one in found}


def visible(actor: Actor, cases: Iterable[CaseState]) -> set[str]:
    """The numbers of the cases that the rules let an actor see."""
    here = book.current()
    held = {case.number: standings(case, actor, here) for case in cases}
    return {number for number, found in held.items() if found - HIDDEN}


def found_by_sql(actor: Actor) -> set[str]:
    """The numbers of the cases that the look-up's own condition finds."""
    where = scope_of(actor, book.current()).where()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number FROM cases_case AS held WHERE {where.sql}", where.values)
        return {number for (number,) in cursor.fetchall()}


def listed(actor: Actor, *, order: Order = "newest", limit: int = 200) -> list[str]:
    """The numbers in all pages of an actor's list."""
    numbers, cursor = [], None
    while True:
        page = queries.page(actor, ALL, at=LATER, cursor=cursor, limit=limit, order=order)
        numbers += [line.number for line in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            return numbers


def everybody() -> list[Actor]:
    """Every person of the preset with his posts, and a petitioner for each case."""
    people = tables.rows("SELECT code FROM people_officer ORDER BY code")
    terms = tables.rows(
        "SELECT term.person, post.code, post.body, post.area, post.role"
        " FROM people_appointment AS term JOIN org_post AS post ON post.code = term.post"
    )
    held: dict[str, list[HeldPost]] = {}
    for term in terms:
        held.setdefault(term.pop("person"), []).append(HeldPost(term.pop("code"), **term))
    return [
        Actor(one["code"], "officer" if one["code"] in held else "petitioner", tuple(posts))
        for one in people
        for posts in (held.get(one["code"], []),)
    ]
