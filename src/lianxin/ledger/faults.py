"""Names what is wrong in a stream that does not verify; works on the entries as they are stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations, pairwise
from json.encoder import encode_basestring
from typing import Literal, NamedTuple
from uuid import UUID

from lianxin.rules.record.chain import GENESIS

Kind = Literal[
    "payload_altered",
    "header_altered",
    "entry_missing",
    "link_broken",
    "swapped",
    "tail_missing",
    "head_differs",
    "sealed_entry_missing",
    "sealed_entry_differs",
    "seal_missing",
    "seal_signature",
    "seal_key",
    "seal_root",
    "seal_blocks",
    "seal_chain",
]
NO_ENTRY = GENESIS.hex()
# Trying every pair grows with the square; a stream with more bad entries is not one of swaps.
MOST_TRIED = 64


@dataclass(frozen=True, slots=True)
class LedgerFault:
    """One thing found wrong; for a seal `stream` is None and `sequence` the seal's number."""

    kind: Kind
    stream: UUID | None
    sequence: int
    told: str


class Raw(NamedTuple):
    """An entry as texts, just as the database has them: `at` in UTC, bytes in hex."""

    stream: str
    sequence: int
    family: str
    fact: str
    at: str
    person: str
    post: str
    body: str
    command: str
    payload: str
    payload_digest: str
    previous: str
    digest: str


def name_faults(rows: Sequence[Raw]) -> list[LedgerFault]:
    """Return what is wrong in one stream's entries, which come in their order."""
    if not rows:
        return []
    swapped, explained = _swapped(rows)
    faults = swapped + _altered(rows, explained=explained)
    faults += _gaps(rows) + _broken_links(rows, explained=explained)
    return sorted(faults, key=lambda fault: fault.sequence)


def _altered(rows: Sequence[Raw], *, explained: set[int]) -> list[LedgerFault]:
    faults = []
    for row in rows:
        # An entry that only changed places is told of once, as swapped, not as two altered ones.
        if row.sequence in explained:
            continue
        if not _payload_holds(row):
            reason = "the payload is not the one that was recorded"
            faults.append(_fault("payload_altered", row, reason=reason))
        if not _header_holds(row):
            reason = "who, when, what or the digest of the payload is not what was recorded"
            faults.append(_fault("header_altered", row, reason=reason))
    return faults


def _gaps(rows: Sequence[Raw]) -> list[LedgerFault]:
    faults = []
    expected = 1
    for row in rows:
        if row.sequence > expected:
            last = row.sequence - 1
            reason = f"entries {expected} to {last} are gone" if last > expected else "is gone"
            faults.append(LedgerFault("entry_missing", UUID(row.stream), expected, reason))
        expected = row.sequence + 1
    return faults


def _broken_links(rows: Sequence[Raw], *, explained: set[int]) -> list[LedgerFault]:
    faults = []
    first = rows[0]
    # A header that does not hold has its own fault: its link may be what was altered.
    if first.sequence == 1 and first.previous != NO_ENTRY and _header_holds(first):
        faults.append(_fault("link_broken", first, reason="the first entry names one before it"))
    for before, row in pairwise(rows):
        follows = row.sequence != before.sequence + 1 or row.previous == before.digest
        if follows or {before.sequence, row.sequence} & explained or not _header_holds(row):
            continue
        reason = f"it follows another entry {before.sequence} than the one that stands there"
        faults.append(_fault("link_broken", row, reason=reason))
    return faults


def _swapped(rows: Sequence[Raw]) -> tuple[list[LedgerFault], set[int]]:
    """Return the pairs that changed places, and the sequences they explain."""
    bad = [row for row in rows if not (_payload_holds(row) and _header_holds(row))]
    faults: list[LedgerFault] = []
    explained: set[int] = set()
    if len(bad) <= MOST_TRIED:
        for row, other in combinations(bad, 2):
            if not {row.sequence, other.sequence} & explained and _changed_places(row, other):
                explained |= {row.sequence, other.sequence}
                reason = f"entries {row.sequence} and {other.sequence} have changed places"
                faults.append(_fault("swapped", row, reason=reason))
    return faults, explained


def _changed_places(row: Raw, other: Raw) -> bool:
    payloads = _payload_digest(row) == other.payload_digest
    if payloads and _payload_digest(other) == row.payload_digest:
        return True
    # Whole rows, links and all; or what they hold, the links staying behind.
    rows = row._replace(sequence=other.sequence), other._replace(sequence=row.sequence)
    contents = (
        rows[0]._replace(previous=other.previous, digest=other.digest),
        rows[1]._replace(previous=row.previous, digest=row.digest),
    )
    return all(map(_header_holds, rows)) or all(map(_header_holds, contents))


def _payload_digest(row: Raw) -> str:
    return sha256(row.payload.encode()).hexdigest()


def _payload_holds(row: Raw) -> bool:
    return _payload_digest(row) == row.payload_digest


def _header_holds(row: Raw) -> bool:
    text = raw_header(row)
    return sha256(text.encode() + bytes.fromhex(row.payload_digest)).hexdigest() == row.digest


def raw_header(row: Raw) -> str:
    """Return the header text of a stored entry; the parts of a second that none may have show."""
    quoted = encode_basestring
    return (
        f'{{"at":"{row.at.replace(" ", "T", 1)}Z","body":{quoted(row.body)},'
        f'"command":"{row.command}","fact":{quoted(row.fact)},"family":{quoted(row.family)},'
        f'"person":{quoted(row.person)},"post":{quoted(row.post)},"previous":"{row.previous}",'
        f'"sequence":{row.sequence},"stream":"{row.stream}"}}'
    )


def _fault(kind: Kind, row: Raw, *, reason: str) -> LedgerFault:
    return LedgerFault(kind, UUID(row.stream), row.sequence, reason)
