"""Reading in commit order: nothing is skipped, and a stream keeps its order."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from lianxin.ledger import reading, statements
from lianxin.ledger.case_stream import INSERT_ENTRIES, Head
from lianxin.ledger.reading import START, Cursor, entries_since
from tests.ledger.writing import a_case, another_connection, note, rows_of

pytestmark = pytest.mark.usefixtures("committed")


def read_all(*, limit: int) -> list[tuple[object, int]]:
    """Everything a reader gets that goes on from its cursor until it has caught up."""
    found: list[tuple[object, int]] = []
    batch = entries_since(START, limit=limit)
    while batch.entries:
        found += [(entry.stream, entry.sequence) for entry in batch.entries]
        before, batch = batch.cursor, entries_since(batch.cursor, limit=limit)
        assert batch.cursor > before or not batch.entries
    return found


def test_a_stream_is_read_from_a_sequence_on() -> None:
    rows = a_case(4)
    assert [entry.sequence for entry in reading.entries(rows[0].stream, after=2)] == [3, 4]
    assert reading.entries(uuid4()) == []


@pytest.mark.parametrize("limit", [1, 3, 100])
def test_a_reader_gets_every_entry_once(limit: int) -> None:
    rows = a_case(4) + a_case(3) + a_case(1)
    found = read_all(limit=limit)
    assert sorted(found, key=str) == sorted([(row.stream, row.sequence) for row in rows], key=str)
    assert len(found) == 8


def test_a_late_commit_is_not_skipped() -> None:
    late, early = rows_of(1), uuid4()
    with another_connection() as other:
        other.execute(INSERT_ENTRIES.text(), INSERT_ENTRIES.parameters(late))
        note(early)
        assert entries_since(START).entries == []
        other.commit()
        batch = entries_since(START)
    assert [entry.stream for entry in batch.entries] == [late[0].stream, early]
    assert entries_since(batch.cursor).entries == []


def test_what_a_running_transaction_wrote_itself_is_left_for_later() -> None:
    with transaction.atomic():
        a_case(1)
        assert entries_since(START).entries == []
    assert len(entries_since(START).entries) == 1


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_an_older_transaction_that_waited_does_not_turn_a_stream_around(limit: int) -> None:
    stream = uuid4()
    with another_connection() as other:
        other.execute("SELECT pg_current_xact_id()")
        first = rows_of(2, stream=stream)
        with connection.cursor() as cursor:
            cursor.execute(INSERT_ENTRIES.text(), INSERT_ENTRIES.parameters(first))
        head = Head(sequence=2, digest=first[-1].digest)
        second = INSERT_ENTRIES.parameters(rows_of(2, stream=stream, head=head))
        other.execute(INSERT_ENTRIES.text(), second)
        other.commit()
    a_case(1)
    found = [sequence for at_stream, sequence in read_all(limit=limit) if at_stream == stream]
    assert found == [1, 2, 3, 4]


def test_a_reader_goes_on_from_the_cursor_it_kept() -> None:
    a_case(3)
    with transaction.atomic():
        cursor = reading.cursor_of("figures")
        assert cursor == START
        reading.keep_cursor("figures", cursor=entries_since(cursor).cursor)
    a_case(2)
    with transaction.atomic():
        cursor = reading.cursor_of("figures")
        assert cursor is not None
        assert len(entries_since(cursor).entries) == 2


def test_a_cursor_is_held_by_one_reader_at_a_time() -> None:
    with transaction.atomic():
        reading.keep_cursor("search", cursor=Cursor(tx=1, stream=uuid4(), sequence=1))
        reading.cursor_of("search")
    with another_connection() as other:
        other.execute("SELECT FROM ledger_cursor WHERE reader = 'search' FOR UPDATE")
        with transaction.atomic():
            assert reading.cursor_of("search") is None


def test_a_reader_goes_by_the_index_and_does_not_sort_the_whole_ledger() -> None:
    a_case(3)
    keys: dict[str, Any] = {"tx": 0, "stream": uuid4(), "sequence": 0, "limit": 10}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {statements.SETTLED}", keys)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Presorted Key: ledger_entry.tx" in plan
    assert "ledger_entry_p0_tx_idx" in plan


def test_several_streams_are_read_at_once_each_in_its_order() -> None:
    one, other, _ = a_case(2), a_case(3), a_case(1)
    found = reading.entries_of([one[0].stream, other[0].stream])
    assert {stream: [entry.sequence for entry in held] for stream, held in found.items()} == {
        one[0].stream: [1, 2],
        other[0].stream: [1, 2, 3],
    }
