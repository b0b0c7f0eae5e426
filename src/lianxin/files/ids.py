"""Ids that are made anywhere and still sort by time."""

import secrets
from datetime import datetime
from uuid import UUID


def time_ordered(at: datetime) -> UUID:
    """Return a version 7 UUID (RFC 9562) of a moment: milliseconds first, the rest chance."""
    return _of(at, secrets.randbits(74))


def least_of(at: datetime) -> UUID:
    """Return the least id that can be made at a moment or after: where to read from by an index."""
    return _of(at, 0)


def _of(at: datetime, chance: int) -> UUID:
    milliseconds = int(at.timestamp() * 1000)
    high = (milliseconds << 16) | 0x7000 | (chance >> 62)
    low = (0b10 << 62) | (chance & ((1 << 62) - 1))
    return UUID(int=(high << 64) | low)
