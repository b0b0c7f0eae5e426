"""Locks by name, held by the server for whoever works in its database: one list, no numbers."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from hashlib import sha256

from django.db import connection


class Lock(StrEnum):
    """What only one may do at a time; some of it apart for each thing that is named with it."""

    MIGRATING = "migrating"
    LOADING = "loading an organisation"
    COPYING = "copying a template database"
    LOOP = "a loop"
    SEALING = "sealing"
    BYTES = "the bytes of an attachment"
    PAPER = "making a paper"


def key(lock: Lock, name: str = "") -> int:
    """Return the number by which the server knows a lock; the same in every version."""
    digest = sha256(f"lianxin/{lock}/{name}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def until_commit(lock: Lock, name: str = "") -> None:
    """Wait for a lock and hold it to the end of the transaction, which there must be."""
    assert connection.in_atomic_block, "outside a transaction it would be given back at once"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key(lock, name)])


@contextmanager
def held(lock: Lock, name: str = "") -> Iterator[None]:
    """Wait for a lock and hold it through the block, over as many transactions as that has."""
    with connection.cursor() as cursor:
        cursor.execute(taking(lock, name))
    try:
        yield
    finally:
        _give_back(lock, name)


@contextmanager
def tried(lock: Lock, name: str = "") -> Iterator[bool]:
    """Hold a lock through the block if nobody else does; says whether."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key(lock, name)])
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours:
            _give_back(lock, name)


def taking(lock: Lock, name: str = "", *, shared: bool = False) -> str:
    """Return the statement that waits for a lock, for a connection that is not Django's.

    Those who share it keep out whoever wants it alone.
    """
    return f"SELECT pg_advisory_lock{'_shared' if shared else ''}({key(lock, name)})"


def giving_back(lock: Lock, name: str = "", *, shared: bool = False) -> str:
    """Return the statement that ends what `taking` began."""
    return f"SELECT pg_advisory_unlock{'_shared' if shared else ''}({key(lock, name)})"


def _give_back(lock: Lock, name: str) -> None:
    # A connection that is gone has given its locks back already.
    if connection.is_usable():
        with connection.cursor() as cursor:
            cursor.execute(giving_back(lock, name))
