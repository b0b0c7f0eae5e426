"""The tree under a seal: one root for many heads, and a short path that shows one head is in it.

Leaves and inner nodes are hashed with different first bytes and the shape is that of RFC 6962,
so that no inner node can pass for a leaf.
"""

from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

# Nodes over so many leaves are kept beside a seal; a power of two, so that they are whole subtrees.
BLOCK = 1024


def leaf(stream: UUID, *, sequence: int, digest: bytes) -> bytes:
    """Return the hash of one stream's head: stream (16 bytes) ‖ sequence (8, big-endian) ‖ digest."""
    return sha256(b"\0" + stream.bytes + sequence.to_bytes(8, "big") + digest).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes in their order; that of no leaves is SHA-256 of nothing."""
    if not leaves:
        return sha256(b"").digest()
    return _levels(leaves)[-1][0]


def path(leaves: Sequence[bytes], *, position: int) -> list[bytes]:
    """Return the sister hashes from a leaf up to the root."""
    sisters = []
    for level in _levels(leaves)[:-1]:
        if position ^ 1 < len(level):
            sisters.append(level[position ^ 1])
        position //= 2
    return sisters


def root_from(start: bytes, *, position: int, size: int, sisters: Sequence[bytes]) -> bytes | None:
    """Return the root that a leaf hash and its sisters lead to; None if there are too many or few."""
    if not 0 <= position < size:
        return None
    here, rest = start, list(sisters)
    while size > 1:
        if position ^ 1 < size:
            if not rest:
                return None
            sister = rest.pop(0)
            here = _node(sister, here) if position & 1 else _node(here, sister)
        position //= 2
        size = (size + 1) // 2
    return None if rest else here


def _levels(leaves: Sequence[bytes]) -> list[list[bytes]]:
    """Every level from the leaves up; an odd last node rises as it is, which gives RFC 6962's tree."""
    levels = [list(leaves)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        above = [_node(a, b) for a, b in zip(below[::2], below[1::2], strict=False)]
        levels.append(above + ([below[-1]] if len(below) % 2 else []))
    return levels


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()
