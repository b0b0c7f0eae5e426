"""Rows of figures kept to what their reader sees of the cases."""

from typing import Any

from lianxin.cases.reading.scope import Arm, scope_of
from lianxin.figures import statements
from lianxin.rules.actor import Actor
from lianxin.rules.book import Book


def narrowed(source: str, actor: Actor, book: Book) -> tuple[str, dict[str, Any]]:
    """Return a select with a column "case" kept to the actor's scope, and the values it asks for."""
    scope = _seen(actor, book)
    if scope is None:
        return source, {}
    return statements.NARROWED.format(source=source, seen=scope.sql), scope.values


def _seen(actor: Actor, book: Book) -> Arm | None:
    """The actor's scope; one who sees the whole county is only kept from what is shut to him."""
    if actor.kind == "system":
        return None
    scope = scope_of(actor, book)
    if any(arm.sql == "TRUE" for arm in scope.arms):
        return Arm(statements.NOT_SHUT.format(shut=scope.shut.sql), scope.shut.values)
    where = scope.where()
    return Arm(statements.IN_SCOPE.format(where=where.sql), where.values)
