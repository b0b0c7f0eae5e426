"""Entries from another server's dump."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from lianxin.ledger import restored, seal, verify
from lianxin.ledger.reading import START, entries_since
from lianxin.ledger.signing import Ed25519
from tests.ledger.writing import AT, a_case, every_right

SIGNER = Ed25519(b"\7" * 32)
MONDAY = date(2026, 3, 2)
pytestmark = pytest.mark.usefixtures("committed")


def as_if_restored() -> None:
    """Give all entries and seals numbers that this server will reach in years."""
    with every_right() as cursor:
        cursor.execute("UPDATE ledger_entry SET tx = (tx::text::bigint + 4000000000)::text::xid8")
        cursor.execute("UPDATE ledger_cursor SET tx = tx + 4000000000")


def test_restored_entries_are_read_and_sealed_again() -> None:
    a_case(2)
    seal.make(MONDAY, at=AT, signer=SIGNER)
    as_if_restored()
    assert entries_since(START).entries == []
    assert restored.adopt() == 2
    assert len(entries_since(START).entries) == 2
    a_case(1)
    (sealed,) = seal.make(MONDAY + timedelta(days=1), at=AT, signer=SIGNER)
    assert sealed.leaves == 2
    assert verify.run(trusted={SIGNER.public_key}).faults == []


def test_afterwards_entries_are_guarded_as_before() -> None:
    a_case(1)
    as_if_restored()
    restored.adopt()
    with (
        pytest.raises(DatabaseError, match="only added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE ledger_entry SET person = 'wang'")


def test_entries_of_this_server_are_left_alone() -> None:
    a_case(2)
    cursor = entries_since(START).cursor
    assert restored.adopt() == 0
    assert entries_since(START).cursor == cursor
