"""The session's own database, and the connections of a pool to it."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.utils import OperationalError
from tests.ledger.writing import another_connection

from lianxin.database.backend.base import DatabaseWrapper


@pytest.mark.django_db
def test_texts_are_kept_and_ordered_the_same_on_every_machine() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        assert cursor.fetchone() == ("UTF8",)
        cursor.execute(
            "SELECT word FROM (VALUES ('b'), ('A'), ('路灯'), ('a')) v (word) ORDER BY 1"
        )
        assert [row[0] for row in cursor.fetchall()] == ["A", "a", "b", "路灯"]
        cursor.execute("SELECT lower('ÄÉ'), '路' ~ '\\w'")
        assert cursor.fetchone() == ("äé", True)


@pytest.fixture
def pooled(transactional_db: None) -> Iterator[DatabaseWrapper]:
    """A way to the same database over a pool of two, as a web worker has it."""
    told = dict(connection.settings_dict)
    told["OPTIONS"] = {**told["OPTIONS"], "pool": {"min_size": 2, "max_size": 2, "timeout": 10}}
    held = DatabaseWrapper(told, alias="pooled")
    try:
        yield held
    finally:
        held.close()
        held.close_pool()


def test_a_statement_of_the_web_is_ended_by_the_server(transactional_db: None) -> None:
    told = dict(connection.settings_dict)
    told["OPTIONS"] = {**told["OPTIONS"], "options": "-c statement_timeout=50ms"}
    held = DatabaseWrapper(told, alias="hurried")
    try:
        with pytest.raises(OperationalError, match="statement timeout"), held.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(30)")
    finally:
        held.close()


def test_nothing_but_the_web_is_cut_short(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)


def backend(held: DatabaseWrapper) -> int:
    """Ask one thing as a request does, and give the connection back; returns who answered."""
    with held.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        found = int(cursor.fetchone()[0])
    held.close()
    return found


def end(*pids: int) -> None:
    """Let the server end connections, as a restart does."""
    with another_connection() as other:
        for pid in pids:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def everyone_in(held: DatabaseWrapper) -> set[int]:
    """Return the server's process of every connection in the pool."""
    found: set[int] = set()
    while len(found) < 2:
        found.add(backend(held))
    return found


def test_a_pooled_connection_is_used_again(pooled: DatabaseWrapper) -> None:
    before = everyone_in(pooled)
    assert {backend(pooled) for _ in range(4)} == before


def test_a_restarted_database_costs_a_pool_no_request(pooled: DatabaseWrapper) -> None:
    before = everyone_in(pooled)
    end(*before)
    assert everyone_in(pooled).isdisjoint(before)


def test_a_connection_lost_while_in_use_costs_one_request(pooled: DatabaseWrapper) -> None:
    with pytest.raises(OperationalError), pooled.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        lost = int(cursor.fetchone()[0])
        end(lost)
        cursor.execute("SELECT 1")
    pooled.close()
    assert lost not in everyone_in(pooled)
