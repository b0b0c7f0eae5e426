"""The daily seal: a signature over the heads of all streams that changed since the one before.

It shows what the chains alone cannot: a stream removed whole, a tail cut off, a history written
anew by somebody with every right in the database (docs/decisions/0002).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from lianxin.database import locks
from lianxin.database.locks import Lock
from lianxin.ledger import merkle, signing, statements
from lianxin.ledger.signing import SealText, Signer
from lianxin.rules.record.chain import GENESIS, stamp
from lianxin.rules.time.calendar import CHINA
from lianxin.rules.time.moments import whole

READER = "seal"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A seal as it is stored; `made_at` is UTC."""

    number: int
    day: date
    root: bytes
    previous: bytes
    digest: bytes
    signature: bytes
    public_key: bytes
    algorithm: str
    leaves: int
    made_at: datetime

    def text(self) -> SealText:
        """Return what is signed."""
        return SealText(
            number=self.number,
            day=self.day.isoformat(),
            root=self.root.hex(),
            leaves=self.leaves,
            previous=self.previous.hex(),
            made_at=stamp(self.made_at),
            algorithm=self.algorithm,
            public_key=self.public_key.hex(),
        )


@dataclass(frozen=True, slots=True)
class _Span:
    """What one run seals: transactions from..until, after the seal `base`."""

    base: int
    first_tx: int
    until_tx: int


@dataclass(frozen=True, slots=True)
class _Tree:
    """How many heads a seal covers, and the Merkle nodes over each block of them."""

    size: int
    blocks: list[bytes]


def make(day: date, *, at: datetime, signer: Signer | None = None) -> list[Sealed]:
    """Seal `day` and every day missed since the last seal, oldest first; returns the new seals.

    A day already sealed, or before the last one sealed, gives none. A missed day covers what was
    recorded until its midnight in China, the last day everything settled.
    """
    signer = signer or signing.key_in(Path(settings.KEYS_FOLDER))
    at = whole(at)
    with transaction.atomic(), connection.cursor() as db:
        locks.until_commit(Lock.SEALING)
        last = newest()
        days = _days_until(day, after=last.day if last else None)
        span = _span(db, base=last.number if last else 0)
        made = []
        for sealed_day in days:
            # The last day takes everything: nothing settled is left for tomorrow.
            end = _midnight_after(sealed_day) if sealed_day < day else None
            tree = _cover(db, number=last.number + 1 if last else 1, span=span, end=end)
            last = _sign(tree, day=sealed_day, at=at, signer=signer, last=last)
            _store(db, sealed=last, tree=tree, span=span)
            made.append(last)
        # The trace that shows a newest seal taken away: `verify` compares it with the last one
        # there.
        if made:
            _remember(db, until_tx=span.until_tx)
    return made


def newest() -> Sealed | None:
    """Return the last seal made, or None before the first."""
    seals_read = _read(statements.NEWEST_SEAL, [])
    return seals_read[0] if seals_read else None


def numbered(number: int) -> Sealed:
    """Return the seal of that number, which must exist."""
    (sealed,) = _read(statements.SEAL, [number])
    return sealed


def seals() -> list[Sealed]:
    """Return all seals, oldest first."""
    return _read(statements.SEALS, [])


def leaves(number: int, *, block: int) -> list[bytes]:
    """Return the leaf hashes of one block of a seal, in their order."""
    first = block * merkle.BLOCK
    with connection.cursor() as db:
        db.execute(statements.LEAVES, [number, first, first + merkle.BLOCK])
        return [
            merkle.leaf(stream, sequence=sequence, digest=bytes(digest))
            for stream, sequence, digest in db.fetchall()
        ]


