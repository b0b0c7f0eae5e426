"""How often each part of the book has moved, so that a process knows when to read it again."""

from collections.abc import Iterable
from typing import Literal, get_args

from django.db import connection

from lianxin.org import statements

Part = Literal["calendar", "org", "duties", "procedures", "access", "templates"]
PARTS: tuple[Part, ...] = get_args(Part)


def bump(*parts: Part) -> None:
    """Move parts on; call it in the transaction that changes them."""
    with connection.cursor() as cursor:
        cursor.execute(statements.BUMP, [sorted(set(parts))])


def from_rows(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return the version of every part from those that were ever changed."""
    changed = dict(rows)
    return {part: changed.get(part, 0) for part in PARTS}
