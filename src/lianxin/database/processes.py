"""Further processes of the product, which work in the database that this one works in.

This module imports no models: a process reads it before Django is set up there.
"""

import os
import signal
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

import django
from django.db import connection

_PLACE = ("NAME", "HOST", "PORT", "USER", "PASSWORD")
# A pool is of this process, and whoever only looks needs none.
_OF_HERE = frozenset({"pool"})
SEEN_SO = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


def worthwhile(count: int, *, much: int) -> bool:
    """Say whether so many things are worth the start of further processes.

    They see what is committed, or the moment that the outermost transaction sees.
    """
    return many() > 1 and count >= much and not connection.savepoint_ids


def many() -> int:
    """Return how many processes can work at once on this machine."""
    return os.cpu_count() or 1


@contextmanager
def readers() -> Iterator[ProcessPoolExecutor]:
    """Give processes in which Django stands in a transaction that sees what this one sees.

    To be called inside a repeatable read transaction; they only read.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = str(cursor.fetchone()[0])
    with pool(snapshot) as made:
        yield made


@contextmanager
def pool(snapshot: str | None = None) -> Iterator[ProcessPoolExecutor]:
    """Give processes in which Django is set up, each with transactions of its own.

    With a `snapshot` they stand in one that sees what it shows. What was not begun when the block
    is left is not done.
    """
    settings = connection.settings_dict
    options = {name: option for name, option in settings["OPTIONS"].items() if name not in _OF_HERE}
    place = {**{name: settings[name] for name in _PLACE}, "OPTIONS": options}
    with ProcessPoolExecutor(
        many(), mp_context=get_context("spawn"), initializer=_begin, initargs=(place, snapshot)
    ) as made:
        try:
            yield made
        finally:
            made.shutdown(wait=True, cancel_futures=True)


def _begin(place: Mapping[str, Any], snapshot: str | None) -> None:
    # Ctrl-C reaches every process of the terminal; who began this one decides when it ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    django.setup()
    connection.settings_dict.update(place)
    if snapshot is None:
        return
    connection.set_autocommit(False)
    with connection.cursor() as cursor:
        cursor.execute(SEEN_SO)
        cursor.execute("SET TRANSACTION SNAPSHOT %s", [snapshot])
