"""Whatever is done to the ledger behind its back is found and named."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection

from lianxin.ledger import faults, seal, verify, walk
from lianxin.ledger.case_stream import EntryRow, Head, chain
from lianxin.ledger.faults import Raw, raw_header
from lianxin.ledger.signing import Ed25519
from lianxin.ledger.verify import ExpectedHead
from lianxin.rules.record.chain import EntryHeader
from tests.ledger.writing import (
    AT,
    a_case,
    alter,
    another_connection,
    every_right,
    insert,
    note,
    origin,
    remove,
    rows_of,
)

SIGNER = Ed25519(b"\7" * 32)
TRUSTED = frozenset({SIGNER.public_key})
MONDAY = date(2026, 3, 2)
pytestmark = pytest.mark.usefixtures("committed")


def found(*, heads: list[ExpectedHead] | None = None) -> list[tuple[str, UUID | None, int]]:
    """What a verification names: kind, stream, sequence."""
    report = verify.run(heads=heads or [], trusted=TRUSTED)
    assert all(fault.told for fault in report.faults)
    return [(fault.kind, fault.stream, fault.sequence) for fault in report.faults]


def seal_all(day: date = MONDAY) -> None:
    """Seal with a key that these tests trust."""
    seal.make(day, at=AT, signer=SIGNER)


def head_of(rows: list[EntryRow]) -> ExpectedHead:
    """The head as the case row remembers it."""
    return rows[-1].stream, rows[-1].sequence, rows[-1].digest


def head_at_row(row: EntryRow) -> Head:
    """The head a stream has when this entry is its last."""
    return Head(sequence=row.sequence, digest=row.digest)


def columns(row: EntryRow, *, links: bool) -> dict[str, object]:
    """What one entry holds; with its links, everything but its place."""
    names = ["fact", "at", "person", "command", "payload", "payload_digest"]
    names += ["previous", "digest"] if links else []
    return {name: getattr(row, name) for name in names}


def change_places(one: EntryRow, other: EntryRow, *names: str, links: bool = False) -> None:
    """Give two entries of a stream each other's columns."""
    for here, there in ((one, other), (other, one)):
        told = columns(there, links=links)
        alter(here.stream, here.sequence, **{name: told[name] for name in names or told})


def test_a_whole_ledger_has_no_faults() -> None:
    first, second = a_case(5), a_case(1)
    note(uuid4())
    seal_all()
    report = verify.run(heads=[head_of(first), head_of(second)], trusted=TRUSTED)
    assert (report.checked, report.faults) == (7, [])


def test_an_empty_ledger_has_no_faults() -> None:
    assert verify.run() == verify.Report(checked=0, faults=[])


def test_odd_characters_are_read_as_they_were_hashed() -> None:
    odd = 'tab\t line\n return\r "q" \\N \\. \x08\x0b\x0c\x01 汉字 😀 \u2028'
    acting = replace(origin(), post=odd)
    insert(chain(acting, [(odd, '{"a":"\\t\\\\ 汉"}'), ("next", "{}")]))
    assert found() == []
    (first, _) = walk.stored(acting.stream)
    assert (first.fact, first.post) == (odd, odd)


def test_an_altered_payload_is_named() -> None:
    rows = a_case()
    alter(rows[0].stream, 3, payload='{"place":9}')
    assert found() == [("payload_altered", rows[0].stream, 3)]


