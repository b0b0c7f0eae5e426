"""The daily seal."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from lianxin.ledger import merkle, rights, seal, signing
from lianxin.ledger.case_stream import Head, chain
from lianxin.ledger.seal import Sealed
from lianxin.ledger.signing import Ed25519
from lianxin.rules.record.chain import GENESIS
from tests.ledger.writing import AT, a_case, insert, origin

MONDAY = date(2026, 3, 2)
NIGHT = AT.replace(hour=16)
SIGNER = Ed25519(b"\7" * 32)
pytestmark = pytest.mark.usefixtures("committed")


def make(day: date = MONDAY) -> list[Sealed]:
    """Seal with the key of these tests."""
    return seal.make(day, at=NIGHT, signer=SIGNER)


def covered(number: int) -> dict[UUID, int]:
    """The streams under a seal, in order, with the sequence each is sealed at."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT stream, sequence FROM ledger_seal_leaf WHERE seal_id = %s ORDER BY position",
            [number],
        )
        return dict(cursor.fetchall())


def a_fact(stream: UUID, *, at: datetime, head: Head) -> Head:
    """One more entry of a stream; returns its new head."""
    (row,) = chain(origin(stream, at=at), [("noted", "{}")], head=head)
    insert([row])
    return Head(sequence=row.sequence, digest=row.digest)


def test_the_first_seal_covers_every_stream_in_order() -> None:
    cases = [a_case(count) for count in (3, 1, 2)]
    (sealed,) = make()
    heads = {rows[-1].stream: rows[-1].sequence for rows in cases}
    assert covered(1) == heads
    assert list(covered(1)) == sorted(heads)
    assert (sealed.number, sealed.day, sealed.leaves) == (1, MONDAY, 3)
    assert (sealed.previous, sealed.made_at) == (GENESIS, NIGHT)


def test_a_seal_is_signed_and_its_root_is_that_of_the_heads() -> None:
    rows = a_case(2)
    (sealed,) = make()
    last = rows[-1]
    assert sealed.root == merkle.leaf(last.stream, sequence=2, digest=last.digest)
    assert signing.is_signed(sealed.text(), signature=sealed.signature)
    assert sealed.digest == sealed.text().digest()
    assert seal.newest() == sealed == seal.numbered(1)


def test_sealing_a_day_twice_does_nothing() -> None:
    a_case()
    make()
    a_case()
    assert make() == []
    assert make(MONDAY - timedelta(days=1)) == []
    assert len(seal.seals()) == 1


def test_the_next_seal_covers_what_changed_and_names_the_one_before() -> None:
    rows, _quiet = a_case(2), a_case(2)
    (first,) = make()
    last = rows[-1]
    a_fact(last.stream, at=last.at, head=Head(sequence=2, digest=last.digest))
    (second,) = make(MONDAY + timedelta(days=1))
    assert covered(2) == {last.stream: 3}
    assert second.previous == first.digest


def test_a_day_without_a_change_is_sealed_too() -> None:
    a_case()
    make()
    (second,) = make(MONDAY + timedelta(days=1))
    assert (second.leaves, second.root) == (0, merkle.root([]))


def test_missed_days_are_made_up_each_with_what_was_recorded_by_then() -> None:
    a_case(1)
    make()
    tuesday, thursday = uuid4(), uuid4()
    empty = Head(sequence=0, digest=GENESIS)
    # 23:59:59 in China is still Tuesday; a second later it is Wednesday.
    midnight = datetime.fromisoformat("2026-03-04T00:00:00+08:00")
    head = a_fact(tuesday, at=midnight - timedelta(seconds=1), head=empty)
    a_fact(tuesday, at=midnight, head=head)
    a_fact(thursday, at=midnight + timedelta(days=1), head=empty)
    made = make(MONDAY + timedelta(days=3))
    assert [sealed.day.day for sealed in made] == [3, 4, 5]
    assert [covered(number) for number in (2, 3, 4)] == [{tuesday: 1}, {tuesday: 2}, {thursday: 1}]
    assert [sealed.previous for sealed in made[1:]] == [sealed.digest for sealed in made[:-1]]


def test_what_is_not_yet_committed_waits_for_the_next_seal() -> None:
    with transaction.atomic():
        rows = a_case(1)
        assert make()[0].leaves == 0
    make(MONDAY + timedelta(days=1))
    assert covered(2) == {rows[0].stream: 1}


def test_two_nights_at_once_make_one_seal() -> None:
    a_case()

    def at_once(_: int) -> int:
        try:
            return len(make())
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as nights:
        assert sum(nights.map(at_once, range(4))) == 1


def test_a_seal_over_many_streams_keeps_its_blocks() -> None:
    rows = [
        row
        for _ in range(merkle.BLOCK + 3)
        for row in chain(origin(), [("registered", "{}")], head=Head(0, GENESIS))
    ]
    insert(rows)
    (sealed,) = make()
    hashed = [
        merkle.leaf(row.stream, sequence=1, digest=row.digest)
        for row in sorted(rows, key=lambda row: row.stream)
    ]
    assert sealed.root == merkle.root(hashed)
    assert len(list(seal.block_roots(1, size=sealed.leaves))) == 2


def test_the_page_to_print_names_root_and_key() -> None:
    a_case()
    (sealed,) = make()
    page = seal.printable(sealed)
    for told in (sealed.root, sealed.digest, sealed.signature, sealed.public_key):
        assert told.hex() in page
    assert signing.fingerprint(SIGNER.public_key) in page
    assert page != seal.printable(replace(sealed, day=date(2026, 3, 3)))


def test_the_key_of_the_home_signs_when_no_other_is_given() -> None:
    a_case()
    (sealed,) = seal.make(MONDAY, at=NIGHT)
    assert signing.is_signed(sealed.text(), signature=sealed.signature)


def test_a_role_that_may_only_add_seals_as_the_owner_does() -> None:
    a_case(2)
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE sealing; GRANT ALL ON ALL TABLES IN SCHEMA public TO sealing")
        try:
            rights.narrow()
            cursor.execute("SET ROLE sealing")
            (sealed,) = make()
        finally:
            cursor.execute("RESET ROLE; DROP OWNED BY sealing; DROP ROLE sealing")
    assert seal.newest() == sealed
