"""Streams that are no cases."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from lianxin.ledger import journal, reading
from lianxin.rules.record.chain import GENESIS
from tests.ledger.writing import AT, note


def test_a_stream_is_found_again_by_family_and_key() -> None:
    assert journal.stream_of("org", "duties") == journal.stream_of("org", "duties")
    assert journal.stream_of("org", "duties") != journal.stream_of("export", "duties")
    assert journal.stream_of("org", "duties") == UUID("640754bc-16b6-5bc2-95c0-ef4aa5185974")


@pytest.mark.django_db
def test_a_fact_is_chained_to_the_one_before() -> None:
    stream = uuid4()
    first, second = note(stream, number=1), note(stream, number=2)
    one, two = reading.entries(stream)
    assert (first.sequence, second.sequence) == (1, 2)
    assert (one.previous, two.previous) == (GENESIS, first.digest)
    assert two.digest == second.digest
    assert (two.family, two.fact, two.payload, two.at) == ("org", "noted", '{"number":2}', AT)


@pytest.mark.django_db
def test_a_case_is_not_written_by_the_journal() -> None:
    with pytest.raises(ValueError, match="through the door"):
        journal.append(
            family="case",
            stream=uuid4(),
            fact="closed",
            payload={},
            person="",
            post="",
            body="",
            at=AT,
            command=uuid4(),
        )


@pytest.mark.django_db
def test_a_payload_with_a_float_is_refused() -> None:
    with pytest.raises(TypeError, match="float"), transaction.atomic():
        journal.append(
            family="org",
            stream=uuid4(),
            fact="noted",
            payload={"share": 0.5},
            person="",
            post="",
            body="",
            at=AT,
            command=uuid4(),
        )


@pytest.mark.usefixtures("committed")
def test_a_fact_outside_a_transaction_is_refused() -> None:
    with pytest.raises(AssertionError, match="together with what it tells of"):
        journal.append(
            family="org",
            stream=uuid4(),
            fact="noted",
            payload={},
            person="",
            post="",
            body="",
            at=AT,
            command=uuid4(),
        )


@pytest.mark.usefixtures("committed")
def test_twenty_writers_at_once_leave_no_gap() -> None:
    stream = uuid4()

    def write(number: int) -> None:
        try:
            note(stream, number=number)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as writers:
        list(writers.map(write, range(20)))
    found = reading.entries(stream)
    assert [entry.sequence for entry in found] == list(range(1, 21))
    assert [entry.previous for entry in found[1:]] == [entry.digest for entry in found[:-1]]


@pytest.mark.usefixtures("committed")
def test_a_fact_rolled_back_leaves_no_gap() -> None:
    stream = uuid4()
    note(stream)
    with pytest.raises(RuntimeError), transaction.atomic():
        note(stream)
        raise RuntimeError
    assert note(stream).sequence == 2