@pytest.mark.parametrize(
    "change",
    [
        {"person": "wang"},
        {"post": "x"},
        {"body": "x"},
        {"fact": "closed"},
        {"family": "org"},
        {"command": uuid4()},
        {"at": AT + timedelta(seconds=7)},
        {"previous": b"\1" * 32},
        {"digest": b"\1" * 32},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_altered_header_is_named(change: dict[str, object]) -> None:
    rows = a_case()
    alter(rows[0].stream, 3, **change)
    assert ("header_altered", rows[0].stream, 3) in found()


def test_an_altered_payload_with_its_digest_made_to_fit_is_named() -> None:
    rows = a_case()
    (other,) = chain(origin(), [("x", '{"place":9}')])
    alter(rows[0].stream, 3, payload=other.payload, payload_digest=other.payload_digest)
    assert found() == [("header_altered", rows[0].stream, 3)]


def test_a_moment_moved_within_its_second_is_named() -> None:
    rows = a_case()
    with every_right() as cursor:
        cursor.execute("ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_at_check")
    try:
        alter(rows[0].stream, 2, at=rows[1].at + timedelta(milliseconds=500))
        assert found() == [("header_altered", rows[0].stream, 2)]
    finally:
        alter(rows[0].stream, 2, at=rows[1].at)
        with every_right() as cursor:
            cursor.execute(
                "ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_at_check"
                " CHECK (date_trunc('second', at, 'UTC') = at)"
            )


@pytest.mark.parametrize(("gone", "first"), [([1], 1), ([3], 3), ([2, 3, 4], 2)])
def test_deleted_entries_are_named(gone: list[int], first: int) -> None:
    rows = a_case()
    remove(rows[0].stream, *gone)
    assert found() == [("entry_missing", rows[0].stream, first)]


@pytest.mark.parametrize("links", [True, False])
def test_two_entries_that_changed_places_are_named(links: bool) -> None:
    rows = a_case()
    change_places(rows[1], rows[3], links=links)
    assert found() == [("swapped", rows[0].stream, 2)]


def test_two_payloads_that_changed_places_are_named() -> None:
    rows = a_case()
    change_places(rows[1], rows[2], "payload")
    assert found() == [("swapped", rows[0].stream, 2)]


def test_an_entry_written_anew_does_not_fit_the_next() -> None:
    rows = a_case()
    head = head_at_row(rows[1])
    (forged,) = chain(origin(rows[0].stream), [("closed", "{}")], head=head)
    alter(rows[0].stream, 3, **columns(forged, links=True))
    alter(rows[0].stream, 3, post=forged.post, body=forged.body)
    assert found() == [("link_broken", rows[0].stream, 4)]


def test_a_first_entry_that_names_one_before_it_is_named() -> None:
    (forged,) = chain(origin(), [("noted", "{}")], head=Head(0, b"\1" * 32))
    insert([forged])
    assert found() == [("link_broken", forged.stream, 1)]


def test_a_tail_cut_off_is_shown_by_the_head_others_remember() -> None:
    rows, whole = a_case(), a_case()
    remove(rows[0].stream, 4, 5)
    assert found() == []
    heads = [head_of(rows), head_of(whole)]
    assert found(heads=heads) == [("tail_missing", rows[0].stream, 5)]


def test_a_stream_removed_whole_is_shown_by_the_head_others_remember() -> None:
    rows = a_case(2)
    remove(rows[0].stream, 1, 2)
    assert found(heads=[head_of(rows)]) == [("tail_missing", rows[0].stream, 2)]


def test_a_last_entry_written_anew_is_shown_by_the_head_others_remember() -> None:
    rows = a_case(3)
    remove(rows[0].stream, 3)
    insert(chain(origin(rows[0].stream), [("closed", "{}")], head=head_at_row(rows[1])))
    assert found(heads=[head_of(rows)]) == [("head_differs", rows[0].stream, 3)]


def test_an_entry_slipped_in_behind_the_head_is_shown() -> None:
    rows = a_case(3)
    insert(chain(origin(rows[0].stream), [("closed", "{}")], head=head_at_row(rows[2])))
    assert found(heads=[head_of(rows)]) == [("head_differs", rows[0].stream, 3)]


def test_the_journal_remembers_the_heads_of_its_own_streams() -> None:
    stream = uuid4()
    note(stream)
    note(stream)
    remove(stream, 2)
    assert found() == [("tail_missing", stream, 2)]


def test_a_tail_cut_off_after_sealing_is_shown_by_the_seal() -> None:
    rows = a_case()
    seal_all()
    remove(rows[0].stream, 5)
    assert found() == [("sealed_entry_missing", rows[0].stream, 5)]


def test_a_history_written_anew_is_shown_by_the_seal() -> None:
    rows = a_case(1)
    seal_all()
    remove(rows[0].stream, 1)
    insert(rows_of(1, stream=rows[0].stream))
    assert found() == [("sealed_entry_differs", rows[0].stream, 1)]


def sealed_twice() -> None:
    """Two days sealed."""
    a_case()
    seal_all()
    a_case()
    seal_all(MONDAY + timedelta(days=1))


@pytest.mark.parametrize(
    "change", ["signature = decode(repeat('00', 64), 'hex')", "day = '2026-04-01'", "number = 9"]
)
def test_a_seal_that_is_not_what_was_signed_is_named(change: str) -> None:
    sealed_twice()
    with every_right() as cursor:
        cursor.execute(f"UPDATE ledger_seal SET {change} WHERE number = 2")
    assert "seal_signature" in [kind for kind, _, _ in found()]


def test_heads_that_do_not_give_the_root_are_named() -> None:
    sealed_twice()
    with every_right() as cursor:
        cursor.execute("DELETE FROM ledger_seal_leaf WHERE seal_id = 2")
    assert found() == [("seal_root", None, 2)]


def test_a_seal_that_is_gone_is_named() -> None:
    sealed_twice()
    with every_right() as cursor:
        cursor.execute("DELETE FROM ledger_seal_leaf WHERE seal_id = 1")
        cursor.execute("DELETE FROM ledger_seal WHERE number = 1")
    assert found() == [("seal_missing", None, 1)]


def test_the_newest_seal_being_gone_is_named() -> None:
    sealed_twice()
    with every_right() as cursor:
        for table, column in (("seal_block", "seal_id"), ("seal_leaf", "seal_id")):
            cursor.execute(f"DELETE FROM ledger_{table} WHERE {column} = 2")
        cursor.execute("DELETE FROM ledger_seal WHERE number = 2")
    assert found() == [("seal_missing", None, 2)]


def test_nodes_kept_for_proofs_that_are_not_those_of_the_heads_are_named() -> None:
    sealed_twice()
    with every_right() as cursor:
        cursor.execute("UPDATE ledger_seal_block SET root = %s WHERE seal_id = 1", [b"\1" * 32])
    assert found() == [("seal_blocks", None, 1)]


def test_one_stream_is_checked_by_itself() -> None:
    sound, cut = a_case(), a_case()
    seal_all()
    remove(cut[0].stream, 5)
    assert verify.check_stream(sound[0].stream, head=head_of(sound)) == verify.Report(
        checked=5, faults=[]
    )
    report = verify.check_stream(cut[0].stream, head=head_of(cut))
    assert report.checked == 4
    assert [(fault.kind, fault.sequence) for fault in report.faults] == [
        ("tail_missing", 5),
        ("sealed_entry_missing", 5),
    ]


def test_a_seal_that_does_not_follow_from_the_one_before_is_named() -> None:
    sealed_twice()
    with every_right() as cursor:
        cursor.execute("UPDATE ledger_seal SET digest = %s WHERE number = 1", [b"\1" * 32])
    assert found() == [("seal_signature", None, 1), ("seal_chain", None, 2)]


def test_a_seal_signed_with_a_foreign_key_is_named() -> None:
    a_case()
    seal.make(MONDAY, at=AT, signer=Ed25519(b"\6" * 32))
    assert found() == [("seal_key", None, 1)]


def test_several_faults_are_all_named() -> None:
    one, other = a_case(), a_case()
    alter(one[0].stream, 2, payload="{}")
    alter(one[0].stream, 4, person="wang")
    remove(other[0].stream, 2)
    assert sorted(found(), key=str) == sorted(
        [
            ("payload_altered", one[0].stream, 2),
            ("header_altered", one[0].stream, 4),
            ("entry_missing", other[0].stream, 2),
        ],
        key=str,
    )


def test_a_verification_sees_one_moment() -> None:
    rows = a_case(2)

    def heads_while_others_write() -> list[ExpectedHead]:
        with another_connection() as other:
            stream = rows[0].stream
            (row,) = chain(origin(stream), [("noted", "{}")], head=head_at_row(rows[1]))
            other.execute(
                "INSERT INTO ledger_entry (stream, sequence, family, fact, at, person, post, body,"
                " command, payload, payload_digest, previous, digest)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                [getattr(row, name) for name in EntryRow.__slots__],
            )
        return [head_of(rows)]

    with verify.snapshot():
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM ledger_entry")
        assert found(heads=heads_while_others_write()) == []


def test_progress_is_told() -> None:
    a_case(3)
    told: list[int] = []
    step = walk.STEP
    try:
        walk.STEP = 2
        verify.run(progress=told.append)
    finally:
        walk.STEP = step
    assert told == [2]


def test_a_stream_that_ends_early_leaves_the_connection_usable() -> None:
    a_case(3)
    with verify.snapshot():
        lines = walk.lines(connection.connection.pgconn, walk.WHOLE)
        next(lines)
        lines.close()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)


def test_the_header_text_of_a_stored_entry_is_that_of_the_rules() -> None:
    (row,) = a_case(1)
    (raw,) = walk.stored(row.stream)
    assert isinstance(raw, Raw)
    header = EntryHeader(**{name: getattr(row, name) for name in EntryHeader.__slots__})
    assert raw_header(raw) == header.text()


def test_a_stream_with_countless_faults_is_still_named() -> None:
    rows = a_case(faults.MOST_TRIED + 1)
    with every_right() as cursor:
        cursor.execute("UPDATE ledger_entry SET person = 'wang'")
    assert len(found()) == len(rows)
