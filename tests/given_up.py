"""Work of the loops that was given up."""

from uuid import UUID, uuid4

from lianxin.ledger import outbox
from lianxin.ledger.outbox import OutboxLine, Taken
from tests.county import AT


def give_up_a_line(reader: str = "sittings", stream: UUID | None = None) -> None:
    """Put a line for a reader into the outbox that is set aside at the first try."""
    outbox.put([OutboxLine(reader, stream or uuid4(), 1)])
    outbox.drain(reader, _fail, at=AT, limit=1000, tries=1)


def _fail(line: Taken) -> None:
    raise ValueError(line.payload)