def block_roots(number: int, *, size: int) -> Iterator[bytes]:
    """Yield the Merkle nodes over the blocks of a seal, made from its leaves as they stand."""
    for block in range((size + merkle.BLOCK - 1) // merkle.BLOCK):
        yield merkle.root(leaves(number, block=block))


def printable(sealed: Sealed) -> str:
    """Return a seal as a page to print and keep outside the machine, in both languages."""
    lines = [
        "封存单 / Ledger seal",
        f"第 {sealed.number} 号 / No. {sealed.number}",
        f"日期 / Day: {sealed.day.isoformat()}",
        f"制作时间 / Made at: {stamp(sealed.made_at)}",
        f"涉及流数 / Streams changed: {sealed.leaves}",
        f"根 / Root: {sealed.root.hex()}",
        f"上一封存 / Previous seal: {sealed.previous.hex()}",
        f"本封存 / This seal: {sealed.digest.hex()}",
        f"签名算法 / Algorithm: {sealed.algorithm}",
        f"签名 / Signature: {sealed.signature.hex()}",
        f"公钥 / Public key: {sealed.public_key.hex()}",
        f"公钥指纹 / Key fingerprint: {signing.fingerprint(sealed.public_key)}",
    ]
    return "\n".join(lines) + "\n"


def _read(statement: str, parameters: list[int]) -> list[Sealed]:
    with connection.cursor() as db:
        db.execute(statement, parameters)
        return [_sealed(row) for row in db.fetchall()]


def _days_until(day: date, *, after: date | None) -> list[date]:
    if after is None:
        return [day]
    return [after + timedelta(days=step) for step in range(1, (day - after).days + 1)]


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=CHINA)


def _span(db: CursorWrapper, *, base: int) -> _Span:
    db.execute(statements.SEALED_TO, [READER])
    row = db.fetchone()
    # Without a cursor (the first seal, or entries adopted from a dump) all heads are covered.
    first_tx = int(row[0]) if row else 0
    # Only what is settled: an open transaction below that number could still add under the seal.
    db.execute(statements.SETTLED_TO)
    return _Span(base=base, first_tx=first_tx, until_tx=max(first_tx, int(db.fetchone()[0])))


def _cover(db: CursorWrapper, *, number: int, span: _Span, end: datetime | None) -> _Tree:
    limits = {"from": span.first_tx, "until": span.until_tx, "base": span.base, "number": number}
    db.execute(statements.COVER, {**limits, "end": end or "infinity"})
    size = db.rowcount
    return _Tree(size=size, blocks=list(block_roots(number, size=size)))


def _sign(tree: _Tree, *, day: date, at: datetime, signer: Signer, last: Sealed | None) -> Sealed:
    text = SealText(
        number=last.number + 1 if last else 1,
        day=day.isoformat(),
        root=merkle.root(tree.blocks).hex(),
        leaves=tree.size,
        previous=(last.digest if last else GENESIS).hex(),
        made_at=stamp(at),
        algorithm=signer.algorithm,
        public_key=signer.public_key.hex(),
    )
    return Sealed(
        number=text.number,
        day=day,
        root=bytes.fromhex(text.root),
        previous=bytes.fromhex(text.previous),
        digest=text.digest(),
        signature=signer.sign(text.message()),
        public_key=signer.public_key,
        algorithm=signer.algorithm,
        leaves=tree.size,
        made_at=at.astimezone(UTC),
    )


def _store(db: CursorWrapper, *, sealed: Sealed, tree: _Tree, span: _Span) -> None:
    row = [getattr(sealed, name) for name in Sealed.__slots__]
    db.execute(
        statements.PUT_SEAL,
        [*row, span.first_tx, span.until_tx],
    )
    db.execute(statements.PUT_BLOCKS, [sealed.number, tree.blocks])


def _remember(db: CursorWrapper, *, until_tx: int) -> None:
    db.execute(
        statements.REMEMBER_SEALED,
        [READER, until_tx, UUID(int=0)],
    )


def _sealed(row: tuple[Any, ...]) -> Sealed:
    values: list[Any] = [bytes(it) if isinstance(it, memoryview) else it for it in row]
    return Sealed(*values)
