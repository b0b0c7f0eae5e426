"""The outbox."""

from uuid import uuid4

import pytest
from django.db import transaction

from lianxin.ledger import outbox
from lianxin.ledger.outbox import OutboxLine
from tests.ledger.writing import another_connection

STREAM = uuid4()


def put(*payloads: str, reader: str = "notices") -> None:
    """Lines for one reader."""
    outbox.put([OutboxLine(reader, STREAM, 1, payload) for payload in payloads])


def payloads_taken(*, limit: int = 10) -> list[str]:
    """What the notices reader takes now, in a transaction of its own."""
    with transaction.atomic():
        return [line.payload for line in outbox.take("notices", limit=limit)]


@pytest.mark.django_db
def test_lines_are_taken_oldest_first_and_then_gone() -> None:
    put("a", "b", "c")
    put("x", reader="commands")
    assert payloads_taken(limit=2) == ["a", "b"]
    assert payloads_taken() == ["c"]
    assert payloads_taken() == []


@pytest.mark.usefixtures("committed")
def test_a_reader_that_fails_loses_nothing() -> None:
    put("a")
    with pytest.raises(RuntimeError), transaction.atomic():
        assert len(outbox.take("notices", limit=10)) == 1
        raise RuntimeError
    assert payloads_taken() == ["a"]


@pytest.mark.usefixtures("committed")
def test_two_takers_never_take_the_same_line() -> None:
    put("a", "b")
    with another_connection() as other:
        other.execute("SELECT FROM ledger_outbox WHERE payload = 'a' FOR UPDATE")
        assert payloads_taken() == ["b"]
    assert payloads_taken() == ["a"]


@pytest.mark.usefixtures("committed")
def test_lines_are_taken_only_inside_a_transaction() -> None:
    with pytest.raises(AssertionError, match="lose its lines"):
        outbox.take("notices", limit=1)
