"""The tree under a seal."""

from hashlib import sha256
from uuid import uuid4

import pytest

from lianxin.ledger import merkle


def hashes(count: int) -> list[bytes]:
    """So many leaf hashes."""
    return [sha256(bytes([0, place])).digest() for place in range(count)]


def by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1: split at the largest power of two below the count."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = by_definition(leaves[:split]), by_definition(leaves[split:])
    return sha256(b"\1" + left + right).digest()


@pytest.mark.parametrize("count", range(1, 20))
def test_the_root_is_that_of_rfc_6962(count: int) -> None:
    assert merkle.root(hashes(count)) == by_definition(hashes(count))


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert merkle.root([]) == sha256(b"").digest()


@pytest.mark.parametrize("count", range(1, 20))
def test_every_leaf_leads_to_the_root_by_its_path(count: int) -> None:
    leaves = hashes(count)
    for position, leaf in enumerate(leaves):
        sisters = merkle.path(leaves, position=position)
        found = merkle.root_from(leaf, position=position, size=count, sisters=sisters)
        assert found == merkle.root(leaves)


@pytest.mark.parametrize("count", [5, 8, 9, 16, 17])
def test_a_path_by_blocks_is_the_path_by_leaves(count: int) -> None:
    leaves = hashes(count)
    blocks = [merkle.root(leaves[first : first + 4]) for first in range(0, count, 4)]
    assert merkle.root(blocks) == merkle.root(leaves)
    for position in range(count):
        block, place = divmod(position, 4)
        sisters = merkle.path(leaves[block * 4 : block * 4 + 4], position=place)
        sisters += merkle.path(blocks, position=block)
        assert sisters == merkle.path(leaves, position=position)


def test_a_path_too_long_or_too_short_leads_nowhere() -> None:
    leaves = hashes(5)
    sisters = merkle.path(leaves, position=2)
    for wrong in (sisters[:-1], [*sisters, leaves[0]]):
        assert merkle.root_from(leaves[2], position=2, size=5, sisters=wrong) is None
    assert merkle.root_from(leaves[2], position=5, size=5, sisters=sisters) is None
    assert merkle.root_from(leaves[2], position=-1, size=5, sisters=sisters) is None


def test_an_inner_node_does_not_pass_for_a_leaf() -> None:
    stream, digest = uuid4(), b"\3" * 32
    content = stream.bytes + (9).to_bytes(8, "big") + digest
    assert merkle.leaf(stream, sequence=9, digest=digest) == sha256(b"\0" + content).digest()
