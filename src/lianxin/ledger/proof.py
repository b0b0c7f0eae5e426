"""Builds a proof: a document by which an outsider checks one stream's history without us."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import connection

from lianxin.ledger import merkle, seal, statements
from lianxin.ledger.proof_check import FORMAT
from lianxin.ledger.reading import Entry, entries
from lianxin.rules.record.chain import stamp


class UnableToProve(Exception):
    """There is no such stream, or its entries cannot be proven."""


def build(stream: UUID, *, may_see: Callable[[Entry], bool]) -> dict[str, Any]:
    """Return all headers of a stream, the payloads that may be seen, and the newest seal over it.

    A payload kept shut is there as its digest, so the chain can be checked all the same. Entries
    newer than the seal are marked. Raises UnableToProve for a stream without entries.
    """
    recorded = entries(stream)
    if not recorded:
        raise UnableToProve("the stream has no entries")
    sealed = _seal(stream)
    covered = sealed["leaf"]["sequence"] if sealed else 0
    return {
        "format": FORMAT,
        "stream": str(stream),
        "family": recorded[0].family,
        # Headers are shown whole even where the payload is shut: without one the chain has a hole.
        "entries": [
            _entry(entry, is_open=may_see(entry), sealed=entry.sequence <= covered)
            for entry in recorded
        ],
        "head": {"sequence": recorded[-1].sequence, "digest": recorded[-1].digest.hex()},
        "seal": sealed,
    }


def _entry(entry: Entry, *, is_open: bool, sealed: bool) -> dict[str, Any]:
    header: dict[str, Any] = {
        "sequence": entry.sequence,
        "fact": entry.fact,
        "at": stamp(entry.at),
        "person": entry.person,
        "post": entry.post,
        "body": entry.body,
        "command": str(entry.command),
        "previous": entry.previous.hex(),
        "payload_digest": entry.payload_digest.hex(),
        "digest": entry.digest.hex(),
        "sealed": sealed,
    }
    return {**header, "payload": entry.payload} if is_open else header


def _seal(stream: UUID) -> dict[str, Any] | None:
    with connection.cursor() as cursor:
        cursor.execute(statements.NEWEST_LEAF, [stream])
        row = cursor.fetchone()
        if row is None:
            return None
        number, position, sequence, digest = row
        cursor.execute(statements.BLOCK_ROOTS, [number])
        blocks = [bytes(root) for (root,) in cursor.fetchall()]
    block, place = divmod(position, merkle.BLOCK)
    sisters = merkle.path(seal.leaves(number, block=block), position=place)
    sisters += merkle.path(blocks, position=block)
    sealed = seal.numbered(number)
    text = sealed.text()
    return {
        "text": {name: getattr(text, name) for name in text.__slots__},
        "signature": sealed.signature.hex(),
        "leaf": {"position": position, "sequence": sequence, "digest": bytes(digest).hex()},
        "path": [sister.hex() for sister in sisters],
    }
