"""How often each part of the book has moved, so that a process knows when to read it again."""

from collections.abc import Iterable
from typing import Literal, get_args

from django.db import connection

Part = Literal["calendar", "org", "duties", "procedures", "access", "templates"]
PARTS: tuple[Part, ...] = get_args(Part)
VERSIONS_SQL = "(SELECT string_agg(part || ':' || version, ',' ORDER BY part) FROM org_version)"
"""SQL that names the versions of all parts at once; statements that are asked anyway bring it along."""

_BUMP = """
INSERT INTO org_version AS held (part, version)
SELECT part, 1 FROM unnest(%s::text[]) AS part ORDER BY part
ON CONFLICT (part) DO UPDATE SET version = held.version + 1
"""


def bump(*parts: Part) -> None:
    """Move parts on; call it in the transaction that changes them."""
    with connection.cursor() as cursor:
        cursor.execute(_BUMP, [sorted(set(parts))])


def read() -> dict[str, int]:
    """Return the version of every part; 0 for one that was never changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT part, version FROM org_version")
        return from_rows(cursor.fetchall())


def from_rows(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return the version of every part from those that were ever changed."""
    changed = dict(rows)
    return {part: changed.get(part, 0) for part in PARTS}
