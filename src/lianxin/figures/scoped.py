"""Rows of figures kept to what their reader sees of the cases."""

from typing import Any

from lianxin.cases.reading.scope import Arm, scope_of
from lianxin.rules.actor import Actor
from lianxin.rules.book import Book


def narrowed(source: str, actor: Actor, book: Book) -> tuple[str, dict[str, Any]]:
    """Return a select with a column "case" kept to the actor's scope, and the values it asks for."""
    scope = _seen(actor, book)
    if scope is None:
        return source, {}
    return f"SELECT * FROM ({source}) AS whole WHERE {scope.sql}", scope.values  # noqa: S608 - constants


def _seen(actor: Actor, book: Book) -> Arm | None:
    """The actor's scope; one who sees the whole county is only kept from what is shut to him."""
    if actor.kind == "system":
        return None
    scope = scope_of(actor, book)
    if any(arm.sql == "TRUE" for arm in scope.arms):
        sql = (
            'NOT EXISTS (SELECT FROM cases_case AS held WHERE held.id = whole."case"'
            f" AND held.shut IS NOT NULL AND NOT {scope.shut.sql})"
        )
        return Arm(sql, scope.shut.values)
    where = scope.where()
    sql = f'EXISTS (SELECT FROM cases_case AS held WHERE held.id = whole."case" AND {where.sql})'
    return Arm(sql, where.values)
