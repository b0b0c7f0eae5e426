"""Walks the parts of the ledger, several at once where there is much of it, all of one moment.

The table of entries is divided by stream, so that every stream stands whole in one part.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from multiprocessing import get_context
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection

from lianxin.database import processes
from lianxin.ledger import statements, walk
from lianxin.ledger.walk import Progress

MUCH = 200_000
"""Entries from which further processes are worth the half second that they take to start."""
# What Django adds for its own way of using a connection.
_NO_PLACE = frozenset({"client_encoding", "context", "cursor_factory", "pool", "prepare_threshold"})
Walked = tuple[int, list[UUID]]


def suspects(*, progress: Progress | None = None) -> Walked:
    """Return how many entries there are, and the streams in which anything does not fit.

    To be called inside `verify.snapshot()`. `progress` is told the count now and then.
    """
    tell = progress or _nobody
    with connection.cursor() as cursor:
        cursor.execute(statements.PARTS)
        parts = {name: count for name, count in cursor.fetchall()}
    search = _together if processes.worthwhile(sum(parts.values()), much=MUCH) else _in_turn
    checked = 0
    streams: list[UUID] = []
    for count, suspected in search(list(parts), tell):
        checked += count
        streams += suspected
    return checked, streams


def _in_turn(parts: list[str], progress: Progress) -> Iterator[Walked]:
    server, before = connection.connection.pgconn, 0
    for part in parts:
        count, suspected = walk.suspects(server, part, progress=partial(_further, progress, before))
        before += count
        yield count, suspected


def _further(progress: Progress, before: int, more: int) -> None:
    progress(before + more)


def _together(parts: list[str], progress: Progress) -> Iterator[Walked]:
    with connection.cursor() as cursor:
        # Every process looks at the moment of this transaction: entries written meanwhile are no
        # faults.
        cursor.execute(statements.EXPORT_SNAPSHOT)
        snapshot = cursor.fetchone()[0]
    place = {
        name: value
        for name, value in connection.get_connection_params().items()
        if name not in _NO_PLACE
    }
    with ProcessPoolExecutor(
        # Spawned, not forked: a child must not inherit this process's open connection.
        min(processes.many(), len(parts)),
        mp_context=get_context("spawn"),
    ) as pool:
        waiting = [pool.submit(_walked, place, snapshot, part) for part in parts]
        checked = 0
        for done in as_completed(waiting):
            checked += done.result()[0]
            progress(checked)
            yield done.result()


def _walked(place: Mapping[str, Any], snapshot: str, part: str) -> Walked:
    """Walk one part in a process of its own, as the moment of the snapshot shows it."""
    with psycopg.connect(**place, client_encoding="UTF8") as line:
        line.execute(processes.SEEN_SO)
        line.execute(f"SET TRANSACTION SNAPSHOT '{snapshot}'")
        return walk.suspects(line.pgconn, part, progress=_nobody)


def _nobody(checked: int) -> None:
    """Take progress that nobody asked for."""
