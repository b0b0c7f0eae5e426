"""Locks by name: what is held keeps others out, and no two names share a number."""

import pytest
from django.db import connection, transaction

from lianxin.database import locks
from lianxin.database.locks import Lock
from tests.ledger.writing import another_connection

TRY = "SELECT pg_try_advisory_xact_lock(%s)"


def is_free(lock: Lock, name: str = "") -> bool:
    """Whether another connection gets a lock now."""
    with another_connection() as other:
        row = other.execute(TRY, [locks.key(lock, name)]).fetchone()
        return row == (True,)


def test_no_two_locks_have_the_same_number() -> None:
    names = ["", "a", "b", "documents", "notices", "sittings", "figures"]
    keys = [locks.key(lock, name) for lock in Lock for name in names]
    assert len(set(keys)) == len(keys)
    assert all(-(2**63) <= key < 2**63 for key in keys)


def test_a_number_is_the_same_in_every_version() -> None:
    assert locks.key(Lock.MIGRATING) == 7_703_475_566_967_051_914


@pytest.mark.django_db(transaction=True)
def test_a_lock_lasts_to_the_end_of_its_transaction() -> None:
    with transaction.atomic():
        locks.until_commit(Lock.PAPER, "a")
        assert not is_free(Lock.PAPER, "a")
        assert is_free(Lock.PAPER, "b")
    assert is_free(Lock.PAPER, "a")


@pytest.mark.django_db(transaction=True)
def test_a_lock_to_the_end_of_no_transaction_is_refused() -> None:
    with pytest.raises(AssertionError, match="given back at once"):
        locks.until_commit(Lock.PAPER, "a")


@pytest.mark.django_db(transaction=True)
def test_a_lock_of_a_block_outlasts_transactions_and_ends_with_a_fault() -> None:
    with pytest.raises(ZeroDivisionError), locks.held(Lock.MIGRATING):
        with transaction.atomic():
            pass
        assert not is_free(Lock.MIGRATING)
        _ = 1 / 0
    assert is_free(Lock.MIGRATING)


@pytest.mark.django_db(transaction=True)
def test_of_two_that_try_one_is_told_no_and_takes_nothing_away() -> None:
    with another_connection() as other:
        other.execute(TRY, [locks.key(Lock.LOOP, "documents")])
        with locks.tried(Lock.LOOP, "documents") as is_ours:
            assert not is_ours
        assert not is_free(Lock.LOOP, "documents")
    with locks.tried(Lock.LOOP, "documents") as is_ours:
        assert is_ours


@pytest.mark.django_db(transaction=True)
def test_those_who_share_a_lock_keep_out_whoever_wants_it_alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute(locks.taking(Lock.COPYING, shared=True))
        with another_connection() as other:
            shared = "SELECT pg_try_advisory_xact_lock_shared(%s)"
            row = other.execute(shared, [locks.key(Lock.COPYING)]).fetchone()
            assert row == (True,)
        assert not is_free(Lock.COPYING)
        cursor.execute(locks.giving_back(Lock.COPYING, shared=True))
    assert is_free(Lock.COPYING)
