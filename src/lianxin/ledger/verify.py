"""Checks the ledger against itself, against the heads others remember, and against its seals."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from lianxin.ledger import merkle, parts, seal, signing, statements, walk
from lianxin.ledger.faults import Kind, LedgerFault, name_faults
from lianxin.ledger.seal import Sealed
from lianxin.rules.record.chain import GENESIS

ExpectedHead = tuple[UUID, int, bytes]

_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification found; the caller, who has a clock, fills in `seconds`."""

    checked: int
    faults: list[LedgerFault]
    seconds: float = 0.0


def run(
    *,
    heads: Iterable[ExpectedHead] = (),
    kept: Sequence[str] = (),
    trusted: Collection[bytes] | None = None,
    progress: walk.Progress | None = None,
) -> Report:
    """Check every entry, head and seal in one snapshot and name all that is wrong.

    `heads` are last entries that somebody remembers (stream, sequence, digest), in any order;
    `kept` SELECTs of such heads from tables that keep them, the journal's own being added.
    `trusted` are public keys; by default those of this home.
    """
    keys = signing.trusted_in(Path(settings.KEYS_FOLDER)) if trusted is None else trusted
    with snapshot():
        checked, suspects = parts.suspects(progress=progress)
        faults = [fault for stream in suspects for fault in name_faults(walk.stored(stream))]
        faults += _heads_amiss(heads)
        for table in (*kept, statements.JOURNAL_HEADS):
            faults += _kept_amiss(table)
        faults += _leaves_amiss()
        seals = seal.seals()
        faults += _seals_amiss(seals, trusted=keys)
        faults += _newest_gone(len(seals) and seals[-1].number)
    return Report(checked=checked, faults=faults)


def check_stream(stream: UUID, *, head: ExpectedHead | None = None) -> Report:
    """Check one stream: its chain, the head that is remembered, and its places under the seals."""
    with snapshot():
        stored = walk.stored(stream)
        faults = name_faults(stored) + _heads_amiss([head] if head else [])
        with connection.cursor() as cursor:
            cursor.execute(statements.LEAVES_OF_STREAM_AMISS, [stream])
            faults += map(_leaf_amiss, cursor.fetchall())
    return Report(checked=len(stored), faults=faults)


def sealed_until(stream: UUID) -> tuple[int, int] | None:
    """Return the newest seal over a stream and the last entry it covers; None before the first."""
    with connection.cursor() as cursor:
        cursor.execute(statements.NEWEST_SEAL_OF, [stream])
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None


@contextmanager
def snapshot() -> Iterator[None]:
    """Let everything inside see one moment of the database, however long it takes.

    The expected heads must be read inside it too. Inside a transaction already begun, that one.
    """
    # The level can be set only before the first query; an inner caller keeps the outer moment.
    outermost = not connection.in_atomic_block
    with transaction.atomic(savepoint=False):
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _heads_amiss(heads: Iterable[ExpectedHead]) -> list[LedgerFault]:
    faults = []
    waiting = iter(heads)
    with connection.cursor() as cursor:
        while some := list(islice(waiting, _AT_ONCE)):
            cursor.execute(
                statements.HEADS_AMISS, [list(column) for column in zip(*some, strict=True)]
            )
            for stream, sequence, _digest, last, _there in cursor.fetchall():
                faults.append(_head_amiss(stream, sequence=sequence, last=last))
    return faults


def _head_amiss(stream: UUID, *, sequence: int, last: int | None) -> LedgerFault:
    if last is None or last < sequence:
        reason = f"entry {sequence} is remembered, but the stream ends at {last or 0}"
        return LedgerFault("tail_missing", stream, sequence, reason)
    if last > sequence:
        reason = f"entry {sequence} is remembered as the last, but the stream goes on to {last}"
    else:
        reason = "it is not the entry that is remembered"
    return LedgerFault("head_differs", stream, sequence, reason)


def _kept_amiss(table: str) -> list[LedgerFault]:
    with connection.cursor() as cursor:
        cursor.execute(statements.HEADS_OF_TABLE_AMISS.format(kept=table))
        return [
            _head_amiss(stream, sequence=sequence, last=last)
            for stream, sequence, last in cursor.fetchall()
        ]


def _leaves_amiss() -> list[LedgerFault]:
    with connection.cursor() as cursor:
        cursor.execute(statements.LEAVES_AMISS)
        return [_leaf_amiss(row) for row in cursor.fetchall()]


def _leaf_amiss(row: tuple[UUID, int, bytes | None, int]) -> LedgerFault:
    stream, sequence, there, number = row
    kind: Kind = "sealed_entry_missing" if there is None else "sealed_entry_differs"
    why = "is gone" if there is None else "is another"
    return LedgerFault(kind, stream, sequence, f"the entry that seal {number} covers {why}")


def _newest_gone(last: int) -> Iterator[LedgerFault]:
    """Seals are numbered, which shows one gone from between; the newest leaves this trace."""
    with connection.cursor() as cursor:
        cursor.execute(statements.SEALED_UNTIL, [seal.READER])
        remembered, there = cursor.fetchone()
    if remembered is not None and (there or 0) < remembered:
        reason = f"sealing has come further than seal {last}: what was sealed after it is gone"
        yield LedgerFault("seal_missing", None, last + 1, reason)


def _seals_amiss(seals: list[Sealed], *, trusted: Collection[bytes]) -> list[LedgerFault]:
    faults = []
    before, expected = GENESIS, 1
    with connection.cursor() as cursor:
        for sealed in seals:
            if sealed.number != expected:
                reason = f"seals {expected} to {sealed.number - 1} are gone"
                faults.append(LedgerFault("seal_missing", None, expected, reason))
            elif sealed.previous != before:
                reason = f"the seal of {sealed.day} does not follow from the one before"
                faults.append(LedgerFault("seal_chain", None, sealed.number, reason))
            faults += _seal_amiss(cursor, sealed=sealed, trusted=trusted)
            before, expected = sealed.digest, sealed.number + 1
    return faults


def _seal_amiss(
    cursor: CursorWrapper, *, sealed: Sealed, trusted: Collection[bytes]
) -> Iterator[LedgerFault]:
    cursor.execute(statements.LEAF_COUNT, [sealed.number])
    size = cursor.fetchone()[0]
    blocks = list(seal.block_roots(sealed.number, size=size))
    if size != sealed.leaves or merkle.root(blocks) != sealed.root:
        reason = f"the heads under the seal of {sealed.day} do not give its root"
        yield LedgerFault("seal_root", None, sealed.number, reason)
    # Proofs are built from the kept nodes: wrong ones would make an honest proof fail.
    elif not _are_kept(cursor, sealed.number, blocks):
        reason = f"the nodes kept for proofs under the seal of {sealed.day} are not its own"
        yield LedgerFault("seal_blocks", None, sealed.number, reason)
    text = sealed.text()
    if text.digest() != sealed.digest or not signing.is_signed(text, signature=sealed.signature):
        reason = f"the seal of {sealed.day} is not what was signed"
        yield LedgerFault("seal_signature", None, sealed.number, reason)
    # A whole signature says only that somebody signed; whose key it was is a second question.
    elif trusted and sealed.public_key not in trusted:
        reason = f"the seal of {sealed.day} is signed with a key that is not trusted here"
        yield LedgerFault("seal_key", None, sealed.number, reason)


def _are_kept(cursor: CursorWrapper, number: int, blocks: list[bytes]) -> bool:
    cursor.execute(statements.BLOCK_ROOTS, [number])
    return [bytes(root) for (root,) in cursor.fetchall()] == blocks
