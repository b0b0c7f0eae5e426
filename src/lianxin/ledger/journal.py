"""The journal: appends facts to every stream that is no case (organisation, exports, seals …)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import connection

from lianxin.ledger import statements
from lianxin.ledger.rows import EntryRow, Head, Origin, chain
from lianxin.rules.record.canonical import canonical
from lianxin.rules.record.chain import GENESIS

# Fixed for good: the streams of every installation are found again by these names.
NAMESPACE = UUID("6c69616e-7869-5e00-8f0c-6c6564676572")


@dataclass(frozen=True, slots=True)
class Appended:
    """Where the fact stands in its stream, and the stream's head from now on."""

    sequence: int
    digest: bytes


def stream_of(family: str, key: str) -> UUID:
    """Return the stream kept for a key of a family, the same in every installation."""
    return uuid5(NAMESPACE, f"{family}/{key}")


def append(
    *,
    family: str,
    stream: UUID,
    fact: str,
    payload: Mapping[str, Any],
    person: str,
    post: str,
    body: str,
    at: datetime,
    command: UUID,
) -> Appended:
    """Append one fact inside the caller's transaction; writers of one stream wait for each other.

    Refuses with ValueError the family `case`, which only the door writes, and a moment with parts
    of a second; with TypeError a payload that has no exact text form, such as a float.
    """
    # A case has one door; the database would refuse the rows, this says why.
    if family == "case":
        raise ValueError("case streams are written through the door")
    assert connection.in_atomic_block, "a fact is written together with what it tells of"
    origin = Origin(
        family=family, stream=stream, at=at, person=person, post=post, body=body, command=command
    )
    with connection.cursor() as cursor:
        # Locked before it is read: two writers that read one head would write one sequence twice.
        cursor.execute(statements.LOCK_HEAD, {"stream": stream, "genesis": GENESIS})
        sequence, digest = cursor.fetchone()
        head = Head(sequence=sequence, digest=bytes(digest))
        (row,) = chain(origin, [(fact, canonical(dict(payload)))], head=head)
        cursor.execute(statements.APPEND, _columns(row))
    return Appended(sequence=row.sequence, digest=row.digest)


def _columns(row: EntryRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in EntryRow.__slots__}
