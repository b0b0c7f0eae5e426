"""Databases that stories play in: each finds its preset as new, and leaves no trace.

Copying a database takes a second on a slow disk, so after a story its rows are taken out again and
the next one plays there, but only if every table is then as it was; otherwise a new copy is made.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from django.db import DatabaseError, connection, transaction

from lianxin.stories.templates import copy, drop, led_to, maintenance

PLAY = "lianxin_play"
_TABLES = """
SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1
"""
XIDS = 2**32


@dataclass(frozen=True, slots=True)
class _House:
    """A copy of a template: its name, its tables with their rows when new, and the time by xid."""

    name: str
    rows: dict[str, int]
    since: int


@dataclass
class Databases:
    """The databases of one run of stories; those not kept are dropped at its end."""

    _free: dict[str, _House] = field(default_factory=dict)

    def __enter__(self) -> Self:
        """Nothing is made before the first story."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Drop what is left."""
        with maintenance() as server:
            for house in self._free.values():
                drop(house.name, server=server)
        self._free.clear()

    @contextmanager
    def fresh(self, preset: str, *, keep: bool = False) -> Iterator[str]:
        """Lead Django into a database that holds the preset and nothing else; gives its name.

        It stays for good with `keep`. Raises Faults for a faulty preset.
        """
        house = self._free.pop(preset, None) or _built(preset)
        is_as_new = False
        try:
            with led_to(house.name):
                yield house.name
                is_as_new = not keep and _rewound(house)
        finally:
            if is_as_new:
                self._free[preset] = house
            elif not keep:
                with maintenance() as server:
                    drop(house.name, server=server)


def _built(preset: str) -> _House:
    name = f"{PLAY}_{secrets.token_hex(5)}"
    copy(preset, name=name)
    with led_to(name), connection.cursor() as cursor:
        cursor.execute(_TABLES)
        rows = _counted([row[0] for row in cursor.fetchall()])
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        return _House(name, rows, cursor.fetchone()[0])


def _rewound(house: _House) -> bool:
    """Take out every row written since the house was new; tell whether it is as new again.

    A row that was there before and has changed is gone then, which the count shows.
    """
    quoted = connection.ops.quote_name
    deletes = "; ".join(
        f"DELETE FROM {quoted(table)} WHERE xmin::text::bigint >= {house.since % XIDS:d}"  # noqa: S608 - names from the catalogue
        for table in house.rows
    )
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # The ledger lets nobody delete; this database is thrown away, and only a superuser may.
            cursor.execute(f"SET LOCAL session_replication_role = replica; {deletes}")
    except DatabaseError:
        return False
    return _counted(list(house.rows)) == house.rows


def _counted(tables: list[str]) -> dict[str, int]:
    quoted = connection.ops.quote_name
    counts = ", ".join(f"(SELECT count(*) FROM {quoted(table)})" for table in tables)  # noqa: S608 - names from the catalogue
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return dict(zip(tables, cursor.fetchone(), strict=True))
